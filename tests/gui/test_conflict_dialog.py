"""Both values side by side: hers where she filled one in, theirs wherever they changed it."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely

from taxmap_plugin.gui.conflict_dialog import ConflictDialog
from taxmap_plugin.gui.widgets import WrappedLabel

ROWS = pd.DataFrame(
    {
        "fid": [1, 2],
        "uuid": ["p1", "p2"],
        "parcel_code": ["01A001", None],
        "deed_no": ["777", "888"],
        "document_area": pd.Series([None, 40_000], dtype="Int64"),
        "updated_by": ["สมชาย", "สมชาย"],
        "updated_at": ["2026-11-22T08:30:00.000Z"] * 2,
    }
)


def lines(dialog: ConflictDialog) -> list[list[str]]:
    view = dialog.table
    columns = range(view.columnCount() - 1)
    return [[view.item(row, at).text() for at in columns] for row in range(view.rowCount())]


def told(dialog: ConflictDialog) -> str:
    return dialog.findChild(WrappedLabel).accessibleName()


def test_only_what_both_changed_is_asked_about(english: str):
    mine = {"p1": {"deed_no": "555"}, "p2": {}}
    theirs = {"p1": ["deed_no", "document_area"], "p2": ["deed_no"]}
    ((name, *_, hers, other),) = lines(ConflictDialog("parcel", ROWS, mine, None, theirs))
    assert name.startswith("01A001") and (hers, other) == ("555", "777")


def test_a_row_that_the_officer_deletes_shows_what_they_changed_of_it(english: str):
    mine, theirs = {"p1": {"deed_no": "555"}}, {"p1": ["deed_no"], "p2": ["deed_no"]}
    _, (*_, hers, other) = lines(ConflictDialog("parcel", ROWS, mine, None, theirs))
    assert (hers, other) == ("not changed", "888")


def test_two_shapes_are_told_by_their_areas_and_how_far_they_are_apart(english: str):
    shapes = [shapely.box(0, 0, 20, 20), shapely.box(0, 0, 20, 18)]
    rows = ROWS.assign(geom=shapes)[:1]
    ((_, what, hers, other),) = lines(
        ConflictDialog("parcel", rows, {"p1": {"geom": shapes[1]}}, None, {"p1": ["geom"]})
    )
    assert (what, hers) == ("Shape on the map", "0-0-90 (360.00 m²)")
    assert "0-1-0 (400.00 m²)" in other and "up to 2.00 m away" in other
    ((*_, other),) = lines(ConflictDialog("parcel", rows, {}, None, {"p1": ["geom"]}))
    assert other == "0-1-0 (400.00 m²)"


def test_shapes_of_thousands_of_corners_are_not_measured_corner_by_corner(
    english: str, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delattr(shapely, "hausdorff_distance")
    shapes = [shapely.Point(0, 0).buffer(radius, quad_segs=1_250) for radius in (100, 103)]
    rows = ROWS.assign(geom=shapes)[:1]
    ((*_, other),) = lines(
        ConflictDialog("parcel", rows, {"p1": {"geom": shapes[1]}}, None, {"p1": ["geom"]})
    )
    assert "up to 3.00 m away" in other


def test_what_they_left_as_it_was_is_no_value_of_theirs(english: str):
    mine = {"p1": {"document_area": 30_000, "deed_no": "555"}}
    dialog = ConflictDialog("parcel", ROWS[:1], mine, None, {"p1": {"deed_no"}})
    ((_, _, hers, theirs),) = lines(dialog)
    assert (hers, theirs) == ("555", "777")
    assert "different things" not in told(dialog)


def test_where_both_changed_different_things_it_is_said(english: str):
    mine = {"p1": {"document_area": 30_000}}
    dialog = ConflictDialog("parcel", ROWS[:1], mine, None, {"p1": {"deed_no"}})
    ((_, _, hers, theirs),) = lines(dialog)
    assert (hers, theirs) == ("not changed", "777")
    assert "different things" in told(dialog)


def test_a_row_of_which_nothing_is_known_names_who_changed_it(english: str):
    dialog = ConflictDialog("parcel", ROWS[:1], {})
    ((name, *others),) = lines(dialog)
    assert name.startswith("01A001") and others == ["", "", ""]
    assert dialog.table.item(0, 4).text().startswith("สมชาย")


def test_a_table_whose_name_may_be_missing(english: str):
    rows = pd.DataFrame(
        {
            "fid": [1],
            "uuid": ["u"],
            "tax_year": pd.Series([None], dtype="Int64"),
            "use_type": ["1"],
            "updated_by": ["สมชาย"],
            "updated_at": ["2026-11-22T08:30:00.000Z"],
        }
    )
    ((*_, mine, theirs),) = lines(ConflictDialog("land_use", rows, {"u": {"use_type": "2"}}))
    assert (mine, theirs) == ("2", "1")
