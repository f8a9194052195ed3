"""Whatever stands in a register's cells, headers and sheet names, no row is lost."""

from __future__ import annotations

import tempfile
from pathlib import Path

import openpyxl
import pandas as pd
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from taxmap_plugin.core.column_alias import target_labels
from taxmap_plugin.core.columns import Profile
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.exchange.register_import import import_register
from taxmap_plugin.exchange.register_match import MATCHED_TABLES, match_register
from taxmap_plugin.exchange.register_workbook import REGISTER_TABLES, RegisterSheet, read_register
from taxmap_plugin.exchange.source import source_from_arrays

from .register_case import HEADERS, empty_workspace

TEXTS = st.sampled_from(
    ["01A001", "01A001/002", "๐๑A๐๐๒", "01A001-B001", "01A001-P001", "None", "-", "0632", "1:4000",
     "5838III1414", "โฉนด", "1-2-34.5", "30 ก.พ. 2569", "\ufeff", "12.50", "-1", "1e400", "1/2",
     "50%", "0/0", "9000000000013", "9.000000000013E+12", "นายสมมุติ ทดลอง", "บริษัท สมมุติ จำกัด",
     "130,000", "฿-", "45000", "9223372036854775808", "1/5/2567", "#REF!", "รวม", "1e308",
     "103 บ้าน", "2569", "photos\\x.jpg", "นาย", "ก"]
)  # fmt: skip
CELLS = st.one_of(
    st.none(), TEXTS, st.text(max_size=6), st.integers(-(10**16), 10**16).map(str)
)  # fmt: skip
HEADER = st.one_of(
    st.sampled_from([h.replace("_", " ") for text in HEADERS.values() for h in text.split()]),
    st.text(max_size=5),
    st.none(),
)
SHEET_NAMES = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="[]:*?/\\'"),
    min_size=1,
    max_size=12,
).filter(str.strip)
SIZES = settings(
    deadline=None,
    max_examples=settings().max_examples // 10,
    suppress_health_check=list(HealthCheck),
)


def register(table: str, frame: pd.DataFrame, profile: Profile) -> RegisterSheet:
    source = source_from_arrays(frame, file="x.xlsx", driver="XLSX")
    source.layer = table
    return RegisterSheet(source, profile)


@st.composite
def sheets(draw) -> RegisterSheet:
    table = draw(st.sampled_from(REGISTER_TABLES))
    own = ("uuid", "row_version", "created_at", "created_by", "updated_at", "updated_by")
    labels = [name for name in target_labels(table) if name not in own]
    targets = draw(st.lists(st.sampled_from(labels), min_size=1, max_size=7, unique=True))
    headers = [f"c{i}" for i in range(len(targets))]
    count = draw(st.integers(0, 6))
    cells = [[draw(CELLS) for _ in headers] for _ in range(count)]
    frame = pd.DataFrame(cells, columns=headers, index=range(count), dtype=object)
    options = {"row_is_thing": True} if draw(st.integers(0, 5)) == 0 else {}
    return register(table, frame, Profile("x", table, dict(zip(headers, targets)), options))


@SIZES
@given(st.lists(sheets(), min_size=1, max_size=3, unique_by=lambda sheet: sheet.table))
def test_no_row_of_a_register_is_lost_and_none_comes_twice(drawn):
    with tempfile.TemporaryDirectory() as folder:
        ws = empty_workspace(Path(folder) / "w.gpkg")
        assert import_register(ws, drawn).adds_up
        assert ws.count("import_row") == sum(len(sheet.source) for sheet in drawn)
        tables = (*REGISTER_TABLES, "owner", "ownership", "attachment")
        before = {table: ws.count(table) for table in tables}
        again = import_register(ws, drawn)
        assert again.adds_up
        assert not any(sheet.inserted or sheet.updated for sheet in again.sheets)
        assert {table: ws.count(table) for table in tables} == before
        for table in MATCHED_TABLES:
            assert match_register(ws, table=table).adds_up


@SIZES
@given(sheets(), st.data())
def test_a_changed_register_is_brought_in_without_loss_or_double(drawn, data):
    with tempfile.TemporaryDirectory() as folder:
        ws = empty_workspace(Path(folder) / "w.gpkg")
        import_register(ws, [drawn])
        frame = drawn.source.frame.copy()
        for _ in range(data.draw(st.integers(0, 3)) if len(frame) else 0):
            row, column = (data.draw(st.integers(0, size - 1)) for size in frame.shape)
            frame.iat[row, column] = data.draw(CELLS)
        kept = [row for row in range(len(frame)) if data.draw(st.integers(0, 4))]
        changed = register(drawn.table, frame.iloc[kept].reset_index(drop=True), drawn.profile)
        before = ws.count(drawn.table)
        report = import_register(ws, [changed])
        assert report.adds_up
        assert ws.count(drawn.table) <= before + report.sheets[0].inserted
        again = import_register(ws, [changed]).sheets[0]
        assert (again.inserted, again.updated) == (0, 0)


@SIZES
@given(st.lists(SHEET_NAMES, min_size=1, max_size=2, unique_by=str.lower), st.data())
def test_any_workbook_is_read_or_refused_in_words(names, data):
    with tempfile.TemporaryDirectory() as folder:
        book = openpyxl.Workbook()
        book.remove(book.active)
        for name in names:
            sheet = book.create_sheet(name)
            width = data.draw(st.integers(1, 6))
            titles = [["หัวเรื่อง"]] * data.draw(st.integers(0, 2))
            header = [data.draw(HEADER) for _ in range(width)]
            cells = [
                [data.draw(CELLS) for _ in range(width)]
                for _ in range(data.draw(st.integers(0, 4)))
            ]
            for row in [*titles, header, *cells]:
                sheet.append([cell and ILLEGAL_CHARACTERS_RE.sub("", cell) for cell in row])
        path = Path(folder) / "x.xlsx"
        book.save(path)
        ws = empty_workspace(Path(folder) / "w.gpkg")
        try:
            found = read_register(path)
        except TaxMapError:
            return
        assert import_register(ws, found).adds_up
        again = import_register(ws, read_register(path))
        assert not any(sheet.inserted or sheet.updated for sheet in again.sheets)
