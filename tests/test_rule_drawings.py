"""Every rule of quality has a small drawing that Qt draws, in the one style of all."""

from __future__ import annotations

import numpy as np
import pytest
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QImage, QPainter
from qgis.PyQt.QtSvg import QSvgRenderer

from taxmap_plugin.core.quality_rules import RULES
from taxmap_plugin.core.resources import resource_path
from tools.rule_drawings import FOLDER, HEIGHT, WIDTH, drawings


def drawn(id: str) -> np.ndarray:
    """Red, green and blue of every pixel."""
    renderer = QSvgRenderer(str(resource_path("quality", f"{id}.svg")))
    assert renderer.isValid()
    assert (renderer.viewBoxF().width(), renderer.viewBoxF().height()) == (WIDTH, HEIGHT)
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, WIDTH, HEIGHT))
    painter.end()
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    pixels = np.frombuffer(bits, np.uint8).reshape(HEIGHT, WIDTH, 4)
    return pixels[:, :, 2::-1].astype(int)


@pytest.mark.parametrize("id", [rule.id for rule in RULES])
def test_each_rule_has_a_drawing_with_its_fault_in_red(qgis_app, id: str):
    red, green, blue = np.moveaxis(drawn(id), -1, 0)
    is_red = (red > 120) & (green < 90) & (blue < 90)
    is_grey = (red < 245) & (abs(red - blue) < 12)
    assert is_red.sum() >= 25 and is_grey.sum() >= 60


def test_no_two_rules_have_the_same_drawing(qgis_app):
    assert len(set(drawings().values())) == len(RULES)


def test_the_files_are_those_that_the_tool_draws():
    """Element by element; coordinates may begin elsewhere in a ring."""
    files = {path.stem: path.read_text("utf-8").count("<") for path in FOLDER.glob("*.svg")}
    made = {id: svg.count("<") for id, svg in drawings().items()}
    assert files == made, "run python -m tools.rule_drawings"
    assert set(files) == {rule.id for rule in RULES}
