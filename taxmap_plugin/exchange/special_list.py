"""Special property as rows to be read: what it is, what is asked, what comes of it, and why."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Optional

from ..core.law_table import source_text
from ..core.message import Language, Message, Term, render
from ..core.resources import load_csv
from ..core.special_find import Proposal, verdict_of
from ..core.special_property import question_term
from ..workspace.reader import Reader
from .csv_file import FileNotWritten
from .report_workbook import Sheet, write_workbook

PROPOSED = "proposed"
"""State of what the registers say and nobody has entered."""
_COLUMNS = ("kind", "parcel_uuid", "building_uuid", "signboard_uuid", "answers", "ruling")
_STORED = (*_COLUMNS, "ruling_letter", "note")
_HEADS = ("parcel", "thing", "kind", "state", "questions", "why", "source", "letter", "payer")


@dataclass(frozen=True)
class SpecialRow:
    """A row as it is shown; ``state`` is a code of ``ruling``, or :data:`PROPOSED`."""

    parcel: str
    code: str
    thing: str
    kind: str
    state: str
    questions: tuple[Message, ...]
    why: tuple[Message, ...]
    source: str
    letter: str = ""


def special_rows(reader: Reader, proposed: Sequence[Proposal]) -> list[SpecialRow]:
    """What is entered, and what is proposed, by parcel."""
    names = {
        table: _codes(reader, table, column)
        for table, column in (
            ("parcel", "parcel_code"),
            ("building", "building_code"),
            ("signboard", "signboard_code"),
        )
    }
    places = {
        row["uuid"]: row["parcel_uuid"] or ""
        for table in ("building", "signboard")
        for row in reader.rows(table, ["uuid", "parcel_uuid"])
    }
    rows = [_entered(row, names, places) for row in reader.rows("special_property", _STORED)]
    for one in proposed:
        given = {"parcel_uuid": one.parcel, "building_uuid": one.building, "signboard_uuid": ""}
        found = verdict_of({**given, "kind": one.kind, "answers": {}})
        thing = names["building"].get(one.building, "–") if one.building else ""
        asked = _asked(one.kind, found.questions)
        code = names["parcel"].get(one.parcel, "–")
        rows.append(SpecialRow(one.parcel, code, thing, one.kind, PROPOSED, asked, one.reasons, ""))
    return sorted(rows, key=lambda one: (one.code, one.thing, one.kind))


def _codes(reader: Reader, table: str, column: str) -> dict[str, str]:
    rows = reader.rows(table, ["uuid", column, "source_code"])
    return {row["uuid"]: row[column] or row["source_code"] or "–" for row in rows}


def _entered(
    row: Mapping[str, Any], names: Mapping[str, Mapping[str, str]], places: Mapping[str, str]
) -> SpecialRow:
    of = next((one for one in ("building", "signboard") if row[f"{one}_uuid"]), "")
    uuid = row[f"{of}_uuid"] if of else ""
    parcel = row["parcel_uuid"] or places.get(uuid, "")
    found = verdict_of(row)
    asked = _asked(row["kind"], found.questions) if row["ruling"] == "open" else ()
    last = found.lines[-1].source if found.lines else ""
    why = tuple(line.message for line in found.lines)
    thing = names[of].get(uuid, "–") if of else ""
    told = parcel, names["parcel"].get(parcel, "–"), thing, row["kind"], row["ruling"]
    return SpecialRow(*told, asked, why, last, row["ruling_letter"] or "")


def _asked(kind: str, questions: Sequence[str]) -> tuple[Message, ...]:
    return tuple(Message("common.term", term=question_term(kind, one)) for one in questions)


def state_text(state: str, language: Language) -> str:
    """A state in words."""
    if state == PROPOSED:
        return _say(PROPOSED, language)
    return render(Message("common.term", term=Term("ruling", state)), language)


def kind_text(kind: str, language: Language) -> str:
    """A kind in words."""
    return render(Message("common.term", term=Term("special_kind", kind)), language)


def joined(messages: Sequence[Message], language: Language) -> str:
    """Several sentences as one text."""
    return "; ".join(render(one, language) for one in messages)


def write_special(rows: Sequence[SpecialRow], path: Path, language: Language) -> None:
    """Write the list to ``path`` (.xlsx), with the rules it goes by; an older file is replaced.

    Raises FileNotWritten.
    """
    payers = {row["kind"]: row[f"payer_{language}"] for row in load_csv("special", "kind.csv")}
    cells = [
        [
            *(row.code, row.thing, kind_text(row.kind, language)),
            *(state_text(row.state, language), joined(row.questions, language)),
            joined(row.why, language),
            source_text(row.source, language) if row.source else "",
            *(row.letter, payers[row.kind]),
        ]
        for row in rows
    ]
    heads = [_say("head_" + one, language) for one in _HEADS]
    sheets = [Sheet(_say("list", language), heads, cells), _rules(language)]
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


def _rules(language: Language) -> Sheet:
    """Every rule with its source and how sure it is."""
    rows = []
    for row in load_csv("special", "rule.csv"):
        answers = [_answer(row["kind"], part, language) for part in row["answers"].split()]
        sure = Message("common.term", term=Term("certainty", row["certainty"]))
        cells: list[Optional[str]] = [kind_text(row["kind"], language), ", ".join(answers)]
        cells += [state_text(row["outcome"], language), row[language]]
        rows.append([*cells, source_text(row["source"], language), render(sure, language)])
    heads = [_say("head_" + one, language) for one in ("kind", "answers", "state", "why", "source")]
    return Sheet(_say("rules", language), [*heads, _say("head_certainty", language)], rows)


def _answer(kind: str, part: str, language: Language) -> str:
    name, value = part.split("=")
    if name == "subject":
        return render(Message("common.term", term=Term("table", value)), language)
    code = f"*.yes_no.{value}" if value in ("yes", "no") else f"{kind}.{name}.{value}"
    question = Message("common.term", term=question_term(kind, name))
    answer = Message("common.term", term=Term("special_option", code))
    return f"{render(question, language)} {render(answer, language)}"


def _say(word: str, language: Language) -> str:
    return render(Message("special_list." + word), language)
