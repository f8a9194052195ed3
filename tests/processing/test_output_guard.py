"""Where an output cannot or must not go, the workspace stays as it is."""

from __future__ import annotations

import pytest
from qgis.core import QgsProcessingException, QgsProcessingOutputLayerDefinition

from taxmap_plugin.processing.codeunits import CodeUnits
from taxmap_plugin.processing.parcelsondate import ParcelsOnDate
from taxmap_plugin.processing.splitparcels import SplitParcels

from ..editing import land_case
from ..editing.land_case import line
from .change_case import drawn, run

ACROSS = line((25, -5), (25, 35))


@pytest.mark.parametrize("wrapped", [str, QgsProcessingOutputLayerDefinition])
def test_the_workspace_chosen_as_the_output_is_not_overwritten(qgis_app, tmp_path, wrapped):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    with drawn(ACROSS) as lines, pytest.raises(QgsProcessingException, match=ws.path.name):
        run(SplitParcels, ws, LINES=lines, WRITE=True, OUTPUT=wrapped(str(ws.path)))
    assert land_case.everything(ws) == before


def test_nor_is_the_workspace_of_another_office(qgis_app, tmp_path):
    for name in ("ours", "theirs"):
        (tmp_path / name).mkdir()
    ours, theirs = land_case.make(tmp_path / "ours"), land_case.make(tmp_path / "theirs")
    before = land_case.everything(theirs)
    with pytest.raises(QgsProcessingException, match=theirs.path.name):
        run(ParcelsOnDate, ours, DATE="1/1/2569", OUTPUT=str(theirs.path))
    assert land_case.everything(theirs) == before


@pytest.mark.parametrize("kind", [SplitParcels, CodeUnits], ids=lambda kind: kind.ID)
def test_nothing_is_written_where_the_output_cannot_be(qgis_app, tmp_path, kind):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    nowhere = str(tmp_path / "no such folder" / "out.gpkg")
    with drawn(ACROSS) as lines, pytest.raises(QgsProcessingException):
        told = {"LINES": lines} if kind is SplitParcels else {}
        run(kind, ws, WRITE=True, REASON="x", OUTPUT=nowhere, **told)
    assert land_case.everything(ws) == before
