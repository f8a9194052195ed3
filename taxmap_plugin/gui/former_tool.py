"""The map tool of before, once one of ours is done, and nothing of ours left behind in QGIS.

QGIS remembers the last tool that edits nothing and turns to it when editing ends. One of ours
would come back then, or be gone by that time, and QGIS with it.
"""

from __future__ import annotations

from typing import Optional

from qgis.gui import QgisInterface, QgsMapTool
from qgis.PyQt import sip


def give_back(
    iface: QgisInterface, tool: Optional[QgsMapTool], former: Optional[QgsMapTool]
) -> None:
    """The ``former`` tool instead of ``tool``, unless the officer chose another one meanwhile.

    Where the tool that is on then edits, QGIS remembers its own Pan.
    """
    canvas = iface.mapCanvas()
    wanted = canvas.mapTool()
    if wanted is None or wanted is tool:
        wanted = None if former is None or sip.isdeleted(former) else former
    if wanted is None or wanted.flags() & QgsMapTool.Flag.EditTool:
        iface.actionPan().trigger()
    if wanted is not None and wanted is not canvas.mapTool():
        canvas.setMapTool(wanted)
