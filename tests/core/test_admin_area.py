"""Codes of provinces, districts and sub-districts as names."""

from __future__ import annotations

import sys
from types import SimpleNamespace

import pandas as pd
import pytest

from taxmap_plugin.core.admin_area import area_names
from taxmap_plugin.core.resources import load_csv

FAKE = SimpleNamespace(
    district={"5001": SimpleNamespace(name_th="เมืองเชียงใหม่")}.get,
    subdistrict={"500111": SimpleNamespace(name_th="แม่เหียะ")}.get,
)


def test_there_are_77_provinces_in_both_languages():
    rows = load_csv("admin", "province.csv")
    assert len({row["code"] for row in rows}) == 77
    assert len({row["th"] for row in rows}) == len({row["en"] for row in rows}) == 77


@pytest.mark.parametrize(
    ("level", "written", "name"),
    [
        ("province", "50", "เชียงใหม่"),
        ("province", "๕๐", "เชียงใหม่"),
        ("province", "เชียงใหม่", "เชียงใหม่"),
        ("province", "99", "99"),
        ("amphoe", "5001", "เมืองเชียงใหม่"),
        ("tambon", "500111", "แม่เหียะ"),
        ("tambon", "500199", "500199"),
        ("tambon", None, None),
    ],
)
def test_codes_become_names_and_names_stay(monkeypatch, level, written, name):
    monkeypatch.setitem(sys.modules, "geothai", FAKE)
    assert area_names(pd.Series([written], dtype=object), level).tolist() == [name]


def test_without_the_package_district_codes_stay(monkeypatch):
    monkeypatch.setitem(sys.modules, "geothai", None)
    assert area_names(pd.Series(["5001"]), "amphoe").tolist() == ["5001"]
    assert area_names(pd.Series(["50"]), "province").tolist() == ["เชียงใหม่"]
