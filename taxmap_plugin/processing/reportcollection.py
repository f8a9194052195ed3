"""``taxmap:reportcollection``: what came in and what is owed, by tax year and fiscal year."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..cartography.collection_pdf import write_collection_pdf
from ..core.collection_table import CollectionTables
from ..core.feedback import Feedback, Part
from ..core.fiscal_year import fiscal_year
from ..core.message import Message
from ..core.money import format_baht
from ..core.municipality import FIRST_TAX_YEAR, LAST_TAX_YEAR
from ..core.thai_date import today
from ..editing.collect import collect, explained
from ..exchange.collection_workbook import write_collection_workbook
from ..settings import language
from ..workspace.payer_name import payer_names
from .base import TaxMapAlgorithm


class ReportCollection(TaxMapAlgorithm):
    """Reads the workspace; changes nothing in it."""

    ID = "reportcollection"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterString("DAY", self.tr("As of"), optional=True),
            self.tr(
                "Penalty and surcharge are worked out to this day, and payments until then count. "
                "Blank: today."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "YEAR",
                self.tr("Fiscal year (B.E.)"),
                defaultValue=None,
                optional=True,
                minValue=FIRST_TAX_YEAR,
                maxValue=LAST_TAX_YEAR,
            ),
            self.tr(
                "1 October to 30 September; the tax year of the same number is told beside it. "
                "Blank: the fiscal year of the day."
            ),
        )
        self.add(
            QgsProcessingParameterString("EXTENDED", self.tr("Time extended to"), optional=True),
            self.tr(
                "Where the executive extended the time to pay the land and building tax of that "
                "year (s.70): who pays until this day has half the surcharge."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterBoolean(
                "NAMES", self.tr("Names of debtors in full"), defaultValue=False
            ),
            self.tr("Without it names are masked. Give a list with names to nobody who may not."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "PDF", self.tr("Report"), "PDF (*.pdf)", optional=True, createByDefault=False
            ),
            self.tr("A chart and the tables, to print."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr(
                "The same tables, every debtor, how each debt came about with its section, and "
                "what is in no account."
            ),
        )
        for name, title in (
            ("PAYERS", self.tr("Accounts")),
            ("DEBTORS", self.tr("Accounts that are late")),
            ("BALANCE", self.tr("To be paid by them (baht)")),
            ("RECEIVED", self.tr("Received in the fiscal year (baht)")),
            ("IGNORED", self.tr("Receipts in no account")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        day = self.typed_date(parameters, "DAY", context, feedback) or today()
        given = parameters.get("YEAR") is not None
        year = self.parameterAsInt(parameters, "YEAR", context) if given else fiscal_year(day)
        until = self.typed_date(parameters, "EXTENDED", context, feedback)
        extended = {} if until is None else {year: until}
        found = collect(ws, day, year, Part(feedback, 0.0, 0.4), extended)
        in_full = self.parameterAsBool(parameters, "NAMES", context)
        tables = CollectionTables(found, language(), payer_names(ws, in_full))
        debtors, received = found.debtors(), int(found.by_month()["total"].sum())
        results: dict[str, Any] = {
            "PAYERS": len(found.accounts),
            "DEBTORS": len(debtors),
            "BALANCE": int(debtors["balance"].sum()) / 100,
            "RECEIVED": received / 100,
            "IGNORED": len(found.ignored()),
        }
        workbook = self.parameterAsFileOutput(parameters, "XLSX", context)
        if workbook:
            write_collection_workbook(tables, explained(ws, found, debtors), Path(workbook))
            results["XLSX"] = workbook
        feedback.progress(0.7)
        pdf = self.parameterAsFileOutput(parameters, "PDF", context)
        if pdf:
            write_collection_pdf(tables, Path(pdf), not in_full, Part(feedback, 0.7, 1.0))
            results["PDF"] = pdf
        balance = format_baht(int(debtors["balance"].sum()))
        told = {"balance": balance, "received": format_baht(received), "year": year}
        feedback.message(Message("collection_report.told_result", debtors=len(debtors), **told))
        for line in tables.told():
            feedback.message(Message("common.typed", text=line))
        return results
