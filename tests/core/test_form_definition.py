"""Every form can be read; a file that an office got wrong is told by form and block."""

from __future__ import annotations

import copy

import pytest

from taxmap_plugin.core.form_definition import (
    FORMS,
    FormError,
    TableBlock,
    form_definition,
    read_definition,
)
from taxmap_plugin.core.message import render
from taxmap_plugin.core.resources import load_json, resource_path

ALL = sorted(path.stem for path in resource_path("forms").glob("*.json"))


def columns(form: str, table: str) -> list[str]:
    block = next(one for one in form_definition(form).tables if one.rows == table)
    return [column.title for column in block.columns]


@pytest.mark.parametrize("form", ALL)
def test_every_form_says_what_it_is_and_how_sure(form):
    definition = form_definition(form)
    assert definition.title["th"] and definition.title["en"] and definition.source["th"]
    assert definition.label("en").isascii() and definition.blocks


def test_all_that_are_offered_are_there():
    assert set(FORMS) | {"derivation_th", "derivation_en"} == set(ALL)


def test_only_our_own_forms_and_the_ledger_need_no_confirmation():
    """practice.md §3: a note on any form but ผ.ท.5 (and 13) until somebody has confirmed it."""
    sure = {form for form in FORMS if form_definition(form).is_sure}
    assert sure == {"pt5", "envelope", "posting"}


def test_the_columns_of_the_list_are_those_of_the_practice():
    """law.md §1.11: 14 columns of land, 11 of buildings, and the place in the list."""
    assert len(columns("pds3", "land")) == 14 + 2  # a note and the place
    assert len(columns("pds3", "buildings")) == 11 + 1
    assert columns("pds3", "land")[-1] == columns("pds3", "buildings")[-1] == "ชุด/หน้า/ลำดับ"


def test_the_calculation_has_its_21_columns():
    assert len(columns("pds7", "items")) == 22  # rate and tax are two
    assert columns("pds7", "items")[-1].startswith("จำนวนภาษี")


def test_a_form_that_is_not_there():
    with pytest.raises(FormError) as found:
        form_definition("pds99")
    assert "pds99" in render(found.value.message, "th")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["blocks"][4]["columns"][0].update(kind="colour"), "colour"),
        (lambda data: data["blocks"][4]["columns"][0].update(share=0), "share"),
        (lambda data: data["blocks"][4]["columns"][0].pop("field"), "field"),
        (lambda data: data["blocks"][4]["columns"][0].update(field="ช่อง1"), "ช่อง1"),
        (lambda data: data["blocks"][0].update(text="{ปี"), "ปี"),
        (lambda data: data["blocks"][0].update(role="huge"), "huge"),
        (lambda data: data["blocks"][0].update(size=3), "size"),
        (lambda data: data["blocks"].append({"is": "picture"}), "picture"),
        (lambda data: data.update(paper="A9"), "A9"),
        (lambda data: data.update(certainty="maybe"), "maybe"),
        (lambda data: data.update(blocks=[]), "blocks"),
        (lambda data: data["title"].pop("th"), "title"),
    ],
)
def test_what_is_wrong_in_a_file_is_told(change, said):
    data = copy.deepcopy(load_json("forms", "pds7.json"))
    change(data)
    with pytest.raises(FormError) as found:
        read_definition("pds7", data)
    for language in ("th", "en"):
        text = render(found.value.message, language)
        assert "pds7" in text and said in text


def test_a_group_stands_in_one_place():
    data = copy.deepcopy(load_json("forms", "pds7.json"))
    data["blocks"][4]["columns"][0]["group"] = "ที่ดิน"
    with pytest.raises(FormError, match="ที่ดิน"):
        read_definition("pds7", data)
    groups = next(b for b in form_definition("pds7").blocks if isinstance(b, TableBlock)).groups()
    assert [(name, len(some)) for name, some in groups] == [
        *(("", 3), ("ที่ดิน", 6), ("สิ่งปลูกสร้าง", 8), ("", 5))
    ]
