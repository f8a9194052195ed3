"""``taxmap:reconcileregister``: the map and the registers beside a list of another office."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ..core.columns import Profile
from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.reconcile import WHATS, What, kinds
from ..editing.reconcile_findings import Judged, look_at_differences, reconcile_findings
from ..exchange.layer_import import style_of
from ..exchange.layer_profile import load_profile
from ..exchange.reconcile_compare import FATES, Comparison, compare
from ..exchange.reconcile_here import read_here, read_parcels
from ..exchange.reconcile_list import List, read_list
from ..exchange.reconcile_owner import OwnersHere
from ..exchange.reconcile_workbook import write_reconcile_workbook
from ..settings import language, say
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm


class ReconcileRegister(TaxMapAlgorithm):
    """Files each row that does not agree as a finding; changes nothing else."""

    ID = "reconcileregister"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterFile(
                "INPUT",
                self.tr("List"),
                fileFilter=self.tr("Tables") + " (*.xlsx *.xlsm *.ods *.csv *.txt *.tsv *.dbf)",
            ),
            self.tr("Excel, LibreOffice or CSV, as the other office or system exports it."),
        )
        self.add(
            QgsProcessingParameterString("SHEET", self.tr("Sheet"), optional=True),
            self.tr("Where the file has several."),
        )
        self.add(
            QgsProcessingParameterEnum(
                "KIND", self.tr("What the list is"), [say(one.title) for one in kinds()]
            ),
            self.tr("Decides with what it is compared, by which keys and in which columns."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "WHOLE", self.tr("The list covers the whole municipality"), defaultValue=False
            ),
            self.tr(
                "Then what only we have is told too, and findings that the list no longer "
                "mentions are closed. Leave it off for a list of one month or one village."
            ),
        )
        self.add(
            QgsProcessingParameterString("PROFILE", self.tr("Column profile"), optional=True),
            self.tr(
                "A mapping saved in the workspace. Empty: the columns are recognised by their "
                "names."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean("FILE", self.tr("File the findings"), defaultValue=True),
            self.tr(
                "Then the dock of quality lists them, gives them to somebody, and the next run "
                "tells only what is new."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr("Sums, what is new, all that stands with owner and state, and the rows' fate."),
        )
        for name, title in (
            ("ROWS", self.tr("Rows in the list")),
            ("SAME", self.tr("Rows that agree")),
            ("DIFFERENT", self.tr("Different rows")),
            ("ONLY_THERE", self.tr("Only in the list")),
            ("ONLY_HERE", self.tr("Only here")),
            ("NOT_COMPARED", self.tr("Rows not compared")),
            ("NEW", self.tr("New findings")),
            ("GONE", self.tr("Closed findings")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        kind = kinds()[self.parameterAsEnum(parameters, "KIND", context)]
        path = Path(self.parameterAsFile(parameters, "INPUT", context))
        sheet = self.parameterAsString(parameters, "SHEET", context) or None
        profile = self._profile(ws, self.parameterAsString(parameters, "PROFILE", context))
        style = style_of(ws.municipality)
        there = read_list(path, sheet, kind, style, Part(feedback, 0.0, 0.3), profile)
        whole = self.parameterAsBool(parameters, "WHOLE", context)
        with ws.reading() as reader:
            here, owners = read_here(reader, kind), OwnersHere(reader, kind.table)
            parcels = read_parcels(reader)
        part = Part(feedback, 0.3, 0.7)
        compared = compare(there, here, parcels, owners, kind, whole, part)
        judged = Judged(_judged(whole, compared), compared.seen, compared.present)
        if self.parameterAsBool(parameters, "FILE", context):
            found = reconcile_findings(ws, kind, compared.found, judged, there.source.file)
        else:
            found = look_at_differences(ws, kind, compared.found, judged)
        filed = found.filed
        counts = {name: getattr(filed, name) for name in ("new", "reopened", "kept", "gone")}
        _tell(compared, there, counts, feedback)
        results: dict[str, Any] = {
            "ROWS": len(compared.rows),
            "SAME": compared.counts["same"],
            "DIFFERENT": compared.counts["different"],
            "ONLY_THERE": compared.counts["only_there"],
            "ONLY_HERE": compared.only_here,
            "NOT_COMPARED": sum(compared.counts[one] for one in ("repeated", "doubtful", "no_key")),
            "NEW": filed.new,
            "GONE": filed.gone,
        }
        workbook = self.parameterAsFileOutput(parameters, "XLSX", context)
        if workbook:
            told = compared, there.source.file, counts, found.standing
            write_reconcile_workbook(*told, Path(workbook), language())
            results["XLSX"] = workbook
        feedback.progress(1.0)
        return results

    @staticmethod
    def _profile(ws: Workspace, name: str) -> Optional[Profile]:
        return load_profile(ws, name) if name else None


def _judged(whole: bool, compared: Comparison) -> list[What]:
    """The checks that were made of everything: without ``whole`` of none."""
    if not whole:
        return []
    return [what for what in WHATS if what != "only_here" or compared.whole]


def _tell(compared: Comparison, there: List, counts: dict[str, int], feedback: Feedback) -> None:
    for note in there.source.notes:
        feedback.message(note)
    told = {"kind": compared.kind.title, "file": there.source.file, "rows": len(compared.rows)}
    feedback.message(Message("reconcile.told", **told))
    for fate in FATES:
        if compared.counts[fate]:
            word = Message("reconcile.fate_" + fate)
            feedback.message(Message("reconcile.counted", what=word, count=compared.counts[fate]))
    if compared.whole:
        word = Message("reconcile.here_only")
        feedback.message(Message("reconcile.counted", what=word, count=compared.only_here))
    if compared.here_unjudged:
        word = Message("reconcile.here_unjudged")
        feedback.message(Message("reconcile.counted", what=word, count=compared.here_unjudged))
    feedback.message(Message("reconcile.filed", fresh=counts["new"], **{
        name: counts[name] for name in ("reopened", "kept", "gone")
    }))  # fmt: skip
