"""A form's blocks laid out on as many pages as they need: what stands where, nothing drawn yet.

Texts break at words, tables over pages with their heads and the sums carried over; signatures
stay together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Union

from ..core.form_break import Part, break_rows
from ..core.form_definition import (
    PAPERS,
    FormDefinition,
    SignatureBlock,
    SpaceBlock,
    TableBlock,
    TextBlock,
)
from ..core.form_document import FormDocument
from ..core.form_value import filled, form_text
from ..core.sheet_format import Box
from .form_cells import FormCells
from .form_table import Grid
from .sheet_page import Align, SheetPage

MARGINS = {"A4": (25.0, 18.0, 15.0, 16.0), "A4 landscape": (13.0, 18.0, 11.0, 14.0),
           "A3 landscape": (13.0, 18.0, 11.0, 14.0), "DL": (15.0, 10.0, 10.0, 8.0)}  # fmt: skip
"""Left, top, right and bottom of what is filled, mm; the binding side is the left one."""
_BROUGHT, _CARRIED = "ยอดยกมา", "ยอดยกไป"


@dataclass(frozen=True)
class Line:
    """One line of text in its box."""

    text: str
    box: Box
    role: str
    align: Align = "left"


@dataclass
class FormPage:
    """What stands on one page; ``rows`` are the rows (table, number) that begin on it."""

    paper: str
    items: list[Union[Line, Grid]] = field(default_factory=list)
    rows: list[tuple[str, int]] = field(default_factory=list)


def body(paper: str) -> Box:
    """The box of a page that is filled."""
    (width, height), (left, top, right, bottom) = PAPERS[paper], MARGINS[paper]
    return Box(left, top, width - left - right, height - top - bottom)


def lay_out(
    definition: FormDefinition, document: FormDocument, measure: SheetPage, thai_digits: bool
) -> list[FormPage]:
    """The pages of a document. ``measure`` is any page with the font and the style."""
    return _Flow(definition, document, measure, thai_digits).pages


class _Flow:
    def __init__(
        self,
        definition: FormDefinition,
        document: FormDocument,
        measure: SheetPage,
        thai_digits: bool,
    ) -> None:
        self.definition, self.document = definition, document
        self.measure, self.thai = measure, thai_digits
        self.box = body(definition.paper)
        self.pages = [FormPage(definition.paper)]
        self.y = self.box.y
        for block in definition.blocks:
            if isinstance(block, TextBlock):
                self._text(block)
            elif isinstance(block, TableBlock):
                self._table(block)
            elif isinstance(block, SignatureBlock):
                self._signatures(block)
            else:
                self._space(block)
        if not self.pages[-1].items:
            self.pages.pop()

    @property
    def left(self) -> float:
        return self.box.bottom - self.y

    @property
    def page(self) -> FormPage:
        return self.pages[-1]

    def _turn(self) -> None:
        """A new page, unless nothing stands on this one."""
        if self.page.items:
            self.pages.append(FormPage(self.definition.paper))
        self.y = self.box.y

    def _filled(self, template: str) -> str:
        return filled(template, self.document.values, self.definition.kinds, self.thai)

    # -- texts -----------------------------------------------------------------------------

    def _text(self, block: TextBlock) -> None:
        if block.when and self.document.values.get(block.when) in (None, ""):
            return
        text = self._filled(block.text)
        if block.first:
            width = self.box.width - block.indent - block.first
            begin = self.measure.wrapped(text, width, block.role)[0]
            self._lines(begin, block.role, block.align, block.indent + block.first)
            text = text[len(begin) :].lstrip()
        if text:
            self._lines(text, block.role, block.align, block.indent)

    def _lines(self, text: str, role: str, align: Align = "left", indent: float = 0.0) -> None:
        """A text from the left edge of the page or ``indent`` mm from it, line by line."""
        height, width = self.measure.line_height(role), self.box.width - indent
        for line in self.measure.wrapped(text, width, role):
            if self.left < height:
                self._turn()
            box = Box(self.box.x + indent, self.y, width, height)
            self.page.items.append(Line(line, box, role, align))
            self.y += height

    def _space(self, block: SpaceBlock) -> None:
        self.y = min(self.y + block.mm, self.box.bottom)

    def _signatures(self, block: SignatureBlock) -> None:
        width = self.box.width / len(block.people)
        role = "body" if self.definition.paper == "A4" else "cell"
        height = self.measure.line_height(role)
        people = [
            [
                line
                for text in lines
                for line in self.measure.wrapped(self._filled(text), width, role)
            ]
            for lines in block.people
        ]
        if self.left < height * max(map(len, people)):
            self._turn()
        top = self.y
        for at, lines in enumerate(people):
            for number, line in enumerate(lines):
                box = Box(self.box.x + at * width, top + number * height, width, height)
                if line:
                    self.page.items.append(Line(line, box, role, "centre"))
            self.y = max(self.y, top + len(lines) * height)

    # -- tables ----------------------------------------------------------------------------

    def _table(self, block: TableBlock) -> None:
        rows = list(self.document.tables.get(block.rows, ()))
        if not rows and not block.blank:
            if block.empty:
                self._lines(self._filled(block.empty), "cell")
            return
        title = self._filled(block.title)
        heads = [self._filled(column.title) for column in block.columns]
        told = [*rows, *[{}] * block.blank], heads, self.measure, self.box.width
        cells = FormCells(block, *told, self.thai)
        table = _Table(block, cells, self.box.x, self.thai)
        above = cells.head_height + (self.measure.line_height("cell") if title else 0.0)
        room = self.box.height - cells.head_height
        if not break_rows(cells.lines, self.left - above, room, cells.room)[0]:
            self._turn()
        if title:
            self._lines(title, "cell")
        pages = break_rows(cells.lines, self.left - cells.head_height, room, cells.room)
        for number, parts in enumerate(pages):
            if number:
                self._turn()
            if parts:
                self.y = table.place(self.page, self.y, parts, number < len(pages) - 1)


class _Table:
    """The parts of a table on the pages."""

    def __init__(self, block: TableBlock, cells: FormCells, x: float, thai_digits: bool) -> None:
        self.block, self.cells, self.x, self.thai = block, cells, x, thai_digits

    def place(self, page: FormPage, y: float, parts: Sequence[Part], carries: bool) -> float:
        """Put heads and rows on a page from ``y`` on; returns where the next thing stands."""
        y = self._head(page, y)
        if parts[0][:2] != (0, 0) and self.cells.has_sums:
            y = self._sum_row(page, y, _BROUGHT, self.cells.sums(parts[0].row))
        cells = [[lines[part.first : part.last] for lines in self.cells.cells[part.row]]
                 for part in parts]  # fmt: skip
        heights = [self.cells.size.row(part.last - part.first) for part in parts]
        aligns = [column.align for column in self.block.columns]
        page.items.append(self._grid(self.x, y, self.cells.widths, heights, cells, aligns))
        page.rows += [(self.block.rows, part.row) for part in parts if not part.first]
        y += sum(heights)
        if self.cells.has_sums:
            last = parts[-1]
            done = last.row + (last.last == self.cells.lines[last.row])
            label = _CARRIED if carries else self.block.total
            y = self._sum_row(page, y, label, self.cells.sums(done))
        return y

    def _head(self, page: FormPage, y: float) -> float:
        """The heads: a column's own over the whole height, those of a group below its name."""
        x, at = self.x, 0
        for name, columns in self.block.groups():
            widths = self.cells.widths[at : at + len(columns)]
            heads = self.cells.heads[at : at + len(columns)]
            top = y
            if name:
                lines = self.cells.group_name(name, sum(widths))
                group = [self.cells.group_height]
                page.items.append(self._grid(x, y, [sum(widths)], group, [[lines]], bold=True))
                top += self.cells.group_height
            height = [y + self.cells.head_height - top]
            page.items.append(self._grid(x, top, widths, height, [heads], bold=True))
            x += sum(widths)
            at += len(columns)
        return y + self.cells.head_height

    def _grid(
        self,
        x: float,
        y: float,
        widths: Sequence[float],
        heights: Sequence[float],
        cells: Sequence[Sequence[Sequence[str]]],
        aligns: Sequence[str] = (),
        bold: bool = False,
    ) -> Grid:
        """Cells in the table's text; without ``aligns`` those of a head, in the middle."""
        look = aligns or ["centre"] * len(widths), self.block.role, self.cells.shrink
        return Grid(x, y, widths, heights, cells, *look, bold, not aligns)

    def _sum_row(self, page: FormPage, y: float, label: str, sums: Mapping[str, int]) -> float:
        """A label over the columns before the first sum, then the sums."""
        columns = self.block.columns
        first = next(at for at, column in enumerate(columns) if column.sums)
        cells = [[label], *[
            [form_text(sums[c.field], "money", self.thai) if c.sums else ""]
            for c in columns[first:]
        ]]  # fmt: skip
        widths = [sum(self.cells.widths[:first]), *self.cells.widths[first:]]
        height = self.cells.size.row(1)
        aligns = ["right", *[column.align for column in columns[first:]]]
        page.items.append(self._grid(self.x, y, widths, [height], [cells], aligns, bold=True))
        return y + height
