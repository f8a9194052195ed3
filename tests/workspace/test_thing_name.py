"""Rows of every table are called by words of an officer, never by their ids."""

from __future__ import annotations

import pytest

from taxmap_plugin.core.message import Language, Message, render
from taxmap_plugin.workspace.schema import table, tables
from taxmap_plugin.workspace.thing_name import called, things

UUID = "0193a7c2-5b1e-7000-8c2d-5f60a1b2c3d4"


@pytest.mark.parametrize("name", [one.name for one in tables().values() if one.keeps_images])
@pytest.mark.parametrize("language", ["th", "en"])
def test_things_of_every_table_that_can_be_undone_have_a_name(name: str, language: Language):
    told = render(things(name, ["x"]), language)
    assert told.endswith(" x") and "thing_name" not in told


@pytest.mark.parametrize(
    ("name", "row", "wanted"),
    [
        ("parcel", {"land_no": "12"}, Message("parcel_name.land", land_no="12")),
        ("building", {"building_code": "01A001-B001"}, "01A001-B001"),
        ("building", {"building_code": None}, Message("parcel_name.without", end="a1b2c3d4")),
        ("title_document", {"document_type": "1", "deed_no": "1001"}, "1 1001"),
        ("road", {"name": None}, "–"),
        ("finding", {"check_id": "quality.gap"}, Message("quality.gap")),
        ("finding", {"check_id": "layer_units.repeated", "subject_code": "01A001"}, "01A001"),
        ("owner_private", {"first_name": "สมมุติ", "last_name": "ใจดี"}, "–"),
    ],
)
def test_a_row_is_called_by_what_its_table_is_called_by(name: str, row: dict, wanted):
    assert called(table(name), {"uuid": UUID, **row}) == wanted


def test_of_many_the_number_is_told():
    told = things("signboard", ["a", "b", "c"], 1203)
    assert render(told, "en") == "signboards a, b, c and 1,200 more"
    assert render(told, "th") == "ป้าย a, b, c และอีก 1,200 รายการ"
    assert render(things("block", ["01A"]), "en") == "block 01A"
