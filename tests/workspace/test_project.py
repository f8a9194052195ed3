"""The workspace as QGIS shows it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsFeature,
    QgsLayerTreeGroup,
    QgsPointXY,
    QgsProject,
    QgsVectorLayer,
)

from taxmap_plugin.core.message import Message
from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.workspace import problem
from taxmap_plugin.workspace.layer_styles import STYLE_NAMES, layer_source
from taxmap_plugin.workspace.project import (
    open_workspace_in_project,
    pin_operations,
    project_is_pinned,
    table_shown,
    workspace_layers,
    workspace_of,
)
from taxmap_plugin.workspace.project_files import create_workspace, project_uri, save_project
from taxmap_plugin.workspace.project_language import translate_project
from taxmap_plugin.workspace.schema import tables
from taxmap_plugin.workspace.store import Workspace

from .conftest import EAST, NORTH, parcels

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture(scope="module")
def finished(tmp_path_factory, qgis_app) -> Workspace:
    """A workspace as ``createworkspace`` makes it, with a few parcels in it; not to be changed."""
    folder = tmp_path_factory.mktemp("แผนที่ ภาษี")
    town = Municipality("เทศบาลตำบลสาธิต", epsg=32647, tax_year=2569)
    workspace = create_workspace(folder / "สาธิต 1.gpkg", town, language="th")
    with workspace.transaction("import") as tx:
        rows = parcels(5).assign(document_type="1", document_area=[63_450, 40_000, 0, 99, None])
        uuids = list(tx.insert("parcel", rows))
        tx.insert("parcel", pd.DataFrame({"source_code": ["1A-1"]}))
        owner = tx.insert("owner", pd.DataFrame({"display_name": ["นาย ส*** ต***"]}))
        found = Message("common.rows", count=3)
        tx.insert("finding", pd.DataFrame({"check_id": ["parcel.x"], "message": [found]}))
        tx.insert("ownership", pd.DataFrame({"owner_uuid": owner, "parcel_uuid": uuids[:1]}))
    return workspace


@pytest.fixture
def project():
    made = QgsProject()
    yield made
    made.clear()


@pytest.fixture(scope="module")
def layers(finished):
    """In QGIS's own project: names behind references are looked up in no other."""
    yield open_workspace_in_project(finished.path, QgsProject.instance(), "th")
    QgsProject.instance().clear()


def field(layer: QgsVectorLayer, name: str) -> int:
    index = layer.fields().indexOf(name)
    assert index >= 0, name
    return index


def evaluate(layer: QgsVectorLayer, expression: str, where: str = "") -> object:
    feature = next(layer.getFeatures(where)) if where else next(layer.getFeatures())
    context = layer.createExpressionContext()
    context.setFeature(feature)
    return QgsExpression(expression).evaluate(context)


# --- the tree --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "language, names",
    [
        (
            "th",
            "แนวเขต อปท.|เขต (Zone)|เขตย่อย (Block)|แปลงที่ดิน|สิ่งปลูกสร้าง|ป้าย|ถนน/ซอย|แหล่งน้ำ|ที่สาธารณะ|"
            "ชุมชน/หมู่|บ้านเลขที่|ระวาง|จุดที่ต้องตรวจ|แผนที่ประกอบ|ทะเบียน|ราคาและภาษี|งานหนังสือ|ประวัติและการนำเข้า",
        ),
        (
            "en",
            "Municipal boundary|Zones|Blocks|Parcels|Buildings|Signboards|Roads|Water|Public land|"
            "Communities|House numbers|Map sheets|Findings|More map layers|Registers|"
            "Prices and tax|Correspondence|History and imports",
        ),
    ],
)
def test_the_tree_is_in_the_officers_order(finished, project, language, names):
    open_workspace_in_project(finished.path, project, language)
    children = project.layerTreeRoot().children()
    assert [child.name() for child in children] == names.split("|")
    assert [isinstance(child, QgsLayerTreeGroup) for child in children] == [False] * 13 + [True] * 5


def test_points_and_boundaries_are_drawn_over_areas(finished, project):
    layers = open_workspace_in_project(finished.path, project, "th")
    order = project.layerTreeRoot().customLayerOrder()
    above = [("finding", "signboard"), ("signboard", "parcel"), ("parcel", "building")]
    above += [("building", "water"), ("parcel", "block"), ("block", "road")]
    for upper, lower in above:
        assert order.index(layers[upper]) < order.index(layers[lower]), (upper, lower)


def test_opening_twice_doubles_nothing(finished, project):
    first = len(open_workspace_in_project(finished.path, project, "th"))
    relations = len(project.relationManager().relations())
    open_workspace_in_project(finished.path, project, "en")
    assert len(project.mapLayers()) == first
    assert len(project.layerTreeRoot().findLayers()) == first
    assert len(project.layerTreeRoot().findGroups()) == 5
    assert len(project.relationManager().relations()) == relations


def test_the_officers_other_layers_stay(finished, project):
    mine = QgsVectorLayer("Point?crs=EPSG:32647", "ของฉัน", "memory")
    project.addMapLayer(mine)
    open_workspace_in_project(finished.path, project, "th")
    open_workspace_in_project(finished.path, project, "th")
    assert project.mapLayersByName("ของฉัน") == [mine]


def test_history_can_be_read_and_not_changed(finished, project):
    layers = open_workspace_in_project(finished.path, project, "th")
    locked = {name for name, layer in layers.items() if layer.readOnly()}
    assert {"change", "lineage", "retired_code", "import_batch", "parcel_history"} <= locked
    assert not locked & {"parcel", "building", "owner", "finding", "letter"}


def test_personal_data_come_only_when_asked_for(finished, project):
    assert "owner_private" not in open_workspace_in_project(finished.path, project, "th")
    assert "owner_private" in open_workspace_in_project(
        finished.path, project, "th", with_personal=True
    )


def test_a_file_that_is_no_workspace_leaves_the_project_alone(tmp_path, project):
    with pytest.raises(problem.WorkspaceMissing):
        open_workspace_in_project(tmp_path / "a.gpkg", project, "th")
    assert not project.mapLayers()
    assert not project_is_pinned(project)


# --- measures and datum -----------------------------------------------------------------


def test_areas_are_planar_in_the_workspaces_crs(finished, project):
    open_workspace_in_project(finished.path, project, "th")
    assert project.crs().authid() == "EPSG:32647"
    assert project.ellipsoid() == "NONE"


def test_the_datum_is_pinned_and_right(finished, project):
    assert not project_is_pinned(project)
    open_workspace_in_project(finished.path, project, "th")
    assert project_is_pinned(project)
    indian = QgsCoordinateReferenceSystem("EPSG:24047")
    wgs84 = QgsCoordinateReferenceSystem("EPSG:4326")
    golden = QgsPointXY(647023, 1683144)  # practice.md §5.3
    there = QgsCoordinateTransform(indian, wgs84, project).transform(golden)
    assert (there.x(), there.y()) == pytest.approx((100.365778, 15.222971), abs=1e-6)
    back = QgsCoordinateTransform(wgs84, indian, project).transform(there)
    assert back.distance(golden) < 0.001


def test_one_missing_operation_is_noticed(project):
    pin_operations(project)
    context = project.transformContext()
    context.removeCoordinateOperation(
        QgsCoordinateReferenceSystem("EPSG:24048"), QgsCoordinateReferenceSystem("EPSG:32648")
    )
    project.setTransformContext(context)
    assert not project_is_pinned(project)
    pin_operations(project)
    assert project_is_pinned(project)


def test_the_first_view_is_the_municipality(finished, project):
    open_workspace_in_project(finished.path, project, "th")
    view = project.viewSettings().defaultViewExtent()
    assert view.contains(QgsPointXY(EAST + 1, NORTH + 1))
    assert view.width() < 200


# --- forms ------------------------------------------------------------------------------


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


def tabs(layer: QgsVectorLayer) -> list[str]:
    return [tab.name() for tab in layer.editFormConfig().invisibleRootContainer().children()]


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


# --- what the file itself carries --------------------------------------------------------


def test_a_layer_dragged_from_the_browser_is_pleasant_at_once(finished):
    layer = QgsVectorLayer(layer_source(finished.path, "parcel"), "parcel", "ogr")
    assert layer.attributeAlias(field(layer, "parcel_code")) == "รหัสแปลงที่ดิน"
    assert layer.editorWidgetSetup(field(layer, "document_type")).type() == "ValueMap"
    assert layer.labelsEnabled()
    assert layer.renderer().type() == "categorizedSymbol"
    assert tabs(layer) == ["ข้อมูล", "ที่ตั้ง", "หมายเหตุและประวัติ"]


def test_a_register_is_pleasant_too(finished):
    layer = QgsVectorLayer(layer_source(finished.path, "owner"), "owner", "ogr")
    assert layer.attributeAlias(field(layer, "owner_key")) == "รหัสชื่อ (ผ.ท.4)"


def test_both_languages_can_be_chosen(finished):
    layer = QgsVectorLayer(layer_source(finished.path, "building"), "building", "ogr")
    _, ids, names, *_ = layer.listStylesInDatabase()
    assert set(names) == set(STYLE_NAMES.values())
    qml, _ = layer.getStyleFromDatabase(ids[names.index(STYLE_NAMES["en"])])
    assert "Building type" in qml
    assert "House, wood, 1 storey" in qml


def test_everything_is_measured_on_paper(finished):
    for table in tables().values():
        if table.geometry:
            layer = QgsVectorLayer(layer_source(finished.path, table.name), "x", "ogr")
            ids = layer.listStylesInDatabase()[1]
            qml, _ = layer.getStyleFromDatabase(ids[0])
            for unit in ('Unit="MapUnit"', 'unit" v="MapUnit"', 'unit" v="Pixel"'):
                assert unit not in qml, table.name


@pytest.mark.parametrize("kept", ["in the file", "beside it"])
def test_the_stored_project_opens_and_moves_with_the_file(finished, tmp_path, project, kept):
    moved = tmp_path / "ย้าย มา"
    moved.mkdir()
    for path in finished.path.parent.iterdir():
        shutil.copy(path, moved)
    path = moved / finished.path.name
    project.read(project_uri(path) if kept == "in the file" else str(path.with_suffix(".qgz")))
    layers = list(project.mapLayers().values())
    assert len(layers) > 30
    assert all(layer.isValid() for layer in layers)
    assert {layer.source().split("|")[0] for layer in layers} == {str(path)}
    assert workspace_of(project) == path, "the copy, not the file that it was made from"
    assert len(workspace_layers(project, path)) == len(layers)
    assert project.title() == "เทศบาลตำบลสาธิต"
    assert project_is_pinned(project)
    assert all(r.isValid() for r in project.relationManager().relations().values())


def test_an_officers_own_project_file_is_never_overwritten(workspace: Workspace):
    own = workspace.path.with_suffix(".qgz")
    own.write_bytes(b"hers")
    assert save_project(workspace, language="th")
    assert own.read_bytes() == b"hers"


def test_a_name_that_qgis_cannot_put_into_an_address_still_gets_its_project(tmp_path, municipality):
    path = tmp_path / "เขต#1 100%.gpkg"
    create_workspace(path, municipality, language="th")
    assert sorted(found.name for found in tmp_path.iterdir()) == [path.name, "เขต#1 100%.qgz"]


def test_a_workspace_without_styles_gets_them_when_it_is_opened(workspace, project):
    open_workspace_in_project(workspace.path, project, "en")
    project.clear()
    layer = QgsVectorLayer(layer_source(workspace.path, "zone"), "zone", "ogr")
    related, _, names, *_ = layer.listStylesInDatabase()
    assert related == len(STYLE_NAMES)
    assert set(names[:related]) == set(STYLE_NAMES.values())
    assert len(names) == sum(2 for table in tables().values() if table.layer != "no")


def test_the_offices_own_styles_are_kept(workspace, project):
    path: Path = workspace.path
    layer = QgsVectorLayer(layer_source(path, "zone"), "zone", "ogr")
    layer.saveStyleToDatabase("ของสำนักงาน", "", False, "")
    open_workspace_in_project(path, project, "th")
    assert set(layer.listStylesInDatabase()[2]) == {*STYLE_NAMES.values(), "ของสำนักงาน"}


def test_the_table_of_findings_shows_words_and_no_ids(layers):
    columns = layers["finding"].attributeTableConfig().columns()
    shown = [column.name for column in columns if not column.hidden]
    assert {"severity", "subject_code", "state"} <= set(shown)
    assert not {"check_id", "uuid", "fid", "message"} & set(shown)


def test_a_layer_is_known_by_its_source_however_it_came_into_the_project(workspace, project):
    path = workspace.path
    assert _shown(f"{path}|layername=parcel", path) == "parcel"
    assert _shown(f"{path}|layername=parcel|subset=parcel_code <> ''", path) == "parcel"
    assert _shown(str(path), path) == "boundary", "QGIS opens the first table"
    other = path.with_name("สำเนา.gpkg")
    shutil.copy(path, other)
    assert _shown(f"{other}|layername=parcel", path) is None
    assert table_shown(QgsVectorLayer("Point", "hers", "memory"), path) is None
    linked = path.with_name("ทางลัด.gpkg")
    linked.symlink_to(path)
    assert _shown(f"{linked}|layername=block", path) == "block", "the same file by another name"


def _shown(source: str, path: Path) -> str | None:
    return table_shown(QgsVectorLayer(source, "x", "ogr"), path)


def test_of_a_layer_and_its_copy_the_workspaces_is_the_upper_one(workspace, project):
    parcel = open_workspace_in_project(workspace.path, project, "en")["parcel"]
    node = project.layerTreeRoot().findLayer(parcel.id())
    below = node.parent().children().index(node) + 1
    for _ in range(5):
        copy = project.addMapLayer(parcel.clone(), False)
        node.parent().insertLayer(below, copy)
    assert workspace_layers(project, workspace.path)["parcel"] is parcel


# -- another language ----------------------------------------------------------------------


def test_an_open_project_is_told_in_another_language_and_back(finished, project):
    layers = open_workspace_in_project(finished.path, project, "th")
    parcel, owner = layers["parcel"], layers["owner"]
    before = _words(project, parcel)
    parcel.selectAll()
    translate_project(project, finished, "en")
    english = _words(project, parcel)
    assert english == _words_of_a_new_project(finished, "en")
    assert parcel.selectedFeatureCount() == 6, "the layers themselves stay"
    assert owner.name() == "Owners"
    translate_project(project, finished, "th")
    assert _words(project, parcel) == before


def test_what_the_officer_named_herself_stays_in_another_language(finished, project):
    layers = open_workspace_in_project(finished.path, project, "th")
    parcel = layers["parcel"]
    deed = parcel.fields().indexOf("deed_no")
    parcel.setName("แปลงของเรา")
    parcel.setFieldAlias(deed, "โฉนดเลขที่")
    form = parcel.editFormConfig()
    form.clearTabs()
    parcel.setEditFormConfig(form)
    translate_project(project, finished, "en")
    assert parcel.name() == "แปลงของเรา"
    assert parcel.attributeDisplayName(deed) == "โฉนดเลขที่"
    assert parcel.editFormConfig().tabs() == []
    assert parcel.attributeAlias(parcel.fields().indexOf("land_no")) == "Land no."


def test_widgets_that_the_officer_chose_stay_in_another_language(finished, project):
    parcel = open_workspace_in_project(finished.path, project, "th")["parcel"]
    hers = {"deed_no": ("UniqueValues", {"Editable": True}), "officer_note": ("Hidden", {})}
    hers["line_state"] = ("TextEdit", {"IsMultiline": False})
    places = {name: parcel.fields().indexOf(name) for name in hers}
    for name, (kind, config) in hers.items():
        parcel.setEditorWidgetSetup(places[name], QgsEditorWidgetSetup(kind, config))
    translate_project(project, finished, "en")
    translate_project(project, finished, "th")
    found = {name: parcel.editorWidgetSetup(place) for name, place in places.items()}
    assert {name: (one.type(), one.config()) for name, one in found.items()} == hers


def test_a_group_of_the_officers_own_keeps_its_name_in_another_language(finished, project):
    root = project.layerTreeRoot()
    hers = root.insertGroup(0, "ทะเบียน")
    hers.addLayer(project.addMapLayer(QgsVectorLayer("Point", "บ่อน้ำ", "memory"), False))
    owner = open_workspace_in_project(finished.path, project, "th")["owner"]
    ours = root.findLayer(owner.id()).parent()
    translate_project(project, finished, "en")
    assert hers.name() == "ทะเบียน"
    assert ours.name() == "Registers"


def _words(project, parcel) -> dict:
    """What an officer reads of the parcels and of the tree."""
    kinds = parcel.editorWidgetSetup(parcel.fields().indexOf("document_type")).config()["map"]
    return {
        "tree": [one.name() for one in project.layerTreeRoot().findLayers()],
        "groups": [one.name() for one in project.layerTreeRoot().findGroups()],
        "columns": [parcel.attributeDisplayName(i) for i in range(parcel.fields().count())],
        "tabs": [tab.name() for tab in parcel.editFormConfig().tabs()],
        "kinds": [list(one) for one in kinds],
        "classes": [one.label() for one in parcel.renderer().categories()],
        "called": parcel.displayExpression(),
        "tip": parcel.mapTipTemplate(),
        "relations": sorted(one.name() for one in project.relationManager().relations().values()),
    }


def _words_of_a_new_project(workspace, language) -> dict:
    other = QgsProject()
    return _words(other, open_workspace_in_project(workspace.path, other, language)["parcel"])
