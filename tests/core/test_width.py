"""How wide ground is: metres, and millimetres where metres would be 0.00."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.core.width import width_of


@pytest.mark.parametrize(
    ("metres", "en", "th"),
    [
        (12.3456, "12.35 m", "12.35 ม."),
        (0.13, "0.13 m", "0.13 ม."),
        (0.01, "0.01 m", "0.01 ม."),
        (0.0099, "9.9 mm", "9.9 มม."),
        (0.0042, "4.2 mm", "4.2 มม."),
        (0.00004, "<0.1 mm", "<0.1 มม."),
    ],
)
def test_a_width_is_told_so_that_it_is_not_0(metres: float, en: str, th: str):
    assert [render(width_of(metres), "en"), render(width_of(metres), "th")] == [en, th]
