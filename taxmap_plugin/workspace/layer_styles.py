"""A style for every layer inside the workspace's own file.

With them a layer that is dragged from QGIS's browser has Thai labels, value lists and
symbols at once, also where this plugin is not installed.
"""

from __future__ import annotations

from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Optional

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtXml import QDomDocument

from ..core.feedback import Feedback, Silent, check_cancelled
from ..core.message import Language
from ..settings import language as officers_language
from .connection import connection, write_transaction
from .forms import configure_form
from .map_style import apply_style
from .schema import GEOMETRY_COLUMN, Table, tables
from .store import Workspace

STYLE_NAMES: dict[Language, str] = {"th": "แผนที่ภาษี", "en": "Tax Map"}
_COUNT_STYLES = "SELECT COUNT(*) FROM layer_styles WHERE styleName IN (?, ?)"
_FORGET_STYLES = "DELETE FROM layer_styles WHERE styleName IN (?, ?)"
_KEEP_STYLE = " ".join(
    [
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name,",
        "f_geometry_column, styleName, styleQML, styleSLD, useAsDefault, description, owner,",
        "update_time) VALUES ('', '', ?, ?, ?, ?, '', ?, ?, '', ?)",
    ]
)


def layer_source(path: Path, table_name: str) -> str:
    """How QGIS's OGR provider names one table of the file."""
    return f"{path}|layername={table_name}"


def has_styles(path: Path) -> bool:
    """Whether the file has the plugin's styles."""
    with connection(path) as opened:
        found = opened.execute(_COUNT_STYLES, list(STYLE_NAMES.values())).fetchone()[0]
    return bool(found)


def save_styles(
    workspace: Workspace,
    feedback: Optional[Feedback] = None,
    default: Optional[Language] = None,
) -> None:
    """Write a style for every table in both languages; ``default`` is the one QGIS takes.

    Earlier styles of the plugin are replaced, those of the office are kept. Raises
    WorkspaceLocked, WorkspaceReadOnly, Cancelled.
    """
    feedback, default = feedback or Silent(), default or officers_language()
    wanted = [table for table in tables().values() if table.layer != "no"]
    rows: list[tuple] = []
    for number, table in enumerate(wanted):
        check_cancelled(feedback)
        rows += _styles(workspace, table, default)
        feedback.progress((number + 1) / len(wanted))
    with write_transaction(workspace.path) as opened:
        opened.execute(_FORGET_STYLES, list(STYLE_NAMES.values()))
        kept = ((*row, moment) for row, moment in zip(rows, _moments(len(rows))))
        opened.executemany(_KEEP_STYLE, kept)


def _moments(count: int) -> list[str]:
    """Times a second apart: QGIS 3.22 lists styles of the same second over and over."""
    now = datetime.now(timezone.utc)
    return [f"{now - timedelta(seconds=i):%Y-%m-%dT%H:%M:%S.000Z}" for i in range(count)]


def _styles(workspace: Workspace, table: Table, default: Language) -> list[tuple]:
    """The rows of ``layer_styles`` for one table."""
    options = QgsVectorLayer.LayerOptions()
    options.loadDefaultStyle = False
    source = layer_source(workspace.path, table.name)
    layer = QgsVectorLayer(source, table.name, "ogr", options)
    geometry = GEOMETRY_COLUMN if table.geometry else ""
    rows = []
    for language, name in STYLE_NAMES.items():
        apply_style(layer, table, language)
        configure_form(layer, table, language, workspace.municipality, {})
        document = QDomDocument("qgis")
        layer.exportNamedStyle(document)
        qml, title = document.toString(), table.title(language)
        rows.append((table.name, geometry, name, qml, language == default, title))
    return rows
