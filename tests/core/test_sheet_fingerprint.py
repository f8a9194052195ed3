"""A page is made again only when something that it shows has changed."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.sheet_fingerprint import Fingerprints
from taxmap_plugin.core.sheet_ground import GroundIndex
from taxmap_plugin.core.sheet_plan import PlanOptions, plan_sheets

from .sheet_case import at, blocks, parcels, row_of_lots, source

BLOCKS = blocks(b01A=at(0, 0, 100, 100), b09Z=at(5000, 0, 5100, 100))
LOTS = [*row_of_lots("01A", 3, 0, 0, 30, 90), *row_of_lots("09Z", 3, 5000, 0, 30, 90)]


def prints(rows=LOTS, options=("colour",), **more):
    src = source(block=BLOCKS, parcel=parcels(*rows, **more))
    plan = plan_sheets(src, PlanOptions())
    made = Fingerprints(GroundIndex(src, plan), options)
    return [made.of(sheet) for sheet in plan.sheets]


def test_the_same_data_give_the_same_fingerprints():
    assert prints() == prints()


@pytest.mark.parametrize(
    ("row", "value", "changed"),
    [
        (0, ("01A009", LOTS[0][1]), [True, False]),  # a code
        (0, ("01A001", at(0, 0, 29, 90)), [True, False]),  # a shape
        (4, ("09Z009", LOTS[4][1]), [False, True]),  # far away
    ],
)
def test_only_the_sheet_that_shows_the_change_is_made_again(row, value, changed):
    rows = [*LOTS]
    rows[row] = value
    assert [a != b for a, b in zip(prints(), prints(rows))] == changed


def test_another_number_of_sheets_changes_all_for_each_says_n_of_m():
    more = [*LOTS, *row_of_lots("08A", 1, 9000, 0, 30, 90)]
    assert all(a != b for a, b in zip(prints(), prints(more)))


def test_another_look_changes_all():
    assert all(a != b for a, b in zip(prints(), prints(options=("bw",))))
