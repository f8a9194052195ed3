"""The workspace as a QGIS project: layers in the officer's order, forms, relations, datum."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Optional

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProject,
    QgsProviderRegistry,
    QgsReferencedRectangle,
    QgsSnappingConfig,
    QgsTolerance,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from ..compat import edit_layers_apart, layers_edited_together
from ..core.message import Language, Message
from ..core.resources import load_csv
from ..settings import language as officers_language
from .datum_pin import pin_operations, project_is_pinned
from .forms import configure_form
from .layer_styles import has_styles, layer_source, save_styles
from .map_style import apply_style
from .message_function import register_message_function
from .problem import WorkspaceError
from .relations import add_relations
from .schema import KEY_COLUMN, Table, tables
from .store import Workspace

__all__ = ["open_workspace_in_project", "pin_operations", "project_is_pinned"]

TABLE_PROPERTY = "taxmap/table"
LANGUAGE_ENTRY = ("taxmap", "/language")  # in which the names were given
_MAP_GROUP = "map"
_SNAP_PIXELS = 12
_CLOSE_PIXELS = 5
_SELECTED = (255, 215, 0, 110)  # what stands on a selected parcel shows through
_MARGIN = 1.05  # of the first view, so that the outermost line is not at the edge

Layers = dict[str, QgsVectorLayer]


def open_workspace_in_project(
    path: Path,
    project: QgsProject,
    language: Optional[Language] = None,
    with_personal: bool = False,
) -> Layers:
    """Add the workspace's layers to ``project``; returns them by table name.

    Layers of this workspace that are there already are replaced. Personal data are
    loaded only ``with_personal``. Raises what ``Workspace.open`` raises, and
    WorkspaceError when QGIS cannot open a layer; then the project is as before.
    """
    workspace = Workspace.open(path)
    language = language or officers_language()
    _ensure_styles(workspace)
    layers = _make_layers(workspace, with_personal)
    register_message_function()
    _remove_earlier(project, workspace.path)
    _set_up_project(project, workspace)
    for layer in layers.values():
        project.addMapLayer(layer, False)
    add_relations(project, layers, language)
    for name, layer in layers.items():
        table = tables()[name]
        layer.setName(table.title(language))
        apply_style(layer, table, language)
        configure_form(layer, table, language, workspace.municipality, layers)
        layer.setReadOnly(table.layer == "read_only")
    _build_tree(project, layers, language)
    project.writeEntry(*LANGUAGE_ENTRY, language)
    project.setSnappingConfig(office_snapping(project))
    _set_first_view(project, layers)
    return layers


def _ensure_styles(workspace: Workspace) -> None:
    """A file without styles gets them; one that cannot take them now opens all the same."""
    with suppress(WorkspaceError):
        if not has_styles(workspace.path):
            save_styles(workspace)


def workspace_layers(project: QgsProject, path: Path) -> Layers:
    """The layers of this workspace that a project holds, by table name.

    Of a layer and its copies the uppermost in the layer tree: QGIS puts a copy below.
    """
    places = {one: place for place, one in enumerate(project.layerTreeRoot().findLayerIds())}
    found = layers_of(project, path)
    found.sort(key=lambda layer: places.get(layer.id(), len(places)), reverse=True)
    return {layer.customProperty(TABLE_PROPERTY): layer for layer in found}


def layers_of(project: QgsProject, path: Path) -> list[QgsVectorLayer]:
    """The layers of this workspace that a project holds, copies too."""
    return [one for one in _layers_of_any_workspace(project) if _file_of(one) == path]


def table_shown(layer: QgsMapLayer, path: Path) -> Optional[str]:
    """The table of this workspace that a layer shows, however it came into a project.

    None for a layer of anything else.
    """
    if not isinstance(layer, QgsVectorLayer) or not _is_same_file(_file_of(layer), path):
        return None
    named = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    table = named.get("layerName") or _table_with(layer)
    return table if table in tables() else None


def _table_with(layer: QgsVectorLayer) -> Optional[str]:
    """A source may name the file only: then its columns tell the table."""
    provider = layer.dataProvider()
    names = set(provider.fields().names()) - {KEY_COLUMN} if provider is not None else set()
    return next((table.name for table in tables().values() if set(table.names) == names), None)


def _is_same_file(one: Path, other: Path) -> bool:
    with suppress(OSError):  # one of them is not there
        return one == other or one.samefile(other)
    return False


def workspace_of(project: QgsProject) -> Optional[Path]:
    """The file of the workspace that the project shows; None without one.

    The layers say so: QGIS finds them again after the project was moved or copied with its
    workspace, and then they are those of the copy.
    """
    files = Counter(map(_file_of, _layers_of_any_workspace(project)))
    return files.most_common(1)[0][0] if files else None


def _layers_of_any_workspace(project: QgsProject) -> list[QgsVectorLayer]:
    layers = project.mapLayers().values()
    return [layer for layer in layers if layer.customProperty(TABLE_PROPERTY)]


def _file_of(layer: QgsVectorLayer) -> Path:
    """As a path, which is the same however its slashes are written."""
    parts = QgsProviderRegistry.instance().decodeUri(layer.providerType(), layer.source())
    return Path((parts.get("path") or "").split("|")[0])


def _make_layers(workspace: Workspace, with_personal: bool) -> Layers:
    layers: Layers = {}
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False  # each gets its own below: half the time
    for table in tables().values():
        if not _is_shown(table, with_personal):
            continue
        source = layer_source(workspace.path, table.name)
        layer = QgsVectorLayer(source, table.name, "ogr", options)
        if not layer.isValid():
            raise WorkspaceError(
                Message("project.layer_unreadable", table=table.label, file=workspace.path.name),
                layer.error().message(),
            )
        layer.setCustomProperty(TABLE_PROPERTY, table.name)
        layers[table.name] = layer
    return layers


def _is_shown(table: Table, with_personal: bool) -> bool:
    return table.layer != "no" or (with_personal and table.name == "owner_private")


def _remove_earlier(project: QgsProject, path: Path) -> None:
    earlier = workspace_layers(project, path)
    groups = {
        project.layerTreeRoot().findLayer(layer.id()).parent()
        for layer in earlier.values()
        if project.layerTreeRoot().findLayer(layer.id())
    }
    project.removeMapLayers([layer.id() for layer in earlier.values()])
    for group in groups:
        if group.parent() and not group.children():
            group.parent().removeChildNode(group)


def let_layers_be_edited_apart(project: QgsProject) -> bool:
    """Whether each layer has its own buffer until Save: switched on here, where it can be.

    A transaction over all layers would lock the file from the first edit to the Save, against
    the plugin too, and one buffer for all would be written past it. Neither can be switched
    off while a layer is edited.
    """
    if layers_edited_together(project) and not edited_layers(project):
        edit_layers_apart(project)
    return not layers_edited_together(project)


def edited_layers(project: QgsProject) -> list[QgsVectorLayer]:
    """The layers that are in edit mode."""
    layers = project.mapLayers().values()
    return [one for one in layers if isinstance(one, QgsVectorLayer) and one.isEditable()]


def _set_up_project(project: QgsProject, workspace: Workspace) -> None:
    """CRS and planar measures first, and the datum before any layer can be moved."""
    pin_operations(project)
    project.setCrs(QgsCoordinateReferenceSystem(f"EPSG:{workspace.epsg}"))
    project.setEllipsoid("NONE")
    project.setTitle(workspace.municipality.name)
    project.setTopologicalEditing(True)
    let_layers_be_edited_apart(project)
    project.setSelectionColor(QColor(*_SELECTED))


def _build_tree(
    project: QgsProject, layers: Mapping[str, QgsVectorLayer], language: Language
) -> None:
    """Map layers at the top in the officer's order, registers in groups below."""
    root = project.layerTreeRoot()
    groups: dict[str, QgsLayerTreeGroup] = {_MAP_GROUP: root}
    for row in sorted(load_csv("schema", "group.csv"), key=lambda row: int(row["order"])):
        if row["group"] != _MAP_GROUP:
            group = root.addGroup(row[language])
            group.setExpanded(False)
            groups[row["group"]] = group
    position = 0
    for name, layer in sorted(layers.items(), key=lambda item: tables()[item[0]].tree_order):
        table = tables()[name]
        if table.group == _MAP_GROUP:
            node = root.insertLayer(position, layer)
            position += 1
        else:
            node = groups[table.group].addLayer(layer)
        node.setExpanded(False)
    groups["map_more"].setItemVisibilityCheckedRecursive(False)
    drawn = [name for name in layers if tables()[name].geometry]
    drawn.sort(key=lambda name: -tables()[name].draw_order)
    root.setCustomLayerOrder([layers[name] for name in drawn])
    root.setHasCustomLayerOrder(True)


def office_snapping(project: QgsProject, closely: bool = False) -> QgsSnappingConfig:
    """Snapping to corners and sides of all layers, as drawing along neighbours needs it.

    ``closely``: as drawing beside a boundary needs it, which a point is not to be pulled onto.
    """
    config = QgsSnappingConfig(project)
    config.setEnabled(True)
    config.setMode(QgsSnappingConfig.AllLayers)
    config.setTypeFlag(QgsSnappingConfig.VertexFlag | QgsSnappingConfig.SegmentFlag)
    config.setTolerance(_CLOSE_PIXELS if closely else _SNAP_PIXELS)
    config.setUnits(QgsTolerance.Pixels)
    return config


def _set_first_view(project: QgsProject, layers: Mapping[str, QgsVectorLayer]) -> None:
    for name in ("boundary", "parcel", "block", "zone", "map_sheet"):
        if layers[name].featureCount():
            extent = layers[name].extent()
            extent.scale(_MARGIN)
            view = QgsReferencedRectangle(extent, project.crs())
            project.viewSettings().setDefaultViewExtent(view)
            return
