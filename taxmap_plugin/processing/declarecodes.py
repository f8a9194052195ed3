"""declarecodes: put the codes of blocks in force (ประกาศใช้รหัส)."""

from __future__ import annotations

from contextlib import suppress
from typing import Any, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterString,
    QgsProject,
)

from ..core.code_style import CodeStyle
from ..core.feedback import Feedback
from ..core.message import Message
from ..editing.code_declaration import (
    DeclarationError,
    blocks_named,
    blocks_to_declare,
    declare_codes,
)
from ..errors import TaxMapError
from ..workspace.project import workspace_of
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm


class DeclareCodes(TaxMapAlgorithm):
    """From draft to in force, block by block."""

    ID = "declarecodes"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        blocks = QgsProcessingParameterString("BLOCKS", self.tr("Blocks"))
        blocks.setGuiDefaultValueOverride(_waiting())
        self.add(
            blocks, self.tr("Codes of the blocks whose codes come into force, such as 01A, 01B.")
        )
        self.add(
            QgsProcessingParameterString("DOCUMENT", self.tr("Announcement"), optional=True),
            self.tr("The announcement as the office cites it: number and date."),
        )
        self.add(
            QgsProcessingParameterString("REASON", self.tr("Note"), optional=True),
            self.tr("What a later reader of the history should know."),
        )
        self.addOutput(QgsProcessingOutputNumber("BLOCKS_DECLARED", self.tr("Declared blocks")))
        self.addOutput(QgsProcessingOutputNumber("PARCELS", self.tr("Parcels with a code")))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        named = self.parameterAsString(parameters, "BLOCKS", context)
        document = self.parameterAsString(parameters, "DOCUMENT", context).strip()
        if not document:  # optional to QGIS, whose own refusal does not say what is missing
            raise DeclarationError(Message("code_declaration.no_document"))
        done = declare_codes(
            ws,
            blocks_named(named, CodeStyle.of(ws.municipality)),
            document,
            self.parameterAsString(parameters, "REASON", context),
            feedback,
        )
        for note in done.notes:
            feedback.message(note)
        if done.blocks:
            counts = {"blocks": len(done.blocks), "parcels": done.parcels}
            feedback.message(Message("code_declaration.done", **counts))
        return {"BLOCKS_DECLARED": len(done.blocks), "PARCELS": done.parcels}


def _waiting() -> Optional[str]:
    """The blocks of the workspace shown that could be declared now; None without any."""
    path = workspace_of(QgsProject.instance())
    with suppress(TaxMapError):  # what cannot be read now, the officer fills in herself
        return ", ".join(blocks_to_declare(Workspace.open(path))) or None if path else None
    return None
