"""Texts that came in broken, and imports that are unlike the ones before; no text is repeated."""

from __future__ import annotations

import pytest

from .quality_case import parcels, said, sight, things

GARBLED = "บ้าน".encode("tis-620").decode("latin-1")


def test_garbled_text_is_counted_by_column_and_not_repeated():
    private = [{"uuid": f"q{at}", "first_name": GARBLED, "last_name": "ใจดี"} for at in (1, 2)]
    seen = sight(owner_private=private)
    assert said("garbled", seen) == [
        "2 texts are garbled in “First name” of “Owners (personal data)”."
    ]
    assert things("garbled", seen) == [("q1", "q2")]


def test_words_for_nothing():
    seen = sight(parcel=parcels(None, None, None, deed_no=["None", "-", "123"]))
    assert said("null_word", seen) == ["2 values say nothing in words in “Deed no.” of “Parcels”."]


def batch(uuid: str, when: str, count: int, profile: str, layer: str = "parcel"):
    return {
        "uuid": uuid,
        "target_table": "parcel",
        "source_layer": layer,
        "row_count": count,
        "imported_at": when,
        "profile": profile,
    }


LAYER = '{"mapping": {"parcel_code": "PARCEL_COD", "deed_no": "Chanod"}, "epsg": 24047}'
WITHOUT = '{"mapping": {"parcel_code": "PARCEL_COD"}, "epsg": 24047}'


def test_a_fifth_more_or_less_than_the_import_before():
    rows = [
        batch("b1", "2026-01-01T00:00:00Z", 500, LAYER),
        batch("b2", "2026-06-01T00:00:00Z", 1000, LAYER),
        batch("b3", "2026-11-01T00:00:00Z", 790, LAYER),
        batch("b4", "2026-11-01T00:00:00Z", 5, LAYER, "other"),
    ]
    seen = sight(import_batch=rows)
    assert said("count_changed", seen) == ["parcel had 1,000 rows, and now 790 (-21 %)."]
    assert things("count_changed", seen, share=25) == []
    assert things("field_lost", seen) == []


def test_sheets_of_the_same_name_in_different_files_are_no_import_of_the_same():
    rows = [
        {**batch(f"b{at}", f"2026-01-0{at}T00:00:00Z", count, LAYER, "Sheet1"), "source_name": name}
        for at, name, count in ((1, "โฉนด เขต 1.xlsx", 500), (2, "โฉนด เขต 2.xlsx", 1000))
    ]
    assert things("count_changed", sight(import_batch=rows)) == []
    again = {**rows[0], "uuid": "b3", "imported_at": "2026-02-01T00:00:00Z", "row_count": 5}
    assert things("count_changed", sight(import_batch=[*rows, again])) == [("b3",)]


@pytest.mark.parametrize(
    ("before", "now", "is_same"),
    [
        ("PARCEL_2568", "PARCEL_2569", True),
        ("parcel 2025", "parcel ๒๕๖๙", True),
        ("parcel_25681231", "parcel_25690615", True),
        ("parcel 31-12-2568", "parcel 31-12-2569", True),
        ("parcel_31122568", "parcel_062569", True),
        ("แผ่น 2468", "แผ่น 2470", False),
        ("zone 1", "zone 2", False),
        ("PARCEL_2568_1", "PARCEL_2569_2", False),
        ("9472-15", "9474-15", False),
    ],
)
def test_the_file_of_another_year_is_compared_with_that_of_the_last(before, now, is_same):
    rows = [
        {
            **batch("b1", "2025-12-01T00:00:00Z", 3000, LAYER, before),
            "source_name": f"{before}.shp",
        },
        {**batch("b2", "2026-12-01T00:00:00Z", 30, WITHOUT, now), "source_name": f"{now}.shp"},
    ]
    seen = sight(import_batch=rows)
    wanted = [("b2",)] if is_same else []
    assert things("count_changed", seen) == things("field_lost", seen) == wanted
    if is_same:
        assert said("count_changed", seen) == [f"{now} had 3,000 rows, and now 30 (-99 %)."]


def test_a_column_that_came_before_and_not_now():
    register = '{{"mapping": {{"เลขที่": "deed_no", "หมู่": "{0}"}}}}'
    rows = [
        batch("b1", "2026-01-01T00:00:00Z", 10, LAYER),
        batch("b2", "2026-06-01T00:00:00Z", 10, WITHOUT),
        batch("b3", "2026-01-01T00:00:00Z", 10, register.format("moo"), "reg"),
        batch("b4", "2026-06-01T00:00:00Z", 10, register.format("soi"), "reg"),
    ]
    assert said("field_lost", sight(import_batch=rows)) == [
        "parcel came without deed_no.",
        "reg came without moo.",
    ]


def test_an_empty_workspace():
    for id in ("garbled", "null_word", "count_changed", "field_lost"):
        assert things(id, sight()) == []
