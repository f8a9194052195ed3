"""``taxmap:assesstax``: the land and building tax of a year, for every payer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
)

from ..core.feedback import Feedback, Part
from ..core.message import Message
from ..core.money import format_baht
from ..editing.assess import Assessment, keep, work_out
from ..editing.compare_tax import compare_with_kept, has_kept
from ..exchange.assessment_workbook import write_assessment_workbook
from ..exchange.tax_names import TaxNames
from ..settings import language
from .base import TaxMapAlgorithm


class AssessTax(TaxMapAlgorithm):
    """Works the tax out from the registers; keeps it as drafts where asked."""

    ID = "assesstax"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add_year()
        self.add(
            QgsProcessingParameterBoolean(
                "KEEP", self.tr("Keep the assessments in the workspace"), defaultValue=True
            ),
            self.tr(
                "As drafts. What changed since the last run is superseded and stays readable; "
                "without it the tax is only worked out."
            ),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr(
                "Sums by class, payers, items, how each number came about, what changed since the "
                "last run, and what is left out and why. Names are masked."
            ),
        )
        for name, title in (
            ("PAYERS", self.tr("Payers")),
            ("ITEMS", self.tr("Items")),
            ("TAX", self.tr("Tax (baht)")),
            ("SIGN_TAX", self.tr("Signboard tax (baht)")),
            ("LEFT_OUT", self.tr("Left out")),
            ("NEW", self.tr("New assessments")),
            ("CHANGED", self.tr("Changed assessments")),
            ("SAME", self.tr("Assessments as before")),
            ("GONE", self.tr("Cancelled assessments")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        year = self.year(parameters, context, ws)
        found = work_out(ws, year, Part(feedback, 0.0, 0.6))
        _tell(found, feedback)
        results: dict[str, Any] = {
            "PAYERS": found.items["payer"].nunique(),
            "ITEMS": len(found.items),
            "TAX": found.tax / 100,
            "SIGN_TAX": found.sign_tax / 100,
            "LEFT_OUT": len(found.left_out),
        }
        path = self.parameterAsFileOutput(parameters, "XLSX", context)
        if path:
            names = TaxNames.read(ws)
            bills = list(found.explained())
            told = found.law, bills, found.signs, found.left_out, found.outside, names
            since = compare_with_kept(ws, found) if has_kept(ws, year) else None
            write_assessment_workbook(*told, Path(path), language(), since)
            results["XLSX"] = path
        feedback.progress(0.8)
        if not self.parameterAsBool(parameters, "KEEP", context):
            feedback.message(Message("assess.not_kept"))
            return results
        counts = keep(ws, found, Part(feedback, 0.8, 1.0)).counts
        results.update({name.upper(): counts[name] for name in ("new", "changed", "same", "gone")})
        told_counts = {name: counts[name] for name in ("changed", "same", "gone")}
        feedback.message(Message("assess.kept", fresh=counts["new"], **told_counts))
        return results


def _tell(found: Assessment, feedback: Feedback) -> None:
    payers = found.items["payer"].nunique()
    numbers = {"payers": f"{payers:,}", "items": f"{len(found.items):,}"}
    feedback.message(
        Message("assess.told", year=found.law.year, tax=format_baht(found.tax), **numbers)
    )
    if found.signs:
        feedback.message(
            Message("assess.signs", signs=f"{len(found.signs):,}", tax=format_baht(found.sign_tax))
        )
    if found.left_out:
        value = format_baht(sum(one.value for one in found.left_out))
        feedback.message(Message("assess.left_out", count=len(found.left_out), value=value))
    special = [one for one in found.left_out if one.message.id.startswith("special_property.")]
    if special:
        value = format_baht(sum(one.value for one in special))
        feedback.message(Message("assess.special", count=len(special), value=value))
    if found.holding.by_map:
        feedback.message(Message("assess.by_map", count=len(found.holding.by_map)))
    if found.holding.earlier:
        feedback.message(Message("assess.earlier", count=len(found.holding.earlier)))
