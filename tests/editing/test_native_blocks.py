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
from taxmap_plugin.workspace.undo import undo

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


# -- codes that nothing on the map has any more ------------------------------------------------


def left(saved) -> list[str]:
    return [render(look.named, "en") for look in saved.looks if look.message.id.startswith("left")]


def test_a_merge_of_blocks_tells_which_parcels_have_the_code_that_went(tmp_path):
    """QGIS keeps one row, or makes a new one of both."""
    ws = land_case.make(tmp_path)
    first, second = block(ws)["uuid"], block(ws, "01B")
    whole = box(0, 0, 120, 160)
    before = land_case.everything(ws)["parcel"]
    for edits in (
        NativeEdits(shapes={second["uuid"]: whole}, deleted=[first]),
        NativeEdits(added=[{**second, "geom": whole}], deleted=[first, second["uuid"]]),
    ):
        (said,) = left(apply_rows(ws, "block", edits))
        assert (
            said.startswith("Block 01A: This code is not on the map any more") and "6 parc" in said
        )
        (row,) = ws.rows("finding", where="check_id = 'left_behind.code'")
        assert (row["subject_code"], row["state"]) == ("01A", "open")
        assert row["geom"].within(box(0, 0, 120, 60))
        assert land_case.everything(ws)["parcel"] == before
        undo(ws)
        assert ws.count("finding") == 0


def test_so_does_another_code_for_a_draft_block(tmp_path):
    ws = land_case.make(tmp_path)
    uuid = block(ws)["uuid"]
    (said,) = left(apply_rows(ws, "block", NativeEdits(values={uuid: {"block_code": "01C"}})))
    assert "6 parcels" in said


def test_a_block_without_parcels_and_codes_that_change_places_go_without_a_word(tmp_path):
    ws = land_case.make(tmp_path)
    one, other = block(ws)["uuid"], block(ws, "01B")["uuid"]
    swapped = {one: {"block_code": "01B"}, other: {"block_code": "01A"}}
    assert left(apply_rows(ws, "block", NativeEdits(values=swapped))) == []
    assert left(apply_rows(ws, "block", NativeEdits(deleted=[one]))) == []


def test_a_zone_that_goes_is_told_with_its_blocks(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        (zone,) = tx.insert_rows("zone", [{"zone_code": "01", "geom": box(0, 0, 120, 160)}])
    (said,) = left(apply_rows(ws, "zone", NativeEdits(deleted=[zone])))
    assert "2 blocks" in said and "6 parcels" in said
