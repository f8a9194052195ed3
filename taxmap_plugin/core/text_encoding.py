"""In what encoding a file's Thai text is, and text that was read in the wrong one.

Office files carry Thai as UTF-8 (with or without a byte order mark), as
cp874/TIS-620, or as UTF-16; a shapefile without .cpg does not say which. Text
cut at a field's width in the middle of a letter counts as what it is.
"""

from __future__ import annotations

import re
from typing import Optional

from .thai_text import MARK

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UTF8_THAI = re.compile(rb"\xe0[\xb8\xb9][\x80-\xbf]")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")

_THAI = re.compile("[ก-๛]")
_ILLEGAL = re.compile(
    f"(?<![ก-ฮ{MARK}])[{MARK}]"  # a mark on nothing
    "|[เแโใไ](?![ก-ฮ])"  # a leading vowel before no consonant
    f"|(?<![ก-ฮาๅ{MARK}])[ะาำ]"  # a following vowel after no consonant
    f"|[{MARK}]{{4,}}"
)
_THAI_WORD = re.compile("[ก-ฮ][ก-๎]|[เแโใไ][ก-ฮ]|[ก-ฮ][ .0-9].*[ก-ฮ]")
_WESTERN_WORD = re.compile("[À-ÿ]|[\x80-ÿ]{2}")
_LATIN_NEIGHBOUR = re.compile("[A-Za-zÀ-ÿ][ก-๛]|[ก-๛][A-Za-zÀ-ÿ]")
_LOST = re.compile("\ufffd|\\?{3,}")
_UTF8_AS_CP874 = re.compile("เ[ธน][\x80-\xa0…‘’“”•–—€ก-ฟ\ufffd]")


def guess_encoding(samples: bytes) -> tuple[str, float]:
    """``(Python's name, certainty 0..1)`` of the bytes of some texts.

    The name is ``utf-8-sig``, ``utf-16``, ``utf-16-le``, ``utf-16-be``, ``utf-8``
    or ``cp874``. Bytes without any letter beyond ASCII are ``("utf-8", 0.5)``:
    they read the same in both. Below 0.5 show the text and ask.
    """
    for bom, name in _BOMS:
        if samples.startswith(bom):
            return name, 1.0
    wide = _wide_encoding(samples)
    if wide:
        return wide, 0.95
    high = len(_HIGH_BYTE.findall(samples))
    if not high:
        return "utf-8", 0.5
    utf8_share = 3 * len(_UTF8_THAI.findall(samples)) / high
    thai = thai_plausibility(samples.decode("cp874", errors="replace"))
    if _is_utf8(samples) and (utf8_share > 0 or thai < 0.9):
        return "utf-8", 1.0
    if utf8_share >= 0.6:
        return "utf-8", round(0.5 + utf8_share / 2, 2)
    return "cp874", round(thai * (1 - utf8_share), 2)


def _is_utf8(samples: bytes) -> bool:
    """True when every letter is UTF-8; the last may have been cut."""
    try:
        samples.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.reason == "unexpected end of data"
    return True


def _wide_encoding(samples: bytes) -> Optional[str]:
    """UTF-16 without a mark shows itself by one byte of each pair: 0x00 or 0x0E (Thai)."""
    even, odd = samples[::2], samples[1::2]
    if len(odd) < 2 or 2 * samples.count(0) + samples.count(0x0E) < len(odd) // 2:
        return None
    for name, leading in (("utf-16-le", odd), ("utf-16-be", even)):
        if leading.count(0) + leading.count(0x0E) > 0.8 * len(leading):
            return name
    return None


def thai_plausibility(text: str) -> float:
    """0..1: how much of the letters beyond ASCII stand as Thai letters can stand."""
    beyond_ascii = sum(not c.isascii() and not c.isspace() for c in text)
    thai = len(_THAI.findall(text))
    if not thai:
        return 0.0
    wrong = len(_ILLEGAL.findall(text)) + len(_LATIN_NEIGHBOUR.findall(text))
    return max(0.0, (thai - 2 * wrong) / beyond_ascii)


def _byte_of(code_page: str) -> dict[int, int]:
    """Character → byte as lenient readers decode: undefined bytes become C1 controls."""
    table = {byte: byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        try:
            table[ord(bytes([byte]).decode(code_page))] = byte
        except UnicodeDecodeError:
            table.setdefault(byte, byte)
    return table


_WESTERN = {**_byte_of("latin-1"), **_byte_of("cp1252")}
_THAI_PAGE = _byte_of("cp874")


def repair_mojibake(text: str) -> Optional[str]:
    """The Thai text that was meant, or None when ``text`` is sound or past repair.

    Knows cp874 and UTF-8 read as cp1252 or Latin-1 (``à¸™à¸²`` , ``¹Ò``) and UTF-8
    read as cp874 (``เธเธฒ``). Repair before cleaning: some of the bytes hide in
    characters that cleaning drops.
    """
    western = _bytes_of(text, _WESTERN)
    if western is not None and _WESTERN_WORD.search(text):
        return _thai_from(western, "utf-8") or _thai_from(western, "cp874")
    thai_page = _bytes_of(text, _THAI_PAGE)
    if thai_page is not None and _UTF8_AS_CP874.search(text):
        return _thai_from(thai_page, "utf-8")
    return None


def _bytes_of(text: str, table: dict[int, int]) -> Optional[bytes]:
    """The bytes behind ``text``, None when it has none beyond ASCII or others."""
    if text.isascii():
        return None
    codes = [ord(c) if c.isascii() else table.get(ord(c), -1) for c in text]
    return None if -1 in codes else bytes(codes)


def _thai_from(raw: bytes, encoding: str) -> Optional[str]:
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        return None
    plausible = _THAI_WORD.search(text) and thai_plausibility(text) >= 0.8
    return text if plausible else None


def is_mojibake(text: str) -> bool:
    """True for text read in the wrong encoding, also when it cannot be repaired.

    Letters lost for good show as ``\\ufffd`` or as ``???``.
    """
    if text.isascii():
        return _LOST.search(text) is not None
    if _LOST.search(text) or repair_mojibake(text) is not None:
        return True
    return len(_UTF8_AS_CP874.findall(text)) >= 3 and thai_plausibility(text) < 0.7
