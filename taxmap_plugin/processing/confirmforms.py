"""``taxmap:confirmforms``: says that printed forms are as the real ones, and enables notices."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.feedback import Feedback
from ..core.form_definition import FORMS, form_definition
from ..core.message import Message
from ..core.municipality import FIRST_TAX_YEAR, LAST_TAX_YEAR
from ..errors import TaxMapError
from ..settings import language
from ..workspace.form_approval import approve
from .base import TaxMapAlgorithm


class ConfirmForms(TaxMapAlgorithm):
    """Keeps who has confirmed which forms, and for which years notices may be printed."""

    ID = "confirmforms"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self.add(
            QgsProcessingParameterEnum(
                "FORMS",
                self.tr("Forms compared with the real ones"),
                [form_definition(form).label(language()) for form in FORMS],
                allowMultiple=True,
                optional=True,
            ),
            self.tr("They print without the note of a draft from now on."),
        )
        self.add(
            QgsProcessingParameterNumber(
                "YEAR",
                self.tr("Enable official notices of tax year (B.E.)"),
                defaultValue=None,
                optional=True,
                minValue=FIRST_TAX_YEAR,
                maxValue=LAST_TAX_YEAR,
            ),
            self.tr("The head of finance decides it, year by year. Blank: no change."),
        )
        self.add(
            QgsProcessingParameterString("NAME", self.tr("Who confirms")),
            self.tr("Name and position. Kept with the day and the user of the workspace."),
        )
        self.add(
            QgsProcessingParameterBoolean("TAKE_BACK", self.tr("Take back"), defaultValue=False),
            self.tr("The chosen forms are drafts again, the notices of the year not enabled."),
        )
        self.addOutput(QgsProcessingOutputNumber("CONFIRMED", self.tr("Forms confirmed in all")))

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        chosen = self._forms(parameters, context)
        given = parameters.get("YEAR") is not None
        years = [self.parameterAsInt(parameters, "YEAR", context)] if given else []
        name = self.parameterAsString(parameters, "NAME", context).strip()
        if not name:
            raise TaxMapError(Message("form_approval.name"))
        if not chosen and not years:
            raise TaxMapError(Message("form_approval.nothing"))
        take_back = self.parameterAsBool(parameters, "TAKE_BACK", context)
        with ws.transaction("settings", reason=name) as tx:
            now = approve(tx, name, chosen, years, take_back)
        for form in chosen:
            label = form_definition(form).label(language())
            told = {"form": label, "name": name}
            feedback.message(
                Message("form_approval.unconfirmed", **told)
                if take_back
                else Message("form_approval.confirmed", **told)
            )
        for year in years:
            feedback.message(
                Message("form_approval.disabled", year=year, name=name)
                if take_back
                else Message("form_approval.enabled", year=year, name=name)
            )
        return {"CONFIRMED": len(now.confirmed)}

    def _forms(self, parameters: dict[str, Any], context: QgsProcessingContext) -> list[str]:
        """Those that were chosen; for none QGIS would give the first of the list."""
        if parameters.get("FORMS") in (None, "", []):
            return []
        return [FORMS[at] for at in self.parameterAsEnums(parameters, "FORMS", context)]
