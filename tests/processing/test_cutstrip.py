"""ตัดแนวถนนหรือคลองออกจากแปลง, as the toolbox runs it."""

from __future__ import annotations

import pytest
import shapely
from qgis.core import QgsProcessingException

from taxmap_plugin.processing.cutstrip import _GROUNDS, CutStrip

from ..editing import land_case
from ..editing.land_case import box, line
from .change_case import CancelledAfter, drawn, pieces, run

ROAD = line((-5, 15), (125, 15))  # along the middle of 01A001 to 01A003
CANAL = _GROUNDS.index(("water", "canal"))


def test_rows_without_a_shape_are_counted_and_named(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(ROAD, None) as strips:
        results, rows, log = run(CutStrip, ws, STRIPS=strips, WIDTH=6, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (1, 1)
    assert rows[-1]["role"] == "refused" and rows[-1]["old_code"] in log


def test_a_road_of_six_metres_out_of_three_parcels_at_once(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    before = land_case.everything(ws)
    with drawn(ROAD) as strips:
        _, rows, _ = run(CutStrip, ws, STRIPS=strips, WIDTH=6)
        assert pieces(rows) == [
            ("01A001", "01A001", "keeps", 960.0),  # 1,200 − 40 × 6
            ("01A002", "01A002", "keeps", 960.0),
            ("01A003", "01A003", "keeps", 960.0),
            ("01A001, 01A002, 01A003", "", "public", 720.0),
        ]
        assert land_case.everything(ws) == before
        results, _, _ = run(
            CutStrip, ws, STRIPS=strips, WIDTH=6, NAME="ซอยสุขใจ", REASON="อุทิศ", WRITE=True
        )
    assert results["CHANGES"] == 1
    assert land_case.living(ws)["01A002"] == 960.0
    assert land_case.parcel(ws, "01A002")["uuid"] == "p2"
    public = ws.read("public_land").iloc[0]
    assert (public["name"], public["kind"], public["geom"].area) == ("ซอยสุขใจ", "way", 720.0)
    assert ws.rows("change", ["reason"], "kind = 'public_use'") == [{"reason": "อุทิศ"}]


def test_polygons_with_names_of_their_own_become_water(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    shapes = box(-5, 28, 125, 32), box(58, -5, 62, 65)
    fields = "&field=ชื่อคลอง:string"
    with drawn(*shapes, fields=fields, rows=[["คลองหนึ่ง"], [None]]) as strips:
        results, _, _ = run(
            CutStrip,
            ws,
            STRIPS=strips,
            GROUND=CANAL,
            NAME_FIELD="ชื่อคลอง",
            NAME="คลองซอย",
            WRITE=True,
        )
    water = ws.read("water", ["name", "kind", "geom"])
    assert list(water["name"]) == ["คลองหนึ่ง", "คลองซอย"]
    assert set(water["kind"]) == {"canal"}
    # 120 × 4, then 4 × 60 without the 4 × 4 that are water already
    assert [round(area, 6) for area in shapely.area(water["geom"])] == [480.0, 224.0]
    assert results["CHANGES"] == 2
    assert sum(land_case.living(ws).values()) == pytest.approx(7200 - 480 - 224)


def test_named_parcels_only(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(ROAD) as strips:
        _, rows, _ = run(CutStrip, ws, STRIPS=strips, WIDTH=6, PARCELS="01A002")
    assert [row["area_m2"] for row in rows] == [960.0, 240.0]


def test_a_strip_beside_the_parcels_is_told_and_the_others_go_on(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(box(300, 0, 310, 10), box(0, 0, 120, 3)) as strips:
        results, rows, _ = run(CutStrip, ws, STRIPS=strips, WRITE=True)
    assert (results["CHANGES"], results["REFUSED"]) == (1, 1)
    assert rows[-1]["role"] == "refused" and "1" in rows[-1]["old_code"]


def test_cancelling_leaves_the_strips_that_were_cut(qgis_app, tmp_path):
    ws = land_case.make(tmp_path)
    with drawn(box(0, 0, 120, 3), box(0, 57, 120, 60)) as strips:
        results, _, _ = run(CutStrip, ws, CancelledAfter(40), STRIPS=strips, WRITE=True)
    assert results["CHANGES"] == 1
    assert ws.count("public_land") == 1


@pytest.mark.parametrize(
    ("shape", "parameters", "word"),
    [
        (ROAD, {"WIDTH": 0}, "กว้าง"),
        (box(300, 0, 310, 10), {}, "ไม่ทับแปลงใด"),
        (ROAD, {"PARCELS": "01A005"}, "ไม่ทับแปลงใด"),
    ],
)
def test_what_is_wrong_is_said_in_the_officers_words(
    qgis_app, tmp_path, monkeypatch, shape, parameters, word
):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: "th")
    ws = land_case.make(tmp_path)
    with drawn(shape) as strips, pytest.raises(QgsProcessingException, match=word):
        run(CutStrip, ws, STRIPS=strips, **parameters)
