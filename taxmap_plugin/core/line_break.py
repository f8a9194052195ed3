"""Where a line of Thai may be broken: between listed words, at blanks, and nowhere else.

Qt breaks Thai only where libthai happens to be installed, QGIS layouts not at all
(look-and-feel.md T7, T8), so the words come from lists we ship
(``resources/words/*.txt``) and the municipality adds its own place names. A run of
letters that is in no list stays whole (T9, T10).

On screen the breaks are marked with U+200B (:func:`with_break_marks`), which never
reaches data (:func:`strip_break_marks`, T11); on paper :func:`wrap_lines` breaks.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple, Optional

from .resources import load_csv, resource_path
from .thai_date import MONTHS
from .thai_text import MARK

BREAK_MARK = "\u200b"
_HARD_BLANK = "\u00a0"
_LONGEST = 24
"""Clusters in the longest word that is looked for."""

_LEADING = "เแโใไ"
_FOLLOWING = re.compile(f"[ะาำๅๆฯ{MARK}\\s]")
_CLUSTER = re.compile(f"[{_LEADING}]*[ก-ฮ](?:[{MARK}ะาำๅ])*[ๆฯ]?|[^ก-๎\\s]+|\\s+|.", re.DOTALL)

Words = Collection[str]


class _Token(NamedTuple):
    """A listed word, a run of blanks or one unlisted cluster."""

    start: int
    end: int
    listed: bool


@lru_cache(maxsize=None)
def _shipped_words() -> frozenset[str]:
    found: set[str] = set()
    for path in sorted(resource_path("words").glob("*.txt")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found.update(line.strip() for line in lines if not line.startswith("#"))
    found.update(full for full, _, _ in MONTHS)
    found.update(row["text"].strip() for row in load_csv("words", "name_prefix.csv"))
    found.discard("")
    return frozenset(found)


def words(more: Iterable[str] = ()) -> frozenset[str]:
    """The words we ship, and ``more``: a municipality's own place names."""
    own = {word.strip() for word in more} - {""}
    return _shipped_words() | own if own else _shipped_words()


def clusters(text: str) -> list[str]:
    """The parts of a text that are never cut: a letter with its marks, a run of others."""
    return [found[0] for found in _CLUSTER.finditer(text)]


def break_words(text: str, words: Words) -> list[str]:
    """``text`` in pieces between which a line may be broken; joined they are ``text``.

    Cuts lie between two listed words or behind a blank, never inside a cluster of
    letters, a person's or company's name, a code, a date, a number with its unit or
    a numbered thing ("หมู่ที่ 3").

    >>> break_words("ภาษีที่ดินและสิ่งปลูกสร้าง หมู่ที่ 3", {"ภาษี", "ที่ดิน", "และ", "สิ่งปลูกสร้าง"})
    ['ภาษี', 'ที่ดิน', 'และ', 'สิ่งปลูกสร้าง ', 'หมู่ที่ 3']
    """
    tokens = _tokens(text, words)
    spans = _kept_together(text, tokens)
    starts = [start for start, _ in spans]
    reach = [0, *accumulate((end for _, end in spans), max)]
    return _cut(text, (c for c in _cuts(text, tokens) if reach[bisect_left(starts, c)] <= c))


def _tokens(text: str, words: Words) -> list[_Token]:
    """The reading with the fewest letters outside the list, then the fewest words."""
    ends = [0] + [match.end() for match in _CLUSTER.finditer(text)]
    best: dict[int, tuple[int, int, int, bool]] = {0: (0, 0, 0, True)}
    for i, start in enumerate(ends[:-1]):
        unlisted, pieces = best[start][:2]
        for end in ends[i + 1 : i + 1 + _LONGEST]:
            piece = text[start:end]
            listed = piece in words or piece.isspace()
            if not listed and end != ends[i + 1]:
                continue
            cost = (unlisted + (0 if listed else end - start), pieces + 1)
            if end not in best or cost < best[end][:2]:
                best[end] = (*cost, start, listed)
    tokens, end = [], ends[-1]
    while end:
        _, _, start, listed = best[end]
        tokens.append(_Token(start, end, listed))
        end = start
    return tokens[::-1]


def _cuts(text: str, tokens: list[_Token]) -> Iterable[int]:
    """Between two listed words and behind blanks; not before what belongs to the left."""
    for left, right in zip(tokens, tokens[1:]):
        if ((left.listed and right.listed) or text[left.end - 1].isspace()) and _may_cut(
            text, left.end
        ):
            yield left.end


def _may_cut(text: str, cut: int) -> bool:
    """Not before a vowel or mark that follows, nor after one that leads, nor before a blank."""
    return text[cut - 1] not in _LEADING and not _FOLLOWING.match(text, cut)


def _cut(text: str, cuts: Iterable[int]) -> list[str]:
    places = [0, *cuts, len(text)]
    return [text[a:b] for a, b in zip(places, places[1:]) if a < b]


def _any_of(texts: Iterable[str]) -> str:
    return "|".join(re.escape(text) for text in sorted(texts, key=len, reverse=True))


class _Kept(NamedTuple):
    """Runs inside which no line is broken, by how they must lie on the words."""

    anywhere: tuple[re.Pattern[str], ...]
    from_word: re.Pattern[str]
    to_word: re.Pattern[str]


@lru_cache(maxsize=None)
def _kept() -> _Kept:
    rows = load_csv("words", "number_words.csv")
    before = _any_of(row["text"] for row in rows if row["kind"] == "before")
    units = _any_of(row["text"] for row in rows if row["kind"] == "unit")
    months = _any_of(name for full, short, _ in MONTHS for name in (full, short))
    number = r"[0-9๐-๙][0-9๐-๙,./:-]*"
    anywhere = (
        rf"{number}\s?(?:{months})\s?(?:พ\.ศ\.\s?)?{number}",  # 12 มกราคม 2569
        r"[0-9]{4} (?:I{1,3}|IV) [0-9]{4}(?:-[0-9]{1,2})?(?: 1:[0-9]+)?",  # a map sheet
        r"(?<![ก-๎])[ก-ฮ]{2}\.?\s[0-9๐-๙]{4,5}(?:\.[0-9๐-๙]+)*/[0-9๐-๙ว.]+",  # ชม 55502/123
        r"(?:บริษัท|ห้างหุ้นส่วน)[^\n]{1,40}?จำกัด(?:\s?\(มหาชน\))?",
        r"\s+[ๆฯ)\]”,;:.%/]|[(\[“]\s+",  # nothing begins with these or ends with those
    )
    return _Kept(
        tuple(re.compile(pattern) for pattern in anywhere),
        from_word=re.compile(rf"(?:{before})\s?(?:{number}|[A-Z]\b)"),  # หมู่ที่ 3
        to_word=re.compile(rf"{number}\s?(?:{units})"),  # 34.5 ตร.ว.
    )


@lru_cache(maxsize=None)
def _titles() -> frozenset[str]:
    rows = load_csv("words", "name_prefix.csv")
    return frozenset(row["text"].strip() for row in rows if row["kind"] == "person")


def _kept_together(text: str, tokens: list[_Token]) -> list[tuple[int, int]]:
    """Sorted spans inside which no line is broken."""
    kept = _kept()
    spans = [match.span() for pattern in kept.anywhere for match in pattern.finditer(text)]
    starts, ends = {token.start for token in tokens}, {token.end for token in tokens}
    spans += [m.span() for m in kept.from_word.finditer(text) if m.start() in starts]
    spans += [m.span() for m in kept.to_word.finditer(text) if m.end() in ends]
    spans += _names(text, tokens)
    return sorted(spans)


_PERSON = re.compile(r"\s?[ก-๎]{1,30}(?:\s[ก-๎]{1,30}(?![ก-๎]))?")
_PLACE = re.compile(r"[ก-๎]{1,14}(?![ก-๎])")
_PLACE_WORDS = frozenset({"ตำบล", "แขวง", "อำเภอ", "จังหวัด"})


def _names(text: str, tokens: list[_Token]) -> Iterable[tuple[int, int]]:
    """A person's given and family name with the title before them; a place's name."""
    for token in tokens:
        word = text[token.start : token.end]
        if word in _titles():
            name = _PERSON.match(text, token.end)
            yield token.start, name.end() if name else token.end
        elif word in _PLACE_WORDS and (place := _PLACE.match(text, token.end)):
            yield place.span()


def with_break_marks(text: str, words: Optional[Words] = None) -> str:
    """``text`` for the screen: U+200B where a line may be broken, hard blanks where not."""
    pieces = break_words(text, _shipped_words() if words is None else words)
    marked = [
        piece.rstrip(" ").replace(" ", _HARD_BLANK) + " " * (len(piece) - len(piece.rstrip(" ")))
        for piece in pieces
    ]
    return "".join(
        piece if not i or marked[i - 1][-1].isspace() else BREAK_MARK + piece
        for i, piece in enumerate(marked)
    )


def strip_break_marks(text: str) -> str:
    """``text`` as it is stored, searched and copied: without what the screen needed."""
    return text.replace(BREAK_MARK, "").replace(_HARD_BLANK, " ")


def wrap_lines(
    text: str, width: float, measure: Callable[[str], float], words: Optional[Words] = None
) -> list[str]:
    """``text`` broken into lines no wider than ``width``, for paper.

    ``measure`` gives the width of a string in the same unit as ``width``. Line feeds
    in ``text`` stay. Only a piece wider than a whole line is broken further: first
    between its words, then at the end of a cluster of letters; a single cluster that
    is still wider stands alone.
    """
    listed = _shipped_words() if words is None else words

    def fits(line: str) -> bool:
        return measure(line.rstrip()) <= width

    lines: list[str] = []
    for paragraph in text.split("\n"):
        pieces: list[str] = []
        for piece in break_words(paragraph, listed):
            pieces += [piece] if fits(piece) else _at_words(piece, listed)
        lines += _fill(pieces, fits)
    return [line.rstrip() for line in lines]


def _at_words(piece: str, words: Words) -> list[str]:
    return _cut(piece, _cuts(piece, _tokens(piece, words)))


def _at_clusters(piece: str) -> list[str]:
    ends = (match.end() for match in _CLUSTER.finditer(piece))
    return _cut(piece, (end for end in ends if end < len(piece) and _may_cut(piece, end)))


def _fill(pieces: list[str], fits: Callable[[str], bool]) -> list[str]:
    """As many pieces on each line as fit; one that is too wide begins a line of its own."""
    lines, line = [], ""
    for piece in pieces:
        if fits(line + piece):
            line += piece
            continue
        if line.strip():
            lines.append(line)
        line = piece.lstrip()
        clusters = [] if fits(line) else _at_clusters(line)
        if len(clusters) > 1:
            *full, line = _fill(clusters, fits)
            lines += full
    return [*lines, line]
