"""A new workspace from the toolbox."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
)

from taxmap_plugin.processing.createworkspace import CreateWorkspace
from taxmap_plugin.workspace.store import Workspace


def start(parameters: dict) -> tuple[dict, bool, str]:
    algorithm, feedback = CreateWorkspace(), QgsProcessingFeedback(False)
    algorithm.initAlgorithm({})
    results, done = QgsProcessingAlgorithm.run(  # as the toolbox does
        algorithm, parameters, QgsProcessingContext(), feedback, {}, True
    )
    return results, done, feedback.textLog()


def test_a_municipality_from_its_name_alone(qgis_app, tmp_path: Path):
    path = tmp_path / "เทศบาล สาธิต.gpkg"
    results, done, log = start({"NAME": "เทศบาลตำบลสาธิต", "OUTPUT": str(path)})
    assert done, log
    workspace = Workspace.open(path)
    assert workspace.municipality.name == "เทศบาลตำบลสาธิต"
    assert (workspace.epsg, workspace.municipality.sign_letter) == (32647, "P")
    assert "เทศบาลตำบลสาธิต" in log
    project = QgsProject()
    assert project.read(results["PROJECT"])
    assert project.mapLayersByName("Parcels") or project.mapLayersByName("แปลงที่ดิน")
    project.clear()


def test_every_setting_reaches_the_workspace(qgis_app, tmp_path: Path):
    path = tmp_path / "a.gpkg"
    _, done, log = start(
        {
            "NAME": " เทศบาลเมืองตัวอย่าง ",
            "NAME_EN": "Tua Yang Town",
            "KIND": 1,
            "CODE": "09400101",
            "TAMBON": "ตัวอย่าง",
            "AMPHOE": "เมืองตัวอย่าง",
            "PROVINCE": "ตัวอย่าง",
            "ZONE": 1,
            "SIGN_LETTER": 1,
            "TAX_YEAR": 2570,
            "SKIP_IO": True,
            "OUTPUT": str(path),
        }
    )
    assert done, log
    assert Workspace.open(path).municipality.to_dict() == {
        "name": "เทศบาลเมืองตัวอย่าง",
        "name_en": "Tua Yang Town",
        "code": "09400101",
        "kind": "town_municipality",
        "tambon": "ตัวอย่าง",
        "amphoe": "เมืองตัวอย่าง",
        "province": "ตัวอย่าง",
        "epsg": 32648,
        "code_style": "default",
        "sign_letter": "S",
        "tax_year": 2570,
        "skip_io": True,
    }


@pytest.mark.parametrize(
    "changes, words",
    [
        ({"CRS": QgsCoordinateReferenceSystem("EPSG:4326")}, "4326"),
        ({"CRS": QgsCoordinateReferenceSystem("EPSG:24047")}, "Indian 1975"),
        ({"CODE": "12"}, "12"),
        ({"OUTPUT": "a.shp"}, ".gpkg"),
    ],
)
def test_what_cannot_be_used_is_said_and_leaves_no_file(qgis_app, tmp_path, changes, words):
    changes = dict(changes)
    path = tmp_path / str(changes.pop("OUTPUT", "a.gpkg"))
    _, done, log = start({"NAME": "ก", "OUTPUT": str(path), **changes})
    assert not done
    assert words in log
    assert list(tmp_path.iterdir()) == []


def test_another_system_in_metres(qgis_app, tmp_path: Path):
    crs = QgsCoordinateReferenceSystem("EPSG:26986")
    _, done, log = start({"NAME": "Cambridge", "CRS": crs, "OUTPUT": str(tmp_path / "a.gpkg")})
    assert done, log
    assert Workspace.open(tmp_path / "a.gpkg").epsg == 26986


def test_an_existing_file_is_left_as_it_is(qgis_app, tmp_path: Path):
    path = tmp_path / "a.gpkg"
    path.write_bytes(b"hers")
    _, done, log = start({"NAME": "ก", "OUTPUT": str(path)})
    assert not done
    assert "a.gpkg" in log
    assert path.read_bytes() == b"hers"
