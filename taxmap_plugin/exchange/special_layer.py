"""Special property as a layer of parcels, coloured by what is known of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Optional

import shapely
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureSink,
    QgsFields,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ..compat import FIELD_TEXT
from ..core.message import Language, Message, render
from ..workspace.feature import feature_of, fields_of
from ..workspace.hatched_fill import hatched_fill
from ..workspace.reader import Reader
from ..workspace.table_columns import show_columns
from .special_list import PROPOSED, SpecialRow, joined, kind_text, state_text

_FIELDS = dict.fromkeys(
    ("parcel", "thing", "kind", "state", "state_name", "questions", "why", "parcel_uuid"),
    FIELD_TEXT,
)
_LOOKS: Mapping[str, tuple[str, Optional[float]]] = {
    PROPOSED: ("#F0BE1E", 45.0),
    "open": ("#E8793B", None),
    "awaits": ("#A8230F", 135.0),
    "part": ("#B79AD6", 90.0),
    "taxed": ("#2C74C4", None),
    "outside": ("#4FA98A", 0.0),
}
"""Fill and angle of a hatch, so that a black-and-white print tells them apart as well."""


def special_fields() -> QgsFields:
    """The columns of the layer."""
    return fields_of(_FIELDS)


def write_special_layer(
    reader: Reader, rows: Sequence[SpecialRow], sink: QgsFeatureSink, language: Language
) -> None:
    """Put every row into ``sink``, those of no parcel without a shape."""
    shapes = reader.read("parcel", ["uuid", "geom"])
    wkb = dict(zip(shapes["uuid"], shapely.to_wkb(shapes["geom"].to_numpy(object))))
    fields = special_fields()
    for row in rows:
        values = [row.code, row.thing, kind_text(row.kind, language), row.state]
        values += [state_text(row.state, language), joined(row.questions, language)]
        values += [joined(row.why, language), row.parcel]
        feature = feature_of(fields, values, wkb.get(row.parcel))
        sink.addFeature(feature, QgsFeatureSink.FastInsert)


def style_special(layer: QgsVectorLayer, language: Language) -> None:
    """Colours by state, and words for the columns."""
    categories = [
        QgsRendererCategory(one, hatched_fill(*look), state_text(one, language))
        for one, look in _LOOKS.items()
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("state", categories))
    layer.setOpacity(0.7)
    layer.setDisplayExpression('"parcel" || \' \' || "kind" || \' \' || "state_name"')
    for at, field in enumerate(layer.fields()):
        if field.name() in _FIELDS:
            title = render(Message("special_list.column_" + field.name()), language)
            layer.setFieldAlias(at, title)
    show_columns(layer, hidden=("state", "parcel_uuid"))
