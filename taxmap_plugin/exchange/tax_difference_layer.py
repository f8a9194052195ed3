"""Parcels whose tax is another one on two sides (here and LTAX, two years) as a coloured layer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Optional

import shapely
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeatureSink,
    QgsFields,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ..compat import FIELD_REAL, FIELD_TEXT
from ..core.message import Language, Message, render
from ..workspace.feature import feature_of, fields_of
from ..workspace.hatched_fill import hatched_fill
from ..workspace.reader import Reader
from ..workspace.table_columns import show_columns
from .tax_cells import baht

_FIELDS = {
    "parcel_code": FIELD_TEXT,
    "state": FIELD_TEXT,
    "state_name": FIELD_TEXT,
    "tax_one": FIELD_REAL,
    "tax_other": FIELD_REAL,
    "difference": FIELD_REAL,
    "why": FIELD_TEXT,
    "parcel_uuid": FIELD_TEXT,
}
_LOOKS: Mapping[str, tuple[str, Optional[float]]] = {
    "different": ("#A8230F", None),
    "values": ("#F0BE1E", 45.0),
    "only_there": ("#2C74C4", 135.0),
    "only_here": ("#4FA98A", 0.0),
    "payer": ("#B79AD6", 90.0),
}
"""Fill and, so that a black-and-white print tells them apart as well, the angle of a hatch."""
_OPACITY = 0.7


class TaxPlace(NamedTuple):
    """A parcel (uuid, "" without one) in a state of ``tax_check`` or ``tax_comparison``.

    Taxes are in satang.
    """

    parcel: str
    code: str
    state: str
    one: Optional[int]
    other: Optional[int]
    why: str


def difference_fields() -> QgsFields:
    """The columns of the layer; money in baht."""
    return fields_of(_FIELDS)


def write_differences(
    readers: Iterable[Reader],
    places: Iterable[TaxPlace],
    titles: Mapping[str, str],
    sink: QgsFeatureSink,
) -> int:
    """Put what differs into ``sink``, one feature a parcel, without a shape where there is none.

    Shapes are those of the ``readers``, the last one that has a parcel; ``titles`` are the
    states in words. Returns how many.
    """
    wkb: dict[str, bytes] = {}
    for reader in readers:
        shapes = reader.read("parcel", ["uuid", "geom"])
        wkb.update(zip(shapes["uuid"], shapely.to_wkb(shapes["geom"].to_numpy(object))))
    fields, count = difference_fields(), 0
    for place in _by_parcel(places):
        one, other = baht(place.one), baht(place.other)
        gap = baht((place.other or 0) - (place.one or 0))
        values = [place.code, place.state, titles[place.state], one, other, gap, place.why]
        feature = feature_of(fields, [*values, place.parcel or None], wkb.get(place.parcel))
        sink.addFeature(feature, QgsFeatureSink.FastInsert)
        count += 1
    return count


def _by_parcel(places: Iterable[TaxPlace]) -> Iterable[TaxPlace]:
    """Several rows of a parcel as one, in the worst of their states."""
    order = list(_LOOKS)
    joined: dict[str, TaxPlace] = {}
    for place in places:
        if place.state not in _LOOKS:
            continue
        key = place.parcel or f"?{place.code}"
        before = joined.get(key)
        if before is None:
            joined[key] = place
            continue
        state = min(before.state, place.state, key=order.index)
        sums = (_plus(before.one, place.one), _plus(before.other, place.other))
        why = "; ".join(filter(None, dict.fromkeys((before.why, place.why))))
        joined[key] = TaxPlace(place.parcel, place.code, state, *sums, why)
    return joined.values()


def _plus(one: Optional[int], other: Optional[int]) -> Optional[int]:
    return None if one is None and other is None else (one or 0) + (other or 0)


def style_differences(
    layer: QgsVectorLayer, titles: Mapping[str, str], report: str, language: Language
) -> None:
    """Colours by state; the columns are called by the words of ``report`` (an area of messages)."""
    categories = [
        QgsRendererCategory(state, hatched_fill(*_LOOKS[state]), titles[state])
        for state in _LOOKS
        if state in titles
    ]
    layer.setRenderer(QgsCategorizedSymbolRenderer("state", categories))
    layer.setOpacity(_OPACITY)
    layer.setDisplayExpression('"parcel_code" || \' \' || "state_name"')
    for at, field in enumerate(layer.fields()):
        if field.name() in _FIELDS:
            title = render(Message(f"{report}.column_{field.name()}"), language)
            layer.setFieldAlias(at, title)
    show_columns(layer, hidden=("state", "parcel_uuid"))
