"""A page of HTML as a PDF of A4 sheets, drawn by Qt, with a page number at the foot."""

from __future__ import annotations

from pathlib import Path

from qgis.PyQt.QtCore import QMarginsF, QRectF, QSizeF, Qt
from qgis.PyQt.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter, QTextDocument

_DPI = 150
_MARGIN = 15.0  # mm
_FOOT = 8.0  # mm
_FONTS = ("Sarabun", "Laksaman", "Leelawadee UI", "Tahoma", "Thonburi", "Noto Sans Thai")
"""Thai faces of about one size on Windows, macOS and Linux (TH Sarabun is a third smaller)."""


def html_to_pdf(html: str, path: Path) -> None:
    """Write ``html`` to ``path``. Needs a running Qt application."""
    writer = QPdfWriter(str(path))
    writer.setResolution(_DPI)
    writer.setPageLayout(
        QPageLayout(
            QPageSize(QPageSize.PageSizeId.A4),
            QPageLayout.Orientation.Portrait,
            QMarginsF(_MARGIN, _MARGIN, _MARGIN, _MARGIN),
            QPageLayout.Unit.Millimeter,
        )
    )
    foot = _FOOT / 25.4 * _DPI
    page = QSizeF(writer.width(), writer.height() - foot)
    document = QTextDocument()
    document.documentLayout().setPaintDevice(writer)
    document.setDocumentMargin(0)
    document.setDefaultFont(_font())
    document.setHtml(html)
    document.setPageSize(page)
    painter = QPainter(writer)
    try:
        _paint(painter, document, page, writer)
    finally:
        painter.end()


def _font() -> QFont:
    font = QFont()
    font.setFamilies(list(_FONTS))
    font.setPointSizeF(10)
    return font


def _paint(painter: QPainter, document: QTextDocument, page: QSizeF, writer: QPdfWriter) -> None:
    for number in range(document.pageCount()):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(0, -number * page.height())
        visible = QRectF(0, number * page.height(), page.width(), page.height())
        document.drawContents(painter, visible)
        painter.restore()
        painter.setFont(_font())
        foot = QRectF(0, page.height(), page.width(), writer.height() - page.height())
        align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
        painter.drawText(foot, int(align), f"{number + 1} / {document.pageCount()}")
