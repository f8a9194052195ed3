"""What the match dock does in the background: read, run, decide, draw."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

import pandas as pd
from qgis.core import QgsCoordinateReferenceSystem, QgsVectorLayer
from qgis.PyQt.QtCore import QThread

from ..core.feedback import Feedback
from ..core.match_profile import MatchProfile
from ..core.message import Language, Message
from ..exchange.match_layer import match_fields, style_match_layer, write_match_features
from ..exchange.match_lines import match_lines
from ..exchange.register_match import counts, match_register, undoable
from ..workspace.store import Workspace
from .match_model import prepare


@dataclass(frozen=True)
class MatchState:
    """What the dock shows: the inputs' sizes, the lines, sentences with the totals."""

    parcels: int
    rows: int
    lines: pd.DataFrame
    totals: list[Message]
    is_stale: bool  # the totals are not those of the inputs as they are now
    can_undo: bool

    @property
    def was_run(self) -> bool:
        return len(self.lines) > 0


def read_state(ws: Workspace, table: str, language: Language) -> MatchState:
    """Everything of one register's match, ready to be shown."""
    parcels, rows = ws.count("parcel"), ws.count(table)
    lines = prepare(match_lines(ws, table), language)
    totals: list[Message] = []
    is_stale = False
    if len(lines):
        frame = counts(ws, table)
        totals = _totals(frame)
        is_stale = [int(frame[side].sum()) for side in ("parcels", "rows")] != [parcels, rows]
    return MatchState(parcels, rows, lines, totals, is_stale, undoable(ws) is not None)


def _totals(frame: pd.DataFrame) -> list[Message]:
    """Both inputs as sums of their outcomes."""
    sentences = []
    for side, alone in (("parcels", "parcel_only"), ("rows", "register_only")):
        count = {name: int(number) for name, number in frame[side].items()}
        names = ("matched", "suggested", "conflict")
        parts = {name: count[name] for name in names}
        total = sum(count.values())
        sentences.append(
            Message(f"register_match.{side}", count=total, **parts, alone=count[alone])
        )
    return sentences


def run_match(ws: Workspace, profile: MatchProfile, table: str, feedback: Feedback) -> Message:
    """Run the match; the message says what came out and how long it took."""
    started = time.monotonic()
    report = match_register(ws, profile, table, feedback)
    seconds = f"{time.monotonic() - started:.1f}"
    matched = int(report.totals["rows"]["matched"])
    return Message("match_dock.done", seconds=seconds, matched=matched, rows=report.rows)


def make_layer(ws: Workspace, table: str, name: str, language: Language, thread: QThread) -> Any:
    """The coloured parcels as a layer that belongs to ``thread``, to lie over the parcels'."""
    layer = QgsVectorLayer("MultiPolygon", name, "memory")
    layer.setCrs(QgsCoordinateReferenceSystem(f"EPSG:{ws.epsg}"))
    layer.dataProvider().addAttributes(match_fields())
    layer.updateFields()
    write_match_features(ws, layer.dataProvider(), language, table)
    layer.updateExtents()
    style_match_layer(layer, language)
    layer.setLabelsEnabled(False)  # the parcels below have theirs
    layer.moveToThread(thread)
    return layer
