"""Receipts (ใบเสร็จรับเงิน) as they come in lists: how cells are written, what a row leaves out.

The amounts stay as the receipt says; what does not add up is told and stays.
"""

from __future__ import annotations

import re
from typing import Optional

import numpy as np
import pandas as pd

from ..core.message import Message
from ..core.money import format_baht
from ..core.thai_text import arabic_digits, clean_column
from .layer_values import Values, text_of

PARTS = ("tax", "penalty", "surcharge")
_LAND, _SIGNS = "land_building", "signboard"
_KIND_WORDS = ((_SIGNS, ("ป้าย", "ภป", "SIGN")), (_LAND, ("ที่ดิน", "ภดส", "LAND")))
_BOOK_AND_NO = re.compile(r"\D*(\w+)\s*/\s*(\w+)\D*|เล่ม(?:ที่)?\s*(\w+)\s*เลข(?:ที่)?\s*(\w+)")


def read_receipt_cells(given: pd.DataFrame) -> pd.DataFrame:
    """Cells under our names with book and number apart, and the tax by its code."""
    given = given.copy()
    if "receipt_text" in given:
        pairs = [_book_and_number(text) for text in clean_column(given["receipt_text"])]
        for name, found in zip(("receipt_book", "receipt_no"), zip(*pairs)):
            own = clean_column(text_of(given, name))
            given[name] = own.where(own.notna(), pd.Series(found, given.index, dtype=object))
    if "tax_kind" in given:
        given["tax_kind"] = [_kind(text) for text in clean_column(given["tax_kind"])]
    return given


def _book_and_number(text: Optional[str]) -> tuple[Optional[str], Optional[str]]:
    if text is None:
        return None, None
    found = _BOOK_AND_NO.fullmatch(arabic_digits(text))
    if found is None:
        return None, text
    book, number, book_named, number_named = found.groups()
    return (book, number) if book else (book_named, number_named)


def _kind(text: Optional[str]) -> Optional[str]:
    """The code of a tax that is named somehow; another text stays and is told."""
    letters = (text or "").upper().replace(".", "")
    for kind, words in _KIND_WORDS:
        if any(word in letters for word in words):
            return kind
    return text


def complete_receipts(values: Values) -> None:
    """Fill the sum of a receipt, and the tax where none is named; tell what does not add up."""
    frame = values.frame
    for name in (*PARTS, "paid"):
        if name not in frame:
            frame[name] = pd.Series(pd.NA, index=frame.index, dtype="Int64")
    parts = frame[[*PARTS]].astype("Int64")
    total = parts.fillna(0).sum(axis=1).astype("Int64").where(parts.notna().any(axis=1))
    paid = frame["paid"].astype("Int64")
    differs = (paid.notna() & total.notna() & (paid != total)).fillna(False)
    said = np.full(len(frame), None, dtype=object)
    for at in np.flatnonzero(differs):
        whole, added = (format_baht(int(column.to_numpy()[at])) for column in (paid, total))
        said[at] = Message("register_payment.sum_differs", paid=whole, parts=added)
    values.say(said, "warning")
    frame["paid"] = paid.fillna(total)
    values.say(_said(frame["paid"].isna(), "register_payment.no_amount"), "warning")
    values.say(_said((frame["paid"] < 0).fillna(False), "register_payment.negative"), "warning")
    values.say(_said(text_of(frame, "paid_date").isna(), "register_payment.no_date"), "warning")
    kinds = clean_column(text_of(values.given, "tax_kind"))
    own = text_of(frame, "tax_kind")
    frame["tax_kind"] = own.where(kinds.notna(), _LAND)


def _said(where: pd.Series, message: str) -> np.ndarray:
    said = np.full(len(where), None, dtype=object)
    said[where.to_numpy(dtype=bool)] = Message(message)
    return said
