"""ประกาศใช้รหัส: from draft to in force."""

from __future__ import annotations

import pytest

from taxmap_plugin.editing.code_declaration import DeclarationError, declare_codes
from taxmap_plugin.editing.given_codes import codes_ever_given, declared_blocks
from taxmap_plugin.workspace.store import Workspace

from .block_case import make


def test_a_declared_block_says_when_by_whom_and_by_which_document(tmp_path):
    ws = make(tmp_path)
    ws.user = "เจ้าหน้าที่สาธิต"
    done = declare_codes(ws, ["01B"], "ประกาศเทศบาล 1/2569")
    assert (done.blocks, done.parcels, done.notes) == (["01B"], 1, [])
    assert declared_blocks(ws) == {"01B"}
    row = ws.read("block", where="block_code = ?", params=["01B"]).iloc[0]
    assert row["declared_by"] == "เจ้าหน้าที่สาธิต"
    assert row["declared_document"] == "ประกาศเทศบาล 1/2569"
    assert row["declared_at"] == row["updated_at"]


def test_parcels_without_a_code_are_noted(tmp_path):
    done = declare_codes(make(tmp_path), ["01A", "01B"])
    assert done.parcels == 3
    assert [(n.id, n.params) for n in done.notes] == [
        ("code_declaration.without_code", {"block": "01A", "count": 1})
    ]


def test_a_block_that_was_never_drawn_is_made_of_its_parcels(tmp_path):
    ws = make(tmp_path, {"c1": ("02C", "02C001"), "c2": ("02C", "02C002"), "c3": ("02D", None)})
    done = declare_codes(ws, ["02C"], "ประกาศเทศบาล 2/2569")
    assert (done.blocks, done.parcels) == (["02C"], 2)
    assert [note.id for note in done.notes] == ["code_declaration.block_made"]
    row = ws.read("block", where="block_code = ?", params=["02C"]).iloc[0]
    assert (row["code_state"], row["geom"].area) == ("declared", pytest.approx(2 * 20 * 30))
    with pytest.raises(DeclarationError) as refused:
        declare_codes(ws, ["02D"])
    assert refused.value.message.id == "code_declaration.no_codes"
    assert declared_blocks(ws) == {"02C"}


def test_declaring_twice_changes_nothing(tmp_path):
    ws = make(tmp_path)
    declare_codes(ws, ["01B"], "ฉบับแรก")
    before = ws.read("block")
    again = declare_codes(ws, ["01B"], "ฉบับที่สอง")
    assert again.blocks == []
    assert [note.id for note in again.notes] == ["code_declaration.already"]
    assert ws.read("block").equals(before)


def test_of_two_officers_at_once_the_first_declares(tmp_path, monkeypatch):
    ws = make(tmp_path)
    begin, colleague = ws.transaction, Workspace.open(ws.path, "สมหญิง")

    def after_hers(*args, **named):
        declare_codes(colleague, ["01B"], "ประกาศของสมหญิง")
        return begin(*args, **named)

    monkeypatch.setattr(ws, "transaction", after_hers)
    mine = declare_codes(ws, ["01B"], "ประกาศของฉัน")
    assert [note.id for note in mine.notes] == ["code_declaration.already"]
    row = ws.read("block", where="block_code = ?", params=["01B"]).iloc[0]
    assert (row["declared_document"], row["declared_by"]) == ("ประกาศของสมหญิง", "สมหญิง")


@pytest.mark.parametrize(
    ("blocks", "reason"),
    [
        (["09Z"], "code_declaration.unknown_block"),
        (["01A", "01B"], "code_declaration.no_codes"),
    ],
)
def test_what_cannot_be_declared_is_named_and_nothing_is_written(tmp_path, blocks, reason):
    ws = make(tmp_path, {"b1": ("01B", "01B001")})
    with pytest.raises(DeclarationError) as refused:
        declare_codes(ws, blocks)
    assert refused.value.message.id == reason
    assert declared_blocks(ws) == set()


def test_codes_ever_given_are_the_living_and_the_retired(tmp_path):
    from taxmap_plugin.core.numbering import Rule, Way
    from taxmap_plugin.editing.numbering import apply_numbering, plan_numbering

    ws = make(tmp_path, declared=["01A"])
    apply_numbering(ws, plan_numbering(ws, ["01A"], Way(), Rule(keep=False)), "เหตุผล")
    assert {"01A007", "01A008", "01B001"} <= codes_ever_given(ws, "parcel")
    assert {"01A007-B001", "01A008-B001"} <= codes_ever_given(ws, "building")
