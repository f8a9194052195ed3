"""Map sheets out: one PDF a sheet, an index sheet, a bound PDF, pictures, ``sheets.csv``.

The pages are drawn one by one from a private snapshot. A page counts as finished only
when QGIS has really drawn every parcel and every number that belongs on it
(qgis-notes.md: it can print empty pages and still report success). A finished page is
kept when the export is cancelled, and skipped by the next run while nothing on it has
changed.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter

import pandas as pd

from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.message import Language, Message
from ..core.sheet_data import SheetSource
from ..core.sheet_drawing import SheetDrawing, draw_sheet
from ..core.sheet_fingerprint import Fingerprints, fingerprint_of_set
from ..core.sheet_format import PAPERS
from ..core.sheet_ground import GroundIndex
from ..core.sheet_index import STYLE_SCALE, draw_index, index_sheet
from ..core.sheet_names import Pencil
from ..core.sheet_plan import PlanOptions, Sheet, plan_sheets
from ..core.sheet_set import plan_set
from ..core.sheet_style import SheetStyle, StyleSet
from ..core.sheet_words import SheetLanguage, SheetWords
from ..errors import TaxMapError
from ..workspace.version import program_version
from .bound_pdf import BoundPage, bind, can_bind
from .files import FileInUse, prepare_folder
from .page_export import PageProblem, bind_by_drawing, export_page
from .sheet_facts import Revision, SheetFacts
from .sheet_fonts import sheet_font
from .sheet_layout import SheetLayout, SheetMaker
from .sheet_report import DONE, FAILED, SheetReport, SheetResult, SheetState, as_text, write_csv

_MOST_NAMED = 10  # blocks in one message

INDEX_FILE = "index.pdf"
BOUND_FILE = "sheets.pdf"


@dataclass(frozen=True)
class SheetOptions:
    """How the sheets shall be. ``blocks``: only these block codes; all when empty.
    ``png_dpi``: 0 for no pictures. ``printed``, ``as_of``: today and the day of the data
    unless given."""

    plan: PlanOptions = field(default_factory=PlanOptions)
    style_set: StyleSet = "colour"
    language: SheetLanguage = "th"
    blocks: tuple[str, ...] = ()
    index: bool = True
    bound: bool = True
    png_dpi: int = 0
    font: str = ""
    printed: dt.date | None = None
    as_of: dt.date | None = None
    drawn_by: str = ""
    checked_by: str = ""
    approved_by: str = ""
    version: str = "1"
    seal: str = ""
    revisions: tuple[Revision, ...] = ()

    @property
    def notes_language(self) -> Language:
        """The language of the notes in ``sheets.csv``."""
        return "en" if self.language == "en" else "th"


def export_sheets(
    source: SheetSource, folder: Path, options: SheetOptions, feedback: Feedback | None = None
) -> SheetReport:
    """Export the map sheets of ``source`` into ``folder`` and say what became of each.

    A sheet that fails is reported and does not stop the others. Raises Cancelled after
    the page at work (finished pages and ``sheets.csv`` stay), TaxMapError when nothing
    can be made: a block asked for does not exist, no Thai font, the folder cannot be written.
    """
    return _Export(source, Path(folder), options, feedback or Silent()).run()


class _Export:
    def __init__(
        self, source: SheetSource, folder: Path, options: SheetOptions, feedback: Feedback
    ) -> None:
        prepare_folder(folder)
        self.folder, self.options, self.feedback = folder, options, feedback
        self.words = SheetWords(options.language)
        self.font = sheet_font(options.font)
        self.state = SheetState(folder)
        self.index = self._planned(source)
        plan = self.index.plan
        self.sheets = plan.sheets_of(options.blocks)
        known = {sheet.block_code for sheet in plan.sheets}
        unknown = [block for block in options.blocks if block not in known]
        if unknown or not self.sheets:
            raise TaxMapError(_nothing(unknown if plan.sheets else ()))
        self.facts = _facts(source, options)
        self.maker = SheetMaker(self.index, self.facts, self.words, options.style_set, self.font)
        self.fingerprints = Fingerprints(self.index, _looks(options, self.font.family))
        results = [_waiting(sheet) for sheet in self.sheets]
        blocks = frozenset(sheet.block_code for sheet in self.sheets)
        self.report = SheetReport(folder, results, len(plan.sheets), blocks)
        self._name_made_blocks(plan.blocks)

    def _planned(self, source: SheetSource) -> GroundIndex:
        """The plan of the whole set; the one of an earlier run where nothing has changed."""
        wanted = (program_version(), self.options.plan, self.font.family)
        fingerprint = fingerprint_of_set(source, wanted)
        known = self.state.plan(fingerprint)
        if known is not None:
            return GroundIndex(source, plan_sheets(source, self.options.plan, known))
        index = plan_set(source, self.options.plan, self.font.measure, self.feedback)
        self.state.planned(fingerprint, index.plan.halvings)
        return index

    def run(self) -> SheetReport:
        pages = Part(self.feedback, 0.0, 0.9)
        try:
            for number, sheet in enumerate(self.sheets):
                check_cancelled(self.feedback)
                self.report.results[number] = self._sheet(sheet)
                pages.progress((number + 1) / len(self.sheets))
            if self.options.index:
                check_cancelled(self.feedback)
                self._index_page()
            self._bind()
            self._strangers()
        finally:
            write_csv(self.report)
        self._say(self.report.summary())
        return self.report

    def _sheet(self, sheet: Sheet) -> SheetResult:
        fingerprint = self.fingerprints.of(sheet)
        file = f"{sheet.file_stem}.pdf"
        kept = self.state.kept(file, fingerprint, self.options.png_dpi)
        if kept is not None:
            return kept
        self.state.forget(file)
        started = perf_counter()
        drawing = draw_sheet(self.index, sheet, self._pencil(sheet.scale))
        result = replace(_counted(drawing), file=file)
        try:
            if not drawing.complete:
                raise PageProblem(_no_room(drawing))
            drawn = export_page(
                self.maker.make(drawing), drawing, self.folder / file, self.options.png_dpi
            )
        except (PageProblem, FileInUse) as problem:
            self._say(Message("sheet_export.failed", sheet=sheet.name, reason=problem.message))
            note = as_text([problem.message], self.options.notes_language)
            return replace(result, state=FAILED, note=note, file="",
                           seconds=round(perf_counter() - started, 2))  # fmt: skip
        seconds = round(perf_counter() - started, 2)
        result = replace(result, state=DONE, drawn=drawn, seconds=seconds)
        self.state.finished(result, fingerprint, self.options.png_dpi)
        return result

    def _pencil(self, scale: int) -> Pencil:
        style = SheetStyle(self.options.style_set, scale)
        return Pencil(style, self.font.measure, self.words)

    def _index_layout(self) -> tuple[SheetLayout, SheetDrawing]:
        """The index on the paper of the sheets, on larger paper where its numbers need it."""
        papers = PAPERS[PAPERS.index(self.options.plan.paper) :: -1]
        for paper in papers:
            sheet = index_sheet(self.index.source, self.index.plan, paper)
            drawing = draw_index(self.index, sheet, self._pencil(STYLE_SCALE))
            if drawing.complete:
                break
        return self.maker.make_index(drawing), drawing

    def _index_page(self) -> None:
        try:
            layout, drawing = self._index_layout()
            if not drawing.complete:
                raise PageProblem(_no_room(drawing))
            export_page(layout, drawing, self.folder / INDEX_FILE, self.options.png_dpi)
        except (PageProblem, FileInUse) as problem:
            self.report.index_problem = Message("sheet_export.index_failed", reason=problem.message)
            self._say(self.report.index_problem)

    def _bind(self) -> None:
        """The bound file: only of a complete set."""
        if not self.options.bound:
            return
        if not self.report.complete:
            failed = self.report.count(FAILED) + (self.report.index_problem is not None)
            self._say(Message("sheet_export.not_bound", failed=failed))
            return
        target = self.folder / BOUND_FILE
        part = Part(self.feedback, 0.9, 1.0)
        try:
            if can_bind():
                bind(self._bound_pages(), target, part)
            else:
                self._say(Message("sheet_export.bound_without_bookmarks"))
                bind_by_drawing(self._layouts(), target, part)
            self.report.bound = target
        except (PageProblem, FileInUse) as problem:
            self.report.bound_problem = Message("sheet_export.bound_failed", reason=problem.message)
            self._say(self.report.bound_problem)

    def _bound_pages(self) -> list[BoundPage]:
        pages = []
        if self.options.index and (self.folder / INDEX_FILE).is_file():
            pages.append(BoundPage(self.folder / INDEX_FILE, self.words.say("index_title")))
        for sheet in self.sheets:
            title = f"{sheet.name} – {self.words.short('sheet_n', number=sheet.number)}"
            chapter = self.words.short("zone_n", zone=sheet.zone_code) if sheet.zone_code else ""
            pages.append(BoundPage(self.folder / f"{sheet.file_stem}.pdf", title, chapter))
        return pages

    def _layouts(self) -> Iterator[tuple[SheetLayout, SheetDrawing]]:
        """Each page laid out anew, for binding without pikepdf."""
        if self.options.index:
            yield self._index_layout()
        for sheet in self.sheets:
            drawing = draw_sheet(self.index, sheet, self._pencil(sheet.scale))
            yield self.maker.make(drawing), drawing

    def _strangers(self) -> None:
        """Sheets of an earlier plan that still lie in the folder."""
        files = [f"{sheet.file_stem}.pdf" for sheet in self.index.plan.sheets]
        for file in self.state.strangers(files):
            self._say(Message("sheet_export.stranger", file=file))

    def _name_made_blocks(self, blocks: pd.DataFrame) -> None:
        """Sheets of blocks that stand in codes only, where the map has blocks at all."""
        made = blocks.loc[~blocks["on_map"], "block_code"]
        if len(made) and len(made) < len(blocks):
            names = ", ".join(made[:_MOST_NAMED])
            self._say(Message("sheet_export.made_blocks", count=len(made), blocks=names))

    def _say(self, message: Message) -> None:
        self.report.messages.append(message)
        self.feedback.message(message)


def _facts(source: SheetSource, options: SheetOptions) -> SheetFacts:
    return SheetFacts(
        municipality=source.municipality,
        as_of=options.as_of or dt.date.fromisoformat(source.as_of),
        printed=options.printed or dt.date.today(),
        sources=source.sources,
        drawn_by=options.drawn_by,
        checked_by=options.checked_by,
        approved_by=options.approved_by,
        version=options.version,
        seal=options.seal,
        revisions=options.revisions,
    )


def _looks(options: SheetOptions, family: str) -> Sequence[object]:
    """What else changes a page: program and options, not the day of printing, or no page could
    be kept."""
    texts = (options.drawn_by, options.checked_by, options.approved_by, options.version)
    looks = (options.style_set, options.language, family, options.as_of, options.seal)
    return (program_version(), *looks, *texts, options.revisions)


def _waiting(sheet: Sheet) -> SheetResult:
    return SheetResult(
        sheet=sheet.number,
        block=sheet.name,
        page=sheet.format.paper,
        scale=sheet.scale,
        parcels=len(sheet.parcels),
    )


def _counted(drawing: SheetDrawing) -> SheetResult:
    numbers = drawing.numbers
    wanted, drawn = drawing.houses
    return replace(
        _waiting(drawing.sheet),
        inside=numbers.count("inside"),
        leader=numbers.count("leader"),
        inset=numbers.count("inset"),
        table=sum(len(rows) for _, rows in drawing.tables),
        house_numbers=wanted,
        house_numbers_drawn=drawn,
    )


def _no_room(drawing: SheetDrawing) -> Message:
    left = max(len(drawing.numbers.state) - _counted(drawing).numbered, drawing.numbers.crowded)
    return Message("sheet_export.no_room", count=left, scale=f"{drawing.sheet.scale:,}",
                   page=drawing.sheet.format.paper)  # fmt: skip


def _nothing(blocks: Sequence[str]) -> Message:
    if blocks:
        return Message("sheet_export.no_such_block", blocks=", ".join(blocks))
    return Message("sheet_export.nothing")
