"""What all reports share: an HTML page that Qt, a browser and a printer show alike."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

from ..core.line_break import with_break_marks
from ..core.message import Language, Message, render
from ..core.resources import resource_path
from .csv_file import FileNotWritten


class ReportPage:
    """Pieces of a page (A4, portrait) in one language."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def say(self, message: Message) -> str:
        return render(message, self.language)

    def text(self, message: Message) -> str:
        return self.wrapped(self.say(message))

    def wrapped(self, text: str) -> str:
        """Thai may break between words only, on machines that know no Thai words too."""
        return html.escape(with_break_marks(text) if self.language == "th" else text)

    def counts(self, labelled: Iterable[tuple[str, int]]) -> str:
        """Large numbers in a row, each over its label."""
        cells = list(labelled)
        numbers = "".join(f'<td class="number">{number:,}</td>' for _, number in cells)
        labels = "".join(f'<td class="label">{self.wrapped(label)}</td>' for label, _ in cells)
        return (
            f'<table class="counts" width="100%" cellspacing="0"><tr>{numbers}</tr>'
            f"<tr>{labels}</tr></table>"
        )

    def document(self, title: Message, parts: Iterable[str]) -> str:
        """The whole page."""
        style = resource_path("styles", "file_report.css").read_text(encoding="utf-8")
        return (
            f'<!DOCTYPE html><html lang="{self.language}"><head><meta charset="utf-8">'
            f"<title>{html.escape(self.say(title))}</title><style>{style}</style></head>"
            f"<body>{''.join(parts)}</body></html>"
        )


def write_page(page: str, path: Path) -> None:
    """Write a page to a file. Raises FileNotWritten."""
    try:
        path.write_text(page, encoding="utf-8")
    except OSError as error:
        raise FileNotWritten(path, str(error)) from error
