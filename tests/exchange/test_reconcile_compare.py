"""Any list of any kind: every row has one fate, and what was found is found again."""

from __future__ import annotations

from functools import lru_cache

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.reconcile import kinds
from taxmap_plugin.exchange.reconcile_compare import FATES, compare
from taxmap_plugin.exchange.reconcile_here import read_here, read_parcels
from taxmap_plugin.exchange.reconcile_list import list_of
from taxmap_plugin.exchange.reconcile_owner import OwnersHere
from taxmap_plugin.exchange.source import SourceError, source_from_arrays

from .register_case import empty_workspace

STYLE = CodeStyle.of(Municipality("เทศบาลตำบลสมมุติ"))
TEXTS = st.sampled_from(
    ["01A001", "01a1", "๐๑A๐๐๒", "01A001-B001", "0632", "632", "1:4000", "4746 II 9472-15", "โฉนด",
     "โฉนดที่ดิน", "12", "๑๒", "3", "-", " ", "None", "1e400", "ร้านสมมุติ", "1/2569", "นายสมมุติ ทดลอง",
     "9000000000013", "5838III1414", "1-2-34.5", "\ufeff", "#REF!", "รวม", "12.0"]
)  # fmt: skip
CELLS = st.one_of(st.none(), TEXTS, TEXTS, st.text(max_size=4))


@pytest.fixture(scope="module")
def sides(tmp_path_factory):
    ws = empty_workspace(tmp_path_factory.mktemp("กระทบ") / "w.gpkg")
    with ws.transaction("other") as tx:
        tx.insert("owner", pd.DataFrame([{"uuid": "o1", "display_name": "ส***"}]))
        tx.insert("parcel", pd.DataFrame([
            {"uuid": f"p{n}", "parcel_code": code, "deed_no": deed, "document_type": "1",
             "land_no": "3", "map_sheet": "4746 II 9472-15", "document_area": 30000,
             "house_no": "12", "geom": None}
            for n, (code, deed) in enumerate(
                [("01A001", "0632"), ("01A002", "632"), ("01A003", None), (None, "77")])
        ]))  # fmt: skip
        tx.insert("building", pd.DataFrame([
            {"uuid": f"b{n}", "building_code": code, "parcel_uuid": "p0", "geom": None}
            for n, code in enumerate(["01A001-B001", "01A001-B002"])
        ]))  # fmt: skip
        tx.insert("house_number", pd.DataFrame([
            {"uuid": f"n{n}", "house_no": no, "moo": moo, "geom": Point(500_000 + n, 2_000_000)}
            for n, (no, moo) in enumerate([("12", "3"), ("12", None), ("13", None)])
        ]))  # fmt: skip
        tx.insert("business", pd.DataFrame([{"uuid": "k1", "business_name": "ร้านสมมุติ"}]))
    with ws.reading() as reader:
        return {
            one.id: (read_here(reader, one), read_parcels(reader), OwnersHere(reader, one.table))
            for one in kinds()
        }


@lru_cache(maxsize=None)
def columns(kind):
    """The columns that lists of a kind may have."""
    names = {name.rstrip("?") for key in kind.keys for name in key.columns}
    names |= {one.column for one in kind.columns if one.is_compared and one.column != "owner"}
    return [*sorted(names - {"document_area"}), "owner_name", "permit_no", "rai", "wah"]


@st.composite
def lists(draw):
    kind = draw(st.sampled_from(kinds()))
    names = draw(st.lists(st.sampled_from(columns(kind)), min_size=1, max_size=6, unique=True))
    count = draw(st.integers(0, 6))
    cells = [[draw(CELLS) for _ in names] for _ in range(count)]
    heads = [f"c{at}" for at in range(len(names))]
    frame = pd.DataFrame(cells, columns=heads, index=range(count), dtype=object)
    source = source_from_arrays(frame, file="x.xlsx", driver="XLSX")
    return kind, source, Profile("x", kind.read_as, dict(zip(heads, names)))


@settings(deadline=None)
@given(lists(), st.booleans())
def test_every_row_of_any_list_has_one_fate(sides, drawn, whole):
    kind, source, profile = drawn
    here, parcels, owners = sides[kind.id]
    try:
        there = list_of(source, kind, STYLE, profile)
    except SourceError as error:
        assert error.message.id == "reconcile.no_key_columns"
        return
    found = compare(there, here, parcels, owners, kind, whole, Silent())
    assert len(found.rows) == len(source)
    assert set(found.rows["fate"]) <= set(FATES)
    assert sum(found.counts.values()) == len(source)
    told = found.counts["different"] + found.counts["only_there"]
    assert len(found.found) == told + found.only_here
    for one in found.found:
        assert one.key and one.name
        assert "{" not in render(one.message, "th") + render(one.message, "en")
        if one.what != "only_here":
            assert one.key in found.seen
    again = compare(
        list_of(source, kind, STYLE, profile), here, parcels, owners, kind, whole, Silent()
    )
    assert [(one.what, one.key) for one in again.found] == [
        (one.what, one.key) for one in found.found
    ]
