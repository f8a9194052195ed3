"""One laid-out page to PDF and PNG, and the proof that it carries what it should."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from os import SEEK_END
from pathlib import Path

from qgis.core import (
    QgsAbstractLayoutIterator,
    QgsFeatureRequest,
    QgsLayoutExporter,
    QgsRenderContext,
    QgsRenderedFeatureHandlerInterface,
)
from qgis.PyQt.QtGui import QImage

from ..core.feedback import Feedback, check_cancelled
from ..core.message import Message
from ..core.sheet_drawing import SheetDrawing
from ..core.sheet_words import AREA as WORDS
from ..errors import TaxMapError
from .files import FileInUse, replace_file
from .searchable_text import make_searchable
from .sheet_layers import CLASS_FIELD, PARCEL_FIELD, WATER_HATCH
from .sheet_layout import SheetLayout

PDF_DPI = 300
_PDF_END_BYTES = 1024


class PageProblem(TaxMapError):
    """A page that lacks something, or that QGIS could not write."""


class _Drawn(QgsRenderedFeatureHandlerInterface):
    """Which parcels QGIS has really drawn, and which other shapes of each class."""

    def __init__(self) -> None:
        super().__init__()
        self.parcels: set[int] = set()
        self.shapes: defaultdict[str, set[int]] = defaultdict(set)

    def clear(self) -> None:
        self.parcels.clear()
        self.shapes.clear()

    def handleRenderedFeature(self, feature, bounds, context) -> None:
        fields = feature.fields()
        parcel, other = fields.indexOf(PARCEL_FIELD), fields.indexOf(CLASS_FIELD)
        if parcel >= 0:
            self.parcels.add(feature.attribute(parcel))
        elif other >= 0:
            self.shapes[feature.attribute(other)].add(feature.id())

    def usedAttributes(self, layer, context) -> set[str]:
        return {QgsFeatureRequest.ALL_ATTRIBUTES}


def export_page(page: SheetLayout, drawing: SheetDrawing, path: Path, png_dpi: int = 0) -> int:
    """Write a page to ``path`` (and ``.png`` beside it, where an older one is removed if no
    picture is asked for); returns the parcels drawn.

    The file takes its name only after QGIS has drawn every shape and every text that
    the drawing holds; else PageProblem is raised and an older file stays as it was.
    """
    drawn = _Drawn()
    page.map.addRenderedFeatureHandler(drawn)
    exporter = QgsLayoutExporter(page.layout)
    try:
        with replace_file(path) as unfinished:
            result = exporter.exportToPdf(str(unfinished), pdf_settings())
            _check_result(result, path)
            check_whole(unfinished, path)
            make_searchable(unfinished, page.family)
            _check_page(page, drawing, drawn, exporter)
            if png_dpi:
                drawn.clear()
                image = exporter.renderPageToImage(0, dpi=png_dpi)
                _check_shapes(page, drawing, drawn)
                _write_picture(image, path.with_suffix(".png"))
        if not png_dpi:
            _drop_picture(path.with_suffix(".png"))
    finally:
        page.map.removeRenderedFeatureHandler(drawn)
    return len(drawn.parcels)


def pdf_settings() -> QgsLayoutExporter.PdfExportSettings:
    """Vectors and real text at 300 dpi, placed on the earth."""
    settings = QgsLayoutExporter.PdfExportSettings()
    settings.dpi = PDF_DPI
    settings.forceVectorOutput = True
    settings.rasterizeWholeImage = False
    settings.appendGeoreference = True
    settings.exportMetadata = True
    settings.simplifyGeometries = False
    settings.textRenderFormat = QgsRenderContext.TextFormatAlwaysText
    return settings


def _check_result(result: int, path: Path) -> None:
    if result == QgsLayoutExporter.Success:
        return
    if result == QgsLayoutExporter.MemoryError:
        raise PageProblem(Message("page_export.memory", file=path.name))
    raise PageProblem(Message("page_export.not_written", file=path.name), f"code {result}")


def check_whole(written: Path, target: Path) -> None:
    """Raise PageProblem when a PDF has no end: Qt says nothing when the disk is full."""
    with written.open("rb") as stream:
        stream.seek(-min(_PDF_END_BYTES, written.stat().st_size), SEEK_END)
        if b"%%EOF" not in stream.read():
            raise PageProblem(Message("page_export.not_written", file=target.name), "no end")


def _check_page(
    page: SheetLayout, drawing: SheetDrawing, drawn: _Drawn, exporter: QgsLayoutExporter
) -> None:
    """Compare what was drawn with what belongs on the page."""
    _check_shapes(page, drawing, drawn)
    wanted = Counter(text.text for text in drawing.texts)
    for inset in drawing.numbers.insets:
        wanted.update(text.text for text in inset.texts)
    written: Counter[str] = Counter()
    for found in exporter.labelingResults().values():
        written.update(label.labelText for label in found.allLabels() if not label.isUnplaced)
    missing = wanted - written
    if missing:
        raise PageProblem(
            Message(
                "page_export.texts_missing",
                count=sum(missing.values()),
                example=next(iter(missing)),
            )
        )
    if not page.tables_complete:
        raise PageProblem(Message("page_export.table_cut"))


def _check_shapes(page: SheetLayout, drawing: SheetDrawing, drawn: _Drawn) -> None:
    expected = len(drawing.sheet.parcels)
    if len(drawn.parcels) != expected:
        raise PageProblem(
            Message("page_export.parcels_missing", drawn=len(drawn.parcels), expected=expected)
        )
    for name, count in page.expected.items():
        found = len(drawn.shapes[name])
        if found < count:
            raise PageProblem(
                Message(
                    "page_export.shapes_missing",
                    drawn=found,
                    expected=count,
                    layer=_in_the_legend(name),
                )
            )


def _in_the_legend(name: str) -> Message:
    """A class of shapes as the legend calls it."""
    word = "water" if name == WATER_HATCH else name.replace("_area", "")
    return Message(f"{WORDS}.legend_{word}")


def _write_picture(image: QImage, path: Path) -> None:
    if image.isNull():
        raise PageProblem(Message("page_export.memory", file=path.name))
    with replace_file(path) as unfinished:
        if not image.save(str(unfinished), "PNG"):
            raise PageProblem(Message("page_export.not_written", file=path.name))


def _drop_picture(path: Path) -> None:
    """Remove the picture of an older page: it would be taken for this one's."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileInUse(Message("files.in_use", file=path.name), str(error)) from error


class _Pages(QgsAbstractLayoutIterator):
    """Layouts one after the other for QGIS's own multi-page export, each checked when the
    next one is asked for."""

    def __init__(
        self, pages: Iterable[tuple[SheetLayout, SheetDrawing]], feedback: Feedback
    ) -> None:
        super().__init__()
        self._pages, self._feedback = iter(pages), feedback
        self._page: tuple[SheetLayout, SheetDrawing] | None = None
        self._drawn = _Drawn()
        self.problem: TaxMapError | None = None

    def layout(self):
        return self._page[0].layout if self._page else None

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
            check_cancelled(self._feedback)
            if self._page is not None:
                self._page[0].map.removeRenderedFeatureHandler(self._drawn)
                _check_shapes(*self._page, self._drawn)
            self._page = next(self._pages, None)
            if self._page is not None:
                self._drawn = _Drawn()
                self._page[0].map.addRenderedFeatureHandler(self._drawn)
        except TaxMapError as problem:
            self.problem = problem
            return False
        return self._page is not None


def bind_by_drawing(
    pages: Iterable[tuple[SheetLayout, SheetDrawing]], target: Path, feedback: Feedback
) -> None:
    """All pages in one PDF, drawn anew: for a QGIS without pikepdf. No bookmarks."""
    settings = pdf_settings()
    settings.appendGeoreference = False
    with replace_file(target) as unfinished:
        iterator = _Pages(pages, feedback)
        result, reason = QgsLayoutExporter.exportToPdf(iterator, str(unfinished), settings)
        if iterator.problem is not None:
            raise iterator.problem
        if result != QgsLayoutExporter.Success:
            raise PageProblem(Message("page_export.not_written", file=target.name), reason)
        check_whole(unfinished, target)
