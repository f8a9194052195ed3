"""The match as a workbook and as a coloured map."""

from __future__ import annotations

import sys

import openpyxl
import pytest
from qgis.core import QgsVectorLayer

from taxmap_plugin.core import match_profile
from taxmap_plugin.exchange.match_layer import (
    match_fields,
    style_match_layer,
    write_match_features,
)
from taxmap_plugin.exchange.match_report import write_report
from taxmap_plugin.exchange.register_match import MatchError, accept, match_register
from taxmap_plugin.exchange.table_source import list_sheets, read_table

from .test_register_match import uuid_of, ws

__all__ = ["ws"]

TITLES = {
    "th": ["สรุป", "จับคู่แล้ว", "แนะนำ", "ขัดแย้ง", "มีแปลง ไม่มีทะเบียน", "มีทะเบียน ไม่มีแปลง"],
    "en": [
        "Summary",
        "Matched",
        "Suggested",
        "Conflicting",
        "Parcel without register",
        "Register without parcel",
    ],
}


@pytest.fixture
def matched(ws):
    match_register(ws)
    return ws


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_report_has_a_sheet_for_each_outcome_and_totals_that_add_up(
    matched, tmp_path, language
):
    path = tmp_path / "รายงาน.xlsx"
    write_report(matched, path, language, profile=match_profile.shipped("thai_tax_map"))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == TITLES[language]
    summary = list(book[TITLES[language][0]].iter_rows(values_only=True))
    total = next(row for row in summary if row[0] in ("รวม", "Total"))
    assert total[1:3] == (5, 5)
    lines = [book[name].max_row - 1 for name in book.sheetnames[1:]]
    assert lines == [2, 0, 3, 1, 1]


def test_a_conflict_names_the_better_parcel_and_marks_what_differs(matched, tmp_path):
    path = tmp_path / "r.xlsx"
    write_report(matched, path, "en")
    page = openpyxl.load_workbook(path)["Conflicting"]
    rows = [dict(zip([c.value for c in page[1]], row)) for row in page.iter_rows(min_row=2)]
    swapped = next(row for row in rows if row["Better candidate"].value)
    assert swapped["Parcel code (map)"].value == "01A021"
    assert swapped["Better candidate"].value == "01A012"
    assert swapped["Deed no. (register)"].value == "1012"
    marked = {name for name, cell in swapped.items() if cell.fill.fgColor.rgb == "00F6D5CF"}
    assert "Land no. (map)" in marked
    assert "Map sheet (map)" not in marked


def test_owners_names_are_masked(matched, tmp_path):
    path = tmp_path / "r.xlsx"
    write_report(matched, path, "th")
    page = openpyxl.load_workbook(path)["จับคู่แล้ว"]
    names = {row[14] for row in page.iter_rows(min_row=2, values_only=True)}
    assert names == {"นายส***"}


@pytest.mark.parametrize("with_openpyxl", [True, False])
def test_what_a_register_says_is_never_a_formula(ws, tmp_path, monkeypatch, with_openpyxl):
    with ws.transaction("test") as tx:
        alone = tx.read("title_document", ["uuid"], "deed_no = '1099'")
        formula = '=HYPERLINK("http://x")'
        tx.update("title_document", alone.assign(deed_no=formula, land_no="7\x018"))
    match_register(ws)
    if not with_openpyxl:
        monkeypatch.setitem(sys.modules, "openpyxl", None)
    path = write_report(ws, tmp_path / "r.xlsx", "en")
    page = openpyxl.load_workbook(path)["Register without parcel"]
    cells = {cell.value: cell.data_type for cell in page[2]}
    assert cells[formula] == "s"
    assert "78" in cells


def test_without_openpyxl_gdal_writes_the_same_sheets(matched, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    path = tmp_path / "r.xlsx"
    write_report(matched, path, "th")
    assert list_sheets(path) == TITLES["th"]
    assert len(read_table(path, "ขัดแย้ง").frame) == 3


def test_a_report_held_open_gets_a_message_and_leaves_the_old_one(matched, tmp_path, monkeypatch):
    path = tmp_path / "r.xlsx"
    path.write_bytes(b"old")

    def refuse(self, target):
        raise PermissionError(13, "held")

    monkeypatch.setattr(type(path), "replace", refuse)
    with pytest.raises(MatchError, match=r"r\.xlsx"):
        write_report(matched, path, "th")
    assert path.read_bytes() == b"old"
    assert [p.name for p in tmp_path.glob(".*xlsx")] == []


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_map_shows_each_parcel_once_in_its_state(qgis_app, matched, language):
    accept(matched, [uuid_of(matched, "01A001", "1001")])
    layer = QgsVectorLayer("MultiPolygon?crs=EPSG:32647", "match", "memory")
    layer.dataProvider().addAttributes(list(match_fields()))
    layer.updateFields()
    assert write_match_features(matched, layer.dataProvider(), language) == 5
    states = {f["parcel_code"]: f["match_state"] for f in layer.getFeatures()}
    assert states == {
        "01A001": "confirmed",
        "01A002": "conflict",
        "01A012": "conflict",
        "01A021": "auto",
        "01A030": "parcel_only",
    }
    style_match_layer(layer, language)
    categories = {c.value(): c.symbol().color().name() for c in layer.renderer().categories()}
    assert categories["confirmed"] == "#4fa98a"
    assert set(states.values()) <= set(categories)
