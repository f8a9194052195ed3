"""The file report dock (ตรวจไฟล์ของฉัน)."""

from __future__ import annotations

from typing import Any, Optional

from qgis.PyQt.QtWidgets import QWidget

from .dock import TaxMapDock
from .icons import icon


class FileReportDock(TaxMapDock):
    NAME = "TaxMapFileReportDock"

    def __init__(self, iface: Any, parent: Optional[QWidget] = None) -> None:
        super().__init__(self.NAME, "", parent)
        self.setWindowTitle(self.tr("Check my file"))
        self.add_empty_state("TaxMapReportEmpty", icon("drop_file.svg"), "x")
