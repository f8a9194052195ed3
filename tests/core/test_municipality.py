"""The settings of one office."""

from __future__ import annotations

from datetime import date

import pytest

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.errors import TaxMapError


def test_a_new_municipality_needs_only_its_name():
    town = Municipality("เทศบาลตำบลสาธิต")
    assert town.problems() == []
    assert (town.epsg, town.utm_zone, town.sign_letter) == (32647, 47, "P")
    assert town.tax_year == date.today().year + 543


@pytest.mark.parametrize("zone, epsg", [(47, 32647), (48, 32648)])
def test_each_zone_of_thailand_has_its_crs(zone: int, epsg: int):
    assert Municipality("ก", epsg=epsg).utm_zone == zone


@pytest.mark.parametrize(
    "setting, value, message",
    [
        ("name", "  ", "municipality.no_name"),
        ("code", "450", "municipality.bad_code"),
        ("code", "0450010x", "municipality.bad_code"),
        ("epsg", 4326, "municipality.geographic_crs"),  # degrees
        ("epsg", 4240, "municipality.geographic_crs"),  # Indian 1975, degrees
        ("epsg", 24047, "municipality.indian_1975"),
        ("epsg", 24048, "municipality.indian_1975"),
        ("epsg", 2249, "municipality.not_metres"),  # US feet
        ("epsg", 999999, "municipality.unknown_crs"),
        ("sign_letter", "Q", "municipality.bad_sign_letter"),
        ("sign_letter", "p", "municipality.bad_sign_letter"),
        ("tax_year", 2026, "municipality.bad_tax_year"),  # not a Buddhist year
        ("tax_year", 2562, "municipality.bad_tax_year"),  # before the Act
    ],
)
def test_what_cannot_be_used_is_said(setting: str, value: object, message: str):
    town = Municipality(**{"name": "เทศบาลตำบลสาธิต", setting: value})
    assert [problem.id for problem in town.problems()] == [message]
    with pytest.raises(TaxMapError):
        town.check()


@pytest.mark.parametrize("epsg", [32647, 32648, 26986, 25832])
def test_any_crs_in_metres_may_be_used(epsg: int):
    assert Municipality("ก", epsg=epsg).problems() == []


def test_settings_survive_a_newer_plugin_that_added_one():
    town = Municipality("เทศบาลตำบลสาธิต", code="09500101", epsg=32648, skip_io=True)
    assert Municipality.from_dict({**town.to_dict(), "added_later": 1}) == town
