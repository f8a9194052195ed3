"""The findings of a check as a layer of points, those without a place as rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import shapely
from qgis.core import (
    QgsEditorWidgetSetup,
    QgsFeatureSink,
    QgsFields,
    QgsVectorLayer,
)

from ..compat import FIELD_DECIMAL, FIELD_TEXT
from ..core.message import Language, Message, render
from ..core.parcel_name import Name
from ..core.quality_report import QualityReport
from ..workspace.domain import labels
from ..workspace.feature import feature_of, fields_of
from ..workspace.map_style import apply_style
from ..workspace.schema import table
from ..workspace.table_columns import show_columns

_FIELDS = {
    "uuid": FIELD_TEXT,
    "rule": FIELD_TEXT,
    "title": FIELD_TEXT,
    "severity": FIELD_TEXT,
    "state": FIELD_TEXT,
    "parcels": FIELD_TEXT,
    "block": FIELD_TEXT,
    "area": FIELD_DECIMAL,
    "message": FIELD_TEXT,
}
_LISTS = {"severity": "severity", "state": "finding_state"}
_HIDDEN = ("uuid", "rule")
_WIDTHS = {"title": 220, "parcels": 160, "area": 160, "message": 480}  # pixels


def finding_fields() -> QgsFields:
    """The columns of the layer."""
    return fields_of(_FIELDS)


def write_findings(report: QualityReport, sink: QgsFeatureSink, language: Language) -> int:
    """Put every finding into ``sink``, the worst first; returns how many."""
    fields = finding_fields()
    titles = {rule.id: render(rule.title, language) for rule in report.rules}
    for row in report.findings.to_dict("records"):
        place = None if row["place"] is None else shapely.to_wkb(row["place"])
        values = {
            **{str(name): value for name, value in row.items()},
            "title": titles[row["rule"]],
            "parcels": names_text(row["names"], language),
            "area": row["touched"],
            "message": render(row["message"], language),
        }
        feature = feature_of(fields, [values[name] for name in _FIELDS], place)
        sink.addFeature(feature, QgsFeatureSink.FastInsert)
    return len(report.findings)


def names_text(names: tuple[Name, ...], language: Language) -> str:
    """What a finding is about, as one text."""
    said = (render(name, language) if isinstance(name, Message) else name for name in names)
    return ", ".join(said)


def style_findings(layer: QgsVectorLayer, language: Language) -> None:
    """The signs of the workspace's findings at every scale, and words for its codes."""
    apply_style(layer, table("finding"), language)
    layer.setScaleBasedVisibility(False)
    layer.setDisplayExpression('"message"')
    show_columns(layer, _HIDDEN, _WIDTHS)
    for at, field in enumerate(layer.fields()):
        if field.name() in _FIELDS:
            layer.setFieldAlias(at, column_title(field.name(), language))
        if field.name() in _LISTS:
            layer.setEditorWidgetSetup(at, _words(labels(_LISTS[field.name()], language)))


def column_title(name: str, language: Language) -> str:
    return render(Message("quality_report.column_" + name), language)


def _words(texts: Mapping[str, str]) -> QgsEditorWidgetSetup:
    options: dict[str, Any] = {"map": [{text: code} for code, text in texts.items()]}
    return QgsEditorWidgetSetup("ValueMap", options)
