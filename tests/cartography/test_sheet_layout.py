"""What stands on a page, read from the layout's items by their ids (S31)."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pandas as pd
import pytest
from qgis.core import (
    QgsLayoutItem,
    QgsLayoutItemLabel,
    QgsLayoutItemLegend,
    QgsLayoutItemMap,
    QgsLayoutItemScaleBar,
    QgsLegendRenderer,
)
from qgis.PyQt.QtCore import Qt
from shapely import MultiPolygon

from taxmap_plugin.cartography.sheet_fonts import LINE_EM
from taxmap_plugin.core.sheet_data import Origin, SheetSource
from taxmap_plugin.core.sheet_format import formats
from taxmap_plugin.core.sheet_style import MM_PER_POINT
from taxmap_plugin.core.sheet_words import SheetWords

from .town import patch, town

NEEDED = (
    "map", "frame", "index", "legend", "north", "scale", "scale_bar", "municipality", "sheet_title",
    "zone_block", "sheet_number", "sheet_corner", "seal", "notice", "notice_en", "drawn", "checked",
    "approved", "field_1", "revision_row_3", "corner_north_west_east", "corner_south_east_north",
)  # fmt: skip
LANGUAGES = [
    *(pytest.param(one, marks=pytest.mark.slow) for one in ("th", "en")),
    "both",  # the longest texts
]
SHEETS = [
    ("01B", "A1", "th"),
    ("01B", "A3", "th"),
    ("01B", "A3", "both"),
    ("01A", "A3", "both"),  # low and wide
    ("02A", "A3", "th"),
    ("01A", "A4", "both"),  # upright
    ("01B", "A4", "both"),
    ("01B", "A4", "en"),
]


@pytest.fixture(scope="module", params=SHEETS, ids="-".join)
def page(request, studio):
    block, paper, language = request.param
    return studio.sheet(block, paper, language)


def items(page, kind=QgsLayoutItem):
    return [item for item in page[0].layout.items() if isinstance(item, kind)]


def text(page, item_id):
    return page[0].layout.itemById(item_id).text()


def rect(item):
    return item.mapRectToScene(item.rect())


SOURCES = tuple(
    Origin(f"{name}.shp", dt.date(2026, 1, 20 + day))
    for day, name in enumerate(("parcel", "block", "zone", "boundary", "building", "road", "water"))
)
LONG_NAMES = (
    "นางสาวกาญจนาภรณ์ ศรีสุวรรณวงศ์ไพศาล",
    "ว่าที่ร้อยตรีหญิง พิมพ์พรรณรายณ์ วงศ์สว่างเจริญกิจการ ผู้ช่วยเจ้าพนักงานจัดเก็บรายได้ปฏิบัติการ กองคลัง",
)


@pytest.mark.parametrize("name", LONG_NAMES)
@pytest.mark.parametrize(("block", "paper", "language"), SHEETS)
def test_a_long_name_leaves_room_to_sign(studio, block, paper, language, name):
    facts = studio.facts
    studio.facts = replace(facts, drawn_by=name, checked_by=name, approved_by=name)
    try:
        page = studio.sheet(block, paper, language)
    finally:
        studio.facts = facts
    box = page[1].sheet.format.boxes["signoff"]
    for role in ("drawn", "checked", "approved"):
        line = rect(page[0].layout.itemById(f"{role}_line")).center().y()
        label = rect(page[0].layout.itemById(role))
        written = [i for i in items(page, QgsLayoutItemLabel) if i.id().startswith(f"{role}_name")]
        assert line >= label.top() + (4.0 if box.height <= 40 and box.width >= 72 else 2.0)
        assert len(written) <= 3 and text(page, f"{role}_name").startswith("(")
        for part in written:
            assert line <= rect(part).top() + 0.7 and rect(part).bottom() <= box.bottom, role
    labels = [i for i in items(page, QgsLayoutItemLabel) if i.id().split("_")[0] in ("drawn",)]
    for i, one in enumerate(labels):
        for other in labels[:i]:
            shared = _ink(one).intersected(_ink(other))
            assert shared.width() < 0.2 or shared.height() < 0.8, (one.text(), other.text())


@pytest.mark.parametrize(("block", "paper", "language"), SHEETS)
def test_the_arrow_stands_in_the_upper_right(studio, block, paper, language):
    """S22: of the map, or of the panel beside it."""
    layout, drawing = studio.sheet(block, paper, language)
    fmt = drawing.sheet.format
    arrow = rect(layout.layout.itemById("north"))
    assert min(arrow.width(), arrow.height()) == pytest.approx(fmt.arrow_size)
    if "panel" not in fmt.boxes and drawing.arrow is None:  # the block fills that corner
        assert fmt.boxes["arrow"].y <= arrow.top() and drawing.sheet.name == "01A 1/2"
        return
    assert arrow.center().x() > fmt.page[0] / 2 and arrow.center().y() < fmt.page[1] / 2
    if drawing.arrow is not None:
        assert fmt.map.y <= arrow.top() and arrow.right() <= fmt.map.right


@pytest.mark.parametrize("paper", ["A1", "A3", "A4"])
def test_boxes_of_a_paper_lie_within_the_frame_and_beside_each_other(paper):
    for fmt in formats(paper):
        wanted = {"title", "number", "signoff", "revision", "legend", "notes", "index", "arrow"}
        assert wanted <= set(fmt.boxes) and ("stamp" in fmt.boxes) == (paper != "A4")
        inside = {name: box for name, box in fmt.boxes.items() if name != "panel"}
        for name, one in inside.items():
            assert fmt.frame.x <= one.x and one.right <= fmt.frame.right + 1e-9, (fmt.id, name)
            assert fmt.frame.y <= one.y and one.bottom <= fmt.frame.bottom + 1e-9, (fmt.id, name)
            for other in inside.values():
                beside = one.right <= other.x + 1e-9 or other.right <= one.x + 1e-9
                above = one.bottom <= other.y + 1e-9 or other.bottom <= one.y + 1e-9
                assert one is other or beside or above, (fmt.id, name)


def test_sizes_of_the_a1_sheet(studio):
    """S10, S29: zone number 20 pt bold, overview 60 x 60 mm, stamp 76 x 50."""
    page = studio.sheet("01B", "A1")
    font = page[0].layout.itemById("heading_zone").font()
    assert font.pointSizeF() == pytest.approx(20, abs=0.1) and font.bold()
    index = rect(page[0].layout.itemById("index"))
    assert index.width() >= 60 - 1e-6 and index.height() >= 60 - 1e-6
    stamp = page[1].sheet.format.boxes["stamp"]
    assert (stamp.width, stamp.height) == (76, 50)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paper", ["A1", "A3", "A4"])
def test_the_index_sheet_names_its_sources(studio, paper, language):
    facts = studio.facts
    studio.facts = replace(facts, sources=SOURCES)
    try:
        layout = studio.index(paper, language)
    finally:
        studio.facts = facts
    labels = [i for i in layout.layout.items() if isinstance(i, QgsLayoutItemLabel)]
    written = "\n".join(label.text() for label in labels)
    assert "parcel.shp (20" in written and "204.4798" in written
    for i, one in enumerate(labels):
        for other in labels[:i]:
            shared = _ink(one).intersected(_ink(other))
            assert shared.width() < 0.2 or shared.height() < 0.8, (one.text(), other.text())


class TestEveryPage:
    def test_everything_of_s31_is_there(self, page):
        found = {item.id() for item in items(page)}
        assert set(NEEDED) <= found

    def test_no_two_items_share_an_id(self, page):
        ids = [item.id() for item in items(page) if item.id()]
        assert len(ids) == len(set(ids))

    def test_every_item_lies_on_the_paper(self, page):
        width, height = page[1].sheet.format.page
        for item in items(page):
            box = rect(item)
            if item.id():
                assert box.left() >= -0.1 and box.top() >= -0.1, item.id()
                assert box.right() <= width + 0.1 and box.bottom() <= height + 0.1, item.id()

    def test_no_label_is_justified(self, page):
        """3.22 starts labels justified, which tears Thai apart (S25)."""
        for label in items(page, QgsLayoutItemLabel):
            assert label.hAlign() in (Qt.AlignLeft, Qt.AlignHCenter, Qt.AlignRight), label.id()

    def test_every_text_fits_its_line_and_keeps_its_stacked_marks(self, page, studio):
        """T2, T6: 1.58 em from mark to mark; QGIS would wrap or cut what is wider."""
        for label in items(page, QgsLayoutItemLabel):
            em = label.font().pointSizeF() * MM_PER_POINT
            width = studio.font.width(label.text(), em, label.font().bold())
            assert width <= label.rect().width() + 0.05, label.text()
            assert label.rect().height() >= min(1.3, LINE_EM) * em - 0.05, label.text()

    def test_no_thai_below_7_pt(self, page):
        small = [
            label.text()
            for label in items(page, QgsLayoutItemLabel)
            if any("ก" <= c <= "๛" for c in label.text()) and label.font().pointSizeF() < 6.99
        ]
        assert not small

    def test_texts_do_not_run_over_each_other(self, page):
        labels = [item for item in items(page, QgsLayoutItemLabel) if item.text().strip()]
        for i, one in enumerate(labels):
            for other in labels[:i]:
                shared = _ink(one).intersected(_ink(other))
                assert shared.width() < 0.2 or shared.height() < 0.8, (one.text(), other.text())

    def test_the_legend_stays_in_its_box(self, page):
        (legend,) = items(page, QgsLayoutItemLegend)
        size = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
        box = page[1].sheet.format.boxes["legend"]
        assert size.width() <= box.width and size.height() <= box.height

    def test_the_map_has_its_scale_and_the_bar_its_length(self, page):
        drawing = page[1]
        main = page[0].layout.itemById("map")
        assert main.scale() == pytest.approx(drawing.sheet.scale, rel=1e-6)
        (bar,) = items(page, QgsLayoutItemScaleBar)
        length = bar.unitsPerSegment() * bar.numberOfSegments() * 1000 / drawing.sheet.scale
        assert length == pytest.approx(drawing.sheet.format.bar)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("block", "paper"),
    [("01A", "A1"), ("01B", "A3"), ("01A", "A3"), ("01A", "A4"), ("02B", "A4")],
    ids=["A1", "A3 column", "A3 strip", "A4 upright", "A4"],
)
def test_dates_version_datum_and_sources_stand_on_every_paper(studio, block, paper, language):
    """S23, S27: what finds no room in its own box goes elsewhere and is not left out."""
    facts = studio.facts
    studio.facts = replace(facts, sources=SOURCES, version="7")
    try:
        page = studio.sheet(block, paper, language)
    finally:
        studio.facts = facts
    written = "\n".join(label.text() for label in items(page, QgsLayoutItemLabel))
    words = SheetWords(language)
    assert "parcel.shp (20" in written and "204.4798" in written
    for word in ("field_as_of", "field_crs", "field_version", "field_scale", "field_printed"):
        assert words.short(word) in written, word
    date = "5 January 2026" if language == "en" else "5 มกราคม 2569"
    assert (
        "parcel.shp (20 Jan 2026)" if language == "en" else "parcel.shp (20 ม.ค. 2569)"
    ) in written
    assert date in written and "WGS 84 / UTM 47N" in written
    assert re.search(r"(^| )7( ·|$)", written, re.M), "the version's number"


def busy():
    """The town with every kind of line and area on its first block."""
    source = town()
    parcel = source["parcel"].copy()
    states = ["disputed", "proposed", "surveyed", "unsurveyed"]
    parcel["line_state"] = [states[i % 4] for i in range(len(parcel))]
    frames = dict(source.frames)
    stall, island = patch(150, 151, 30, 31), patch(30, 34, 60, 62)
    extra = pd.DataFrame(
        {
            "uuid": ["tiny", "two"],
            "parcel_code": ["01A800", "01A801"],
            "block_code": ["01A", "01A"],
            "geom": [stall, MultiPolygon([island, patch(60, 64, 60, 62)])],
        }
    )
    public = pd.DataFrame({"name": ["ที่สาธารณะ"], "geom": [patch(0, 100, 150, 155)]})
    frames["parcel"] = pd.concat([parcel, extra], ignore_index=True)
    frames["public_land"] = public
    return SheetSource.of(source.municipality, frames, source.as_of, source.sources)


def _ink(label):
    """About where the letters of a label are."""
    box = rect(label)
    em = label.font().pointSizeF() * MM_PER_POINT
    if box.height() > box.width() and label.itemRotation():
        return box.adjusted(max(0, (box.width() - em) / 2), 0, -max(0, (box.width() - em) / 2), 0)
    inside = max(0.0, (box.height() - em) / 2)
    width = min(box.width(), 0.5 * em * len(label.text()))
    left = box.left()
    if label.hAlign() == Qt.AlignHCenter:
        left += (box.width() - width) / 2
    elif label.hAlign() == Qt.AlignRight:
        left += box.width() - width
    box = box.adjusted(0, inside, 0, -inside)
    box.setLeft(left)
    box.setWidth(width)
    return box


class TestTitleBlock:
    def test_says_who_what_and_which_sheet(self, studio):
        page = studio.sheet("01B")
        assert text(page, "municipality") == "เทศบาลตำบลทดสอบ"
        assert text(page, "place") == "อำเภอเมืองสมมุติ จังหวัดสมมุติ"
        assert text(page, "sheet_title") == "แผนที่ภาษี"
        assert text(page, "sheet_subject") == "เขต 01  เขตย่อย B"
        assert text(page, "zone_block") == "01B"
        assert text(page, "sheet_number") == "2 / 4"
        assert text(page, "sheet_corner") == "แผ่น 2 / 4"
        assert text(page, "scale") == "มาตราส่วน 1:1,000"
        assert text(page, "drawn_name") == "(นางสาวสมมุติ ตัวอย่าง)"

    def test_dates_crs_and_notice(self, studio):
        page = studio.sheet("01B")
        written = [label.text() for label in items(page, QgsLayoutItemLabel)]
        for expected in ("5 มกราคม 2569", "14 กุมภาพันธ์ 2569", "WGS 84 / UTM 47N", "1:1,000"):
            assert expected in written
        assert text(page, "notice").startswith("ใช้เพื่อการจัดเก็บภาษีเท่านั้น")
        assert any("204.4798" in line for line in written)

    def test_in_english(self, studio):
        page = studio.sheet("01B", language="en")
        assert text(page, "municipality") == "Thotsop Subdistrict Municipality"
        assert text(page, "sheet_title") == "Tax Map"
        assert text(page, "sheet_subject") == "Zone 01  Block B"

    @pytest.mark.parametrize("language", ["th", "en"])
    def test_district_and_province_in_the_sheets_language(self, studio, language):
        """Also where the office wrote the words อำเภอ and จังหวัด before the names."""
        office = replace(studio.facts.municipality, amphoe="อำเภอปากช่อง", province="จ. นครราชสีมา")
        place = replace(studio.facts, municipality=office).place(SheetWords(language))
        thai = "อำเภอปากช่อง จังหวัดนครราชสีมา"
        assert place == (thai if language == "th" else "ปากช่อง District, Nakhon Ratchasima")

    def test_a_part_of_a_split_block_says_which(self, studio):
        page = studio.sheet("01A", "A4")
        assert text(page, "zone_block") == "01A 1/2"


class TestLegendAndMaps:
    def labels(self, page):
        (legend,) = items(page, QgsLayoutItemLegend)
        return [node.name() for node in legend.model().rootGroup().findLayers()]

    def test_lists_only_what_the_sheet_shows(self, studio):
        shown = self.labels(studio.sheet("01B"))
        assert "แนวแปลงที่ดิน" in shown and "แนวกลางทาง" in shown
        assert "แนวแปลงยังไม่รังวัดหรือพิพาท" not in shown
        assert "แนวแปลงยังไม่รังวัดหรือพิพาท" in self.labels(studio.sheet("02B"))

    @pytest.mark.parametrize("paper", ["A1", "A3", "A4"])
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_legend_with_every_class_fits(self, studio, paper, language):
        page = studio.sheet("01A", paper, language, source=busy())
        (legend,) = items(page, QgsLayoutItemLegend)
        size = QgsLegendRenderer(legend.model(), legend.legendSettings()).minimumSize()
        box = page[1].sheet.format.boxes["legend"]
        assert len(legend.model().rootGroup().findLayers()) >= 12
        assert size.width() <= box.width and size.height() <= box.height

    def test_samples_show_the_dashes_of_their_lines(self, studio):
        """S29: public land has a dashed limit; a pattern is shorter than the smallest sample."""
        page = studio.sheet("01A", "A4", style_set="bw", source=busy())
        (legend,) = items(page, QgsLayoutItemLegend)
        sample = {
            node.name(): legend.model().layerLegendNodes(node)[0]
            for node in legend.model().rootGroup().findLayers()
        }
        outline = sample["ที่สาธารณะ"].customSymbol().symbolLayer(1)
        assert outline.useCustomDashPattern() and outline.customDashVector() == [1.5, 0.5]
        for name in ("แนวเขต (Zone)", "แนวต่อแผ่น", "แนวแบ่งแปลงที่เสนอ"):
            line = sample[name].customSymbol().symbolLayer(1)
            assert 0 < sum(line.customDashVector()) <= legend.symbolWidth() + 1e-6, name

    def test_only_native_items(self, studio):
        """A plugin's own item type is lost where the plugin is missing (qgis-notes.md)."""
        page = studio.sheet("01B")
        assert {type(item).__module__ for item in items(page)} == {"qgis._core"}
        assert len(items(page, QgsLayoutItemMap)) == 2

    def test_the_index_fills_this_sheet_black(self, studio):
        page = studio.sheet("01B")
        here, blocks = None, None
        for layer in page[0].layout.itemById("index").layers():
            here = layer if layer.name() == "index_here" else here
            blocks = layer if layer.name() == "index_blocks" else blocks
        assert here.featureCount() == 1 and blocks.featureCount() == 4
        assert here.renderer().symbol().color().name() == "#000000"
