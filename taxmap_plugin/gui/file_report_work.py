"""The check of a file or layer as work for the background, with what its places need."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Callable, Optional

from qgis.core import QgsProject, QgsVectorLayer

from ..core.feedback import Feedback, Part, Silent
from ..exchange.diagnose import diagnose
from ..exchange.diagnosis import Diagnosis
from ..exchange.source import Source, read_source, source_from_qgs_layer
from ..exchange.table_source import TEXTS, WORKBOOKS, read_table
from ..workspace.schema import CODE_COLUMN

Work = Callable[[Feedback], Any]


@dataclass(frozen=True)
class Checked:
    """A diagnosis, the source it is about, and the layer of the project it came from."""

    diagnosis: Diagnosis
    source: Source
    layer_id: str = ""

    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer, if it is still there."""
        return QgsProject.instance().mapLayer(self.layer_id) if self.layer_id else None

    @property
    def codes(self) -> dict[int, str]:
        """The code written in each row, where the file has codes."""
        table = self.diagnosis.table
        wanted = CODE_COLUMN.get(table.name) if table else None
        names = [fact.name for fact in self.diagnosis.columns if fact.target == wanted]
        if wanted is None or not names:
            return {}
        written = self.source.frame[names[0]]
        return {row: str(code) for row, code in enumerate(written, 1) if isinstance(code, str)}


def check(path: Path, layer: str = "") -> Work:
    """Read a file and report on it."""

    def work(feedback: Feedback) -> Checked:
        reads = read_table if path.suffix.lower() in TEXTS + WORKBOOKS else read_source
        source = reads(path, layer or None, feedback=Part(feedback, 0.0, 0.3))
        return Checked(diagnose(source, feedback=Part(feedback, 0.3, 1.0)), source)

    return work


def layer_work(layer: QgsVectorLayer) -> Work:
    """Report on a layer of the project, with its filter and pending edits.

    It is read here and now, because QGIS allows a layer to be read in its own thread only.
    """
    source, layer_id = source_from_qgs_layer(layer, Silent()), layer.id()

    def work(feedback: Feedback) -> Checked:
        return Checked(diagnose(source, feedback=feedback), source, layer_id)

    return work
