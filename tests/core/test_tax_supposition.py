"""One input changed in memory: the given tables stay as they are."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.law import Law
from taxmap_plugin.core.tax_register import TABLES
from taxmap_plugin.core.tax_supposition import (
    MAY_CHANGE,
    OwnerChange,
    PriceChange,
    RowChange,
    VacantChange,
    suppose,
)

LAW = Law(2569)


def tables():
    made = {name: pd.DataFrame(columns=list(columns)) for name, columns in TABLES.items()}
    made["owner"] = pd.DataFrame({"uuid": ["o1", "o2"], "person_type": ["1", "2"]})
    made["title_document"] = pd.DataFrame({"uuid": ["t1"], "parcel_uuid": ["p1"]}).reindex(
        columns=list(TABLES["title_document"])
    )
    held = [
        {"owner_uuid": "o1", "title_document_uuid": "t1"},
        {"owner_uuid": "o1", "building_uuid": "b1", "parcel_uuid": "p1"},
        {"owner_uuid": "o2", "parcel_uuid": "p2"},
    ]
    made["ownership"] = pd.DataFrame(held).reindex(columns=list(TABLES["ownership"]))
    made["land_use"] = pd.DataFrame(
        {"uuid": ["u"], "parcel_uuid": ["p1"], "use_type": ["6"], "tax_year": [2569]}
    ).reindex(columns=list(TABLES["land_use"])).astype({"tax_year": "Int64"})  # fmt: skip
    return made


def supposed(change):
    given = tables()
    copies = {name: frame.copy() for name, frame in given.items()}
    found = suppose(given, change, LAW)
    for name, frame in copies.items():
        pd.testing.assert_frame_equal(given[name], frame)
    return found


def test_the_owner_of_a_parcel_by_its_document_is_another_one():
    """The building on it stays that of its own owner."""
    held = supposed(OwnerChange("parcel", "p1", "o2"))["ownership"]
    assert sorted(zip(held["owner_uuid"], held["parcel_uuid"].fillna("–"))) == [
        ("o1", "p1"), ("o2", "p1"), ("o2", "p2")]  # fmt: skip
    assert held["title_document_uuid"].isna().all()


def test_somebody_else_is_a_person_or_not():
    for is_person, kind in ((True, "1"), (False, "2")):
        found = supposed(OwnerChange("parcel", "p2", is_person=is_person))
        assert found["owner"]["person_type"].tolist()[-1] == kind


def test_years_in_a_row_are_rows_of_their_years():
    rows = supposed(VacantChange("p1", 4))["land_use"]
    assert sorted(rows["tax_year"]) == [2566, 2567, 2568, 2569]
    assert rows["tax_year"].dtype == "Int64"


def test_a_price_takes_the_place_of_those_listed():
    prices = supposed(PriceChange("p1", 700))["land_price"]
    assert prices[["parcel_uuid", "price_per_wah"]].values.tolist() == [["p1", 700]]


def test_a_value_may_be_emptied():
    rows = supposed(RowChange("land_use", "u", {"area": None}))["land_use"]
    assert rows["area"].isna().all()


@pytest.mark.parametrize("table", MAY_CHANGE)
def test_what_may_change_is_what_the_tax_reads(table):
    assert set(MAY_CHANGE[table]) <= set(TABLES[table])
