"""The cells of the law's tables in words: no code is shown where the law has a name for it.

>>> from .law_table import law_rows
>>> table = law_table("choice")
>>> row = next(row for row in law_rows("choice", 2569) if row["choice"] == "rounding")
>>> cell_text(table, row, table.column("choice"), "en")
'Where the tax is rounded to the satang'
>>> value_text(table, row, table.column("default"), "bill", "en")
"Once, on the payer's total"
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any, Optional

from .law_table import LawColumn, LawTable, OfficeRule, Row, law_table, source_text
from .message import Language, Message, Term, render

_NUMBERS = ("year", "integer", "percent", "baht", "amount")
_LISTS = {
    "tax_class": "tax_class",
    "tax_kind": "tax_kind",
    "sign_class": "sign_class",
    "certainty": "certainty",
    "step": "tax_step",
    "building_type": "building_type",
    "structure": "structure",
    "reduction": "reduction",
    "choice": "law_choice",
}
_OWN_WORDS = ("use", "home", "per", "of", "exemption", "late_charge")
_BLANK = {
    "amount_or_all": "law_text.all",
    "percent_or_none": "law_text.not_stacked",
    "use_or_none": "law_text.several",
}
_SURE = ("verified", "derived")
_USES = ("agri", "residential", "other", "vacant")


def cell_text(table: LawTable, row: Row, column: LawColumn, language: Language) -> str:
    """What a cell says."""
    return value_text(table, row, column, row[column.name], language)


def value_text(table: LawTable, row: Row, column: LawColumn, value: Any, language: Language) -> str:
    """What a value would say in the place of the cell's own."""
    if value is None or value is False:
        return _blank_text(column, language)
    if value is True:
        return render(Message("law_text.yes"), language)
    if is_number(column):
        return _number_text(column, value)
    if column.type == "source":
        return source_text(value, language)
    if (table.name, column.name) == ("use_class", "use_type"):
        return f"{value} {_term(row['of'] + '_type', value, language)}"
    if table.name == "choice" and column.name in ("default", "options"):
        options = (_term("law_option", f"{row['choice']}.{one}", language) for one in value.split())
        return " / ".join(options)
    kind = column.name if column.type == "text" else column.type.split("_or_")[0]
    if kind in _OWN_WORDS:
        return render(Message(f"law_text.{kind}.{value}"), language)
    return _term(_LISTS[kind], value, language) if kind in _LISTS else str(value)


def value_choices(table: LawTable, row: Row, column: LawColumn) -> Optional[list[Any]]:
    """What an office may choose among; None for a number that it types."""
    if table.name == "choice" and column.name == "default":
        return list(row["options"].split())
    return [*_USES, None] if column.type == "use_or_none" else None


def office_text(rule: OfficeRule, row: Row, language: Language) -> str:
    """What an office has set: the value, its years and the reason."""
    table = law_table(rule.table)
    column = table.column(rule.column)
    told = {
        "value": value_text(table, row, column, rule.value, language),
        "years": render(rule_years(rule), language),
        "reason": rule.reason,
    }
    if sum(one.may_change for one in table.columns) == 1:
        return render(Message("law_text.office", **told), language)
    name = Term("law_column", f"{table.name}.{column.name}")
    return render(Message("law_text.office_column", column=name, **told), language)


def rule_years(rule: OfficeRule) -> Message:
    """The tax years in which an office's rule holds."""
    if rule.to_year is None:
        return Message("law_text.rule_onwards", first=rule.from_year)
    return Message("law_text.rule_until", first=rule.from_year, last=rule.to_year)


def rules_of_row(table: LawTable, row: Row, ours: Sequence[OfficeRule]) -> list[OfficeRule]:
    """What the office has set for this row in any year, the earliest first."""
    key = tuple(row[one] for one in table.key)
    found = [rule for rule in ours if (rule.table, rule.key) == (table.name, key)]
    return sorted(found, key=lambda rule: (rule.from_year, rule.column))


def is_number(column: LawColumn) -> bool:
    """Whether its values are numbers, which stand to the right."""
    return column.type.split("_or_")[0] in _NUMBERS


def is_sure(row: Row) -> bool:
    """Whether the row was read in the text of the law, or follows from it."""
    return row["certainty"] in _SURE


def _blank_text(column: LawColumn, language: Language) -> str:
    if column.name == "to_year":
        return render(Message("law_text.onwards"), language)
    said = _BLANK.get(column.type)
    return render(Message(said), language) if said else "–"


def _number_text(column: LawColumn, value: Any) -> str:
    if column.type == "year":
        return str(value)
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def _term(domain: str, code: str, language: Language) -> str:
    return render(Message("common.term", term=Term(domain, code)), language)
