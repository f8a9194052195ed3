"""The report of a check on paper agrees with the check, and holds all that it says."""

from __future__ import annotations

import dataclasses

import pytest
from qgis.core import QgsLayoutItemLabel, QgsLayoutItemMap, QgsLayoutItemPicture
from shapely import Point

from taxmap_plugin.cartography import report_map
from taxmap_plugin.cartography.quality_pdf import MOST, QualityPages, write_quality_pdf
from taxmap_plugin.cartography.report_map import Town
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.finding import SEVERITIES
from taxmap_plugin.core.quality_rules import RULES, rule
from taxmap_plugin.editing.quality_check import check_quality, look_at_quality
from taxmap_plugin.editing.quality_report import report_of

from ..editing import land_case
from ..editing.land_case import EAST, NORTH
from ..editing.test_quality_check import findings, widen
from .test_report_pages import check_pages, texts
from .test_searchable_text import found_in, run

pytestmark = pytest.mark.usefixtures("qgis_app")


def look(ws, asked=RULES):
    return report_of(ws, look_at_quality(ws, Silent(), asked), asked)


def laid_out(ws, report, language="th"):
    """The pages as they are written, and all their texts."""
    pages = QualityPages(report, language).fill(Town.of(ws)).pages
    check_pages(pages)
    return pages, [text for page in pages.pages for text in texts(page)]


@pytest.fixture
def ws(tmp_path):
    """An overlap of 30 m²; five parcels without a price."""
    made = land_case.make(tmp_path)
    widen(made, "p1", 1)
    return made


def test_a_map_without_findings_is_one_clean_page(tmp_path):
    ws = land_case.make(tmp_path)
    pages, said = laid_out(ws, look(ws, [rule("overlap"), rule("gap")]))
    assert len(pages.pages) == 1
    assert any("เรียบร้อย" in text for text in said)
    assert [one for one in pages.page.layout.items() if isinstance(one, QgsLayoutItemMap)]


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_cover_tells_the_totals_of_the_check(ws, language):
    report = look(ws)
    pages, _ = laid_out(ws, report, language)
    cover = texts(pages.pages[0])
    for severity in SEVERITIES:
        assert f"{report.count(severity):,}" in cover
    for count in report.totals().sum():
        assert f"{count:,}" in cover
    assert ("28" in " ".join(cover)) or str(report.made.day) in " ".join(cover)


def test_each_rule_with_findings_has_its_title_reason_and_rows(ws):
    asked = [rule("overlap"), rule("price_missing"), rule("gap")]
    _, said = laid_out(ws, look(ws, asked), "en")
    assert said.count("Parcels overlap") == 2, "in the list of the rules and above its findings"
    assert "Ground that two parcels hold is taxed twice." in said
    assert "01A001, 01A002" in said and "30.00" in said
    assert "Gap between parcels" not in said and "1 other rule found nothing." in said
    assert [code in said for code in ("01A003", "01A006")] == [True, True]


def test_every_sign_and_drawing_is_there(ws):
    pages, _ = laid_out(ws, look(ws, [rule("overlap")]))
    pictures = [
        one
        for page in pages.pages
        for one in page.layout.items()
        if isinstance(one, QgsLayoutItemPicture)
    ]
    assert all(one.picturePath().endswith(".svg") and not one.isMissingImage() for one in pictures)


def test_after_the_first_fifty_the_others_are_counted(ws):
    report = look(ws, [rule("price_missing")])
    many = report.findings.loc[report.findings.index.repeat(20)].reset_index(drop=True)
    _, said = laid_out(ws, dataclasses.replace(report, findings=many), "en")
    assert len(many) == 100 and sum(text.startswith("And 50 more") for text in said) == 1
    ranks = [text for text in said if text.isdigit() and int(text) == MOST]
    assert ranks and str(MOST + 1) not in said


def test_what_was_accepted_says_by_whom_and_why(ws):
    check_quality(ws, Silent(), [rule("overlap")])
    decided = {
        "decision": "แนวรั้วเดิม",
        "decided_by": "สมหญิง",
        "decided_at": "2026-11-20T03:00:00.000Z",
    }
    with ws.transaction("quality_decide") as tx:
        uuid = findings(ws, "uuid")["uuid"].iloc[0]
        tx.update_rows("finding", [{"uuid": uuid, "state": "accepted", **decided}])
    _, said = laid_out(ws, look(ws, [rule("overlap")]))
    assert "▸ ยอมรับตามนี้ · แนวรั้วเดิม · สมหญิง · 20 พ.ย. 2569" in " ".join(said)


def test_a_rule_that_could_not_be_checked_is_told_on_the_cover(ws):
    def broken(*_):
        raise RuntimeError("what a row says")

    _, said = laid_out(ws, look(ws, [dataclasses.replace(rule("gap"), check=broken)]), "en")
    assert any("RuntimeError" in text for text in said)
    assert not any("row says" in text for text in said)


def test_the_map_shows_the_parcels_beside_all_blocks_and_tells_of_those_far_off(ws):
    beside, far = Point(EAST + 900, NORTH), Point(EAST + 200_000, NORTH)
    for uuid, place in (("p1", beside), ("p2", far)):
        with ws.transaction("correct") as tx:
            tx.update_rows("parcel", [{"uuid": uuid, "geom": place.buffer(10)}])
    pages, said = laid_out(ws, look(ws, [rule("outside_blocks")]), "en")
    (item,) = [one for one in pages.pages[0].layout.items() if isinstance(one, QgsLayoutItemMap)]
    assert item.extent().contains(beside.x, beside.y)
    assert item.extent().width() < 10_000
    assert "1 place lies far away, beyond this map." in said


def test_a_parcel_far_away_does_not_move_the_map(ws):
    before = Town.of(ws).bounds
    with ws.transaction("correct") as tx:
        tx.insert_rows("parcel", [{"geom": Point(EAST + 9e5, NORTH).buffer(20)}])
        tx.delete("block", [row["uuid"] for row in ws.rows("block", ["uuid"])])
    after = Town.of(ws).bounds
    assert before is not None and after is not None
    assert after[2] - after[0] < 200


def test_of_very_many_parcels_the_blocks_alone_are_drawn(ws, monkeypatch):
    report = look(ws, [rule("overlap")])
    assert "แนวแปลงที่ดิน" in laid_out(ws, report)[1]
    monkeypatch.setattr(report_map, "MANY_PARCELS", 5)
    assert "แนวแปลงที่ดิน" not in laid_out(ws, report)[1]


def test_the_file_is_searchable_and_has_a_page_for_what_it_says(ws, tmp_path):
    write_quality_pdf(ws, look(ws), tmp_path / "รายงาน.pdf", "th", Silent())
    text = found_in(tmp_path / "รายงาน.pdf")
    assert "รายงานตรวจคุณภาพแผนที่และทะเบียน" in text and "แปลงซ้อนทับกัน" in text
    assert b"Pages:" in run("pdfinfo", str(tmp_path / "รายงาน.pdf"))


def test_no_text_is_justified(ws):
    pages, _ = laid_out(ws, look(ws, [rule("overlap")]))
    for page in pages.pages:
        for one in page.layout.items():
            if isinstance(one, QgsLayoutItemLabel):
                assert one.hAlign() != 8  # Qt.AlignJustify
