"""The lines of a match as the dock shows them."""

from __future__ import annotations

from taxmap_plugin.core.match_result import read_compared
from taxmap_plugin.exchange.match_lines import CHANGED, match_lines
from taxmap_plugin.exchange.register_match import match_register

from .test_register_match import ws

__all__ = ["ws"]


def _verdicts(ws) -> set[str]:
    lines = match_lines(ws, "title_document")
    return {told[2] for text in lines["compared"] for told in read_compared(text).values()}


def test_nothing_is_changed_since_a_run_that_has_just_ended(ws):
    """A map sheet that has no canonical name is compared as it came."""
    with ws.transaction("correct") as tx:
        for table in ("parcel", "title_document"):
            rows = tx.read(table, ["uuid"])
            tx.update(table, rows.assign(map_sheet=None, source_map_sheet="ระวางเก่า 7"))
    match_register(ws)
    verdicts = _verdicts(ws)
    assert verdicts and CHANGED not in verdicts
    with ws.transaction("correct") as tx:
        tx.update("parcel", tx.read("parcel", ["uuid"]).assign(source_map_sheet="อื่น"))
    assert CHANGED in _verdicts(ws)
