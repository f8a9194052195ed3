"""What a change of parcels must keep, looked up in the file after it and before it.

The checks use nothing of the code that they judge but the reading of tables.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import shapely

from taxmap_plugin.core.fabric import share_vertices
from taxmap_plugin.core.ground import is_same_ground
from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.editing.parcel_plan import Plan
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo_stack import undone_changes

from .. import fabrics
from ..stored import COUNTED_ON
from . import random_land

SQUARE_MILLIMETRE = 1e-6
_PUBLIC = ("public_land", "water")
_NEAR = 0.001  # m: corners so near are meant as one
_SLIVER = 0.1  # m: a gap no wider than this is no pond
_NOWHERE = shapely.Polygon()
_PAST = f"tax_year < {random_land.PRESENT}"
_DIGITS = 1e-5  # m²: what laying shapes over each other is uncertain by, at UTM coordinates


_ON_THE_LINE = 1e-7
"""Metres: what rounding moves a computed point."""
_SAID_ONCE = ("ownership", "land_use", "land_price")
_BLANK_IN_COPIES = {"title_document_uuid", "land_no", "deed_no", "document_area", "total_price"}


@dataclass(frozen=True)
class Seen:
    """A workspace at a moment: parcels and public ground by uuid, what hangs on parcels."""

    parcels: dict[str, dict[str, Any]]
    public: dict[str, shapely.Geometry]
    hanging: dict[str, dict[str, Any]]
    said: dict[str, dict[str, dict]]
    owners: dict[str, set[str]]
    past_use: dict[str, int]
    used_land: int
    apart: set[str]
    history: set[str]
    lineage: dict[str, tuple[str, str]]

    @property
    def shapes(self) -> list[shapely.Geometry]:
        return [row["geom"] for row in self.parcels.values()]

    @property
    def ground(self) -> list[shapely.Geometry]:
        return [*self.shapes, *self.public.values()]

    @property
    def codes(self) -> list[str]:
        return [row["parcel_code"] for row in self.parcels.values() if row["parcel_code"]]


def see(ws: Workspace) -> Seen:
    return Seen(
        {row["uuid"]: row for row in ws.rows("parcel")},
        {row["uuid"]: row["geom"] for table in _PUBLIC for row in ws.rows(table)},
        {rule["table"]: _pointing(ws, rule) for rule in load_csv("inheritance.csv")},
        {table: {row["uuid"]: _said(row) for row in ws.rows(table)} for table in _SAID_ONCE},
        _owners(ws),
        {row["uuid"]: row["area"] for row in ws.rows("land_use", None, _PAST)},
        sum(row["area"] for row in ws.rows("land_use", None, f"NOT {_PAST}")),
        set(_apart(ws)),
        {row["uuid"] for row in ws.rows("parcel_history", ["uuid"])},
        {row["uuid"]: (row["parent_uuid"], row["child_uuid"]) for row in ws.rows("lineage")},
    )


def _apart(ws: Workspace) -> Iterator[str]:
    """Rows that belong to a building and are of another parcel than it."""
    parcel_of = {row["uuid"]: row["parcel_uuid"] for row in ws.rows("building")}
    for rule in load_csv("inheritance.csv"):
        if rule["rule"] == "with":
            rows = ws.rows(rule["table"], ["uuid", rule["by"], rule["column"]])
            for row in rows:
                stands_on = parcel_of.get(row[rule["by"]])
                if stands_on and row[rule["column"]] != stands_on:
                    yield row["uuid"]


def _owners(ws: Workspace) -> dict[str, set[str]]:
    """Who holds each parcel at present, the parcel itself or its title document."""
    parcel_of = {row["uuid"]: row["parcel_uuid"] for row in ws.rows("title_document")}
    found: dict[str, set[str]] = {}
    for row in ws.rows("ownership", where="to_date IS NULL"):
        parcel = row["parcel_uuid"] or parcel_of[row["title_document_uuid"]]
        found.setdefault(parcel, set()).add(row["owner_uuid"])
    return found


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """What a row of a register says, but for the parcel, since when, and how much."""
    left = {"uuid", "parcel_uuid", "from_date", "area", "created_at", "created_by", *COUNTED_ON}
    return {name: value for name, value in row.items() if name not in left}


def _pointing(ws: Workspace, rule: dict[str, str]) -> dict[str, Any]:
    """Row → the parcel that it is of, None where it is of none; not what is of another thing."""
    only = f"subject_table = '{rule['subject']}'" if rule["subject"] else ""
    rows = ws.rows(rule["table"], ["uuid", rule["column"]], only)
    return {row["uuid"]: row[rule["column"]] for row in rows}


@dataclass(frozen=True)
class Ground:
    """Where parcels and public ground may come to cover more, or less, than before.

    Said by who asks for a change, so that the plan is not its own judge.
    """

    gained: shapely.Geometry = _NOWHERE
    lost: shapely.Geometry = _NOWHERE


def check_change(ws: Workspace, plan: Plan, before: Seen, ground: Ground) -> Seen:
    """Everything that this module promises, of one change that was written."""
    after = see(ws)
    check_ground(plan, before, after)
    check_covered(ground, before, after)
    check_keys(after)
    check_untouched(plan, before, after)
    check_lineage(ws, after)
    check_history(ws, plan, before, after)
    check_hanging(ws, plan, before, after)
    return after


def check_ground(plan: Plan, before: Seen, after: Seen) -> None:
    """Area as planned to 1 mm², no new overlap or enclosed gap, corners on both sides."""
    gained = planned_gain(plan)
    if plan.check == "area":
        assert abs(gained) <= SQUARE_MILLIMETRE
    found = math.fsum([*shapely.area(after.ground), *(-shapely.area(before.ground))])
    assert abs(found - gained) <= SQUARE_MILLIMETRE
    assert new_invalid(before.shapes, after.shapes) == []
    assert fabrics.overlap(after.shapes) - fabrics.overlap(before.shapes) < _DIGITS
    if plan.check == "area":
        assert gaps(after.ground) - gaps(before.ground) < _DIGITS
    else:
        assert new_gaps(before, after) < _DIGITS
    assert one_sided(after.shapes) <= one_sided(before.shapes)


def check_covered(ground: Ground, before: Seen, after: Seen) -> None:
    """What is covered is what was, but for the ground that was spoken of."""
    was, now = (shapely.union_all(seen.ground) for seen in (before, after))
    for found, meant in ((now - was, ground.gained), (was - now, ground.lost)):
        beside = shapely.difference(found, shapely.buffer(meant, _NEAR))
        assert beside.area < _DIGITS, f"{beside.area} m² at {beside.representative_point()}"


def one_sided(shapes: list[shapely.Geometry]) -> set[tuple[float, float]]:
    """Corners on the edge of a shape that has no corner there, both to 1 mm.

    Not those off the edge to which it cannot bend without taking ground, or leaving it to nobody.
    """
    edges = shapely.boundary(shapes)
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    corners = shapely.points(xy)
    tree = shapely.STRtree(corners)
    shape, near_edge = tree.query(edges, predicate="dwithin", distance=_NEAR)
    corner, near_corner = tree.query(corners, predicate="dwithin", distance=_NEAR)
    has_it = set(zip(owner[near_corner].tolist(), corner.tolist()))
    pairs = set(zip(shape.tolist(), near_edge.tolist())) - has_it
    return {tuple(xy[at]) for of, at in pairs if _may_bend(shapes, of, corners[at])}


def _may_bend(shapes: list[shapely.Geometry], of: int, corner: shapely.Point) -> bool:
    now = shapes[of]
    if shapely.distance(now.boundary, corner) <= _ON_THE_LINE:
        return True
    bent = share_vertices([now], [corner])[0][0]
    others = [shape for at, shape in enumerate(shapes) if at != of and shape.intersects(now)]
    taken = shapely.intersection(shapely.difference(bent, now), others)
    left = shapely.difference(shapely.difference(now, bent), shapely.union_all(others))
    return bool(max([left.area, *shapely.area(taken)]) <= SQUARE_MILLIMETRE)


def planned_gain(plan: Plan) -> float:
    """Square metres that the plan adds to parcels and public ground together."""
    now = [piece.shape for piece in plan.pieces] + [part.shape for part in plan.public]
    now += [one.shape for one in plan.adjusted]
    was = [row["geom"] for row in plan.parcels] + [one.was for one in plan.adjusted]
    return math.fsum([*shapely.area(now), *(-shapely.area(was))])


def new_invalid(before: Iterable, after: Iterable) -> list[str]:
    known = {shape.wkb for shape in before if shape is not None}
    return [
        shapely.is_valid_reason(shape)
        for shape in after
        if shape is not None and shape.wkb not in known and not shape.is_valid
    ]


def gaps(shapes: Iterable) -> float:
    """Square metres of nobody's ground that others enclose."""
    return float(shapely.area(_nobodys(shapes)))


def new_gaps(before: Seen, after: Seen) -> float:
    """Square metres that parcels enclose and nobody has; a pond that was there may have grown.

    So may what lies along a way that parcels stood round. Public ground that they come to stand
    round is somebody's.
    """
    was, now = (_nobodys(seen.shapes) for seen in (before, after))
    public = shapely.union_all(list(after.public.values()))
    old = shapely.get_parts(was)
    ponds = shapely.union_all(old[2 * shapely.area(old) > _SLIVER * shapely.length(old)])
    pieces = shapely.get_parts(now)
    pieces = pieces[shapely.area(shapely.intersection(pieces, ponds)) < _DIGITS]
    new = shapely.difference(shapely.difference(pieces, was), public)
    return float(shapely.area(new).sum())


def _nobodys(shapes: Iterable) -> shapely.Geometry:
    union = shapely.get_parts(shapely.union_all(list(shapes)))
    filled = shapely.union_all([shapely.Polygon(part.exterior) for part in union])
    return shapely.difference(filled, shapely.union_all(union))


def check_keys(after: Seen) -> None:
    assert len(set(after.codes)) == len(after.codes)
    for row in after.parcels.values():
        if row["parcel_code"]:
            assert row["parcel_code"] == row["block_code"] + row["lot"]


def check_untouched(plan: Plan, before: Seen, after: Seen) -> None:
    """Other parcels are as they were; a neighbour that got vertices has the same ground."""
    concerned = {row["uuid"] for row in plan.parcels}
    bent = {one.uuid for one in plan.adjusted}
    for uuid in set(before.parcels) - concerned:
        was, now = before.parcels[uuid], after.parcels[uuid]
        if uuid not in bent:
            assert now == was
            continue
        left = {"geom", "row_version", "updated_at", "updated_by"}
        assert {k: v for k, v in now.items() if k not in left} == {
            k: v for k, v in was.items() if k not in left
        }
        assert shapely.hausdorff_distance(was["geom"], now["geom"]) < 0.0011


def check_lineage(ws: Workspace, after: Seen) -> None:
    """Every parcel that is gone leads to living ones or public ground; none is without origin."""
    counting = {row["uuid"] for row in ws.rows("change", ["uuid"], "undoes_uuid IS NULL")}
    with ws.reading() as opened:
        counting -= undone_changes(opened)
    where = "table_name = 'parcel' AND action = 'insert'"
    inserted = ws.rows("change_row", ["row_uuid", "change_uuid"], where)
    born = {row["row_uuid"] for row in inserted if row["change_uuid"] in counting}
    assert set(after.parcels) <= born
    heirs: dict[str, set[str]] = {}
    for row in ws.rows("lineage"):
        if row["change_uuid"] in counting:
            heirs.setdefault(row["parent_uuid"], set()).add(row["child_uuid"])
    living = {*after.parcels, *after.public}
    for gone in born - set(after.parcels):
        assert _leads_to(gone, heirs, living), f"{gone} has no successor"


def _leads_to(uuid: str, heirs: dict[str, set[str]], living: set[str]) -> bool:
    seen: set[str] = set()
    ahead = [uuid]
    while ahead:
        here = ahead.pop()
        if here in living:
            return True
        if here not in seen:
            seen.add(here)
            ahead += heirs.get(here, ())
    return False


def check_history(ws: Workspace, plan: Plan, before: Seen, after: Seen) -> None:
    """Each parcel that left or changed its ground left its shape, in a span of time."""
    rows = ws.rows("parcel_history")
    assert all(row["valid_from"] <= row["valid_to"] for row in rows)
    new = {row["parcel_uuid"]: row for row in rows if row["uuid"] not in before.history}
    for row in plan.parcels:
        uuid = row["uuid"]
        now = after.parcels.get(uuid)
        if now is None or not is_same_ground(row["geom"], now["geom"]):
            assert new.pop(uuid)["geom"].wkb == before.parcels[uuid]["geom"].wkb
    assert new == {}


def renumbered(plan: Plan) -> set[str]:
    """The parcels for which another document number was typed: their title is of none."""
    own = {uuid: row["deed_no"] for uuid, row in plan.rows.items()}
    return {
        piece.keeps
        for piece in plan.pieces
        if piece.keeps and piece.values.get("deed_no", own[piece.keeps]) != own[piece.keeps]
    }


def check_hanging(ws: Workspace, plan: Plan, before: Seen, after: Seen) -> None:
    """No row points to a parcel that others followed, and none is lost."""
    has_place = {*after.parcels, *taken_wholly(ws, after)}
    for table, rows in after.hanging.items():
        assert set(rows.values()) - {None} <= has_place, table
        missing = set(before.hanging[table]) - set(rows)
        if table in _SAID_ONCE:
            missing -= said_by_others(ws, table, before, after, missing)
        assert not missing, f"{table} lost {missing}"
        if not plan.public:
            was = before.hanging[table]
            free = {None, *(renumbered(plan) if table == "title_document" else ())}
            loose = [uuid for uuid, at in rows.items() if at is None]
            assert all(was.get(uuid, "") in free for uuid in loose), table
    assert after.apart <= before.apart, "what belongs to a building goes with it"
    assert after.past_use == before.past_use, "what was assessed stays as it was"
    if not plan.public:
        assert after.used_land == before.used_land
    else:
        assert after.used_land <= before.used_land
    check_owners(before, after)


def check_owners(before: Seen, after: Seen) -> None:
    """A parcel has the owners of those that it came from, all of them and nobody else."""
    parents: dict[str, set[str]] = {}
    for uuid in set(after.lineage) - set(before.lineage):
        parent, child = after.lineage[uuid]
        parents.setdefault(child, set()).add(parent)
    for parcel in after.parcels:
        came_from = parents.get(parcel, {parcel})
        wanted = set().union(*(before.owners.get(uuid, set()) for uuid in came_from))
        assert after.owners.get(parcel, set()) == wanted, f"{parcel} from {came_from}"


def said_by_others(ws: Workspace, table: str, before: Seen, after: Seen, gone: set[str]) -> set:
    """Of the rows that are gone those that another one repeats, of a parcel that followed.

    A copy names no title document and no number: the other one may.
    """
    followed: dict[str, set[str]] = {}
    for row in ws.rows("lineage"):
        followed.setdefault(row["parent_uuid"], set()).add(row["child_uuid"])
    now: dict[str, list[dict]] = {}
    for uuid, at in after.hanging[table].items():
        now.setdefault(at, []).append(after.said[table][uuid])
    return {
        uuid
        for uuid in gone
        for child in followed.get(before.hanging[table][uuid], ())
        if any(_says_all(one, before.said[table][uuid]) for one in now.get(child, ()))
    }


def _says_all(one: dict[str, Any], gone: dict[str, Any]) -> bool:
    return all(one[k] == v or (v is None and k in _BLANK_IN_COPIES) for k, v in gone.items())


def taken_wholly(ws: Workspace, after: Seen) -> set[str]:
    """Parcels that only public ground came after: their registers stay with their history.

    What came of a parcel before it was restored does not count.
    """
    with ws.reading() as opened:
        undone = undone_changes(opened)
    last: dict[str, tuple[str, set[str]]] = {}
    for row in ws.rows("lineage", where="1 = 1 ORDER BY fid"):
        parent, change = row["parent_uuid"], row["change_uuid"]
        if change in undone or parent == row["child_uuid"]:
            continue
        if last.get(parent, ("", set()))[0] != change:
            last[parent] = (change, set())
        last[parent][1].add(row["child_uuid"])
    return {uuid for uuid, (_, children) in last.items() if children <= set(after.public)}
