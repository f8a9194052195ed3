"""What the law makes of the answers: each rule of resources/special read against s.5, 8, 37, 38."""

from __future__ import annotations

import itertools

import pytest

from taxmap_plugin.core.law_table import source_text
from taxmap_plugin.core.message import render
from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.core.special_property import (
    AWAITS,
    OPEN,
    OUTSIDE,
    PART,
    TAXED,
    questions_of,
    verdict,
)

KINDS = [row["code"] for row in load_csv("domains", "special_kind.csv")]
LANGUAGES = ("th", "en")


def answers_of(kind):
    """Every way to answer all questions of a kind."""
    questions = questions_of(kind)
    values = [[code for code, _ in one.options] or [2_500] for one in questions]
    names = [one.id for one in questions]
    return [dict(zip(names, chosen)) for chosen in itertools.product(*values)]


@pytest.mark.parametrize(
    ("kind", "answers", "outcome", "outside"),
    [
        # s.8 (5): religious property for worship, not for profit; by part
        ("temple", {"use": "worship"}, OUTSIDE, "5"),
        ("temple", {"use": "part_let", "let_area": 2_500}, PART, "5"),
        ("temple", {"use": "all_let"}, TAXED, ""),
        ("temple", {"use": "neither"}, AWAITS, ""),
        # s.8 (1): state property for public affairs, not for profit; s.5: who holds it is taxed
        ("state_land", {"use": "public"}, OUTSIDE, "1"),
        ("state_land", {"use": "part_let", "let_area": 1}, PART, "1"),
        ("state_land", {"use": "all_let", "holder": "yes"}, TAXED, ""),
        ("state_land", {"use": "all_let", "holder": "no"}, OPEN, ""),
        ("treasury_land", {"use": "public"}, OUTSIDE, "1"),
        ("treasury_land", {"use": "neither"}, AWAITS, ""),
        ("land_reform", {"use": "held"}, TAXED, ""),
        ("untitled", {"ground": "state"}, TAXED, ""),
        ("untitled", {"ground": "unknown"}, AWAITS, ""),
        ("market", {"owner": "private"}, TAXED, ""),
        ("market", {"owner": "state"}, AWAITS, ""),
        ("dormitory", {"letting": "monthly"}, TAXED, ""),
        ("solar", {"sale": "yes"}, TAXED, ""),
        ("other", {}, AWAITS, ""),
    ],
)
def test_what_the_law_makes_of_it(kind, answers, outcome, outside):
    found = verdict(kind, answers)
    assert (found.outcome, found.outside_tax) == (outcome, outside)


@pytest.mark.parametrize(
    ("kind", "answers", "asked"),
    [
        ("temple", {}, ("use",)),
        ("temple", {"use": "part_let"}, ("let_area",)),
        ("temple", {"use": "part_let", "let_area": 0}, ("let_area",)),
        ("temple", {"use": "?"}, ("use",)),
        ("treasury_land", {"use": "all_let"}, ("holder",)),
        ("dormitory", {}, ("letting",)),
    ],
)
def test_what_is_not_answered_is_asked_and_nothing_is_guessed(kind, answers, asked):
    found = verdict(kind, answers)
    assert (found.outcome, found.questions) == (OPEN, asked)


@pytest.mark.parametrize("kind", ["telecom", "solar", "billboard"])
def test_of_what_stands_there_nothing_is_settled(kind):
    """Whether a tower, panels or the frame of a sign are a building of s.5 the law does not say."""
    assert verdict(kind, {}, "building").outcome == AWAITS


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_an_end_for_all_answers(kind):
    """All answered, nothing is asked any more, and the reason is told with its source."""
    for subject in ("parcel", "building", "signboard"):
        for answers in answers_of(kind):
            found = verdict(kind, answers, subject)
            assert not found.questions and found.lines and found.certainty
            for language in LANGUAGES:
                told = [render(line.message, language) for line in found.lines]
                assert not any("special" in one or "=" in one for one in told), told
                assert source_text(found.lines[-1].source, language) != found.lines[-1].source
    assert kind in {row["kind"] for row in load_csv("special", "kind.csv")}


def test_the_lines_say_what_was_answered_and_why():
    found = verdict("temple", {"use": "part_let", "let_area": 2_500})
    assert [render(line.message, "en") for line in found.lines] == [
        "What is it used for? Part of it is let or used for profit",
        "Area that is let or used for profit 0-0-25",
        "The part for profit is taxed, the rest is outside the tax",
    ]
    assert source_text(found.lines[-1].source, "en").endswith("s.8")


def test_the_tables_fit_together():
    """Rules speak of questions and options that there are; certainty is one of the law's."""
    questions = {(r["kind"], r["question"]) for r in load_csv("special", "question.csv")}
    options = {(r["kind"], r["question"], r["option"]) for r in load_csv("special", "option.csv")}
    certainties = {row["code"] for row in load_csv("domains", "certainty.csv")}
    for row in load_csv("special", "rule.csv"):
        assert row["certainty"] in certainties and row["kind"] in KINDS
        for part in row["answers"].split():
            name, value = part.split("=")
            known = (row["kind"], name, value) in options or value in ("yes", "no")
            assert name == "subject" or ((row["kind"], name) in questions and known)
        assert all((row["kind"], name) in questions for name in row["needs"].split())
        assert (row["outside_tax"] != "") == (row["outcome"] in (OUTSIDE, PART))
