"""When are two written keys the same parcel, deed or land number?

Three forms, from strict to lenient:

* *exact* – as stored;
* *normal* – Thai digits, blanks, dashes, leading zeros and look-alikes (O/0, I/l/1) evened
  out: :func:`normal_keys`;
* *near* – two neighbouring digits swapped, or one lost: :func:`near_pairs` finds such
  partners by hashing every deletion and every swap, never by comparing all with all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Optional

import numpy as np

from .thai_text import arabic_digits, lookalike_key, match_key, name_key

NEAR_LENGTH = 4
"""Shorter keys have too many neighbours to be recognised by a slip of the pen."""

_PROPER_CODE = re.compile(r"[0-9]{2}[A-Z][0-9]{3}(/[0-9]{3}(/[0-9]{2}(/[0-9])?)?)?")
_DIGIT, _LETTER = ("0", "9"), ("A", "Z")
_PLAIN_CODE = (_DIGIT, _DIGIT, _LETTER, _DIGIT, _DIGIT, _DIGIT)
_MANY = 1000
_LOOSE_CODE = re.compile(
    r"(?P<zone>[0-9OIL]{1,2})(?P<block>[A-Z])(?P<lot>[0-9OIL]{1,3})(?P<suffix>(/[0-9OIL]{1,3})*)"
)
_BLOCK_AS_DIGIT = re.compile(
    r"(?P<zone>[0-9]{2})(?P<block>[01])(?P<lot>[0-9]{3})(?P<suffix>(/[0-9]{1,3})*)"
)
_BREAK = r"[\s\-–._]"
_DASHED_CODE = re.compile(
    rf"(?P<zone>[0-9OIL]{{1,2}}){_BREAK}*(?P<block>[A-Z]){_BREAK}*(?P<lot>[0-9OIL]{{1,3}})"
    rf"(?P<suffix>((/|{_BREAK}+)[0-9OIL]{{1,3}}){{1,3}})"
)
_SUFFIX_WIDTHS = (3, 2, 1)
_SHEET = re.compile(r"(?:[0-9]{4})(?:IV|I{1,3}|[1-4])([0-9]{4})([0-9]{2})?(?:1:[0-9]+)?")
_DIGITS = str.maketrans("OIL|", "0111")
_LETTERS = str.maketrans("01", "OI")
_NUMBER = re.compile(r"[0-9OIL|/]+")
_ZEROS = re.compile(r"(?<![0-9])0+(?=[0-9])")


def normal_code(text: str) -> Optional[str]:
    """A parcel code written as the grammar of practice.md §2.2 wants it.

    ``1a1``, ``๐๑A๐๐๑``, ``O1A-0O1`` and ``01 A 001`` are ``01A001``; a block letter typed
    as 0 or 1 in a full code is O or I, a dash before a suffix a slash (``01A-013-001`` is
    ``01A013/001``). Codes of another grammar keep their own parts, joined by single dashes.
    """
    if _PROPER_CODE.fullmatch(text):
        return text
    key = match_key(text)
    if key is None:
        return None
    found = (
        _LOOSE_CODE.fullmatch(key)
        or _BLOCK_AS_DIGIT.fullmatch(key)
        or _DASHED_CODE.fullmatch(arabic_digits(text).strip().upper())
    )
    if found is None:
        parts = re.split(f"{_BREAK}+", text.strip().upper())
        return "-".join(_plain_number(match_key(part) or "") for part in parts)
    zone, lot = found["zone"].translate(_DIGITS), found["lot"].translate(_DIGITS)
    suffixes = [
        part.translate(_DIGITS).lstrip("0").zfill(width)
        for part, width in zip(re.split(f"/|{_BREAK}+", found["suffix"])[1:], _SUFFIX_WIDTHS)
    ]
    return "/".join([zone.zfill(2) + found["block"].translate(_LETTERS) + lot.zfill(3), *suffixes])


def normal_number(text: str) -> Optional[str]:
    """A deed, land or survey number: ``"๐๖ ๓๒"``, ``"O632"`` and ``"632"`` are one."""
    if text.isdecimal() and text.isascii():
        return text.lstrip("0") or "0"
    key = match_key(text)
    return None if key is None else _plain_number(key)


def _plain_number(key: str) -> str:
    if _NUMBER.fullmatch(key):
        key = key.translate(_DIGITS)
    return _ZEROS.sub("", key)


def normal_sheet(text: str) -> Optional[str]:
    """A map sheet without the name of its 15′ quadrant, which has two on a sheet line.

    ``4746 I 9472-15`` and ``4746 II 9472-15 1:1000`` are the same ground (practice.md
    §5.1): what tells sheets of one municipality apart is ``9472-15``.
    """
    key = match_key(text)
    if key is None:
        return None
    found = _SHEET.fullmatch(key)
    return f"{found[1]}-{found[2] or '00'}" if found else key


def normal_name(text: str) -> Optional[str]:
    """An owner's name without title and blanks."""
    return name_key(text)


_NORMAL = {
    "code": normal_code,
    "number": normal_number,
    "sheet": normal_sheet,
    "name": normal_name,
    "text": match_key,
}


def normal_keys(values: np.ndarray, kind: str) -> np.ndarray:
    """The normal form of every value (object array; ``None`` stays ``None``)."""
    function = _NORMAL[kind]
    keys = np.empty(len(values), dtype=object)
    if kind == "code" and len(values) > _MANY:
        keys[:] = values
        odd = np.flatnonzero(~_is_plain_code(values))
    else:
        odd = np.arange(len(values))
    keys[odd] = [None if value is None else function(value) for value in values[odd].tolist()]
    return keys


def _is_plain_code(values: np.ndarray) -> np.ndarray:
    """Codes like ``01A001``, which are their own normal form, told all at once."""
    width = len(_PLAIN_CODE)
    texts = np.array(values, dtype=f"U{width + 1}")  # a longer text fills the last place
    letters = texts.view(np.uint32).reshape(len(texts), width + 1)
    plain = letters[:, width] == 0
    for place, (first, last) in enumerate(_PLAIN_CODE):
        plain &= (letters[:, place] >= ord(first)) & (letters[:, place] <= ord(last))
    return plain


def near_keys(values: np.ndarray, kind: str) -> np.ndarray:
    """The form in which slips are looked for: a code as it is spelt (a lost digit must not
    be filled up with a zero), everything else in its normal form.
    """
    if kind != "code":
        return normal_keys(values, kind)
    keys = np.empty(len(values), dtype=object)
    keys[:] = [None if value is None else lookalike_key(value) for value in values]
    return keys


# -- neighbours: hashes of a text, of it with one character less, with two swapped --------

_BASE = 0x9E3779B97F4A7C15  # odd, so it has an inverse modulo 2**64
_POWERS = np.array([pow(_BASE, k, 2**64) for k in range(256)], dtype=np.uint64)
_INVERSE = np.uint64(pow(_BASE, -1, 2**64))


class _Hashes:
    """Polynomial hashes of short texts, all at once.

    ``own`` is each text's hash; :meth:`deletions` and :meth:`swaps` yield, place by
    place, the hashes after one change there and where that change exists.
    """

    def __init__(self, texts: np.ndarray, salt: Optional[np.ndarray] = None) -> None:
        width = max((len(text) for text in texts), default=0)
        letters = np.array(texts, dtype=f"U{max(width, 1)}").view(np.uint32)
        self._letters = letters.reshape(len(texts), -1).astype(np.uint64)
        self._terms = self._letters * _POWERS[: self._letters.shape[1]]
        self._salt = np.uint64(0) if salt is None else salt.astype(np.uint64) * _POWERS[255]
        self.own = self._terms.sum(axis=1, dtype=np.uint64) + self._salt

    def deletions(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        before = np.zeros(len(self._letters), dtype=np.uint64)
        after = self.own - self._salt
        for place in range(self._letters.shape[1]):
            after = after - self._terms[:, place]
            yield before + after * _INVERSE + self._salt, self._letters[:, place] > 0
            before = before + self._terms[:, place]

    def swaps(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        for place in range(self._letters.shape[1] - 1):
            first, second = self._letters[:, place], self._letters[:, place + 1]
            change = (second - first) * _POWERS[place] + (first - second) * _POWERS[place + 1]
            yield self.own + change, (second > 0) & (first != second)


def is_near(left: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Pair by pair: neighbours swapped, or one character lost on either side."""
    near = np.zeros(len(left), dtype=bool)
    if not len(left):
        return near
    one, other = _Hashes(left), _Hashes(right)
    for hashes, there in one.swaps():
        near |= there & (hashes == other.own)
    for hashes, there in one.deletions():
        near |= there & (hashes == other.own)
    for hashes, there in other.deletions():
        near |= there & (hashes == one.own)
    return near


def near_pairs(
    left: np.ndarray,
    right: np.ndarray,
    left_group: Optional[np.ndarray] = None,
    right_group: Optional[np.ndarray] = None,
) -> tuple[np.ndarray, np.ndarray]:
    """Positions in ``left`` and ``right`` of texts one slip apart, within equal groups.

    A slip is two swapped neighbours or one lost character. Groups are integers; texts of
    fewer than :data:`NEAR_LENGTH` characters have no neighbours. Cost grows with the
    number of texts times their length.
    """
    left_at = np.flatnonzero([len(text) >= NEAR_LENGTH for text in left])
    right_at = np.flatnonzero([len(text) >= NEAR_LENGTH - 1 for text in right])
    if not len(left_at) or not len(right_at):
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
    one = _Hashes(left[left_at], None if left_group is None else left_group[left_at])
    other = _Hashes(right[right_at], None if right_group is None else right_group[right_at])
    found = [
        *(_where_equal(hashes, there, other.own) for hashes, there in one.swaps()),
        *(_where_equal(hashes, there, other.own) for hashes, there in one.deletions()),
        *(_where_equal(hashes, there, one.own)[::-1] for hashes, there in other.deletions()),
    ]
    pairs = np.unique(
        np.concatenate([a * np.int64(len(right_at)) + b for a, b in found]).astype(np.int64)
    )
    return left_at[pairs // len(right_at)], right_at[pairs % len(right_at)]


def _where_equal(
    hashes: np.ndarray, there: np.ndarray, wanted: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    at = np.flatnonzero(there)
    return tuple(positions for positions in join_equal(hashes[at], wanted, at))  # type: ignore


def join_equal(
    left: np.ndarray, right: np.ndarray, left_at: Optional[np.ndarray] = None
) -> tuple[np.ndarray, np.ndarray]:
    """All pairs of positions with ``left[i] == right[j]`` (integers), in order of ``i``.

    ``left_at`` renames the left positions.
    """
    order = np.argsort(right, kind="stable")
    ordered = right[order]
    start = np.searchsorted(ordered, left, side="left")
    count = np.searchsorted(ordered, left, side="right") - start
    i = np.repeat(np.arange(len(left)), count)
    ends = np.cumsum(count)
    within = np.arange(len(i)) - np.repeat(ends - count, count)
    j = order[np.repeat(start, count) + within]
    return (i if left_at is None else left_at[i]), j
