"""The title block and its neighbours: names, number, signatures, revisions, notes (S27, S28)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from ..core.resources import load_json
from ..core.sheet_format import Box, SheetFormat
from ..core.sheet_words import SheetWords
from .sheet_facts import Revision, SheetFacts
from .sheet_page import SheetPage

_PAD = 2.0
_SEAL_MM = 20.0
_SCALE_BAR_MM = 16.0
_LOW_MM = 35.0
"""Title blocks lower than this (A4) write smaller."""
_LABEL_GAP, _COLUMN_GAP = 2.0, 3.0
_SIGN_MM = 5.0
"""The least height above the line to sign on: names stand in what is left of their cell."""
_REVISION_ROWS = 3
_REVISION_SHARES = (0.0, 0.6, 0.2, 0.2)

Notes = Callable[[int, str], Sequence[list[str]]]
"""Gives the notes, one text a language, the most needed first: with so many of the sources
named, and with the fields that found no other room."""


class TitleBlock:
    """Draws the written furniture of one sheet.

    ``title`` and ``subject`` (zone and block) head the block, ``fields`` are its
    label–value rows, ``number`` and ``total`` count the sheets.
    """

    def __init__(
        self, page: SheetPage, fmt: SheetFormat, facts: SheetFacts, words: SheetWords
    ) -> None:
        self.page, self.boxes, self.facts, self.words = page, fmt.boxes, facts, words
        self._low = self.boxes["title"].height < _LOW_MM

    def draw(self, title: str, subject: str, code: str, number: str,
             fields: Sequence[tuple[str, str]], notes: Notes) -> None:  # fmt: skip
        """Draw every part. ``fields`` are words with their values, in one language where both
        need too much room; those that the title box cannot hold go to the notes."""
        for name in ("title", "number", "stamp", "signoff", "revision", "notes"):
            if name in self.boxes:
                self.page.rectangle(f"{name}_box", self.boxes[name], "neat")
        left_over = self._title(title, subject, fields)
        spare = self._below_scale_bar()
        if left_over and spare is not None:
            left_over = self._fields(left_over, spare, "spare_field")
        self._number(code, number)
        self._stamp()
        self._signoff()
        self._revisions(self.facts.revisions)
        short = self.words.short
        self._notes(notes, " · ".join(f"{short(word)} {value}" for word, value in left_over))

    def _title(
        self, title: str, subject: str, fields: Sequence[tuple[str, str]]
    ) -> Sequence[tuple[str, str]]:
        """Seal, names and fields; returns the fields that found no room."""
        box = self.boxes["title"].inset(_PAD)
        low = self._low
        self._seal(Box(box.x, box.y, _SEAL_MM, _SEAL_MM))
        x = box.x + _SEAL_MM + _PAD
        width = box.right - x
        y = box.y - 0.5
        name_role, title_role, subject_role = (
            ("neighbour",) * 3 if low else ("municipality", "title", "municipality")
        )
        y += self.page.fitted("municipality", self.facts.name(self.words),
                              Box(x, y, width, 0), name_role)  # fmt: skip
        y += self.page.fitted("place", self.facts.place(self.words), Box(x, y, width, 0), "fine")
        if low:
            heading = f"{title}  {subject}"
            y += self.page.fitted("sheet_title", heading, Box(x, y, width, 0), title_role)
        else:
            y = max(y, box.y + _SEAL_MM)
            row = Box(box.x, y, box.width, 0)
            wide = self.page.width(title, title_role) + self.page.width(subject, subject_role) + 4
            height = self.page.fitted("sheet_title", title, row, title_role)
            if wide <= box.width:
                self.page.text("sheet_subject", subject, Box(row.x, y, row.width, height),
                               subject_role, "right")  # fmt: skip
                y += height
            else:
                y += height - 1
                y += self.page.fitted("sheet_subject", subject, Box(row.x, y, row.width, 0),
                                      subject_role)  # fmt: skip
        area = Box(x if low else box.x, y, width if low else box.width, box.bottom - y + _PAD - 0.5)
        return self._fields(fields, area)

    def _seal(self, box: Box) -> None:
        if self.facts.seal and Path(self.facts.seal).is_file():
            self.page.picture("seal", Path(self.facts.seal), box)
            return
        self.page.rectangle("seal", box, "rule", circle=True)
        height = self.page.line_height("fine")
        middle = Box(box.x, box.y + (box.height - height) / 2, box.width, height)
        self.page.text("seal_text", self.words.short("seal"), middle, "fine", "centre")

    def _below_scale_bar(self) -> Box | None:
        box = self.boxes["scale"]
        if box.height < _SCALE_BAR_MM + 8:
            return None
        top = box.y + _SCALE_BAR_MM
        return Box(box.x + _PAD, top, box.width - 2 * _PAD, box.bottom - top)

    def _fields(
        self, fields: Sequence[tuple[str, str]], area: Box, item_id: str = "field"
    ) -> Sequence[tuple[str, str]]:
        """Label–value rows in columns as wide as their texts, as many as there is room for;
        returns the others."""
        role = "note" if area.height > 30 else "fine"
        height = self.page.line_height(role)
        rows = max(0, int(area.height / height + 0.05))
        columns: list[tuple[list[tuple[str, str]], tuple[float, float]]] = []
        for said in (self.words.short,) if self._low else (self.words.say, self.words.short):
            written = [(said(word), value) for word, value in fields]
            columns = list(self._columns(written, area.width, role, rows))
            if sum(len(column) for column, _ in columns) == len(fields):
                break
        x, index = area.x, 0
        for column, widths in columns:
            for row, (label, value) in enumerate(column):
                item, y = f"{item_id}_{index + row + 1}", area.y + row * height
                self.page.text(f"{item}_label", label, Box(x, y, widths[0], height), role)
                room = Box(x + widths[0], y, widths[1] + _PAD, height)
                self.page.text(item, value, room, role)
            x, index = x + sum(widths) + _COLUMN_GAP, index + len(column)
        return fields[index:]

    def _columns(
        self, fields: Sequence[tuple[str, str]], room: float, role: str, rows: int
    ) -> Iterator[tuple[list[tuple[str, str]], tuple[float, float]]]:
        """Columns of up to ``rows`` fields beside each other, with their widths, as far as they
        go."""
        index = 0
        while index < len(fields):
            count, widths = self._column(fields[index : index + rows], room, role)
            if not count:
                return
            yield list(fields[index : index + count]), widths
            index, room = index + count, room - sum(widths) - _COLUMN_GAP

    def _column(
        self, fields: Sequence[tuple[str, str]], room: float, role: str
    ) -> tuple[int, tuple[float, float]]:
        """How many of the next fields stand in a column of ``room`` mm, and the widths of
        its labels and its values."""
        count, widths = 0, (0.0, 0.0)
        for label, value in fields:
            wider = (
                max(widths[0], self.page.width(label, role) + _LABEL_GAP),
                max(widths[1], self.page.width(value, role)),
            )
            if sum(wider) > room:
                break
            count, widths = count + 1, wider
        return count, widths

    def _number(self, code: str, number: str) -> None:
        box = self.boxes["number"].inset(1.5)
        parts = [
            ("zone_block", code, "title"),
            ("sheet_word", self.words.say("sheet"), "neighbour"),
            ("sheet_number", number, "sheet_number"),
        ]
        heights = [self.page.line_height(role) * 0.82 for _, _, role in parts]
        if box.width >= 2 * box.height:  # wide and low: code on the left, number on the right
            half = Box(box.x, box.y, box.width / 2, box.height)
            self._stack(parts[:1], heights[:1], half)
            self.page.line("number_rule", box.x + box.width / 2, box.y + 2,
                           box.x + box.width / 2, box.bottom - 2)  # fmt: skip
            right = Box(box.x + box.width / 2, box.y, box.width / 2, box.height)
            self._stack(parts[1:], heights[1:], right)
            return
        self._stack(parts, heights, box)

    def _stack(self, parts: Sequence[tuple[str, str, str]], heights: Sequence[float],
               box: Box) -> None:  # fmt: skip
        """Lines one below the other in the middle of a box."""
        squeeze = min(1.0, box.height / sum(heights))
        y = box.y + (box.height - sum(heights) * squeeze) / 2
        for (item, text, role), height in zip(parts, heights):
            shrink = min(squeeze, box.width / max(self.page.width(text, role), 1e-6), 1.0)
            row = Box(box.x, y, box.width, height * squeeze)
            self.page.text(item, text, row, role, "centre", shrink)
            y += height * squeeze

    def _stamp(self) -> None:
        if "stamp" in self.boxes:
            box = self.boxes["stamp"]
            height = self.page.line_height("fine")
            row = Box(box.x + _PAD, box.y + 0.5, box.width - 2 * _PAD, height)
            self.page.text("stamp", self._fitting("stamp", row.width), row, "fine")

    def _signoff(self) -> None:
        box = self.boxes["signoff"]
        people = (
            ("drawn", self.facts.drawn_by),
            ("checked", self.facts.checked_by),
            ("approved", self.facts.approved_by),
        )
        across = box.width / 3 >= 24 and box.height <= 40
        for index, (role, name) in enumerate(people):
            if across:
                cell = Box(box.x + index * box.width / 3, box.y, box.width / 3, box.height)
                if index:
                    self.page.line(f"{role}_rule", cell.x, cell.y, cell.x, cell.bottom)
                self._sign_in_column(role, name, cell.inset(1.2))
            else:
                cell = Box(box.x, box.y + index * box.height / 3, box.width, box.height / 3)
                if index:
                    self.page.line(f"{role}_rule", cell.x, cell.y, cell.right, cell.y)
                self._sign_in_row(role, name, cell.inset(1.0))

    def _sign_in_column(self, role: str, name: str, cell: Box) -> None:
        """Role, line to sign on, name in brackets and date, one below the other."""
        height = self.page.line_height("fine")
        width = min(45.0, cell.width)
        x = cell.x + (cell.width - width) / 2
        written = f"({name})" if name else f"({self._dots(cell.width - 6, 42)})"
        room = max(1, min(3, int((cell.height - _SIGN_MM) / height) - 2))
        lines = self.page.shortened(written, cell.width, "fine", room)
        foot = cell.bottom - height * (1 + len(lines))
        head = Box(cell.x, cell.y - 0.5, cell.width, height)
        self.page.text(role, self._fitting(role, cell.width), head, "fine")
        self.page.line(f"{role}_line", x, foot - 0.6, x + width, foot - 0.6, "public_land")
        row = Box(cell.x, foot, cell.width, height)
        self.page.lines(f"{role}_name", lines, row, "fine", "centre")
        date = f"{self.words.short('date')} {self._dots(cell.width - 12, 24)}"
        row = Box(cell.x, cell.bottom - height, cell.width, height)
        self.page.text(f"{role}_date", date, row, "fine", "centre")

    def _sign_in_row(self, role: str, name: str, cell: Box) -> None:
        """Role and line to sign on in one line, name and date below; a long name takes the
        whole line, and the date stands after the line to sign on."""
        height = self.page.line_height("fine")
        word = self._fitting(role, cell.width - 45)
        half = cell.width * 0.45
        date = f"{self.words.short('date')} {self._dots(half - 9, 24)}"
        written = f"({name})" if name else f"({self._dots(cell.width - half - 4, 42)})"
        is_long = self.page.width(written, "fine") > cell.width - half
        start = cell.x + self.page.width(word, "fine") + 1
        end = cell.right - half * is_long
        foot = cell.bottom - height
        head = foot - height
        self.page.text(role, word, Box(cell.x, head, start - cell.x, height), "fine")
        self.page.line(f"{role}_line", start, foot - 0.4, end, foot - 0.4, "public_land")
        lines = self.page.shortened(written, cell.width - half * (not is_long), "fine", 1)
        row = Box(cell.x, foot, cell.width - half * (not is_long), height)
        self.page.lines(f"{role}_name", lines, row, "fine")
        row = Box(cell.right - half, head if is_long else foot, half, height)
        self.page.text(f"{role}_date", date, row, "fine", "right")

    def _fitting(self, word: str, width: float) -> str:
        """A word in the sheet's languages, or in one where there is no room for both."""
        both = self.words.say(word)
        return both if self.page.width(both, "fine") <= width else self.words.short(word)

    def _dots(self, width: float, most: float) -> str:
        """A dotted line to write on, of a width in mm."""
        return "." * int(min(width, most) / self.page.width("." * 100, "fine") * 100)

    def _revisions(self, revisions: Sequence[Revision]) -> None:
        if "revision" not in self.boxes:
            return
        box = self.boxes["revision"]
        rows = max(_REVISION_ROWS, int(box.height / 7) - 1)
        height = box.height / (rows + 1)
        words = ("revision_no", "revision_text", "revision_date", "revision_by")
        least = [self.page.width(self.words.short(word), "fine") + 2 for word in words]
        spare = max(0.0, box.width - sum(least))
        x = box.x
        for column, (word, share) in enumerate(zip(words, _REVISION_SHARES)):
            width = least[column] + share * spare
            if column:
                self.page.line(f"revision_column_{column}", x, box.y, x, box.bottom)
            head = Box(x + 0.8, box.y, width - 1.6, height)
            self.page.text(f"{word}_head", self.words.short(word), head, "fine", "centre")
            for row, revision in enumerate(revisions[-rows:], start=1):
                cell = Box(x + 0.8, box.y + row * height, width - 1.6, height)
                self.page.text(f"{word}_{row}", str(revision[column]), cell, "fine",
                               "left" if column == 1 else "centre")  # fmt: skip
            x += width
        for row in range(1, rows + 1):
            y = box.y + row * height
            self.page.line(f"revision_row_{row}", box.x, y, box.right, y)

    def _notes(self, notes: Notes, fields: str) -> None:
        """The notice first, in both languages (S28); the others in both where there is room,
        in small print, in one language, with fewer sources named, as far as they go."""
        box = self.boxes["notes"].inset(1.5)
        notice = SheetWords("both").lines("notice")
        count = len(self.facts.sources)
        every = notes(count, fields)
        both = [*notice, *(text for note in every for text in note)]
        one = (
            [*notice, *(note[0] for note in notes(named, fields))]
            for named in range(count, min(count, 1) - 1, -1)
        )
        choices = [(both, "note"), (both, "fine"), *((texts, "fine") for texts in one)]
        fits = (c for c in choices if self._height(c[0], box, c[1]) <= box.height + 1)
        texts, role = next(fits, choices[-1])
        y = box.y - 0.5
        for index, text in enumerate(texts):
            if y + self._height([text], box, role) > box.bottom + 1.5:
                return
            item = ("notice", "notice_en")[index] if index < 2 else f"note_{index - 1}"
            y += self.page.paragraph(item, text, Box(box.x, y, box.width, 0), role)

    def _height(self, texts: Sequence[str], box: Box, role: str) -> float:
        count = sum(len(self.page.wrapped(text, box.width, role)) for text in texts)
        return count * self.page.line_height(role)


def shift_text() -> str:
    """The three parameters with which Indian 1975 data were moved (S23)."""
    data = load_json("datum.json")
    return str(data["parameters"][data["default"]]["helmert"]).replace("+", "")
