"""The declared tables and columns hold together."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import taxmap_plugin
from taxmap_plugin.core.resources import load_csv, resource_path
from taxmap_plugin.workspace.schema import tables
from tools.data_model import DOCUMENT, document

TABLES = list(tables().values())
EACH_TABLE = pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
TYPES = {"text", "integer", "real", "boolean", "date", "datetime", "json", "binary"}
WANTED_ORDER = """
    boundary zone block parcel building signboard road water public_land community house_number
    map_sheet finding
"""
WANTED = """
    boundary zone block parcel building signboard road water public_land community house_number
    map_sheet parcel_history survey_point finding owner owner_private ownership title_document
    condo_unit land_use building_use land_price building_price assessment assessment_line payment
    stated_tax list_row special_property business match letter request notice letter_link attachment
    change change_row lineage
    retired_code import_batch import_row user setting schema_version
"""


def test_every_table_of_the_design_is_there():
    assert {table.name for table in TABLES} == set(WANTED.split())


def test_the_tree_follows_the_officers_order():
    order = [table.name for table in sorted(TABLES, key=lambda table: table.tree_order)]
    assert order[:13] == WANTED_ORDER.split()


@EACH_TABLE
def test_a_table_speaks_both_languages_and_has_an_id(table):
    assert re.search("[ก-๙]", table.th)
    assert re.search("[ก-๙]", table.note_th)
    assert table.en
    assert table.note_en
    assert table.column("uuid").unique
    assert all(table.column(name) for name in table.display)
    assert table.group in {row["group"] for row in load_csv("schema", "group.csv")}


@EACH_TABLE
def test_its_columns_are_understood(table):
    for column in table.columns:
        assert column.type in TYPES
        assert column.unit in ("", "satang", "wah100", "m", "m2", "cm", "be_year", "year")
        assert re.search("[ก-๙]", column.th)
        assert column.en
        assert column.tab in {row["tab"] for row in load_csv("schema", "tab.csv")}
        assert not (column.unit == "satang" and column.type != "integer"), "money is whole satang"


@EACH_TABLE
def test_its_references_lead_somewhere(table):
    for column in table.columns:
        if column.references:
            target, _, key = column.references.partition(".")
            assert tables()[target].column(key).unique, column.name


@EACH_TABLE
def test_its_value_lists_exist_in_both_languages(table):
    for column in table.columns:
        if column.domain:
            rows = load_csv("domains", f"{column.domain}.csv")
            assert rows, resource_path("domains", f"{column.domain}.csv")
            assert len({row["code"] for row in rows}) == len(rows)
            assert all(row["th"] and row["en"] for row in rows)
            assert column.default in ("", *(row["code"] for row in rows)), column.name


def test_every_change_that_the_program_makes_has_its_word():
    known = {row["code"] for row in load_csv("domains", "change_kind.csv")}
    sources = Path(taxmap_plugin.__file__).parent.rglob("*.py")
    written = " ".join(source.read_text(encoding="utf-8") for source in sources)
    used = set(re.findall(r"""\.transaction\(\s*"(\w+)""", written))
    assert used - known == set()
    assert {"split", "merge", "undo", "redo"} <= known


def test_what_is_personal_is_kept_apart():
    public = [table for table in TABLES if not table.personal]
    names = {column.name for table in public for column in table.columns if not column.personal}
    assert not [name for name in names if re.search("first_name|last_name|id_number|mail", name)]
    assert {table.name for table in TABLES if table.personal} == {
        "owner_private",
        "change_row",
        "import_row",
    }


def test_the_data_model_page_is_up_to_date():
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run python -m tools.data_model"
