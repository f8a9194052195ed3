"""What became of each sheet: ``sheets.csv`` for the office, a state file for the next run."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from ..core.message import Language, Message, render
from .files import replace_file

CSV_NAME = "sheets.csv"
STATE_NAME = "sheets.state.json"
_PLAN = "plan"
DONE, KEPT, FAILED, WAITING = "done", "unchanged", "failed", "waiting"


@dataclass(frozen=True)
class SheetResult:
    """One row of ``sheets.csv``.

    ``parcels`` are expected, ``drawn`` were really drawn; ``inside`` + ``leader`` +
    ``inset`` + ``table`` numbers stand on the page and equal ``parcels`` (S16).
    """

    sheet: int
    block: str
    page: str
    scale: int
    parcels: int
    drawn: int = 0
    inside: int = 0
    leader: int = 0
    inset: int = 0
    table: int = 0
    house_numbers: int = 0
    house_numbers_drawn: int = 0
    file: str = ""
    seconds: float = 0.0
    state: str = WAITING
    note: str = ""

    @property
    def numbered(self) -> int:
        return self.inside + self.leader + self.inset + self.table


@dataclass
class SheetReport:
    """The outcome of an export: a result a sheet, the files beside them, what was said.

    ``blocks`` are the codes of those whose sheets were asked for, however many each has.
    ``index_problem`` says why the index sheet was asked for and not made, ``bound_problem``
    the same of the bound file of a set that is complete.
    """

    folder: Path
    results: list[SheetResult]
    total_sheets: int
    blocks: frozenset[str] = frozenset()
    bound: Path | None = None
    index_problem: Message | None = None
    bound_problem: Message | None = None
    messages: list[Message] = field(default_factory=list)

    def count(self, state: str) -> int:
        return sum(result.state == state for result in self.results)

    @property
    def complete(self) -> bool:
        """Whether every sheet asked for lies in the folder, complete, with its index."""
        made = all(result.state in (DONE, KEPT) for result in self.results)
        return made and self.index_problem is None

    def summary(self) -> Message:
        """One sentence with the counts."""
        return Message(
            "sheet_report.summary",
            done=self.count(DONE),
            kept=self.count(KEPT),
            failed=self.count(FAILED),
            waiting=self.count(WAITING),
            folder=str(self.folder),
        )


def write_csv(report: SheetReport) -> Path:
    """Write ``sheets.csv`` (UTF-8 with BOM, so that Excel reads the Thai)."""
    path = report.folder / CSV_NAME
    names = [one.name for one in fields(SheetResult)]
    with (
        replace_file(path) as unfinished,
        unfinished.open("w", encoding="utf-8-sig", newline="") as out,
    ):
        writer = csv.writer(out)
        writer.writerow(names)
        for result in report.results:
            writer.writerow([getattr(result, name) for name in names])
    return path


class SheetState:
    """The plan of a set, and which pages of a folder are finished, and from which data: written
    after each page."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / STATE_NAME
        self._pages: dict[str, dict[str, Any]] = _read(self.path)

    def kept(self, file: str, fingerprint: str, png_dpi: int) -> SheetResult | None:
        """The result of an earlier run, if the page is there, with its picture where one of
        ``png_dpi`` is wanted, and nothing that it shows has changed since."""
        page = self._pages.get(file)
        path = self.folder / file
        if page is None or page.get("fingerprint") != fingerprint or not path.is_file():
            return None
        if path.stat().st_size != page.get("size"):
            return None
        picture = path.with_suffix(".png")
        if png_dpi and (page.get("png_dpi") != png_dpi or not picture.is_file()):
            return None
        names = {one.name for one in fields(SheetResult)}
        values = {name: value for name, value in page["result"].items() if name in names}
        return SheetResult(**{**values, "state": KEPT})

    def plan(self, fingerprint: str) -> dict[str, int] | None:
        """Which blocks are drawn larger, as an earlier run of the same set found out."""
        known = self._pages.get(_PLAN, {})
        return known["halvings"] if known.get("fingerprint") == fingerprint else None

    def planned(self, fingerprint: str, halvings: Mapping[str, int]) -> None:
        """Remember a plan, for the blocks have to be tried on their paper."""
        self._pages[_PLAN] = {"fingerprint": fingerprint, "halvings": dict(halvings)}
        self._write()

    def finished(self, result: SheetResult, fingerprint: str, png_dpi: int) -> None:
        """Remember a finished page and the picture made with it (0: none)."""
        self._pages[result.file] = {
            "fingerprint": fingerprint,
            "png_dpi": png_dpi,
            "size": (self.folder / result.file).stat().st_size,
            "result": {one.name: getattr(result, one.name) for one in fields(SheetResult)},
        }
        self._write()

    def forget(self, file: str) -> None:
        """A page that has to be made again."""
        if self._pages.pop(file, None) is not None:
            self._write()

    def strangers(self, files: Iterable[str]) -> list[str]:
        """Pages of earlier runs that are not among ``files`` and still lie in the folder."""
        wanted = set(files)
        return sorted(f for f in self._pages if f not in wanted and (self.folder / f).is_file())

    def _write(self) -> None:
        with replace_file(self.path) as unfinished:
            unfinished.write_text(json.dumps(self._pages, ensure_ascii=False), encoding="utf-8")


def _read(path: Path) -> dict[str, dict[str, Any]]:
    try:
        pages = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return pages if isinstance(pages, dict) else {}


def as_text(messages: Sequence[Message], language: Language) -> str:
    """Messages as one line for a cell of ``sheets.csv``."""
    return " · ".join(render(message, language) for message in messages)
