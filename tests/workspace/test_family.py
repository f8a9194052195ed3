"""A parcel's family."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from taxmap_plugin.workspace.family import family
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import redo, undo

from .history_case import change, uuid_of

pytestmark = pytest.mark.usefixtures("kept_in_both")


def codes(members) -> list[str]:
    return sorted(member.parcel_code for member in members)


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
