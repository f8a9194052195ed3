"""The title documents of parcels whose numbers were typed in QGIS's own form.

As ``parcel_write`` does it for a change of ground or code; here nothing else changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..core.code_style import CodeStyle
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.schema import table
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction
from .confirmed import Confirmed
from .document_doubt import doubled_reviews, told_apart
from .in_force import CodesInForce
from .native_edits import NativeEdits
from .open_findings import close_findings, open_findings
from .parcel_plan import Decision, Piece, Plan
from .thing_review import Look, look_at
from .title_given import give_titles, let_go, titles_settled

_NUMBER = {"deed_no", "document_type"}


def title_looks(tx: Transaction, ws: Workspace, edits: NativeEdits, style: CodeStyle) -> list[Look]:
    """Tie the titles of the numbers that are about to be written, and let go of the former ones.

    Returns what an officer is to look at.
    """
    typed = [uuid for uuid, values in edits.values.items() if _NUMBER & values.keys()]
    columns = [*table("parcel").names, "geom"]
    found = rows_among(tx, "parcel", columns, "uuid", typed)
    rows = [row for row in found if _has_another(row, edits.values[row["uuid"]])]
    if not rows:
        return []
    pieces = [
        Piece(row["geom"], (uuid,), row["parcel_code"], values=edits.values[uuid], keeps=uuid)
        for row in rows
        for uuid in [row["uuid"]]
    ]
    plan = Plan("replace", "correct", rows, tuple(pieces), check="shape")
    uuids = tuple(piece.keeps for piece in pieces)
    change = Confirmed(tx, plan, Decision(), style, CodesInForce.of(tx, style), uuids, ())
    tax_year = ws.municipality.tax_year
    retitled = give_titles(change, let_go(change, tax_year), {}, tax_year)
    filed = open_findings(tx, uuids)
    close_findings(tx, [*titles_settled(change, filed), *told_apart(change, filed)])
    reviews = (*retitled, *doubled_reviews(change))
    return [look_at(one.message, "parcel", change.before[one.parcel]) for one in reviews]


def _has_another(row: Row, values: Mapping[str, Any]) -> bool:
    return any(values.get(name, row[name]) != row[name] for name in _NUMBER)
