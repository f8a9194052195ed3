"""Which columns of a layer's attribute table are shown, and how wide."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qgis.core import QgsAttributeTableConfig, QgsVectorLayer

_NEVER = ("fid", "")
"""The key of a file, and the column of actions."""


def show_columns(
    layer: QgsVectorLayer, hidden: Collection[str], widths: Mapping[str, int] = {}
) -> None:
    """Hide the columns that no officer reads; ``widths`` in pixels, the usual one elsewhere."""
    config = QgsAttributeTableConfig()
    config.update(layer.fields())
    columns = config.columns()
    for column in columns:
        column.hidden = column.name in {*_NEVER, *hidden}
        column.width = widths.get(column.name, column.width)
    config.setColumns(columns)
    layer.setAttributeTableConfig(config)
