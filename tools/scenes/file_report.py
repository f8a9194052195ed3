"""The file report: before, the summary, the findings with a place on the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from . import shots


def take(desktop: Any) -> None:
    dock = desktop.plugin().desktop.file_report
    dock.setUserVisible(True)
    shots.dock(desktop, dock, "report_empty")
    dock.check_file(Path(desktop.arguments["demo"]).parent / "map" / "parcel.shp")
    desktop.wait_until(lambda: not dock.is_busy(), 60)
    dock.message_bar.clearWidgets()
    shots.dock(desktop, dock, "report_summary")
    dock.report.tabs.setCurrentIndex(1)
    findings = dock.report.findings
    findings.table.selectRow(0)
    findings.rows.setCurrentRow(0)
    shots.dock(desktop, dock, "report_findings")
    findings.filter.setText("…")
    shots.dock(desktop, dock, "report_hidden")
    findings.clear_filter()
    findings.show_findings([], {})
    shots.dock(desktop, dock, "report_clean")
    dock.setUserVisible(False)
