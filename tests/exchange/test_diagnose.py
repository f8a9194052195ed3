"""ตรวจไฟล์ของฉัน tells an officer what is in her file before anything is made of it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import render
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.exchange.diagnose import diagnose
from taxmap_plugin.exchange.diagnose_report import render_html, row_ranges, write_html, write_pdf
from taxmap_plugin.exchange.diagnosis import Diagnosis
from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_workbook import read_register
from taxmap_plugin.exchange.source import Source, SourceError, source_from_arrays

from .register_case import LAND, empty_workspace, rows, write

E0, N0 = 494_000, 2_072_000  # Indian 1975 / UTM 47N: the corner of sheet 4746 II 9472


def box(place: int, width: float = 15) -> shapely.Polygon:
    """The ``place``-th of some parcels spread over the sixteen 1:1000 sheets of one cell."""
    sheet, turn = place % 16, place // 16
    x = E0 + sheet % 4 * 500 + 30 + 100 * turn
    y = N0 + (3 - sheet // 4) * 500 + 30 + 100 * turn
    return shapely.box(x, y, x + width, y + 15)


def clean_rows(count: int = 48) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "PARCEL_COD": [f"01A{i + 1:03d}" for i in range(count)],
            "LAND_TYPE": "โฉนดที่ดิน",
            "Mapsheet": [f"4746 II 9472-{i % 16 + 1:02d}" for i in range(count)],
            "Scale": "1000",
        },
        dtype=object,
    )


def layer(frame: pd.DataFrame, shapes=None, epsg: int | None = 24047) -> Source:
    shapes = [box(i) for i in range(len(frame))] if shapes is None else shapes
    return source_from_arrays(frame, shapes, epsg, "parcel.shp")


def told(found: Diagnosis) -> dict[str, tuple]:
    """What was found → the rows."""
    return {finding.message.id: finding.rows for finding in found.findings()}


def facts(found: Diagnosis) -> list[str]:
    return [fact.id for section in found.sections for fact in section.facts]


def test_clean_layer_has_nothing_to_check():
    found = diagnose(layer(clean_rows()))
    assert (found.table.name, found.rows, found.enters) == ("parcel", 48, 48)
    assert (found.without_code, found.set_aside, found.refused) == (0, 0, None)
    assert found.severity is None
    assert "datum_guess.certain" in facts(found)
    assert found.datum.best.epsg == 24047


def change(rows: dict[int, object], column: str) -> pd.DataFrame:
    frame = clean_rows()
    for row, value in rows.items():
        frame.loc[row, column] = value
    return frame


@pytest.mark.parametrize(
    ("frame", "said", "rows"),
    [
        (change({3: "01A1"}, "PARCEL_COD"), "diagnose.malformed", (4,)),
        (change({3: "None", 5: "-"}, "PARCEL_COD"), "diagnose.without_code", (4, 6)),
        (change({3: "01A001"}, "PARCEL_COD"), "diagnose.repeated", (1, 4)),
        (change({3: "โฉนดทีดิน"}, "LAND_TYPE"), "diagnose.types_unread", (4,)),
        (change({3: "400"}, "Scale"), "diagnose.scales_unread", (4,)),
        (change({3: "47469472"}, "Mapsheet"), "diagnose.sheets_unread", (4,)),
        (change({3: "4746 II 9872-01"}, "Mapsheet"), "diagnose.outside_sheets", (4,)),
    ],
)
def test_trouble_in_the_table_is_told_with_its_rows(frame, said, rows):
    assert told(diagnose(layer(frame)))[said] == rows


BOW_TIE = shapely.from_wkt(
    f"POLYGON(({E0} {N0},{E0 + 9} {N0 + 9},{E0 + 9} {N0},{E0} {N0 + 9},{E0} {N0}))"
)


@pytest.mark.parametrize(
    ("shape", "said", "rows"),
    [
        (None, "diagnose.no_shape", (48,)),
        (shapely.Polygon(), "diagnose.empty_shape", (48,)),
        (shapely.Point(E0, N0), "diagnose.wrong_kind", (48,)),
        (BOW_TIE, "diagnose.invalid", (48,)),
        (box(0), "diagnose.same_shape", (48,)),
        (shapely.affinity.translate(box(0), 5, 0), "diagnose.overlaps", (1, 48)),
    ],
)
def test_trouble_in_the_shapes_is_told_with_its_rows(shape, said, rows):
    shapes = [box(i) for i in range(47)] + [shape]
    assert told(diagnose(layer(clean_rows(), shapes)))[said] == rows


def test_double_would_be_set_aside():
    frame = pd.concat([clean_rows(), clean_rows().iloc[[0]]], ignore_index=True)
    found = diagnose(layer(frame, [*(box(i) for i in range(48)), box(0)]))
    assert told(found)["diagnose.doubled"] == (49,)
    assert (found.enters, found.set_aside, found.without_code) == (48, 1, 0)


def test_heights_parts_and_mixed_kinds_are_facts():
    shapes = [shapely.force_3d(box(i), 1.0) for i in range(47)]
    shapes.append(shapely.MultiPolygon([box(60), box(61)]))
    said = facts(diagnose(layer(clean_rows(), shapes)))
    assert {"diagnose.heights", "diagnose.several_parts", "diagnose.mixed_kinds"} <= set(said)


@pytest.mark.parametrize(
    ("epsg", "refused"),
    [
        (24047, None),
        (None, None),  # the map sheets tell
        (32647, "datum_guard.contradicts"),
        (24048, "datum_guard.contradicts"),
    ],
)
def test_datum_is_judged_by_the_map_sheets(epsg, refused):
    found = diagnose(layer(clean_rows(), epsg=epsg))
    assert (found.refused.id if found.refused else None) == refused
    assert found.severity == ("error" if refused else None)
    assert "diagnose.outside_sheets" not in told(found)


def test_without_datum_and_sheets_an_import_would_stop():
    found = diagnose(layer(clean_rows()[["PARCEL_COD"]], epsg=None))
    assert found.refused.id == "datum_guard.no_crs"
    assert "diagnose.undeclared" in facts(found)


@pytest.mark.parametrize("refused", ["datum_guard.no_crs", "datum_guard.contradicts"])
def test_nothing_enters_and_no_datum_is_fine_until_it_is_decided(refused):
    if refused == "datum_guard.no_crs":
        found = diagnose(layer(clean_rows()[["PARCEL_COD"]], epsg=None))
    else:
        found = diagnose(layer(clean_rows(), epsg=32647))
    assert (found.rows, found.enters, found.without_code, found.set_aside) == (48, 0, 0, 0)
    sections = {section.title.id: section for section in found.sections}
    datum, gives = sections["diagnose.section_datum"], sections["diagnose.section_gives"]
    assert (datum.severity, gives.severity) == ("error", "error")
    assert [finding.message.id for finding in datum.findings] == [refused]
    assert [fact.id for fact in gives.facts] == ["diagnose.enter_afterwards"]


def test_layer_far_away():
    shapes = [shapely.box(i, 50, i + 0.5, 50.5) for i in range(48)]
    found = diagnose(layer(clean_rows()[["PARCEL_COD"]], shapes, epsg=4326))
    assert "diagnose.outside_thailand" in told(found)


@pytest.mark.parametrize(
    ("frame", "said"),
    [
        (pd.DataFrame({"zone": ["01"], "block": ["A"], "lot": ["002"]}), "columns.block_letter"),
        (pd.DataFrame({"block": ["02S"], "lot": ["015/004"]}), "columns.block_full"),
        (pd.DataFrame({"PARCEL_COD": ["01A001"]}), "columns.code_only"),
    ],
)
def test_schema_of_the_codes_is_told(frame, said):
    assert said in facts(diagnose(layer(frame)))


def test_garbled_and_cut_text_is_told_by_column():
    frame = clean_rows()
    frame["owner_note"] = "ที่นา"
    frame.loc[[1, 2], "owner_note"] = "ที่นา".encode().decode("cp1252", errors="replace")
    frame["remark"] = [f"ข้อความ {i}" for i in range(48)]
    frame.loc[4, "remark"] = "ข้อความยาวมากที่ถูกตัด"
    source = layer(frame)
    source.widths = {"remark": len("ข้อความยาวมากที่ถูกตัด".encode())}
    found = told(diagnose(source))
    assert found["diagnose.garbled"] == (2, 3)
    assert found["diagnose.cut"] == (5,)


PERSON = {"เลขบัตรประชาชน": "9100000000010", "ชื่อ": "นายสาธิต", "นามสกุล": "ตัวอย่าง"}


def test_personal_data_are_named_by_column_never_by_value():
    frame = clean_rows().assign(**PERSON)
    found = diagnose(layer(frame))
    page = render_html(found, "th") + render_html(found, "en")
    page += found.findings_frame("th").to_csv()
    assert [f.message.params["column"] for f in found.sections[-1].findings] == list(PERSON)
    for value in PERSON.values():
        assert value not in page


def test_table_without_shapes(tmp_path: Path):
    path = tmp_path / "ทะเบียน.csv"
    lines = ["รหัสแปลงที่ดิน,ประเภทเอกสาร,เลขที่เอกสาร", "01A001,โฉนดที่ดิน,0632"]
    lines += ["01A002,โฉนดทีดิน,77", "01A2,โฉนดที่ดิน,78", ",โฉนดที่ดิน,79", "01A001,น.ส.3ก,80"]
    path.write_bytes("\n".join(lines).encode("cp874"))
    found = diagnose(path)
    assert (found.driver, found.rows) == ("CSV", 5)
    assert "diagnose.a_register" in facts(found)
    assert told(found) == {  # rows as the spreadsheet counts them
        "diagnose.malformed": (4,),
        "diagnose.without_code": (5,),
        "diagnose.shared": (2, 6),
        "diagnose.types_unread": (3,),
    }


def test_unknown_layer_still_gets_its_shapes_checked():
    frame = pd.DataFrame({"foo": ["x", "y", "z"]})
    found = diagnose(layer(frame, [box(0), BOW_TIE, None]))
    assert found.table is None
    assert {"diagnose.invalid", "diagnose.no_shape"} <= set(told(found))


@pytest.mark.parametrize("rows", [0, 1])
def test_almost_nothing(rows):
    found = diagnose(layer(clean_rows(rows)))
    assert found.rows == found.enters == rows


def test_file_that_cannot_be_read(tmp_path):
    with pytest.raises(SourceError):
        diagnose(tmp_path / "gone.shp")


def test_cancel():
    class Impatient(Silent):
        def cancelled(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        diagnose(layer(clean_rows()), feedback=Impatient())


def test_her_file_stays_as_it_was(layer_file, office_folder):
    path = layer_file("p.shp", [(box(0).wkt, {"PARCEL_COD": "01A001"})], driver="ESRI Shapefile")
    before = {p.name: p.read_bytes() for p in office_folder.iterdir()}
    diagnose(path)
    assert {p.name: p.read_bytes() for p in office_folder.iterdir()} == before


# --- the page -------------------------------------------------------------------------------


@pytest.fixture
def messy() -> Diagnosis:
    frame = change({3: "01A1 <b>", 5: None, 7: "01A001"}, "PARCEL_COD")
    return diagnose(layer(frame, [*(box(i) for i in range(47)), None]))


@pytest.mark.parametrize("language", ["th", "en"])
def test_page_says_everything_that_was_found(messy, language):
    page = render_html(messy, language, date(2026, 5, 1)).replace("\u200b", "")
    page = page.replace("\u00a0", " ")
    for finding in messy.findings():
        assert render(finding.message, language) in page
    for number in (messy.rows, messy.enters, messy.set_aside):
        assert f">{number:,}</td>" in page
    assert "2569" in page if language == "th" else "2026" in page
    assert "<b>&quot;" not in page
    assert "01A1 <b>" not in page
    assert "01A1 &lt;B&gt;" in page or "01A1 &lt;b&gt;" in page


def test_page_names_every_column_and_its_meaning(messy):
    page = render_html(messy, "th").replace("\u200b", "")
    for name, meaning in (("PARCEL_COD", "รหัสแปลงที่ดิน"), ("LAND_TYPE", "ประเภทเอกสารสิทธิ")):
        assert name in page
        assert meaning in page


@pytest.mark.parametrize(
    ("rows", "text"),
    [([], ""), ([5], "5"), ([1, 2, 3], "1–3"), ([1, 3, 4, 9], "1, 3–4, 9")],
)
def test_rows_as_an_officer_writes_them(rows, text):
    assert row_ranges(rows) == text


def test_page_is_written_and_printed(messy, tmp_path, qgis_app):
    folder = tmp_path / "รายงาน ปี 2569"
    folder.mkdir()
    write_html(messy, folder / "รายงาน.html", "th")
    write_pdf(messy, folder / "รายงาน.pdf", "th")
    assert (folder / "รายงาน.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (folder / "รายงาน.pdf").read_bytes().startswith(b"%PDF")


def test_list_of_rows_for_a_spreadsheet(messy):
    frame = messy.findings_frame("en")
    assert list(frame) == ["row", "severity", "finding", "detail"]
    repeated = frame[frame["severity"] == "error"]
    assert repeated["row"].tolist() == [1, 8]
    assert frame["detail"].notna().any()


# --- real files -----------------------------------------------------------------------------


def test_real_parcels_of_a_thai_municipality(shared_data):
    found = diagnose(shared_data / "thai_taxmap" / "parcel.geojson")
    assert (found.rows, found.enters, found.without_code, found.set_aside) == (3409, 3409, 5, 0)
    assert (found.datum.best.datum, found.datum.best.zone) == ("wgs84", 48)
    counts = {id: len(rows) for id, rows in told(found).items()}
    assert counts["diagnose.repeated"] == 4
    assert counts["diagnose.contradiction"] == 6
    assert counts["diagnose.malformed"] == 1
    assert counts["diagnose.invalid"] == 2
    assert counts["diagnose.overlaps"] > 100
    assert "diagnose.no_personal_data" in facts(found)


def test_real_layer_that_says_nothing_of_its_datum(shared_data):
    """The same parcels, told as Indian 1975: the map sheets contradict."""
    from taxmap_plugin.exchange.source import read_source

    source = read_source(shared_data / "thai_taxmap" / "parcel.geojson")
    source.epsg, source.crs_name = 4240, "Indian 1975"
    found = diagnose(source)
    assert found.refused.id == "datum_guard.contradicts"
    assert np.isclose(found.datum.best.share, 0.98, atol=0.02)


def test_a_register_gives_what_its_import_gives(tmp_path):
    """Rows without a key, doubles, a total below the table, amounts with a comma."""
    content = rows()
    content[LAND] += [content[LAND][0], {"ลำดับ": "รวม", "ไร่": 9}]
    path = write(tmp_path / "ทะเบียน.xlsx", content)
    report = import_register(empty_workspace(tmp_path / "w.gpkg"), read_register(path))
    for sheet in report.sheets:
        found = diagnose(path, sheet.layer)
        assert (found.table.name, found.rows) == (sheet.table, sheet.rows)
        assert (found.enters, found.set_aside) == (sheet.rows - sheet.set_aside, sheet.set_aside)
    assert report.sheet("title_document").set_aside == 3
    assert "diagnose.values_unfit" not in [f.message.id for f in diagnose(path, LAND).findings()]
