"""A parcel's family, the map as it was, and finding what is no more."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time

import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings

from taxmap_plugin.workspace.history import family, parcels_on, retired_parcels
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import redo, undo

from .conftest import parcels
from .test_undo import EDITS, play, start  # noqa: F401


def change(ws: Workspace, kind: str, gone: list[str], new: list[str]) -> str:
    """Parcels become others by their codes, with history and lineage as editing writes them."""
    marks = ", ".join("?" * len(gone))
    with ws.transaction(kind, reason=f"{kind} ตามเอกสาร") as tx:
        old = tx.read("parcel", where=f"parcel_code IN ({marks})", params=gone)
        tx.delete("parcel", old["uuid"])
        kept = ["parcel_code", "deed_no", "land_no", "map_sheet", "geom"]
        retired = old[kept].assign(
            parcel_uuid=old["uuid"],
            valid_from=old["created_at"],
            valid_to=tx.now,
            change_uuid=tx.change_uuid,
        )
        tx.insert("parcel_history", retired)
        shapes = [shapely.box(at, 0, at + 1, 1) for at in range(len(new))]
        children = tx.insert("parcel", pd.DataFrame({"parcel_code": new, "geom": shapes}))
        pairs = [(parent, child) for parent in old["uuid"] for child in children]
        links = pd.DataFrame(pairs, columns=["parent_uuid", "child_uuid"])
        tx.insert("lineage", links.assign(kind=kind, change_uuid=tx.change_uuid))
    return tx.change_uuid


def uuid_of(ws: Workspace, code: str) -> str:
    return ws.read("parcel", ["uuid"], "parcel_code = ?", [code])["uuid"].iloc[0]


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    with workspace.transaction("import") as tx:
        frame = parcels(3).assign(deed_no=["101", "102", "103"], map_sheet="4746 II 9472-15")
        tx.insert("parcel", frame)
    return workspace


def codes(members) -> list[str]:
    return sorted(member.parcel_code for member in members)


# --- family -------------------------------------------------------------------------------------


def test_a_family_in_both_directions(ws: Workspace):
    grandparent = uuid_of(ws, "01A001")
    first = change(ws, "split", ["01A001"], ["01A001", "01A001/001"])
    change(ws, "merge", ["01A001/001", "01A002"], ["01A002"])
    change(ws, "split", ["01A002"], ["01A002", "01A002/001", "01A002/002"])
    middle = next(iter(family(ws, uuid_of(ws, "01A002/001")).parents(uuid_of(ws, "01A002/001"))))
    tree = family(ws, middle.uuid)
    assert codes(tree.parents(middle.uuid)) == ["01A001/001", "01A002"]
    assert codes(tree.children(middle.uuid)) == ["01A002", "01A002/001", "01A002/002"]
    assert tree.generation[grandparent] == -2
    assert sorted(tree.generation.values()) == [-2, -1, -1, 0, 1, 1, 1]
    oldest = tree.members[grandparent]
    assert (oldest.deed_no, oldest.land_no, oldest.map_sheet) == ("101", "0001", "4746 II 9472-15")
    assert (oldest.living, oldest.kind, middle.kind, middle.living) == (False, "", "merge", False)
    assert oldest.valid_to == ws.read("change", where="uuid = ?", params=[first])["changed_at"][0]
    assert uuid_of(ws, "01A001") not in tree.members  # a sibling's branch is another family
    assert {link.kind for link in tree.links} == {"split", "merge"}


def test_a_parcel_alone_is_its_own_family(ws: Workspace):
    tree = family(ws, uuid_of(ws, "01A003"))
    assert codes(tree.members.values()) == ["01A003"]
    assert tree.links == []
    assert tree.members[tree.root].living


def test_a_split_that_was_taken_back_is_no_family(ws: Workspace):
    parent = uuid_of(ws, "01A001")
    change(ws, "split", ["01A001"], ["01A001", "01A001/001"])
    undo(ws)
    assert family(ws, parent).links == []
    redo(ws)
    assert codes(family(ws, parent).children(parent)) == ["01A001", "01A001/001"]


def test_reshaping_makes_versions_and_no_parents(ws: Workspace):
    uuid = uuid_of(ws, "01A001")
    with ws.transaction("correct") as tx:
        row = {"parcel_uuid": [uuid], "parcel_code": "01A001", "geom": [shapely.box(0, 0, 1, 1)]}
        tx.insert("parcel_history", pd.DataFrame(row))
        link = {"parent_uuid": [uuid], "child_uuid": uuid, "kind": "reshape"}
        tx.insert("lineage", pd.DataFrame(link).assign(change_uuid=tx.change_uuid))
    tree = family(ws, uuid)
    assert tree.links == []
    assert tree.members[uuid].versions == 1
    assert tree.members[uuid].living


def test_lineage_in_a_circle_ends(ws: Workspace):
    one, two = uuid_of(ws, "01A001"), uuid_of(ws, "01A002")
    with ws.transaction("correct") as tx:
        pairs = pd.DataFrame({"parent_uuid": [one, two], "child_uuid": [two, one]})
        tx.insert("lineage", pairs.assign(kind="split", change_uuid=tx.change_uuid))
    assert set(family(ws, one).members) == {one, two}


# --- the map as it was ----------------------------------------------------------------------------


def moment(ws: Workspace) -> dt.datetime:
    """The time of the last change; what follows is later."""
    text = ws.read("change", ["changed_at"], "1 ORDER BY fid DESC LIMIT 1")["changed_at"].iloc[0]
    time.sleep(0.003)
    return dt.datetime.fromisoformat(text.replace("Z", "+00:00"))


def test_the_map_before_and_after_each_change(ws: Workspace):
    states = [(moment(ws), ws.read("parcel"))]
    change(ws, "split", ["01A001"], ["01A001", "01A001/001"])
    states.append((moment(ws), ws.read("parcel")))
    with ws.transaction("renumber") as tx:
        rows = tx.read("parcel", ["uuid"])
        tx.update("parcel", rows.assign(parcel_code=["A", "B", "C", "D"], land_no="9"))
    states.append((moment(ws), ws.read("parcel")))
    change(ws, "merge", ["A", "B"], ["A"])
    undo(ws)
    states.append((moment(ws), ws.read("parcel")))
    for when, wanted in states:
        pd.testing.assert_frame_equal(parcels_on(ws, when), wanted)
    assert parcels_on(ws, dt.date(2020, 1, 1)).empty


def test_a_day_ends_at_midnight_in_thailand(ws: Workspace):
    with sqlite3.connect(ws.path) as opened:  # imported on the 1st at 23:30, Thai time
        opened.execute("UPDATE change SET changed_at = '2026-03-01T16:30:00.000Z'")
    assert len(parcels_on(ws, dt.date(2026, 3, 1), ["parcel_code"])) == 3
    assert len(parcels_on(ws, dt.date(2026, 2, 28), ["parcel_code"])) == 0
    assert len(parcels_on(ws, dt.datetime(2026, 3, 1, 23, 29))) == 0


@given(edits=EDITS)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=settings.default.max_examples // 8,
)
def test_any_day_can_be_seen_again(start, tmp_path, edits):  # noqa: F811
    path = tmp_path / "ws.gpkg"
    path.write_bytes(start.read_bytes())
    ws = Workspace.open(path, user="สมหญิง")
    states = [(moment(ws), ws.read("parcel"))]
    states += [(moment(ws), ws.read("parcel")) for steps in edits if play(ws, steps)]
    for when, wanted in states:
        assert as_stored(parcels_on(ws, when)).equals(as_stored(wanted))


def as_stored(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(geom=shapely.to_wkb(frame["geom"].to_numpy(dtype=object)))


# --- finding what is no more -------------------------------------------------------------------


@pytest.mark.parametrize("text", ["01a002", "๐๑A๐๐๒", "102", "0002", "9472-15"])
def test_a_retired_parcel_is_found_with_what_came_after_it(ws: Workspace, text: str):
    change(ws, "split", ["01A002"], ["01A002/001", "01A002/002"])
    found = retired_parcels(ws, text)
    assert list(found["parcel_code"]) == ["01A002"]
    row = found.iloc[0]
    assert row["successor_codes"] == "01A002/001, 01A002/002"
    assert (row["deed_no"], row["reason"], row["living"]) == ("102", "split ตามเอกสาร", False)


def test_what_was_taken_back_or_lives_is_not_retired(ws: Workspace):
    change(ws, "split", ["01A002"], ["01A002/001", "01A002/002"])
    undo(ws)
    assert retired_parcels(ws, "01A002").empty
    assert retired_parcels(ws, "").empty
    assert retired_parcels(ws, "%").empty


def test_a_code_that_only_was_renumbered_is_found(ws: Workspace):
    row = {"table_name": "parcel", "code": "01A009", "successor_codes": "01A003"}
    with ws.transaction("renumber") as tx:
        when = {"retired_at": tx.now, "reason": "ซ้ำ", "subject_uuid": "ไม่มีแล้ว"}
        tx.insert("retired_code", pd.DataFrame([{**row, **when}]))
    found = retired_parcels(ws, "A009").iloc[0]
    assert (found["successor_codes"], found["reason"]) == ("01A003", "ซ้ำ")
    assert not found["living"]
