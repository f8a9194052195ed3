"""Thai text as it comes out of an office's files: cleaned, and made comparable.

Three strengths, from harmless to coarse:

* :func:`clean_text` – what is stored: same letters, no dirt;
* :func:`match_key` – what is compared: Arabic digits, no blanks, dashes or dots;
* :func:`lookalike_key` – what might be the same after a slip of the pen: O/0, I/l/1.

What is asked of whole columns has a column form that works on the distinct values.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable
from decimal import Decimal
from functools import lru_cache
from typing import Any, Optional

import numpy as np
import pandas as pd

from .resources import load_csv

CONSONANT = "ก-ฮ"
MARK = "ัิ-ฺ็-๎"  # everything that stands above or below a consonant
_ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
_NULLS = frozenset(
    {"none", "null", "<null>", "(null)", "nan", "nat", "<na>", "n/a", "na", "#n/a"}
    | {"#null!", "#value!", "#ref!", "#name?", "#div/0!"}
)
_ONLY_DASHES = re.compile(r"[-‐-―−]+")
_BLANK = re.compile(r"[\s\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_WHOLE_FLOAT = re.compile(r"(-?(?:0|[1-9][0-9]*))\.0")
_CODE_NOISE = re.compile(r"[\s\-‐-―−._·]+")
_QUOTES = re.compile("[()\"“”']")
_STRAY_MARK = re.compile(f"(?<![ก-๎])[{MARK}]+")

# Typing orders that look right on screen but compare as different text.
_THAI_REPAIRS = (
    (re.compile("เเ"), "แ"),
    (re.compile("ํ([่-๋]?)า"), r"\1ำ"),  # nikhahit (tone) sara aa
    (re.compile("([่-๋])ํ"), r"ํ\1"),  # tone before nikhahit
    (re.compile("ำ([่-๋])"), r"\1ำ"),  # tone typed after sara am
    (re.compile("([่-์])([ัิ-ฺ็])"), r"\2\1"),  # tone or karan before its vowel
    (re.compile(f"([{MARK}])\\1+"), r"\1"),  # the same mark twice
)
_THAI_TROUBLE = re.compile(f"เเ|ํ[่-๋]?า|[่-๋]ํ|ำ[่-๋]|[่-์][ัิ-ฺ็]|(?P<mark>[{MARK}])(?P=mark)")


def arabic_digits(text: str) -> str:
    """Thai digits as Arabic ones: ``"๐๖๓๒"`` → ``"0632"``."""
    return text.translate(_ARABIC)


def thai_digits(text: str) -> str:
    """Arabic digits as Thai ones, for paper: ``"0632"`` → ``"๐๖๓๒"``."""
    return text.translate(_THAI)


def clean_text(value: Any) -> Optional[str]:
    """One cell as the text that is stored, or None when it says nothing.

    Unicode NFC with Thai marks in their proper order, one blank for each run of
    blanks and line feeds, no invisible or control characters. Words that
    programs write for "nothing" (``None``, ``NULL``, ``<Null>``, ``nan``, ``-``,
    ``N/A`` …) are None. Leading zeros stay; a whole number that a spreadsheet
    made a float (``632.0``) loses its ``.0``. Thai digits stay as they are.

    Text that was decoded wrongly must be repaired before (``text_encoding``):
    its bytes can hide in what is dropped here.
    """
    if isinstance(value, str):
        return value if _is_plain(value) else _clean_string(value)
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, (float, np.floating)):
        return _clean_float(float(value))
    if isinstance(value, Decimal):
        return None if value.is_nan() else _clean_string(format(value, "f"))
    if isinstance(value, dt.datetime) and (value.hour, value.minute, value.second) == (0, 0, 0):
        return value.date().isoformat()
    return _clean_string(str(value))


def _clean_float(value: float) -> Optional[str]:
    if value != value:
        return None
    if value.is_integer():
        return str(int(value))
    text = repr(value)
    return format(Decimal(text), "f") if "e" in text else text


def _is_plain(text: str) -> bool:
    """A number or a code, which has nothing to clean (no word for nothing has a digit)."""
    return text.isascii() and text.isalnum() and not text.isalpha()


def _clean_string(text: str) -> Optional[str]:
    if not text.isprintable():
        text = _BLANK.sub(" ", text)
        text = "".join(c for c in text if unicodedata.category(c) not in ("Cc", "Cf"))
    text = " ".join(text.split())
    if not text.isascii():
        text = _proper_order(text)
    if len(text) <= 8 and (text.lower() in _NULLS or _ONLY_DASHES.fullmatch(text)):
        return None
    if text.endswith(".0"):
        whole = _WHOLE_FLOAT.fullmatch(text)
        if whole:
            return whole[1]
    return text or None


def _proper_order(text: str) -> str:
    """NFC, and Thai vowels, tones and sara am in the order that Unicode wants."""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    while _THAI_TROUBLE.search(text):
        for pattern, proper in _THAI_REPAIRS:
            text = pattern.sub(proper, text)
        text = unicodedata.normalize("NFC", text)
    return text


def number_text(value: Any) -> Optional[str]:
    """:func:`clean_text` of a text that is a number, in Arabic digits: ``" ๖๑ "`` → ``"61"``."""
    cleaned = clean_text(value)
    return arabic_digits(cleaned) if cleaned else None


def match_key(text: Optional[str]) -> Optional[str]:
    """``text`` as it is compared: Arabic digits, upper case, no blanks, dashes, dots.

    Slashes stay, they mean something in ``015/004``. A Thai mark that stands on
    no Thai letter (``01ฺA``) is a slip of the keyboard and falls away.
    """
    cleaned = clean_text(text)
    return _key(cleaned) if cleaned else None


def _key(cleaned: str) -> Optional[str]:
    key = _CODE_NOISE.sub("", arabic_digits(cleaned)).upper()
    if not key.isascii():  # in order first, so that what stands on nothing is seen
        key = _proper_order(_STRAY_MARK.sub("", _proper_order(key)))
    return key or None


_LOOKALIKES = str.maketrans("OIL|", "0111")


def lookalike_key(text: Optional[str]) -> Optional[str]:
    """:func:`match_key` in which O and 0, and I, l and 1, are the same.

    Only for finding candidates: ``01O001`` and ``010001`` may well be two parcels.
    """
    key = match_key(text)
    return key.translate(_LOOKALIKES) if key else None


@lru_cache(maxsize=None)
def _name_prefixes(kind: str) -> tuple[str, ...]:
    rows = load_csv("words", "name_prefix.csv")
    return tuple(
        sorted((row["text"] for row in rows if row["kind"] == kind), key=len, reverse=True)
    )


@lru_cache(maxsize=None)
def _name_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def any_of(*kinds: str) -> str:
        words = [word for kind in kinds for word in _name_prefixes(kind)]
        words.sort(key=len, reverse=True)
        patterns = (re.escape(word).replace(r"\ ", r"\s*") for word in words)
        return "|".join(re.sub(r"\\s\*$", r"\\s+", pattern) for pattern in patterns)

    start = re.compile(rf"(?:{any_of('person', 'juristic')})\s*(?=[{CONSONANT}เแโใไA-Za-z(])", re.I)
    end = re.compile(rf"\s*(?:{any_of('suffix')})\s*$", re.I)
    return start, end


@lru_cache(maxsize=None)
def _company_endings() -> tuple[str, ...]:
    return tuple(ending.lower() for ending in _name_prefixes("suffix"))


def split_name_prefix(text: str) -> tuple[str, str]:
    """``"นางสาวสาธิต ใจดี"`` → ``("นางสาว", "สาธิต ใจดี")``; no prefix → ``("", text)``."""
    start = _name_patterns()[0].match(text)
    return (text[: start.end()].strip(), text[start.end() :]) if start else ("", text)


def has_name_prefix(text: str) -> bool:
    """True when ``text`` begins as the name of a person or company does."""
    return _name_patterns()[0].match(text) is not None


def name_key(text: Optional[str]) -> Optional[str]:
    """An owner's name as it is compared: no title or company form, no blanks.

    ``นาย สาธิต  ใจดี``, ``นายสาธิต ใจดี`` and ``สาธิต ใจดี`` are one key, and so
    are ``บริษัท สาธิต จำกัด`` and ``บจก.สาธิต``. The titles are data
    (``resources/words/name_prefix.csv``).
    """
    cleaned = clean_text(text)
    if cleaned is None:
        return None
    end = _name_patterns()[1]
    rest = split_name_prefix(cleaned)[1]
    while rest.lower().endswith(_company_endings()) and (shorter := end.sub("", rest)):
        rest = shorter
    return _key(_QUOTES.sub("", rest))


def clean_column(series: pd.Series) -> pd.Series:
    """:func:`clean_text` for a column: object texts, None for nothing, same index."""
    return _by_distinct_value(series, clean_text)


def number_column(series: pd.Series) -> pd.Series:
    """:func:`number_text` for a column."""
    return _by_distinct_value(series, number_text)


def match_key_column(series: pd.Series) -> pd.Series:
    """:func:`match_key` for a column."""
    return _by_distinct_value(series, match_key)


def name_key_column(series: pd.Series) -> pd.Series:
    """:func:`name_key` for a column."""
    return _by_distinct_value(series, name_key)


def _by_distinct_value(series: pd.Series, function: Callable[[Any], Any]) -> pd.Series:
    try:
        codes, distinct = pd.factorize(series)
    except TypeError:  # lists and the like, which GeoJSON may hold
        return pd.Series([function(v) for v in series], series.index, object, series.name)
    results = np.empty(len(distinct) + 1, dtype=object)
    results[:-1] = [function(value) for value in distinct.tolist()]
    return pd.Series(results[codes], index=series.index, name=series.name)
