"""Title documents by name: one code for the many spellings of โฉนด, น.ส.3ก, ส.ป.ก.…

The codes are LTAX Online's ``docType`` (practice.md §4.2), data in
``resources/domains/document_type.csv``; the spellings met are data beside it. A
spelling that is not listed is never read silently: it gets a suggestion with a
score, which an officer confirms.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Optional

import numpy as np
import pandas as pd

from .message import Message
from .resources import load_csv
from .thai_text import arabic_digits, clean_text, match_key

try:
    from rapidfuzz import fuzz
except ImportError:
    fuzz = None  # type: ignore[assignment]

WORTH_SUGGESTING = 0.72
"""Below this likeness a suggestion would mislead more often than help."""

_PUNCTUATION = re.compile("[()/,:;\"'“”]+")
_FORM_NUMBER = re.compile(r"[0-9]\s*-\s*[0-9]+\D*$")  # ส.ป.ก.4-28 is another form, not no. 428
_NUMBER_BEHIND = re.compile(r"(?:เลขที่|เลข|ที่|NO|#)?[(/]*([0-9][0-9/]*)\)?")


@dataclass(frozen=True)
class DocumentType:
    """What one cell says: a code that is certain, or a suggestion with its score.

    ``number`` is a document number found behind the type (``นส3ก265``).
    """

    code: Optional[str] = None
    number: Optional[str] = None
    suggestion: Optional[str] = None
    score: float = 0.0
    reason: Optional[Message] = None


@lru_cache(maxsize=None)
def _codes_by_key() -> dict[str, str]:
    return {_fold(row["spelling"]): row["code"] for row in load_csv(*_SPELLINGS)}


_SPELLINGS = ("domains", "document_type_spelling.csv")


@lru_cache(maxsize=None)
def _names() -> dict[str, str]:
    return {row["code"]: row["th"] for row in load_csv("domains", "document_type.csv")}


def _fold(text: str) -> str:
    return _PUNCTUATION.sub("", match_key(text) or "")


def document_type(value: Any) -> DocumentType:
    """The document type in one cell; an empty :class:`DocumentType` for a blank one.

    A bare number that is one of LTAX Online's codes is that code.
    """
    text = clean_text(value)
    return _read(text) if text else DocumentType()


def is_document_type(text: str) -> bool:
    """True for a listed spelling, with or without a number behind it."""
    return _known(text) is not None


@lru_cache(maxsize=4096)
def _read(text: str) -> DocumentType:
    return _known(text) or _suggest(text)


def _known(text: str) -> Optional[DocumentType]:
    key = match_key(text) or ""
    known = _codes_by_key()
    code = known.get(_PUNCTUATION.sub("", key)) or (key if key in _names() else None)
    if code:
        return DocumentType(code, score=1.0)
    if _FORM_NUMBER.search(arabic_digits(text)):
        return None
    for length in range(len(key) - 1, 1, -1):
        code = known.get(_PUNCTUATION.sub("", key[:length]))
        behind = _NUMBER_BEHIND.fullmatch(key[length:]) if code else None
        if code and behind:
            number = behind[1].strip("/")
            reason = Message("document_type.number_inside", type=_names()[code], number=number)
            return DocumentType(code, number, score=1.0, reason=reason)
    return None


def _suggest(text: str) -> DocumentType:
    """The likeliest listed spelling, unless two types are equally likely."""
    folded = _fold(text)
    without_number = re.sub("[0-9/]{2,}$", "", folded)
    best: dict[str, float] = {}
    for spelling, code in _codes_by_key().items():
        likeness = max(_likeness(folded, spelling), _likeness(without_number, spelling))
        best[code] = max(best.get(code, 0.0), likeness)
    score = max(best.values())
    winners = [code for code, value in best.items() if value == score]
    if score < WORTH_SUGGESTING or len(winners) > 1:
        return DocumentType(reason=Message("document_type.unknown", text=text))
    reason = Message("document_type.perhaps", text=text, type=_names()[winners[0]])
    return DocumentType(suggestion=winners[0], score=min(0.99, round(score, 2)), reason=reason)


def _likeness(left: str, right: str) -> float:
    if fuzz is not None:
        return fuzz.ratio(left, right) / 100
    return difflib.SequenceMatcher(None, left, right, autojunk=False).ratio()


def document_type_column(series: pd.Series) -> pd.DataFrame:
    """``code, number, suggestion, score, reason`` for each cell of a column."""
    codes, distinct = pd.factorize(series)
    read = [document_type(value) for value in distinct.tolist()] + [DocumentType()]
    columns: dict[str, Callable[[DocumentType], Any]] = {
        "code": lambda found: found.code,
        "number": lambda found: found.number,
        "suggestion": lambda found: found.suggestion,
        "score": lambda found: found.score,
        "reason": lambda found: found.reason,
    }
    frame = pd.DataFrame(index=series.index)
    for name, part in columns.items():
        values = np.empty(len(read), dtype=float if name == "score" else object)
        values[:] = [part(found) for found in read]
        frame[name] = values[codes]
    return frame
