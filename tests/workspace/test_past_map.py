"""The map of a day: what it shows, and which days there are."""

from __future__ import annotations

import datetime as dt

import pytest
from qgis.core import QgsRenderContext

from taxmap_plugin.core.thai_date import DateError
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.workspace.past_map import PastMapError, past_layer, read_moment
from taxmap_plugin.workspace.store import Workspace

from .conftest import parcels
from .history_case import change, moment

PAST = dt.date(2020, 1, 1)


@pytest.fixture
def ws(workspace: Workspace) -> Workspace:
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(3).assign(deed_no=["101", "102", "103"]))
    return workspace


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("1/1/2569", dt.date(2026, 1, 1)),
        ("๑ ม.ค. ๒๕๖๙", dt.date(2026, 1, 1)),
        ("2026-01-01", dt.date(2026, 1, 1)),
    ],
)
def test_a_day_as_offices_write_it(text: str, wanted: dt.date):
    assert read_moment(text, "th") == wanted


@pytest.mark.parametrize("text", ["1/1/2569 14:30", "1 ม.ค. 2569 เวลา 14.30 น."])
def test_a_time_of_day_is_thai(text: str):
    found = read_moment(text, "th")
    assert isinstance(found, dt.datetime)
    assert found.astimezone(dt.timezone.utc) == dt.datetime(
        2026, 1, 1, 7, 30, tzinfo=dt.timezone.utc
    )


@pytest.mark.parametrize("text", ["", "  ", "1/1/2600"])
def test_no_day_and_a_day_to_come(text: str):
    with pytest.raises(PastMapError):
        read_moment(text, "th")


@pytest.mark.parametrize("text", ["30/2/2569", "เมื่อวาน", "1/1/2569 25:00"])
def test_what_is_no_day(text: str):
    with pytest.raises(DateError):
        read_moment(text, "th")


def test_today_is_a_day():
    today = dt.datetime.now(dt.timezone(dt.timedelta(hours=7))).date()
    assert read_moment(today.isoformat(), "th") == today


def test_the_codes_of_then_and_what_has_retired_since(ws: Workspace, qgis_app):
    then = moment(ws)
    change(ws, "merge", ["01A001", "01A002"], ["01A001"])
    layer, told = past_layer(ws, then, "th", "แปลงที่ดิน")
    found = {f["parcel_code"]: (f["state"], f["deed_no"]) for f in layer.getFeatures()}
    assert found == {
        "01A001": ("retired", "101"),
        "01A002": ("retired", "102"),
        "01A003": ("living", "103"),
    }
    assert (told.parcels, told.retired) == (3, 2)
    assert {round(f.geometry().area()) for f in layer.getFeatures()} == {400}
    assert layer.crs().authid() == "EPSG:32647"


def test_it_is_read_only_and_looks_like_parcels_of_the_past(ws: Workspace, qgis_app):
    layer, _ = past_layer(ws, moment(ws), "th", "แปลงที่ดิน")
    assert not layer.startEditing()
    names = {one.value(): one.label() for one in layer.renderer().categories()}
    assert names == {"living": "ใช้อยู่", "retired": "เลิกใช้"}
    assert layer.labeling().settings().fieldName == "'(' || \"parcel_code\" || ')'"
    context, renderer = QgsRenderContext(), layer.renderer().clone()
    renderer.startRender(context, layer.fields())
    assert all(renderer.symbolForFeature(f, context) for f in layer.getFeatures())
    renderer.stopRender(context)
    assert layer.attributeDisplayName(layer.fields().indexOf("deed_no")) == "เลขที่เอกสารสิทธิ"


def test_before_the_first_import_there_was_nothing(ws: Workspace, qgis_app):
    layer, told = past_layer(ws, PAST, "en", "Parcels")
    assert (layer.featureCount(), told.parcels) == (0, 0)
    assert told.told(PAST, "en").id == "past_map.nothing"


def test_cancelled(ws: Workspace, qgis_app):
    class Stopped:
        def progress(self, fraction): ...

        def message(self, message): ...

        def cancelled(self):
            return True

    with pytest.raises(Cancelled):
        past_layer(ws, PAST, "th", "x", Stopped())
