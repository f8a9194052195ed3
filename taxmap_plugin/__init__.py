"""Tax Map (แผนที่ภาษี): the tax map and property register of a Thai municipality in QGIS."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from .plugin import TaxMapPlugin


def classFactory(iface: QgisInterface) -> TaxMapPlugin:
    """What QGIS calls to load the plugin."""
    from .plugin import TaxMapPlugin

    return TaxMapPlugin(iface)
