"""What is declared of a block is not taken back with QGIS's own tools."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.core.parcel_code import CodeError
from taxmap_plugin.editing.given_codes import declared_blocks
from taxmap_plugin.editing.native_blocks import NativeBlockError
from taxmap_plugin.editing.native_edits import NativeEdits
from taxmap_plugin.editing.native_rows import apply_rows
from taxmap_plugin.workspace.few_rows import Row
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import box


def block(ws: Workspace, code: str = "01A") -> Row:
    return ws.rows("block", where="block_code = ?", params=[code])[0]


@pytest.mark.parametrize(
    "typed",
    [
        {"code_state": "draft"},
        {"block_code": "01C"},
        {"block_code": None},
        {"declared_document": "ประกาศอื่น"},
        {"declared_by": None, "declared_at": "2026-01-01T00:00:00.000Z"},
    ],
)
def test_a_declared_block_stays_declared_under_its_code(tmp_path, typed):
    ws = land_case.make(tmp_path, declared=True)
    before = block(ws)
    with pytest.raises(NativeBlockError) as refused:
        apply_rows(ws, "block", NativeEdits(values={before["uuid"]: {"name": "ตลาด", **typed}}))
    assert "01A" in render(refused.value.message, "th")
    assert block(ws) == before


def test_a_declared_block_is_not_deleted(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    with pytest.raises(NativeBlockError) as refused:
        apply_rows(ws, "block", NativeEdits(deleted=[block(ws)["uuid"]]))
    assert refused.value.message.id == "native_blocks.deleted"
    assert declared_blocks(ws) == {"01A"}


def test_its_outline_and_name_may_be_corrected(tmp_path):
    ws = land_case.make(tmp_path, declared=True)
    was = block(ws)
    same = {"code_state": "declared", "block_code": "01A", "name": "ตลาด"}
    apply_rows(
        ws,
        "block",
        NativeEdits(values={was["uuid"]: same}, shapes={was["uuid"]: box(0, 0, 121, 60)}),
    )
    now = block(ws)
    assert (now["name"], now["geom"].area) == ("ตลาด", 121 * 60)
    assert declared_blocks(ws) == {"01A"}


def test_a_draft_is_declared_by_its_own_tool_only(tmp_path):
    ws = land_case.make(tmp_path)
    with pytest.raises(NativeBlockError) as refused:
        apply_rows(ws, "block", NativeEdits(values={block(ws)["uuid"]: {"code_state": "declared"}}))
    assert "ประกาศใช้รหัสเขตย่อย" in render(refused.value.message, "th")


def test_a_draft_may_go_and_be_called_otherwise(tmp_path):
    ws = land_case.make(tmp_path)
    edits = NativeEdits(
        values={block(ws, "01B")["uuid"]: {"block_code": "๐๑c"}}, deleted=[block(ws)["uuid"]]
    )
    apply_rows(ws, "block", edits)
    assert [row["block_code"] for row in ws.rows("block")] == ["01C"]


@pytest.mark.parametrize("copied", ["01A", "01A_1"])
def test_the_other_half_of_a_divided_block_is_a_draft_without_a_code(tmp_path, copied):
    ws = land_case.make(tmp_path, declared=True)
    was = block(ws)
    half = {**was, "block_code": copied, "geom": box(60, 0, 120, 60)}
    apply_rows(ws, "block", NativeEdits(added=[half], shapes={was["uuid"]: box(0, 0, 60, 60)}))
    (new,) = ws.rows("block", where="block_code IS NULL")
    assert (new["code_state"], new["declared_at"], new["zone_code"]) == ("draft", None, "01")


def test_a_code_that_is_none_is_refused(tmp_path):
    ws = land_case.make(tmp_path)
    new = {"block_code": "ตลาด", "geom": box(0, 0, 9, 9)}
    with pytest.raises(CodeError):
        apply_rows(ws, "block", NativeEdits(added=[new]))
