"""Rubber bands of our map tools: one look for each meaning, in pixels as QGIS's own."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

_NO_FILL = QColor(0, 0, 0, 0)
_LOOKS: dict[str, tuple[QColor, QColor, float, Qt.PenStyle]] = {
    # line, fill, width in pixels, pen
    "proposed": (QColor(200, 0, 0), QColor(200, 0, 0, 20), 2.0, Qt.PenStyle.DashLine),
    "chosen": (QColor(200, 0, 0), QColor(240, 190, 30, 110), 3.0, Qt.PenStyle.SolidLine),
    "retired": (QColor(46, 42, 50), QColor(46, 42, 50, 50), 2.0, Qt.PenStyle.DashLine),
    "grip": (QColor(44, 116, 196), QColor(44, 116, 196, 90), 4.0, Qt.PenStyle.SolidLine),
    "moving": (QColor(44, 116, 196), QColor(44, 116, 196, 30), 2.0, Qt.PenStyle.SolidLine),
}
TEXT, HALO = QColor(0, 0, 0), QColor(255, 255, 255)
_GRIP_PIXELS = 11


def band(canvas: QgsMapCanvas, kind: Any, look: str) -> QgsRubberBand:
    """A rubber band of a geometry type; ``look`` is proposed, chosen, retired, grip or moving."""
    line, fill, width, pen = _LOOKS[look]
    made = QgsRubberBand(canvas, kind)
    made.setStrokeColor(line)
    made.setFillColor(fill if kind != QgsWkbTypes.GeometryType.LineGeometry else _NO_FILL)
    made.setWidth(round(width))
    made.setLineStyle(pen)
    if kind == QgsWkbTypes.GeometryType.PointGeometry:
        made.setIcon(QgsRubberBand.IconType.ICON_BOX)
        made.setIconSize(_GRIP_PIXELS)
    if pen == Qt.PenStyle.DashLine:
        made.setSecondaryStrokeColor(HALO)  # a dashed line lies on a white one (S7)
    return made


def remove(canvas: QgsMapCanvas, *bands: Any) -> None:
    """Take canvas items away for good."""
    for item in bands:
        canvas.scene().removeItem(item)
