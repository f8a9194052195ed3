"""Thai text of a page that can be searched and copied whole.

Qt's PDF says of each glyph which letter it is, but not of the raised and narrow forms of
Thai marks, and it writes sara am as two glyphs: a search for น้ำ or แผนที่ finds nothing.
Here each glyph without a letter is found again in the font by its outline, its letter is
added to the page's map, and sara am is put together. Nothing that is drawn changes.
"""

from __future__ import annotations

import logging
import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from qgis.PyQt.QtGui import QFont, QRawFont

if TYPE_CHECKING:
    import pikepdf
    from fontTools.ttLib import TTFont

NIKHAHIT, SARA_AA, SARA_AM = "\u0e4d", "\u0e32", "\u0e33"
_TONES = "\u0e48\u0e49\u0e4a\u0e4b"
_TABLES = ("cmap", "GSUB", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "post")
_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Codes under which fonts keep their other forms of letters: nobody searches for them."""
_SAME_EM = 0.002
"""Outlines whose measures differ by less than this are one: Qt rounds them to its own units."""

logging.getLogger("fontTools.ttLib.tables._h_e_a_d").setLevel(logging.ERROR)
"""Qt writes no dates into the fonts of a page, and fontTools would warn of each."""

_TEXT = re.compile(rb"BT\s+/(\w+) .*?ET", re.DOTALL)
_GLYPH = re.compile(rb"<([0-9A-Fa-f]{4})>(?= Tj)")
_BETWEEN = 60
"""Bytes from one glyph to the next at most: what moves the pen, nothing else."""


class Shapes(NamedTuple):
    """Glyphs of a font that stand for letters: their outlines' measures, and their letters."""

    measures: np.ndarray
    letters: Sequence[str]

    def letters_of(self, outline: np.ndarray) -> str:
        """The letters of the glyph with this outline; "" when none or several have it."""
        off = np.nan_to_num(np.abs(self.measures - outline), nan=np.inf).max(axis=1, initial=0.0)
        least = min(off.min(initial=_SAME_EM), _SAME_EM)
        found = {self.letters[i] for i in np.flatnonzero(off <= least)}
        return found.pop() if len(found) == 1 else ""


def can_mend() -> bool:
    """Whether pikepdf and fontTools are there; without them pages stay as Qt wrote them."""
    return find_spec("pikepdf") is not None and find_spec("fontTools") is not None


def make_searchable(page: Path, family: str) -> None:
    """Complete the letters of a page written in a font family, if that can be done here.

    Raises OSError when the page cannot be written.
    """
    mended = _mended(page.read_bytes(), family) if can_mend() else b""
    if mended:
        page.write_bytes(mended)


def _mended(written: bytes, family: str) -> bytes:
    """The page with its letters; nothing where it is not built as Qt builds pages."""
    import pikepdf
    from fontTools.ttLib import TTLibError

    result = BytesIO()
    try:
        with pikepdf.Pdf.open(BytesIO(written)) as pdf:
            known: dict[tuple[int, int], _PageFont] = {}  # pages share their fonts
            for page in pdf.pages:
                _mend(page, family, known)
            for font in known.values():
                font.save(pdf)
            pdf.save(result)
    except (pikepdf.PdfError, TTLibError, LookupError, AttributeError, ValueError, struct.error):
        return b""
    return result.getvalue()


def _mend(page: pikepdf.Page, family: str, known: dict[tuple[int, int], _PageFont]) -> None:
    found: Any = page.resources.get("/Font", {})
    fonts = {}
    for name, font in found.items():
        if not _PageFont.readable(font):
            continue
        if font.objgen not in known:
            known[font.objgen] = _PageFont(font, family)
        fonts[name[1:].encode()] = known[font.objgen]
    if not fonts:
        return
    page.contents_coalesce()
    content = page.Contents.read_bytes()
    written = _TEXT.sub(lambda text: _joined(text, fonts), content)
    if written != content:
        page.Contents.write(written)


def _joined(text: re.Match[bytes], fonts: Mapping[bytes, _PageFont]) -> bytes:
    """One text of the page, with the two glyphs of each sara am read as one letter."""
    whole = text[0]
    font = fonts.get(text[1])
    if font is None:
        return whole
    glyphs = list(_GLYPH.finditer(whole))
    codes = [int(glyph[1], 16) for glyph in glyphs]
    letters = [font.letters.get(code, "") for code in codes]
    for index, letter in enumerate(letters):
        if letter != SARA_AA:
            continue
        start = index - (2 if index > 1 and letters[index - 1] in tuple(_TONES) else 1)
        if start < 0 or NIKHAHIT not in letters[start]:
            continue
        if any(b.start() - a.end() > _BETWEEN for a, b in zip(glyphs[start:], glyphs[start + 1 :])):
            continue
        codes[start] = font.code(codes[start], letters[start].replace(NIKHAHIT, ""))
        codes[index] = font.code(codes[index], SARA_AM)
    parts, end = [], 0
    for glyph, code in zip(glyphs, codes):
        parts += [whole[end : glyph.start(1)], b"%04X" % code]
        end = glyph.end(1)
    return b"".join([*parts, whole[end:]])


class _PageFont:
    """A font of a page: the letters of its codes, and more codes for its glyphs."""

    def __init__(self, font: pikepdf.Object, family: str) -> None:
        from fontTools.ttLib import TTFont

        self.font, self.inner = font, font.DescendantFonts[0]
        program = TTFont(BytesIO(self.inner.FontDescriptor.FontFile2.read_bytes()), lazy=True)
        self.letters = _letters_written(font.ToUnicode.read_bytes())
        self.glyphs = list(range(program["maxp"].numGlyphs))
        shapes = _shapes(family, "bold" in str(font.BaseFont).lower())
        measures = _measures(program, program.getGlyphOrder())
        self.widths = measures[:, 0]
        for code in self.glyphs[1:]:
            if code not in self.letters:
                self.letters[code] = shapes.letters_of(measures[code])
        self._codes: dict[tuple[int, str], int] = {}

    @staticmethod
    def readable(font: pikepdf.Object) -> bool:
        """Whether it is a font as Qt embeds it, a code a glyph."""
        inner: Any = font.get("/DescendantFonts", [{}])[0]
        return "/ToUnicode" in font and "/FontFile2" in inner.get("/FontDescriptor", {})

    def code(self, glyph: int, letters: str) -> int:
        """Another code for a glyph, with which it stands for these letters."""
        if (glyph, letters) not in self._codes:
            self._codes[glyph, letters] = len(self.glyphs)
            self.letters[len(self.glyphs)] = letters
            self.glyphs.append(glyph)
        return self._codes[glyph, letters]

    def save(self, pdf: pikepdf.Pdf) -> None:
        """Put letters and codes into the page."""
        import pikepdf

        self.font.ToUnicode.write(_letters_map(self.letters))
        if not self._codes:
            return
        self.inner.CIDToGIDMap = pdf.make_stream(struct.pack(f">{len(self.glyphs)}H", *self.glyphs))
        first = len(self.glyphs) - len(self._codes)
        more = [round(self.widths[glyph] * 1000) for glyph in self.glyphs[first:]]
        self.inner.W = pikepdf.Array([*self.inner.W, first, pikepdf.Array(more)])
        if "/CIDSet" in self.inner.FontDescriptor:
            del self.inner.FontDescriptor.CIDSet  # may be left out, and is now too short


def _letters_written(cmap: bytes) -> dict[int, str]:
    """The letters that Qt's map gives to each code."""
    letters = {}
    for first, values in re.findall(rb"<(\w{4})> <\w{4}> \[(.*?)\]", cmap):
        for step, value in enumerate(re.findall(rb"<(\w+)>", values)):
            letters[int(first, 16) + step] = bytes.fromhex(value.decode()).decode("utf-16-be")
    return {code: text for code, text in letters.items() if not _PRIVATE.match(text)}


def _letters_map(letters: Mapping[int, str]) -> bytes:
    """A map from codes to letters as PDF has it, at most 100 a group."""
    rows = [
        f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
        for code, text in sorted(letters.items())
        if text
    ]
    groups = [rows[start : start + 100] for start in range(0, len(rows), 100)]
    body = "".join(f"{len(g)} beginbfchar\n" + "\n".join(g) + "\nendbfchar\n" for g in groups)
    return f"{_CMAP_HEAD}{body}{_CMAP_END}".encode("ascii")


_CMAP_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
"""
_CMAP_END = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


@lru_cache(maxsize=None)
def _shapes(family: str, bold: bool) -> Shapes:
    """Every glyph of a font that is a letter, another form of it, or several in one."""
    font = _font_of(family, bold)
    if font is None:
        return Shapes(np.empty((0, _MEASURES)), ())
    letters = {
        glyph: chr(code)
        for code, glyph in font.getBestCmap().items()
        if not _PRIVATE.match(chr(code))
    }
    _add_other_forms(font, letters)
    return Shapes(_measures(font, list(letters)), list(letters.values()))


def _font_of(family: str, bold: bool) -> TTFont | None:
    """The font file that Qt draws with, from its tables; None where it has no outlines."""
    from fontTools.ttLib import TTFont

    asked = QFont(family)
    asked.setBold(bold)
    raw = QRawFont.fromFont(asked)
    tables = {tag: bytes(raw.fontTable(tag)) for tag in _TABLES}
    if not all(tables.values()):
        return None
    head = struct.pack(">IHHHH", 0x00010000, len(tables), 0, 0, 0)
    offset, rows = len(head) + 16 * len(tables), b""
    for tag, data in tables.items():
        rows += struct.pack(">4sIII", tag.encode(), 0, offset, len(data))
        offset += len(data)
    return TTFont(BytesIO(head + rows + b"".join(tables.values())), lazy=True)


def _add_other_forms(font: TTFont, letters: dict[str, str]) -> None:
    """Give the forms that the font puts in place of letters the letters that they stand for."""
    for _ in range(3):  # a form of a form
        for parts, form in _replacements(font):
            if form not in letters and all(part in letters for part in parts):
                letters[form] = "".join(letters[part] for part in parts)


def _replacements(font: TTFont) -> Iterator[tuple[tuple[str, ...], str]]:
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table = getattr(table, "ExtSubTable", table)
            if table.LookupType == 1:
                yield from (((one,), form) for one, form in table.mapping.items())
            elif table.LookupType == 4:
                for first, ligatures in table.ligatures.items():
                    yield from (((first, *each.Component), each.LigGlyph) for each in ligatures)


_MEASURES = 8


def _measures(font: TTFont, glyphs: Sequence[str]) -> np.ndarray:
    """What tells outlines apart, in em: width, box, area and its two moments; nan where there
    is no ink."""
    from fontTools.pens.boundsPen import BoundsPen
    from fontTools.pens.momentsPen import MomentsPen

    em, outlines = font["head"].unitsPerEm, font.getGlyphSet()
    rows = []
    for name in glyphs:
        bounds, moments = BoundsPen(outlines), MomentsPen(outlines)
        outlines[name].draw(bounds)
        outlines[name].draw(moments)
        box = np.array(bounds.bounds or (np.nan,) * 4) / em
        area = moments.area / em**2, moments.momentX / em**3, moments.momentY / em**3
        rows.append((outlines[name].width / em, *box, *area))
    return np.array(rows, dtype=float).reshape(-1, _MEASURES)
