"""Whatever an officer does to whatever fabric: ground, keys, lineage and registers are kept."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RULE_MARKER, run_state_machine_as_test

from .. import fabrics
from .random_day import HASTY, Day

# One of each, so that no operation passes by being refused. Parcels are squares of 50 m, p01 to
# p16 from the south-west eastwards, p07 and p14 without a code: so many sixteenths is the pick.
CORNER = {"pick": 5 / 16, "corner": 0.0}
RIM = {"pick": 5 / 16, "start": 0.03}
CUT = {"pick": 0.0, "turn": 80.0}
LANE = shapely.LineString(
    [(fabrics.WEST - 10, fabrics.SOUTH + 20), (fabrics.WEST + 210, fabrics.SOUTH + 30)]
)
ONE_OF_EACH = [
    ("split", "split", {"pick": 0.0, "turn": 30.0, "along": 0.5, "bend": 4.0}),
    ("split across", "split_all_across", {"turn": 10.0, "along": 0.4, "bend": 0.0, "picks": []}),
    ("split at corners", "split_from_corner_to_corner", {"pick": 0.0, "corner": 0.0, "other": 0.5}),
    ("split to areas", "split_to_areas", {"pick": 1 / 16, "turn": 90.0, "shares": [0.2, 0.3]}),
    ("split equally", "split_equally", {"pick": 6 / 16, "turn": 45.0, "count": 3}),
    ("merge", "merge", {"pick": 2 / 16, "choice": 0.0, "many": True}),
    ("move", "move_corner", {**CORNER, "east": 3.0, "north": -2.0}),
    ("replace boundary", "replace_boundary", {**RIM, "length": 20.0, "aside": 5.0}),
    ("resurvey", "resurvey", {"pick": 5 / 16, "factor": 1.1, "east": 1.0, "turn": 2.0}),
    ("strip", "strip", {"line": LANE, "width": 4.0, "water": False}),
    ("draw", "draw", {"east": 0.05, "north": 0.5, "size": 20.0, "turn": 0.0}),
    ("recode", "recode", {"picks": [0.0, 6 / 16], "block": "01B"}),
    ("swap codes", "swap_codes", {"pick": 0.0, "other": 1 / 16}),
    ("native split", "native_split", {**CUT, "along": 0.4}),
    ("native merge", "native_merge", {"pick": 0.0, "choice": 0.0}),
    ("native value", "native_value", {"pick": 0.0, "deed": "7"}),
    ("other remainder", "split_with_another_remainder", {**CUT, "keeps": 1}),
    ("land numbers", "split_with_land_numbers", {**CUT, "first": 7, "second": 45}),
    ("typed code", "split_with_a_typed_code", {**CUT, "empty": False}),
    ("emptied code", "split_with_a_typed_code", {**CUT, "empty": True}),
]
NAMES = [name for name, _, _ in ONE_OF_EACH]
draft_and_declared = pytest.mark.parametrize("declared", [False, True], ids=["draft", "declared"])


@draft_and_declared
@pytest.mark.parametrize(("name", "rule", "asked"), ONE_OF_EACH, ids=NAMES)
def test_every_operation_is_written_taken_back_and_done_again(name, rule, asked, declared):
    day = _day(declared)
    getattr(day, rule)(**asked)
    assert name in day.done
    day.undo()
    day.redo()
    day.teardown()


@draft_and_declared
def test_a_retired_parcel_comes_back(declared):
    day = _day(declared)
    day.split(pick=0.0, turn=30.0, along=0.5, bend=0.0)
    day.restore(pick=0.0)
    assert "restore" in day.done
    day.teardown()


@draft_and_declared
@pytest.mark.parametrize("mine", HASTY)
@pytest.mark.parametrize("other", [None, 15 / 16], ids=["same parcel", "far away"])
def test_who_was_quicker_on_the_same_parcel_is_not_written_over(mine, other, declared):
    day = _day(declared)
    day.somebody_is_quicker(mine=mine, hers="split", pick=5 / 16, other=other, turn=30.0)
    assert day.done & {"overtaken", "both written"}, "hers was written"
    assert ("overtaken" in day.done) == (other is None and mine != "draw")  # that is beside it
    day.teardown()


def test_every_rule_is_among_those_that_must_succeed():
    rules = {name for name, one in vars(Day).items() if hasattr(one, RULE_MARKER)}
    others = {"undo", "redo", "restore", "somebody_is_quicker"}
    assert rules - others == {rule for _, rule, _ in ONE_OF_EACH}


def _day(declared: bool) -> Day:
    squares = [
        shapely.box(x, y, x + 50, y + 50)
        for y in np.arange(4) * 50 + fabrics.SOUTH
        for x in np.arange(4) * 50 + fabrics.WEST
    ]
    day = Day()
    day.begin(shapes=fabrics.multipolygons(squares), declared=declared)
    return day


_QUIET = {
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}

TestFabricKept = Day.TestCase
TestFabricKept.settings = settings(
    max_examples=settings.default.max_examples // 5, stateful_step_count=8, **_QUIET
)


@pytest.mark.slow
def test_long_days_keep_the_fabric_too():
    longer = settings(
        max_examples=settings.default.max_examples // 10, stateful_step_count=40, **_QUIET
    )
    run_state_machine_as_test(Day, settings=longer)
