"""What a drawing lies over is told with its name and how much of it; nothing is refused."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
import shapely

from taxmap_plugin.core.message import render
from taxmap_plugin.editing.draw import plan_draw
from taxmap_plugin.editing.overlap import overlaps
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.workspace.store import Workspace

from . import land_case
from .land_case import box, line

DRAWN = box(200, 0, 240, 40)


@pytest.fixture
def ws(tmp_path) -> Workspace:
    return land_case.make(tmp_path)


def lay(ws: Workspace, table: str, *rows: dict[str, Any]) -> None:
    with ws.transaction("import") as tx:
        tx.insert(table, pd.DataFrame(list(rows)))


def told(ws: Workspace, language: str = "en", shape: Any = DRAWN) -> list[str]:
    return [render(note, language) for note in plan_draw(ws, shape).notes]


def test_a_parcel_over_a_canal_is_drawn_with_a_warning(ws):
    lay(ws, "water", {"name": "คลองแม่ข่า", "geom": box(230, -50, 250, 90)})
    assert told(ws) == [
        "It lies over the water “คลองแม่ข่า” by 0-1-0 (400.00 m²). Check its outline."
    ]
    assert told(ws, "th") == ["ทับแหล่งน้ำ “คลองแม่ข่า” เนื้อที่ 0-1-0 ร-ง-ว (400.00 ตร.ม.) ให้ตรวจแนวเขต"]
    apply_plan(ws, plan_draw(ws, DRAWN))
    assert land_case.living(ws)[None] == 1600.0


def test_public_land_in_several_pieces_of_one_name_is_told_once(ws):
    pieces = [box(200, 0, 205, 40), box(210, 0, 215, 40), box(220, 0, 221, 40)]
    names = ["หนองหลวง", "หนองหลวง", None]
    lay(ws, "public_land", *({"name": n, "geom": g} for n, g in zip(names, pieces)))
    unnamed, named = told(ws)
    assert "public land by 0-0-10 (40.00 m²)" in unnamed
    assert "“หนองหลวง” by 0-1-0 (400.00 m²)" in named


def test_a_road_has_ground_where_its_width_is_known(ws):
    rows = [
        ("ซอย 1", 6.0, line((220, -50), (220, 90))),
        ("ซอย 2", None, line((150, 20), (300, 20))),
    ]
    columns = ("name", "width_m", "geom")
    lay(ws, "road", *(dict(zip(columns, row)) for row in rows))
    first, second = told(ws)
    assert "“ซอย 1” by 0-0-60 (240.00 m²)" in first
    assert "“ซอย 2”, which runs through it for 40.0 m" in second


def test_what_lies_beside_it_or_a_hair_beneath_is_not_told(ws):
    lay(ws, "water", {"geom": box(239.96, 0, 260, 40)}, {"geom": box(200, 40, 240, 60)})
    lay(ws, "road", {"width_m": 6.0, "geom": line((197, 0), (197, 40))})
    assert told(ws) == []


def test_a_broken_or_missing_shape_is_no_hindrance(ws):
    bowtie = shapely.Polygon(
        shapely.get_coordinates(line((210, 0), (220, 20), (220, 0), (210, 20)))
    )
    lay(ws, "public_land", {"name": "ก", "geom": bowtie}, {"name": "ข", "geom": None})
    assert len(overlaps(ws, ["public_land"], DRAWN)) == 1
