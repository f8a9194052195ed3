"""Differences between QGIS 3.22 and 3.44 and between Qt 5 and Qt 6, and nowhere else."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsAttributeEditorContainer,
    QgsProcessing,
    QgsProcessingFeatureSource,
    QgsProject,
    QgsTask,
)
from qgis.gui import QgsMessageBar
from qgis.PyQt.QtCore import QCoreApplication, QMetaType, QVariant
from qgis.PyQt.QtGui import QFontDatabase

QGIS_VERSION = Qgis.QGIS_VERSION_INT


def _source_type(old: str, new: str) -> int:
    """A Processing source type: an enum of its own from QGIS 3.36 on."""
    newer = getattr(Qgis, "ProcessingSourceType", None)
    return getattr(newer, new) if newer is not None else getattr(QgsProcessing, old)


SOURCE_POLYGON = _source_type("TypeVectorPolygon", "VectorPolygon")
SOURCE_LINE = _source_type("TypeVectorLine", "VectorLine")
SOURCE_POINT = _source_type("TypeVectorPoint", "VectorPoint")

# an enum of Qgis from 3.26 on, of QgsProject before
INTERSECTIONS_ALLOWED = getattr(
    Qgis, "AvoidIntersectionsMode", QgsProject.AvoidIntersectionsMode
).AllowIntersections

_SOURCE_FLAGS = getattr(Qgis, "ProcessingFeatureSourceFlag", None)  # from QGIS 3.36 on
EVERY_SHAPE = (
    QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
    if _SOURCE_FLAGS is None
    else _SOURCE_FLAGS.SkipGeometryValidityChecks
)
"""Read broken shapes, too: they are told about by name, and stop no other."""

_TRANSACTIONS = getattr(Qgis, "TransactionMode", None)  # from QGIS 3.26 on


def layers_edited_together(project: QgsProject) -> bool:
    """Whether QGIS makes one transaction, or one buffer, of the edits of all layers of a file."""
    if _TRANSACTIONS is None:
        return bool(project.autoTransaction())
    return bool(project.transactionMode() != _TRANSACTIONS.Disabled)


def edit_layers_apart(project: QgsProject) -> None:
    """Each layer has its own buffer until Save; not possible while a layer is edited."""
    if _TRANSACTIONS is None:
        project.setAutoTransaction(False)
    else:
        project.setTransactionMode(_TRANSACTIONS.Disabled)


def edited_together_changed(project: QgsProject) -> Any:
    """The signal of a project whose layers may be edited together from now on, or apart."""
    return getattr(project, "transactionModeChanged", project.transactionGroupsChanged)


_FIELDS_BY_META_TYPE = QGIS_VERSION >= 33800
FIELD_TEXT = QMetaType.Type.QString if _FIELDS_BY_META_TYPE else QVariant.String
FIELD_DECIMAL = QMetaType.Type.Double if _FIELDS_BY_META_TYPE else QVariant.Double
FIELD_INTEGER = QMetaType.Type.Int if _FIELDS_BY_META_TYPE else QVariant.Int
FIELD_REAL = QMetaType.Type.Double if _FIELDS_BY_META_TYPE else QVariant.Double


_SILENT = getattr(QgsTask.Flag, "Silent", None)  # from QGIS 3.26 on
TASK_FLAGS = QgsTask.Flag.CanCancel if _SILENT is None else QgsTask.Flag.CanCancel | _SILENT
"""Of a task whose end the plugin tells itself: QGIS does not tell it, too."""


def forget_notice(bar: QgsMessageBar, title: str) -> None:
    """Take away what QGIS before 3.26 says of the end of a task that took over 5 s."""
    if _SILENT is not None:
        return
    in_qgis = QCoreApplication.translate  # by another name: these are no texts of the plugin
    says = [in_qgis("QgisApp", text) for text in ("Task failed", "Task complete")]
    for item in bar.items():
        if item.text() == title and item.title() in says:
            bar.popWidget(item)


def font_families() -> set[str]:
    """The fonts of this machine; in Qt 6 the database is no object any more."""
    try:
        return set(QFontDatabase.families())
    except TypeError:  # Qt 5
        return set(QFontDatabase().families())


def set_framed(container: QgsAttributeEditorContainer, framed: bool) -> None:
    """A group of a form as a frame with its name, or as a tab."""
    kinds = getattr(Qgis, "AttributeEditorContainerType", None)  # from QGIS 3.32 on
    if kinds is None:
        container.setIsGroupBox(framed)
    else:
        container.setType(kinds.GroupBox if framed else kinds.Tab)
