"""The map as it was."""

from __future__ import annotations

import datetime as dt
import sqlite3

import pandas as pd
import shapely
from hypothesis import HealthCheck, given, settings

from taxmap_plugin.workspace.past_parcels import parcels_on
from taxmap_plugin.workspace.store import Workspace
from taxmap_plugin.workspace.undo import undo

from .history_case import change, moment
from .test_undo import EDITS, play, start  # noqa: F401


def test_the_map_before_and_after_each_change(ws: Workspace):
    states = [(moment(ws), ws.read("parcel"))]
    change(ws, "split", ["01A001"], ["01A001", "01A001/001"])
    states.append((moment(ws), ws.read("parcel")))
    with ws.transaction("renumber") as tx:
        rows = tx.read("parcel", ["uuid"])
        tx.update("parcel", rows.assign(parcel_code=["A", "B", "C", "D"], land_no="9"))
    states.append((moment(ws), ws.read("parcel")))
    change(ws, "merge", ["A", "B"], ["A"])
    undo(ws)
    states.append((moment(ws), ws.read("parcel")))
    for when, wanted in states:
        pd.testing.assert_frame_equal(parcels_on(ws, when), wanted)
    assert parcels_on(ws, dt.date(2020, 1, 1)).empty


def test_a_day_ends_at_midnight_in_thailand(ws: Workspace):
    with sqlite3.connect(ws.path) as opened:  # imported on the 1st at 23:30, Thai time
        opened.execute("UPDATE change SET changed_at = '2026-03-01T16:30:00.000Z'")
    assert len(parcels_on(ws, dt.date(2026, 3, 1), ["parcel_code"])) == 3
    assert len(parcels_on(ws, dt.date(2026, 2, 28), ["parcel_code"])) == 0
    assert len(parcels_on(ws, dt.datetime(2026, 3, 1, 23, 29))) == 0


def test_a_file_whose_times_are_out_of_order_shows_no_parcel_beside_its_children(ws: Workspace):
    """Files written before times were kept in order: one computer's clock was behind."""
    change(ws, "split", ["01A001"], ["01A001", "01A001/001"])
    change(ws, "split", ["01A001/001"], ["01A001/001", "01A001/002"])
    with sqlite3.connect(ws.path) as opened:
        fids = [fid for (fid,) in opened.execute("SELECT fid FROM change ORDER BY fid")]
        for fid, time in zip(fids, ("01:00", "02:00", "03:10", "03:06")):
            moment = f"2026-03-01T{time}:00.000Z"
            opened.execute("UPDATE change SET changed_at = ? WHERE fid = ?", (moment, fid))
    assert len(parcels_on(ws, _utc("03:05"))) == 3
    pd.testing.assert_frame_equal(parcels_on(ws, _utc("03:08")), ws.read("parcel"))


def _utc(time: str) -> dt.datetime:
    return dt.datetime.fromisoformat(f"2026-03-01T{time}:00+00:00")


@given(edits=EDITS)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    deadline=None,
    max_examples=settings.default.max_examples // 8,
)
def test_any_day_can_be_seen_again(start, tmp_path, edits):  # noqa: F811
    path = tmp_path / "ws.gpkg"
    path.write_bytes(start.read_bytes())
    ws = Workspace.open(path, user="สมหญิง")
    states = [(moment(ws), ws.read("parcel"))]
    states += [(moment(ws), ws.read("parcel")) for steps in edits if play(ws, steps)]
    for when, wanted in states:
        assert as_stored(parcels_on(ws, when)).equals(as_stored(wanted))


def as_stored(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(geom=shapely.to_wkb(frame["geom"].to_numpy(dtype=object)))
