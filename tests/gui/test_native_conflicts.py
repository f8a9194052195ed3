"""Edits of what somebody else changed meanwhile: shown, chosen, and nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsGeometry, QgsProject, QgsVectorLayer

from taxmap_plugin.core.message import render
from taxmap_plugin.editing.meanwhile import GoneMeanwhile
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.gui.native_saves import Refusal
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.store import Workspace

from ..editing import land_case
from ..editing.land_case import at
from .conftest import Until
from .native_case import Case, followed


@pytest.fixture
def case(tmp_path: Path, qgis_app: Any) -> Iterator[Case]:
    with followed(tmp_path) as made:
        yield made


def _conflict(case: Case, until: Until) -> Refusal:
    """Somebody else changes the deed number that is being edited."""
    layer = case.layer()
    layer.startEditing()
    feature = case.feature("01A002")
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("deed_no"), "8")
    other = Workspace.open(case.ws.path, "อีกคนหนึ่ง")
    with other.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "deed_no": "7"}])
    layer.commitChanges()
    until(lambda: case.refused)
    refusal = case.refused[0]
    assert isinstance(refusal.error, RowChanged)
    assert refusal.error.rows["deed_no"].iloc[0] == "7"
    assert refusal.edits.values["p2"]["deed_no"] == "8"
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "7"
    return refusal


def test_the_officer_may_write_her_own_value_over_it(case: Case, until: Until):
    refusal = _conflict(case, until)
    case.saves.write_mine(refusal)
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "8"
    assert not refusal.layer.isModified()
    refusal.layer.rollBack()


def test_or_take_the_other_one_and_keep_her_other_edits(case: Case, until: Until):
    refusal = _conflict(case, until)
    other = case.feature("01A003")
    refusal.layer.changeAttributeValue(other.id(), refusal.layer.fields().indexOf("land_no"), "99")
    case.saves.take_theirs(refusal)
    assert refusal.layer.getFeature(case.feature("01A002").id())["deed_no"] == "7"
    assert refusal.layer.commitChanges()
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "7"
    assert land_case.parcel(case.ws, "01A003")["land_no"] == "99"


def test_where_theirs_is_taken_nothing_is_left_to_save(case: Case, until: Until):
    refusal = _conflict(case, until)
    case.saves.take_theirs(refusal)
    assert not refusal.layer.isModified(), "QGIS would ask whether to save"
    refusal.layer.rollBack()


def _written_by_somebody_else(case: Case, **values: Any) -> None:
    other = Workspace.open(case.ws.path, "อีกคนหนึ่ง")
    with other.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", **values}])


def test_another_column_than_somebody_else_changed_is_saved_beside_it(case: Case):
    layer = case.layer()
    layer.startEditing()
    place = layer.fields().indexOf("land_no")
    layer.changeAttributeValue(case.feature("01A002").id(), place, "99")
    _written_by_somebody_else(case, officer_note="รอรังวัด")
    assert layer.commitChanges()
    row = land_case.parcel(case.ws, "01A002")
    assert (row["land_no"], row["officer_note"]) == ("99", "รอรังวัด")
    assert case.refused == []


def test_only_what_somebody_else_changed_is_a_conflict(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    feature = case.feature("01A002")
    for name, value in (("land_no", "99"), ("deed_no", "8")):
        layer.changeAttributeValue(feature.id(), layer.fields().indexOf(name), value)
    _written_by_somebody_else(case, deed_no="7", officer_note="รอรังวัด")
    layer.commitChanges()
    until(lambda: case.refused)
    (refusal,) = case.refused
    assert case.saves.changed_meanwhile(refusal) == {"p2": {"deed_no", "officer_note"}}
    case.saves.write_mine(refusal)
    row = land_case.parcel(case.ws, "01A002")
    assert (row["land_no"], row["deed_no"], row["officer_note"]) == ("99", "8", "รอรังวัด")
    layer.rollBack()


def _move_sides_east(ws: Workspace) -> None:
    """Somebody else takes the eastern side of 01A003 ten metres back."""
    line = [(at(120, 0), at(110, 0)), (at(120, 30), at(110, 30))]
    other = Workspace.open(ws.path, "อีกคนหนึ่ง")
    apply_plan(other, plan_move(other, line))


def _corner_lower(case: Case, code: str, shape: QgsGeometry, x: float) -> None:
    """As the corner tool does, in the shape that it holds."""
    place = [(one.x(), one.y()) for one in shape.vertices()].index(at(x, 0))
    shape.moveVertex(*at(x, -2), place)
    case.layer().changeGeometry(case.feature(code).id(), shape)


def _save_in_the_shape_of_before(case: Case, until: Until) -> QgsVectorLayer:
    """A corner moved in a shape read before the colleague's change, and saved: refused."""
    layer = case.layer()
    layer.startEditing()
    old = QgsGeometry(case.feature("01A003").geometry())
    _move_sides_east(case.ws)
    _corner_lower(case, "01A003", old, 80)
    layer.commitChanges()
    until(lambda: case.refused)
    return layer


def test_a_shape_that_the_tool_read_before_a_colleague_changed_it_is_a_conflict(
    case: Case, until: Until
):
    layer = _save_in_the_shape_of_before(case, until)
    refusal = case.refused[0]
    assert isinstance(refusal.error, RowChanged)
    assert land_case.living(case.ws)["01A003"] == 900.0, "his side is as he drew it"
    layer.commitChanges()  # once more, without a word: the edit is still the same
    until(lambda: len(case.refused) > 1)
    case.saves.take_theirs(refusal)
    assert not layer.isModified()
    _corner_lower(case, "01A003", case.feature("01A003").geometry(), 80)
    assert layer.commitChanges(), "of the shape of now"
    assert land_case.living(case.ws)["01A003"] == 930.0


def test_her_shape_may_be_written_over_his_when_she_says_so(case: Case, until: Until):
    layer = _save_in_the_shape_of_before(case, until)
    case.saves.write_mine(case.refused[0])
    assert land_case.living(case.ws)["01A003"] == 1240.0
    assert len(case.refused) == 1
    layer.rollBack()


def test_two_officers_at_different_parcels_are_in_nobodys_way(case: Case):
    layer = case.layer()
    layer.startEditing()
    _move_sides_east(case.ws)
    _corner_lower(case, "01A001", case.feature("01A001").geometry(), 0)
    assert layer.commitChanges(False)
    _corner_lower(case, "01A003", case.feature("01A003").geometry(), 80)
    assert layer.commitChanges(False), "hers of now"
    layer.changeAttributeValue(
        case.feature("01A003").id(), layer.fields().indexOf("deed_no"), "0777"
    )
    assert layer.commitChanges()
    assert case.refused == []


def _gone(case: Case, until: Until) -> Refusal:
    """A colleague merges 01A002 away, whose deed number is being edited, as is 01A006."""
    layer = case.layer()
    layer.startEditing()
    for code in ("01A002", "01A006"):
        at_deed = layer.fields().indexOf("deed_no")
        layer.changeAttributeValue(case.feature(code).id(), at_deed, "8")
    other = Workspace.open(case.ws.path, "อีกคนหนึ่ง")
    apply_plan(other, plan_merge(other, ["p2", "p3"]))
    layer.commitChanges()
    until(lambda: case.refused)
    return case.refused[0]


def test_edits_of_a_parcel_that_is_gone_are_not_lost_unseen(case: Case, until: Until):
    refusal = _gone(case, until)
    assert isinstance(refusal.error, GoneMeanwhile)
    assert "อีกคนหนึ่ง" in render(refusal.error.message, "th")
    assert set(refusal.edits.values) == {"p2", "p6"}  # still in the buffer
    assert land_case.parcel(case.ws, "01A006")["deed_no"] == "1006"
    refusal.layer.rollBack()


def test_they_are_dropped_and_her_other_edits_saved(case: Case, until: Until):
    refusal = _gone(case, until)
    case.saves.take_theirs(refusal)
    assert refusal.layer.commitChanges()
    assert land_case.parcel(case.ws, "01A006")["deed_no"] == "8"
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "1002"


def test_a_conflict_is_told_before_a_reason_is_asked_for(
    tmp_path: Path, qgis_app: Any, until: Until
):
    case = Case(tmp_path, declared=True)
    _conflict(case, until).layer.rollBack()
    assert case.asked == []
    case.saves.follow(None)
    QgsProject.instance().clear()
