"""A check files what it finds, knows it again, and closes what is gone."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable

import pandas as pd
import pytest
import shapely
from shapely import box

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import Message, render
from taxmap_plugin.core.quality_rules import rule
from taxmap_plugin.editing.merge import plan_merge
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.editing.quality_decide import accept, assign
from taxmap_plugin.editing.quality_near import check_near
from taxmap_plugin.editing.split import plan_split
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.workspace.check_log import changes_after, last_change, read_log
from taxmap_plugin.workspace.undo import undo

from . import land_case
from .land_case import EAST, NORTH

pytestmark = pytest.mark.usefixtures("kept_in_both")

OVERLAP = [rule("overlap")]
ABOUT_OVERLAP = "check_id = 'quality.overlap'"
BROKEN = shapely.Polygon([land_case.at(*p) for p in [(0, 0), (40, 30), (40, 0), (0, 30)]])


def widen(ws, uuid: str, metres: float) -> None:
    """The parcel's east side moves over its neighbour: 40 m wide, 30 m deep."""
    west, south, _, north = ws.rows("parcel", ["geom"], "uuid = ?", [uuid])[0]["geom"].bounds
    shape = box(west, south, west + 40 + metres, north)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "geom": shape}])


def bulge(ws, south: float) -> None:
    """p2 reaches 1 m over p1, on 10 m of their side."""
    shape = land_case.box(40, 0, 80, 30) | land_case.box(39, south, 41, south + 10)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p2", "geom": shape}])


def findings(ws, *columns: str) -> pd.DataFrame:
    return ws.read("finding", [*columns, "state", "check_id"], "check_id LIKE 'quality.%'")


def test_what_is_found_is_filed_with_its_things_and_its_place(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    filed = check_quality(ws, Silent(), OVERLAP).filed
    assert (filed.new, filed.gone) == (1, 0)
    row = findings(ws, "subject_code", "block_code", "touched_m2", "geom", "finding_key").iloc[0]
    assert (row["check_id"], row["state"]) == ("quality.overlap", "open")
    assert (row["subject_code"], row["block_code"]) == ("01A001", "01A")
    assert row["touched_m2"] == pytest.approx(30)
    assert row["geom"].within(box(EAST + 40, NORTH, EAST + 41, NORTH + 30))
    assert row["finding_key"].startswith("overlap p1+p2 @")


def test_a_second_check_files_nothing_twice(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    check_quality(ws, Silent())
    before = findings(ws, "uuid", "row_version")
    filed = check_quality(ws, Silent()).filed
    assert (filed.new, filed.reopened, filed.gone) == (0, 0, 0)
    assert findings(ws, "uuid", "row_version").equals(before)


def test_what_was_accepted_stays_accepted_also_when_its_size_changes(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    check_quality(ws, Silent(), OVERLAP)
    uuid = findings(ws, "uuid")["uuid"].iloc[0]
    accept(ws, [uuid], "แนวรั้วเดิม")
    widen(ws, "p1", 1.5)
    check_quality(ws, Silent(), OVERLAP)
    row = findings(ws, "decision", "touched_m2").iloc[0]
    assert (row["state"], row["decision"]) == ("accepted", "แนวรั้วเดิม")
    assert row["touched_m2"] == pytest.approx(45)


@pytest.mark.parametrize("whole", [False, True])
def test_what_was_accepted_stays_so_when_its_parcel_is_divided_and_merged(tmp_path, whole):
    ws = land_case.make(tmp_path)
    bulge(ws, 5)
    check_quality(ws, Silent(), OVERLAP)
    accept(ws, list(findings(ws, "uuid")["uuid"]), "แนวรั้วเดิม")
    (key,) = findings(ws, "finding_key")["finding_key"]

    def changed(plan) -> list[str]:
        applied = apply_plan(ws, plan, Decision(reason="แบ่งขาย"))
        if whole:
            filed = check_quality(ws, Silent(), OVERLAP).filed
        else:
            filed = check_near(ws, [applied.change_uuid], rules=OVERLAP).filed
        assert (filed.new, filed.reopened, filed.gone) == (0, 0, 0)
        row = findings(ws, "decision", "things", "finding_key").iloc[0]
        assert (row["state"], row["decision"]) == ("accepted", "แนวรั้วเดิม")
        assert row["finding_key"] == key
        return json.loads(row["things"])

    before = set(ws.read("parcel", ["uuid"])["uuid"])
    things = changed(plan_split(ws, "p2", [land_case.line((60, -1), (60, 31))]))
    (west,) = set(things) - {"p1"}
    assert west not in before, "it is about the piece that lies there"
    pieces = sorted(set(ws.read("parcel", ["uuid"])["uuid"]) - before)
    merged = changed(plan_merge(ws, pieces))
    assert "p1" in merged and not set(merged) & {*pieces, "p2"}
    for wanted in (west, "p2"):  # and as both are taken back
        taken = undo(ws).change_uuid
        if whole:
            filed = check_quality(ws, Silent(), OVERLAP).filed
        else:
            filed = check_near(ws, [taken], rules=OVERLAP).filed
        assert filed.new == 0
        row = findings(ws, "decision", "things").iloc[0]
        assert row["state"] == "accepted" and wanted in json.loads(row["things"])


def test_of_two_faults_of_parcels_that_become_one_both_stay_accepted(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p3", "geom": land_case.box(79, 0, 120, 30)}])
    check_quality(ws, Silent(), OVERLAP)
    accept(ws, list(findings(ws, "uuid")["uuid"]), "แนวรั้วเดิม")
    line = land_case.line((60, -1), (60, 31))
    pieces = apply_plan(ws, plan_split(ws, "p2", [line]), Decision(reason="แบ่งขาย")).parcels
    assert check_quality(ws, Silent(), OVERLAP).filed.new == 0
    apply_plan(ws, plan_merge(ws, list(pieces)), Decision(reason="รวม"))
    assert check_quality(ws, Silent(), OVERLAP).filed.new == 0
    assert findings(ws)["state"].tolist() == ["accepted", "accepted"]


@pytest.mark.parametrize("steps", [(9,), (1.5, 2, 3)])
def test_what_grew_far_beyond_what_was_accepted_is_open_again_and_says_so(tmp_path, steps):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    check_quality(ws, Silent(), OVERLAP)
    accept(ws, list(findings(ws, "uuid")["uuid"]), "แนวรั้วเดิม")
    for metres in steps:
        widen(ws, "p1", metres)
        checked = check_quality(ws, Silent(), OVERLAP)
    row = findings(ws, "decision", "message", "reopened_at").iloc[0]
    assert (row["state"], row["decision"]) == ("open", None) and row["reopened_at"]
    assert checked.standing[0]["state"] == "open"
    said = "larger than when it was accepted (“แนวรั้วเดิม”): 30.00 → "
    assert said in render(Message.from_json(row["message"]), "en")
    assert check_quality(ws, Silent(), OVERLAP).filed.reopened == 0
    assert said in render(Message.from_json(findings(ws, "message")["message"].iloc[0]), "en")
    widen(ws, "p1", 1)
    check_quality(ws, Silent(), OVERLAP)
    row = findings(ws, "message").iloc[0]
    assert row["state"] == "open"
    assert "larger" not in render(Message.from_json(row["message"]), "en")


def test_another_far_larger_one_is_open_where_an_accepted_one_was_mended(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 0.1)
    check_quality(ws, Silent(), OVERLAP)
    accept(ws, list(findings(ws, "uuid")["uuid"]), "แนวรั้วเดิม")
    widen(ws, "p1", 0)
    check_quality(ws, Silent(), OVERLAP)
    widen(ws, "p1", 2)
    assert check_quality(ws, Silent(), OVERLAP).filed.reopened == 1
    row = findings(ws, "decision", "message", "subject_code").iloc[0]
    assert (row["state"], row["decision"]) == ("open", None)
    assert "3.00 → 60.00 m²" in render(Message.from_json(row["message"]), "en")


def test_a_growth_below_what_the_rule_asks_about_ends_no_acceptance(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 0.002)
    check_quality(ws, Silent(), OVERLAP)
    accept(ws, list(findings(ws, "uuid")["uuid"]), "แนวรั้วเดิม")
    widen(ws, "p1", 0.0031)
    check_quality(ws, Silent(), OVERLAP)
    assert findings(ws)["state"].tolist() == ["accepted"]


def test_a_finding_is_called_by_the_code_that_its_parcel_has_now(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    check_quality(ws, Silent(), OVERLAP)
    with ws.transaction("correct") as tx:
        code = {"parcel_code": "02B077", "zone_code": "02", "block_code": "02B", "lot": "077"}
        tx.update_rows("parcel", [{"uuid": "p1", **code}])
    assert check_quality(ws, Silent(), OVERLAP).filed.kept == 1
    row = findings(ws, "subject_code", "block_code").iloc[0]
    assert (row["subject_code"], row["block_code"]) == ("02B077", "02B")


def test_what_was_accepted_of_a_parcel_as_a_whole_stays_so_when_it_is_reshaped(tmp_path):
    ws = land_case.make(tmp_path)
    asked = [rule("price_missing"), rule("building_type_missing")]
    check_quality(ws, Silent(), asked)
    known = findings(ws, "uuid", "subject_uuid", "geom")
    accept(ws, list(known["uuid"]), "รอเอกสาร")
    for uuid, west in (("p1", 20), ("p2", 60)):
        with ws.transaction("correct") as tx:
            shape = land_case.box(west, 0, west + 20, 30)
            tx.update_rows("parcel", [{"uuid": uuid, "geom": shape}])
    filed = check_quality(ws, Silent(), asked).filed
    assert (filed.new, filed.reopened, filed.gone) == (0, 0, 0)
    now = findings(ws, "uuid", "subject_uuid", "geom")
    assert set(now["state"]) == {"accepted"}
    assert now.set_index("subject_uuid")["geom"]["p2"].within(land_case.box(60, 0, 80, 30))


def test_what_was_accepted_of_a_column_stays_so_when_some_of_its_rows_are_put_right(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        rows = [{"uuid": uuid, "note": "-", "house_no": "-"} for uuid in land_case.UUIDS]
        tx.update_rows("parcel", rows)
    words = [rule("null_word")]
    check_quality(ws, Silent(), words)
    house_no, note = sorted(
        findings(ws, "uuid", "message").itertuples(), key=lambda one: one.message
    )
    accept(ws, [note.uuid], "ขีดแปลว่าไม่มี")
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": uuid, "note": None} for uuid in ("p1", "p2", "p3")])
    filed = check_quality(ws, Silent(), words).filed
    assert (filed.new, filed.gone) == (0, 0)
    now = findings(ws, "uuid", "things", "subject_code", "message").set_index("uuid")
    assert now["state"].to_dict() == {house_no.uuid: "open", note.uuid: "accepted"}
    kept = now.loc[note.uuid]
    assert render(Message.from_json(kept["message"]), "en").startswith("3 values")
    assert (json.loads(kept["things"]), kept["subject_code"]) == (["p4", "p5", "p6"], "01A004")


def test_what_is_gone_closes_and_what_comes_again_says_so(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    check_quality(ws, Silent(), OVERLAP)
    widen(ws, "p1", 0)
    assert check_quality(ws, Silent(), OVERLAP).filed.gone == 1
    row = findings(ws, "closed_at", "reopened_at").iloc[0]
    assert row["state"] == "fixed" and row["closed_at"] and not row["reopened_at"]
    assert check_quality(ws, Silent(), OVERLAP).filed.gone == 0
    widen(ws, "p1", 1)
    filed = check_quality(ws, Silent(), OVERLAP).filed
    assert (filed.new, filed.reopened) == (0, 1)
    row = findings(ws, "reopened_at").iloc[0]
    assert row["state"] == "open" and row["reopened_at"]


@pytest.mark.parametrize("decide, state", [(accept, "accepted"), (assign, "in_work")])
def test_what_was_decided_of_it_stands_when_it_comes_again(tmp_path, decide, state):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    check_quality(ws, Silent(), OVERLAP)
    decide(ws, list(findings(ws, "uuid")["uuid"]), "สมหญิง")
    widen(ws, "p1", 0)
    check_quality(ws, Silent(), OVERLAP)
    assert findings(ws)["state"].tolist() == ["fixed"]
    widen(ws, "p1", 1)
    assert check_quality(ws, Silent(), OVERLAP).filed.reopened == 1
    row = findings(ws, "decision", "assigned_to", "reopened_at").iloc[0]
    assert row["state"] == state and "สมหญิง" in (row["decision"], row["assigned_to"])
    assert row["reopened_at"]


def test_a_rule_that_was_not_asked_or_did_not_end_closes_nothing(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    check_quality(ws, Silent(), OVERLAP)
    widen(ws, "p1", 0)
    check_quality(ws, Silent(), [rule("gap")])

    def stop(*_):
        raise Cancelled

    def fail(*_):
        raise RuntimeError("a fault of the program")

    for end in (stop, fail):
        check_quality(ws, Silent(), [dataclasses.replace(OVERLAP[0], check=end)])
        assert findings(ws)["state"].tolist() == ["open"]


class DuringTheCheck(Silent):
    """Does something once, half way through a check."""

    def __init__(self, work: Callable[[], object]) -> None:
        self._work = [work]

    def progress(self, fraction: float) -> None:
        if fraction > 0.5 and self._work:
            self._work.pop()()


def drop(ws, uuid: str) -> None:
    with ws.transaction("merge") as tx:
        tx.delete("parcel", [uuid])


def narrow(ws, uuid: str) -> None:
    widen(ws, uuid, 0)


@pytest.mark.parametrize("mend", [narrow, drop])
@pytest.mark.parametrize("is_filed", [False, True])
def test_what_is_mended_while_a_check_runs_is_not_open_after_it(tmp_path, mend, is_filed):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    if is_filed:
        check_quality(ws, Silent(), OVERLAP)

    def work() -> None:
        mend(ws, "p1")
        with ws.reading() as reader:
            changes = changes_after(reader, last_change(reader) - 1)
        check_near(ws, changes, rules=OVERLAP)

    checked = check_quality(ws, DuringTheCheck(work), [*OVERLAP, rule("gap")])
    assert "open" not in ws.read("finding", ["state"], ABOUT_OVERLAP)["state"].tolist()
    assert "quality.overlap" not in [row["check_id"] for row in checked.standing]


def test_a_look_around_a_change_comes_to_its_end_where_there_is_no_water(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": land_case.box(0, 0, 41, 30)}])
    near = check_near(ws, [tx.change_uuid])
    assert near.outcome.failed == {}


def test_a_fault_made_while_a_check_runs_is_in_its_report(tmp_path):
    ws = land_case.make(tmp_path)
    during = DuringTheCheck(lambda: widen(ws, "p1", 1))
    checked = check_quality(ws, during, [*OVERLAP, rule("gap")])
    assert [row["check_id"] for row in checked.standing] == ["quality.overlap"]
    assert (checked.filed.new, checked.filed.gone) == (1, 0)


def test_what_changes_while_a_check_runs_counts_as_changed_since(tmp_path):
    ws = land_case.make(tmp_path)
    check_quality(ws, DuringTheCheck(lambda: widen(ws, "p1", 1)), [*OVERLAP, rule("gap")])
    assert read_log(ws, ["overlap", "gap"]).changes == 1
    check_quality(ws, Silent(), [*OVERLAP, rule("gap")])
    assert read_log(ws, ["overlap", "gap"]).changes == 0


def test_a_run_by_other_numbers_closes_nothing_and_is_no_check_of_that_rule(tmp_path):
    ws = land_case.make(tmp_path)
    widen(ws, "p1", 1)
    check_quality(ws, Silent(), OVERLAP)
    last = read_log(ws, ["overlap"]).last
    checked = check_quality(ws, Silent(), OVERLAP, {"overlap": {"area": 100.0}})
    assert (checked.filed.gone, len(checked.standing)) == (0, 0)
    assert findings(ws)["state"].tolist() == ["open"]
    assert read_log(ws, ["overlap"]).last == last


def test_what_an_import_filed_of_the_same_is_the_rules_from_then_on(tmp_path):
    ws = land_case.make(tmp_path)
    with ws.transaction("import") as tx:
        said = Message("geometry_check.invalid", reason=Message("geometry_check.self_intersection"))
        row = {"check_id": said.id, "message": said, "subject_table": "parcel"}
        tx.insert_rows(
            "finding", [{**row, "subject_uuid": "p1", "geom": shapely.Point(EAST + 20, NORTH + 15)}]
        )
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": BROKEN}])
    check_quality(ws, Silent(), [rule("shape_invalid")])
    assert ws.read("finding", ["check_id"])["check_id"].tolist() == ["quality.shape_invalid"]


def test_what_an_officer_accepted_is_met_again_before_what_is_long_closed(tmp_path):
    ws = land_case.make(tmp_path)
    for south in (0, None, 12):  # 10 m deep, over p1 from the east
        if south is None:
            with ws.transaction("correct") as tx:
                tx.update_rows("parcel", [{"uuid": "p2", "geom": land_case.box(40, 0, 80, 30)}])
        else:
            bulge(ws, south)
        check_quality(ws, Silent(), OVERLAP)
    first, second = ws.read("finding", ["uuid"], ABOUT_OVERLAP)["uuid"]
    accept(ws, [second], "แนวรั้วเดิม")
    bulge(ws, 2)  # nearer to the first
    filed = check_quality(ws, Silent(), OVERLAP).filed
    assert (filed.reopened, filed.gone) == (0, 0)
    states = findings(ws, "uuid").set_index("uuid")["state"]
    assert (states[first], states[second]) == ("fixed", "accepted")


def test_what_an_import_filed_is_adopted_before_what_is_long_closed(tmp_path):
    ws = land_case.make(tmp_path)
    said = Message("geometry_check.invalid", reason=Message("geometry_check.self_intersection"))
    row = {"check_id": said.id, "message": said, "subject_table": "parcel", "subject_uuid": "p1"}
    with ws.transaction("import") as tx:
        old, new = tx.insert_rows("finding", [{**row, "state": "fixed"}, {**row, "state": "open"}])
    accept(ws, [new], "รอรังวัด")
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{"uuid": "p1", "geom": BROKEN}])
    check_quality(ws, Silent(), [rule("shape_invalid")])
    states = ws.read("finding", ["uuid", "state"]).set_index("uuid")["state"]
    assert (states[old], states[new]) == ("fixed", "accepted")


def test_a_check_changes_no_thing_of_the_map(tmp_path):
    ws = land_case.make(tmp_path)
    before = {name: ws.read(name) for name in ("parcel", "building", "owner", "title_document")}
    checked = check_quality(ws, Silent())
    assert checked.outcome.failed == {} and not checked.outcome.cancelled
    for name, rows in before.items():
        assert ws.read(name).equals(rows)


def _pond(*sides: tuple[float, float, float, float]) -> shapely.Polygon:
    shape = land_case.box(0, 0, 40, 30)
    for west, south, east, north in sides:
        shape -= land_case.box(west, south, east, north)
    return shape


def _spiked(*places: float) -> shapely.Polygon:
    """A spike of 2 m² at each place of the south side."""
    corners = [(0.0, 0.0)]
    for x in places:
        corners += [(x, 0), (x + 0.1, -20), (x + 0.2, 0)]
    return shapely.Polygon([land_case.at(*one) for one in [*corners, (40, 0), (40, 30), (0, 30)]])


_APART = land_case.box(0, 0, 40, 30)
GROWING = {
    "hole": (_pond((5, 5, 15, 15)), _pond((5, 5, 15, 15), (20, 5, 29, 14))),
    "spike": (_spiked(5), _spiked(5, 15, 25)),
    "multipart": (
        shapely.MultiPolygon([_APART, land_case.box(0, -60, 9, -50)]),
        shapely.MultiPolygon(
            [_APART, land_case.box(0, -60, 9, -50), land_case.box(0, 300, 9, 400)]
        ),
    ),
    "sliver": (land_case.box(0, 0, 0.1, 20), land_case.box(0, 0, 0.4, 60)),
}


@pytest.mark.parametrize("name", GROWING)
def test_a_further_or_larger_fault_of_the_same_parcel_ends_an_acceptance(tmp_path, name):
    ws, (before, after) = land_case.make(tmp_path), GROWING[name]
    asked = [rule(name)]
    for shape, state in ((before, "accepted"), (before, "accepted"), (after, "open")):
        with ws.transaction("correct") as tx:
            tx.update_rows("parcel", [{"uuid": "p1", "geom": shape}])
        check_quality(ws, Silent(), asked)
        row = findings(ws, "uuid", "message").iloc[0]
        if row["state"] == "open" and state == "accepted":
            accept(ws, [row["uuid"]], "ตามจริง")
        else:
            assert row["state"] == state
    assert "larger than when it was accepted" in render(Message.from_json(row["message"]), "en")
