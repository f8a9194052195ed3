"""Codes are followed over the whole map only where a change gave or took one."""

from __future__ import annotations

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.quality_codes import tied_by_codes
from taxmap_plugin.editing.recode import plan_codes
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.workspace.undo_image import images_of

from . import land_case
from .land_case import at


def tied(ws):
    change = ws.rows("change", ["uuid"])[-1]["uuid"]
    with ws.reading() as reader:
        return tied_by_codes(reader, images_of(reader, change), CodeStyle.of(ws.municipality))


def test_a_moved_boundary_gives_no_code(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_move(ws, [(at(40, 30), at(41, 30))]))
    assert tied(ws) == {}


def test_another_code_ties_who_has_it_and_who_names_it(tmp_path):
    """01A001-B001 is named after the parcel that is 01A009 now."""
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_codes(ws, {"p1": "01A009"}))
    assert "p1" in tied(ws)["parcel"]
