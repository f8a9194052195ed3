"""Tables as offices keep them, cell for cell."""

from __future__ import annotations

import datetime as dt
import zipfile

import openpyxl
import pytest
from osgeo import gdal

from taxmap_plugin.exchange.source import SourceError
from taxmap_plugin.exchange.table_source import list_sheets, read_table
from taxmap_plugin.exchange.workbook_marks import SheetMarks, read_marks

HEADER = "รหัสแปลงที่ดิน,เลขที่เอกสาร,ชื่อ"
ROW = "01A001,0632,สมมุติ"


@pytest.mark.parametrize("encoding", ["cp874", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_a_csv_is_read_in_any_encoding_and_with_any_sign(tmp_path, encoding, sign):
    path = tmp_path / "ทะเบียน ที่ดิน.csv"
    path.write_bytes("\r\n".join([HEADER, ROW, ROW]).replace(",", sign).encode(encoding))
    table = read_table(path)
    assert table.frame.columns.tolist() == HEADER.split(",")
    assert table.frame.iloc[0].tolist() == ROW.split(",")
    assert table.rows.tolist() == [2, 3]
    assert list_sheets(path) == ["ทะเบียน ที่ดิน"]


def test_quoted_cells_may_hold_commas_and_line_feeds(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(HEADER + '\n01A001,"6,3\n2",สมมุติ\n', encoding="utf-8")
    assert read_table(path).frame["เลขที่เอกสาร"].tolist() == ["6,3\n2"]


def test_titles_above_the_table_and_blank_rows_are_not_rows(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text(f"ทะเบียนที่ดิน\n\n{HEADER}\n{ROW}\n,,\n{ROW}\n", encoding="utf-8")
    table = read_table(path)
    assert len(table) == 2
    assert table.rows.tolist() == [4, 6]
    assert [note.id for note in table.notes] == ["table_source.header_found"]


@pytest.mark.parametrize(
    "header",
    [
        [["ที่", "รหัสแปลงที่ดิน", "เนื้อที่", None, None, "หมายเหตุ"],
         [None, None, "ไร่", "งาน", "ตร.ว.", None]],
        [["ที่", "รหัสแปลงที่ดิน", None, "เนื้อที่", None, "หมายเหตุ"],
         [None, None, "ไร่", "งาน", "ตร.ว.", None],
         ["(๑)", "(๒)", "(๓)", "(๔)", "(๕)", "(๖)"]],
        [["ทะเบียนที่ดิน", None, None, None, None, None],
         ["ที่", "รหัสแปลงที่ดิน", "ไร่", "งาน", "ตร.ว.", "หมายเหตุ"],
         ["1", "2", "3", "4", "5", "6"]],
    ],
)  # fmt: skip
def test_names_in_two_rows_of_merged_cells_and_a_row_that_numbers_them(tmp_path, header):
    book = openpyxl.Workbook()
    for row in [*header, [1, "01A001", 0, 1, 50.5, None], [2, "01A002", 2, 0, 0, "ริมคลอง"]]:
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    source = read_table(tmp_path / "x.xlsx")
    assert list(source.frame) == ["ที่", "รหัสแปลงที่ดิน", "ไร่", "งาน", "ตร.ว.", "หมายเหตุ"]
    assert source.frame["รหัสแปลงที่ดิน"].tolist() == ["01A001", "01A002"]
    assert source.frame["ตร.ว."].tolist() == ["50.5", "0"]
    assert source.rows.tolist() == [len(header) + 1, len(header) + 2]


def test_a_first_row_with_gaps_is_no_second_row_of_names(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("เลขที่ดิน,,ไร่,\n,ริมคลอง,,y\n7,x,1,y\n", encoding="utf-8")
    assert len(read_table(path)) == 2
    path.write_text("เลขที่ดิน,เลขที่เอกสาร,ไร่\n1,2,3\n", encoding="utf-8")
    assert len(read_table(path)) == 1


def test_columns_without_or_with_the_same_name_keep_apart(tmp_path):
    path = tmp_path / "x.csv"
    path.write_text("ชื่อ,ชื่อ,,นามสกุล\nก,ข,ค,ง\n", encoding="utf-8")
    assert read_table(path).frame.columns.tolist() == ["ชื่อ", "ชื่อ (2)", "[C]", "นามสกุล"]


def workbook(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "2_ที่ดิน"
    sheet.append(["รหัสแปลงที่ดิน", "เลขที่เอกสาร", "ราคา", "วันที่", "เลขบัตร"])
    sheet.append(["01A001", "0632", 130000, dt.date(2024, 5, 1), 9123456789012])
    sheet.append(["01A002", 632.0, "130,000", "1/5/2567", None])
    book.create_sheet("ป้าย").append(["รหัสป้าย", "ประเภทป้าย"])
    book.save(path)
    return path


@pytest.mark.parametrize("suffix", ["xlsx", "ods"])
def test_a_workbook_keeps_zeros_and_shows_numbers_as_written(tmp_path, suffix):
    path = workbook(tmp_path / "ทะเบียน.xlsx")
    if suffix == "ods":
        path = tmp_path / "ทะเบียน.ods"
        before = gdal.GetConfigOption("OGR_XLSX_HEADERS")
        gdal.SetConfigOption("OGR_XLSX_HEADERS", "FORCE")
        gdal.VectorTranslate(str(path), str(tmp_path / "ทะเบียน.xlsx"), format="ODS")
        gdal.SetConfigOption("OGR_XLSX_HEADERS", before)
    frame = read_table(path, "2_ที่ดิน").frame
    assert frame["เลขที่เอกสาร"].tolist() == ["0632", "632"]
    assert frame["ราคา"].tolist() == ["130000", "130,000"]
    assert frame["วันที่"].tolist()[1] == "1/5/2567"
    assert frame["วันที่"].tolist()[0].replace("/", "-") == "2024-05-01"
    assert frame["เลขบัตร"].tolist()[0] == "9123456789012"


def marked(path, merged=(), extra=()):
    """A sheet of owners with a header of two rows, and merged cells and formulas in it."""
    book = openpyxl.Workbook()
    book.active.title = "อื่น"
    sheet = book.create_sheet("ที่ดิน & เจ้าของ")
    for row in [
        ["รหัสแปลงที่ดิน", "ชื่อ", "เนื้อที่", None],
        [None, None, "ไร่", "งาน"],
        ["01A001", "สมมุติ", 1, 2],
        ["01A002", None, 1, 2],
        [None, None, None, None],
        ["01A003", None, 1, 2],
        ["01A004", None, 1, 2],
    ]:
        sheet.append(row)
    for block in ["A1:A2", "B1:B2", "C1:D1", *merged]:
        sheet.merge_cells(block)
    for cell, value in extra:
        sheet[cell] = value
    book.save(path)
    return read_table(path, "ที่ดิน & เจ้าของ")


def test_a_cell_merged_over_several_rows_speaks_for_each_of_them(tmp_path):
    table = marked(tmp_path / "ทะเบียน.xlsx", ["B3:B6"])
    assert table.frame["ชื่อ"].tolist() == ["สมมุติ", "สมมุติ", "สมมุติ", None]
    assert table.rows.tolist() == [3, 4, 6, 7]
    assert table.frame.columns.tolist() == ["รหัสแปลงที่ดิน", "ชื่อ", "ไร่", "งาน"]
    said = [(note.id, note.params) for note in table.notes]
    assert said == [
        (
            "table_source.merged_filled",
            {"sheet": "ที่ดิน & เจ้าของ", "columns": ["ชื่อ"], "count": 2},
        )
    ]


def test_blank_cells_that_are_not_merged_stay_blank(tmp_path):
    table = marked(tmp_path / "ทะเบียน.xlsx")
    assert table.frame["ชื่อ"].tolist() == ["สมมุติ", None, None, None]
    assert not table.notes


def test_a_sheet_without_a_link_to_its_file_has_no_marks(tmp_path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", '<workbook><sheet name="a" sheetId="1"/></workbook>')
        archive.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
    assert read_marks(path, "a") == SheetMarks()


def test_formulas_without_a_result_are_named(tmp_path):
    formulas = [("D4", "=C4*2"), ("D6", "=C6*2"), ("B7", '=IF(A7="","",A7)')]
    table = marked(tmp_path / "ทะเบียน.xlsx", extra=formulas)
    assert table.frame["งาน"].tolist() == ["2", None, None, "2"]
    (note,) = table.notes
    assert note.id == "table_source.formulas_unworked"
    assert (note.params["columns"], note.params["count"]) == (["ชื่อ", "งาน"], 3)


def test_a_formula_that_was_worked_out_is_a_value(tmp_path):
    path = tmp_path / "ทะเบียน.xlsx"
    marked(path, extra=[("D4", "=C4*2"), ("D6", '=""')])
    name, results = "xl/worksheets/sheet2.xml", {"<v></v>": "<v>7</v>", "<v />": "<v>7</v>"}
    with zipfile.ZipFile(path) as book:
        parts = {one: book.read(one) for one in book.namelist()}
    text = parts[name].decode("utf-8").replace('<c r="D6"', '<c r="D6" t="str"')
    first, mark, rest = text.partition("C4*2</f>")
    for empty, result in results.items():
        rest = rest.replace(empty, result, 1) if rest.startswith(empty) else rest
    parts[name] = (first + mark + rest).encode("utf-8")
    with zipfile.ZipFile(path, "w") as book:
        for one, content in parts.items():
            book.writestr(one, content)
    table = read_table(path, "ที่ดิน & เจ้าของ")
    assert table.frame["งาน"].tolist() == ["2", "7", None, "2"]
    assert not table.notes


def test_the_sheets_of_a_workbook_are_listed_and_one_must_be_chosen(tmp_path):
    path = workbook(tmp_path / "ทะเบียน.xlsx")
    assert list_sheets(path) == ["2_ที่ดิน", "ป้าย"]
    with pytest.raises(SourceError) as error:
        read_table(path)
    assert error.value.message.id == "table_source.choose_sheet"


def test_reading_leaves_gdals_settings_as_they_were(tmp_path):
    path = workbook(tmp_path / "ทะเบียน.xlsx")
    read_table(path, "2_ที่ดิน")
    assert gdal.GetConfigOption("OGR_XLSX_HEADERS") is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "source.missing"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "table_source.old_or_locked"),
        (b"PK\x03\x04 broken", "table_source.not_a_workbook"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path, content, message):
    path = tmp_path / "ทะเบียน.xlsx"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(SourceError) as error:
        read_table(path, "2_ที่ดิน")
    assert error.value.message.id == message


def test_a_file_held_open_by_excel_gets_a_message(tmp_path, monkeypatch):
    path = workbook(tmp_path / "ทะเบียน.xlsx")

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(path), "open", refuse)
    with pytest.raises(SourceError) as error:
        read_table(path, "2_ที่ดิน")
    assert error.value.message.id == "source.held_open"


def test_a_file_open_elsewhere_is_read_with_a_warning(tmp_path):
    path = workbook(tmp_path / "ทะเบียน.xlsx")
    (tmp_path / "~$ทะเบียน.xlsx").write_bytes(b"")
    notes = [note.id for note in read_table(path, "2_ที่ดิน").notes]
    assert notes == ["table_source.open_elsewhere"]


@pytest.mark.parametrize(("written", "typed"), [("utf-8-sig", "UTF8"), ("cp874", "Windows-874")])
def test_an_encoding_is_known_by_any_of_its_names(tmp_path, written, typed):
    path = tmp_path / "x.csv"
    path.write_bytes((HEADER + "\n" + ROW).encode(written))
    assert list(read_table(path, encoding=typed).frame) == HEADER.split(",")


@pytest.mark.parametrize("name", ["nonsense", "tis620x", "base64"])
def test_an_encoding_that_is_none_is_refused_by_name(tmp_path, name):
    path = tmp_path / "x.csv"
    path.write_text(HEADER + "\n" + ROW, encoding="utf-8")
    with pytest.raises(SourceError) as error:
        read_table(path, encoding=name)
    assert error.value.message.id == "table_source.unknown_encoding"
    assert error.value.message.params == {"encoding": name}


def test_a_wrong_encoding_chosen_by_hand_is_refused(tmp_path):
    path = tmp_path / "x.csv"
    path.write_bytes((HEADER + "\n" + ROW).encode("cp874"))
    with pytest.raises(SourceError) as error:
        read_table(path, encoding="utf-8")
    assert error.value.message.id == "table_source.wrong_encoding"


def test_the_citys_table_comes_whole(shared_data):
    table = read_table(shared_data / "cambridge" / "TaxFY14.csv")
    assert len(table) == 27528
    assert table.frame["ML"].iloc[0] == "7-18"
