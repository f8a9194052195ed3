"""Widgets that every dock uses, at the widths and type sizes they meet."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QStandardItemModel
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from taxmap_plugin.gui.import_combo import PlainTable
from taxmap_plugin.gui.widgets import ElidingCombo, FittedLabel, SearchLine, WrappedLabel

from .looks import lower_than_thai_needs, settle

pytestmark = pytest.mark.usefixtures("qgis_app")
LONG = "แปลงที่ดิน 2,997 แปลง = จับคู่แล้ว 2,961 + แนะนำ 1 + ขัดแย้ง 25 + ไม่มีทะเบียน 10"


def test_a_text_that_was_squeezed_once_asks_for_no_more_room_later():
    page = QWidget()
    label = FittedLabel(LONG)
    QVBoxLayout(page).addWidget(label)
    heights = []
    for width in (300, 90, 300, 600):
        settle(page, width, 50)
        heights.append(label.height())
    assert heights[0] == heights[2] < heights[1]
    assert heights[3] <= heights[0]
    page.deleteLater()


@pytest.mark.parametrize("size", [9, 12, 16])
def test_rows_grow_with_the_type(size: int):
    table = PlainTable("table")
    table.setModel(QStandardItemModel(3, 2, table))
    font = table.font()
    font.setPointSize(size)
    table.setFont(font)
    settle(table, 300)
    assert not lower_than_thai_needs(table)
    table.deleteLater()


def test_a_narrow_list_says_that_its_text_goes_on():
    combo = ElidingCombo("combo")
    combo.addItem(LONG)
    settle(combo, 120, 30)
    narrow = combo.grab().toImage()
    assert combo.toolTip() == LONG
    combo.setItemText(0, LONG + " และอีกมาก")
    settle(combo, 120, 30)
    assert combo.grab().toImage() == narrow, "what is behind the dots does not show"
    assert combo.toolTip().endswith("และอีกมาก")
    combo.deleteLater()


@pytest.fixture
def search():
    line = SearchLine("search", "ค้นหา")
    told: list[str] = []
    line.to_list.connect(lambda: told.append("list"))
    line.left.connect(lambda: told.append("map"))
    yield line, told
    line.deleteLater()


def test_keys_lead_out_of_the_search(search):
    line, told = search
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(line, key)
    QTest.keyClick(line, Qt.Key.Key_A)
    assert told == ["list", "list", "map"]
    assert line.text() == "a"


def test_lines_stay_lines_when_they_are_emphasised():
    label = WrappedLabel("01A001 · ใช้อยู่\nระวาง 4746 II").emphasise()
    assert label.heightForWidth(1000) > WrappedLabel("01A001").emphasise().heightForWidth(1000)
    assert label.accessibleName() == "01A001 · ใช้อยู่\nระวาง 4746 II"
