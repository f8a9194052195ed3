"""Edits of QGIS's tools over what was written since they read it: told, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely

from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.native_unseen import check_seen, last_written
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import at, box

HER, HIM = "หญิง", "ชาย"


class Case:
    """She began to edit; ``since`` is the mark."""

    def __init__(self, folder: Path) -> None:
        made = land_case.make(folder)
        self.her, self.him = (Workspace.open(made.path, name) for name in (HER, HIM))
        self.since = self.mark()

    def mark(self) -> int:
        with self.her.reading() as reader:
            return last_written(reader)

    def told(self, **edits: Any) -> list[str]:
        """The rows that she is told of when she saves these edits."""
        made = NativeEdits(**edits)
        try:
            with self.her.reading() as reader:
                marks = dict.fromkeys(made.uuids, self.since)
                check_seen(reader, "parcel", made, marks, HER)
        except RowChanged as changed:
            return list(changed.rows["uuid"])
        return []

    def shape(self, uuid: str) -> Any:
        return self.her.rows("parcel", ["geom"], "uuid = ?", [uuid])[0]["geom"]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return Case(tmp_path)


def _move_east_side_of_p3(by: Workspace) -> None:
    line = [(at(120, 0), at(110, 0)), (at(120, 30), at(110, 30))]
    apply_plan(by, plan_move(by, line))


def _with_corner_moved(shape: Any, corner: tuple, to: tuple) -> Any:
    moved = [to if tuple(xy) == corner else tuple(xy) for xy in shapely.get_coordinates(shape)]
    return shapely.Polygon(moved)


def _west_corner_lower(shape: Any) -> Any:
    return _with_corner_moved(shape, at(80, 0), at(80, -2))


def test_a_corner_moved_in_the_shape_of_before_is_told(case: Case):
    old = case.shape("p3")
    _move_east_side_of_p3(case.him)
    assert case.told(shapes={"p3": _west_corner_lower(old)}) == ["p3"]


def test_a_corner_moved_in_the_shape_of_now_is_not(case: Case):
    _move_east_side_of_p3(case.him)
    assert case.told(shapes={"p3": _west_corner_lower(case.shape("p3"))}) == []


def test_other_parcels_are_nobodys_conflict(case: Case):
    old = case.shape("p1")
    _move_east_side_of_p3(case.him)
    moved = _with_corner_moved(old, at(0, 0), at(0, -2))
    assert case.told(shapes={"p1": moved}, values={"p2": {"note": "x"}}, deleted=["p4"]) == []


def test_the_corner_that_he_moved_moved_once_more_is_told(case: Case):
    _move_east_side_of_p3(case.him)
    again = _with_corner_moved(case.shape("p3"), at(110, 0), at(112, 0))
    again = _with_corner_moved(again, at(110, 30), at(112, 30))
    assert case.told(shapes={"p3": again}) == ["p3"]


def test_a_shape_that_lacks_the_corner_that_he_set_is_told(case: Case):
    old = case.shape("p1")
    bent = shapely.Polygon([at(0, 0), at(20, -1), at(40, 0), at(40, 30), at(0, 30)])
    apply_plan(case.him, plan_native(case.him, NativeEdits(shapes={"p1": bent})))
    moved = _with_corner_moved(old, at(0, 0), at(0, -2))
    assert case.told(shapes={"p1": moved}) == ["p1"]
    moved = _with_corner_moved(bent, at(0, 0), at(0, -2))
    assert case.told(shapes={"p1": moved}) == []


def test_a_split_of_the_shape_of_now_has_its_corners_in_both_halves(case: Case):
    _move_east_side_of_p3(case.him)
    new = [{"geom": box(95, 0, 110, 30)}]
    assert case.told(shapes={"p3": box(80, 0, 95, 30)}, added=new) == []
    new = [{"geom": box(95, 0, 120, 30)}]
    assert case.told(shapes={"p3": box(80, 0, 95, 30)}, added=new) == ["p3"]


def test_a_value_typed_over_a_new_one_is_told_and_no_other(case: Case):
    with case.him.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "deed_no": "7"}])
    assert case.told(values={"p2": {"deed_no": "8"}}) == ["p2"]
    assert case.told(values={"p2": {"deed_no": "7"}}) == [], "both typed the same"
    assert case.told(values={"p2": {"land_no": "8"}}) == []
    assert case.told(shapes={"p2": box(40, -1, 80, 30)}) == []


def test_what_he_changed_is_not_deleted_unseen(case: Case):
    with case.him.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "deed_no": "7"}])
    assert case.told(deleted=["p2", "p3"]) == ["p2"]


def test_what_he_took_back_himself_is_no_conflict(case: Case):
    old = case.shape("p3")
    _move_east_side_of_p3(case.him)
    undo(case.him)
    assert case.told(shapes={"p3": _west_corner_lower(old)}, deleted=["p2"]) == []


def test_her_own_changes_are_told_only_where_they_would_be_lost_for_certain(case: Case):
    old = case.shape("p3")
    _move_east_side_of_p3(case.her)
    assert case.told(shapes={"p3": _west_corner_lower(old)}) == ["p3"]
    again = _with_corner_moved(case.shape("p3"), at(110, 0), at(112, 0))
    again = _with_corner_moved(again, at(110, 30), at(112, 30))
    assert case.told(shapes={"p3": again}) == []
    with case.her.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "deed_no": "7"}])
    assert case.told(values={"p2": {"deed_no": "8"}}) == []


def test_what_was_written_before_the_mark_is_seen(case: Case):
    with case.him.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "deed_no": "7"}])
    case.since = case.mark()
    with case.him.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p3", "deed_no": "7"}])
    assert case.told(values={"p2": {"deed_no": "8"}}) == []
