"""Edits with QGIS's own tools: saved as one change with lineage, refused without loss."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import QgsFeature, QgsField, QgsGeometry, QgsPointXY, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtWidgets import QApplication

from taxmap_plugin.core.area import amount
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.editing.meanwhile import GoneMeanwhile
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.gui import native_saves
from taxmap_plugin.gui.native_saves import NativeSaves, Refusal
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.project import open_workspace_in_project, workspace_layers
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from ..editing import land_case
from ..editing.land_case import at, box
from .conftest import Until


class Case:
    """A workspace in QGIS's project, whose saves are followed."""

    def __init__(self, folder: Path, declared: bool = False) -> None:
        self.ws = land_case.make(folder, declared)
        open_workspace_in_project(self.ws.path, QgsProject.instance())
        self.asked: list[str] = []
        self.about: list[Message] = []
        self.answer: Decision | None = Decision(reason="รังวัดใหม่")
        self.refused: list[Any] = []
        self.saves = NativeSaves(self._ask)
        self.saves.refused.connect(self.refused.append)
        self.saves.follow(self.ws)

    def layer(self, table: str = "parcel") -> QgsVectorLayer:
        return workspace_layers(QgsProject.instance(), self.ws.path)[table]

    def feature(self, code: str) -> QgsFeature:
        return self.feature_of(self.layer(), code)

    @staticmethod
    def feature_of(layer: QgsVectorLayer, code: str) -> QgsFeature:
        return next(f for f in layer.getFeatures() if f["parcel_code"] == code)

    def _ask(self, kind: str, about: Message) -> Decision | None:
        self.asked.append(kind)
        self.about.append(about)
        return self.answer


@pytest.fixture
def case(tmp_path: Path, qgis_app: Any) -> Iterator[Case]:
    made = Case(tmp_path)
    yield made
    made.saves.follow(None)
    QgsProject.instance().clear()


def _split_first(layer: QgsVectorLayer) -> None:
    layer.startEditing()
    layer.selectByExpression("parcel_code = '01A001'")
    line = [QgsPointXY(*at(25, -5)), QgsPointXY(*at(25, 35))]
    assert layer.splitFeatures(line, True) == 0


def test_a_split_in_qgis_is_one_change_with_identities_and_codes(case: Case):
    layer, changes = case.layer(), case.ws.count("change")
    _split_first(layer)
    assert case.ws.count("change") == changes  # until Save nothing is written
    assert layer.commitChanges()
    areas = land_case.living(case.ws)
    assert (areas["01A001"], areas["01A001/001"]) == (750.0, 450.0)
    assert case.ws.count("change") == changes + 1
    assert case.ws.read("change")["kind"].iloc[-1] == "split"
    lineage = case.ws.read("lineage")
    assert list(lineage["kind"][lineage["parent_uuid"] == "p1"]) == ["split", "split"]
    assert not layer.isEditable()
    assert not layer.isModified()
    layer.reload()
    assert layer.featureCount() == 7
    undo(case.ws)
    assert land_case.living(case.ws)["01A001"] == 1200.0


def _selected(layer: QgsVectorLayer) -> list[str]:
    return sorted(feature["parcel_code"] for feature in layer.selectedFeatures())


def test_the_pieces_of_a_split_are_selected_when_it_is_saved(case: Case, until: Until):
    layer, saved = case.layer(), []
    case.saves.saved.connect(lambda _: saved.append(_selected(layer)))
    _split_first(layer)
    assert layer.commitChanges()
    until(lambda: saved)
    assert saved == [["01A001", "01A001/001"]], "and no neighbour that got a corner"


def test_the_merged_parcel_is_selected_when_it_is_saved(case: Case, until: Until):
    layer, saved = case.layer(), []
    case.saves.saved.connect(lambda _: saved.append(_selected(layer)))
    layer.startEditing()
    first, second = case.feature("01A001"), case.feature("01A002")
    layer.changeGeometry(first.id(), first.geometry().combine(second.geometry()))
    layer.deleteFeature(second.id())
    assert layer.commitChanges()
    until(lambda: saved)
    assert saved == [["01A001"]]
    assert case.ws.read("change")["kind"].iloc[-1] == "merge"


def _merge_into_row_0(case: Case, table: str, column: str, codes: list[str]) -> None:
    """As QGIS 3.22 merges objects whose id is hidden (its issue 51977): they all go, and what
    came of them is edited in a row that is nowhere."""
    layer = case.layer(table)
    layer.startEditing()
    rows = [row for row in layer.getFeatures() if row[column] in codes]
    union = QgsGeometry.unaryUnion([row.geometry() for row in rows])
    layer.deleteFeatures([row.id() for row in rows])
    names = layer.fields().names()
    kept = {n: rows[0][name] for n, name in enumerate(names) if name not in ("fid", "uuid", column)}
    layer.changeAttributeValues(0, kept)
    layer.changeGeometry(0, union)


def test_parcels_that_qgis_merged_into_no_row_are_one_parcel(case: Case):
    _merge_into_row_0(case, "parcel", "parcel_code", ["01A002", "01A003"])
    assert case.layer().commitChanges()
    assert not case.refused
    assert land_case.living(case.ws)["01A002"] == 2400.0
    assert set(case.ws.read("lineage")["parent_uuid"]) == {"p2", "p3"}


def test_what_qgis_merged_into_no_row_is_on_the_map_after_a_refusal(
    case: Case, until: Until, monkeypatch: pytest.MonkeyPatch
):
    def refuse(*_: Any) -> None:
        raise RuntimeError("nobody foresaw it")

    monkeypatch.setattr(native_saves, "plan_native", refuse)
    _merge_into_row_0(case, "parcel", "parcel_code", ["01A002", "01A003"])
    assert case.layer().commitChanges()
    until(lambda: case.refused)
    areas = [round(feature.geometry().area()) for feature in case.layer().getFeatures()]
    assert areas.count(2400) == 1
    assert len(areas) == 5


def test_what_was_selected_stays_so_where_nothing_new_came(case: Case, until: Until):
    layer, saved = case.layer(), []
    case.saves.saved.connect(lambda _: saved.append(_selected(layer)))
    layer.selectByExpression("parcel_code = '01A003'")
    layer.startEditing()
    feature = case.feature("01A002")
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("deed_no"), "0777")
    assert layer.commitChanges()
    until(lambda: saved)
    assert saved == [["01A003"]]


def test_a_layer_dragged_in_is_saved_with_lineage_too(case: Case):
    again = QgsVectorLayer(f"{case.ws.path}|layername=parcel", "แปลง", "ogr")
    QgsProject.instance().addMapLayer(again)
    changes = case.ws.count("change")
    _split_first(again)
    assert again.commitChanges()
    assert case.ws.count("change") == changes + 1
    assert list(case.ws.read("lineage")["kind"]).count("split") == 2
    assert land_case.living(case.ws)["01A001/001"] == 450.0


def test_a_duplicated_layer_is_saved_with_lineage_too_and_may_go(case: Case):
    first, copy = case.layer(), case.layer().clone()
    QgsProject.instance().addMapLayer(copy)
    for layer, code in ((copy, "01A001"), (first, "01A002")):
        layer.startEditing()
        feature = next(f for f in layer.getFeatures() if f["parcel_code"] == code)
        layer.changeAttributeValue(feature.id(), layer.fields().indexOf("deed_no"), "0777")
        assert layer.commitChanges()
    assert list(case.ws.read("change")["kind"][-2:]) == ["correct", "correct"]
    QgsProject.instance().removeMapLayer(copy.id())
    _split_first(first)
    assert first.commitChanges()
    assert case.ws.read("change")["kind"].iloc[-1] == "split"


def test_layers_of_the_same_table_do_not_mix_their_edits(case: Case, until: Until):
    first, copy = case.layer(), case.layer().clone()
    QgsProject.instance().addMapLayer(copy)
    deed = first.fields().indexOf("deed_no")
    for layer, number in ((first, "1"), (copy, "2")):
        layer.startEditing()
        layer.changeAttributeValue(case.feature("01A002").id(), deed, number)
    assert first.commitChanges()
    copy.commitChanges()
    until(lambda: case.refused)
    assert isinstance(case.refused[0].error, RowChanged)
    assert (case.refused[0].layer, copy.isModified()) == (copy, True)
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "1"
    copy.rollBack()


def test_a_layer_of_another_file_is_left_to_qgis(case: Case, tmp_path: Path):
    other = tmp_path / "สำเนา.gpkg"
    other.write_bytes(case.ws.path.read_bytes())
    foreign = QgsVectorLayer(f"{other}|layername=parcel", "parcel", "ogr")
    QgsProject.instance().addMapLayer(foreign)
    changes = case.ws.count("change")
    foreign.startEditing()
    foreign.deleteFeature(next(foreign.getFeatures()).id())
    assert foreign.commitChanges()
    assert foreign.featureCount() == 5
    assert case.ws.count("change") == changes


def test_a_layer_is_followed_as_long_as_it_shows_the_workspace(case: Case, tmp_path: Path):
    other = tmp_path / "สำเนา.gpkg"
    other.write_bytes(case.ws.path.read_bytes())
    layer, here = case.layer(), case.layer().source()
    layer.setDataSource(f"{other}|layername=parcel", "สำเนา", "ogr")
    changes = case.ws.count("change")
    layer.startEditing()
    layer.deleteFeature(case.feature_of(layer, "01A001").id())
    assert layer.commitChanges()
    assert (layer.featureCount(), case.ws.count("parcel")) == (5, 6)
    assert case.ws.count("change") == changes
    layer.setDataSource(here, "แปลงที่ดิน", "ogr")
    _split_first(layer)
    assert layer.commitChanges()
    assert case.ws.count("change") == changes + 1, "and followed again when it shows it again"


@pytest.mark.parametrize("table", ["parcel_history", "lineage", "change", "user", "setting"])
def test_what_only_the_plugin_writes_cannot_be_edited_in_a_layer_dragged_in(case: Case, table: str):
    layer = QgsVectorLayer(f"{case.ws.path}|layername={table}", "x", "ogr")
    assert layer.isValid()
    QgsProject.instance().addMapLayer(layer)
    assert not layer.startEditing()


def test_what_is_not_connected_any_more_is_left_without_a_fault(case: Case):
    layer = case.layer()
    layer.geometryChanged.disconnect()  # as Qt does with what it deletes
    case.saves.follow(None)
    case.saves.follow(case.ws)
    _split_first(layer)
    layer.commitChanges()
    QgsProject.instance().clear()
    case.saves.follow(None)
    assert land_case.living(case.ws)["01A001/001"] == 450.0


def test_a_refusal_is_not_told_of_a_layer_that_went_meanwhile(case: Case):
    layer = case.layer()
    layer.startEditing()
    code = layer.fields().indexOf("parcel_code")
    layer.changeAttributeValue(case.feature("01A002").id(), code, "01A001")
    layer.commitChanges()
    case.saves.follow(None)
    QgsProject.instance().clear()
    QApplication.processEvents()
    assert case.refused == []


def test_edits_go_on_where_the_workspace_is_followed_once_more(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    deed = layer.fields().indexOf("deed_no")
    layer.changeAttributeValue(case.feature("01A002").id(), deed, "8")
    other = Workspace.open(case.ws.path, "อีกคนหนึ่ง")
    with other.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "deed_no": "7"}])
    case.saves.follow(Workspace.open(case.ws.path))  # as another language does
    layer.commitChanges()
    until(lambda: case.refused)
    assert isinstance(case.refused[0].error, RowChanged)
    layer.rollBack()


def test_two_saves_refused_in_one_moment_lose_nothing(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    code, note = (layer.fields().indexOf(name) for name in ("parcel_code", "note"))
    first, second = case.feature("01A002").id(), case.feature("01A004").id()
    layer.changeAttributeValue(first, code, "01A003")
    layer.changeAttributeValue(first, note, "ก่อน")
    layer.commitChanges(False)
    layer.changeAttributeValue(first, note, "หลัง")
    layer.changeAttributeValue(second, code, "01A005")
    layer.commitChanges(False)
    until(lambda: case.refused)
    shown = {fid: layer.getFeature(fid) for fid in (first, second)}
    assert [shown[first]["parcel_code"], shown[second]["parcel_code"]] == ["01A003", "01A005"]
    assert shown[first]["note"] == "หลัง"
    assert len(case.refused) == 1, "both are in the one that is told"
    layer.rollBack()


def test_a_row_without_a_version_is_edited_too(case: Case):
    with case.ws.transaction("correct") as tx:
        row = {"letter_uuid": "x", "subject_table": "parcel", "subject_uuid": "p1"}
        tx.insert_rows("letter_link", [row])
    layer = case.layer("letter_link")
    layer.startEditing()
    feature = next(layer.getFeatures())
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("subject_uuid"), "p2")
    assert layer.commitChanges()
    assert case.ws.rows("letter_link")[0]["subject_uuid"] == "p2"
    assert case.ws.read("change")["kind"].iloc[-1] == "correct"


def test_the_session_may_go_on_after_a_save(case: Case):
    layer = case.layer()
    _split_first(layer)
    assert layer.commitChanges(False)
    assert layer.isEditable()
    assert not layer.isModified()
    feature = case.feature("01A002")
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("deed_no"), "0777")
    assert layer.commitChanges()
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "0777"


def test_a_code_of_another_parcel_is_refused_and_the_edit_stays(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    feature = case.feature("01A002")
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("parcel_code"), "01A001")
    layer.commitChanges()
    until(lambda: case.refused)
    assert layer.isEditable()
    edited = layer.getFeature(feature.id())
    assert edited["parcel_code"] == "01A001"  # as the officer typed it
    assert set(land_case.living(case.ws)) >= {"01A001", "01A002"}
    layer.rollBack()


def test_what_nobody_foresaw_is_told_and_qgis_writes_nothing_by_itself(
    case: Case, until: Until, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: Any) -> None:
        raise KeyError("what nobody foresaw")

    monkeypatch.setattr(native_saves, "plan_native", broken)
    layer, before = case.layer(), land_case.everything(case.ws)
    _split_first(layer)
    layer.commitChanges()
    until(lambda: case.refused)
    assert land_case.everything(case.ws) == before
    assert case.refused[0].error.message.id == "common.unexpected"
    assert "what nobody foresaw" in case.refused[0].error.details  # for the mentor
    assert layer.featureCount() == 7, "both halves are still there to be saved"
    monkeypatch.undo()
    assert layer.commitChanges()
    assert land_case.living(case.ws)["01A001/001"] == 450.0


def test_a_row_without_a_shape_is_kept(case: Case):
    layer = case.layer()
    layer.startEditing()
    new = QgsFeature(layer.fields())
    new["deed_no"] = "4444"
    layer.addFeature(new)
    assert layer.commitChanges()
    added = case.ws.rows("parcel", where="deed_no = '4444'")
    assert [row["geom"] for row in added] == [None]
    assert case.ws.read("change")["kind"].iloc[-1] == "new"


def _reshape(case: Case, code: str, shape: shapely.Geometry) -> None:
    case.layer().changeGeometry(case.feature(code).id(), QgsGeometry.fromWkt(shape.wkt))


def test_ground_taken_from_a_neighbour_is_refused_before_a_reason_is_asked_for(
    tmp_path: Path, qgis_app: Any, until: Until
):
    case = Case(tmp_path, declared=True)
    layer = case.layer()
    layer.startEditing()
    _reshape(case, "01A001", box(0, 0, 45, 30))
    layer.commitChanges()
    until(lambda: case.refused)
    assert case.refused[0].error.message.id == "native_edits.overlap"
    assert case.asked == []
    assert case.feature("01A001").geometry().area() == 1350.0, "her edit is still there"
    _reshape(case, "01A002", box(45, 0, 80, 30))  # for both, then
    assert layer.commitChanges()
    assert land_case.living(case.ws)["01A002"] == 1050.0
    case.saves.follow(None)
    QgsProject.instance().clear()


def test_a_code_that_is_taken_is_refused_before_a_reason_is_asked_for(
    tmp_path: Path, qgis_app: Any, until: Until
):
    case = Case(tmp_path, declared=True)
    layer, code = case.layer(), case.layer().fields().indexOf("parcel_code")
    layer.startEditing()
    layer.changeAttributeValue(case.feature("01A001").id(), code, "01A004")
    layer.commitChanges()
    until(lambda: case.refused)
    assert case.refused[0].error.message.id == "parcel_write.code_taken"
    assert case.asked == []
    case.saves.follow(None)
    QgsProject.instance().clear()


def test_the_reason_is_asked_for_by_the_parcels_that_change(tmp_path: Path, qgis_app: Any):
    """And not by the neighbour that only gets a corner."""
    case = Case(tmp_path, declared=True)
    _split_first(case.layer())
    north = [at(*xy) for xy in ((0, 30), (25, 30), (40, 30), (40, 60), (0, 60))]
    _reshape(case, "01A004", shapely.Polygon(north))
    assert case.layer().commitChanges()
    assert [render(about, "en") for about in case.about] == ["parcel 01A001"]
    case.saves.follow(None)
    QgsProject.instance().clear()


def test_her_shape_over_that_of_somebody_else_passes_the_same_gate(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    _reshape(case, "01A001", box(0, 0, 38, 30))
    _reshape(case, "01A002", box(38, 0, 80, 30))
    other = Workspace.open(case.ws.path, "อีกคนหนึ่ง")
    shapes = {"p2": box(40, 0, 75, 30), "p3": box(75, 0, 120, 30)}
    apply_plan(other, plan_native(other, NativeEdits(shapes=shapes)))
    layer.commitChanges()
    until(lambda: case.refused)
    assert isinstance(case.refused[0].error, RowChanged)
    case.saves.write_mine(case.refused[0])
    until(lambda: len(case.refused) > 1)
    assert case.refused[1].error.message.params["area"] == amount(150.0)  # theirs of 01A003
    assert land_case.living(case.ws)["01A002"] == 1050.0
    layer.rollBack()


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


def test_the_code_of_a_parcel_is_emptied_while_another_is_split(case: Case, until: Until):
    layer = case.layer()
    _split_first(layer)
    code = layer.fields().indexOf("parcel_code")
    layer.changeAttributeValue(case.feature("01A002").id(), code, None)
    assert layer.commitChanges()
    living = land_case.living(case.ws)
    assert (living[None], living["01A001/001"], case.refused) == (1200.0, 450.0, [])


def test_a_new_building_gets_its_code(case: Case):
    layer = case.layer("building")
    layer.startEditing()
    new = QgsFeature(layer.fields())
    x, y = at(50, 5)
    new.setGeometry(
        QgsGeometry.fromWkt(f"MULTIPOLYGON((({x} {y},{x + 5} {y},{x + 5} {y + 5},{x} {y})))")
    )
    layer.addFeature(new)
    assert layer.commitChanges()
    assert "01A002-B001" in set(case.ws.read("building")["building_code"])


def test_in_a_declared_block_the_officer_is_asked_and_may_leave(
    tmp_path: Path, qgis_app: Any, until: Until
):
    case = Case(tmp_path, declared=True)
    layer = case.layer()
    _split_first(layer)
    case.answer = None
    layer.commitChanges()
    until(layer.isModified)
    assert land_case.living(case.ws)["01A001"] == 1200.0
    case.answer = Decision(reason="แบ่งขาย")
    assert layer.commitChanges()
    assert case.asked == ["split", "split"]
    assert case.ws.read("change")["reason"].iloc[-1] == "แบ่งขาย"
    case.saves.follow(None)
    QgsProject.instance().clear()


def test_a_building_with_a_code_in_force_is_deleted_when_she_says_why(
    tmp_path: Path, qgis_app: Any, until: Until
):
    case, saved = Case(tmp_path, declared=True), []
    case.saves.saved.connect(saved.append)
    layer = case.layer("building")
    layer.startEditing()
    layer.deleteFeature(next(f.id() for f in layer.getFeatures() if f["uuid"] == "b2"))
    case.answer = None
    layer.commitChanges()
    until(layer.isModified)
    assert case.ws.count("building") == 2
    case.answer = Decision(reason="รื้อถอน")
    assert layer.commitChanges()
    until(lambda: saved)
    assert (case.asked, case.refused) == (["correct"] * 2, [])
    assert [row["code"] for row in case.ws.rows("retired_code")] == ["01A001-B002"]
    (told,) = saved[0].told
    assert "1 condominium unit" in render(told, "en")
    case.saves.follow(None)
    QgsProject.instance().clear()


def test_a_moved_building_is_saved_and_told_with_its_new_code(case: Case, until: Until):
    saved: list[Any] = []
    case.saves.saved.connect(saved.append)
    layer = case.layer("building")
    layer.startEditing()
    moved = next(f.id() for f in layer.getFeatures() if f["uuid"] == "b2")
    layer.changeGeometry(moved, QgsGeometry.fromWkt(box(50, 5, 56, 12).wkt))
    assert layer.commitChanges()
    until(lambda: saved)
    assert render(saved[0].told[0], "th").startswith("สิ่งปลูกสร้าง 01A001-B002 ย้ายไปอยู่บนแปลง 01A002")
    assert case.asked == []


def test_a_conflict_is_told_before_a_reason_is_asked_for(
    tmp_path: Path, qgis_app: Any, until: Until
):
    case = Case(tmp_path, declared=True)
    _conflict(case, until).layer.rollBack()
    assert case.asked == []
    case.saves.follow(None)
    QgsProject.instance().clear()


def _draw(layer: QgsVectorLayer, **values: Any) -> None:
    """A new row with this shape and these values, and Save."""
    shape = values.pop("geom")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromWkt(shape.wkt))
    for name, value in values.items():
        feature.setAttribute(name, value)
    layer.startEditing()
    layer.addFeature(feature)
    assert layer.commitChanges()


def test_a_building_on_no_land_is_saved_and_told_as_a_finding(case: Case, until: Until):
    saved: list[Any] = []
    case.saves.saved.connect(saved.append)
    _draw(case.layer("building"), geom=box(500, 0, 510, 10), floors=2)
    until(lambda: saved)
    assert (case.ws.count("building"), case.ws.count("finding")) == (3, 1)
    (told,) = saved[0].told
    assert render(told, "en").startswith("Building without a code: It stands on no parcel;")
    assert render(told, "th").startswith("สิ่งปลูกสร้างที่ยังไม่มีรหัส พบว่าไม่ได้ตั้งอยู่บนแปลงที่ดินใด")
    undo(case.ws)
    assert (case.ws.count("building"), case.ws.count("finding")) == (2, 0)


def test_a_block_over_another_one_is_saved_and_told_as_a_finding(case: Case, until: Until):
    saved: list[Any] = []
    case.saves.saved.connect(saved.append)
    _draw(case.layer("block"), geom=box(100, 0, 140, 60), block_code="01C", code_state="draft")
    until(lambda: saved)
    assert "01C" in set(case.ws.read("block")["block_code"])
    (told,) = saved[0].told
    assert render(told, "en").startswith("Block 01C: It lies over block 01A by 0-3-0")


def test_ground_that_a_save_leaves_to_nobody_is_told(case: Case, until: Until):
    saved: list[Any] = []
    case.saves.saved.connect(saved.append)
    layer = case.layer()
    layer.startEditing()
    smaller = QgsGeometry.fromWkt(box(0, 0, 39, 30).wkt)
    layer.changeGeometry(case.feature("01A001").id(), smaller)
    assert layer.commitChanges()
    until(lambda: saved)
    assert [message.id for message in saved[0].told] == ["native_edits.lost_ground"]


def test_a_new_field_is_refused_with_its_values_and_the_other_edits_kept(case: Case, until: Until):
    layer, before = case.layer(), land_case.everything(case.ws)
    layer.startEditing()
    first, new = case.feature("01A001").id(), QgsFeature(layer.fields())
    new["deed_no"] = "4444"
    layer.addFeature(new)
    layer.addAttribute(QgsField("ของฉัน", QVariant.Type.String))
    layer.updateFields()
    mine = layer.fields().indexOf("ของฉัน")
    for fid in (first, new.id()):
        layer.changeAttributeValue(fid, mine, "ค่าของฉัน")
    layer.changeAttributeValue(first, layer.fields().indexOf("note"), "หมายเหตุ")
    layer.commitChanges()
    until(lambda: case.refused)
    error = case.refused[0].error.message
    assert (error.id, error.params["fields"]) == ("native_saves.fields", ["ของฉัน"])
    assert land_case.everything(case.ws) == before
    row = layer.getFeature(first)
    assert (row["note"], row["ของฉัน"]) == ("หมายเหตุ", "ค่าของฉัน")
    assert [one["ของฉัน"] for one in layer.getFeatures() if one["deed_no"] == "4444"] == ["ค่าของฉัน"]
    layer.undoStack().undo()  # as the message says
    assert layer.fields().indexOf("ของฉัน") < 0
    assert layer.commitChanges()
    assert land_case.parcel(case.ws, "01A001")["note"] == "หมายเหตุ"
    assert case.ws.count("parcel", "deed_no = '4444'") == 1
    assert len(case.refused) == 1


def test_a_field_that_was_taken_away_is_refused_and_comes_back(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    first = case.feature("01A001").id()
    layer.deleteAttribute(layer.fields().indexOf("land_no"))
    layer.changeAttributeValue(first, layer.fields().indexOf("note"), "หมายเหตุ")
    layer.commitChanges()
    until(lambda: case.refused)
    assert case.refused[0].error.message.params["fields"] == ["land_no"]
    assert layer.getFeature(first)["note"] == "หมายเหตุ"
    assert layer.fields().indexOf("land_no") < 0
    layer.undoStack().undo()
    assert layer.commitChanges()
    parcel = land_case.parcel(case.ws, "01A001")
    assert (parcel["note"], parcel["land_no"]) == ("หมายเหตุ", "11")


def test_a_field_keeps_its_name_and_what_was_typed_into_it(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    first = case.feature("01A001").id()
    layer.renameAttribute(layer.fields().indexOf("survey_no"), "หน้าสำรวจ")
    layer.changeAttributeValue(first, layer.fields().indexOf("หน้าสำรวจ"), "77")
    layer.commitChanges()
    until(lambda: case.refused)
    told = case.refused[0].error.message
    assert (told.id, told.params["fields"]) == ("native_saves.renamed", ["survey_no"])
    assert layer.getFeature(first)["survey_no"] == "77"
    assert layer.commitChanges()
    assert land_case.parcel(case.ws, "01A001")["survey_no"] == "77"


def test_a_virtual_field_of_her_own_stands_in_no_ones_way(case: Case):
    layer = case.layer()
    layer.addExpressionField("$area", QgsField("เนื้อที่", QVariant.Type.Double))
    _split_first(layer)
    assert layer.commitChanges()
    assert land_case.living(case.ws)["01A001/001"] == 450.0


def test_a_code_of_a_block_that_is_not_on_the_map_is_told(case: Case, until: Until):
    saved: list[Any] = []
    case.saves.saved.connect(saved.append)
    layer = case.layer()
    layer.startEditing()
    at_code = layer.fields().indexOf("parcel_code")
    layer.changeAttributeValue(case.feature("01A001").id(), at_code, "09Z001")
    assert layer.commitChanges()
    until(lambda: saved)
    assert [message.id for message in saved[0].told] == ["code_place.not_drawn"]
    assert saved[0].findings == 1
