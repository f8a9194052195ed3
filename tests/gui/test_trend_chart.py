"""The chart of the trend: what is drawn is what is told."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from qgis.PyQt.QtGui import QColor, QImage, QPalette

from taxmap_plugin.gui.icons import ink, state_fill
from taxmap_plugin.gui.trend_chart import TrendChart, TrendView

from .looks import settle

DAYS = [dt.date(2026, 11, day) for day in (27, 28)]
COUNTS = pd.DataFrame({"open": [3, 0], "accepted": [1, 2], "fixed": [0, 2]}, index=DAYS)


@pytest.fixture(params=["#EFEFEF", "#323232"])
def image(request: pytest.FixtureRequest, english: str) -> QImage:
    """The chart of both days on a light and on a dark window."""
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, QColor(request.param))
    chart = TrendChart()
    chart.setPalette(palette)
    chart.show_days(COUNTS)
    settle(chart, 300, 200)
    return chart.grab().toImage()


def share(image: QImage, column: int, fill: QColor) -> int:
    """How many pixels of a column have this colour."""
    return sum(image.pixelColor(column, row) == fill for row in range(image.height()))


def test_each_day_is_a_bar_of_its_open_accepted_and_fixed(image: QImage):
    first, second = image.width() // 4 + 6, 3 * image.width() // 4 - 6
    opened, accepted, fixed = map(state_fill, ("error", "not_started", "passed"))
    assert share(image, first, opened) == pytest.approx(3 * share(image, first, accepted), rel=0.2)
    assert share(image, first, fixed) == 0
    assert share(image, second, opened) == 0
    assert share(image, second, fixed) == pytest.approx(share(image, second, accepted), abs=2)


def test_words_and_edges_stand_out_on_the_window(image: QImage):
    window = image.pixelColor(image.width() - 1, image.height() - 1)
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, window)
    assert any(share(image, column, ink(palette)) for column in range(image.width() // 2))


def test_without_findings_there_is_no_chart_and_with_them_the_same_in_words(english: str):
    view = TrendView()
    settle(view, 300)
    view.show_trend(COUNTS.iloc[:0])
    assert not view.chart.isVisible()
    assert view.words.accessibleName() == "Nothing was ever found here."
    view.show_trend(COUNTS)
    told = view.words.accessibleName()
    assert told == ("On 27 Nov 2026 3 waited. Now 0 wait, 2 are accepted, 2 fixed.")
    assert view.chart.isVisible() and view.chart.accessibleDescription() == told


def test_the_legend_wraps_where_it_has_no_room(english: str):
    chart = TrendChart()
    chart.show_days(COUNTS)
    settle(chart, 320)
    high = chart.height()
    settle(chart, 110)
    assert chart.height() > high
