"""Parcels and register rows joined: what is accepted, what is a conflict, what is left."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from taxmap_plugin.core import match_profile
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.match_result import read_compared
from taxmap_plugin.core.matching import match
from taxmap_plugin.errors import Cancelled

from .match_case import dirty_case

THAI = match_profile.shipped("thai_tax_map")
PARCEL = ["parcel_code", "deed_no", "land_no", "survey_no", "map_area"]
ROW = ["source_parcel_code", "deed_no", "land_no", "survey_no", "document_area"]


def parcels(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=PARCEL)
    return frame.assign(uuid=[f"P{i + 1}" for i in range(len(rows))], document_type="1")


def register(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=ROW)
    return frame.assign(uuid=[f"R{i + 1}" for i in range(len(rows))], document_type="1")


def join(left, right, profile=THAI):
    return match(left, right, profile, Silent())


def pairs_of(result, outcome="matched"):
    chosen = result.pairs[result.pairs["outcome"] == outcome]
    return sorted(zip(chosen["parcel_uuid"], chosen["register_uuid"], chosen["method"]))


HOME = parcels(
    ("01A001", "1234", "11", "901", 10000),
    ("01A012", "5678", "12", "902", 30000),
    ("01A021", "9012", "21", "903", 60000),
)


@pytest.mark.parametrize(
    ("row", "method"),
    [
        (("01A001", "1234", "11", "901", 10100), "parcel_code"),
        (("01A001", None, None, None, None), "parcel_code"),
        ((None, "1234", "11", "901", 10000), "title"),
        ((None, None, "11", "901", 10000), None),
        ((None, "1234", None, None, None), None),
        (("1A1", None, "11", "901", 10000), "land_survey"),
        (("1A1", None, None, "901", 10000), "parcel_code_normal"),
        (("O1AOO1", None, None, None, 10000), "parcel_code_normal"),
        (("๐๑A๐๐๑", "๑๒๓๔", None, None, 10000), "parcel_code_normal"),
        ((None, "0 1234", "11", None, 10000), "title_normal"),
        (("01A0001", None, "11", None, 10000), "parcel_code_near"),
        (("0A1001", None, "11", None, 10000), "parcel_code_near"),
        ((None, "1243", "11", "901", 10000), "land_survey"),
        ((None, "1243", "11", None, 10000), "title_near"),
        (("01A001", "1243", "11", "901", 10000), "parcel_code"),
        (("01A001", "7777", "11", "901", 10000), "parcel_code"),
    ],
)
def test_a_row_finds_its_parcel_or_only_a_suggestion(row, method):
    result = join(HOME, register(row))
    if method is None:
        assert pairs_of(result) == []
        return
    assert pairs_of(result) == [("P1", "R1", method)]


def test_a_headless_match_is_auto_never_confirmed():
    result = join(HOME, register(("01A001", "1234", "11", "901", 10000)))
    assert result.pairs["state"].tolist() == ["auto"]


def test_swapped_digits_that_are_another_parcels_code_are_a_conflict_with_the_right_parcel_named():
    """Row R1 belongs to 01A012 but was keyed as 01A021, which exists."""
    result = join(HOME, register(("01A021", "5678", "12", "902", 30000)))
    assert pairs_of(result) == []
    wrong = result.pairs[result.pairs["parcel_uuid"] == "P3"].iloc[0]
    assert (wrong["outcome"], wrong["conflict"]) == ("conflict", "keys_contradict")
    assert wrong["better_uuid"] == "P2"
    assert result.parcels.set_index("uuid")["outcome"].to_dict() == {
        "P1": "parcel_only",
        "P2": "conflict",
        "P3": "conflict",
    }


def test_the_right_row_keeps_its_parcel_beside_a_swapped_one():
    result = join(
        HOME,
        register(("01A021", "5678", "12", "902", 30000), ("01A021", "9012", "21", "903", 60000)),
    )
    assert pairs_of(result) == [("P3", "R2", "parcel_code")]
    assert result.rows["outcome"].tolist() == ["conflict", "matched"]
    wrong = result.pairs[result.pairs["register_uuid"] == "R1"].set_index("parcel_uuid")
    assert wrong["better_uuid"]["P3"] == "P2"


def test_two_rows_swapped_with_each_other_are_both_conflicts():
    result = join(
        HOME,
        register(("01A021", "5678", "12", "902", 30000), ("01A012", "9012", "21", "903", 60000)),
    )
    assert result.rows["outcome"].tolist() == ["conflict", "conflict"]
    assert result.rows["conflict"].tolist() == ["keys_contradict", "keys_contradict"]


@pytest.mark.parametrize(
    ("area", "outcome"),
    [(10000, "matched"), (11000, "matched"), (11200, "conflict"), (20000, "conflict")],
)
def test_areas_may_differ_by_the_visible_tolerance(area, outcome):
    result = join(HOME, register(("01A001", "1234", "11", "901", area)))
    assert result.rows["outcome"].tolist() == [outcome]
    if outcome == "conflict":
        assert result.rows["conflict"].tolist() == ["area_differs"]


def test_the_area_tolerance_is_a_setting():
    wide = THAI.with_area(relative=0.6, absolute=0)
    assert join(HOME, register(("01A001", "1234", "11", "901", 20000)), wide).rows[
        "outcome"
    ].tolist() == ["matched"]


def test_many_area_conflicts_bring_a_hint_about_the_tolerance():
    left = parcels(*[(f"01A{n:03d}", str(n), None, None, 10000) for n in range(1, 101)])
    right = register(*[(f"01A{n:03d}", str(n), None, None, 10000 + 25 * n) for n in range(1, 101)])
    notes = {note.id: note.params for note in join(left, right).notes}
    hint = notes["matching.many_areas_differ"]
    assert (hint["every"], hint["percent"]) == (100, 20)


def test_of_two_equal_rows_the_first_is_taken_and_the_second_shown():
    row = ("01A001", "1234", "11", "901", 10000)
    result = join(HOME, register(row, row))
    assert pairs_of(result) == [("P1", "R1", "parcel_code")]
    assert result.rows["conflict"].tolist() == [None, "two_rows"]


def test_two_different_rows_with_equal_right_to_a_parcel_are_both_conflicts():
    result = join(
        HOME,
        register(("01A001", None, "11", None, 10000), ("01A001", None, "11", None, 10050)),
    )
    assert result.rows["conflict"].tolist() == ["two_rows", "two_rows"]


def test_a_row_that_fits_two_parcels_is_a_conflict():
    double = parcels(("01A001", None, "11", None, 10000), ("01A001", None, "11", None, 10000))
    result = join(double, register(("01A001", "1234", "11", "901", 10000)))
    assert result.rows["conflict"].tolist() == ["two_parcels"]
    assert result.parcels["conflict"].tolist() == ["two_parcels", "two_parcels"]


def test_the_second_key_tells_two_parcels_of_one_code_apart():
    double = parcels(("01A001", "1111", "11", "1", 10000), ("01A001", "1234", "12", "2", 10000))
    result = join(double, register(("01A001", "1234", "12", "2", 10000)))
    assert pairs_of(result) == [("P2", "R1", "parcel_code")]


def test_shares_of_one_deed_go_to_one_parcel():
    rows = register(*[("01A001", "1234", "11", "901", 10000)] * 3)
    rows["owner_name"] = ["นายสมมุติ หนึ่ง", "นางสมมุติ สอง", "นายสมมุติ หนึ่ง"]
    result = join(HOME, rows)
    assert result.rows["outcome"].tolist() == ["matched", "matched", "conflict"]


def test_condominium_units_go_to_one_parcel_only_where_the_register_says_unit():
    rows = register(*[("01A001", None, None, None, None)] * 3)
    assert (
        "matched"
        not in join(HOME, rows.assign(owner_name=["ก", "ข", "ค"])).rows["outcome"].to_list()
    )
    units = rows.assign(unit_no=["1/1", "1/2", "1/3"])
    assert join(HOME, units).rows["outcome"].tolist() == ["matched"] * 3


def test_owner_and_area_are_only_a_suggestion():
    result = join(
        HOME.assign(owner_name=["นายสมมุติ หนึ่ง", "นายสมมุติ สอง", None]),
        register((None, None, None, None, 30100)).assign(owner_name="สมมุติ สอง"),
    )
    assert pairs_of(result, "suggested") == [("P2", "R1", "owner_area")]
    assert pairs_of(result) == []


def test_values_compared_are_kept_with_every_pair():
    result = join(HOME, register(("01A001", "1243", '11"', None, 10000)))
    compared = read_compared(result.compared()[0])
    assert compared["parcel_code"] == ("01A001", "01A001", "same")
    assert compared["deed_no"] == ("1234", "1243", "near")
    assert compared["land_no"][1] == '11"'
    assert "survey_no" not in compared


def test_a_pair_that_an_officer_refused_does_not_come_back():
    rows = register(("01A001", "1234", "11", "901", 10000))
    refused = pd.DataFrame({"parcel_uuid": ["P1", "gone"], "register_uuid": ["R1", "R1"]})
    result = match(HOME, rows, THAI, Silent(), refused)
    assert result.pairs.empty
    assert result.totals().sum().tolist() == [3, 1]


def test_a_placeholder_is_not_a_key():
    left = parcels(*[(None, "0", str(i), None, 10000) for i in range(60)])
    right = register(*[(None, "0", str(i), None, 10000) for i in range(60)])
    result = join(left, right)
    assert pairs_of(result) == []
    assert "matching.placeholder" in [note.id for note in result.notes]


def test_each_parcel_and_row_has_one_outcome_and_precision_and_recall_hold():
    case = dirty_case(6000, share=0.05, seed=7)
    result = join(case.parcels, case.register)
    assert result.totals().sum().tolist() == [len(case.parcels), len(case.register)]
    assert result.parcels["uuid"].tolist() == case.parcels["uuid"].tolist()
    assert result.rows["uuid"].tolist() == case.register["uuid"].tolist()
    accepted = result.pairs[result.pairs["outcome"] == "matched"]
    right = accepted["parcel_uuid"].to_numpy() == case.truth[accepted["register_uuid"]].to_numpy()
    assert right.mean() >= 0.999
    assert right.sum() / case.truth.notna().sum() >= 0.97
    treacherous = case.errors.loc[case.errors["kind"] == "treacherous", "uuid"]
    fate = result.rows.set_index("uuid").loc[treacherous, "outcome"].value_counts()
    assert fate["conflict"] > 0.8 * len(treacherous)
    better = result.pairs.dropna(subset=["better_uuid"])
    assert len(better) >= 0.8 * len(treacherous)
    assert (better["better_uuid"].to_numpy() == case.truth[better["register_uuid"]]).all()


values = st.one_of(st.none(), st.text(alphabet="01", min_size=1, max_size=4))
codes = st.one_of(st.none(), st.sampled_from(["01A001", "01A010", "01A100", "1A1", "O1A001"]))
areas = st.one_of(st.none(), st.integers(0, 30000))
sides = st.lists(st.tuples(codes, values, values, values, areas), max_size=12)


@settings(deadline=None)
@given(sides, sides, st.sampled_from(["1:1", "n:1"]))
def test_totals_always_add_up_and_cardinality_is_kept(left, right, cardinality):
    profile = replace(
        THAI, steps=tuple(replace(step, cardinality=cardinality) for step in THAI.steps)
    )
    result = join(parcels(*left), register(*right), profile)
    assert result.totals().sum().tolist() == [len(left), len(right)]
    accepted = result.pairs[result.pairs["outcome"] == "matched"]
    assert not accepted["register_uuid"].duplicated().any()
    if cardinality == "1:1":
        assert not accepted["parcel_uuid"].duplicated().any()
    assert set(accepted["register_uuid"]) == set(
        result.rows.loc[result.rows["outcome"] == "matched", "uuid"]
    )
    assert not result.pairs.duplicated(["parcel_uuid", "register_uuid"]).any()


def test_a_cancelled_match_says_so():
    class Stop(Silent):
        def cancelled(self) -> bool:
            return True

    with pytest.raises(Cancelled):
        match(HOME, register(), THAI, Stop())


def test_the_city_with_several_rows_a_parcel_joins_as_its_profile_says(shared_data):
    """12,975 keys match, 46 are only in the table, 60 only on the map."""
    from osgeo import ogr

    dataset = ogr.Open(str(shared_data / "cambridge" / "cambridge_parcels_fy2014.gpkg"))
    keys = [feature.GetField("ML") for feature in dataset.GetLayer(0)]
    left = pd.DataFrame({"uuid": [f"p{i}" for i in range(len(keys))], "ML": keys})
    right = pd.read_csv(shared_data / "cambridge" / "TaxFY14.csv", dtype=str, keep_default_na=False)
    right["uuid"] = [f"r{i}" for i in range(len(right))]
    result = join(left, right, match_profile.shipped("cambridge"))
    assert result.totals().sum().tolist() == [13116, 27528]
    assert result.totals().loc[["suggested", "conflict"]].to_numpy().sum() == 0
    on_map = left.set_index("uuid")["ML"]
    in_table = right.set_index("uuid")["ML"].replace("", None)
    accepted = result.pairs
    assert on_map[accepted["parcel_uuid"]].nunique() == 12975
    assert (on_map[accepted["parcel_uuid"]].to_numpy() == in_table[accepted["register_uuid"]]).all()
    without_row = result.parcels.loc[result.parcels["outcome"] == "parcel_only", "uuid"]
    without_parcel = result.rows.loc[result.rows["outcome"] == "register_only", "uuid"]
    assert on_map[without_row].nunique() == 60
    assert in_table[without_parcel].nunique() == 46
