"""A copy of 1 January that stays as it is while the workspace goes on."""

from __future__ import annotations

import sqlite3
import stat

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.workspace import frozen_copy
from taxmap_plugin.workspace.store import Workspace
from tests.editing import land_case

YEAR = 2570


@pytest.fixture
def ws(tmp_path):
    return land_case.make(tmp_path)


def test_the_copy_holds_everything_and_the_workspace_remembers_it(ws):
    copy = frozen_copy.freeze(ws, YEAR)
    assert copy.file == f"{ws.path.stem}.2570-01-01.gpkg"
    path = frozen_copy.path_of(ws, copy)
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    frozen = frozen_copy.open_frozen(ws, YEAR)
    now, then = (land_case.everything(one) for one in (ws, frozen))
    assert {name for name in now if now[name] != then[name]} <= {
        "setting",
        "change",
        "change_row",
    }
    assert frozen_copy.frozen_copies(ws) == [copy]
    assert frozen_copy.state_of(ws, copy) == "intact" and copy.by == ws.user


def test_what_changes_afterwards_is_not_in_it(ws):
    frozen_copy.freeze(ws, YEAR)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "deed_no": "999999"}])
    frozen = frozen_copy.open_frozen(ws, YEAR)
    assert frozen.rows("parcel", ["deed_no"], "uuid = 'p1'")[0]["deed_no"] != "999999"


def test_it_is_right_while_another_program_has_the_file_in_wal_mode(ws):
    """As QGIS does: the last write is in the log beside the file only."""
    other = sqlite3.connect(ws.path)
    other.execute("PRAGMA journal_mode = wal")
    other.execute("UPDATE owner SET display_name = 'ทดลอง' WHERE uuid = 'o1'")
    other.commit()
    copy = frozen_copy.freeze(ws, YEAR)
    other.close()
    frozen = Workspace.open(frozen_copy.path_of(ws, copy))
    assert frozen.rows("owner", ["display_name"], "uuid = 'o1'") == [{"display_name": "ทดลอง"}]
    assert frozen_copy.state_of(ws, copy) == "intact", "reading does not change it"


def test_a_copy_is_never_overwritten(ws):
    first = frozen_copy.freeze(ws, YEAR)
    with pytest.raises(frozen_copy.FrozenCopyError) as refused:
        frozen_copy.freeze(ws, YEAR)
    assert first.file in render(refused.value.message, "th")
    second = frozen_copy.freeze(ws, YEAR, again=True)
    assert second.file == f"{ws.path.stem}.2570-01-01-2.gpkg"
    assert [frozen_copy.state_of(ws, one) for one in (first, second)] == ["intact", "intact"]
    assert frozen_copy.frozen_copies(ws, YEAR) == [first, second]


def test_a_file_of_that_name_that_nobody_froze_stays(ws):
    beside = ws.path.with_name(f"{ws.path.stem}.2570-01-01.gpkg")
    beside.write_text("ของคนอื่น", encoding="utf-8")
    assert frozen_copy.freeze(ws, YEAR).file.endswith("-2.gpkg")
    assert beside.read_text(encoding="utf-8") == "ของคนอื่น"


def test_a_missing_and_a_changed_copy_are_told(ws):
    copy = frozen_copy.freeze(ws, YEAR)
    path = frozen_copy.path_of(ws, copy)
    path.chmod(0o644)
    with sqlite3.connect(path) as opened:
        opened.execute("UPDATE owner SET display_name = 'แก้ทีหลัง'")
    assert frozen_copy.state_of(ws, copy) == "changed"
    with pytest.raises(frozen_copy.FrozenCopyError) as changed:
        frozen_copy.open_frozen(ws, YEAR)
    assert copy.file in render(changed.value.message, "en")
    path.unlink()
    assert frozen_copy.state_of(ws, copy) == "missing"
    with pytest.raises(frozen_copy.FrozenCopyError):
        frozen_copy.open_frozen(ws, YEAR)
    with pytest.raises(frozen_copy.FrozenCopyError) as none:
        frozen_copy.open_frozen(ws, 2571)
    assert "2571" in render(none.value.message, "th")


def test_a_workspace_in_a_database_is_told_what_to_do(cluster):
    made = []
    ws = land_case.make_in_database(cluster, made, None)
    with pytest.raises(frozen_copy.FrozenCopyError):
        frozen_copy.freeze(ws, YEAR)
