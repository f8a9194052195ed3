"""Two maps brought together: whatever form a map comes in, it is its own unchanged copy."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.compare_fabrics import compare_fabrics
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import render
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.exchange.fabric_source import FabricError, fabric_frames, workspace_source
from taxmap_plugin.exchange.source import source_from_arrays
from taxmap_plugin.workspace.store import Workspace

EAST, NORTH = 500_000, 2_070_000
FORMS = {
    "its layer": {"parcel_code": "parcel_code", "source_code": "source_code"},
    "a Shapefile of it": {"parcel_code": "parcel_cod", "source_code": "source_cod"},
    "its codes alone": {"parcel_code": "parcel_code"},
    "its codes under another header": {"parcel_code": "รหัสแปลงที่ดิน"},
}
CODES = st.sampled_from(["01A001", "01A002", "01A003", "01A004", None, None])
CAME = st.sampled_from(["01A001", "01A002", "04A017", "5/๒", "", None])


def lots(count):
    """A row of parcels, 20 by 30 m each."""
    return [shapely.box(EAST + 20 * n, NORTH, EAST + 20 * n + 20, NORTH + 30) for n in range(count)]


def parcels(rows):
    """As a workspace has them: no code stands twice among living parcels."""
    frame = pd.DataFrame(rows, columns=["parcel_code", "source_code"], dtype=object)
    frame["parcel_code"] = frame["parcel_code"].mask(frame["parcel_code"].duplicated(), None)
    return frame


def as_form(frame, columns):
    return frame[list(columns)].rename(columns=columns)


def compared(older, newer, keys=("", "")):
    before, after, _ = fabric_frames(older, newer, keys, Silent())
    return compare_fabrics(before, after)


def nothing_changed(found):
    told = [found.counts(), found.vanished, found.appeared]
    return (len(found.proposals), found.vanished, found.appeared) == (0, (), ()) or told


@given(
    st.lists(st.tuples(CODES, CAME), min_size=1, max_size=8),
    st.sampled_from(sorted(FORMS)),
    st.sampled_from(sorted(FORMS)),
)
def test_a_map_and_its_copy_in_any_form_are_the_same(rows, older, newer):
    frame, shapes = parcels(rows), lots(len(rows))
    sources = [
        source_from_arrays(as_form(frame, FORMS[form]), shapes, 32647, file=form)
        for form in (older, newer)
    ]
    keys = FORMS[older]["parcel_code"], FORMS[newer]["parcel_code"]
    assert nothing_changed(compared(*sources, keys=keys)) is True


ROWS = [("01A001", "01A001"), ("01A002", None), (None, "04A017"), (None, "04A017"), (None, "5/2"),
        (None, None), (None, "01A001")]  # fmt: skip


@pytest.fixture
def ws(tmp_path):
    made = Workspace.create(tmp_path / "เทศบาล.gpkg", Municipality("ทดสอบ"))
    shapes = [shapely.multipolygons([one]) for one in lots(len(ROWS))]
    with made.transaction("import") as tx:
        tx.insert("parcel", parcels(ROWS).assign(geom=shapes))
    return made


def test_a_workspace_is_its_own_copy(ws):
    assert nothing_changed(compared(workspace_source(ws), workspace_source(ws))) is True


def test_the_file_that_was_imported_is_no_other_map_where_its_codes_were_doubled(ws):
    rows = [(code or came,) for code, came in ROWS[:-1]]
    file = pd.DataFrame(rows, columns=["PARCEL_COD"], dtype=object)
    shapes = lots(len(ROWS))
    newer = source_from_arrays(file, shapes[:-1], 32647, file="แปลง.shp")
    found = compared(workspace_source(ws), newer)
    assert found.counts()["gone"] == len(found.proposals) == 1  # the last, which it lacks


def test_a_code_that_was_given_since_is_told(ws):
    frame = parcels(ROWS)
    frame.loc[4, "parcel_code"] = "01A003"
    newer = source_from_arrays(frame, lots(len(ROWS)), 32647, file="ใหม่")
    found = compared(workspace_source(ws), newer)
    only = found.proposals.iloc[0]
    assert (len(found.proposals), only["kind"], only["new_keys"]) == (1, "renamed", ("01A003",))
    assert found.vanished == ()


def test_a_parcel_without_a_code_whose_shape_changed_is_reshaped_not_renamed(ws):
    shapes = lots(len(ROWS))
    shapes[-2] = shapely.box(*shapes[-2].bounds[:3], NORTH + 40)
    newer = source_from_arrays(parcels(ROWS)[["parcel_code"]], shapes, 32647, file="ใหม่")
    found = compared(workspace_source(ws), newer)
    assert found.counts()["reshaped"] == len(found.proposals) == 1


def as_source(shapes, file):
    codes = pd.DataFrame({"parcel_code": [f"01A{n:03d}" for n in range(len(shapes))]})
    return source_from_arrays(codes, shapes, 32647, file=file)


@pytest.mark.parametrize(
    ("language", "words"),
    [("th", ("แทบไม่ทับกัน", "อปท. เดียวกัน", "โซน UTM")), ("en", ("hardly overlap", "UTM zone"))],
)
def test_maps_of_different_places_are_refused_with_what_to_check(language, words):
    there = [shapely.transform(shape, lambda xy: xy + [600_000, 0]) for shape in lots(5)]  # noqa: RUF005
    with pytest.raises(FabricError) as refused:
        compared(as_source(lots(40), "เดิม.shp"), as_source(there, "ใหม่.shp"))
    said = render(refused.value.message, language)
    assert all(word in said for word in (*words, "เดิม.shp", "ใหม่.shp", "599."))


def test_a_map_of_one_block_is_compared_with_that_of_the_whole_municipality():
    found = compared(as_source(lots(40), "เดิม.shp"), as_source(lots(2), "ใหม่.shp"))
    assert found.counts()["gone"] == len(found.proposals) == 38
