"""What is printed on forms as a workbook: a sheet for each table, a row for each row."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from ..core.form_definition import FormDefinition
from ..core.form_document import FormDocument
from ..core.form_value import form_text
from .csv_file import FileNotWritten
from .report_workbook import Sheet, write_workbook

_SATANG = 100
_OF_PAYER = (("chapter", "หมู่/เขตย่อย"), ("owner_key", "รหัสชื่อ"), ("payer", "ผู้เสียภาษี"))
_OF_LETTER = (
    *(("street", "ที่อยู่"), ("district", "อำเภอ จังหวัด"), ("lands", "ที่ดิน"), ("buildings", "สิ่งปลูกสร้าง")),
    *(("units", "ห้องชุด"), ("signs", "ป้าย"), ("tax", "ภาษี (บาท)"), ("tax_words", "ตัวอักษร")),
    ("due_date", "กำหนดชำระ"),
)
"""What a letter says, where the form has no table of its own."""
_MONEY = frozenset({"tax"})


def write_form_workbook(
    definition: FormDefinition, documents: Sequence[FormDocument], path: Path
) -> None:
    """Write the rows of a form to ``path`` (.xlsx); an older file is replaced.

    Money is baht, dates are of the Buddhist era. Raises FileNotWritten.
    """
    sheets = _tables(definition, documents) or [_letters(definition, documents)]
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


def _tables(definition: FormDefinition, documents: Sequence[FormDocument]) -> list[Sheet]:
    sheets = []
    of_payer = _known(_OF_PAYER, documents)
    for number, block in enumerate(definition.tables, 1):
        heads = [title for _, title in of_payer]
        heads += [f"{c.group} {c.title}".strip() for c in block.columns]
        rows = [
            [
                *(_value(document, name) for name, _ in of_payer),
                *(_cell(row.get(c.field), c.kind) for c in block.columns),
            ]
            for document in documents
            for row in document.tables.get(block.rows, ())
        ]
        title = block.title or definition.code or definition.title["th"]
        sheets.append(Sheet(f"{number} {title}", heads, rows))
    return sheets


def _letters(definition: FormDefinition, documents: Sequence[FormDocument]) -> Sheet:
    known = _known((*_OF_PAYER, *_OF_LETTER), documents)
    rows = [[_value(document, name) for name, _ in known] for document in documents]
    title = definition.code or definition.title["th"]
    return Sheet(title, [title for _, title in known], rows)


def _known(
    columns: Sequence[tuple[str, str]], documents: Sequence[FormDocument]
) -> list[tuple[str, str]]:
    """The columns of which any document says something."""
    return [
        (name, title)
        for name, title in columns
        if any(_value(document, name) not in (None, "") for document in documents)
    ]


def _value(document: FormDocument, name: str) -> Any:
    value = document.chapter if name == "chapter" else document.values.get(name)
    if name in _MONEY:
        return _cell(value, "money")
    if name.endswith("date"):
        return _cell(value, "date")
    return value if isinstance(value, int) else _cell(value, "text")


def _cell(value: Any, kind: str) -> Any:
    """A value as a spreadsheet reckons with it; texts stay texts."""
    if value is None:
        return None
    if kind == "money":
        return int(value) / _SATANG
    if kind in ("number", "decimal"):
        return float(value) if isinstance(value, Decimal) else value
    return form_text(value, kind)
