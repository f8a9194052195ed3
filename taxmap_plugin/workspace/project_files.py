"""A new workspace as officers get it: with styles and a QGIS project, in the file and beside it."""

from __future__ import annotations

from pathlib import Path
from typing import Optional

from qgis.core import QgsProject

from ..core.feedback import Feedback, Part, Silent
from ..core.message import Language, Message
from ..core.municipality import Municipality
from ..settings import language as officers_language
from .connection import connection
from .layer_styles import save_styles
from .project import open_workspace_in_project
from .store import Workspace

PROJECT_NAME = "taxmap"
_NOT_IN_PROJECT_URI = "#?%"
_HAS_PROJECTS = "SELECT 1 FROM sqlite_master WHERE name = 'qgis_projects'"
_KEPT_PROJECT = "SELECT 1 FROM qgis_projects WHERE name = ?"


def create_workspace(
    path: Path,
    municipality: Municipality,
    feedback: Optional[Feedback] = None,
    language: Optional[Language] = None,
    user: str = "",
) -> Workspace:
    """A new workspace with its styles and its project; errors as ``Workspace.create``.

    Needs QGIS's main thread. When the project cannot be saved the workspace is complete
    all the same, and a message says so.
    """
    feedback, language = feedback or Silent(), language or officers_language()
    workspace = Workspace.create(path, municipality, Part(feedback, 0.0, 0.3), user)
    save_styles(workspace, Part(feedback, 0.3, 0.8), language)
    save_project(workspace, feedback, language)
    feedback.progress(1.0)
    return workspace


def save_project(
    workspace: Workspace,
    feedback: Optional[Feedback] = None,
    language: Optional[Language] = None,
) -> bool:
    """Write the QGIS project into the file, and beside it as ``NAME.qgz``.

    A project file that is there already is the officer's own and stays. False, with a
    message, when QGIS could not write one of them. QGIS cannot name a project inside a
    file whose path has ``#``, ``?`` or ``%``; there the one beside it must do.
    """
    feedback, language = feedback or Silent(), language or officers_language()
    project = QgsProject()
    open_workspace_in_project(workspace.path, project, language)
    saved = keep_project(workspace, project)
    beside = project_beside(workspace.path)
    if not beside.exists():
        saved = project.write(str(beside)) and saved
    project.clear()
    if not saved:
        feedback.message(Message("project.not_saved", file=workspace.path.name))
    return bool(saved)


def keep_project(workspace: Workspace, project: QgsProject) -> bool:
    """Write a project with the workspace's layers into its file; True where QGIS cannot name it."""
    if not set(str(workspace.path)).isdisjoint(_NOT_IN_PROJECT_URI):
        return True
    return bool(project.write(project_uri(workspace.path)))


def has_project(workspace: Workspace) -> bool:
    """Whether a project is kept in the workspace's file."""
    with connection(workspace.path) as opened:
        if opened.execute(_HAS_PROJECTS).fetchone() is None:
            return False
        return opened.execute(_KEPT_PROJECT, (PROJECT_NAME,)).fetchone() is not None


def project_uri(path: Path) -> str:
    """How QGIS names the project kept inside the workspace's own file."""
    return f"geopackage:{path.as_posix()}?projectName={PROJECT_NAME}"


def project_beside(path: Path) -> Path:
    """The project file that lies beside a workspace."""
    return path.with_suffix(".qgz")
