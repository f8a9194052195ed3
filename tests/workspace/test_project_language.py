"""A project that is open, told in another language."""

from __future__ import annotations

import pytest
from qgis.core import (
    QgsEditorWidgetSetup,
    QgsProject,
    QgsVectorLayer,
)

from taxmap_plugin.workspace.project import (
    open_workspace_in_project,
)
from taxmap_plugin.workspace.project_language import translate_project

pytestmark = pytest.mark.usefixtures("qgis_app")


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
