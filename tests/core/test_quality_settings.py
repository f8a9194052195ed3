"""What an office decides of the rules, and how two officers' decisions come together."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.core.quality_rules import RULES, rule
from taxmap_plugin.core.quality_settings import (
    QualitySettings,
    option_title,
    option_why,
    settable,
)

USUAL = QualitySettings()
OVERLAP_HALF = USUAL.changed("overlap", True, {"area": 0.5})


def test_the_office_s_number_stands_beside_the_usual_ones():
    assert OVERLAP_HALF.numbers(rule("overlap")) == {"area": 0.5, "widest": 1.0}
    assert OVERLAP_HALF.numbers(rule("tiny")) == {"area": 4.0}


def test_what_is_typed_for_one_run_comes_first():
    typed = OVERLAP_HALF.with_typed({"overlap": {"area": 2.0}})
    assert typed["overlap"] == {"area": 2.0, "widest": 1.0}
    assert OVERLAP_HALF.with_typed()["overlap"]["area"] == 0.5


def test_the_usual_number_is_not_kept():
    assert OVERLAP_HALF.changed("overlap", True, {"area": 0.04, "widest": 1.0}) == USUAL


def test_a_rule_is_switched_off_and_on():
    off = OVERLAP_HALF.changed("gap", False, {})
    assert [one.id for one in off.rules_on([rule("overlap"), rule("gap")])] == ["overlap"]
    assert off.changed("gap", True, {}) == OVERLAP_HALF


def test_it_is_stored_and_read_as_it_was():
    settings = OVERLAP_HALF.changed("gap", False, {"width": 2.0})
    stored = {"off": ["gap"], "options": {"gap": {"width": 2.0}, "overlap": {"area": 0.5}}}
    assert settings.to_dict() == stored
    assert QualitySettings.from_dict(stored) == settings


@pytest.mark.parametrize("wrong", [99_999.0, -1.0, "0.5", None, True])
def test_a_number_beyond_the_limits_counts_for_nothing(wrong: object):
    settings = QualitySettings.from_dict({"options": {"overlap": {"area": wrong}}})
    assert settings.numbers(rule("overlap"))["area"] == 0.04


def test_what_a_later_version_has_set_is_kept():
    stored = {
        "off": ["of_tomorrow"],
        "options": {"overlap": {"new": 3.0}, "of_tomorrow": {"a": 1.0}},
    }
    settings = QualitySettings.from_dict(stored).changed("overlap", False, {"area": 0.5})
    assert settings.off == {"of_tomorrow", "overlap"}
    assert settings.options == {"overlap": {"new": 3.0, "area": 0.5}, "of_tomorrow": {"a": 1.0}}


def test_two_officers_who_changed_different_rules_both_have_their_way():
    mine = OVERLAP_HALF.changed("gap", False, {})
    theirs = OVERLAP_HALF.changed("tiny", True, {"area": 2.0}).changed("hole", False, {})
    both = mine.on_top_of(OVERLAP_HALF, theirs)
    assert both.off == {"gap", "hole"}
    assert both.options == {"overlap": {"area": 0.5}, "tiny": {"area": 2.0}}


def test_of_a_rule_that_both_changed_mine_is_on_top():
    mine = USUAL.changed("overlap", True, {"area": 1.0})
    theirs = USUAL.changed("overlap", False, {})
    assert mine.on_top_of(USUAL, theirs) == mine
    assert mine.differing(theirs) == {"overlap"}


def test_a_number_set_back_here_is_not_theirs_again():
    theirs = OVERLAP_HALF.changed("gap", False, {})
    assert USUAL.on_top_of(OVERLAP_HALF, theirs) == USUAL.changed("gap", False, {})


@pytest.mark.parametrize("asked", [one for one in RULES if settable(one)], ids=lambda one: one.id)
def test_every_number_has_a_name_and_a_reason_in_both_languages(asked):
    names = [option.name for option in settable(asked)]
    assert len(names) == len(set(names))
    for option in settable(asked):
        for said in (option_title(asked, option), option_why(asked, option)):
            for language in ("th", "en"):
                assert render(said, language) != said.id
