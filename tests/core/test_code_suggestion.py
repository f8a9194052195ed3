"""The officers' rules of practice.md §2.3, as a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.core.code_suggestion import (
    UnitNumbers,
    next_block,
    next_free,
    suggest_merge,
    suggest_split,
)
from taxmap_plugin.core.message import render
from taxmap_plugin.core.parcel_code import CodeError, parse

STYLE = CodeStyle.load()


@pytest.mark.parametrize(
    ("block", "used", "code"),
    [
        ("02B", [], "02B001"),
        ("02B", ["02B119", "02B120"], "02B121"),
        ("02B", ["02B001", "02B120"], "02B121"),  # gaps are never reused
        ("02B", ["02B120/003"], "02B121"),  # a divided lot holds its number too
        ("02B", ["02A500", "01B300", "x", ""], "02B001"),  # other blocks do not count
    ],
)
def test_next_code_of_a_block(block, used, code):
    assert next_free(block, used, STYLE).code == code


def test_a_full_block_stops_with_a_message():
    with pytest.raises(CodeError) as full:
        next_free("02B", ["02B999"], STYLE)
    assert full.value.message.params["block"] == "02B"


@given(st.sets(st.integers(1, 998)))
def test_a_retired_number_is_never_given_again(lots):
    used = [f"02B{lot:03d}" for lot in lots]
    suggested = next_free("02B", used, STYLE).code
    assert suggested not in used
    assert all(parse(suggested, STYLE) > parse(code, STYLE) for code in used)


@pytest.mark.parametrize(
    ("parent", "land_nos", "used", "codes"),
    [
        ("01A001", ["12", "7", "30"], [], ["01A001/001", "01A001", "01A001/002"]),
        ("01A001", ["7", "12"], ["01A001/004"], ["01A001", "01A001/005"]),
        ("01A001", ["7", "12"], ["01A001/004/09"], ["01A001", "01A001/005"]),
        ("01A001/002", ["7", "12"], ["01A001/003/05"], ["01A001/002", "01A001/002/01"]),
        ("01A001/002/03", ["9", "๑๐"], [], ["01A001/002/03", "01A001/002/03/1"]),
        ("01A001", ["100", "9"], [], ["01A001/001", "01A001"]),  # 9 before 100
        ("01A001", [None, "9", ""], [], ["01A001/001", "01A001", "01A001/002"]),
    ],
)
def test_a_split_leaves_the_code_to_the_smallest_land_number(parent, land_nos, used, codes):
    assert [s.code for s in suggest_split(parent, land_nos, used, STYLE)] == codes


def test_without_land_numbers_the_officer_is_asked_to_check_the_remainder():
    first, second = suggest_split("01A001", [None, None], [], STYLE)
    assert first.code == "01A001"
    assert first.reason.id == "code_suggestion.remainder_unknown"
    assert second.code == "01A001/001"


def test_there_is_no_fourth_level_and_no_tenth_grandchild():
    with pytest.raises(CodeError):
        suggest_split("01A001/001/01/1", ["1", "2"], [], STYLE)
    with pytest.raises(CodeError):
        suggest_split("01A001/001/01", ["1", "2", "3"], ["01A001/001/01/8"], STYLE)


@pytest.mark.parametrize(
    ("land_nos", "reasons"),
    [
        (["9", "12"], ["(land number 12)"]),
        ([None, "9", "12", "1ก"], ["after those that have one", "(land number 12)", "after those"]),
        ([None, "9", None], ["order of the pieces, as no", "order of the pieces, as no"]),
        ([None, None, "–"], ["order of the pieces, as no", "order of the pieces, as no"]),
    ],
)
def test_the_reason_of_a_divided_parcel_says_what_really_ordered_it(land_nos, reasons):
    found = [one.reason for one in suggest_split("01A001", land_nos, [], STYLE)]
    others = [why for why in found if not why.id.startswith("code_suggestion.remainder")]
    assert [part in render(why, "en") for part, why in zip(reasons, others)] == [True] * len(others)
    assert "–" not in " ".join(render(why, "th") for why in others)


def test_the_smallest_code_survives_a_merge_as_numbers():
    merged = suggest_merge(["01B001", "01A010", "01A010/001"], STYLE)
    assert merged.code == "01A010"
    assert merged.reason.params["retired"] == ["01A010/001", "01B001"]


@pytest.mark.parametrize(
    ("existing", "code"),
    [
        ([], "01A001-B001"),
        (["01A001-B001", "01A001-B007"], "01A001-B008"),
        (["01A002-B009", "01A001/001-B005", "01A001-P004"], "01A001-B001"),
    ],
)
def test_next_building_of_a_parcel(existing, code):
    assert UnitNumbers("building", existing, STYLE).give("01A001").code == code


def test_next_signboard_has_the_offices_letter():
    assert (
        UnitNumbers("signboard", ["01A001/002-P001"], STYLE).give("01A001/002").code
        == "01A001/002-P002"
    )
    office = CodeStyle.load(signboard_letter="S")
    assert UnitNumbers("signboard", [], office).give("01A001").code == "01A001-S001"


def test_a_parcel_with_999_buildings_is_full():
    with pytest.raises(CodeError):
        UnitNumbers("building", ["01A001-B999"], STYLE).give("01A001")


@pytest.mark.parametrize(
    ("used", "use_i_and_o", "block"),
    [
        ([], True, "01A"),
        (["01A", "01H", "02K"], True, "01I"),
        (["01A", "01H"], False, "01J"),
        (["01N"], False, "01P"),
        (["01I"], False, "01J"),  # an I that is there already is read
    ],
)
def test_next_block_of_a_zone(used, use_i_and_o, block):
    style = CodeStyle.load(use_i_and_o=use_i_and_o)
    assert next_block("01", used, style).code == block


def test_after_block_z_a_zone_is_full():
    with pytest.raises(CodeError):
        next_block("01", ["01Z"], STYLE)
