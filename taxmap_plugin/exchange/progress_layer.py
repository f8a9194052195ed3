"""The parcels as a layer, each with the stages that it has reached."""

from __future__ import annotations

import shapely
from qgis.core import (
    QgsEditorWidgetSetup,
    QgsFeatureSink,
    QgsFields,
    QgsVectorLayer,
)

from ..compat import FIELD_DECIMAL, FIELD_INTEGER, FIELD_TEXT
from ..core.message import Language, Message, render
from ..core.progress_stages import STAGES, STANDINGS, Progress, stage_title, standing_title
from ..workspace.feature import feature_of, fields_of
from ..workspace.stage_style import style_stages
from ..workspace.table_columns import show_columns

_FIELDS = {
    "parcel_code": FIELD_TEXT,
    "zone": FIELD_TEXT,
    "block": FIELD_TEXT,
    "area": FIELD_DECIMAL,
    "standing": FIELD_TEXT,
    **dict.fromkeys(STAGES, FIELD_INTEGER),
    "parcel_uuid": FIELD_TEXT,
}


def progress_fields() -> QgsFields:
    """The columns of the layer; a stage is 1 where it is reached, else 0."""
    return fields_of(_FIELDS)


def write_progress(progress: Progress, sink: QgsFeatureSink) -> int:
    """Put every parcel into ``sink``, those without a shape as rows; returns how many."""
    fields = progress_fields()
    parcels = progress.parcels.rename(columns={"uuid": "parcel_uuid"})
    rows = parcels.join(progress.reached.astype(int))
    rows["area"] = rows["area"].round(2)
    values = rows[list(_FIELDS)].astype(object)
    values = values.where(values.notna(), None).to_numpy().tolist()
    shapes = shapely.to_wkb(rows["ground"].to_numpy(dtype=object))
    for row, shape in zip(values, shapes):
        sink.addFeature(feature_of(fields, row, shape), QgsFeatureSink.FastInsert)
    return len(rows)


def style_progress(layer: QgsVectorLayer, language: Language) -> None:
    """Colours by where the parcels stand, and words for the columns."""
    style_stages(layer, language)
    layer.setDisplayExpression('"parcel_code"')
    for at, field in enumerate(layer.fields()):
        name = field.name()
        if name in STAGES:
            layer.setFieldAlias(at, stage_title(name, language))
        elif name in _FIELDS:
            layer.setFieldAlias(at, render(Message("progress_report.column_" + name), language))
        if name == "standing":
            words = [{standing_title(one, language): one} for one in STANDINGS]
            layer.setEditorWidgetSetup(at, QgsEditorWidgetSetup("ValueMap", {"map": words}))
    show_columns(layer, hidden=("parcel_uuid",))
