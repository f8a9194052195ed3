"""What came of a save with QGIS's own tools: written, refused, or kept in a file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Optional

from qgis.core import QgsVectorLayer

from ..core.message import Message
from ..editing.native_edits import NativeEdits
from ..errors import TaxMapError


@dataclass(frozen=True)
class Saved:
    """What a save wrote: the uuids of new parcels, how many findings, which of them to tell.

    ``what`` says what was done to what.
    """

    new: tuple[str, ...] = ()
    findings: int = 0
    told: tuple[Message, ...] = ()
    what: Optional[Message] = None


@dataclass(frozen=True)
class Refusal:
    """Why a save was refused, and the edits that are in the layer's buffer again."""

    error: TaxMapError
    table: str
    layer: QgsVectorLayer
    edits: NativeEdits


@dataclass(frozen=True)
class Rescue:
    """Edits that were not saved when their layer went, and the file that has them now.

    ``layer`` is its name, ``error`` why they were not saved, where a save was refused;
    ``path`` is None when no file could be written.
    """

    layer: str
    error: Optional[TaxMapError]
    path: Optional[Path]
