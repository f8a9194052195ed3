"""Forms as one PDF: every document on its pages, bookmarks by moo or block and by payer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import (
    QgsAbstractLayoutIterator,
    QgsCoordinateReferenceSystem,
    QgsLayoutExporter,
    QgsProject,
)

from ..core.feedback import Feedback, check_cancelled
from ..core.form_definition import PAPERS, FormDefinition
from ..core.form_document import FormDocument
from ..core.message import Message
from ..core.sheet_format import Box
from ..core.sheet_style import SheetStyle
from ..core.thai_text import thai_digits as in_thai_digits
from ..errors import TaxMapError
from .bound_pdf import Bookmark, add_bookmarks
from .files import replace_file
from .form_flow import MARGINS, FormPage, Line, body, lay_out
from .form_table import draw_grid
from .page_export import PageProblem, check_whole, pdf_settings
from .searchable_text import make_searchable
from .sheet_fonts import sheet_font
from .sheet_layout import new_layout
from .sheet_page import SheetPage

DRAFT = "ร่าง – ตรวจสอบกับแบบท้ายระเบียบ"
FOR_REVIEW = "ใช้ตรวจทานเท่านั้น"
_STYLE_SCALE = 1000
_HEAD_MM = 7.0


@dataclass(frozen=True)
class FormSheet:
    """A document on its form; ``is_draft`` while nobody has confirmed the form, ``for_review``
    where it is no official notice: each page says so."""

    definition: FormDefinition
    document: FormDocument
    is_draft: bool = False
    for_review: bool = False


class FormPrinter:
    """Lays documents out, then draws them page by page: a moment holds one page only."""

    def __init__(self, office: str, title: str, thai_digits: bool) -> None:
        self.project = QgsProject()
        self.project.setCrs(QgsCoordinateReferenceSystem.fromEpsgId(32647))
        metadata = self.project.metadata()
        metadata.setTitle(f"{office} {title}")
        metadata.setAuthor(office)
        self.project.setMetadata(metadata)
        self.office, self.thai = office, thai_digits
        self.font, self.style = sheet_font(), SheetStyle("bw", _STYLE_SCALE)
        self._measure = self._new_page("A4")

    def _new_page(self, paper: str) -> SheetPage:
        return SheetPage(new_layout(self.project, PAPERS[paper]), self.font, self.style)

    def pages_of(self, sheet: FormSheet) -> list[FormPage]:
        """What stands on each page of a document."""
        return lay_out(sheet.definition, sheet.document, self._measure, self.thai)

    def write(self, sheets: Sequence[FormSheet], path: Path, feedback: Feedback) -> int:
        """Write all documents to ``path`` (.pdf); returns the pages. An older file is replaced.

        Raises PageProblem, FileInUse, Cancelled.
        """
        settings = pdf_settings()
        settings.appendGeoreference = False
        pages = _Pages(self, sheets, feedback)
        with replace_file(path) as unfinished:
            result, reason = QgsLayoutExporter.exportToPdf(pages, str(unfinished), settings)
            if pages.problem is not None:
                raise pages.problem
            if result != QgsLayoutExporter.Success:
                raise PageProblem(Message("page_export.not_written", file=path.name), reason)
            check_whole(unfinished, path)
            make_searchable(unfinished, self.font.family)
            add_bookmarks(unfinished, pages.bookmarks)
        return pages.written

    def draw(self, sheet: FormSheet, content: FormPage, number: int, count: int) -> SheetPage:
        """One page with its head and foot."""
        page = self._new_page(content.paper)
        for at, item in enumerate(content.items):
            if isinstance(item, Line):
                page.text(f"text_{at}", item.text, item.box, item.role, item.align)
            else:
                draw_grid(page, f"table_{at}", item)
        self._frame(page, sheet, number, count)
        return page

    def _frame(self, page: SheetPage, sheet: FormSheet, number: int, count: int) -> None:
        """The form's number and what it is marked with above, whose it is and the page below."""
        paper = sheet.definition.paper
        if paper == "DL":
            return
        box, height = body(paper), page.line_height("note")
        head = Box(box.x, box.y - _HEAD_MM, box.width, height)
        page.text("form_code", self._digits(sheet.definition.code), head, "heading", "right")
        if sheet.is_draft:
            page.text("draft", DRAFT, head, "note")
        if sheet.for_review:
            page.text("for_review", FOR_REVIEW, head, "heading", "centre")
        foot = Box(box.x, PAPERS[paper][1] - MARGINS[paper][3] + 3, box.width, height)
        named = f"{self.office}  {sheet.document.name if number > 1 else ''}".strip()
        page.text("foot", named, foot, "note")
        said = self._digits(f"{number}/{count}")
        page.text("page", said, foot, "note", "right")

    def _digits(self, text: str) -> str:
        return in_thai_digits(text) if self.thai else text


class _Pages(QgsAbstractLayoutIterator):
    """Pages drawn when QGIS asks for them, and forgotten after."""

    def __init__(
        self, printer: FormPrinter, sheets: Sequence[FormSheet], feedback: Feedback
    ) -> None:
        super().__init__()
        self._printer, self._sheets, self._feedback = printer, sheets, feedback
        self._drawn = self._each()
        self._page: SheetPage | None = None
        self.bookmarks: list[Bookmark] = []
        self.written = 0
        self.problem: TaxMapError | None = None

    def _each(self) -> Iterator[SheetPage]:
        named = None
        for at, sheet in enumerate(self._sheets):
            self._feedback.progress(at / len(self._sheets))
            contents = self._printer.pages_of(sheet)
            document = sheet.document
            if (document.key or document.name) != named:
                named = document.key or document.name
                self.bookmarks.append(Bookmark(document.name, self.written, document.chapter))
            for number, content in enumerate(contents, 1):
                check_cancelled(self._feedback)
                yield self._printer.draw(sheet, content, number, len(contents))

    def layout(self):
        return self._page.layout if self._page else None

    def beginRender(self) -> bool:
        return True

    def endRender(self) -> bool:
        return True

    def count(self) -> int:
        return -1

    def filePath(self, base: str, extension: str) -> str:
        return base

    def next(self) -> bool:
        try:  # nothing may be raised through QGIS
            self._page = next(self._drawn, None)
        except TaxMapError as problem:
            self.problem = problem
            return False
        if self._page is not None:
            self.written += 1
        return self._page is not None
