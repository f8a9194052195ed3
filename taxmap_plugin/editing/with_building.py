"""What goes with a building that is of another parcel now, by ``resources/inheritance.csv``.

As :mod:`.inheritance` does it where a change of parcels moves buildings, for a building that was
moved itself, and for what was typed into another building, or into one alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..core.message import Message
from ..workspace.few_rows import Row
from ..workspace.reader import rows_among
from ..workspace.schema import table
from ..workspace.transaction import Transaction
from .inheritance import Rule, rules
from .land_use_site import site_on
from .native_edits import NativeEdits
from .native_units import Moved
from .thing_review import Look, look_at


def go_with(tx: Transaction, moved: Sequence[Moved]) -> list[Look]:
    """Write the new parcel into what was of the same one as its building.

    Returns what to look at: buildings whose land use has no like on the new parcel.
    """
    _take_along(tx, moved)
    return _change_sites(tx, moved)


def go_to_building(
    tx: Transaction, table_name: str, edits: NativeEdits, new: Sequence[str]
) -> None:
    """The rows of ``edits``, and the ``new`` ones, that name a building and no parcel are of its.

    What an officer typed as their parcel stays.
    """
    for rule in rules():
        if (rule.table, rule.rule) == (table_name, "with") and rule.by in table(table_name).names:
            typed = [
                uuid
                for uuid, values in edits.values.items()
                if rule.by in values and not values.get(rule.column)
            ]
            columns = ["uuid", rule.by, rule.column]
            rows = rows_among(tx, table_name, columns, "uuid", [*typed, *new])
            bare = [row for row in rows if row["uuid"] in typed or not row[rule.column]]
            moved = list(_to_parcel_of(tx, rule, bare))
            news = [{"uuid": one.uuid, rule.column: one.now} for one in moved]
            tx.update_rows(table_name, news)
            _take_along(tx, moved)


def _to_parcel_of(tx: Transaction, rule: Rule, rows: Sequence[Row]) -> Iterator[Moved]:
    """The rows that what they go ``by`` has on another parcel than they say."""
    name = table(rule.table).column(rule.by).references.split(".")[0]
    if not name:
        return
    named = list({row[rule.by] for row in rows if row[rule.by]})
    found = rows_among(tx, name, ["uuid", "parcel_uuid"], "uuid", named)
    parcels = {row["uuid"]: row["parcel_uuid"] for row in found}
    for row in rows:
        parcel = parcels.get(row[rule.by])
        if parcel and parcel != row[rule.column]:
            yield Moved(row["uuid"], row[rule.column], parcel)


def _take_along(tx: Transaction, moved: Iterable[Moved]) -> None:
    gone_by = {one.uuid: one for one in moved}  # buildings, then units, which take along their own
    for rule in rules():
        if rule.rule == "with":
            columns = ["uuid", rule.by, rule.column]
            rows = rows_among(tx, rule.table, columns, rule.by, list(gone_by))
            own = [(row["uuid"], gone_by[row[rule.by]], row[rule.column]) for row in rows]
            gone = [(uuid, one) for uuid, one, parcel in own if parcel == one.was]
            tx.update_rows(rule.table, [{"uuid": uuid, rule.column: one.now} for uuid, one in gone])
            gone_by.update(gone)


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
