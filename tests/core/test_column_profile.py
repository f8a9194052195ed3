"""A mapping saved under a name, and used again."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.columns import ColumnProfileError, Profile
from taxmap_plugin.core.message import render

PROFILE = Profile(
    "ไฟล์ของช่าง",
    "parcel",
    {"PARCEL_COD": "parcel_code", "Chanod_no": "deed_no"},
    {"encoding": "cp874"},
)


def test_saved_and_loaded_in_a_folder_with_thai_letters_and_blanks(tmp_path: Path):
    path = tmp_path / "โฟลเดอร์ ของฉัน" / "ชุด 1.json"
    path.parent.mkdir()
    PROFILE.save(path)
    assert Profile.load(path) == PROFILE
    assert "ไฟล์ของช่าง" in path.read_text("utf-8")


@given(
    st.text(max_size=20),
    st.dictionaries(st.text(max_size=12), st.integers(0, 10**6), max_size=8),
)
def test_any_mapping_survives_json(name: str, numbers: dict):
    mapping = {header: f"column_{i}" for i, header in enumerate(numbers)}
    profile = Profile(name, "parcel", mapping, {"rows": len(numbers)})
    assert Profile.from_json(profile.to_json()) == profile


def test_applied_it_renames_and_keeps_the_rest():
    frame = pd.DataFrame({"Chanod_no": ["632"], "OBJECTID": [1], "PARCEL_COD": ["01A001"]})
    renamed = PROFILE.apply(frame)
    assert list(renamed) == ["deed_no", "OBJECTID", "parcel_code"]
    assert renamed.loc[0, "parcel_code"] == "01A001"
    assert list(frame) == ["Chanod_no", "OBJECTID", "PARCEL_COD"], "the frame itself is untouched"


def test_an_unmapped_column_that_bears_our_name_is_not_lost():
    frame = pd.DataFrame({"PARCEL_COD": ["01A001"], "Chanod_no": ["1"], "parcel_code": ["old"]})
    renamed = PROFILE.apply(frame.assign(**{"parcel_code (file)": "older"}))
    assert list(renamed) == [
        "parcel_code",
        "deed_no",
        "parcel_code (file) 2",
        "parcel_code (file)",
    ]
    assert renamed.loc[0, "parcel_code (file) 2"] == "old"


def test_missing_columns_are_named():
    with pytest.raises(ColumnProfileError) as error:
        PROFILE.validate(["PARCEL_COD", "SURVEY"])
    for language in ("th", "en"):
        text = render(error.value.message, language)
        assert "Chanod_no" in text and "ไฟล์ของช่าง" in text and "PARCEL_COD" not in text
    with pytest.raises(ColumnProfileError):
        PROFILE.apply(pd.DataFrame({"PARCEL_COD": ["01A001"]}))
    PROFILE.validate(["PARCEL_COD", "Chanod_no", "more"])


def test_two_columns_cannot_go_into_one():
    with pytest.raises(ColumnProfileError, match="Deed no"):
        Profile("x", "parcel", {"a": "deed_no", "b": "deed_no"})


@pytest.mark.parametrize(
    "text",
    [
        "",
        "not json",
        "[]",
        "null",
        '"text"',
        "{}",
        '{"schema_version": 1}',
        '{"schema_version": 1, "name": "x", "table": "parcel", "mapping": []}',
        '{"schema_version": 1, "name": "x", "table": "parcel", "mapping": {"a": 1}}',
        '{"schema_version": 1, "name": "x", "table": "parcel", "mapping": {}, "more": 1}',
    ],
)
def test_what_is_no_profile_is_named(text: str):
    with pytest.raises(ColumnProfileError) as error:
        Profile.from_json(text, "ชุด.json")
    assert "ชุด.json" in render(error.value.message, "th")


def test_a_file_in_another_encoding_is_no_profile(tmp_path: Path):
    path = tmp_path / "ชุด.json"
    path.write_bytes("แผนที่".encode("cp874"))
    with pytest.raises(ColumnProfileError):
        Profile.load(path)


def test_a_newer_profile_is_refused():
    newer = json.loads(PROFILE.to_json()) | {"schema_version": 99}
    with pytest.raises(ColumnProfileError) as error:
        Profile.from_json(json.dumps(newer), "ชุด.json")
    assert error.value.message.params["version"] == 99
