"""What all previews share once QGIS has loaded them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from qgis.core import QgsAttributeTableConfig, QgsProcessingContext, QgsProject, QgsVectorLayer

LABELS_FROM = 5000
"""The scale (1:n) from which on there is room to read labels."""


def take_the_place(layer: QgsVectorLayer, context: QgsProcessingContext, mark: str) -> None:
    """Remove earlier previews of this kind; ``mark`` is the property by which they are known."""
    project = context.project() or QgsProject.instance()
    earlier = [one.id() for one in project.mapLayers().values() if one.customProperty(mark)]
    project.removeMapLayers([one for one in earlier if one != layer.id()])
    layer.setCustomProperty(mark, True)


def title_columns(
    layer: QgsVectorLayer, words: Mapping[str, str], hidden: Collection[str] = ()
) -> None:
    """Give the columns their titles and leave out of the table what no officer reads."""
    for index, field in enumerate(layer.fields()):
        layer.setFieldAlias(index, words.get(field.name(), ""))
    config = QgsAttributeTableConfig()
    config.update(layer.fields())
    columns = config.columns()
    for column in columns:
        column.hidden = column.name in {"fid", "", *hidden}  # "" holds actions
    config.setColumns(columns)
    layer.setAttributeTableConfig(config)
