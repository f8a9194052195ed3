"""The pieces of a plan on the map: every label can be read."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest
import shapely
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsPalLayerSettings,
    QgsPointXY,
    QgsTextBackgroundSettings,
    QgsTextFormat,
    QgsUnitTypes,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtCore import QSizeF
from qgis.PyQt.QtWidgets import QApplication

from taxmap_plugin.gui import piece_labels
from taxmap_plugin.gui.piece_labels import PieceLabel
from taxmap_plugin.gui.plan_bands import PlanBands
from tests.editing.card_case import EAST, NORTH

from .canvas_case import Window


@pytest.fixture
def bands(window: Window):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32647", "แปลง", "memory")
    window.show(layer)
    bands = PlanBands(window.mapCanvas())
    bands.crs = layer.crs()
    yield bands
    bands.clear()


def narrow(count: int, upright: bool = True) -> list[shapely.Polygon]:
    """Pieces of 4 m (20 pixels) side by side, 60 m (300 pixels) long."""
    boxes = [(4 * n, 0, 4 * n + 4, 60) for n in range(count)]
    boxes = boxes if upright else [(south, west, north, east) for west, south, east, north in boxes]
    return [shapely.box(EAST + w, NORTH + s, EAST + e, NORTH + n) for w, s, e, n in boxes]


def collisions(bands: PlanBands) -> int:
    return sum(one.intersects(other) for one, other in combinations(bands.labels.boxes(), 2))


@pytest.mark.parametrize("upright", [True, False])
def test_labels_of_narrow_pieces_stand_apart_each_in_its_piece(bands: PlanBands, upright: bool):
    pieces = narrow(6, upright)
    bands.show(pieces, [f"01A001/00{n}\n0-0-60" for n in range(6)], bands.crs)
    assert collisions(bands) == 0
    transform = bands._canvas.getCoordinateTransform()
    for at, box in enumerate(bands.labels.boxes()):
        place = transform.toMapCoordinates(box.center().toPoint())
        assert bands.piece_at(QgsPointXY(place)) == at


def test_labels_are_placed_anew_when_the_map_moves_and_when_they_say_more(bands: PlanBands):
    pieces = narrow(2)
    bands.show(pieces, ["1", "2"], bands.crs)
    before = bands.labels.boxes()
    assert before[0].center().y() == before[1].center().y(), "there is room in the midst"
    bands.say(["01A001/001\n0-0-60", "01A001/002\n0-0-60"])
    assert collisions(bands) == 0
    bands._canvas.zoomByFactor(2)
    assert collisions(bands) == 0
    assert bands.labels.texts()[0].startswith("01A001/001")


def squares(metres: float) -> list[shapely.Polygon]:
    corners = [EAST + metres * n for n in range(4)]
    return [shapely.box(x, NORTH, x + metres, NORTH + metres) for x in corners]


@pytest.mark.parametrize(("metres", "seen"), [(7, "/002"), (1, "")])
def test_where_there_is_no_room_less_is_seen_but_never_over_another(
    bands: PlanBands, metres: float, seen: str
):
    bands.show(squares(metres), [f"01A001/00{n}\n0-0-60" for n in range(4)], bands.crs)
    assert seen in bands.labels.texts()
    assert collisions(bands) == 0
    bands._canvas.zoomByFactor(0.05, QgsPointXY(EAST + 2.5 * metres, NORTH + metres / 2))
    bands.labels.place()
    assert "01A001/002\n0-0-60" in bands.labels.texts(), "the map is near enough"


@pytest.fixture
def placed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The text of each label for which a place is looked for."""
    texts: list[str] = []
    settle = PieceLabel.settle

    def counted(label: PieceLabel, *args: Any) -> Any:
        texts.append(label.text())
        return settle(label, *args)

    monkeypatch.setattr(PieceLabel, "settle", counted)
    return texts


def test_a_move_of_the_map_places_each_label_that_is_in_view_once(
    bands: PlanBands, placed: list[str]
):
    bands.show(squares(7) * 75, [str(n) for n in range(300)], bands.crs)
    placed.clear()
    bands._canvas.zoomByFactor(2)
    assert len(placed) == 2 * 300, "its least, then as much as there is room for"
    placed.clear()
    bands.labels.place()
    assert not placed, "the map has not moved"
    bands._canvas.zoomByFactor(0.02, QgsPointXY(EAST + 3.5, NORTH + 3.5))
    assert set(placed) == {str(n) for n in range(0, 300, 4)}, "the others are out of view"
    placed.clear()
    bands._canvas.setRotation(30)
    assert placed, "the map is turned"


def test_of_more_labels_than_can_be_read_the_large_pieces_have_theirs(
    bands: PlanBands, placed: list[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(piece_labels, "_MOST", 2)
    pieces = [shapely.box(EAST + 6 * n, NORTH, EAST + 7 * n, NORTH + 9) for n in (1, 2, 3, 4)]
    bands.show(pieces, ["1", "2", "3", "4"], bands.crs)
    assert set(placed) == {"3", "4"}
    assert bands.labels.texts()[0] == "", "until the map is nearer"


@pytest.mark.parametrize("circle", [0.0, 20.0])
def test_what_the_map_says_of_the_parcel_stays_readable(
    window: Window, bands: PlanBands, circle: float
):
    piece = shapely.box(EAST, NORTH, EAST + 60, NORTH + 60)
    canvas = window.mapCanvas()
    (layer,) = canvas.layers()
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromWkt(piece.wkt))
    layer.dataProvider().addFeature(feature)
    label = QgsPalLayerSettings()
    label.fieldName, label.isExpression = "'001'", True
    label.placement = QgsPalLayerSettings.Placement.Horizontal
    label.setFormat(on_circle(circle))
    layer.setLabeling(QgsVectorLayerSimpleLabeling(label))
    layer.setLabelsEnabled(True)
    bands.show([piece], ["01A001\n1-0-98"], bands.crs)
    canvas.refresh()
    canvas.waitWhileRendering()
    QApplication.processEvents()
    (code,) = bands.labels.written()
    (box,) = bands.labels.boxes()
    assert bands.labels.texts() == ["01A001\n1-0-98"]
    assert not box.intersects(code)
    pixels = circle / 25.4 * canvas.mapSettings().outputDpi()
    assert min(code.width(), code.height()) >= pixels - 1


def on_circle(diameter: float) -> QgsTextFormat:
    """Text on a circle of so many millimetres, as the codes of blocks have it; on none with 0."""
    text, circle = QgsTextFormat(), QgsTextBackgroundSettings()
    circle.setEnabled(diameter > 0)
    circle.setSizeType(QgsTextBackgroundSettings.SizeType.SizeFixed)
    circle.setSize(QSizeF(diameter, diameter))
    circle.setSizeUnit(QgsUnitTypes.RenderUnit.RenderMillimeters)
    text.setBackground(circle)
    return text
