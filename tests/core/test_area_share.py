"""Which typed areas are meant for all of a parcel."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.area_share import share_of, shared_out
from taxmap_plugin.core.match_profile import AreaTolerance


@pytest.mark.parametrize(
    ("document", "wah", "asked"),
    [
        (60_500, [202, 202, 201], "should"),  # the document's 605, of 605.68 on the map
        (None, [202, 202, 201], "should"),  # 0.68 less than the map
        (None, [202, 202, 203], "should"),  # 1.32 more
        (65_000, [325, 325], "should"),  # the document's 650, though the map has less
        (60_500, [202, 202, 151.42], "may"),  # 50.26 of 605.68 are left, 8 %
        (60_500, [202, 202], "no"),
        (60_500, [605], "no"),  # nothing is divided
        (None, [302.84, 302.84], "no"),  # nothing to share
    ],
)
def test_areas_that_add_up_to_the_document_or_the_map(document, wah, asked):
    areas = [4.0 * each for each in wah]
    assert share_of(4 * 605.68, document, areas, AreaTolerance(0.10, 200)) == asked


def test_each_gets_its_part_by_area():
    assert shared_out(303.0, [100.0, 200.0]) == pytest.approx([101.0, 202.0])
