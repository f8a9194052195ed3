"""What a change leaves to the history of parcels: their former shapes, and what came of them."""

from __future__ import annotations

from collections.abc import Sequence

from ..core.ground import is_same_ground
from ..core.parcel_name import place_of
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.transaction import Transaction
from .confirmed import Confirmed
from .parcel_plan import uuids_of

_HISTORY = (
    *("parcel_code", "zone_code", "block_code", "lot", "document_type", "deed_no", "land_no"),
    *("survey_no", "map_sheet", "document_area"),
)


def write_history(change: Confirmed) -> None:
    """Keep the parcels that are not any more what they were on the ground, and their lineage."""
    rows = _reshaped_or_retired(change)
    if rows:
        change.tx.insert_rows("parcel_history", _former(change.tx, rows))
    lineage = _lineage(change, set(uuids_of(rows)))
    if lineage:
        change.tx.insert_rows("lineage", lineage)


def _reshaped_or_retired(change: Confirmed) -> list[Row]:
    kept = {piece.keeps: piece.shape for piece in change.plan.pieces if piece.keeps}
    return [
        row
        for row in change.plan.parcels
        if row["uuid"] not in kept or not is_same_ground(row["geom"], kept[row["uuid"]])
    ]


def _former(tx: Transaction, rows: Sequence[Row]) -> list[Row]:
    """Rows of ``parcel_history``, with all values of the parcels as they were."""
    since = _since(tx, uuids_of(rows))
    return [
        {
            **{name: row[name] for name in (*_HISTORY, "geom")},
            "parcel_uuid": row["uuid"],
            "valid_from": since[row["uuid"]],
            "valid_to": tx.now,
            "change_uuid": tx.change_uuid,
            "values": {name: value for name, value in row.items() if name != "geom"},
        }
        for row in rows
    ]


def _since(tx: Transaction, uuids: Sequence[str]) -> dict[str, str]:
    """From when each parcel had the shape that it has now."""
    made = rows_among(tx, "parcel", ["uuid", "created_at"], "uuid", uuids)
    since = {row["uuid"]: row["created_at"] for row in made}
    columns = ["parcel_uuid", "valid_to"]
    for row in rows_among(tx, "parcel_history", columns, "parcel_uuid", uuids):
        since[row["parcel_uuid"]] = max(since[row["parcel_uuid"]], row["valid_to"])
    return since


def _lineage(change: Confirmed, changed: set[str]) -> list[Row]:
    """Rows of ``lineage``: what came of the ``changed`` parcels, public ground too."""
    plan = change.plan
    by_code = uuids_of(sorted(plan.parcels, key=place_of))  # as the history names them
    pairs = [
        (parent, uuid, piece.lineage or plan.operation)
        for uuid, piece in change.pieces
        for parent in by_code
        if parent in piece.parents and parent in changed
    ]
    pairs += [
        (parent, uuid, plan.operation)
        for uuid, part in zip(change.public_uuids, plan.public)
        for parent in part.parents
    ]
    same = {"change_uuid": change.tx.change_uuid, "table_name": "parcel"}
    return [
        {"parent_uuid": parent, "child_uuid": child, "kind": kind, **same}
        for parent, child, kind in pairs
    ]
