"""All sheets in one PDF with a bookmark for each zone and sheet."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from ..core.feedback import Feedback, check_cancelled
from .files import replace_file

if TYPE_CHECKING:
    import pikepdf


class BoundPage(NamedTuple):
    """One page: its file, its bookmark, and the bookmark above it ("" for none)."""

    path: Path
    title: str
    chapter: str = ""


class Bookmark(NamedTuple):
    """A bookmark on a page (from 0), and the one above it ("" for none)."""

    title: str
    page: int
    chapter: str = ""


def can_bind() -> bool:
    """Whether pikepdf is there; without it QGIS draws the bound file, without bookmarks."""
    return find_spec("pikepdf") is not None


def bind(pages: Sequence[BoundPage], target: Path, feedback: Feedback) -> None:
    """Write the pages one after the other into ``target``.

    ``target`` appears only when it is complete. Raises FileInUse, Cancelled.
    """
    import pikepdf

    bound = pikepdf.Pdf.new()
    with replace_file(target) as unfinished:
        _add_pages(bound, pages, feedback)
        bound.Root.PageMode = pikepdf.Name.UseOutlines
        bound.save(unfinished)
    feedback.progress(1.0)


def _add_pages(bound: pikepdf.Pdf, pages: Sequence[BoundPage], feedback: Feedback) -> None:
    import pikepdf

    bookmarks = []
    for number, page in enumerate(pages):
        check_cancelled(feedback)
        feedback.progress(number / len(pages))
        bound.pages.extend(pikepdf.Pdf.open(BytesIO(page.path.read_bytes())).pages)
        bookmarks.append(Bookmark(page.title, number, page.chapter))
    _outline(bound, bookmarks)


def add_bookmarks(path: Path, bookmarks: Sequence[Bookmark]) -> None:
    """Put bookmarks into a PDF that is whole; nothing where pikepdf is not there."""
    if not can_bind():
        return
    import pikepdf

    with pikepdf.Pdf.open(BytesIO(path.read_bytes())) as pdf:
        _outline(pdf, bookmarks)
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        pdf.save(path)


def _outline(pdf: pikepdf.Pdf, bookmarks: Sequence[Bookmark]) -> None:
    import pikepdf

    with pdf.open_outline() as outline:
        chapters: dict[str, pikepdf.OutlineItem] = {}
        for bookmark in bookmarks:
            item = pikepdf.OutlineItem(bookmark.title, bookmark.page)
            if not bookmark.chapter:
                outline.root.append(item)
                continue
            if bookmark.chapter not in chapters:
                chapters[bookmark.chapter] = pikepdf.OutlineItem(bookmark.chapter, bookmark.page)
                outline.root.append(chapters[bookmark.chapter])
            chapters[bookmark.chapter].children.append(item)
