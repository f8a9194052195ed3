"""Edits with QGIS's own tools: saved as one change with lineage, codes and findings."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsVectorLayer

from taxmap_plugin.core.area import amount
from taxmap_plugin.core.message import render
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.gui import native_saves
from taxmap_plugin.workspace.problem import RowChanged
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from ..editing import land_case
from ..editing.land_case import at, box
from .conftest import Until
from .native_case import Case, followed, reshape, split_first


@pytest.fixture
def case(tmp_path: Path, qgis_app: Any) -> Iterator[Case]:
    with followed(tmp_path) as made:
        yield made


def test_a_split_in_qgis_is_one_change_with_identities_and_codes(case: Case):
    layer, changes = case.layer(), case.ws.count("change")
    split_first(layer)
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
    split_first(layer)
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


def test_a_document_number_that_the_register_lacks_is_told_at_the_save(case: Case, until: Until):
    layer, saved = case.layer(), []
    case.saves.saved.connect(saved.append)
    layer.startEditing()
    feature = case.feature("01A001")
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("deed_no"), "0777")
    assert layer.commitChanges()
    until(lambda: saved)
    former, missing = (render(told, "en") for told in saved[0].told)
    assert former.startswith("Parcel 01A001: Title document 1001 is no document of 01A001 any more")
    assert "document number 0777 now" in missing
    assert case.ws.rows("title_document", ["parcel_uuid"]) == [{"parcel_uuid": None}]


@pytest.mark.all_layers
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
    split_first(layer)
    assert layer.commitChanges(False)
    assert layer.isEditable()
    assert not layer.isModified()
    feature = case.feature("01A002")
    layer.changeAttributeValue(feature.id(), layer.fields().indexOf("deed_no"), "0777")
    assert layer.commitChanges()
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "0777"


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


def test_her_shape_over_that_of_somebody_else_passes_the_same_gate(case: Case, until: Until):
    layer = case.layer()
    layer.startEditing()
    reshape(case, "01A001", box(0, 0, 38, 30))
    reshape(case, "01A002", box(38, 0, 80, 30))
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


def test_the_code_of_a_parcel_is_emptied_while_another_is_split(case: Case, until: Until):
    layer = case.layer()
    split_first(layer)
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
    until(lambda: case.refused)
    assert layer.isModified()
    assert "building 01A001-B002" in render(case.refused.pop().error.message, "en")
    assert case.ws.count("building") == 2
    case.answer = Decision(reason="รื้อถอน")
    assert layer.commitChanges()
    until(lambda: saved)
    assert (case.asked, case.refused) == (["correct"] * 2, [])
    assert case.blocks == [("01A",)] * 2
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
