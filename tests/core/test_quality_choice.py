"""Rules and options as an officer types them."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.core.quality_choice import (
    ChoiceError,
    chosen_rules,
    option_words,
    typed_options,
)
from taxmap_plugin.core.quality_rule import GROUPS
from taxmap_plugin.core.quality_rules import RULES, rule


def ids(typed: str, groups=GROUPS) -> list[str]:
    return [one.id for one in chosen_rules(typed, groups)]


def test_without_a_name_all_rules_of_the_groups_are_chosen():
    assert chosen_rules("", GROUPS) == RULES
    assert {one.group for one in chosen_rules(" \n", ["code", "unit"])} == {"code", "unit"}
    assert ids("", []) == []


@pytest.mark.parametrize(
    "typed",
    ["gap, overlap", "Gap between parcels; parcels overlap", "แปลงซ้อนทับกัน\nช่องว่างระหว่างแปลง"],
)
def test_rules_are_named_by_id_or_title_in_either_language(typed: str):
    assert ids(typed, ["code"]) == ["overlap", "gap"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("overlap.area=0.5", 0.5),
        ("overlap.area = 0.5 m2", 0.5),
        ("overlap.area: ๐.๕ ตร.ม.", 0.5),
        ("overlap.area=1; overlap.area=2", 2.0),
    ],
)
def test_an_option_is_read_with_or_without_its_unit(typed: str, value: float):
    assert typed_options(typed) == {"overlap": {"area": value}}


def test_several_options_of_several_rules():
    typed = "overlap.area=1\n\nspike.angle=2 degree, sliver.compactness=5 %\nsliver.area=9"
    assert typed_options(typed) == {
        "overlap": {"area": 1.0},
        "spike": {"angle": 2.0},
        "sliver": {"compactness": 5.0, "area": 9.0},
    }


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("overlap", "overlap"),
        ("overlap.area=much", "overlap.area=much"),
        ("overlaps.area=1", "overlaps"),
        ("overlap.width=1", "overlap.area"),
        ("overlap.area=1 m", "m²"),
        ("spike.angle=31", "from 0 to 30 degrees"),
    ],
)
def test_what_cannot_be_meant_is_told(typed: str, said: str):
    with pytest.raises(ChoiceError, match=said):
        typed_options(typed)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_rule_can_be_named_by_its_title_with_others(language):
    for one in RULES:
        title = render(one.title, language)
        assert set(ids(f"gap, {title}, hole")) == {"gap", one.id, "hole"}


def test_a_rule_that_is_not_there_is_told():
    with pytest.raises(ChoiceError, match="overlapping"):
        chosen_rules("overlap, overlapping", GROUPS)


def test_each_option_can_be_typed_as_it_is_explained():
    lines = [render(one, "th") for one in option_words()]
    read = typed_options("\n".join(lines))
    assert read == {one.id: one.defaults() for one in RULES if one.options}
    assert read["gap"] == rule("gap").defaults()


def test_options_are_read_in_any_case_and_a_number_in_any_form():
    assert typed_options("OVERLAP.AREA=0.5") == {"overlap": {"area": 0.5}}
    assert typed_options("overlap.area = 1e2 m2") == {"overlap": {"area": 100.0}}
    with pytest.raises(ChoiceError) as caught:
        typed_options("overlap.area=1e9")
    assert caught.value.message.id == "quality_choice.limits"
