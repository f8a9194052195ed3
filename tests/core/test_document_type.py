"""Document types by the spellings met (practice.md §4.2; what offices write)."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core import document_type as module
from taxmap_plugin.core.document_type import document_type, document_type_column
from taxmap_plugin.core.message import render
from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.core.thai_text import thai_digits

TITLE_DEED, NS3K, NS3, NS2, SK1, SPK, TK, NSL, STATE = "1", "2", "3", "4", "5", "6", "7", "10", "12"
SPELLINGS = load_csv("domains", "document_type_spelling.csv")


@pytest.fixture(params=["rapidfuzz", "difflib"])
def likeness(request, monkeypatch):
    """Both ways of comparing: officers' QGIS may lack rapidfuzz."""
    if request.param == "difflib":
        monkeypatch.setattr(module, "fuzz", None)
    module._read.cache_clear()
    yield
    module._read.cache_clear()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("โฉนดที่ดิน", TITLE_DEED),
        ("โฉนด", TITLE_DEED),
        ("โฉนด ที่ดิน", TITLE_DEED),
        ("น.ส.4จ", TITLE_DEED),
        ("น.ส. ๔ จ.", TITLE_DEED),
        ("นส3ก", NS3K),
        ("น.ส.3 ก.", NS3K),
        ("น.ส.๓ ก", NS3K),
        ("นส 3", NS3),
        ("น.ส.2", NS2),
        ("ส.ค.1", SK1),
        ("สค 1", SK1),
        ("สปก 4-01", SPK),
        ("ส.ป.ก.4-01 ก", SPK),
        ("สปก", SPK),
        ("ทค", TK),
        ("ท.ค.", TK),
        ("นสล", NSL),
        ("ที่ราชพัสดุ", STATE),
        ("อื่น ๆ", "13"),
        ("6", SPK),  # LTAX Online's own code
        (6.0, SPK),
    ],
)
def test_spellings_met(text: object, code: str):
    found = document_type(text)
    assert (found.code, found.number, found.suggestion, found.score) == (code, None, None, 1.0)


@pytest.mark.parametrize(
    ("text", "code", "number"),
    [
        ("นส3ก265", NS3K, "265"),
        ("นส3ก เลขที่ 65", NS3K, "65"),
        ("นส3ก/1367", NS3K, "1367"),
        ("โฉนดที่ดินเลขที่ ๑๒๓๔", TITLE_DEED, "1234"),
        ("โฉนด 12/3", TITLE_DEED, "12/3"),
    ],
)
def test_a_number_behind_the_type_is_found_and_reported(text: str, code: str, number: str):
    found = document_type(text)
    assert (found.code, found.number) == (code, number)
    assert found.reason is not None and number in render(found.reason, "th")


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("โฉนดทีดิน", TITLE_DEED),
        ("โฉนดทมี่ดิน", TITLE_DEED),
        ("โฉนที่ดิน", TITLE_DEED),
        ("โฉนดทีดิน 1234", TITLE_DEED),
        ("นส3ข", NS3),
        ("ส.ป.ก.4-28", SPK),
    ],
)
def test_a_misspelling_is_suggested_never_taken(likeness, text: str, suggestion: str):
    found = document_type(text)
    assert found.code is None
    assert found.suggestion == suggestion
    assert 0.72 <= found.score < 1
    assert found.reason is not None and "?" in render(found.reason, "en")


@pytest.mark.parametrize("text", ["กองทุนหมู่บ้าน", "ภ.บ.ท.5", "นส", "99", "x"])
def test_what_is_no_document_type_gets_no_suggestion(likeness, text: str):
    found = document_type(text)
    assert (found.code, found.suggestion, found.score) == (None, None, 0.0)
    assert found.reason is not None


@pytest.mark.parametrize("blank", [None, "", "-", "None", float("nan")])
def test_a_blank_is_no_finding(blank: object):
    assert document_type(blank) == module.DocumentType()


@given(st.sampled_from(SPELLINGS), st.sampled_from(["", " ", "  "]), st.booleans())
def test_blanks_and_thai_digits_do_not_matter(row: dict, blank: str, thai: bool):
    text = blank + row["spelling"].replace(" ", blank) + blank
    assert document_type(thai_digits(text) if thai else text).code == row["code"]


@given(st.text(st.sampled_from("โฉนดที่นส.ปกคธล0123456789/-() "), max_size=16))
def test_any_text_gets_one_kind_of_answer(text: str):
    found = document_type(text)
    assert not (found.code and found.suggestion)
    assert found.number is None or found.code is not None


def test_spellings_name_listed_types_and_no_spelling_names_two():
    codes = {row["code"] for row in load_csv("domains", "document_type.csv")}
    meanings: dict[str, str] = {}
    for row in SPELLINGS:
        assert row["code"] in codes and row["source"]
        key = module._fold(row["spelling"])
        assert meanings.setdefault(key, row["code"]) == row["code"]


def test_a_column():
    column = pd.Series(["โฉนด", None, "นส3ก265", "โฉนดทีดิน", "โฉนด"], index=list("abcde"))
    found = document_type_column(column)
    assert list(found.index) == list("abcde")
    assert list(found["code"]) == ["1", None, "2", None, "1"]
    assert list(found["number"]) == [None, None, "265", None, None]
    assert list(found["suggestion"]) == [None, None, None, "1", None]
    assert found.loc["d", "score"] > 0.9


def test_real_document_types_are_read_or_suggested(shared_data: Path):
    layer = json.loads((shared_data / "thai_taxmap" / "parcel.geojson").read_text("utf-8"))
    column = pd.Series([feature["properties"]["land_type"] for feature in layer["features"]])
    found = document_type_column(column)
    named = found["score"] > 0
    assert named.sum() / column.replace("None", None).notna().sum() > 0.999
    assert found["suggestion"].notna().sum() == 6  # the misspelt ones, none read silently
    assert found["number"].notna().sum() == 10
