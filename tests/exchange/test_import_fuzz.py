"""Whatever stands in the cells and however the columns are mapped, no row is lost."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pandas as pd
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from taxmap_plugin.core.columns import Profile
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.exchange.source import Source, source_from_arrays
from taxmap_plugin.workspace.schema import table
from taxmap_plugin.workspace.store import Workspace

TARGETS = [
    column.name for column in table("parcel").columns if not column.name.endswith(("_at", "_by"))
]
TARGETS = [name for name in TARGETS if name not in ("uuid", "row_version", "source_code")]
TARGETS += [
    "rai",
    "ngan",
    "wah",
    "subwah",
    "total_wah",
    "area_text",
    "utm1",
    "utm2",
    "utm3",
    "utm4",
]

EXAMPLES = settings().max_examples // 8  # an import takes longer than a function
E0, N0 = 500_000, 2_070_000
TEXTS = st.sampled_from(
    ["01A001", "01A001/002", "๐๑A๐๐๒", "A", "01A", "002", "015/004", "None", "-", "0632", "1:4000",
     "5838III1414", "โฉนด", "1-2-34.5", "30 ก.พ. 2569", "\ufeff", "\x00", "à¸", "12.50", "-1",
     "1e400", "9223372036854775808"]
)  # fmt: skip
CELLS = st.one_of(
    st.none(), TEXTS, st.text(max_size=8), st.integers(-(10**20), 10**20), st.booleans(),
    st.floats(allow_nan=True, allow_infinity=True),
)  # fmt: skip
SHAPES = st.one_of(
    st.none(),
    st.just(shapely.Polygon()),
    st.just(shapely.Point(E0, N0)),
    st.builds(
        lambda x, y, w, h: shapely.box(*(E0 + x, N0 + y, E0 + x + w, N0 + y + h)),
        st.integers(0, 3), st.integers(0, 3), st.integers(0, 2), st.integers(1, 2),
    ),
)  # fmt: skip


@st.composite
def sources(draw) -> tuple[Source, Profile]:
    count = draw(st.integers(0, 6))
    targets = draw(st.lists(st.sampled_from(TARGETS), max_size=6, unique=True))
    headers = [f"c{i}" for i in range(len(targets))]
    rows = [[draw(CELLS) for _ in headers] for _ in range(count)]
    frame = pd.DataFrame(rows, columns=headers, index=range(count), dtype=object)
    shapes = [draw(SHAPES) for _ in range(count)]
    return source_from_arrays(frame, shapes, 32647, "x.shp"), Profile(
        "x", "parcel", dict(zip(headers, targets))
    )


@pytest.fixture(scope="module")
def empty_workspace() -> Path:
    with tempfile.TemporaryDirectory() as folder:
        yield Workspace.create(Path(folder) / "empty.gpkg", Municipality("ทดสอบ")).path


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(sources())
def test_no_row_is_lost_and_none_comes_twice(empty_workspace, drawn):
    source, profile = drawn
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.gpkg"
        path.write_bytes(empty_workspace.read_bytes())
        ws = Workspace.open(path)
        first = import_layer(ws, source, profile)
        assert first.adds_up
        assert ws.count("import_row") == len(source)
        assert ws.count("parcel") == first.inserted
        codes = ws.read("parcel")["parcel_code"].dropna()
        assert codes.is_unique
        raw = [json.loads(text) for text in ws.read("import_row")["raw"]]
        assert [list(row) for row in raw] == [list(source.frame)] * len(source)
        second = import_layer(ws, source, profile)
        assert (second.inserted, second.updated) == (0, 0)
        assert second.unchanged == first.inserted


CODES = st.sampled_from([None, "01A001", "01A002", "01A003", "๐๑A๐๐๑", "bad", "01A004"])
ROWS = st.lists(st.tuples(CODES, st.sampled_from(["1", "2", None]), SHAPES), max_size=6)


def parcel_source(rows: list[tuple]) -> Source:
    frame = pd.DataFrame(
        {"code": [row[0] for row in rows], "land_no": [row[1] for row in rows]}, dtype=object
    )
    return source_from_arrays(frame, [row[2] for row in rows], 32647, "x.shp")


@settings(deadline=None, max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
@given(ROWS, ROWS)
def test_a_changed_file_is_brought_in_without_loss_or_double(empty_workspace, before, after):
    profile = Profile("x", "parcel", {"code": "parcel_code", "land_no": "land_no"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "w.gpkg"
        path.write_bytes(empty_workspace.read_bytes())
        ws = Workspace.open(path)
        first = import_layer(ws, parcel_source(before), profile)
        second = import_layer(ws, parcel_source(after), profile)
        assert second.adds_up
        rows = ws.read("parcel")
        assert len(rows) == first.inserted + second.inserted
        assert len(second.gone) == first.inserted - second.updated - second.unchanged
        assert rows["parcel_code"].dropna().is_unique
        written = ws.read("import_row", None, "batch_uuid = ?", (second.batch_uuid,))
        targets = written["target_uuid"].dropna()
        assert targets.is_unique
        on_map = rows.set_index("uuid")["geom"]
        for uuid, raw in zip(written["target_uuid"], written["raw_geom"]):
            if uuid is not None:
                assert shapely.equals(on_map[uuid], shapely.from_wkb(raw))
        again = import_layer(ws, parcel_source(after), profile)
        assert (again.inserted, again.updated) == (0, 0)
