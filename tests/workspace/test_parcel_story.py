"""What an officer reads of a parcel's past, change by change."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from taxmap_plugin.workspace.parcel_story import Chapter, Entry, parcel_story
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from .conftest import parcels
from .history_case import change, uuid_of

pytestmark = pytest.mark.usefixtures("kept_in_both")


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    with workspace.transaction("import") as tx:
        frame = parcels(3).assign(deed_no=["101", "102", "103"], map_sheet="4746 II 9472-15")
        tx.insert("parcel", frame)
    return workspace


def told(chapter: Chapter) -> tuple[str, list[str], list[str]]:
    return chapter.kind, codes(chapter.before), codes(chapter.after)


def codes(entries: tuple[Entry, ...]) -> list[str]:
    return sorted(entry.code for entry in entries)


def test_parents_first_then_children(ws: Workspace):
    change(ws, "split", ["01A001"], ["01A001", "01A001/001"])
    change(ws, "merge", ["01A001/001", "01A002"], ["01A002"])
    middle = uuid_of(ws, "01A002")
    change(ws, "split", ["01A002"], ["01A002", "01A002/001"])
    story = parcel_story(ws, middle)
    assert story is not None
    assert codes(story.origins) == ["01A001", "01A002"]
    assert [told(one) for one in story.chapters] == [
        ("split", ["01A001"], ["01A001/001"]),
        ("merge", ["01A001/001", "01A002"], ["01A002"]),
        ("split", ["01A002"], ["01A002", "01A002/001"]),
    ]
    last = story.chapters[-1]
    assert (last.reason, last.user) == ("split ตามเอกสาร", "สมหญิง")
    assert all(entry.living for entry in last.after)
    assert all(entry.history_uuid and not entry.living for entry in last.before)
    assert (story.root.code, story.root.living) == ("01A002", False)
    assert story.root.until == last.when


def test_nothing_ever_changed(ws: Workspace):
    story = parcel_story(ws, uuid_of(ws, "01A003"))
    assert story is not None
    assert (story.origins, story.chapters) == ((), ())
    assert (story.root.code, story.root.deed_no, story.root.living) == ("01A003", "103", True)


def test_a_parcel_that_never_was(ws: Workspace):
    assert parcel_story(ws, "ไม่มี") is None


def test_a_change_that_was_taken_back_is_not_told(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    change(ws, "split", ["01A001"], ["01A001", "01A001/001"])
    undo(ws)
    story = parcel_story(ws, uuid)
    assert story is not None and story.chapters == ()


def test_an_earlier_shape_and_an_earlier_code_of_its_own(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    with ws.transaction("resurvey", document="ชม 5/2569") as tx:
        was = tx.read("parcel", ["parcel_code", "geom"], "uuid = ?", [uuid])
        more = {"parcel_uuid": uuid, "valid_to": tx.now, "change_uuid": tx.change_uuid}
        (history,) = tx.insert("parcel_history", was.assign(**more))
    with ws.transaction("renumber") as tx:
        row = {"table_name": "parcel", "code": "01A001", "subject_uuid": uuid}
        more = {"retired_at": tx.now, "change_uuid": tx.change_uuid}
        tx.insert("retired_code", pd.DataFrame([{**row, **more}]))
        tx.update("parcel", pd.DataFrame({"uuid": [uuid], "parcel_code": "01A009"}))
    story = parcel_story(ws, uuid)
    assert story is not None
    first, second = story.chapters
    assert told(first) == ("resurvey", ["01A001"], [])
    assert first.before[0].history_uuid == history
    assert first.document == "ชม 5/2569"
    assert told(second) == ("renumber", ["01A001"], [])
    assert (first.before[0].became, second.before[0].became) == (None, "01A009")
    undo(ws)
    again = parcel_story(ws, uuid)
    assert again is not None and len(again.chapters) == 1


def test_an_earlier_code_of_a_draft_block(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    for code in ("01A051", "01A052"):
        with ws.transaction("renumber", reason="จัดลำดับใหม่") as tx:
            tx.update_rows("parcel", [{"uuid": uuid, "parcel_code": code}])
    undo(ws)
    story = parcel_story(ws, uuid)
    assert story is not None and story.root.code == "01A051"
    assert [told(one) for one in story.chapters] == [("renumber", ["01A001"], [])]
    assert story.chapters[0].reason == "จัดลำดับใหม่"


def test_each_renumbering_tells_what_it_made_of_the_code(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    for code in ("01A051", "01A052", None):
        with ws.transaction("renumber") as tx:
            tx.update_rows("parcel", [{"uuid": uuid, "parcel_code": code}])
    story = parcel_story(ws, uuid)
    assert story is not None
    entries = [entry for chapter in story.chapters for entry in chapter.before]
    assert [(entry.code, entry.became) for entry in entries] == [
        ("01A001", "01A051"),
        ("01A051", "01A052"),
        ("01A052", ""),
    ]


def test_a_family_begins_with_the_code_of_then(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    with ws.transaction("renumber") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "parcel_code": "02A121"}])
    change(ws, "merge", ["02A121", "01A002"], ["01A002"])
    story = parcel_story(ws, uuid)
    assert story is not None
    assert codes(story.origins) == ["01A001"]
    assert [told(one) for one in story.chapters] == [
        ("renumber", ["01A001"], ["02A121"]),
        ("merge", ["02A121"], ["01A002"]),
    ]
    assert story.chapters[0].after == (story.root,), "it can be stood on as it was at last"
    assert all(entry.history_uuid for entry in story.origins), "each has a place on the map"


def test_a_child_that_was_renumbered_came_with_the_code_of_then(ws: Workspace):
    change(ws, "split", ["01A001"], ["01A001", "01A001/001"])
    uuid = uuid_of(ws, "01A001/001")
    with ws.transaction("renumber") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "parcel_code": "02A121"}])
    story = parcel_story(ws, uuid)
    assert story is not None
    assert [told(one) for one in story.chapters] == [
        ("split", ["01A001"], ["01A001/001"]),
        ("renumber", ["01A001/001"], ["02A121"]),
    ]
    assert story.tells_the_root


def test_ground_that_became_public_is_named(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    with ws.transaction("public_use") as tx:
        shape = shapely.box(0, 0, 1, 1)
        (road,) = tx.insert("public_land", pd.DataFrame({"name": ["ถนนสาธิต"], "geom": [shape]}))
        link = {"parent_uuid": [uuid], "child_uuid": road, "kind": "strip"}
        tx.insert("lineage", pd.DataFrame(link).assign(change_uuid=tx.change_uuid))
    story = parcel_story(ws, uuid)
    assert story is not None
    (entry,) = story.chapters[0].after
    assert (entry.code, entry.public) == ("ถนนสาธิต", True)
