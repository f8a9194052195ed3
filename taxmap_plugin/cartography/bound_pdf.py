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

    with bound.open_outline() as outline:
        chapters: dict[str, pikepdf.OutlineItem] = {}
        for number, page in enumerate(pages):
            check_cancelled(feedback)
            feedback.progress(number / len(pages))
            bound.pages.extend(pikepdf.Pdf.open(BytesIO(page.path.read_bytes())).pages)
            item = pikepdf.OutlineItem(page.title, number)
            if not page.chapter:
                outline.root.append(item)
                continue
            if page.chapter not in chapters:
                chapters[page.chapter] = pikepdf.OutlineItem(page.chapter, number)
                outline.root.append(chapters[page.chapter])
            chapters[page.chapter].children.append(item)
