"""The parcels as a layer, each with why it brings no tax and what it would bring."""

from __future__ import annotations

import pandas as pd
import shapely
from qgis.core import QgsFeatureSink, QgsFields, QgsVectorLayer

from ..compat import FIELD_DECIMAL, FIELD_TEXT
from ..core.ground import areas_of
from ..core.revenue_table import STANDINGS, RevenueTables
from ..workspace.class_style import style_classes
from ..workspace.feature import feature_of, fields_of
from ..workspace.table_columns import show_columns

_FIELDS = {
    "parcel_code": FIELD_TEXT,
    "zone": FIELD_TEXT,
    "block": FIELD_TEXT,
    "standing": FIELD_TEXT,
    "standing_name": FIELD_TEXT,
    "tax": FIELD_DECIMAL,
    "low": FIELD_DECIMAL,
    "high": FIELD_DECIMAL,
    "why": FIELD_TEXT,
    "parcel_uuid": FIELD_TEXT,
}
STYLE = "revenue.json"
_SATANG = 100


def revenue_fields() -> QgsFields:
    """The columns of the layer; money in baht."""
    return fields_of(_FIELDS)


def write_revenue(tables: RevenueTables, sink: QgsFeatureSink) -> int:
    """Put every parcel into ``sink``, those without a shape as rows; returns how many."""
    fields, revenue = revenue_fields(), tables.revenue
    gaps = revenue.gaps[revenue.gaps["table"] == "parcel"].set_index("uuid")
    rows = revenue.parcels.rename(columns={"uuid": "parcel_uuid", "code": "parcel_code"})
    titles = {one: tables.gap_title(one) for one in STANDINGS}
    rows["standing_name"] = rows["standing"].map(titles)
    rows["tax"] = rows["tax"] / _SATANG
    for side in ("low", "high"):
        rows[side] = rows["parcel_uuid"].map(gaps[side]).astype("Float64") / _SATANG
    rows["why"] = rows["parcel_uuid"].map(gaps["reasons"].map(tables.said))
    values = rows[list(_FIELDS)].astype(object)
    values = values.where(values.notna(), None).to_numpy().tolist()
    for row, shape in zip(values, shapely.to_wkb(areas_of(rows["geom"]))):
        sink.addFeature(feature_of(fields, row, shape), QgsFeatureSink.FastInsert)
    return len(rows)


def style_revenue(layer: QgsVectorLayer, tables: RevenueTables) -> None:
    """Colours by where the parcels stand, and words for the columns."""
    present = set(pd.unique(tables.revenue.parcels["standing"]))
    titles = {one: tables.gap_title(one) for one in STANDINGS if one in present}
    style_classes(layer, "standing", STYLE, titles)
    layer.setDisplayExpression('"parcel_code" || \' \' || "standing_name"')
    for at, field in enumerate(layer.fields()):
        if field.name() in _FIELDS:
            layer.setFieldAlias(at, tables.of("column_" + field.name()))
    show_columns(layer, hidden=("standing", "parcel_uuid"))
