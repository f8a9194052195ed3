"""The forms, tables and words of the workspace's layers."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsExpression,
    QgsFeature,
    QgsProject,
    QgsVectorLayer,
)

from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.workspace.project import (
    open_workspace_in_project,
)
from taxmap_plugin.workspace.schema import tables

from .layer_case import field, tabs

pytestmark = pytest.mark.usefixtures("qgis_app")


def evaluate(layer: QgsVectorLayer, expression: str, where: str = "") -> object:
    feature = next(layer.getFeatures(where)) if where else next(layer.getFeatures())
    context = layer.createExpressionContext()
    context.setFeature(feature)
    return QgsExpression(expression).evaluate(context)


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_column_has_its_label_and_its_value_list(finished, project, language):
    opened = open_workspace_in_project(finished.path, project, language)
    for name, layer in opened.items():
        for column in tables()[name].columns:
            index = field(layer, column.name)
            assert layer.attributeAlias(index).startswith(column.title(language))
            setup = layer.editorWidgetSetup(index)
            if column.domain:
                choices = [next(iter(choice.values())) for choice in setup.config()["map"]]
                codes = [row["code"] for row in load_csv("domains", f"{column.domain}.csv")]
                assert choices[-len(codes) :] == codes
                assert len(choices) == len(codes) + (not column.not_null)
                assert setup.type() == "ValueMap"


@pytest.mark.parametrize(
    "table, column, widget",
    [
        ("parcel", "uuid", "Hidden"),
        ("parcel", "row_version", "Hidden"),
        ("parcel", "document_type", "ValueMap"),
        ("building", "parcel_uuid", "RelationReference"),
        ("ownership", "from_date", "DateTime"),
        ("ownership", "is_payer", "CheckBox"),
        ("block", "declared_at", "DateTime"),
        ("parcel", "note", "TextEdit"),
        ("finding", "subject_table", "ValueMap"),
        ("finding", "subject_uuid", "Hidden"),
    ],
)
def test_each_kind_of_column_has_its_widget(layers, table, column, widget):
    layer = layers[table]
    assert layer.editorWidgetSetup(field(layer, column)).type() == widget


@pytest.mark.parametrize(
    "table, wanted",
    [
        (
            "parcel",
            "ข้อมูล|ที่ตั้ง|การถือครอง|ทะเบียนเอกสารสิทธิ|สิ่งปลูกสร้าง|การใช้ประโยชน์|ป้าย|ราคาประเมิน|หมายเหตุและประวัติ",
        ),
        ("building", "ข้อมูล|ที่ตั้ง|การใช้ประโยชน์|การถือครอง|หมายเหตุและประวัติ"),
        ("zone", "ข้อมูล|หมายเหตุและประวัติ"),
        ("letter", "ข้อมูล|การติดตาม|หนังสือเกี่ยวกับ|หนังสือแจ้ง|หมายเหตุและประวัติ"),
    ],
)
def test_a_form_has_tabs_in_the_officers_words(layers, table, wanted):
    layer = layers[table]
    assert "|".join(tabs(layer)) == wanted


def test_every_field_but_the_ids_stands_on_the_form_once(layers):
    def shown(element) -> list[str]:
        if hasattr(element, "children"):
            return [name for child in element.children() for name in shown(child)]
        return [element.name()] if element.type() == element.AeTypeField else []

    for name, layer in layers.items():
        on_form = shown(layer.editFormConfig().invisibleRootContainer())
        assert len(on_form) == len(set(on_form))
        missing = {field.name() for field in layer.fields()} - set(on_form)
        missing = {name for name in missing if not name.endswith("uuid")}
        assert missing <= {"fid", "row_version", "message", "reason"}, name


@pytest.mark.parametrize(
    "area, text",
    [(63450, "1-2-34.5"), (40000, "1-0-0"), (0, "0-0-0"), (99, "0-0-0.99")],
)
def test_an_area_is_read_as_an_officer_writes_it(layers, area, text):
    layer = layers["parcel"]
    assert evaluate(layer, '"document_area_text"', f'"document_area" = {area}') == text
    assert layer.editFormConfig().readOnly(field(layer, "document_area_text"))


def test_the_declaration_of_a_block_is_read_and_not_typed(layers):
    form = layers["block"].editFormConfig()
    names = ["code_state", "declared_at", "declared_by", "declared_document", "block_code", "name"]
    locked = [name for name in names if form.readOnly(field(layers["block"], name))]
    assert locked == names[:4]


@pytest.mark.parametrize("language, words", [("th", "3 รายการ"), ("en", "3 rows")])
def test_a_finding_speaks_the_officers_language(layers, monkeypatch, language, words):
    monkeypatch.setattr("taxmap_plugin.settings.language", lambda: language)
    assert evaluate(layers["finding"], '"message_text"') == words


@pytest.mark.parametrize(
    "table, where, name",
    [
        ("parcel", "\"parcel_code\" = '01A002'", "01A002"),
        ("parcel", '"parcel_code" IS NULL', "1A-1"),  # the code as it came
        ("ownership", "", "นาย ส*** ต*** · 01A001"),
    ],
)
def test_a_row_is_called_by_its_name(layers, table, where, name):
    layer = layers[table]
    assert evaluate(layer, layer.displayExpression(), where) == name


def test_a_map_tip_tells_what_is_known(layers):
    layer = layers["parcel"]
    context = layer.createExpressionContext()
    context.setFeature(next(layer.getFeatures("\"parcel_code\" = '01A001'")))
    tip = QgsExpression.replaceExpressionText(layer.mapTipTemplate(), context)
    assert "แปลงที่ดิน 01A001" in tip
    assert "ประเภทเอกสารสิทธิ: โฉนด" in tip
    assert "เนื้อที่ตามเอกสาร (ไร่-งาน-ตร.ว.): 1-2-34.5" in tip
    assert "หน้าสำรวจ" not in tip  # nothing is known of it


@pytest.mark.parametrize(
    "code, good",
    [("01A001", True), ("01A001/002", True), ("1A001", False), ("01a001", False), (None, True)],
)
def test_the_form_warns_of_a_code_that_is_none(layers, code, good):
    layer = layers["parcel"]
    feature = QgsFeature(layer.fields())
    feature["parcel_code"] = code
    context = layer.createExpressionContext()
    context.setFeature(feature)
    rule = layer.constraintExpression(field(layer, "parcel_code"))
    assert bool(QgsExpression(rule).evaluate(context)) is good
    assert "01A001" in layer.constraintDescription(field(layer, "parcel_code"))


def test_every_relation_is_valid_and_finds_its_rows(layers):
    relations = QgsProject.instance().relationManager().relations()
    assert all(relation.isValid() for relation in relations.values())
    references = [
        column.references
        for name in layers
        for column in tables()[name].columns
        if column.references.endswith(".uuid") and column.references.split(".")[0] in layers
    ]
    assert len(relations) == len(references)
    parcel = next(layers["parcel"].getFeatures("\"parcel_code\" = '01A001'"))
    held = relations["taxmap_ownership_parcel_uuid"].getRelatedFeatures(parcel)
    assert len(list(held)) == 1


def test_the_table_of_findings_shows_words_and_no_ids(layers):
    columns = layers["finding"].attributeTableConfig().columns()
    shown = [column.name for column in columns if not column.hidden]
    assert {"severity", "subject_code", "state"} <= set(shown)
    assert not {"check_id", "uuid", "fid", "message"} & set(shown)
