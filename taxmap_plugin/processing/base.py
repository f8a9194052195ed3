"""What all Tax Map algorithms share: names, help, feedback, errors in the officer's words."""

from __future__ import annotations

import datetime as dt
import re
from collections import deque
from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterFile,
    QgsProcessingParameterNumber,
    QgsProject,
)
from qgis.PyQt.QtCore import QCoreApplication
from qgis.PyQt.QtGui import QIcon, QTextDocument

from ..core.feedback import Feedback
from ..core.message import Message
from ..core.municipality import FIRST_TAX_YEAR, LAST_TAX_YEAR
from ..core.proj_context import keep_proj_context
from ..core.resources import resource_path
from ..core.thai_date import has_short_year, parse_date
from ..errors import Cancelled, TaxMapError
from ..settings import language, say
from ..workspace.project import workspace_of
from ..workspace.store import Workspace
from ._output_guard import check_outputs

_LOOKS: deque[QgsProcessingLayerPostProcessorInterface] = deque(maxlen=64)
"""The looks of the latest outputs: QGIS keeps no reference to them, and layers are loaded after
the algorithm itself is gone. So many outputs at most wait for it."""


_SHORT_YEAR = "thai_date.short_year_read"
_WARNINGS = {
    _SHORT_YEAR,
    "thai_date.not_come",
    "parcel_batch.note",
    "parcel_batch.refused",
    "parcel_batch.reason_needed",
}
"""Messages that the log shows as warnings."""


class ProcessingFeedback:
    """Processing's feedback as the plugin's own protocol."""

    def __init__(self, feedback: QgsProcessingFeedback) -> None:
        self.qgis = feedback

    def progress(self, fraction: float) -> None:
        self.qgis.setProgress(100 * fraction)

    def message(self, message: Message) -> None:
        warns = message.id in _WARNINGS
        (self.qgis.pushWarning if warns else self.qgis.pushInfo)(say(message))

    def cancelled(self) -> bool:
        return self.qgis.isCanceled()


class TaxMapAlgorithm(QgsProcessingAlgorithm):
    """An algorithm that declares parameters and calls one function of a lower layer.

    A subclass sets :attr:`ID` and overrides ``initAlgorithm`` and :meth:`execute`. Its name
    in the toolbox (the first line, ``# …``) and its help (the rest) are
    ``resources/help/ID.th.md`` and ``ID.en.md``, which a writer can edit.
    """

    ID = ""
    IN_MAIN_THREAD = False
    """True where layouts, styles or projects are made: they belong to QGIS's main thread."""

    def flags(self) -> QgsProcessingAlgorithm.Flags:
        flags = super().flags()
        return flags | QgsProcessingAlgorithm.FlagNoThreading if self.IN_MAIN_THREAD else flags

    def tr(self, text: str) -> str:
        """The Thai of ``text``, filed under the name of the class in which it stands."""
        for kind in type(self).__mro__:
            translated = QCoreApplication.translate(kind.__name__, text)
            if translated != text:
                return translated
        return text

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        """Do the work and return the outputs; a TaxMapError reaches the officer as words."""
        return {}

    def add(
        self, parameter: QgsProcessingParameterDefinition, explanation: str, advanced: bool = False
    ) -> None:
        """Add a parameter with its explanation, which stands beside it in the dialog."""
        parameter.setHelp(explanation)
        if advanced:
            flag = QgsProcessingParameterDefinition.Flag.FlagAdvanced
            parameter.setFlags(parameter.flags() | flag)
        self.addParameter(parameter)

    def add_workspace(self) -> None:
        """The workspace that the algorithm is about, which :meth:`workspace` opens."""
        self.add(
            QgsProcessingParameterFile("WORKSPACE", self.tr("Workspace"), extension="gpkg"),
            self.tr("The municipality's workspace (.gpkg)."),
        )

    def workspace(self, parameters: dict[str, Any], context: QgsProcessingContext) -> Workspace:
        """The workspace that was chosen; WorkspaceError for a file that is none."""
        return Workspace.open(Path(self.parameterAsFile(parameters, "WORKSPACE", context)))

    def add_year(self, name: str = "YEAR", label: str = "") -> None:
        """A tax year, called ``label`` where there are several; :meth:`year` reads it."""
        self.add(
            QgsProcessingParameterNumber(
                name,
                label or self.tr("Tax year (B.E.)"),
                defaultValue=None,
                optional=True,
                minValue=FIRST_TAX_YEAR,
                maxValue=LAST_TAX_YEAR,
            ),
            self.tr("Blank: the tax year of the workspace."),
        )

    def year(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        name: str = "YEAR",
    ) -> int:
        """The year that was typed, else that of the workspace."""
        if parameters.get(name) is None:
            return ws.municipality.tax_year
        return int(self.parameterAsInt(parameters, name, context))

    def addParameter(self, parameter: QgsProcessingParameterDefinition, *rest: Any) -> bool:
        """Its dialog begins with the workspace that the project shows; scripts name theirs."""
        optional = parameter.flags() & QgsProcessingParameterDefinition.Flag.FlagOptional
        path = workspace_of(QgsProject.instance()) if parameter.name() == "WORKSPACE" else None
        if path is not None and not optional:
            parameter.setGuiDefaultValueOverride(str(path))
        return bool(super().addParameter(parameter, *rest))

    def dress(
        self,
        context: QgsProcessingContext,
        output: str,
        looks: QgsProcessingLayerPostProcessorInterface,
    ) -> None:
        """Let ``looks`` style an output once QGIS has loaded it, if it is to be loaded at all."""
        if context.willLoadLayerOnCompletion(output):
            _LOOKS.append(looks)
            context.layerToLoadOnCompletionDetails(output).setPostProcessor(looks)

    def typed_date(
        self,
        parameters: dict[str, Any],
        name: str,
        context: QgsProcessingContext,
        feedback: Feedback,
    ) -> Optional[dt.date]:
        """The date that an officer typed; the log tells how it was read. Raises DateError."""
        text = self.parameterAsString(parameters, name, context).strip()
        date = parse_date(text, typed=True)
        if date is not None:
            id = _SHORT_YEAR if has_short_year(text) else "thai_date.read"
            feedback.message(Message(id, text=text, date=date))
        return date

    def name(self) -> str:
        return self.ID

    def displayName(self) -> str:
        return read_help(self.ID)[0]

    def createInstance(self) -> TaxMapAlgorithm:
        return type(self)()

    def shortHelpString(self) -> str:
        return read_help(self.ID)[1]

    def icon(self) -> QIcon:
        return QIcon(str(resource_path("icons", "taxmap.svg")))

    def processAlgorithm(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: QgsProcessingFeedback,
    ) -> dict[str, Any]:
        try:
            check_outputs(self, parameters, context)
            return self.execute(parameters, context, ProcessingFeedback(feedback))
        except Cancelled as cancelled:
            feedback.pushInfo(say(cancelled.message))
            return {}
        except TaxMapError as error:
            if error.details:
                feedback.pushDebugInfo(error.details)
            raise QgsProcessingException(say(error.message)) from error
        except OSError as error:
            place = str(error.filename or "")
            problem = Message(
                "common.file_problem", file=place, problem=error.strerror or str(error)
            )
            raise QgsProcessingException(say(problem)) from error
        finally:
            keep_proj_context()  # QGIS runs algorithms in threads of its own


_BODY = re.compile(r".*<body[^>]*>(.*)</body>.*", re.DOTALL)  # the head would be read as text


def read_help(algorithm_id: str) -> tuple[str, str]:
    """The name and the help (HTML) of an algorithm in the officer's language.

    Raises FileNotFoundError when the algorithm has no help file: that is a bug.
    """
    text = resource_path("help", f"{algorithm_id}.{language()}.md").read_text(encoding="utf-8")
    heading, _, body = text.strip().partition("\n")
    document = QTextDocument()
    document.setMarkdown(body.strip())
    return heading.lstrip("# ").strip(), _BODY.sub(r"\1", document.toHtml())
