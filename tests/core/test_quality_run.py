"""A check comes to its end whatever a rule meets, and keeps what it found when it is cancelled."""

from __future__ import annotations

import dataclasses

from shapely import Polygon, box

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.quality_rules import RULES, rule
from taxmap_plugin.core.quality_run import check

from .quality_case import parcels, sight

OVERLAPPING = parcels(box(0, 0, 20, 20), box(19, 0, 40, 20))


def breaks(*_):
    raise ZeroDivisionError("no such thing")


def test_a_rule_that_fails_stops_no_other():
    broken = dataclasses.replace(rule("gap"), check=breaks)
    outcome = check(sight(parcel=OVERLAPPING), [broken, rule("overlap")], {}, Silent())
    assert outcome.done == ("overlap",)
    assert dict(outcome.failed) == {"gap": "ZeroDivisionError: no such thing"}
    assert outcome.found["rule"].tolist() == ["overlap"]


class CancelledAfter(Silent):
    """The officer's finger on Cancel as soon as a share is done."""

    def __init__(self, share: float) -> None:
        self.share, self.at = share, 0.0

    def progress(self, done: float) -> None:
        self.at = done

    def cancelled(self) -> bool:
        return self.at > self.share


def test_cancelled_it_keeps_what_was_found():
    rows = [*OVERLAPPING, {"uuid": "p9", "parcel_code": None, "geom": None}]
    asked = [rule("shape_missing"), rule("overlap"), rule("gap")]
    outcome = check(sight(parcel=rows), asked, {}, CancelledAfter(0.5))
    assert outcome.cancelled and "shape_missing" in outcome.done and "gap" not in outcome.done
    assert "shape_missing" in set(outcome.found["rule"])


def test_options_of_the_office_count():
    seen = sight(parcel=OVERLAPPING)
    assert check(seen, [rule("overlap")], {"overlap": {"area": 21.0}}, Silent()).found.empty


def test_every_rule_on_a_map_that_is_wrong_in_every_way():
    wrong = parcels(
        None,
        Polygon(),
        Polygon([(0, 0), (10, 10), (10, 0), (0, 10)]),
        Polygon([(0, 0), (20, 0), (float("nan"), 20), (0, 20)]),
        box(0, 0, 1e-9, 1e-9),
        box(0, 0, 1e7, 1e7),
        box(0, 0, 1e7, 1e7),
        parcel_code=[None, "", "-", "01A001", "01A001", "x", "ก"],
        source_code=[None] * 7,
        deed_no=["??", "None", None, "", " ", "๑", "1"],
    )
    outcome = check(sight(parcel=wrong, block=wrong, building=wrong), RULES, {}, Silent())
    assert outcome.failed == {}
    assert len(outcome.done) == len(RULES)


def test_every_rule_on_an_empty_workspace():
    outcome = check(sight(), RULES, {}, Silent())
    assert outcome.failed == {} and outcome.found.empty
