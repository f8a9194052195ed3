"""A check of taxes against LTAX as a workbook: sums, every parcel, derivations side by side."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Optional

from ..core.land_tax import ItemTax
from ..core.message import Language, Message, render
from ..core.tax_check import CLASS, FIGURES, STATES, Checked, TaxCheck
from ..core.tax_line import TaxLine
from .csv_file import FileNotWritten
from .match_lines import domain_text
from .report_workbook import Sheet, write_workbook
from .tax_cells import baht, line_cells

_UP_TO = {
    CLASS: ("land_tax.class",),
    "base_value": ("land_tax.class",),
    "exempt_value": (
        *("land_tax.farm", "land_tax.farm_whole", "land_tax.main_home"),
        *("land_tax.main_home_building", "land_tax.class"),
    ),
    "taxable_value": ("land_tax.taxable",),
    "tax": ("land_tax.tax",),
}
"""The line with which a figure is there: the first of these that a derivation has."""


def write_tax_check(
    check: TaxCheck, buildings: Mapping[str, str], path: Path, language: Language
) -> None:
    """Write the report to ``path`` (.xlsx); an older file is replaced.

    ``buildings`` are their codes by uuid. Raises FileNotWritten.
    """
    sheets = [
        _summary(check, language),
        _list(check, buildings, language),
        _derivations(check, buildings, language),
    ]
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


def state_titles(language: Language) -> dict[str, str]:
    """The states of a check in words."""
    return {state: _say("state_" + state, language) for state in STATES}


def why_text(row: Checked, language: Language) -> str:
    """Where a row parts, and why, as one text."""
    said = [render(one, language) for one in row.why]
    where = [_say("part_" + row.parts, language)] if row.parts and not said else []
    return "; ".join([*where, *said])


def _say(word: str, language: Language, **told: Any) -> str:
    return render(Message("tax_check_report." + word, **told), language)


def _heads(words: str, language: Language) -> list[str]:
    return [_say(word, language) for word in words.split()]


def _summary(check: TaxCheck, language: Language) -> Sheet:
    states = state_titles(language)
    heads = [_say("tax_class", language), _say("rows", language), *states.values()]
    heads += _heads("tax_here tax_there difference", language)
    rows: list[list[Any]] = [[], heads]
    classes = [row["tax_class"] for row in check.law.rows("tax_class")]
    for one in [*classes, None]:
        some = [row for row in check.rows if _class_of(row) == one]
        title = _say("no_class", language)
        if one is not None:
            title = domain_text("tax_class", one, language)
        rows.append([title, *_counts(some)])
    rows.append([_say("total", language), *_counts(check.rows)])
    rows += [[], [_say("parted", language)], _heads("part rows difference", language)]
    for part in (CLASS, *FIGURES):
        some = [row for row in check.rows if row.parts == part]
        told = [len(some), baht(sum(row.difference for row in some))]
        rows.append([_say("part_" + part, language), *told])
    reasons: dict[str, list[Checked]] = {}
    for row in check.rows:
        for why in row.why:
            reasons.setdefault(why.id, []).append(row)
    rows += [[], [_say("reasons", language)], _heads("reason rows difference example", language)]
    for some in sorted(reasons.values(), key=len, reverse=True):
        example = next(one for one in some[0].why if reasons.get(one.id) is some)
        total = baht(sum(row.difference for row in some))
        rows.append([render(example, language), len(some), total, some[0].code])
    rows += [[], [_say("tolerance", language), baht(check.tolerance)]]
    if check.not_compared:
        rows.append([_say("signs", language), check.not_compared])
    left = check.left_out
    rows.append([_say("left_out", language), len(left), baht(sum(one.value for one in left))])
    title = _say("title", language, year=check.law.year)
    return Sheet(_say("summary", language), [title], rows, is_list=False)


def _class_of(row: Checked) -> Optional[str]:
    """The class of a row where it has one; ours counts."""
    classes = row.classes[0] or row.classes[1]
    return classes[0] if len(classes) == 1 else None


def _counts(rows: Sequence[Checked]) -> list[Any]:
    states = [sum(row.state == state for row in rows) for state in STATES]
    here, there = (
        sum(side["tax"] or 0 for side in sides)
        for sides in ([row.here for row in rows], [row.there for row in rows])
    )
    return [len(rows), *states, baht(here), baht(there), baht(there - here)]


def _list(check: TaxCheck, buildings: Mapping[str, str], language: Language) -> Sheet:
    states = state_titles(language)
    heads = _heads("parcel building class_here class_there state", language)
    for name in FIGURES:
        heads += [_say(f"{name}_{side}", language) for side in ("here", "there")]
    heads += _heads("difference part why", language)
    rows, marked = [], set()
    for at, row in enumerate(check.rows):
        cells: list[Any] = [
            row.code,
            buildings.get(row.building or "", ""),
            *(_class_text(classes, language) for classes in row.classes),
            states[row.state],
        ]
        for name in FIGURES:
            if name == row.parts:
                marked |= {(at, len(cells)), (at, len(cells) + 1)}
            cells += [baht(row.here[name]), baht(row.there[name])]
        if row.parts == CLASS:
            marked |= {(at, 2), (at, 3)}
        part = _say("part_" + row.parts, language) if row.parts else None
        why = "; ".join(render(one, language) for one in row.why)
        rows.append([*cells, baht(row.difference), part, why or None])
    return Sheet(_say("list", language), heads, rows, marked=marked)


def _class_text(classes: Sequence[str], language: Language) -> str:
    return ", ".join(domain_text("tax_class", one, language) for one in classes)


def _derivations(check: TaxCheck, buildings: Mapping[str, str], language: Language) -> Sheet:
    heads = _heads("parcel building line what value rate amount source", language)
    heads += _heads("there difference", language)
    rows: list[list[Any]] = []
    marked: set[tuple[int, int]] = set()
    for row in check.rows:
        if not row.parts:
            continue
        for item in row.rows:
            place = [row.code, buildings.get(item.item.building, "")]
            lines = lines_up_to(item, row.parts)
            rows += [
                [*place, number, *line_cells(line, language)]
                for number, line in enumerate(lines, 1)
            ]
        whole = [row.code, buildings.get(row.building or "", ""), None]
        for name in FIGURES[: FIGURES.index(row.parts) + 1] if row.parts in FIGURES else ():
            here, there = row.here[name], row.there[name]
            gap = None if here is None or there is None else there - here
            if name == row.parts:
                marked |= {(len(rows), at) for at in (3, 6, 8, 9)}
            title = _say("sum_" + name, language)
            rows.append([*whole, title, None, None, baht(here), None, baht(there), baht(gap)])
        if row.parts == CLASS:
            marked |= {(len(rows), at) for at in (3, 6, 8)}
            here_there = [_class_text(classes, language) for classes in row.classes]
            title = _say("part_class", language)
            rows.append([*whole, title, None, None, here_there[0], None, here_there[1], None])
    return Sheet(_say("derivations", language), heads, rows, marked=marked)


def lines_up_to(item: ItemTax, parts: str) -> Sequence[TaxLine]:
    """The derivation of an item up to the figure at which it parts from what is stated."""
    ids = [line.message.id for line in item.lines]
    for id in _UP_TO[parts]:
        if id in ids:
            return item.lines[: ids.index(id) + 1]
    return item.lines
