"""Matching profiles are data that an officer may change and pass on."""

from __future__ import annotations

import json

import pytest

from taxmap_plugin.core import match_profile
from taxmap_plugin.core.match_profile import ProfileError


@pytest.mark.parametrize("name", match_profile.shipped_names())
def test_shipped_profiles_are_sound_and_named_in_both_languages(name):
    profile = match_profile.shipped(name)
    assert profile.name == name
    assert set(profile.title) == {"th", "en"}


def test_the_steps_come_in_the_order_of_the_practice():
    methods = [step.method for step in match_profile.shipped("thai_tax_map").steps]
    exact = ["parcel_code", "title", "sheet_land", "land_survey"]
    assert methods[:4] == exact
    assert methods[-1] == "owner_area"


def test_a_changed_profile_is_saved_and_read_back(tmp_path):
    folder = tmp_path / "ของ ฉัน"
    folder.mkdir()
    mine = match_profile.shipped("thai_tax_map").with_area(relative=0.05, absolute=400)
    match_profile.save(mine, folder / "ของเรา.json")
    assert match_profile.load(folder / "ของเรา.json") == mine


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"schema": 99}, "match_profile.schema"),
        ({"fields": []}, "match_profile.unknown_field"),
        ({"steps": [{"method": "x", "keys": []}]}, "match_profile.unknown_value"),
        ({"steps": [{"keys": ["area"], "method": "x", "form": ""}]}, "match_profile.unknown_value"),
        ({"steps": [{"method": "x"}]}, "match_profile.unreadable"),
        ({"area": {"relative": -1, "absolute": 0}}, "match_profile.negative_area"),
        ({"area": None}, "match_profile.unreadable"),
    ],
)  # fmt: skip
def test_a_profile_that_makes_no_sense_is_refused(change, message):
    data = json.loads(match_profile.shipped("thai_tax_map").to_json())
    with pytest.raises(ProfileError) as error:
        match_profile.from_json(json.dumps({**data, **change}), "ของเรา.json")
    assert error.value.message.id == message


def test_a_file_that_is_no_profile_is_named(tmp_path):
    path = tmp_path / "x.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(ProfileError, match=r"x\.json"):
        match_profile.load(path)
