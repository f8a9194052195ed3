"""Who has confirmed forms, and for which years notices may be printed."""

from __future__ import annotations

from taxmap_plugin.workspace.form_approval import approve, read_approvals

from ..editing import land_case


def say(ws, *told, **more):
    with ws.transaction("settings") as tx:
        return approve(tx, *told, **more)


def test_nothing_is_confirmed_at_first(tmp_path):
    now = read_approvals(land_case.make(tmp_path))
    assert not now.confirmed and not now.notices


def test_it_is_kept_with_who_and_when(tmp_path):
    ws = land_case.make(tmp_path)
    say(ws, "นายสมมุติ ทดลอง", ["pds7"], [2569])
    say(ws, "นางตัวอย่าง สาธิต", ["pds3"])
    now = read_approvals(ws)
    assert {form: one.name for form, one in now.confirmed.items()} == {
        "pds7": "นายสมมุติ ทดลอง",
        "pds3": "นางตัวอย่าง สาธิต",
    }
    assert list(now.notices) == [2569] and now.notices[2569].at.endswith("Z")


def test_it_can_be_taken_back(tmp_path):
    ws = land_case.make(tmp_path)
    say(ws, "ก", ["pds7", "pds3"], [2569, 2570])
    say(ws, "ข", ["pds7"], [2569], take_back=True)
    now = read_approvals(ws)
    assert list(now.confirmed) == ["pds3"] and list(now.notices) == [2570]
