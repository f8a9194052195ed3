"""QGIS's own edit tools on the parcel layer, and two officers at one row, as steps of a drive."""

from __future__ import annotations

from typing import Any

import shapely
from qgis.PyQt.QtWidgets import QAction, QDialogButtonBox, QPushButton, QTableWidget

from taxmap_plugin.workspace.store import Workspace
from tests.e2e.by_hand import begin, draw, layer_named, look_at, press, select, state
from tests.e2e.town import Town


def split_natively(desktop: Any, dock: Any, town: Town) -> None:
    """QGIS's split tool, then its Save: one change with lineage and codes."""
    iface, layer = desktop.iface, dock.map.layer
    code = town.roomy()
    parent, changes = town.parcels().loc[code], len(town.changes())
    select(desktop, dock, code)
    iface.setActiveLayer(layer)
    look_at(desktop, town.shape(code), 15)
    iface.actionToggleEditing().trigger()
    iface.actionSplitFeatures().trigger()
    west, _, east, _ = parent["geom"].bounds
    middle = shapely.point_on_surface(parent["geom"]).y
    draw(desktop, [(west - 6, middle), (east + 6, middle)])
    desktop.picture("native_split")
    before_save = len(town.changes()) - changes
    shown: dict[str, Any] = {}
    desktop.when_asked(lambda dialog: give_reason(desktop, dialog, shown))
    iface.actionSaveActiveLayerEdits().trigger()
    desktop.wait_until(lambda: code + "/001" in town.codes())
    desktop.wait(0.5)
    after = town.parcels()
    pieces = after.loc[[code, code + "/001"]]
    lineage = town.rows("lineage")
    children = set(lineage[lineage["parent_uuid"] == parent["uuid"]]["child_uuid"])
    desktop.facts["native"] = {
        **shown,
        "reason": town.changes()["reason"].iloc[-1],
        "changes": [before_save, len(town.changes()) - changes],
        "children": children == set(pieces["uuid"]),
        "new_keys": parent["uuid"] not in set(after["uuid"]),
        "area": round(float(shapely.area(pieces["geom"]).sum() - parent["geom"].area), 6),
        "overlaps": town.overlaps(),
        "unsaved": layer.isModified(),
        "selected": sorted(one["parcel_code"] for one in layer.selectedFeatures()),
        "expected": [code, code + "/001"],
        "way": [dock.way_action("undo").isEnabled(), dock.way_action("undo").toolTip()],
    }
    desktop.picture("native_saved")
    iface.actionToggleEditing().trigger()
    desktop.wait(0.2)
    desktop.facts["native_editing_after"] = state(desktop)["editing"]


def merge_natively(desktop: Any, dock: Any, town: Town) -> None:
    """QGIS's merge tool and its dialog as it opens, then Save: one parcel with lineage."""
    iface, layer = desktop.iface, dock.map.layer
    codes = town.two_of_one_block()
    parents = town.parcels().loc[codes]
    changes = len(town.changes())
    select(desktop, dock, *codes)
    iface.setActiveLayer(layer)
    look_at(desktop, shapely.union_all(parents["geom"].to_numpy()), 15)
    iface.actionToggleEditing().trigger()
    desktop.when_asked(lambda dialog: _accept(desktop, dialog, "native_merge"))
    iface.mainWindow().findChild(QAction, "mActionMergeFeatures").trigger()
    desktop.wait(0.5)
    desktop.picture("native_merged")
    iface.actionSaveActiveLayerEdits().trigger()
    desktop.wait_until(lambda: len(town.changes()) > changes or dock.message_bar.items())
    desktop.wait(0.5)
    desktop.picture("native_merge_saved")
    after, lineage = town.parcels(), town.rows("lineage")
    kept = after.loc[after.index.intersection(codes)]
    came_from = lineage[lineage["child_uuid"].isin(kept["uuid"])]["parent_uuid"]
    desktop.facts["native_merge"] = {
        "codes": list(kept.index),
        "expected": codes[:1],
        "both": sorted(came_from) == sorted(parents["uuid"]),
        "area": round(
            float(shapely.area(kept["geom"]).sum() - shapely.area(parents["geom"]).sum()), 6
        ),
        "changes": len(town.changes()) - changes,
        "kind": town.changes()["kind"].iloc[-1],
        "unsaved": layer.isModified(),
    }
    iface.actionToggleEditing().trigger()
    desktop.wait(0.2)


def task_beside_the_pencil(desktop: Any, dock: Any, town: Town) -> None:
    """A task is begun and left while a tool of QGIS edits; then the editing ends."""
    iface, layer, canvas = desktop.iface, dock.map.layer, desktop.iface.mapCanvas()
    iface.setActiveLayer(layer)
    iface.actionToggleEditing().trigger()
    iface.actionSplitFeatures().trigger()
    pencil = canvas.mapTool()
    begin(desktop, dock, "move_boundary")
    press(desktop, dock.work.capture_page.findChild(QPushButton))
    back = canvas.mapTool() is pencil
    iface.actionToggleEditing().trigger()  # QGIS turns to its last tool that edits nothing
    desktop.wait(0.5)
    desktop.facts["beside_the_pencil"] = [back, type(canvas.mapTool()).__name__]


def _accept(desktop: Any, dialog: Any, name: str) -> None:
    desktop.picture(name, dialog)
    press(desktop, dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))


def give_reason(desktop: Any, dialog: Any, shown: dict[str, Any]) -> None:
    """The block is declared: OK does nothing until a reason is given."""
    shown["asked"] = dialog.objectName()
    accept = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    press(desktop, accept)
    shown["stays"] = dialog.isVisible()
    desktop.picture("native_reason", dialog)
    dialog.form.reason.setText("แบ่งในนามเดิม")
    press(desktop, accept)


def two_officers(desktop: Any, dock: Any, town: Town) -> None:
    """Another connection changes the note that is being edited: theirs is kept, then mine."""
    code = town.roomy(besides="01A")  # that is declared by now
    for choice in ("Theirs", "Mine"):
        desktop.facts["conflict_" + choice.lower()] = collide(desktop, dock, town, code, choice)
    desktop.iface.setActiveLayer(layer_named("road"))


def collide(desktop: Any, dock: Any, town: Town, code: str, choice: str) -> dict[str, Any]:
    iface, layer = desktop.iface, dock.map.layer
    theirs, mine = f"ข้อความของเขา {choice}", f"ข้อความของฉัน {choice}"
    select(desktop, dock, code)
    iface.setActiveLayer(layer)
    iface.actionToggleEditing().trigger()
    at = layer.fields().indexOf("officer_note")
    layer.changeAttributeValue(layer.selectedFeatureIds()[0], at, mine)
    with Workspace.open(dock._session.workspace.path).transaction("correct") as tx:
        row = town.parcels().loc[[code]].reset_index()[["uuid"]]
        tx.update("parcel", row.assign(officer_note=theirs))
    shown: dict[str, Any] = {}
    desktop.when_asked(lambda dialog: answer(desktop, dialog, choice, shown))
    iface.actionSaveActiveLayerEdits().trigger()
    desktop.wait_until(lambda: shown)
    desktop.wait(1.0)
    found = {
        **shown,
        "note": town.parcels()["officer_note"][code] == (mine if choice == "Mine" else theirs),
        "unsaved": layer.isModified(),
        "shown": layer.getFeature(layer.selectedFeatureIds()[0])["officer_note"],
    }
    iface.actionToggleEditing().trigger()
    desktop.wait(0.3)
    return {**found, "editing": layer.isEditable()}


def answer(desktop: Any, dialog: Any, choice: str, shown: dict[str, Any]) -> None:
    """Look at both values and press one of the buttons."""
    table = dialog.findChild(QTableWidget)
    shown["dialog"] = dialog.objectName()
    if table is not None:
        shown["values"] = [table.item(0, at).text() for at in range(table.columnCount())]
        desktop.picture("conflict_" + choice.lower(), dialog)
        dialog.findChild(QPushButton, "TaxMapConflict" + choice).click()
