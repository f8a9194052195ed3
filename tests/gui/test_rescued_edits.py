"""Edits whose layer goes before they are saved: in a file, and told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Optional

import pytest
from qgis.core import QgsFeature, QgsField, QgsGeometry, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtWidgets import QApplication

from taxmap_plugin.gui.native_editing import NativeEditing
from taxmap_plugin.gui.rescued_edits import keep_in_file
from taxmap_plugin.gui.session import Session
from taxmap_plugin.settings import RESCUES, write
from taxmap_plugin.workspace.project import open_workspace_in_project
from taxmap_plugin.workspace.store import Workspace

from ..editing import land_case
from ..editing.land_case import box
from .conftest import Until


class Window:
    """QGIS as far as its message bar."""

    def __init__(self) -> None:
        self.told: list[str] = []

    def messageBar(self) -> Window:
        return self

    def pushMessage(self, title: str, text: str, *_: Any) -> None:
        self.told.append(f"{title}: {text}")

    def currentItem(self) -> None:
        return None

    def mainWindow(self) -> None:
        return None


class Case:
    """A workspace that is open in QGIS, and its parcels being edited."""

    def __init__(self, folder: Path) -> None:
        self.ws, self.folder = land_case.make(folder), folder
        self.layer: QgsVectorLayer = open_workspace_in_project(self.ws.path, QgsProject.instance())[
            "parcel"
        ]
        self.session, self.window = Session(None), Window()
        self.session.use(self.ws)
        self.native = NativeEditing(self.window, self.session)
        self.layer.startEditing()

    def change(self, code: str, column: str, value: Optional[str]) -> None:
        row = next(row for row in self.layer.getFeatures() if row["parcel_code"] == code)
        self.layer.changeAttributeValue(row.id(), self.layer.fields().indexOf(column), value)

    def somebody_else_changes(self, uuid: str) -> None:
        with Workspace.open(self.ws.path, "อีกคนหนึ่ง").transaction("correct") as tx:
            tx.update_rows("parcel", [{"uuid": uuid, "deed_no": "7"}])

    @property
    def files(self) -> list[Path]:
        return sorted(set(self.folder.glob("*.gpkg")) - {self.ws.path})


@pytest.fixture
def case(tmp_path: Path, english: str) -> Iterator[Case]:
    write(RESCUES, "")
    made = Case(tmp_path)
    yield made
    made.layer = None
    made.native.close()
    QgsProject.instance().clear()
    made.session.release()
    write(RESCUES, "")


def _rows(file: Path) -> list[dict[str, Any]]:
    layer = QgsVectorLayer(str(file), "kept", "ogr")
    assert layer.isValid()
    names = [field.name() for field in layer.fields()]
    return [
        {**dict(zip(names, row.attributes())), "area": row.geometry().area()}
        for row in layer.getFeatures()
    ]


def test_edits_refused_while_the_project_closes_are_in_a_file_and_told(case: Case, until: Until):
    case.change("01A002", "deed_no", "8")
    case.somebody_else_changes("p2")
    assert case.layer.commitChanges(), "QGIS believes that it has saved"
    QgsProject.instance().clear()
    [file] = case.files
    [row] = _rows(file)
    assert (row["edit"], row["parcel_code"], row["deed_no"]) == ("changed", "01A002", "8")
    until(lambda: case.window.told)
    [told] = case.window.told
    assert told.startswith("Not saved:")
    assert "01A002" in told  # the reason
    assert file.name in told and str(file.parent) in told
    assert land_case.parcel(case.ws, "01A002")["deed_no"] == "7"


def test_new_reshaped_and_deleted_rows_are_kept_as_they_were_on_the_map(case: Case):
    new = QgsFeature(case.layer.fields())
    new["land_no"] = "44"
    new.setGeometry(QgsGeometry.fromWkt(box(130, 0, 150, 30).wkt))
    case.layer.addFeature(new)
    fids = {row["parcel_code"]: row.id() for row in case.layer.getFeatures()}
    case.layer.changeGeometry(fids["01A003"], QgsGeometry.fromWkt(box(80, 0, 110, 30).wkt))
    case.layer.deleteFeature(fids["01A006"])
    QgsProject.instance().clear()  # by a program: QGIS would ask
    [file] = case.files
    kept = {row["edit"]: (row["parcel_code"] or row["land_no"], row["area"]) for row in _rows(file)}
    assert kept == {"new": ("44", 600), "changed": ("01A003", 900), "deleted": ("01A006", 1200)}


def test_her_own_field_is_kept_too_and_one_taken_away_moves_no_value(case: Case):
    case.layer.addAttribute(QgsField("ของฉัน", QVariant.Type.String))
    case.layer.deleteAttribute(case.layer.fields().indexOf("source_code"))
    case.layer.updateFields()
    case.change("01A002", "ของฉัน", "ค่าของฉัน")
    case.change("01A002", "note", "หมายเหตุ")
    QgsProject.instance().clear()
    [row] = _rows(case.files[0])
    kept = [row[name] for name in ("parcel_code", "zone_code", "note", "ของฉัน")]
    assert kept == ["01A002", "01", "หมายเหตุ", "ค่าของฉัน"]


def test_edits_put_back_after_a_refusal_are_kept_too_when_the_layer_goes_later(
    case: Case, until: Until
):
    case.change("01A002", "parcel_code", "01A001")
    case.layer.commitChanges()
    until(lambda: case.window.told)
    QgsProject.instance().removeMapLayer(case.layer.id())
    [row] = _rows(case.files[0])
    assert (row["uuid"], row["parcel_code"]) == ("p2", "01A001")


def test_edits_that_were_saved_or_given_up_leave_no_file(case: Case):
    case.change("01A002", "deed_no", "8")
    assert case.layer.commitChanges(False)
    case.change("01A003", "deed_no", "9")
    case.layer.rollBack()
    QgsProject.instance().clear()
    assert case.files == []


def test_when_qgis_was_closing_it_is_told_the_next_time(case: Case):
    case.change("01A002", "deed_no", "8")
    QgsProject.instance().clear()
    assert case.window.told == [], "QGIS is gone before it is idle again"
    later = Window()
    native = NativeEditing(later, case.session)
    assert case.files[0].name in later.told[0]
    native.close()
    QApplication.processEvents()
    assert case.window.told == [], "once is enough"


def test_another_folder_where_the_first_cannot_be_written(case: Case, tmp_path: Path):
    case.change("01A002", "deed_no", "8")
    away, here = tmp_path / "away", tmp_path / "ที่นี่"
    here.mkdir()
    kept = keep_in_file(case.layer, "แปลง/ที่ดิน", (away, here))
    assert kept is not None
    assert kept.parent == here
    assert keep_in_file(case.layer, "แปลง", (away,)) is None
    case.layer.rollBack()
