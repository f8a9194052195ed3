"""The parcels of a price round as a layer, coloured by how much their price rises."""

from __future__ import annotations

import pandas as pd
import shapely
from qgis.core import QgsFeatureSink, QgsFields, QgsVectorLayer

from ..compat import FIELD_REAL, FIELD_TEXT
from ..core.message import Language, Message, render
from ..core.price_round import CLASSES, PriceRound
from ..workspace.feature import feature_of, fields_of
from ..workspace.price_style import style_prices
from ..workspace.reader import Reader
from ..workspace.table_columns import show_columns

_MONEY = ("price_before", "price_after", "tax_before", "tax_after", "difference")
_FIELDS = {
    "parcel_code": FIELD_TEXT,
    "class": FIELD_TEXT,
    "class_name": FIELD_TEXT,
    "percent": FIELD_REAL,
    **dict.fromkeys(_MONEY, FIELD_REAL),
    "parcel_uuid": FIELD_TEXT,
}


def price_fields() -> QgsFields:
    """The columns of the layer; money in baht."""
    return fields_of(_FIELDS)


def price_titles(language: Language) -> dict[str, str]:
    """The classes of a rise in words."""
    return {one: render(Message("price_round.class_" + one), language) for one in CLASSES}


def write_prices(
    reader: Reader, found: PriceRound, sink: QgsFeatureSink, language: Language
) -> int:
    """Put every parcel into ``sink``; returns how many."""
    fields, titles = price_fields(), price_titles(language)
    shapes = reader.read("parcel", ["uuid", "geom"]).set_index("uuid")["geom"]
    rows = found.rising.rename(columns={"rise": "difference", "code": "parcel_code"})
    before, after = (rows[f"price_{end}"].astype(float) for end in ("before", "after"))
    rows["percent"] = ((after - before) / before.where(before > 0) * 100).round(1)
    for name in _MONEY:
        rows[name] = rows[name].astype(float) / 100
    rows["class_name"] = rows["class"].map(titles)
    rows = rows.rename(columns={"parcel": "parcel_uuid"})
    values = rows[list(_FIELDS)].astype(object)
    values = values.mask(pd.isna(values), None).to_numpy().tolist()
    wkb = shapely.to_wkb(shapes.reindex(rows["parcel_uuid"]).to_numpy(object))
    for row, shape in zip(values, wkb):
        sink.addFeature(feature_of(fields, row, shape), QgsFeatureSink.FastInsert)
    return len(rows)


def style_price_layer(layer: QgsVectorLayer, language: Language) -> None:
    """Colours by class, and words for the columns."""
    style_prices(layer, price_titles(language))
    layer.setDisplayExpression('"parcel_code" || \' \' || "class_name"')
    for at, field in enumerate(layer.fields()):
        if field.name() in _FIELDS:
            title = render(Message("price_round.column_" + field.name()), language)
            layer.setFieldAlias(at, title)
    show_columns(layer, hidden=("class", "parcel_uuid"))
