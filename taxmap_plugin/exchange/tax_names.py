"""What the things and people of an assessment are called in reports; payers as anyone may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..workspace.reader import Reader
from ..workspace.retired_parcel import last_codes

_CODES = {
    "parcels": ("parcel", "parcel_code", "source_code"),
    "buildings": ("building", "building_code", "source_code"),
    "owners": ("owner", "display_name"),
    "signs": ("signboard", "signboard_code", "source_code"),
    "units": ("condo_unit", "unit_no"),
}


@dataclass(frozen=True)
class TaxNames:
    """Names by uuid, "–" for what has none; those of ``owners`` are masked."""

    parcels: Mapping[str, str]
    buildings: Mapping[str, str]
    owners: Mapping[str, str]
    signs: Mapping[str, str]
    units: Mapping[str, str]

    @classmethod
    def read(cls, *readers: Reader) -> TaxNames:
        """Of one workspace, or of several where a thing is not in all; the last one counts."""
        found: dict[str, dict[str, str]] = {}
        for kind, (table, *columns) in _CODES.items():
            rows = [row for reader in readers for row in reader.rows(table, ["uuid", *columns])]
            found[kind] = {
                row["uuid"]: next((row[name] for name in columns if row[name]), "–") for row in rows
            }
        for reader in readers:
            history = reader.read("parcel_history", ["parcel_uuid"])["parcel_uuid"]
            gone = sorted(set(history.dropna()) - found["parcels"].keys())
            found["parcels"].update(last_codes(reader, gone))
        return cls(**found)

    def payer(self, key: str) -> str:
        """Co-owners one after the other."""
        return ", ".join(self.owners.get(uuid) or "–" for uuid in key.split("+"))
