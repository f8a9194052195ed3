"""What the printer puts on paper: sheets as pictures (S1, S6, S7, T1-T6)."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayoutExporter,
    QgsMapRendererCustomPainterJob,
    QgsMapSettings,
    QgsProject,
    QgsRectangle,
    QgsSingleSymbolRenderer,
)
from qgis.PyQt.QtCore import QRectF, QSize
from qgis.PyQt.QtGui import QColor, QFont, QFontInfo, QImage, QPainter
from shapely import LineString, box

from taxmap_plugin.cartography import sheet_fonts
from taxmap_plugin.cartography.sheet_layers import SheetLayers, refill
from taxmap_plugin.cartography.sheet_layout import new_layout
from taxmap_plugin.cartography.sheet_page import SheetPage
from taxmap_plugin.cartography.sheet_symbols import line_symbol
from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.core.sheet_drawing import TABLE_COLUMNS_MM
from taxmap_plugin.core.sheet_format import Box, formats
from taxmap_plugin.core.sheet_lines import unique_lines
from taxmap_plugin.core.sheet_style import SheetStyle
from taxmap_plugin.core.sheet_text import boxes_of
from taxmap_plugin.core.sheet_words import SheetWords
from taxmap_plugin.errors import TaxMapError

DPI = 300
W = "ที่ปู่ญาณี ป้ำ ปี๊ ฝี้ ผู้ใหญ่ ก๊กน้ำ ฎีกา พันธุ์ สิทธิ์ ญู ฎุ"


def grey(image: QImage) -> np.ndarray:
    """Darkness of each pixel, 0 white to 1 black."""
    image = image.convertToFormat(QImage.Format_Grayscale8)
    data = image.constBits().asstring(image.sizeInBytes())
    rows = np.frombuffer(data, np.uint8).reshape(image.height(), image.bytesPerLine())
    return 1 - rows[:, : image.width()] / 255


@pytest.fixture
def paper(qgis_app):
    """Draws lines of classes in mm on a paper of 200 × 40 mm and returns its darkness."""
    project = QgsProject()
    crs = QgsCoordinateReferenceSystem.fromEpsgId(32647)
    layers = SheetLayers(project, crs, sheet_fonts.sheet_font())

    def draw(lines: dict[str, list], scale=1000, style_set="bw", dpi=DPI) -> np.ndarray:
        style = SheetStyle(style_set, scale)
        drawn = []
        for name, shapes in lines.items():
            refill(layers.lines[name], np.array(shapes, dtype=object))
            layers.lines[name].setRenderer(QgsSingleSymbolRenderer(line_symbol(style.pen(name))))
            drawn.append(layers.lines[name])
        settings = QgsMapSettings()
        settings.setDestinationCrs(crs)
        settings.setLayers(drawn)
        settings.setExtent(QgsRectangle(0, 0, 200, 40))
        settings.setOutputSize(QSize(int(200 / 25.4 * dpi), int(40 / 25.4 * dpi)))
        settings.setOutputDpi(dpi)
        image = QImage(settings.outputSize(), QImage.Format_RGB32)
        image.fill(QColor("white"))
        painter = QPainter(image)
        job = QgsMapRendererCustomPainterJob(settings, painter)
        job.renderSynchronously()
        painter.end()
        return grey(image)

    yield draw
    project.clear()


def column_runs(dark: np.ndarray) -> tuple[int, tuple[int, ...]]:
    """Of a horizontal line on 1 bit: its thickness, and the lengths of its dashes (px)."""
    black = dark > 0.5
    thickness = int(black.sum(axis=0).max())
    along = black.any(axis=0)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], along.astype(int), [0]])))
    return thickness, tuple(np.diff(edges)[::2])


def test_a_shared_side_is_as_dark_as_a_free_one(paper):
    """Outlined polygons print shared sides 14-25 % darker (S6)."""
    lots = np.array([box(10, 5, 60, 35), box(60, 5, 110, 35), box(110, 5, 160, 35)], dtype=object)
    dark = paper({"parcel": list(unique_lines({"parcel": lots})["parcel"])}, dpi=200)
    px = 200 / 25.4

    def side(x):
        return dark[int(8 * px) : int(32 * px), int((x - 2) * px) : int((x + 2) * px)].sum()

    free, shared = (side(10) + side(160)) / 2, (side(60) + side(110)) / 2
    assert shared == pytest.approx(free, rel=0.05)


def test_each_class_is_told_apart_on_one_bit(paper):
    """S1: 300 dpi, black and white: no two classes have the same width and dashes."""
    names = ("municipality", "zone", "block", "parcel", "parcel_not_surveyed", "parcel_proposed",
             "building", "road_centre", "match")  # fmt: skip
    looks = {}
    for name in names:
        thickness, runs = column_runs(paper({name: [LineString([(10, 20), (190, 20)])]}))
        looks[name] = (thickness, runs[1:-1][:6] if len(runs) > 1 else ())
    assert len(set(looks.values())) == len(names), looks
    assert not looks["parcel"][1] and looks["parcel_not_surveyed"][1]


def test_a_thinner_line_below_does_not_fill_the_gaps_of_a_dashed_limit(paper):
    """S7: the white line below."""
    line = [LineString([(10, 20), (190, 20)])]
    alone = column_runs(paper({"zone": line}))[1]
    over_parcel = column_runs(paper({"zone": line, "parcel": line}))[1]
    assert len(over_parcel) == pytest.approx(len(alone), abs=2) and len(alone) > 10


class TestThai:
    def label(self, studio, height_em=None):
        """The test string on a layout page: its darkness, and the font's em in px."""
        studio.sheet("02B")
        layout = new_layout(studio.maker.project, formats("A4")[0].page)
        page = SheetPage(layout, studio.font, SheetStyle("bw", 1000))
        height = page.line_height("municipality") if height_em is None else height_em
        page.text("w", W, Box(10, 50, 250, height), "municipality")
        image = QgsLayoutExporter(layout).renderPageToImage(0, dpi=DPI)
        return grey(image), page.style.text("municipality").size / 25.4 * DPI

    def test_stacked_marks_are_not_cut(self, studio):
        """As much ink in the line's own box as in one of 60 mm (T1, T2)."""
        cut, _ = self.label(studio)
        whole, _ = self.label(studio, 60.0)
        assert cut.sum() == pytest.approx(whole.sum(), rel=0.002)

    def test_even_the_highest_stacks_stay_within_1_8_em(self, studio):
        dark, em = self.label(studio)
        rows = np.flatnonzero((dark > 0.5).any(axis=1))
        assert 1.2 < np.ptp(rows) / em <= 1.8

    def test_the_measure_of_a_text_is_its_ink(self, studio):
        dark, em = self.label(studio)
        columns = np.flatnonzero((dark > 0.5).any(axis=0))
        width = studio.font.measure(W, em, True)[0]
        assert np.ptp(columns) == pytest.approx(width, rel=0.02)


class TestFonts:
    @pytest.mark.parametrize("family", ["TH Sarabun New", "TH SarabunPSK", "Noto Sans Thai"])
    def test_letters_are_equally_high_in_every_font(self, qgis_app, family):
        """S12: ก is the same height after a change of the font."""
        plain = sheet_fonts.sheet_font("Sarabun")
        if QFontInfo(QFont(family)).family() != family:
            pytest.skip(f"{family} is not installed")
        other = sheet_fonts.sheet_font(family)
        if other.factor == 1.0:
            pytest.skip("listed at its own size (S10 holds for Sarabun and Noto Sans Thai)")
        assert other.measure("ก", 10.0)[1] == pytest.approx(plain.measure("ก", 10.0)[1], rel=0.03)

    def test_an_unknown_font_is_not_silently_replaced(self, qgis_app):
        assert sheet_fonts.sheet_font("No Such Font").family in sheet_fonts.FAMILIES

    def test_a_computer_without_a_thai_font_says_so(self, qgis_app, monkeypatch):
        monkeypatch.setattr(sheet_fonts, "FAMILIES", {"No Such Font": 1.0})
        with pytest.raises(TaxMapError, match="Sarabun"):
            sheet_fonts.sheet_font()

    def test_digits_have_the_size_that_the_cascade_counts_on(self, qgis_app):
        """S15: 001 is 5.4 × 2.3 mm at 9 pt bold, 4.2 × 1.8 mm at 7 pt."""
        font = sheet_fonts.sheet_font("Sarabun")
        for points, width, height in ((9, 5.4, 2.3), (7, 4.2, 1.8)):
            measured = font.measure("001", points * 25.4 / 72, True)
            assert measured[0] == pytest.approx(width, abs=0.4)
            assert measured[1] == pytest.approx(height, abs=0.1)


def test_numbers_stand_where_they_were_placed(studio):
    """The ink of a number on the printed map is inside its parcel."""
    page, drawing = studio.sheet("02B")
    image = QgsLayoutExporter(page.layout).renderPageToImage(0, dpi=DPI)
    dark = grey(image)
    px = DPI / 25.4
    window = drawing.sheet.format.map
    for text in [t for t in drawing.texts if t.role == "lot"][:6]:
        ink = text.box().buffer(0.25)
        x0, y0, x1, y1 = ink.bounds
        rows = slice(int((window.bottom - y1) * px), int((window.bottom - y0) * px))
        columns = slice(int((window.x + x0) * px), int((window.x + x1) * px))
        inside = dark[rows, columns]
        found = np.argwhere(inside > 0.5)
        assert len(found) > 50, text.text
        middle = (found.min(axis=0) + found.max(axis=0)) / 2 / px
        assert middle == pytest.approx([(y1 - y0) / 2, (x1 - x0) / 2], abs=0.35), text.text


def inside_of(studio, style_set, name):
    """The share of black in the middle of an area of a class on the printed sheet, at 1 bit."""
    page, drawing = studio.sheet("01A", "A3", style_set=style_set)
    k, (west, south) = drawing.sheet.mm_per_metre, drawing.sheet.extent[:2]
    area = shapely.union_all(drawing.ground.areas[name])
    lines = np.concatenate([*drawing.ground.lines.values()])
    texts = drawing.to_ground(boxes_of(list(drawing.texts)))
    area = area.difference(shapely.union_all(shapely.buffer([*lines, *texts], 1 / k)))
    widest = max(shapely.get_parts(area), key=lambda part: part.area)
    spot = shapely.maximum_inscribed_circle(widest).coords[0]
    window = drawing.sheet.format.map
    x, y = window.x + (spot[0] - west) * k, window.bottom - (spot[1] - south) * k
    region = QRectF(x - 2, y - 2, 4, 4)
    image = QgsLayoutExporter(page.layout).renderRegionToImage(region, QSize(), DPI)
    return float((grey(image.convertToFormat(QImage.Format_Mono)) > 0.5).mean())


def test_water_and_road_are_told_apart_without_colour(studio):
    """S1: two white areas with the same edge were one class on a monochrome printer."""
    assert inside_of(studio, "bw", "road") == 0
    assert 0.03 < inside_of(studio, "bw", "water") < 0.2


def test_water_has_no_lines_where_it_has_its_colour(studio):
    page, _ = studio.sheet("01A", "A3", style_set="colour")
    (hatch,) = [layer for layer in page.map.layers() if layer.name() == "water_hatch"]
    assert hatch.featureCount() == 0


def test_a_key_of_three_digits_stands_in_its_circle(qgis_app):
    """S18: the line of the circle is not touched."""
    style, font = SheetStyle("bw", 1000), sheet_fonts.sheet_font()
    inside = style.number("key_diameter") - style.pen("key").width
    for text, role in (("88", "key"), ("888", "key_small")):
        width, up, down = font.measure(text, style.text(role).size, style.text(role).bold)
        assert np.hypot(width, up + down) < inside, text


@pytest.mark.parametrize("language", ["th", "en"])
def test_kinds_of_owner_fit_their_column(qgis_app, language):
    style, font = SheetStyle("bw", 1000).text("fine"), sheet_fonts.sheet_font()
    words = [row[language] for row in load_csv("domains", "person_type.csv")]
    words += [SheetWords(language).short(word) for word in ("several_types", "owner_type")]
    room = TABLE_COLUMNS_MM[-1] - 2.5
    assert [word for word in words if font.width(word, style.size, style.bold) * 1.02 > room] == []
