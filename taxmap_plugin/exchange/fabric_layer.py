"""A comparison of two maps as a layer: every old and new parcel of every proposal, in its colour.

New parcels are filled; old ones stand over them as a dashed line, with their key in brackets
where it does not live on.
An officer says which cases she accepts (``accept``), for ``applyfabricchanges`` to write them.
Patterns tell the kinds apart on a black-and-white print as well.
"""

from __future__ import annotations

import pandas as pd
import shapely
from qgis.core import (
    QgsAttributeTableConfig,
    QgsCategorizedSymbolRenderer,
    QgsEditorWidgetSetup,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFields,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsPalLayerSettings,
    QgsProperty,
    QgsRendererCategory,
    QgsSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ..compat import FIELD_INTEGER, FIELD_REAL, FIELD_TEXT
from ..core.compare_fabrics import KINDS, FabricComparison
from ..core.message import Language, Message, render
from ..workspace.domain import labels
from ..workspace.feature import feature_of, fields_of
from .fabric_report import column_title, flags_text, keys_text

_ACCEPT = "accept"
_FIELDS = (
    ("cluster", FIELD_INTEGER),
    (_ACCEPT, FIELD_INTEGER),
    ("kind", FIELD_TEXT),
    ("kind_name", FIELD_TEXT),
    ("role", FIELD_TEXT),
    ("role_name", FIELD_TEXT),
    ("parcel_key", FIELD_TEXT),
    ("parcel_uuid", FIELD_TEXT),
    ("area", FIELD_REAL),
    ("old_keys", FIELD_TEXT),
    ("new_keys", FIELD_TEXT),
    ("old_area", FIELD_REAL),
    ("new_area", FIELD_REAL),
    ("score", FIELD_REAL),
    ("reason", FIELD_TEXT),
    ("flags", FIELD_TEXT),
)
_ANSWERS = (("fabric_report.not_accepted", "0"), ("fabric_report.accepted", "1"))
_CODES = ("kind", "role", "parcel_uuid")
"""For filters, colours and programs; the table shows their names."""
_FILLS = {
    "split": "#2C74C4",
    "merge": "#4FA98A",
    "redivision": "#F0BE1E",
    "renamed": "#B79AD6",
    "reshaped": "#EDEEF0",
    "moved": "#F2955A",
    "new": "#B5D96B",
    "gone": "#A8230F",
}
_HATCH = {
    "merge": 45.0,
    "redivision": 135.0,
    "renamed": 0.0,
    "moved": 90.0,
    "gone": 135.0,
}  # degrees
_HATCH_MM, _HATCH_GAP_MM = 0.18, 1.6
_EDGE, _EDGE_MM = "#1A1A1A", 0.35
_OLD_EDGE, _OLD_EDGE_MM = "#A8230F", 0.5
_OPACITY = 0.7
_LABELS_FROM, _LABEL_PT, _HALO_MM = 5000, 8, 0.8
_IS_OLD = "\"role\" = 'old' AND \"kind\" <> 'gone'"
_LIVES_ON = 'array_contains(string_to_array("new_keys", \', \'), "parcel_key")'
_LABEL = (
    f'CASE WHEN NOT ({_IS_OLD}) THEN "parcel_key" '
    f"WHEN NOT {_LIVES_ON} THEN '(' || \"parcel_key\" || ')' END"
)


def fabric_fields() -> QgsFields:
    """The columns of the layer."""
    return fields_of(dict(_FIELDS))


def write_fabric_features(
    found: FabricComparison,
    older: pd.DataFrame,
    newer: pd.DataFrame,
    sink: QgsFeatureSink,
    language: Language,
) -> int:
    """Put every member of every proposal into ``sink``; returns how many."""
    told = _told(found, language)
    roles = labels("fabric_role", language)
    sides = {"old": older["geom"].to_numpy(), "new": newer["geom"].to_numpy()}
    uuids = older["uuid"].to_numpy()  # an officer may draw on the newer one as she likes
    fields = fabric_fields()
    for member in found.members.to_dict("records"):
        values = {
            **told[member["cluster"]],
            _ACCEPT: 0,
            "role": member["role"],
            "role_name": roles[member["role"]],
            "parcel_key": member["key"],
            "parcel_uuid": uuids[member["row"]] if member["role"] == "old" else None,
            "area": round(float(member["area"]), 2),
        }
        shape = shapely.to_wkb(sides[member["role"]][member["row"]])
        feature = feature_of(fields, [values[name] for name, _ in _FIELDS], shape)
        sink.addFeature(feature, QgsFeatureSink.FastInsert)
    return len(found.members)


def _told(found: FabricComparison, language: Language) -> dict[int, dict]:
    """What the members of a cluster have in common."""
    kinds = labels("fabric_change", language)
    return {
        one["cluster"]: {
            "cluster": int(one["cluster"]),
            "kind": one["kind"],
            "kind_name": kinds[one["kind"]],
            "old_keys": keys_text(one["old_keys"], language),
            "new_keys": keys_text(one["new_keys"], language),
            "old_area": round(float(one["old_area"]), 2),
            "new_area": round(float(one["new_area"]), 2),
            "score": float(one["score"]),
            "reason": render(one["reason"], language),
            "flags": flags_text(one["flags"], language),
        }
        for one in found.proposals.to_dict("records")
    }


def style_fabric_layer(layer: QgsVectorLayer, language: Language) -> None:
    """Colours by kind, keys as labels, column titles in the reader's language."""
    names = labels("fabric_change", language)
    renderer = QgsCategorizedSymbolRenderer(
        "kind", [QgsRendererCategory(kind, _symbol(kind), names[kind]) for kind in KINDS]
    )
    renderer.setOrderBy(QgsFeatureRequest.OrderBy([QgsFeatureRequest.OrderByClause("role", True)]))
    renderer.setOrderByEnabled(True)
    layer.setRenderer(renderer)
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels()))
    layer.setLabelsEnabled(True)
    layer.setOpacity(_OPACITY)
    layer.setDisplayExpression('"reason"')
    for index, field in enumerate(layer.fields()):
        if field.name() in dict(_FIELDS):
            layer.setFieldAlias(index, column_title(field.name(), language))
    words = [{render(Message(id), language): value} for id, value in _ANSWERS]
    accept = layer.fields().indexOf(_ACCEPT)
    layer.setEditorWidgetSetup(accept, QgsEditorWidgetSetup("ValueMap", {"map": words}))
    layer.setAttributeTableConfig(_table(layer))
    layer.triggerRepaint()


def _symbol(kind: str) -> QgsFillSymbol:
    """Filled for the newer map (and what is gone), a dashed line for the older one."""
    symbol = QgsFillSymbol.createSimple(
        {"color": _FILLS[kind], "outline_color": _EDGE, "outline_width": str(_EDGE_MM)}
    )
    fill = symbol.symbolLayer(0)
    for name, old, new in (
        (QgsSymbolLayer.Property.PropertyFillStyle, "'no'", "'solid'"),
        (QgsSymbolLayer.Property.PropertyStrokeStyle, "'dash'", "'solid'"),
        (QgsSymbolLayer.Property.PropertyStrokeColor, f"'{_OLD_EDGE}'", f"'{_EDGE}'"),
        (QgsSymbolLayer.Property.PropertyStrokeWidth, str(_OLD_EDGE_MM), str(_EDGE_MM)),
    ):
        expression = f"CASE WHEN {_IS_OLD} THEN {old} ELSE {new} END"
        fill.setDataDefinedProperty(name, QgsProperty.fromExpression(expression))
    if kind in _HATCH:
        symbol.appendSymbolLayer(_hatch(kind))
    return symbol


def _hatch(kind: str) -> QgsLinePatternFillSymbolLayer:
    hatch = QgsLinePatternFillSymbolLayer()
    hatch.setLineAngle(_HATCH[kind])
    hatch.setDistance(_HATCH_GAP_MM)
    hatch.setLineWidth(_HATCH_MM)
    hatch.setColor(QColor("#FFFFFF" if kind == "gone" else _EDGE))
    enabled = QgsProperty.fromExpression(f"NOT ({_IS_OLD})")
    hatch.setDataDefinedProperty(QgsSymbolLayer.Property.PropertyLayerEnabled, enabled)
    return hatch


def _labels() -> QgsPalLayerSettings:
    settings = QgsPalLayerSettings()
    settings.fieldName, settings.isExpression = _LABEL, True
    settings.scaleVisibility, settings.minimumScale = True, _LABELS_FROM
    text = settings.format()
    text.setSize(_LABEL_PT)
    halo = text.buffer()
    halo.setEnabled(True)
    halo.setSize(_HALO_MM)
    text.setBuffer(halo)
    settings.setFormat(text)
    return settings


def _table(layer: QgsVectorLayer) -> QgsAttributeTableConfig:
    config = QgsAttributeTableConfig()
    config.update(layer.fields())
    columns = config.columns()
    for column in columns:
        column.hidden = column.name in (*_CODES, "fid", "")  # "" holds actions
    config.setColumns(columns)
    return config
