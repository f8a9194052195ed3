"""The assessment of a year as a workbook: sums, bills, items, derivations, what is left out.

Payers are named as anyone may see them: masked.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Optional

from ..core.land_tax import Bill, ItemTax
from ..core.law import Law
from ..core.message import Language, Message, render
from ..core.resources import load_csv
from ..core.sign_register import SignCase
from ..core.tax_comparison import TaxComparison
from ..core.use_share import LeftOut
from .csv_file import FileNotWritten
from .match_lines import domain_text
from .report_workbook import Sheet, write_workbook
from .tax_cells import baht, line_cells
from .tax_comparison_workbook import changed_sheet
from .tax_names import TaxNames

_SURE = ("verified", "derived")


def write_assessment_workbook(
    law: Law,
    bills: Sequence[Bill],
    signs: Sequence[SignCase],
    left_out: Sequence[LeftOut],
    outside: Sequence[LeftOut],
    names: TaxNames,
    path: Path,
    language: Language,
    since: Optional[TaxComparison] = None,
) -> None:
    """Write the report to ``path`` (.xlsx); an older file is replaced. Raises FileNotWritten.

    ``since`` is what changed since the last run, where there was one.
    """
    sheets = [
        _summary(law, bills, left_out, outside, language),
        _bills(bills, names, language),
        _items(bills, names, language),
        _signs(signs, names, language),
        _derivations(bills, signs, names, language),
        _told(left_out, "not_assessed", names, language),
        _told(outside, "outside", names, language),
    ]
    if since is not None:
        sheets.insert(1, changed_sheet(since, names, language, _say("since", language)))
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


def _say(word: str, language: Language, **told: Any) -> str:
    return render(Message("assessment_report." + word, **told), language)


def _heads(words: str, language: Language) -> list[str]:
    return [_say(word, language) for word in words.split()]


def _summary(
    law: Law,
    bills: Sequence[Bill],
    left_out: Sequence[LeftOut],
    outside: Sequence[LeftOut],
    language: Language,
) -> Sheet:
    rows: list[list[Any]] = [[], _heads("tax_class items value exempt taxable tax", language)]
    all_rows = [row for bill in bills for row in bill.rows]
    for one in law.rows("tax_class"):
        some = [row for row in all_rows if row.tax_class == one["tax_class"]]
        title = domain_text("tax_class", one["tax_class"], language)
        rows.append([title, *_sums(some)])
    rows.append([_say("total", language), *_sums(all_rows)])
    rows.append([])
    for word, without in (("left_out", left_out), ("outside", outside)):
        value = baht(sum(one.value for one in without))
        rows.append([_say(word, language), len(without), value])
    rows += [[], [_say("unsure", language)]]
    rows += [[title, chosen, sure] for title, chosen, sure in _choices(law, language)]
    for rule in law.ours:
        if rule.holds_in(law.year) and rule.table != "choice":
            key = " ".join(str(part) for part in rule.key)
            rows.append(
                [_say("office", language), f"{rule.table} {key}", str(rule.value), rule.reason]
            )
    title = _say("title", language, year=law.year)
    return Sheet(_say("summary", language), [title], rows, is_list=False)


def _sums(rows: Sequence[ItemTax]) -> list[Any]:
    return [
        len(rows),
        baht(sum(row.item.value for row in rows)),
        baht(sum(row.exempt for row in rows)),
        baht(sum(row.taxable for row in rows)),
        baht(sum(row.tax for row in rows)),
    ]


def _choices(law: Law, language: Language) -> list[tuple[str, str, str]]:
    """What the law leaves open or nobody has confirmed: the question, what is in use, how sure."""
    words = {
        (row["choice"], row["option"]): row[language]
        for row in load_csv("law", "choice_option.csv")
    }
    return [
        (
            row[language],
            words[row["choice"], row["default"]],
            row.get("office") or domain_text("certainty", row["certainty"], language),
        )
        for row in law.rows("choice")
        if row["certainty"] not in _SURE or row.get("office")
    ]


def _bills(bills: Sequence[Bill], names: TaxNames, language: Language) -> Sheet:
    rows = [[names.payer(bill.payer), len(bill.rows), baht(bill.tax)] for bill in bills]
    return Sheet(_say("bills", language), _heads("payer items tax", language), rows)


def _items(bills: Sequence[Bill], names: TaxNames, language: Language) -> Sheet:
    rows = [
        [
            names.payer(bill.payer),
            *_places(row, names),
            domain_text("tax_class", row.tax_class, language),
            *(baht(amount) for amount in (row.item.value, row.exempt, row.taxable, row.tax)),
        ]
        for bill in bills
        for row in bill.rows
    ]
    heads = _heads("payer parcel building tax_class value exempt taxable tax", language)
    return Sheet(_say("items", language), heads, rows)


def _signs(signs: Sequence[SignCase], names: TaxNames, language: Language) -> Sheet:
    rows = [
        [
            names.payer(sign.payer),
            names.signs.get(sign.uuid, "–"),
            names.parcels.get(sign.parcel, "–"),
            sign.tax.units,
            sign.tax.quarters,
            baht(sign.tax.tax),
        ]
        for sign in signs
    ]
    heads = _heads("payer sign parcel units quarters tax", language)
    return Sheet(_say("signs", language), heads, rows)


def _derivations(
    bills: Sequence[Bill],
    signs: Sequence[SignCase],
    names: TaxNames,
    language: Language,
) -> Sheet:
    told = [(_places(row, names), row.lines) for bill in bills for row in bill.rows]
    told += [
        ([names.parcels.get(sign.parcel, "–"), names.signs.get(sign.uuid, "–")], sign.tax.lines)
        for sign in signs
    ]
    rows = [
        [
            *places,
            number,
            *line_cells(line, language),
        ]
        for places, lines in told
        for number, line in enumerate(lines, 1)
    ]
    heads = _heads("parcel building_or_sign line what value rate amount source", language)
    return Sheet(_say("derivations", language), heads, rows)


def _told(told: Sequence[LeftOut], word: str, names: TaxNames, language: Language) -> Sheet:
    rows = [
        [names.parcels.get(one.parcel, "–"), render(one.message, language), baht(one.value)]
        for one in told
    ]
    return Sheet(_say(word, language), _heads("parcel why value", language), rows)


def _places(row: ItemTax, names: TaxNames) -> list[str]:
    item = row.item
    return [names.parcels.get(item.parcel, "–"), names.buildings.get(item.building, "")]
