"""What goes with a building that is of another parcel now, by ``resources/inheritance.csv``.

As :mod:`.inheritance` does it where a change of parcels moves buildings, for a building that was
moved itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..core.message import Message
from ..workspace.reader import rows_among
from ..workspace.schema import table
from ..workspace.transaction import Transaction
from .inheritance import rules
from .land_use_site import site_on
from .native_units import Moved
from .thing_review import Look, look_at


def go_with(tx: Transaction, moved: Sequence[Moved]) -> list[Look]:
    """Write the new parcel into what was of the same one as its building.

    Returns what to look at: buildings whose land use has no like on the new parcel.
    """
    gone_by = {one.uuid: one for one in moved}  # buildings, then units, which take along their own
    for rule in rules():
        if rule.rule == "with":
            columns = ["uuid", rule.by, rule.column]
            rows = rows_among(tx, rule.table, columns, rule.by, list(gone_by))
            own = [(row["uuid"], gone_by[row[rule.by]], row[rule.column]) for row in rows]
            gone = [(uuid, one) for uuid, one, parcel in own if parcel == one.was]
            tx.update_rows(rule.table, [{"uuid": uuid, rule.column: one.now} for uuid, one in gone])
            gone_by.update(gone)
    return _change_sites(tx, moved)


def _change_sites(tx: Transaction, moved: Sequence[Moved]) -> list[Look]:
    now = {one.uuid: one.now for one in moved}
    columns = ["uuid", "land_use_uuid", *table("building").display, "geom"]
    rows = rows_among(tx, "building", columns, "uuid", list(now))
    used = {row["uuid"]: row["land_use_uuid"] for row in rows if row["land_use_uuid"]}
    sites = {building: site_on(tx, use, now[building]) for building, use in used.items()}
    found = {building: site for building, site in sites.items() if site}
    tx.update_rows(
        "building",
        [
            {"uuid": uuid, "land_use_uuid": site}
            for uuid, site in found.items()
            if site != used[uuid]
        ],
    )
    message = Message("thing_review.site")
    return [look_at(message, "building", row) for row in rows if sites.get(row["uuid"], "") is None]
