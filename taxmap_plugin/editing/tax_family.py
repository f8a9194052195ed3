"""Parcels that went or came between two assessments because they were divided or merged."""

from __future__ import annotations

from dataclasses import replace

from ..core.message import Message
from ..core.tax_comparison import CAME, GONE, Compared, TaxComparison
from ..workspace.family import descent
from ..workspace.reader import Reader
from ..workspace.retired_parcel import last_codes


def with_family(reader: Reader, comparison: TaxComparison) -> TaxComparison:
    """What became of parcels that are no more, and of which parcels new ones are made, as why."""
    living = {
        row["uuid"]: row["parcel_code"] or row["source_code"] or "–"
        for row in reader.rows("parcel", ["uuid", "parcel_code", "source_code"])
    }
    gone = {row.parcel for row in comparison.rows if row.state == GONE} - living.keys()
    ancestor = {child: one for child, one in descent(reader, gone).items() if child in living}
    heirs: dict[str, list[str]] = {}
    for child, one in ancestor.items():
        heirs.setdefault(one, []).append(living[child])
    former = last_codes(reader, sorted(gone))

    def told(row: Compared) -> Compared:
        if row.state == GONE and row.parcel in heirs:
            codes = sorted(heirs[row.parcel])
            return replace(row, why=(Message("compare_tax.became", parcels=codes),))
        if row.state == CAME and row.parcel in ancestor:
            code = former.get(ancestor[row.parcel], "–")
            return replace(row, why=(Message("compare_tax.out_of", parcel=code),))
        return row

    return replace(comparison, rows=tuple(map(told, comparison.rows)))
