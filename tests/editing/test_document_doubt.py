"""Documents that may be slips of the keyboard are told before they are written."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.match_profile import AreaTolerance
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.native_edits import NativeEdits, plan_native
from taxmap_plugin.editing.native_rows import apply_rows
from taxmap_plugin.editing.parcel_batch import Job, run_batch
from taxmap_plugin.editing.parcel_plan import Decision, Plan, decided
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.plan_notes import plan_notes
from taxmap_plugin.editing.recode import plan_recode
from taxmap_plugin.editing.split import plan_split

from . import land_case
from .land_case import box, line

CUT = line((25, -5), (25, 35))  # 01A001 into 750 m² and 450 m²


def said(ws, plan: Plan, tolerance=None, **values) -> list[str]:
    typed = decided(plan, Decision(values={int(at[1:]): own for at, own in values.items()}))
    notes = plan_notes(ws, typed, tolerance)
    return [render(note, "en") for note in notes if note.id.startswith("document_doubt")]


@pytest.mark.parametrize(
    ("area", "doubted"),
    [(18_750, False), (20_800, False), (20_900, True), (2_000_000, True), (None, False)],
)
def test_an_area_that_is_far_from_the_map_is_told(tmp_path, area, doubted):
    ws = land_case.make(tmp_path)
    told = said(ws, plan_split(ws, "p1", [CUT]), p0={"document_area": area})
    assert len(told) == doubted
    if doubted:
        assert "01A001: " in told[0] and "0-1-87.5 (750.00 m²) on the map" in told[0]


def test_the_tolerance_is_that_of_the_officer(tmp_path):
    ws = land_case.make(tmp_path)
    plan, typed = plan_split(ws, "p1", [CUT]), {"document_area": 19_000}
    assert said(ws, plan, p0=typed) == []
    assert len(said(ws, plan, AreaTolerance(0.0, 200), p0=typed)) == 1


def test_one_number_on_both_pieces_is_told(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])
    assert said(ws, plan) == [], "one piece has the deed of the parcel"
    for number in ("1001", "77"):
        (told,) = said(ws, plan, p0={"deed_no": number}, p1={"deed_no": number})
        assert f"Document {number} " in told and "01A001, 01A001/001" in told
    assert said(ws, plan, p0={"deed_no": "77"}, p1={"deed_no": "78"}) == []


def test_the_number_of_another_parcel_is_told(tmp_path):
    ws = land_case.make(tmp_path)
    plan = plan_split(ws, "p1", [CUT])
    (told,) = said(ws, plan, p1={"deed_no": "1005"})
    assert "01A001/001, 01A005" in told
    assert said(ws, plan, p1={"deed_no": "1005", "document_type": "2"}) == [], "another kind"
    elsewhere = {"deed_no": "1005", "tambon": "สาธิตใต้"}
    assert len(said(ws, plan, p1=elsewhere)) == 1, "nobody knows where the other one is"
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p5", "tambon": "สาธิตเหนือ"}])
    assert said(ws, plan, p1=elsewhere) == []


def test_what_was_so_before_is_not_told_again(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        rows = [{"uuid": uuid, "deed_no": "9", "document_area": 90_000} for uuid in ("p1", "p2")]
        tx.update_rows("parcel", [*rows, {"uuid": "p3", "deed_no": "9", "document_area": 1}])
    assert said(ws, plan_recode(ws, ["p1", "p2"], "01B")) == []
    assert said(ws, plan_merge(ws, ["p1", "p2"])) == []


@pytest.mark.parametrize(("tambon", "told"), [(None, 1), ("สาธิตใต้", 0)])
def test_the_number_of_a_title_of_another_parcel_is_told(tmp_path, tambon, told):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        title = {"document_type": "1", "deed_no": "880", "tambon": tambon, "parcel_uuid": "p5"}
        tx.insert_rows("title_document", [title])
    typed = {"deed_no": "880", "tambon": "สาธิตเหนือ"}
    notes = said(ws, plan_split(ws, "p1", [CUT]), p1=typed)
    assert ["01A001/001, 01A005" in note for note in notes] == [True] * told


def filed(ws):
    rows = ws.rows("finding", ["message", "subject_code", "state"], "check_id LIKE 'document%'")
    return [
        (render(Message.from_json(row["message"]), "en"), row["subject_code"], row["state"])
        for row in rows
    ]


def test_batches_say_it_too_and_file_it(tmp_path):
    ws = land_case.make(tmp_path)

    def plan(ws):
        return decided(plan_split(ws, "p1", [CUT]), Decision(values={1: {"deed_no": "1005"}}))

    batch = run_batch(ws, [Job("01A001", plan)])
    assert "document_doubt.doubled" in [note.params["note"].id for note in batch.messages()]
    ((text, code, state),) = filed(ws)
    assert text.startswith("Document 1005 is on several parcels: 01A001/001, 01A005.")
    assert (code, state) == ("01A001/001", "open")


def test_what_an_officer_confirmed_in_a_preview_is_not_filed(tmp_path):
    ws = land_case.make(tmp_path)
    apply_plan(ws, plan_split(ws, "p1", [CUT]), Decision(values={1: {"deed_no": "1005"}}))
    assert filed(ws) == []


def test_a_save_of_qgis_files_it_until_the_parcel_has_another_number(tmp_path):
    ws = land_case.make(tmp_path)
    moved = {"p1": box(0, 1, 40, 30)}
    apply_plan(ws, plan_native(ws, NativeEdits(shapes=moved, values={"p1": {"deed_no": "1005"}})))
    assert [state for _, _, state in filed(ws)] == ["open"]
    moved = {"p1": box(0, 0, 40, 30)}
    apply_plan(ws, plan_native(ws, NativeEdits(shapes=moved)))
    assert [state for _, _, state in filed(ws)] == ["open"]
    moved = {"p1": box(0, 1, 40, 30)}
    apply_plan(ws, plan_native(ws, NativeEdits(shapes=moved, values={"p1": {"deed_no": "1001"}})))
    assert [state for _, _, state in filed(ws)] == ["fixed"]


def test_it_is_over_when_the_other_parcel_has_another_number(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p6", "deed_no": "1005"}])

    def typed(parcel, **values):
        apply_rows(ws, "parcel", NativeEdits(values={parcel: values}))
        return [state for _, _, state in filed(ws)]

    assert typed("p1", deed_no="1005") == ["open"]
    assert typed("p5", deed_no="2005") == ["open"], "01A006 has it too"
    assert typed("p6", document_type="2") == ["fixed"], "a document of another kind"


def test_it_is_over_when_the_parcels_are_merged(tmp_path):
    ws = land_case.make(tmp_path)
    apply_rows(ws, "parcel", NativeEdits(values={"p1": {"deed_no": "1002"}}))
    apply_plan(ws, plan_merge(ws, ["p1", "p2"]))
    assert [state for _, _, state in filed(ws)] == ["fixed"]
