"""What a change is called by: the land that it began with, else what came or went."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.message import render
from taxmap_plugin.workspace.change_subject import subject_of
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import redo, undo

from .conftest import parcels

BOX = shapely.box(0, 0, 1, 1)


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    """Nine parcels, a building on the first."""
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(9))
        house = {"uuid": "b1", "building_code": "01A001-B001", "parcel_uuid": uuids[0]}
        tx.insert_rows("building", [{**house, "geom": BOX}])
    return workspace


def told(ws: Workspace, change: str, language="en") -> tuple[str, str]:
    with ws.reading() as reader:
        subject = subject_of(reader, change)
    assert subject is not None
    return render(subject.what, language), subject.action


def test_a_split_is_of_the_parcel_that_was_there_whatever_hangs_on_it(ws: Workspace):
    old, bent = ws.read("parcel", ["uuid"])["uuid"].head(2)
    with ws.transaction("split") as tx:
        tx.update_rows("parcel", [{"uuid": bent, "geom": BOX}])
        tx.delete("parcel", [old])
        pieces = [{"parcel_code": code, "geom": BOX} for code in ("01A001", "01A001/001")]
        new = tx.insert_rows("parcel", pieces)
        tx.update_rows("building", [{"uuid": "b1", "parcel_uuid": new[1]}])
        tx.insert_rows(
            "lineage",
            [
                {"kind": "split", "parent_uuid": old, "child_uuid": one, **of_parcels(tx)}
                for one in new
            ],
        )
    assert told(ws, tx.change_uuid) == ("parcel 01A001", "")
    assert told(ws, tx.change_uuid, "th") == ("แปลง 01A001", "")
    undo(ws)
    assert told(ws, tx.change_uuid) == ("parcel 01A001", "")


def of_parcels(tx) -> dict:
    return {"table_name": "parcel", "change_uuid": tx.change_uuid}


def test_a_drawn_parcel_is_named_and_its_neighbour_not(ws: Workspace):
    with ws.transaction("new") as tx:
        bent = tx.rows("parcel", ["uuid"], "parcel_code = '01A001'")[0]["uuid"]
        tx.insert_rows("parcel", [{"parcel_code": "01A010", "geom": BOX}])
        tx.update_rows("parcel", [{"uuid": bent, "geom": BOX}])
    assert told(ws, tx.change_uuid) == ("parcel 01A010", "insert")
    undo(ws)
    assert told(ws, tx.change_uuid) == ("parcel 01A010", "insert"), "called as it was last"
    redo(ws)


def test_a_renumbered_parcel_is_named_by_both_codes_also_once_it_was_taken_back(ws: Workspace):
    (uuid,) = ws.read("parcel", ["uuid"], "parcel_code = '01A001'")["uuid"]
    for code in ("01A077", "01A078"):
        with ws.transaction("renumber") as tx:
            tx.update_rows("parcel", [{"uuid": uuid, "parcel_code": code}])
            tx.update_rows("building", [{"uuid": "b1", "building_code": f"{code}-B001"}])
        if code == "01A077":
            first = tx.change_uuid
    assert told(ws, first) == ("parcel 01A001 → 01A077", "update")
    assert told(ws, tx.change_uuid) == ("parcel 01A077 → 01A078", "update")
    undo(ws)
    assert told(ws, tx.change_uuid, "th") == ("แปลง 01A077 → 01A078", "update")
    redo(ws)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "parcel_code": None}])
    assert told(ws, tx.change_uuid) == ("parcel 01A078 → no code", "update")


def test_a_renumbering_of_many_names_the_codes_of_a_few(ws: Workspace):
    rows = ws.read("parcel", ["uuid"])
    with ws.transaction("renumber") as tx:
        codes = [f"01A0{20 + number}" for number in range(9)]
        tx.update("parcel", rows.assign(parcel_code=codes))
    assert told(ws, tx.change_uuid) == (
        "parcels 01A001 → 01A020, 01A002 → 01A021, 01A003 → 01A022 and 6 more",
        "update",
    )


def test_of_many_the_number_is_told(ws: Workspace):
    rows = ws.read("parcel", ["uuid"])
    with ws.transaction("correct") as tx:
        tx.update("parcel", rows.assign(note="x"))
    assert told(ws, tx.change_uuid) == ("parcels 01A001, 01A002, 01A003 and 6 more", "update")


def test_of_many_only_the_rows_that_are_named_are_read(ws: Workspace, monkeypatch):
    with ws.transaction("import") as tx:
        tx.insert("parcel", parcels(300).assign(parcel_code=None, lot=None))
    with ws.transaction("correct") as tx:
        tx.update("parcel", ws.read("parcel", ["uuid"]).assign(note="x"))
    with ws.reading() as reader:
        read: list[tuple] = []
        execute, each = reader.execute, reader.each

        def executed(*asked) -> list[tuple]:
            found = execute(*asked)
            read.extend(found)
            return found

        def one_by_one(*asked) -> Iterator[tuple]:
            for row in each(*asked):
                read.append(row)
                yield row

        monkeypatch.setattr(reader, "execute", executed)
        monkeypatch.setattr(reader, "each", one_by_one)
        subject = subject_of(reader, tx.change_uuid)
    assert subject is not None
    said = render(subject.what, "en")
    assert said == "parcels 01A001, 01A002, 01A003 and 306 more"
    assert len(read) < 20


def test_a_deleted_building_is_called_as_it_was(ws: Workspace):
    with ws.transaction("correct") as tx:
        tx.delete("building", ["b1"])
        tx.insert("owner", pd.DataFrame({"display_name": ["นาง ก•••"]}))
    assert told(ws, tx.change_uuid) == ("building 01A001-B001", "delete")
