"""QGIS symbols from the sheet style: every size in mm of paper (S2)."""

from __future__ import annotations

from qgis.core import (
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsLineSymbol,
    QgsMarkerLineSymbolLayer,
    QgsMarkerSymbol,
    QgsSimpleFillSymbolLayer,
    QgsSimpleLineSymbolLayer,
    QgsSimpleMarkerSymbolLayer,
    QgsUnitTypes,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from ..core.sheet_style import ARROWHEAD_MM, BLACK, WHITE, Pen, SheetStyle

MM = QgsUnitTypes.RenderMillimeters


def line_symbol(pen: Pen) -> QgsLineSymbol:
    """A line; a dashed one on a white line, so that what lies below does not fill its gaps (S7)."""
    return _with_layers(QgsLineSymbol.createSimple({}), *_line_layers(pen))


def _line_layers(pen: Pen) -> list[QgsSimpleLineSymbolLayer]:
    layers = []
    if pen.casing:
        layers.append(_line(WHITE, pen.casing))
    line = _line(pen.colour, pen.width)
    if pen.dash:
        line.setCustomDashVector(list(pen.dash))
        line.setCustomDashPatternUnit(MM)
        line.setUseCustomDashPattern(True)
        line.setPenCapStyle(Qt.PenCapStyle.FlatCap)
    return [*layers, line]


def _with_layers(symbol, *layers):
    """The symbol with these layers instead of its own (QGIS takes each one over singly)."""
    symbol.changeSymbolLayer(0, layers[0])
    for layer in layers[1:]:
        symbol.appendSymbolLayer(layer)
    return symbol


def _line(colour: str, width: float) -> QgsSimpleLineSymbolLayer:
    line = QgsSimpleLineSymbolLayer(QColor(colour), width)
    line.setWidthUnit(MM)
    line.setPenJoinStyle(Qt.PenJoinStyle.RoundJoin)
    line.setPenCapStyle(Qt.PenCapStyle.RoundCap)
    return line


def leader_symbol(pen: Pen) -> QgsLineSymbol:
    """A leader with a filled arrowhead at its last vertex."""
    symbol = line_symbol(pen)
    head = QgsSimpleMarkerSymbolLayer()
    head.setShape(_marker_shape("ArrowHeadFilled"))
    head.setSize(ARROWHEAD_MM)
    head.setSizeUnit(MM)
    head.setColor(QColor(BLACK))
    head.setStrokeStyle(Qt.PenStyle.NoPen)
    marker = _with_layers(QgsMarkerSymbol.createSimple({}), head)
    at_end = QgsMarkerLineSymbolLayer(True)
    at_end.setSubSymbol(marker)
    at_end.setPlacement(QgsMarkerLineSymbolLayer.LastVertex)
    symbol.appendSymbolLayer(at_end)
    return symbol


def _marker_shape(name: str):
    return getattr(QgsSimpleMarkerSymbolLayer, name)


def fill_symbol(colour: str) -> QgsFillSymbol:
    """An area without an outline."""
    return _with_layers(QgsFillSymbol.createSimple({}), _plain_fill(colour))


def _plain_fill(colour: str) -> QgsSimpleFillSymbolLayer:
    fill = QgsSimpleFillSymbolLayer(QColor(colour))
    fill.setStrokeStyle(Qt.PenStyle.NoPen)
    return fill


def area_sample(colour: str, outline: Pen, hatch: Pen | None, distance: float) -> QgsFillSymbol:
    """An area as the map shows it, for the legend: with the outline that its line draws, and
    the lines that fill it."""
    layers = [_plain_fill(colour)]
    if hatch is not None and distance:
        lines = QgsLinePatternFillSymbolLayer()
        lines.setSubSymbol(line_symbol(hatch))
        lines.setLineAngle(0)
        lines.setDistance(distance)
        lines.setDistanceUnit(MM)
        layers.append(lines)
    return _with_layers(QgsFillSymbol.createSimple({}), *layers, *_line_layers(outline))


def unseen_fill() -> QgsFillSymbol:
    """An area that prints nothing and is still counted when it is drawn."""
    fill = QgsSimpleFillSymbolLayer(QColor(WHITE))
    fill.setBrushStyle(Qt.BrushStyle.NoBrush)
    fill.setStrokeStyle(Qt.PenStyle.NoPen)
    return _with_layers(QgsFillSymbol.createSimple({}), fill)


def circle_symbol(style: SheetStyle, size: str, pen: str) -> QgsMarkerSymbol:
    """A white disc with a black edge; ``size`` names its diameter in the style."""
    disc = QgsSimpleMarkerSymbolLayer()
    disc.setShape(_marker_shape("Circle"))
    disc.setColor(QColor(WHITE))
    disc.setStrokeColor(QColor(BLACK))
    disc.setStrokeWidth(style.pen(pen).width)
    disc.setStrokeWidthUnit(MM)
    disc.setSize(style.number(size))
    disc.setSizeUnit(MM)
    return _with_layers(QgsMarkerSymbol.createSimple({}), disc)


def outline_symbol(pen: Pen) -> QgsFillSymbol:
    """An empty area with an outline."""
    fill = QgsSimpleFillSymbolLayer(QColor(WHITE))
    fill.setBrushStyle(Qt.BrushStyle.NoBrush)
    fill.setStrokeColor(QColor(pen.colour))
    fill.setStrokeWidth(pen.width)
    fill.setStrokeWidthUnit(MM)
    fill.setPenJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return _with_layers(QgsFillSymbol.createSimple({}), fill)
