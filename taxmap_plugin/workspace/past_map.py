"""The parcels as they were on a date, as features and as a layer that nobody can edit."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, Optional, Union

import pandas as pd
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsEditorWidgetSetup,
    QgsFeature,
    QgsFeatureSink,
    QgsField,
    QgsFields,
    QgsVectorLayer,
)

from ..compat import FIELD_INTEGER, FIELD_TEXT
from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.message import Language, Message, render
from ..core.thai_date import format_moment, parse_moment, stored_moment
from ..errors import TaxMapError
from .domain import labels
from .feature import feature_of
from .map_style import apply_past_style
from .past_parcels import parcels_on
from .schema import GEOMETRY_COLUMN, table
from .store import Workspace

_COLUMNS = (
    *("parcel_code", "zone_code", "block_code", "lot", "document_type", "deed_no", "land_no"),
    *("survey_no", "map_sheet", "document_area"),
)
_STATE = "state"
_AT_ONCE = 2000
Moment = Union[dt.date, dt.datetime]


class PastMapError(TaxMapError):
    """A date of which there is no map."""


class PastMap(NamedTuple):
    """How many parcels there were, and how many of them have retired since."""

    parcels: int
    retired: int

    def told(self, moment: Moment, language: Language) -> Message:
        """What the officer is told of it."""
        date = format_moment(moment, language)
        if not self.parcels:
            return Message("past_map.nothing", date=date)
        return Message("past_map.done", date=date, parcels=self.parcels, retired=self.retired)


def read_moment(text: str, language: Language) -> Moment:
    """The date, or date and time, that an officer wrote; not after today.

    Raises DateError for what cannot be read, PastMapError for nothing and for the future.
    """
    moment = parse_moment(text)
    if moment is None:
        raise PastMapError(Message("past_map.no_date"))
    start = moment if isinstance(moment, dt.datetime) else dt.datetime.combine(moment, dt.time.min)
    if stored_moment(start) > stored_moment(dt.datetime.now(dt.timezone.utc)):
        raise PastMapError(Message("past_map.future", date=format_moment(moment, language)))
    return moment


def past_fields() -> QgsFields:
    """The columns of the layer: what parcels are called, and whether they live today."""
    parcels, fields = table("parcel"), QgsFields()
    fields.append(QgsField(_STATE, FIELD_TEXT))
    for name in (*_COLUMNS, "uuid"):
        kind = FIELD_INTEGER if parcels.column(name).type == "integer" else FIELD_TEXT
        fields.append(QgsField(name, kind))
    return fields


def write_past_map(
    ws: Workspace, moment: Moment, sink: QgsFeatureSink, feedback: Optional[Feedback] = None
) -> PastMap:
    """Put every parcel that there was at ``moment`` into ``sink``. Raises Cancelled."""
    feedback = feedback or Silent()
    names = [*_COLUMNS, "uuid", GEOMETRY_COLUMN]
    frame = parcels_on(ws, moment, names, Part(feedback, 0.0, 0.5))
    living = frame["uuid"].isin(ws.read("parcel", ["uuid"])["uuid"])
    frame.insert(0, _STATE, living.map({True: "living", False: "retired"}))
    for start in range(0, len(frame), _AT_ONCE):
        check_cancelled(feedback)
        sink.addFeatures(_features(frame[start : start + _AT_ONCE]), QgsFeatureSink.FastInsert)
        feedback.progress(0.5 + 0.5 * min(1.0, (start + _AT_ONCE) / len(frame)))
    return PastMap(len(frame), int((~living).sum()))


def past_layer(
    ws: Workspace,
    moment: Moment,
    language: Language,
    name: str,
    feedback: Optional[Feedback] = None,
) -> tuple[QgsVectorLayer, PastMap]:
    """A layer of its own in memory, read only, with symbols and labels. Raises Cancelled."""
    layer = QgsVectorLayer("MultiPolygon", name, "memory")
    layer.setCrs(QgsCoordinateReferenceSystem(f"EPSG:{ws.epsg}"))
    layer.dataProvider().addAttributes(past_fields())
    layer.updateFields()
    told = write_past_map(ws, moment, layer.dataProvider(), feedback)
    layer.updateExtents()
    style_past_layer(layer, language)
    return layer, told


def style_past_layer(layer: QgsVectorLayer, language: Language) -> None:
    """Grey lines, dashed for what has retired since, codes of that day, titles of the columns."""
    apply_past_style(layer, language)
    layer.setDisplayExpression('"parcel_code"')
    parcels = table("parcel")
    for index, field in enumerate(layer.fields()):
        if field.name() in _COLUMNS:
            layer.setFieldAlias(index, parcels.column(field.name()).title(language))
    state = layer.fields().indexOf(_STATE)
    layer.setFieldAlias(state, render(Message("past_map.state"), language))
    words = [{text: code} for code, text in labels("parcel_state", language).items()]
    layer.setEditorWidgetSetup(state, QgsEditorWidgetSetup("ValueMap", {"map": words}))
    layer.setReadOnly(True)
    layer.triggerRepaint()


def _features(frame: pd.DataFrame) -> list[QgsFeature]:
    fields = past_fields()
    shapes = shapely.to_wkb(frame[GEOMETRY_COLUMN].to_numpy(dtype=object))
    values = frame.drop(columns=GEOMETRY_COLUMN).astype(object)
    rows = values.where(values.notna(), None).itertuples(index=False, name=None)
    return [feature_of(fields, row, shape) for row, shape in zip(rows, shapes)]
