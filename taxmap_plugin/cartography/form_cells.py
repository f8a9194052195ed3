"""The cells of a form's table: how wide each column is, and the lines of every cell.

Numbers and codes are never broken, words only where a column is no wider than one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..core.form_break import TableSize, fit_widths
from ..core.form_definition import Column, TableBlock
from ..core.form_value import NUMBERS, form_text
from ..core.line_break import break_words, clusters, words
from .form_table import CellSize
from .sheet_page import SheetPage

_SMALLEST = 6.0 / 7.0
"""Of the smallest class of text, which is 7 pt: digits are read down to 6 pt (S11)."""
_BOLD = 1.08
"""Bold text is so much wider at most."""
_BESIDE, _ENOUGH = 0.4, 0.05
"""Millimetres kept free beside the text of a cell, for its lines, and that what just fits does."""
_BLANK = 2
"""Lines of a row in which somebody is to write."""
_MOST_OF_SHARE = 1.5
"""So much of its share a column of words takes at most, that none of them is broken."""


class FormCells:
    """A table of a form in a ``width`` (mm): its widths, heads, lines and heights.

    ``shrink`` is by how much its text is smaller, as numbers need more room than there is.
    """

    def __init__(
        self,
        block: TableBlock,
        rows: Sequence[Mapping[str, Any]],
        heads: Sequence[str],
        measure: SheetPage,
        width: float,
        thai_digits: bool,
    ) -> None:
        self.block, self.rows = block, rows
        self._measure, self._thai = measure, thai_digits
        texts = [
            [form_text(row.get(c.field), c.kind, thai_digits) for c in block.columns]
            for row in rows
        ]
        self.widths, factor = self._fitted(texts, heads, width)
        self.shrink = max(factor, _SMALLEST)
        self.size = CellSize.of(self._em * self.shrink)
        self.cells = [
            [self._wrapped(text, width) for text, width in zip(row, self.widths)] for row in texts
        ]
        self.lines = [
            max(map(len, cells)) if row else _BLANK for row, cells in zip(rows, self.cells)
        ]
        self.heads = [
            self._wrapped(head, width, bold=True) for head, width in zip(heads, self.widths)
        ]
        self._measure_heads()

    @property
    def _em(self) -> float:
        return self._measure.font.em(self._measure.style.text(self.block.role).size)

    @property
    def has_sums(self) -> bool:
        """Whether a line of sums stands below it."""
        return bool(self.block.total) and any(column.sums for column in self.block.columns)

    @property
    def room(self) -> TableSize:
        """What its parts take on a page."""
        carried = self.size.row(1) if self.has_sums else 0.0
        return TableSize(self.size.line, self.size.air, carried, carried)

    def sums(self, before: int) -> dict[str, int]:
        """Satang of each column that is added up, of the rows before this one."""
        return {
            column.field: sum(int(row.get(column.field) or 0) for row in self.rows[:before])
            for column in self.block.columns
            if column.sums
        }

    def group_name(self, name: str, width: float) -> list[str]:
        """The one line of a common head."""
        return self._wrapped(name, width, bold=True)[:1]

    def _measure_heads(self) -> None:
        columns, row = self.block.columns, self.size.row
        is_grouped = any(column.group for column in columns)
        self.group_height = row(1) if is_grouped else 0.0
        own = [len(head) for head, c in zip(self.heads, columns) if not c.group]
        grouped = [len(head) for head, c in zip(self.heads, columns) if c.group]
        below = self.group_height + row(max(grouped, default=1))
        self.head_height = max(row(max(own, default=1)), below)

    def _fitted(
        self, texts: Sequence[Sequence[str]], heads: Sequence[str], width: float
    ) -> tuple[list[float], float]:
        """Widths by the shares, with room for numbers and, where there is enough, for words."""
        columns = self.block.columns
        shares = [column.share for column in columns]
        part = width / sum(shares) * _MOST_OF_SHARE
        sums = self.sums(len(texts)) if self.has_sums else {}
        needs, by_words = [], []
        for at, (column, head) in enumerate(zip(columns, heads)):
            total = form_text(sums.get(column.field), "money", self._thai)
            values = {row[at] for row in texts}
            needs.append(self._need(column, values, [total, *_pieces(head)]))
            word = self._widest(piece for text in values for piece in _pieces(text))
            by_words.append(max(needs[-1], min(word, column.share * part)))
        widths, factor = fit_widths(shares, by_words, width)
        return (widths, factor) if factor == 1 else fit_widths(shares, needs, width)

    def _need(self, column: Column, values: set[str], bold: Sequence[str]) -> float:
        """The least width of a column: of its numbers and codes, and of the words of its head."""
        if column.kind not in NUMBERS:
            values = {cluster for text in values for cluster in clusters(text)}
        return max(self._widest(values), self._widest(bold, _BOLD))

    def _widest(self, texts: Iterable[str], factor: float = 1.0) -> float:
        """The room of the widest of some texts, with what stands beside it in a cell."""
        role = self.block.role
        widest = max((self._measure.width(text, role) for text in texts if text), default=0.0)
        return widest * factor + 2 * CellSize.of(self._em).margin + _BESIDE + _ENOUGH

    def _wrapped(self, text: str, width: float, bold: bool = False) -> list[str]:
        if not text:
            return [""]
        room = (width - 2 * self.size.margin - _BESIDE) / self.shrink / (_BOLD if bold else 1.0)
        return self._measure.wrapped(text, room, self.block.role)


@lru_cache(maxsize=20_000)
def _pieces(text: str) -> tuple[str, ...]:
    """The words of a text, between which a line may be broken."""
    return tuple(piece.strip() for piece in break_words(text, words()))
