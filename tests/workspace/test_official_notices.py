"""Official notices are printed only for a year that the head of finance has enabled."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import render
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.workspace import official_notices
from tests.exchange.register_case import empty_workspace


@pytest.fixture
def ws(tmp_path):
    return empty_workspace(tmp_path / "ทดลอง.gpkg")


def test_nothing_is_enabled_at_first_and_the_way_out_is_told(ws):
    assert official_notices.enabled_for(ws, 2570) is None
    with pytest.raises(official_notices.NotEnabled) as refused:
        official_notices.check_enabled(ws, 2570)
    assert "2570" in render(refused.value.message, "th")
    assert "head of finance" in render(refused.value.message, "en")


def test_enabled_is_one_year_by_somebody_at_a_time(ws):
    kept = official_notices.enable(ws, 2570, " นางสมมุติ คลังทดลอง ")
    assert kept.head == "นางสมมุติ คลังทดลอง" and kept.by == ws.user and kept.at
    assert official_notices.check_enabled(ws, 2570) == kept
    assert official_notices.enabled_for(ws, 2571) is None
    assert official_notices.enable(ws, 2570, "คนอื่น") == kept, "who enabled it first stays"


def test_it_can_be_revoked(ws):
    official_notices.enable(ws, 2570, "นางสมมุติ คลังทดลอง")
    official_notices.enable(ws, 2571, "นางสมมุติ คลังทดลอง")
    official_notices.revoke(ws, 2570)
    assert official_notices.enabled_for(ws, 2570) is None
    assert official_notices.enabled_for(ws, 2571) is not None
    official_notices.revoke(ws, 2570)


def test_a_name_is_wanted(ws):
    with pytest.raises(TaxMapError):
        official_notices.enable(ws, 2570, "  ")
    assert official_notices.enabled_for(ws, 2570) is None
