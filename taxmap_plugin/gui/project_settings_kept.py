"""Settings of the user's project that a tool of ours needs otherwise for a while."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Optional

from qgis.core import QgsProject, QgsSnappingConfig

Values = Mapping[str, Any]


class ProjectSettingsKept:
    """:meth:`change` sets snapping, shared corners and overlaps; :meth:`restore` takes it back.

    Only what was set here is taken back, and of that only what nobody set otherwise since:
    what the officer chose meanwhile stays. Neither marks the project as changed, nor as
    unchanged: QGIS asks about unsaved work as if it had not been. When another project was
    opened meanwhile, nothing is given back to it.
    """

    def __init__(self) -> None:
        self._project = QgsProject.instance()
        self._hers: Optional[Values] = None
        self._ours: Values = {}
        self._is_saved = False

    def change(self, set_up: Callable[[QgsProject], None]) -> None:
        """Let ``set_up`` change the project; what it raises passes on, with all as before."""
        self.restore()
        project = self._project
        self._hers, self._is_saved = _settings(project), False
        project.projectSaved.connect(self._note_saved)
        project.cleared.connect(self._forget)
        try:
            with QgsProject.blockDirtying(project):
                set_up(project)
        except BaseException:
            self._ours = _settings(project)
            self.restore()
            raise
        self._ours = _settings(project)

    def restore(self) -> None:
        """Take back what was changed; a second call does nothing."""
        hers, ours = self._hers, self._ours
        if hers is None:
            return
        self._forget()
        now = _settings(self._project)
        back = {name: hers[name] for name in hers if now[name] == ours[name]}
        if self._is_saved:  # with our settings: what is given back differs from the file
            _set(self._project, {**now, **back})
            return
        with QgsProject.blockDirtying(self._project):
            _set(self._project, {**now, **back})

    def _note_saved(self) -> None:
        self._is_saved = True

    def _forget(self) -> None:
        if self._hers is not None:
            self._hers = None
            self._project.projectSaved.disconnect(self._note_saved)
            self._project.cleared.disconnect(self._forget)


def _settings(project: QgsProject) -> dict[str, Any]:
    """What belongs together is one value."""
    snapping = project.snappingConfig()
    return {
        "enabled": snapping.enabled(),
        "mode": snapping.mode(),
        "to": snapping.typeFlag(),
        "reach": (snapping.tolerance(), snapping.units()),
        "shared_corners": project.topologicalEditing(),
        "overlaps": project.avoidIntersectionsMode(),
    }


def _set(project: QgsProject, values: Values) -> None:
    """What is so already is not set: it would mark the project as changed."""
    snapping = QgsSnappingConfig(project.snappingConfig())
    snapping.setEnabled(values["enabled"])
    snapping.setMode(values["mode"])
    snapping.setTypeFlag(values["to"])
    snapping.setTolerance(values["reach"][0])
    snapping.setUnits(values["reach"][1])
    project.setSnappingConfig(snapping)
    if project.topologicalEditing() != values["shared_corners"]:
        project.setTopologicalEditing(values["shared_corners"])
    if project.avoidIntersectionsMode() != values["overlaps"]:
        project.setAvoidIntersectionsMode(values["overlaps"])
