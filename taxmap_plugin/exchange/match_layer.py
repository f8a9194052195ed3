"""The match as a coloured map: each parcel in the state of its best line.

Colours are those of look-and-feel.md P15; a pattern and a letter in the legend tell the
states apart on a black-and-white print as well.
"""

from __future__ import annotations

from typing import get_args

import pandas as pd
import shapely
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureSink,
    QgsFields,
    QgsFillSymbol,
    QgsLinePatternFillSymbolLayer,
    QgsPalLayerSettings,
    QgsRendererCategory,
    QgsVectorLayer,
    QgsVectorLayerSimpleLabeling,
)
from qgis.PyQt.QtGui import QColor

from ..compat import FIELD_INTEGER, FIELD_TEXT
from ..core.message import Language
from ..workspace.feature import feature_of, fields_of
from ..workspace.store import Workspace
from .match_lines import STATES, domain_text, parcel_states, reason_text

_FIELDS = (
    ("parcel_code", FIELD_TEXT),
    ("match_state", FIELD_TEXT),
    ("state_name", FIELD_TEXT),
    ("method", FIELD_TEXT),
    ("reason", FIELD_TEXT),
    ("deed_no", FIELD_TEXT),
    ("owner", FIELD_TEXT),
    ("lines", FIELD_INTEGER),
    ("parcel_uuid", FIELD_TEXT),
)
_FILLS = {
    "confirmed": "#4FA98A",
    "auto": "#2C74C4",
    "suggested": "#F0BE1E",
    "conflict": "#A8230F",
    "parcel_only": "#EDEEF0",
}
_OPACITY = 0.6  # houses and numbers of the map below stay readable
_EDGE, _EDGE_MM = "#1A1A1A", 0.18
_HATCH = {"suggested": 45.0, "conflict": 135.0}  # degrees
_LABELS_FROM, _LABEL_PT, _HALO_MM = 2500, 8, 0.8
_HATCH_MM, _HATCH_GAP_MM = 0.18, 1.6


def match_fields() -> QgsFields:
    """The columns of the coloured layer."""
    return fields_of(dict(_FIELDS))


def write_match_features(
    ws: Workspace, sink: QgsFeatureSink, language: Language, table: str = "title_document"
) -> int:
    """Put every parcel that was in the match into ``sink``; returns how many."""
    states = parcel_states(ws, table)
    fields = match_fields()
    for parcel in states.to_dict("records"):
        shape = shapely.to_wkb(parcel["geom"])
        feature = feature_of(fields, _attributes(parcel, language), shape)
        sink.addFeature(feature, QgsFeatureSink.FastInsert)
    return len(states)


def _attributes(parcel: dict, language: Language) -> list:
    method = domain_text("match_method", parcel["method"], language)
    values = {
        **{name: parcel.get(name) for name in ("parcel_code", "match_state", "deed_no", "owner")},
        "state_name": state_name(str(parcel["match_state"]), language),
        "method": method,
        "reason": reason_text(parcel["reason"], language),
        "lines": int(parcel["lines"]),
        "parcel_uuid": parcel["uuid"],
    }
    return [None if pd.isna(values[name]) else values[name] for name, _ in _FIELDS]


def state_name(state: str, language: Language) -> str:
    """A state of a parcel in the officer's words."""
    domain = "match_state" if state in ("confirmed", "auto") else "match_outcome"
    return domain_text(domain, state, language)


def style_match_layer(layer: QgsVectorLayer, language: Language) -> None:
    """Colour the layer by ``match_state``; classes in the order from done to not begun."""
    categories = [
        QgsRendererCategory(state, _symbol(state), state_name(state, language)) for state in STATES
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("match_state", categories))
    layer.setDisplayExpression('"parcel_code"')
    layer.setLabeling(QgsVectorLayerSimpleLabeling(_labels()))
    layer.setLabelsEnabled(True)
    layer.setOpacity(_OPACITY)
    layer.triggerRepaint()


def translate_match_layer(layer: QgsVectorLayer, language: Language) -> None:
    """Tell the classes that are still named by the plugin in another language."""
    renderer = layer.renderer()
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return
    said = renderer.clone()
    for index, category in enumerate(said.categories()):
        state = category.value()
        if state in STATES and category.label() in {
            state_name(state, one) for one in get_args(Language)
        }:
            said.updateCategoryLabel(index, state_name(state, language))
    layer.setRenderer(said)


def _labels() -> QgsPalLayerSettings:
    """The parcel's code, black on a white halo, where there is room to read it."""
    settings = QgsPalLayerSettings()
    settings.fieldName = "parcel_code"
    settings.scaleVisibility, settings.minimumScale = True, _LABELS_FROM
    text = settings.format()
    text.setSize(_LABEL_PT)
    halo = text.buffer()
    halo.setEnabled(True)
    halo.setSize(_HALO_MM)
    text.setBuffer(halo)
    settings.setFormat(text)
    return settings


def _symbol(state: str) -> QgsFillSymbol:
    symbol = QgsFillSymbol.createSimple(
        {
            "color": _FILLS[state],
            "outline_color": _EDGE,
            "outline_width": str(_EDGE_MM),
            "outline_width_unit": "MM",
        }
    )
    if state in _HATCH:
        hatch = QgsLinePatternFillSymbolLayer()
        hatch.setLineAngle(_HATCH[state])
        hatch.setDistance(_HATCH_GAP_MM)
        hatch.setLineWidth(_HATCH_MM)
        hatch.setColor(QColor(_EDGE if state == "suggested" else "#FFFFFF"))
        symbol.appendSymbolLayer(hatch)
    return symbol
