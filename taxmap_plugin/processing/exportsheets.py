"""``taxmap:exportsheets``: a map sheet for every block, as PDF."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
    QgsProcessingUtils,
)

from ..cartography.sheet_export import SheetOptions, export_sheets
from ..cartography.sheet_report import CSV_NAME
from ..cartography.sheet_source import from_workspace
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.sheet_format import PAPERS, SCALES
from ..core.sheet_plan import LargeBlock, PlanOptions
from ..core.sheet_style import StyleSet
from ..core.sheet_words import SheetLanguage
from ..core.thai_text import arabic_digits
from ..errors import TaxMapError
from ..workspace.progress import remember_printed
from .base import TaxMapAlgorithm

_LARGE_BLOCKS: tuple[LargeBlock, ...] = get_args(LargeBlock)
_STYLES = get_args(StyleSet)
_LANGUAGES = get_args(SheetLanguage)


class ExportSheets(TaxMapAlgorithm):
    """Plans, draws and checks the sheets of a workspace."""

    ID = "exportsheets"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterFolderDestination("FOLDER", self.tr("Folder for the sheets")),
            self.tr(
                "One PDF a sheet, an index sheet, the bound file and sheets.csv. Sheets that are "
                "there and whose map has not changed are kept."
            ),
        )
        self._add_choices()
        self.add(
            QgsProcessingParameterString("BLOCKS", self.tr("Blocks"), optional=True),
            self.tr("Codes of blocks, such as 01A, 01B. Empty: all blocks."),
        )
        self.add(
            QgsProcessingParameterBoolean("BOUND", self.tr("Bind all sheets in one PDF"), True),
            self.tr("One more file with all sheets and bookmarks."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "PNG_DPI", self.tr("Pictures (dots per inch)"), defaultValue=0, minValue=0,
                maxValue=600,
            ),
            self.tr("A PNG beside each PDF. 0: no pictures."),
        )  # fmt: skip
        self._add_title_block()
        self.addOutput(QgsProcessingOutputFile("REPORT", self.tr("List of the sheets")))
        self.addOutput(QgsProcessingOutputFile("BOUND_FILE", self.tr("Bound file")))
        self.addOutput(QgsProcessingOutputNumber("SHEETS", self.tr("Sheets finished")))
        self.addOutput(QgsProcessingOutputNumber("FAILED", self.tr("Sheets failed")))

    def _add_choices(self) -> None:
        self._add_choice("PAPER", self.tr("Paper"), list(PAPERS),
                         self.tr("A1 holds most blocks at 1:1,000."))  # fmt: skip
        self._add_choice(
            "SCALE", self.tr("Largest scale"), [f"1:{scale:,}" for scale in SCALES],
            self.tr("A block that does not fit at this scale is treated as chosen below."),
            SCALES.index(1000),
        )  # fmt: skip
        self._add_choice(
            "LARGE_BLOCKS", self.tr("Blocks that do not fit"),
            [self.tr("The next smaller scale"), self.tr("Several sheets with match lines")],
            self.tr("What becomes of a block that is larger than the paper."),
        )  # fmt: skip
        self._add_choice(
            "STYLE", self.tr("Colours"), [self.tr("Colour"), self.tr("Black and white")],
            self.tr("Black and white for laser printers, copies and fax."),
        )  # fmt: skip
        self._add_choice(
            "LANGUAGE", self.tr("Language of the sheets"),
            [self.tr("Thai"), self.tr("English"), self.tr("Thai and English")],
            self.tr("The notice below the map is always in both."),
        )  # fmt: skip

    def _add_choice(
        self, name: str, label: str, choices: list[str], explanation: str, default: int = 0
    ) -> None:
        self.add(
            QgsProcessingParameterEnum(name, label, choices, defaultValue=default), explanation
        )

    def _add_title_block(self) -> None:
        """What is written in the title block."""
        texts = (
            ("DRAWN_BY", self.tr("Drawn by"), self.tr("Name below the first signature.")),
            ("CHECKED_BY", self.tr("Checked by"), self.tr("Name below the second signature.")),
            ("APPROVED_BY", self.tr("Approved by"), self.tr("Name below the third signature.")),
            ("AS_OF", self.tr("Data as of"),
             self.tr("A date such as 5/1/2569. Empty: the day of the last change.")),
            ("VERSION", self.tr("Version"), self.tr("Version of the set. Empty: 1.")),
        )  # fmt: skip
        for name, label, explanation in texts:
            self.add(
                QgsProcessingParameterString(name, label, optional=True), explanation, advanced=True
            )
        self.add(
            QgsProcessingParameterFile("SEAL", self.tr("Seal"), optional=True),
            self.tr("A picture of the municipality's seal (PNG, SVG). Empty: a circle."),
            advanced=True,
        )

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        workspace = self.workspace(parameters, context)
        folder = Path(self.parameterAsString(parameters, "FOLDER", context))
        source = from_workspace(workspace)
        feedback.progress(0.02)
        report = export_sheets(
            source, folder, self._options(parameters, context, feedback), Part(feedback, 0.02, 1.0)
        )
        failed = report.count("failed")
        if failed:
            raise TaxMapError(
                Message("sheet_report.some_failed", failed=failed, file=str(folder / CSV_NAME))
            )
        problem = report.index_problem or report.bound_problem
        if problem is not None:
            raise TaxMapError(problem)
        if Path(QgsProcessingUtils.tempFolder()) in folder.parents:
            feedback.message(Message("sheet_report.temporary_folder", folder=str(folder)))
        else:
            remember_printed(workspace, report.blocks)
        return {
            "FOLDER": str(folder),
            "REPORT": str(folder / CSV_NAME),
            "BOUND_FILE": str(report.bound or ""),
            "SHEETS": len(report.results),
            "FAILED": failed,
        }

    def _options(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> SheetOptions:
        def text(name: str) -> str:
            return str(self.parameterAsString(parameters, name, context)).strip()

        def choice(name: str) -> int:
            return int(self.parameterAsEnum(parameters, name, context))

        blocks = re.split(r"[\s,;]+", arabic_digits(text("BLOCKS")).upper())
        return SheetOptions(
            plan=PlanOptions(
                paper=PAPERS[choice("PAPER")],
                largest_scale=SCALES[choice("SCALE")],
                large_block=_LARGE_BLOCKS[choice("LARGE_BLOCKS")],
            ),
            style_set=_STYLES[choice("STYLE")],
            language=_LANGUAGES[choice("LANGUAGE")],
            blocks=tuple(block for block in blocks if block),
            bound=self.parameterAsBoolean(parameters, "BOUND", context),
            png_dpi=self.parameterAsInt(parameters, "PNG_DPI", context),
            as_of=self.typed_date(parameters, "AS_OF", context, feedback),
            drawn_by=text("DRAWN_BY"),
            checked_by=text("CHECKED_BY"),
            approved_by=text("APPROVED_BY"),
            version=text("VERSION") or "1",
            seal=self.parameterAsFile(parameters, "SEAL", context),
        )
