"""Which of the seven stages a parcel has reached, and the shares of zones and blocks.

Six parcels: four of 100 m² in block 01A, one of 300 m² in 02A, and one of 200 m² without a block
that lies in 02A.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from shapely import box

from taxmap_plugin.core.message import render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.progress_stages import (
    OFFICES_OWN,
    STAGES,
    STANDINGS,
    UPKEEPS,
    Facts,
    criterion,
    judge,
    percent,
    stage_title,
)
from taxmap_plugin.core.resources import load_json

ALL = {"p1", "p2", "p3", "p4", "p5", "p6"}


def facts(**known) -> Facts:
    parcels = pd.DataFrame(
        {
            "uuid": ["p1", "p2", "p3", "p4", "p5", "p6"],
            "parcel_code": ["01A001", "01A002", "01A003", None, "02A001", "02A002"],
            "zone_code": ["01", "01", None, None, "02", None],
            "block_code": ["01A", "01A", "01A", "01A", "02A", None],
            "geom": [
                *(box(10 * at, 0, 10 * at + 10, 10) for at in range(4)),
                box(100, 0, 130, 10),
                box(130, 0, 150, 10),
            ],
        }
    )
    blocks = pd.DataFrame(
        {
            "block_code": ["01A", "02A"],
            "zone_code": ["01", "02"],
            "geom": [box(0, 0, 40, 10), box(100, 0, 150, 10)],
        }
    )
    none: dict = dict.fromkeys(("documented", "used", "printed", "owned", "faulty", "assessed"), ())
    return Facts(parcels, blocks, **{"has_boundary": True, "is_checked": True, **none, **known})


def done(upkeep="sound", **known):
    return judge(facts(**known), Municipality("สาธิต"), dt.date(2026, 1, 5), upkeep)


def reached(stage: str, upkeep="sound", **known) -> set[str]:
    progress = done(upkeep, **known)
    return set(progress.parcels["uuid"][progress.reached[stage]])


EVERYTHING = {"documented": ALL, "used": ALL, "printed": {"01A", "02A"}, "owned": ALL}


def test_each_stage_is_reached_by_what_its_outcome_is():
    assert reached("preparation") == ALL
    assert reached("preparation", has_boundary=False) == set()
    assert reached("base_map") == ALL - {"p4"}
    assert reached("land_data", documented={"p4", "p5"}) == {"p4", "p5"}
    assert reached("field_survey", used={"p1"}) == {"p1"}
    assert reached("register", owned={"p2"}) == {"p2"}


def test_a_sheet_shows_the_coded_parcels_of_its_block_also_those_that_only_lie_in_it():
    assert reached("tax_map", printed={"01A"}) == {"p1", "p2", "p3"}
    assert reached("tax_map", printed={"02A"}) == {"p5", "p6"}


def test_a_map_that_was_never_checked_is_not_known_to_be_without_errors():
    known = {**EVERYTHING, "assessed": {"p1"}, "is_checked": False}
    assert reached("upkeep", **known) == reached("upkeep", "both", **known) == set()
    assert reached("upkeep", "assessed", **known) == {"p1"}


@pytest.mark.parametrize(
    ("upkeep", "current"), [("sound", {"p1", "p3"}), ("assessed", {"p2", "p3"}), ("both", {"p3"})]
)
def test_the_office_chooses_what_kept_current_means(upkeep, current):
    known = {"faulty": {"p2", "p5", "p6"}, "assessed": {"p2", "p3"}}
    assert reached("upkeep", upkeep, **EVERYTHING, **known) == current


def test_what_lacks_an_earlier_stage_is_not_kept_current():
    assert reached("upkeep", **{**EVERYTHING, "owned": {"p1"}}) == {"p1"}


def test_a_parcel_without_a_shape_has_no_base_map_and_no_ground():
    known = facts()
    known.parcels.loc[0, "geom"] = None
    progress = judge(known, Municipality("สาธิต"), dt.date(2026, 1, 5))
    assert not progress.reached["base_map"][0]
    assert progress.whole().area == 800


def test_a_parcel_stands_at_the_first_stage_that_it_lacks():
    progress = done(documented={"p1", "p2"}, used={"p1", "p3"}, has_boundary=False)
    standing = dict(zip(progress.parcels["uuid"], progress.parcels["standing"]))
    assert standing["p1"] == "tax_map" and standing["p2"] == "field_survey"
    assert standing["p3"] == "land_data" and standing["p4"] == "base_map"
    assert set(done(**EVERYTHING).parcels["standing"]) == {"complete", "base_map"}
    assert sum(len(progress.standing(one)) for one in STANDINGS) == 6


def test_shares_count_parcels_and_ground():
    whole = done(documented={"p5", "p1"}).whole()
    assert (whole.parcels, whole.area) == (6, 900)
    at = STAGES.index("land_data")
    assert (whole.reached[at], whole.reached_area[at]) == (2, 400)
    assert whole.percents[at] == 33.3 and whole.area_percents[at] == 44.4


def test_zones_and_blocks_in_order_add_up_to_all():
    progress = done(documented={"p5"})
    at = STAGES.index("land_data")
    blocks = progress.by("block")
    assert [(one.name, one.parcels, one.area) for one in blocks] == [
        ("01A", 4, 400),
        ("02A", 2, 500),
    ]
    assert [one.percents[at] for one in blocks] == [0.0, 50.0]
    assert [(one.name, one.parcels) for one in progress.by("zone")] == [("01", 4), ("02", 2)]


def test_what_lies_in_no_block_comes_last_without_a_name():
    known = facts()
    known.parcels.loc[5, "geom"] = box(900, 0, 910, 10)
    progress = judge(known, Municipality("สาธิต"), dt.date(2026, 1, 5))
    assert [one.name for one in progress.by("block")] == ["01A", "02A", ""]
    assert [one.name for one in progress.by("zone")] == ["01", "02", ""]


def test_no_parcels_are_nothing_to_divide():
    known = facts()
    empty = Facts(known.parcels.iloc[:0], known.blocks, True, True, (), (), (), (), (), ())
    progress = judge(empty, Municipality("สาธิต"), dt.date(2026, 1, 5))
    assert progress.whole().percents == [0.0] * 7 and progress.by("block") == []


def test_a_hundred_per_cent_is_said_of_all_only():
    assert [percent(*one) for one in ((2999, 3000), (3000, 3000), (1, 3000), (0, 0))] == [
        99.9,
        100.0,
        0.0,
        0.0,
    ]


def test_every_stage_has_a_title_and_a_criterion_in_both_languages():
    assert tuple(one["id"] for one in load_json("stages.json")["stages"]) == STAGES
    assert set(OFFICES_OWN) < set(STAGES)
    assert stage_title("base_map", "th") == "2 จัดทำแผนที่แม่บท"
    for stage in STAGES:
        for upkeep in UPKEEPS:
            for language in ("th", "en"):
                said = render(criterion(stage, upkeep, 2569), language)
                assert said and "progress_stages" not in said
