"""Standing and gaps of small offices, worked by hand (``revenue_case``, ``collect_case``)."""

from __future__ import annotations

import datetime as dt

import pytest

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import render
from taxmap_plugin.core.revenue import (
    BUILDING,
    GAPS,
    LAPSED,
    NEVER,
    PRICE,
    REGISTER,
    TAXED,
    USE,
)
from taxmap_plugin.core.revenue_standing import AMOUNTS, GROUPS, by_year, standing
from taxmap_plugin.editing.assess import keep, work_out
from taxmap_plugin.editing.revenue import read_revenue
from taxmap_plugin.errors import Cancelled
from tests.exchange.register_case import empty_workspace

from . import land_case, tax_case
from .collect_case import LAND, SIGN, office
from .revenue_case import YEAR, town

DAY = dt.date(2026, 9, 15)


def read(ws, year=YEAR):
    return read_revenue(ws, DAY, year, Silent())


@pytest.fixture(scope="module")
def found(tmp_path_factory):
    return read(town(tmp_path_factory.mktemp("รายได้")))


def row(found, gap, uuid):
    rows = found.gaps[(found.gaps["gap"] == gap) & (found.gaps["uuid"] == uuid)]
    assert len(rows) == 1
    return rows.iloc[0]


def said(messages):
    return "\n".join(render(one, "en") for one in messages)


def test_every_parcel_stands_in_one_place_alone(found):
    standing_of = found.parcels.set_index("uuid")["standing"].to_dict()
    assert standing_of == {
        "p1": TAXED, "p2": BUILDING, "p3": NEVER, "p4": LAPSED, "p5": PRICE, "p6": USE
    }  # fmt: skip
    parcels = found.gaps[found.gaps["table"] == "parcel"]["uuid"]
    assert sorted(parcels) == ["p2", "p3", "p4", "p5", "p6"] and parcels.is_unique


def test_a_price_is_that_of_the_neighbours(found):
    """300 ตร.ว. at 10,000 (p6) to 15,000 baht: 3 to 4.5 million, a shop, 0.3 %."""
    one = row(found, PRICE, "p5")
    assert (one["low"], one["high"]) == (900_000, 1_350_000)
    assert one["area"] == 30_000 and one["never"]
    told = said(one["lines"])
    assert "10,000.00 to 15,000.00 baht a square wah" in told and "4 nearest" in told
    assert "value 4,500,000.00" in told and "tax 13,500.00" in told
    assert "no price of the Treasury" in said(one["reasons"])


def test_a_use_is_the_least_and_the_most_taxed_of_the_neighbours(found):
    """3 million: a farm of a person is exempt (s.40); another use is taxed at 0.3 %: 9,000."""
    one = row(found, USE, "p6")
    assert (one["low"], one["high"]) == (0, 900_000)
    assert "exempt 3,000,000.00" in said(one["lines"])


def test_an_owner_is_a_person_or_none(found):
    """A farm of 4.5 million: exempt, or 0.01 % of it: 450 baht."""
    one = row(found, NEVER, "p3")
    assert (one["low"], one["high"]) == (0, 45_000)
    assert "nobody is known" in said(one["reasons"]) and "juristic" in said(one["lines"])
    lapsed = row(found, LAPSED, "p4")
    assert (lapsed["low"], lapsed["high"], lapsed["never"]) == (0, 0, False)
    assert "Everything is known" in said(lapsed["reasons"])


def test_a_building_is_measured_on_the_map_and_taxed_beside_its_land(found):
    """160 to 200 m² at 8,350 baht less 10 %: 1,202,400 to 1,503,000, a shop, 0.3 %."""
    one = row(found, BUILDING, "p2")
    assert (one["low"], one["high"]) == (360_720, 450_900)
    assert (one["count"], one["floor_area"], one["never"]) == (1, 160.0, False)
    assert "160.0 to 200.0 m²" in said(one["lines"])
    assert "13,500.00 baht without the gap" in said(one["lines"])


def test_registers_without_a_parcel(found):
    """A document: 100 ตร.ว. at 20,000, a shop: 6,000 baht. A building: 751,500 baht, exempt as a
    farm's, or 0.3 % of it. Of the third a match is suggested: it is taxed as that parcel."""
    title, house = row(found, REGISTER, "t9"), row(found, REGISTER, "b9")
    assert (title["low"], title["high"]) == (600_000, 600_000)
    assert (house["low"], house["high"]) == (0, 225_450)
    other = row(found, REGISTER, "t10")
    assert (other["low"], other["high"], other["parcel"]) == (0, 0, "p6")
    assert "01A006" in said(other["reasons"])


def test_the_sums(found):
    gaps = [found.gap(id) for id in GAPS]
    whole = found.all_gaps()
    assert sum(one.low for one in gaps) == whole.low == 900_000 + 360_720 + 600_000
    assert sum(one.count for one in gaps) == whole.count == len(found.gaps)
    assert [one.count for one in gaps] == [1, 1, 1, 1, 1, 3]
    assert [one.id for one in found.told] == ["revenue.told_units"]


def test_nothing_is_written_and_a_year_not_assessed_is_told(tmp_path):
    """p1 to p4 could be assessed as they are: exactly what the year would bring."""
    ws = tax_case.town(tmp_path)
    before = land_case.everything(ws)
    found = read(ws)
    assert land_case.everything(ws) == before
    assert "2569 was not assessed yet" in said(found.told)
    assert found.gap(NEVER).count == 4
    assert found.gap(NEVER).low == found.gap(NEVER).high == work_out(ws, YEAR).tax
    keep(ws, work_out(ws, YEAR))
    again = read(ws)
    assert again.gap(NEVER).count == 0
    assert (again.parcels["standing"] == TAXED).sum() == 4


def test_without_anything(tmp_path):
    found = read(empty_workspace(tmp_path / "ว่าง.gpkg"))
    assert found.gaps.empty and found.parcels.empty and found.things.empty
    assert found.all_gaps().count == 0


def test_what_the_law_does_not_tax_is_no_gap(tmp_path):
    ws = tax_case.town(tmp_path)
    with ws.transaction("correct") as tx:
        rows = tx.rows("land_use", ["uuid"], "parcel_uuid = ?", ("p2",))
        tx.update_rows("land_use", [{"uuid": one["uuid"], "outside_tax": "5"} for one in rows])
    found = read(ws)
    assert found.parcels.set_index("uuid")["standing"]["p2"] == "outside"
    assert "p2" not in set(found.gaps["uuid"])


def test_it_can_be_cancelled(tmp_path):
    class Stopped(Silent):
        def cancelled(self):
            return True

    with pytest.raises(Cancelled):
        read_revenue(town(tmp_path), DAY, YEAR, Stopped())


# -- the standing ------------------------------------------------------------------------------


def test_every_satang_of_the_accounts_is_in_the_standing(tmp_path):
    """a owes 4,000 of 10,000: 2,800 of p1 (paid 4,200), 1,200 of p2. b owes all of 5,000."""
    found = read(office(tmp_path))
    accounts = found.collection.accounts
    assert found.things["assessed"].sum() == accounts["tax"].sum()
    assert found.things["paid"].sum() == accounts["paid_tax"].sum()
    unpaid = found.things["arrears"].sum() + found.things["not_due"].sum()
    assert unpaid == accounts["unpaid_tax"].sum()
    for group in GROUPS:
        table = standing(found.of_year, group)
        assert table[AMOUNTS].sum().to_dict() == found.of_year[AMOUNTS].sum().to_dict()
    classes = standing(found.of_year, "tax_class").set_index("group")
    assert classes.loc["other", ["things", *AMOUNTS]].tolist() == [
        2, 1_200_000, 0, 420_000, 780_000, 0
    ]  # fmt: skip
    assert classes.loc["signs", AMOUNTS].tolist() == [100_000, 100_000, 100_000, 0, 0]
    zones = standing(found.of_year, "zone_code")
    assert zones["group"].tolist() == ["01", "02", ""]


def test_the_years_of_the_standing(tmp_path):
    table = by_year(read(office(tmp_path)).things)
    assert table[["tax_year", "tax_kind", "things", "assessed"]].to_numpy().tolist() == [
        [2569, LAND, 3, 1_500_000], [2569, SIGN, 1, 100_000], [2568, LAND, 2, 260_000]
    ]  # fmt: skip


def test_before_the_due_date_nothing_is_in_arrears(tmp_path):
    found = read_revenue(office(tmp_path), dt.date(2026, 6, 1), YEAR, Silent())
    land = found.of_year[found.of_year["tax_kind"] == LAND]
    assert land["arrears"].sum() == 0 and land["not_due"].sum() == land["assessed"].sum()
