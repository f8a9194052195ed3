"""Driven inside QGIS: two of three overlaps selected, and repaired in the dialog of the toolbox."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QItemSelectionModel

from taxmap_plugin.workspace.store import Workspace


def drive(desktop: Any) -> None:
    facts, ours = desktop.facts, desktop.plugin().desktop
    ours.start_dock.open_workspace(Path(desktop.arguments["workspace"]))
    desktop.wait_until(lambda: ours.session.workspace is not None)
    dock, workspace = ours.quality_dock, ours.session.workspace
    dock.setUserVisible(True)
    desktop.wait_until(dock.is_loaded)
    dock.page.clear_filter()
    dock.page.grouping.setCurrentIndex(dock.page.grouping.findData("rule"))
    before = overlaps(workspace)
    select(dock.page, before[:2])
    dock.page.repair.click()
    desktop.wait(0.5)
    dialog = ours.steps._shown
    dialog.setParameters({**dialog.createProcessingParameters(), "WRITE": True})
    ended: list[tuple] = []
    dialog.algorithmFinished.connect(lambda *results: ended.append(results))
    dialog.runAlgorithm()
    desktop.wait_until(lambda: ended)
    facts["ended"], facts["changes"] = ended[0][0], ended[0][1].get("CHANGES")
    facts["left"], facts["not_selected"] = overlaps(workspace), before[2:]
    desktop.wait(2)  # until the dialog has loaded what came of it, else QGIS does not close
    dialog.close()


def overlaps(workspace: Workspace) -> list[str]:
    """The findings of overlaps that are open."""
    where = "check_id = 'quality.overlap' AND state = 'open'"
    return sorted(row["uuid"] for row in workspace.rows("finding", ["uuid"], where))


def select(page: Any, uuids: list[str]) -> None:
    """As with Ctrl and the mouse."""
    how = QItemSelectionModel.SelectionFlag
    page.tree.clearSelection()
    for group in range(page.model.rowCount()):
        parent = page.model.index(group, 0)
        for row in range(page.model.rowCount(parent)):
            index = page.model.index(row, 0, parent)
            finding = page.model.finding(index)
            if finding is not None and finding["uuid"] in uuids:
                page.tree.selectionModel().select(index, how.Select | how.Rows)
