"""importregister: owners, title documents, uses, buildings, signs and prices into the workspace."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.columns import Profile
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.resources import resource_path
from ..exchange.layer_profile import load_profile, saved_profiles
from ..exchange.register_import import RegisterReport, import_register
from ..exchange.register_set_aside import write_set_aside
from ..exchange.register_workbook import chosen_sheets, read_register
from ..settings import language
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm

_FATES = ("rows", "inserted", "updated", "unchanged", "set_aside")


class ImportRegister(TaxMapAlgorithm):
    """All sheets of a register file in one transaction."""

    ID = "importregister"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterFile(
                "INPUT",
                self.tr("Register file"),
                fileFilter=self.tr("Tables") + " (*.xlsx *.xlsm *.ods *.csv *.txt *.tsv *.dbf)",
            ),
            self.tr("Excel, LibreOffice or CSV; the six-sheet workbook or any single table."),
        )
        self.add(
            QgsProcessingParameterString("SHEETS", self.tr("Sheets"), optional=True),
            self.tr("Names of sheets, separated by commas. Empty: every sheet that is a register."),
        )
        self.add(
            QgsProcessingParameterString("PROFILE", self.tr("Column profile"), optional=True),
            self.tr(
                "The name of a column profile saved in the workspace or shipped with the "
                "plugin, or the path of a profile file (.json). Empty: the columns are "
                "recognised by their names."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "TAX_YEAR", self.tr("Tax year (B.E.)"), defaultValue=0, minValue=0, maxValue=2699
            ),
            self.tr("Of uses and receipts that name no year. 0: the tax year of the workspace."),
        )
        self.add(
            QgsProcessingParameterString("PRICES_FROM", self.tr("Prices hold from"), optional=True),
            self.tr(
                "The first day of a price list of the Treasury that says none, as 1/1/2570. With "
                "it a new list stands beside the old one; without it the list takes the place of "
                "another one without days."
            ),
        )
        self.add(
            QgsProcessingParameterString("DOCUMENT", self.tr("Document"), optional=True),
            self.tr("The letter or order that the file came with, if there is one."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "SET_ASIDE", self.tr("Rows set aside"), "CSV (*.csv)", optional=True,
                createByDefault=False,
            ),
            self.tr("A CSV of the rows that did not enter, each with its reason."),
        )  # fmt: skip
        labels = {
            "rows": self.tr("Rows in the file"),
            "inserted": self.tr("New rows"),
            "updated": self.tr("Updated rows"),
            "unchanged": self.tr("Unchanged rows"),
            "set_aside": self.tr("Rows set aside"),
        }
        for name in _FATES:
            self.addOutput(QgsProcessingOutputNumber(name.upper() + "_COUNT", labels[name]))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        path = Path(self.parameterAsFile(parameters, "INPUT", context))
        named = self.parameterAsString(parameters, "SHEETS", context)
        sheets = chosen_sheets(named, path)
        profile = self._profile(ws, self.parameterAsString(parameters, "PROFILE", context))
        named_profile, saved = ([profile], []) if profile else ([], saved_profiles(ws))
        register = read_register(path, sheets, named_profile, Part(feedback, 0.0, 0.4), saved)
        since = self.typed_date(parameters, "PRICES_FROM", context, feedback)
        report = import_register(
            ws,
            register,
            self.parameterAsInt(parameters, "TAX_YEAR", context),
            self.parameterAsString(parameters, "DOCUMENT", context),
            Part(feedback, 0.4, 1.0),
            "" if since is None else since.isoformat(),
        )
        for message in report.summary():
            feedback.message(message)
        results: dict[str, Any] = {
            name.upper() + "_COUNT": sum(getattr(sheet, name) for sheet in report.sheets)
            for name in _FATES
        }
        target = self.parameterAsFileOutput(parameters, "SET_ASIDE", context)
        if target:
            results["SET_ASIDE"] = self._set_aside(ws, report, Path(target), feedback)
        return results

    @staticmethod
    def _profile(ws: Workspace, name: str) -> Optional[Profile]:
        if not name:
            return None
        path = Path(name)
        shipped = resource_path("column_profiles", name + ".json")
        if path.suffix == ".json" or shipped.is_file():
            return Profile.load(path if path.suffix == ".json" else shipped)
        return load_profile(ws, name)

    @staticmethod
    def _set_aside(ws: Workspace, report: RegisterReport, path: Path, feedback: Feedback) -> str:
        batches = [sheet.batch_uuid for sheet in report.sheets]
        count = write_set_aside(ws, batches, path, language())
        feedback.message(Message("register_set_aside.written", count=count, file=path.name))
        return str(path)
