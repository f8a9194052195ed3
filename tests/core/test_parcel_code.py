"""The grammar of practice.md §2.2, written out as a table."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.message import render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.parcel_code import (
    CodeError,
    CodeStyle,
    ParcelCode,
    UnitCode,
    compose,
    compose_column,
    contradictions,
    parse,
    parse_block,
    parse_building,
    parse_column,
    parse_signboard,
    parse_unit_column,
    problem,
    sort_key,
)

STYLE = CodeStyle.load()

codes = st.builds(
    ParcelCode,
    st.integers(0, 99),
    st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ"),
    st.integers(0, 999),
    st.one_of(
        st.just(()),
        st.tuples(st.integers(0, 999)),
        st.tuples(st.integers(0, 999), st.integers(0, 99)),
        st.tuples(st.integers(0, 999), st.integers(0, 99), st.integers(0, 9)),
    ),
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01A001", ParcelCode(1, "A", 1)),
        ("03I002", ParcelCode(3, "I", 2)),
        ("20O999", ParcelCode(20, "O", 999)),
        ("19M002/002", ParcelCode(19, "M", 2, (2,))),
        ("07K002/004/01", ParcelCode(7, "K", 2, (4, 1))),
        ("07K002/004/01/9", ParcelCode(7, "K", 2, (4, 1, 9))),
        ("  01a001 ", ParcelCode(1, "A", 1)),
        ("๐๑A๐๑๒/๐๐๓", ParcelCode(1, "A", 12, (3,))),
    ],
)
def test_a_code_is_read(text, code):
    assert parse(text, STYLE) == code
    assert problem(text, STYLE) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (None, "parcel_code.blank"),
        ("", "parcel_code.blank"),
        (" - ", "parcel_code.blank"),
        ("None", "parcel_code.blank"),
        ("1A001", "parcel_code.zone"),
        ("020A001", "parcel_code.zone"),
        ("A001", "parcel_code.no_zone"),
        ("01001", "parcel_code.block"),
        ("01AB001", "parcel_code.block"),
        ("01A01", "parcel_code.lot"),
        ("01A0012", "parcel_code.lot"),
        ("19M0002/002", "parcel_code.lot"),
        ("01A001X", "parcel_code.lot"),
        ("01A001/", "parcel_code.suffix"),
        ("01A001/02", "parcel_code.suffix"),
        ("01A001/002/3", "parcel_code.suffix"),
        ("01A001/001/01/1/1", "parcel_code.too_deep"),
        ("01A001-B001", "parcel_code.unit_of_parcel"),
        ("01A 001", "parcel_code.character"),
        ("01ฺA001", "parcel_code.character"),
        ("01ก001", "parcel_code.character"),
    ],
)
def test_a_wrong_code_is_refused_with_its_reason(text, reason):
    assert problem(text, STYLE).id == reason
    with pytest.raises(CodeError) as refused:
        parse(text, STYLE)
    assert refused.value.message.id == reason


def test_a_stray_mark_is_shown_so_that_it_can_be_seen():
    assert "◌ฺ" in render(problem("20ฺA001", STYLE), "th")


@pytest.mark.parametrize("text", ["01A001\x00", "\x0001A001", "01A\x00001", "01A001\x1b\x00"])
def test_control_characters_are_no_part_of_a_code(text):
    assert parse_column(pd.Series([text]), STYLE)["code"].tolist() == ["01A001"]
    assert parse(text, STYLE) == ParcelCode(1, "A", 1)


@given(codes)
def test_writing_and_reading_a_code_changes_nothing(code):
    assert parse(code.text(STYLE), STYLE) == code


@given(st.lists(codes, min_size=1, max_size=20))
def test_codes_sort_as_numbers(many):
    texts = pd.Series([code.text(STYLE) for code in many])
    by_key = texts.iloc[np.argsort(sort_key(texts, STYLE), kind="stable")]
    assert list(by_key) == [code.text(STYLE) for code in sorted(many)]


def test_a_parent_sorts_before_its_children_and_no_code_comes_last():
    texts = pd.Series([None, "01B001", "01A002", "01A001/001", "x", "01A001", "01A001/001/01"])
    order = sort_key(texts, STYLE).argsort(kind="stable")
    assert list(texts.iloc[order[:5]]) == [
        "01A001",
        "01A001/001",
        "01A001/001/01",
        "01A002",
        "01B001",
    ]


@pytest.mark.parametrize(
    ("zone", "block", "lot", "code"),
    [
        ("01", "A", "002", "01A002"),
        ("01", "01A", "015/004", "01A015/004"),
        ("1", "A", "2", "01A002"),
        (None, "01A", "002", "01A002"),
        ("-", "02S", "015/004/01", "02S015/004/01"),
        ("๑", "a", "๑๒", "01A012"),
        ("1", "1A", "7/4", "01A007/004"),
    ],
)
def test_zone_block_and_lot_make_a_code(zone, block, lot, code):
    assert compose(zone, block, lot, STYLE).text(STYLE) == code


@pytest.mark.parametrize(
    ("zone", "block", "lot", "reason"),
    [
        ("020", "A", "001", "parcel_code.zone_part"),
        ("020", "02A", "001", "parcel_code.zone_part"),
        ("01", "02A", "001", "parcel_code.zone_clash"),
        ("", "A", "001", "parcel_code.zone_blank"),
        ("01", "", "001", "parcel_code.block_part"),
        ("01", "AB", "001", "parcel_code.block_part"),
        ("01", "99ฺA", "001", "parcel_code.block_part"),
        ("01", "A", None, "parcel_code.lot_part"),
        ("01", "A", "1234", "parcel_code.lot_part"),
        ("01", "A", "1/1/1/1/1", "parcel_code.lot_part"),
    ],
)
def test_parts_that_make_no_code_are_not_repaired(zone, block, lot, reason):
    with pytest.raises(CodeError) as refused:
        compose(zone, block, lot, STYLE)
    assert refused.value.message.id == reason
    columns = [pd.Series([part], dtype=object) for part in (zone, block, lot)]
    row = compose_column(*columns, STYLE).iloc[0]
    assert row["code"] is None
    assert row["problem"].id == reason


TEXTS = st.one_of(
    codes.map(lambda code: code.text(STYLE)),
    st.text(alphabet="01289ABIOabก๑๙/- ฺ", max_size=16),
    st.sampled_from([None, np.nan, "None", "NULL", "01A001 ", "01A001/002/03/45"]),
)


@given(st.lists(TEXTS, max_size=30))
def test_a_column_is_read_as_its_cells_are(texts):
    read = parse_column(pd.Series(texts, dtype=object), STYLE)
    for text, row in zip(texts, read.itertuples()):
        text = None if text is np.nan else text
        assert row.problem == problem(text, STYLE)
        if row.problem is None:
            assert row.code == row.zone + row.block + row.lot == parse(text, STYLE).text(STYLE)
        else:
            assert row.code is row.zone is row.block is row.lot is None


def test_a_column_keeps_its_index():
    read = parse_column(pd.Series(["01A001", "x"], index=[7, 3]), STYLE)
    assert list(read.index) == [7, 3]
    assert list(read.loc[7, ["zone", "block", "lot"]]) == ["01", "A", "001"]


parts = st.one_of(st.none(), st.text(alphabet="01289ABa๑/ ", max_size=5))


@given(st.lists(st.tuples(parts, parts, parts), min_size=1, max_size=20))
def test_composed_columns_agree_with_composed_cells(rows):
    zone, block, lot = (pd.Series(column, dtype=object) for column in zip(*rows))
    for (z, b, x), row in zip(rows, compose_column(zone, block, lot, STYLE).itertuples()):
        try:
            expected = (compose(z, b, x, STYLE).text(STYLE), None)
        except CodeError as error:
            expected = (None, error.message)
        assert (row.code, row.problem) == expected


def test_code_and_its_parts_that_disagree_are_found():
    code = pd.Series(["03N008/001", "03N008", "03M008", None, "03N008/001"])
    lot = pd.Series(["008", "008", "008", "008", "008/002"])
    same = {"zone": pd.Series(["03"] * 5), "block": pd.Series(["03N"] * 5), "lot": lot}
    found = contradictions(parse_column(code, STYLE), compose_column(**same, style=STYLE))
    assert [None if m is None else m.params["composed"] for m in found] == [
        None,
        None,
        "03N008",
        None,
        "03N008/002",
    ]


def test_building_and_signboard_codes():
    building = parse_building("20F026-b002", STYLE)
    assert building == UnitCode(ParcelCode(20, "F", 26), "building", 2)
    assert building.text(STYLE) == "20F026-B002"
    assert parse_building("01A001/002-B001", STYLE).parcel == ParcelCode(1, "A", 1, (2,))
    assert parse_signboard("50A001-P001", STYLE).text(STYLE) == "50A001-P001"


def test_the_letter_of_signboards_is_the_offices_choice():
    office = CodeStyle.of(Municipality("สาธิต", sign_letter="S", skip_io=True))
    assert parse_signboard("01A001-S001", office).number == 1
    assert not office.use_i_and_o
    with pytest.raises(CodeError) as refused:
        parse_signboard("01A001-P001", office)
    assert "-S001" in render(refused.value.message, "th")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("28C018-002", "parcel_code.unit"),
        ("28C018", "parcel_code.unit"),
        ("28C018-P002", "parcel_code.unit"),
        ("28C018-B02", "parcel_code.unit"),
        ("28C18-B002", "parcel_code.lot"),
        (None, "parcel_code.blank"),
    ],
)
def test_a_wrong_building_code_is_refused(text, reason):
    with pytest.raises(CodeError) as refused:
        parse_building(text, STYLE)
    assert refused.value.message.id == reason


def test_a_column_of_building_codes_names_the_parcel_even_of_a_wrong_one():
    read = parse_unit_column(
        pd.Series(["20F026-B002", "28C018-002", None, "20F26-B001"]), "building", STYLE
    )
    assert list(read["parcel_code"]) == ["20F026", "28C018", None, None]
    assert list(read["code"]) == ["20F026-B002", None, None, None]
    assert list(read["number"].dropna()) == [2]
    reasons = [None if p is None else p.id for p in read["problem"]]
    assert reasons == [None, "parcel_code.unit", "parcel_code.blank", "parcel_code.lot"]


def test_an_empty_column_of_building_codes_reads_as_nothing():
    read = parse_unit_column(pd.Series([], dtype=object), "building", STYLE)
    assert list(read) == ["code", "parcel_code", "number", "problem"]
    assert len(read) == 0


def test_a_block_needs_its_zone():
    assert parse_block("01a", STYLE) == parse_block("๐๑ a", STYLE) == (1, "A")
    with pytest.raises(CodeError):
        parse_block("A", STYLE)


def test_another_office_may_write_codes_differently():
    wide = CodeStyle.load(zone_digits=3, suffix_digits=[2], suffix_separator="_")
    assert parse("020A001_07", wide) == ParcelCode(20, "A", 1, (7,))
    assert problem("020A001/007", wide) is not None


def test_the_real_files_codes(shared_data):
    import pyogrio

    parcels = pyogrio.read_dataframe(shared_data / "thai_taxmap" / "parcel.geojson")
    read = parse_column(parcels["parcel_code"], STYLE)
    assert read["problem"].notna().sum() == 1  # a lot of four digits
    made = compose_column(parcels["zone"], parcels["block"], parcels["lot"], STYLE)
    made_wrong = made["problem"].dropna().map(lambda message: message.id).value_counts()
    assert made_wrong["parcel_code.zone_part"] >= 1  # the zone of three digits
    assert contradictions(read, made).notna().sum() < 100


def test_ten_thousand_codes_cost_no_loop_over_rows(monkeypatch):
    """The fast path never calls the slow one for codes that are right."""
    import taxmap_plugin.core.parcel_code as module

    monkeypatch.setattr(module, "_why_not", None)
    series = pd.Series([f"{i % 90:02d}A{i % 999:03d}" for i in range(10_000)])
    assert module.parse_column(series, STYLE)["problem"].isna().all()
