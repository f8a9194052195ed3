"""What a look around a change sees."""

from __future__ import annotations

import pytest
from shapely import box

from taxmap_plugin.core.quality_window import Window


@pytest.mark.parametrize(
    ("shapes", "seen"),
    [
        ([], True),  # no gap near the change: nothing more is to be read
        ([box(4, 4, 6, 6)], True),
        ([box(9, 9, 12, 12)], False),
        ([box(4, 4, 6, 6), box(50, 50, 51, 51)], False),
    ],
)
def test_what_lies_within_is_seen_and_no_ground_always_is(shapes, seen):
    assert Window.around(["p1"], [box(0, 0, 10, 10)]).sees(shapes) is seen
