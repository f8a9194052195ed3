"""``taxmap:printforms``: the forms of a tax year as one bound PDF, and their rows as a workbook."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..cartography.files import prepare_folder
from ..cartography.form_pdf import FormPrinter
from ..core.feedback import Feedback
from ..core.form_definition import FORMS, form_definition
from ..core.message import Message
from ..core.municipality import FIRST_TAX_YEAR, LAST_TAX_YEAR
from ..core.thai_text import arabic_digits
from ..editing.form_documents import (
    OF_BILLS,
    FormSource,
)
from ..editing.form_wishes import ORDERS, FormWishes, OfficeWords, Wanted
from ..exchange.form_workbook import write_form_workbook
from ..settings import language
from ..workspace.form_approval import read_approvals
from ._form_run import marked, number_rows, write_sheets
from .base import TaxMapAlgorithm

_LISTS = ("pds3", "pds4")  # that are posted, with set, page and row


class PrintForms(TaxMapAlgorithm):
    """Reads the registers and what was assessed; writes only the numbers of a posted list."""

    ID = "printforms"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        forms = [form_definition(form).label(language()) for form in FORMS]
        self.add(
            QgsProcessingParameterEnum(
                "FORM", self.tr("Form"), forms, defaultValue=FORMS.index("pds7")
            ),
            self.tr(
                "PDS 6 is the letter with its calculation sheets; until the head of finance has "
                "enabled notices of the year only the sheets are printed, marked for review."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "YEAR",
                self.tr("Tax year (B.E.)"),
                defaultValue=None,
                optional=True,
                minValue=FIRST_TAX_YEAR,
                maxValue=LAST_TAX_YEAR,
            ),
            self.tr("Blank: the tax year of the workspace."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "NAMES", self.tr("Print whole names and addresses"), defaultValue=False
            ),
            self.tr(
                "For what goes to the payer. Without it names are masked, and addresses, "
                "identification numbers and telephones are not read at all."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "TAXED", self.tr("Only who has tax to pay"), defaultValue=True
            ),
            self.tr("For assessments, envelopes and posting lists; lists and registers have all."),
        )
        self.add(
            QgsProcessingParameterBoolean("POST", self.tr("Post the list"), defaultValue=False),
            self.tr(
                "PDS 3 and 4: give each row its set, page and row, and keep them. What is posted "
                "keeps its numbers in every later print; it can be undone."
            ),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "DERIVATION", self.tr("Print how each number came about"), defaultValue=False
            ),
            self.tr("PDS 6, 7, 8 and PP 3: a page more for each payer, in your language."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "THAI_DIGITS", self.tr("Thai digits"), defaultValue=False
            ),
            self.tr("On paper only; codes of parcels and postcodes stay as they are."),
        )
        self._add_choice()
        self._add_words()
        self.add(
            QgsProcessingParameterFolderDestination("FOLDER", self.tr("Folder")),
            self.tr("Where PDF and workbook are written; older ones of the form are replaced."),
        )
        self.addOutput(QgsProcessingOutputFile("PDF", self.tr("Bound PDF")))
        self.addOutput(QgsProcessingOutputFile("XLSX", self.tr("Workbook")))
        for name, title in (
            ("DOCUMENTS", self.tr("Documents")),
            ("PAGES", self.tr("Pages")),
            ("POSTED", self.tr("Rows newly posted")),
        ):
            self.addOutput(QgsProcessingOutputNumber(name, title))

    def _add_choice(self) -> None:
        """Who is printed, and in which order."""
        self.add(
            QgsProcessingParameterEnum(
                "ORDER",
                self.tr("Order"),
                [
                    self.tr("Moo, then parcel code"),
                    self.tr("Block, then parcel code"),
                    self.tr("Name"),
                ],
                defaultValue=0,
            ),
            self.tr("Bookmarks of the PDF, and the sets of a posted list, follow it."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "APART", self.tr("A file for each moo or block"), defaultValue=False
            ),
            self.tr("Otherwise one bound PDF has all."),
            advanced=True,
        )
        for name, label, explanation in (
            ("CODES", self.tr("Parcel codes"), self.tr("Blank: all. Several with a comma.")),
            ("MOO", self.tr("Moo"), self.tr("Blank: all. Several with a comma.")),
            (
                "OWNERS",
                self.tr("Name codes (PT 4)"),
                self.tr("Payers by their name code. Blank: all. Several with a comma."),
            ),
        ):
            self.add(QgsProcessingParameterString(name, label, optional=True), explanation)

    def _add_words(self) -> None:
        """What a letter says of the office."""
        blank = self.tr("Blank: dots to be filled in by hand.")
        for name, label, explanation in (
            ("LETTER_NO", self.tr("Letter number"), blank),
            (
                "DATE",
                self.tr("Date"),
                self.tr(
                    "Of the letter, such as 5/2/2569 (blank: dots); of the posting (blank: today)."
                ),
            ),
            ("ADDRESS", self.tr("Address of the office"), self.tr("Blank: district and province.")),
            ("TELEPHONE", self.tr("Telephone of the office"), blank),
            ("PAY_AT", self.tr("Where to pay"), self.tr("Blank: the office.")),
            ("SIGNED_BY", self.tr("Signed by"), blank),
            ("POSITION", self.tr("Position"), blank),
            ("KIND", self.tr("Kind of document"), self.tr("Of the posting list. May be blank.")),
        ):
            self.add(
                QgsProcessingParameterString(name, label, optional=True), explanation, advanced=True
            )

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        form = FORMS[self.parameterAsEnum(parameters, "FORM", context)]
        given = parameters.get("YEAR") is not None
        year = (
            self.parameterAsInt(parameters, "YEAR", context) if given else ws.municipality.tax_year
        )
        folder = Path(self.parameterAsString(parameters, "FOLDER", context))
        prepare_folder(folder)
        approvals = read_approvals(ws)
        enabled = year in approvals.notices
        wishes = self._wishes(parameters, context, feedback, enabled)
        with ws.reading() as reader:
            source = FormSource(reader, ws.municipality, year, wishes)
            printed = source.documents(form)
            for note in source.notes(form):
                feedback.message(note)
        feedback.progress(0.1)
        thai_digits = self.parameterAsBool(parameters, "THAI_DIGITS", context)
        printer = FormPrinter(ws.municipality.name, form_definition(form).label("th"), thai_digits)
        results: dict[str, Any] = {"FOLDER": str(folder), "POSTED": 0}
        if form in _LISTS:
            post = self.parameterAsBool(parameters, "POST", context)
            day = wishes.office.letter_date or dt.date.today() if post else None
            results["POSTED"] = number_rows(ws, year, form, printed, printer, day, feedback)
        if form in OF_BILLS and form != "pds1" and not enabled:
            feedback.message(Message("form_print.review_only", year=year))
        if not wishes.whole_names and form != "pds1":
            feedback.message(Message("form_print.masked"))
        sheets = marked(printed, approvals, enabled, feedback)
        apart = self.parameterAsBool(parameters, "APART", context)
        results.update(write_sheets(sheets, printer, folder, f"{form}_{year}", apart, feedback))
        workbook = folder / f"{form}_{year}.xlsx"
        by_form = [one.document for one in printed if one.form == form]
        kind = form if by_form else printed[0].form
        documents = by_form or [one.document for one in printed if one.form == kind]
        write_form_workbook(form_definition(kind), documents, workbook)
        results.update(XLSX=str(workbook), DOCUMENTS=len(documents))
        told = {"documents": len(documents), "pages": results["PAGES"]}
        told["form"] = form_definition(kind).label(language())
        feedback.message(Message("form_print.printed", file=Path(results["PDF"]).name, **told))
        return results

    def _wishes(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        feedback: Feedback,
        notices: bool,
    ) -> FormWishes:
        def text(name: str) -> str:
            return str(self.parameterAsString(parameters, name, context)).strip()

        def several(name: str) -> frozenset[str]:
            return frozenset(part for part in re.split(r"[\s,;]+", text(name)) if part)

        upper = (arabic_digits(code).upper() for code in several("CODES"))
        moo = (arabic_digits(one) for one in several("MOO"))
        derivation = self.parameterAsBool(parameters, "DERIVATION", context)
        return FormWishes(
            wanted=Wanted(frozenset(upper), frozenset(moo), several("OWNERS")),
            order=ORDERS[self.parameterAsEnum(parameters, "ORDER", context)],
            whole_names=self.parameterAsBool(parameters, "NAMES", context),
            taxed=self.parameterAsBool(parameters, "TAXED", context),
            notices=notices,
            derivation=language() if derivation else None,
            office=OfficeWords(
                address=text("ADDRESS"),
                telephone=text("TELEPHONE"),
                letter_no=text("LETTER_NO"),
                letter_date=self.typed_date(parameters, "DATE", context, feedback),
                pay_at=text("PAY_AT"),
                signer=text("SIGNED_BY"),
                position=text("POSITION"),
                sent_kind=text("KIND"),
            ),
        )
