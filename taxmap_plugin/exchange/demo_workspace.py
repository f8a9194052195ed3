"""The invented municipality as a workspace, made in one call from its own office files."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Optional

from ..core.demo_town import MUNICIPALITY, PARCELS, generate
from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.message import Message
from ..workspace.problem import WorkspaceExists
from ..workspace.store import Workspace
from .demo_files import OfficeFiles, write_office_files
from .layer_import import import_layer
from .layer_profile import suggest_profile
from .register_import import import_register
from .register_match import match_register
from .register_workbook import read_register
from .source import read_source

FILE_NAME = MUNICIPALITY.name + ".gpkg"
_ORDER = ("boundary", "zone", "block", "parcel")  # buildings and signs look for their parcel


def build_demo(folder: Path, feedback: Optional[Feedback] = None, parcels: int = PARCELS) -> Path:
    """Make the town, file it as an office would, and bring those files into a workspace.

    The workspace appears in ``folder`` under its name only when it is complete. Raises
    WorkspaceExists, DemoFileError, WorkspaceError, Cancelled; then ``folder`` is as before.
    """
    feedback = feedback or Silent()
    folder.mkdir(parents=True, exist_ok=True)
    finished = folder / FILE_NAME
    if finished.exists():
        raise WorkspaceExists(finished)
    before = set(folder.iterdir())
    try:
        return _build(finished, parcels, feedback)
    except BaseException:
        for path in set(folder.iterdir()) - before:
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        raise


def _build(finished: Path, parcels: int, feedback: Feedback) -> Path:
    folder = finished.parent
    feedback.message(Message("demo_workspace.drawing"))
    town = generate(parcels=parcels, feedback=Part(feedback, 0.0, 0.15))
    feedback.message(Message("demo_workspace.filing"))
    files = write_office_files(town, folder, Part(feedback, 0.15, 0.35))
    unfinished = folder / f".{MUNICIPALITY.name}.unfinished.gpkg"
    unfinished.unlink(missing_ok=True)
    workspace = Workspace.create(unfinished, MUNICIPALITY)
    _import_layers(workspace, files, Part(feedback, 0.35, 0.75))
    feedback.message(Message("demo_workspace.register", file=files.register.name))
    register = read_register(files.register)
    import_register(workspace, register, feedback=Part(feedback, 0.75, 0.9))
    feedback.message(Message("demo_workspace.match"))
    match_register(workspace, feedback=Part(feedback, 0.9, 1.0))
    check_cancelled(feedback)
    unfinished.rename(finished)
    feedback.progress(1.0)
    return finished


def _import_layers(workspace: Workspace, files: OfficeFiles, feedback: Feedback) -> None:
    """Every layer of the map into the table that its columns tell."""
    sources = [read_source(path) for path in files.layers]
    planned = [(suggest_profile(source), source) for source in sources]
    planned.sort(key=lambda one: _ORDER.index(one[0].table) if one[0].table in _ORDER else 9)
    for number, (profile, source) in enumerate(planned):
        feedback.message(Message("demo_workspace.layer", file=source.file))
        part = Part(feedback, number / len(planned), (number + 1) / len(planned))
        import_layer(workspace, source, profile, feedback=part)
