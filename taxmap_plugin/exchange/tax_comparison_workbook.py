"""Two assessments beside each other as a workbook: sums, every parcel, derivations side by side."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Any, Optional

from ..core.message import Language, Message, render
from ..core.tax_check import FIGURES, SAME, STATES
from ..core.tax_comparison import CAME, GONE, Compared, ItemPair, TaxComparison
from ..core.tax_line import TaxLine
from .csv_file import FileNotWritten
from .match_lines import domain_text
from .report_workbook import Sheet, write_workbook
from .tax_cells import baht, line_cells
from .tax_names import TaxNames

_NO_LINE: list[Any] = [None] * 5


def write_tax_comparison(
    comparison: TaxComparison, names: TaxNames, path: Path, language: Language
) -> None:
    """Write the report to ``path`` (.xlsx); an older file is replaced. Raises FileNotWritten."""
    sheets = [
        _summary(comparison, names, language),
        changed_sheet(comparison, names, language, _say("list", language), whole=True),
        _derivations(comparison, names, language),
    ]
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


def state_titles(language: Language) -> dict[str, str]:
    """The states of a comparison in words."""
    return {state: _say("state_" + state, language) for state in STATES}


def why_text(row: Compared, language: Language) -> str:
    """Why a row is another one, as one text."""
    return "; ".join(render(one, language) for one in row.why)


def changed_sheet(
    comparison: TaxComparison,
    names: TaxNames,
    language: Language,
    title: str,
    whole: bool = False,
) -> Sheet:
    """What differs, parcel by parcel, both sides and why; with ``whole`` what is the same too."""
    states = state_titles(language)
    heads = _heads("parcel unit state payer_before payer_after class_before class_after", language)
    for name in FIGURES:
        heads += [_say(f"{name}_{side}", language) for side in ("before", "after")]
    heads += _heads("difference why", language)
    rows = []
    for row in comparison.rows:
        if row.state == SAME and not whole:
            continue
        unit = "" if row.thing == row.parcel else names.units.get(row.thing, "–")
        cells: list[Any] = [names.parcels.get(row.parcel, "–"), unit, states[row.state]]
        cells += [", ".join(map(names.payer, payers)) for payers in row.payers]
        cells += [_classes(classes, language) for classes in row.classes]
        for name in FIGURES:
            cells += [baht(row.before[name]), baht(row.after[name])]
        rows.append([*cells, baht(row.difference), why_text(row, language) or None])
    return Sheet(title, heads, rows)


def _say(word: str, language: Language, **told: Any) -> str:
    return render(Message("tax_comparison_report." + word, **told), language)


def _heads(words: str, language: Language) -> list[str]:
    return [_say(word, language) for word in words.split()]


def _summary(comparison: TaxComparison, names: TaxNames, language: Language) -> Sheet:
    states = state_titles(language)
    rows: list[list[Any]] = [
        [_say("before", language), render(comparison.before, language)],
        [_say("after", language), render(comparison.after, language)],
        [],
        _heads("state rows tax_before tax_after difference", language),
    ]
    for state in STATES:
        some = [row for row in comparison.rows if row.state == state]
        rows.append([states[state], *_sums(some)])
    rows.append([_say("total", language), *_sums(comparison.rows)])
    causes: dict[str, list[tuple[Compared, Message]]] = {}
    for row in comparison.rows:
        for id, why in {one.id: one for one in row.why}.items():
            causes.setdefault(id, []).append((row, why))
    rows += [[], [_say("causes", language)], _heads("cause rows difference example", language)]
    for told in sorted(causes.values(), key=len, reverse=True):
        row, why = told[0]
        total = baht(sum(one.difference for one, _ in told))
        parcel = names.parcels.get(row.parcel, "–")
        rows.append([render(why, language), len(told), total, parcel])
    return Sheet(_say("summary", language), [_say("title", language)], rows, is_list=False)


def _sums(rows: Sequence[Compared]) -> list[Any]:
    before, after = (
        sum(side["tax"] or 0 for side in sides)
        for sides in ([row.before for row in rows], [row.after for row in rows])
    )
    return [len(rows), baht(before), baht(after), baht(after - before)]


def _classes(classes: Sequence[str], language: Language) -> str:
    return ", ".join(domain_text("tax_class", one, language) for one in classes)


def _derivations(comparison: TaxComparison, names: TaxNames, language: Language) -> Sheet:
    heads = _heads("parcel building line", language)
    for side in ("before", "after"):
        told = _heads("what value rate amount source", language)
        heads += [f"{_say(side, language)}: {head}" for head in told]
    rows: list[list[Any]] = []
    marked: set[tuple[int, int]] = set()
    for row in comparison.rows:
        for pair in row.pairs if row.state not in (GONE, CAME) else ():
            parted = False
            lines = [() if one is None else one.lines for one in (pair.before, pair.after)]
            place = _place(row, pair, names)
            for number, (one, other) in enumerate(zip_longest(*lines), 1):
                if one != other and not parted:
                    parted = True
                    marked |= {(len(rows), at) for at in range(3, 13)}
                cells = [*_cells(one, language), *_cells(other, language)]
                rows.append([*place, number, *cells])
    return Sheet(_say("derivations", language), heads, rows, marked=marked)


def _place(row: Compared, pair: ItemPair, names: TaxNames) -> list[str]:
    item = pair.before or pair.after
    building = "" if item is None else names.buildings.get(item.building, "")
    return [names.parcels.get(row.parcel, "–"), building]


def _cells(line: Optional[TaxLine], language: Language) -> list[Any]:
    return _NO_LINE if line is None else line_cells(line, language)
