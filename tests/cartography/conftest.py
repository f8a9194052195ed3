"""Fixtures of the sheet tests: one QGIS, one font, sheets laid out once."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.sheet_drawing import draw_sheet
from taxmap_plugin.core.sheet_ground import GroundIndex
from taxmap_plugin.core.sheet_index import STYLE_SCALE, draw_index, index_sheet
from taxmap_plugin.core.sheet_names import Pencil
from taxmap_plugin.core.sheet_plan import PlanOptions, plan_sheets
from taxmap_plugin.core.sheet_style import SheetStyle
from taxmap_plugin.core.sheet_words import SheetWords

from .town import town


class Listener:
    """Feedback that remembers, and presses Cancel after some pages."""

    def __init__(self, cancel_at: float = 2.0) -> None:
        self.fractions: list[float] = []
        self.messages: list[Message] = []
        self.cancel_at = cancel_at

    def progress(self, fraction: float) -> None:
        self.fractions.append(fraction)

    def message(self, message: Message) -> None:
        self.messages.append(message)

    def cancelled(self) -> bool:
        return bool(self.fractions) and self.fractions[-1] >= self.cancel_at

    def text(self) -> str:
        return "\n".join(render(message, "en") for message in self.messages)


class Studio:
    """Draws and lays out sheets of the town, keeping what QGIS must keep alive."""

    def __init__(self) -> None:
        from taxmap_plugin.cartography.sheet_facts import SheetFacts
        from taxmap_plugin.cartography.sheet_fonts import sheet_font

        self.source = town()
        self.font = sheet_font()
        self.facts = SheetFacts(
            self.source.municipality, dt.date(2026, 1, 5), dt.date(2026, 2, 14),
            self.source.sources, drawn_by="นางสาวสมมุติ ตัวอย่าง",
        )  # fmt: skip

    def sheet(self, block, paper="A3", language="th", style_set="colour", source=None):
        """``(layout, drawing)`` of a block's first sheet."""
        from taxmap_plugin.cartography.sheet_layout import SheetMaker

        source = source or self.source
        plan = plan_sheets(source, PlanOptions(paper))
        index = GroundIndex(source, plan)
        words = SheetWords(language)
        self.maker = SheetMaker(index, self.facts, words, style_set, self.font)
        sheet = plan.sheets_of([block])[0]
        pencil = Pencil(SheetStyle(style_set, sheet.scale), self.font.measure, words)
        drawing = draw_sheet(index, sheet, pencil)
        return self.maker.make(drawing), drawing

    def index(self, paper="A3", language="th"):
        """The layout of the index sheet."""
        from taxmap_plugin.cartography.sheet_layout import SheetMaker

        plan = plan_sheets(self.source, PlanOptions(paper))
        index, words = GroundIndex(self.source, plan), SheetWords(language)
        self.maker = SheetMaker(index, self.facts, words, "bw", self.font)
        pencil = Pencil(SheetStyle("bw", STYLE_SCALE), self.font.measure, words)
        drawing = draw_index(index, index_sheet(self.source, plan, paper), pencil)
        return self.maker.make_index(drawing)


@pytest.fixture(scope="module")
def studio(qgis_app):
    made = Studio()
    yield made
    made.maker.project.clear()
