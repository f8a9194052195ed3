"""Special property: kinds, the questions to answer, and what the law makes of the answers (s.5, 8).

``resources/special`` holds them with their source and how sure it is. The rules of a kind are asked
in their order; the first one whose answers are all given decides. Where none does, or where the law
does not settle it, it awaits a ruling: nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

from .area import format_area
from .message import Message, Term
from .resources import load_csv
from .tax_line import TaxLine

OPEN, AWAITS, TAXED, PART, OUTSIDE = "open", "awaits", "taxed", "part", "outside"
"""Codes of ``ruling``."""
SUBJECT = "subject"
"""The question that the row itself answers: parcel, building or signboard."""
LET_AREA = "let_area"
Answers = Mapping[str, Any]


@dataclass(frozen=True)
class Question:
    """``kind`` ``yes_no``, ``area`` (hundredths of a ตร.ว.) or ``choice`` of the options' codes."""

    id: str
    type: str
    term: Term
    options: tuple[tuple[str, Term], ...] = ()


@dataclass(frozen=True)
class Verdict:
    """What comes of the answers: a code of ``ruling``, the item of s.8 for what is outside, which
    questions are still to be answered, and how it came about."""

    outcome: str
    outside_tax: str = ""
    questions: tuple[str, ...] = ()
    lines: tuple[TaxLine, ...] = ()
    certainty: str = ""


def questions_of(kind: str) -> list[Question]:
    """What an officer answers of a kind, in the order in which it is asked."""
    found = []
    for row in load_csv("special", "question.csv"):
        if row["kind"] == kind and row["question"] != SUBJECT:
            name = row["question"]
            options = tuple(
                (one["option"], Term("special_option", f"{kind}.{name}.{one['option']}"))
                for one in load_csv("special", "option.csv")
                if (one["kind"], one["question"]) == (kind, name)
            )
            if row["type"] == "yes_no":
                yes_no = (("yes", "*.yes_no.yes"), ("no", "*.yes_no.no"))
                options = tuple((one, Term("special_option", code)) for one, code in yes_no)
            found.append(Question(name, row["type"], question_term(kind, name), options))
    return found


def question_term(kind: str, question: str) -> Term:
    """A question in words."""
    return Term("special_question", f"{kind}.{question}")


def verdict(kind: str, answers: Answers, subject: str = "parcel") -> Verdict:
    """What the law makes of the answers; ``subject`` is what the row is about.

    Answers are codes of options, ``yes``, ``no``, or an area in hundredths of a ตร.ว. Answers that
    are not among the options count as not given.
    """
    given = {**_valid(kind, answers), SUBJECT: subject}
    for row in load_csv("special", "rule.csv"):
        if row["kind"] != kind:
            continue
        wanted = dict(part.split("=") for part in row["answers"].split())
        if any(name in given and given[name] != value for name, value in wanted.items()):
            continue
        lacking = tuple(name for name in (*wanted, *row["needs"].split()) if name not in given)
        lines = _told(kind, given)
        if lacking:
            return Verdict(OPEN, "", lacking, lines)
        why = Term("special_rule", f"{kind}.{row['answers']}")
        end = TaxLine(Message("special_property.because", why=why), source=row["source"])
        told = row["outcome"], row["outside_tax"], (), (*lines, end), row["certainty"]
        return Verdict(*told)
    return Verdict(AWAITS)


def _told(kind: str, given: Answers) -> tuple[TaxLine, ...]:
    """Each answer as a line."""
    lines = []
    for question in questions_of(kind):
        if question.id not in given:
            continue
        answer = given[question.id]
        said = dict(question.options).get(answer) if question.options else format_area(answer)
        message = Message("special_property.answer", question=question.term, answer=said)
        lines.append(TaxLine(message))
    return tuple(lines)


def _valid(kind: str, answers: Answers) -> dict[str, Any]:
    known = {}
    for question in questions_of(kind):
        value: Optional[Any] = answers.get(question.id)
        if question.type == "area":
            if isinstance(value, int) and not isinstance(value, bool) and value > 0:
                known[question.id] = value
        elif value in dict(question.options):
            known[question.id] = value
    return known
