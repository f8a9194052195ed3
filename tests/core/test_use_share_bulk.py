"""A province divided by use at once, and taxed: the same items and satang as one by one."""

from __future__ import annotations

import random

import pandas as pd
import pytest

from taxmap_plugin.core.land_tax import assess
from taxmap_plugin.core.land_tax_bulk import COLUMNS, assess_items
from taxmap_plugin.core.law import Law
from taxmap_plugin.core.use_share import land_items
from taxmap_plugin.core.use_share_bulk import LandFrames, items_of

LAW = Law(2569)
LANDS = ["key", "code", "payer", "is_person", "value", "area", "group"]
USES = ["key", "land", "use_type", "area", "is_let", "vacant_years", "reduction", "outside"]
HOUSES = [
    *("key", "land", "code", "payer", "is_person", "value", "floor_area", "site", "land_area"),
    *("commerce_area", "vacant_years"),
]
PARTS = ["key", "building", "use_type", "area"]


def town(rng, count, dirty):
    """Parcels with uses and buildings; ``dirty`` is the part of numbers that cannot be."""
    lands, uses, houses, parts = [], [], [], []
    for number in range(count):
        land, area = f"p{number}", rng.choice([400, 10_000, 40_000])
        payer = rng.randrange(max(count // 3, 1))
        lands.append(
            [land, f"01A{number:03}", f"o{payer}", payer % 5 != 0, rng.randrange(10**10), area, ""]
        )
        rows = rng.choice([1, 1, 1, 2, 3, *([0] if dirty else [])])
        for row in range(rows):
            use = rng.choice(["1", "2", "3", "4", "5", "6", *(["7", "x"] if dirty else [])])
            its = None if row == rows - 1 else area // rows
            if dirty and rng.random() < 0.2:
                its = rng.choice([None, 0, -1, 50_000])
            own = (rng.choice(["", "", "npa"]), rng.choice(["", "", "5"])) if dirty else ("", "")
            years = rng.random() < 0.2, rng.choice([1, 4])
            uses.append([f"u{number}.{row}", land, use, its, *years, *own])
        for house in range(rng.choice([0, 0, 1, 1, 2])):
            key, floor = f"b{number}.{house}", rng.choice([600_000, 1_200_000])
            other = payer if rng.random() < 0.8 else payer + 1
            houses.append(
                [
                    *(key, land, f"01A{number:03}-B{house:03}", f"o{other}", other % 5 != 0),
                    *(rng.randrange(10**9), floor, rng.choice(["", f"u{number}.0", "gone"])),
                    *(rng.choice([None, None, 2_000, 0]), rng.choice([None, 200_000]), 1),
                ]
            )
            floors = rng.choice([0, 1, 2])
            for story in range(floors):
                its = floor // floors
                if dirty and rng.random() < 0.2:
                    its = rng.choice([None, 0, -5, 10 * floor])
                is_known = houses[-1][9] is not None and its is not None and its >= houses[-1][9]
                mixed = ["2"] if is_known or dirty else []
                use = rng.choice(["1", "3", "4", "5", *mixed, *(["9"] if dirty else [])])
                parts.append([f"{key}.{story}", key, use, its])
    whole = "Int64"
    return LandFrames(
        pd.DataFrame(lands, columns=LANDS),
        pd.DataFrame(uses, columns=USES).astype({"area": whole}),
        pd.DataFrame(houses, columns=HOUSES).astype({"land_area": whole, "commerce_area": whole}),
        pd.DataFrame(parts, columns=PARTS).astype({"area": whole}),
    )


def as_rows(items):
    return {one.key: tuple(getattr(one, name) for name in COLUMNS) for one in items}


@pytest.mark.parametrize("dirty", [False, True])
@pytest.mark.parametrize("seed", range(4))
def test_the_items_are_the_same_on_both_ways(seed, dirty):
    frames = town(random.Random(seed), 1_500, dirty)
    plain = [land_items(land, LAW) for land in frames.some(list(frames.lands["key"]))]
    wanted = as_rows(one for shares in plain for one in shares.items)
    items, left_out, _ = items_of(frames, LAW)
    former = items["former_tax"].isna()
    assert former.all()
    found = items.assign(former_tax=None).itertuples(index=False, name=None)
    assert {row[0]: row for row in found} == wanted
    assert {(one.parcel, one.message, one.value) for one in left_out} == {
        (one.parcel, one.message, one.value) for shares in plain for one in shares.left_out
    }
    assert not left_out if not dirty else left_out


def test_most_parcels_of_a_clean_town_go_the_fast_way(monkeypatch):
    import taxmap_plugin.core.use_share_bulk as bulk

    frames, slow = town(random.Random(9), 600, False), []
    plain = bulk.land_items
    monkeypatch.setattr(bulk, "land_items", lambda *a: (slow.append(1), plain(*a))[1])
    items_of(frames, LAW)
    assert len(slow) < 60


@pytest.mark.parametrize("year", [2563, 2566, 2569])
def test_the_tax_is_the_same_from_the_parcels_to_the_bills(year):
    law, frames = Law(year), town(random.Random(year), 2_000, True)
    plain = [land_items(land, law) for land in frames.some(list(frames.lands["key"]))]
    bills = assess((one for shares in plain for one in shares.items), law)
    wanted = {row.item.key: row.tax for bill in bills for row in bill.rows}
    items, *_ = items_of(frames, law)
    found = dict(zip(items["key"], assess_items(items, law)["tax"]))
    assert found == wanted and sum(wanted.values()) > 0


def test_a_town_without_parcels_has_no_items():
    frames = town(random.Random(1), 0, False)
    items, left_out, _ = items_of(frames, LAW)
    assert items.empty and not left_out and list(items.columns) == COLUMNS
