"""The pages of a report: texts, tables and pictures that flow over as many as they need.

Nothing is cut: a text that does not fit on a page goes on on the next one, a row of a table and
a picture go there whole, and the heads of a table stand there again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsAbstractLayoutIterator,
    QgsCoordinateReferenceSystem,
    QgsLayoutExporter,
    QgsProject,
)

from ..core.feedback import Feedback, check_cancelled
from ..core.message import Message
from ..core.municipality import Municipality
from ..core.sheet_format import Box
from ..core.sheet_style import SheetStyle
from ..core.sheet_words import SheetWords
from ..errors import TaxMapError
from .files import replace_file
from .page_export import PageProblem, check_whole, pdf_settings
from .searchable_text import make_searchable
from .sheet_fonts import sheet_font
from .sheet_layout import new_layout
from .sheet_page import Align, SheetPage

A4 = (210.0, 297.0)
BODY = Box(25.0, 22.0, 170.0, 252.0)
"""Where the text of a page stands; the binding side is the left one (S26)."""
_HEAD_Y, _FOOT_Y = 11.0, 279.0
_STYLE_SCALE = 1000
_CELL_AIR = 1.2
_ROW_AIR = 0.5
_MOST_LINES = 12
"""Lines of one cell; a longer text ends with "…"."""


@dataclass(frozen=True)
class Column:
    """A column of a table, its width in mm."""

    title: str
    width: float
    align: Align = "left"


class ReportPages:
    """Fills one page after the other from the top; ``y`` is where the next thing stands."""

    def __init__(self, office: Municipality, title: str, words: SheetWords) -> None:
        self.project = QgsProject()
        self.project.setCrs(QgsCoordinateReferenceSystem.fromEpsgId(office.epsg))
        self.font, self.style = sheet_font(), SheetStyle("colour", _STYLE_SCALE)
        self.words = words
        self.office = words.name(office.name, office.name_en)
        self.title = title
        self.pages: list[SheetPage] = []
        self._items = 0
        self.y = BODY.y
        self._describe()
        self.turn()

    def _describe(self) -> None:
        metadata = self.project.metadata()
        metadata.setTitle(f"{self.office} {self.title}")
        metadata.setAuthor(self.office)
        self.project.setMetadata(metadata)

    @property
    def page(self) -> SheetPage:
        return self.pages[-1]

    @property
    def left(self) -> float:
        """Millimetres that are left on this page."""
        return BODY.bottom - self.y

    def id(self, word: str) -> str:
        """An id for the next item."""
        self._items += 1
        return f"{word}_{self._items}"

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append(SheetPage(new_layout(self.project, A4), self.font, self.style))
        self.y = BODY.y

    def need(self, height: float) -> None:
        """Turn the page unless so much is left on it."""
        if self.left < height:
            self.turn()

    def skip(self, height: float) -> None:
        self.y = min(self.y + height, BODY.bottom)

    def line(self, text: str, role: str, align: Align = "left") -> None:
        """One line, made smaller where it is too long."""
        self.need(self.page.line_height(role))
        box = Box(BODY.x, self.y, BODY.width, 0)
        self.y += self.page.fitted(self.id(role), text, box, role, align)

    def paragraph(
        self, text: str, role: str = "body", x: float = BODY.x, width: float = BODY.width
    ) -> None:
        """A text in as many lines as it needs, on the next page too."""
        height = self.page.line_height(role)
        for line in self.page.wrapped(text, width, role):
            self.need(height)
            self.page.text(self.id(role), line, Box(x, self.y, width, height), role)
            self.y += height

    def rule(self) -> None:
        """A line across the page."""
        self.page.line(self.id("rule"), BODY.x, self.y, BODY.right, self.y)

    def table(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        """Rows under their heads; a row is never divided."""
        heads = self._row(columns, [column.title for column in columns], "cell_head")
        first = True
        for row in rows:
            cells = self._row(columns, row, "cell")
            if first or self.left < self._height(cells, "cell"):
                both = self._height(heads, "cell_head") + self._height(cells, "cell")
                self.need(both)
                self._draw(columns, heads, "cell_head")
            self._draw(columns, cells, "cell")
            first = False

    def _row(self, columns: Sequence[Column], texts: Sequence[str], role: str) -> list[list[str]]:
        return [
            self.page.shortened(text, column.width - 2 * _CELL_AIR, role, _MOST_LINES)
            for column, text in zip(columns, texts)
        ]

    def _height(self, cells: Sequence[Sequence[str]], role: str) -> float:
        return max(map(len, cells)) * self.page.line_height(role) + 2 * _ROW_AIR

    def _draw(self, columns: Sequence[Column], cells: Sequence[Sequence[str]], role: str) -> None:
        x, height = BODY.x, self._height(cells, role)
        for column, lines in zip(columns, cells):
            box = Box(x + _CELL_AIR, self.y + _ROW_AIR, column.width - 2 * _CELL_AIR, height)
            self.page.lines(self.id(role), lines, box, role, column.align)
            x += column.width
        self.y += height
        pen = "neat" if role == "cell_head" else "rule"
        self.page.line(self.id("row"), BODY.x, self.y, x, self.y, pen)

    def write(self, path: Path, foot: str, feedback: Feedback) -> None:
        """Write all pages to ``path`` (.pdf), with the office and the title above and ``foot`` and
        the page's number below; an older file is replaced once the new one is whole.

        Raises PageProblem, FileInUse, Cancelled.
        """
        for number, page in enumerate(self.pages, 1):
            self._frame(page, number, foot)
        settings = pdf_settings()
        settings.appendGeoreference = False
        with replace_file(path) as unfinished:
            pages = _Pages(self.pages, feedback)
            result, reason = QgsLayoutExporter.exportToPdf(pages, str(unfinished), settings)
            if pages.problem is not None:
                raise pages.problem
            if result != QgsLayoutExporter.Success:
                raise PageProblem(Message("page_export.not_written", file=path.name), reason)
            check_whole(unfinished, path)
            make_searchable(unfinished, self.font.family)

    def _frame(self, page: SheetPage, number: int, foot: str) -> None:
        height = page.line_height("note")
        half = BODY.width / 2
        if number > 1:
            top = Box(BODY.x, _HEAD_Y, half, height)
            page.text("head_office", self.office, top, "note")
            right = Box(BODY.x + half, _HEAD_Y, half, height)
            page.text("head_title", self.title, right, "note", "right")
            page.line("head_rule", BODY.x, _HEAD_Y + height, BODY.right, _HEAD_Y + height)
        page.line("foot_rule", BODY.x, _FOOT_Y, BODY.right, _FOOT_Y)
        row = Box(BODY.x, _FOOT_Y + 0.5, BODY.width, height)
        page.text("foot", foot, row, "note")
        said = self.words.short("page_n", number=number, pages=len(self.pages))
        page.text("foot_page", said, row, "note", "right")


class _Pages(QgsAbstractLayoutIterator):
    """The pages one after the other for QGIS's own export of several."""

    def __init__(self, pages: Sequence[SheetPage], feedback: Feedback) -> None:
        super().__init__()
        self._pages, self._feedback, self._at = pages, feedback, -1
        self.problem: TaxMapError | None = None

    def layout(self):
        return self._pages[self._at].layout

    def beginRender(self) -> bool:
        return True

    def endRender(self) -> bool:
        return True

    def count(self) -> int:
        return len(self._pages)

    def filePath(self, base: str, extension: str) -> str:
        return base

    def next(self) -> bool:
        try:  # nothing may be raised through QGIS
            check_cancelled(self._feedback)
        except TaxMapError as problem:
            self.problem = problem
            return False
        self._at += 1
        self._feedback.progress(self._at / len(self._pages))
        return self._at < len(self._pages)
