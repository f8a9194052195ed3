"""``taxmap:checkquality``: look for faults by rules, file them, and report them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingOutputNumber,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFeatureSink,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
    QgsVectorLayer,
    QgsWkbTypes,
)

from ..cartography.quality_pdf import write_quality_pdf
from ..compat import SOURCE_POINT
from ..core.feedback import Feedback, Part
from ..core.message import Message, Term
from ..core.quality_choice import chosen_rules, option_words, typed_options
from ..core.quality_report import QualityReport, group_title
from ..core.quality_rule import GROUPS, Rule
from ..core.quality_rules import RULES, rule
from ..editing.quality_check import check_quality, look_at_quality
from ..editing.quality_report import report_of
from ..errors import Cancelled, TaxMapError
from ..exchange.quality_layer import finding_fields, style_findings, write_findings
from ..exchange.quality_workbook import write_quality_workbook
from ..settings import language, say
from ..workspace.quality_settings import read_quality_settings
from ..workspace.store import Workspace
from .base import TaxMapAlgorithm

_NOTHING, _ERRORS, _WARNINGS = range(3)
_FILES = ("PDF", "XLSX")


class _Signs(QgsProcessingLayerPostProcessorInterface):
    """Shows the findings as the workspace does, once Processing has loaded them."""

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        style_findings(layer, language())


class CheckQuality(TaxMapAlgorithm):
    """All rules, those of some groups, or a few by name."""

    ID = "checkquality"
    IN_MAIN_THREAD = True

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        self._add_rules()
        self.add(
            QgsProcessingParameterBoolean("FILE", self.tr("File the findings"), defaultValue=True),
            self.tr(
                "New findings are filed, those that are gone are closed, and what was decided of "
                "the others stands. Without it the check only looks."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "FAIL_ON",
                self.tr("End as failed on"),
                [
                    self.tr("Nothing"),
                    self.tr("Errors"),
                    self.tr("Errors and what is to be checked"),
                ],
                defaultValue=_NOTHING,
            ),
            self.tr(
                "For scheduled runs: when there are such findings that nobody has accepted, a rule "
                "could not be checked, or there are no parcels, all outputs are written and "
                "qgis_process ends with another status than 0."
            ),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterFeatureSink(
                "OUTPUT", self.tr("Findings of the check"), SOURCE_POINT, optional=True,
                createByDefault=True,
            ),
            self.tr("A point for each finding. Those without a place are rows of the table."),
        )  # fmt: skip
        self.add(
            QgsProcessingParameterFileDestination(
                "PDF", self.tr("Report"), "PDF (*.pdf)", optional=True, createByDefault=False
            ),
            self.tr("A cover with the totals and a map, then each rule with its findings."),
        )
        self.add(
            QgsProcessingParameterFileDestination(
                "XLSX", self.tr("Workbook"), "Excel (*.xlsx)", optional=True, createByDefault=False
            ),
            self.tr("A workbook with the summary, all findings, and their history by day."),
        )
        labels = {
            "ERRORS": self.tr("Errors"),
            "WARNINGS": self.tr("To check"),
            "NOTES": self.tr("For information"),
            "ACCEPTED": self.tr("Accepted as they are"),
            "NEW": self.tr("New findings"),
            "GONE": self.tr("Findings that are gone"),
            "FAILED": self.tr("Rules that could not be checked"),
        }
        for name, label in labels.items():
            self.addOutput(QgsProcessingOutputNumber(name, label))

    def _add_rules(self) -> None:
        self.add(
            QgsProcessingParameterEnum(
                "GROUPS",
                self.tr("Groups of rules"),
                [say(group_title(group)) for group in GROUPS],
                allowMultiple=True,
                defaultValue=list(range(len(GROUPS))),
                optional=True,
            ),
            self.tr("What is looked for. All unless you choose."),
        )
        self.add(
            QgsProcessingParameterString(
                "RULES", self.tr("Only these rules"), multiLine=True, optional=True
            ),
            self.tr(
                "Ids or titles, one a line or with commas, such as overlap, gap. Empty: all rules "
                "of the groups. Rules that the office has switched off find nothing. There are: "
                "{rules}."
            ).format(rules=", ".join(f"{one.id} ({say(one.title)})" for one in RULES)),
            advanced=True,
        )
        self.add(
            QgsProcessingParameterString(
                "OPTIONS", self.tr("Options of the rules"), multiLine=True, optional=True
            ),
            self.tr(
                "rule.option=value, one a line, such as overlap.area=0.5, for this run only. "
                "Empty: as the office has set them, else the usual values, which follow. "
                "{options}."
            ).format(options="; ".join(map(say, option_words()))),
            advanced=True,
        )

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        rules = self._rules(parameters, context)
        options = typed_options(self.parameterAsString(parameters, "OPTIONS", context))
        ws = self.workspace(parameters, context)
        ours = read_quality_settings(ws).settings
        off = [one.title for one in rules if not ours.is_on(one.id)]
        if off:
            feedback.message(Message("quality_settings.off", count=len(off), rules=off))
        idle = [rule(id).title for id in options if id not in {one.id for one in rules}]
        if idle:
            feedback.message(Message("quality_choice.idle", count=len(idle), rules=idle))
        rules = ours.rules_on(rules)
        files = self.parameterAsBool(parameters, "FILE", context)
        look = check_quality if files else look_at_quality
        checked = look(ws, Part(feedback, 0.0, 0.8), rules, options)
        report = report_of(ws, checked, rules)
        for message in _told(report, files):
            feedback.message(message)
        results: dict[str, Any] = {
            "ERRORS": report.count("error"),
            "WARNINGS": report.count("warning"),
            "NOTES": report.count("info"),
            "ACCEPTED": report.accepted,
            "NEW": report.new,
            "GONE": report.gone,
            "FAILED": len(report.failed),
        }
        output = self._layer(parameters, context, ws, report)
        if output:
            results["OUTPUT"] = output
        if report.left:
            feedback.message(Message("quality_report.cancelled", count=len(report.left)))
            return results
        try:
            part = Part(feedback, 0.8, 1.0)
            results.update(self._files(parameters, context, ws, report, part))
        except Cancelled:
            feedback.message(Message("quality_report.not_reported"))
            return results
        feedback.progress(1.0)
        _judge(report, self.parameterAsEnum(parameters, "FAIL_ON", context))
        return results

    def _rules(self, parameters: dict[str, Any], context: QgsProcessingContext) -> tuple[Rule, ...]:
        groups = [GROUPS[at] for at in self.parameterAsEnums(parameters, "GROUPS", context)]
        return chosen_rules(self.parameterAsString(parameters, "RULES", context), groups or GROUPS)

    def _files(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        report: QualityReport,
        feedback: Feedback,
    ) -> dict[str, Any]:
        """The reports that were asked for, by output."""
        wanted = {name: self.parameterAsFileOutput(parameters, name, context) for name in _FILES}
        if wanted["XLSX"]:
            write_quality_workbook(report, Path(wanted["XLSX"]), language())
        if wanted["PDF"]:
            write_quality_pdf(ws, report, Path(wanted["PDF"]), language(), feedback)
        return {name: path for name, path in wanted.items() if path}

    def _layer(
        self,
        parameters: dict[str, Any],
        context: QgsProcessingContext,
        ws: Workspace,
        report: QualityReport,
    ) -> str:
        crs = QgsCoordinateReferenceSystem.fromEpsgId(ws.epsg)
        sink, output = self.parameterAsSink(
            parameters, "OUTPUT", context, finding_fields(), QgsWkbTypes.Point, crs
        )
        if sink is None:
            return ""
        write_findings(report, sink, language())
        del sink  # closes the file
        self.dress(context, output, _Signs())
        return str(output)


def _told(report: QualityReport, filed: bool) -> Iterator[Message]:
    """The check in a few sentences: what was found by which rule, and in sum."""
    for one in report.broken:
        severity, count = Term("severity", one.severity), report.open_of(one)
        words = {"severity": severity, "rule": one.title, "count": f"{count:,}"}
        if count:
            yield Message("quality_report.of_rule", **words)
    for id, problem in report.failed.items():
        yield Message("quality_report.failed", rule=Message(f"quality.{id}"), problem=problem)
    if report.is_empty:
        yield Message("quality_report.no_parcels")
    if report.broken:
        yield totals(report)
    elif report.is_empty:
        pass  # nothing was found where nothing is
    elif report.rules and report.is_whole:
        yield Message("quality_report.clean", count=len(report.rules))
    elif report.rules:
        yield Message("quality_report.nothing_found", count=len(report.rules))
    yield report.compared()
    if report.unasked:
        yield Message("quality_report.unasked", count=report.unasked)
    if not filed:
        yield Message("quality_report.not_filed")


def totals(report: QualityReport) -> Message:
    return Message(
        "quality_report.totals",
        errors=report.count("error"),
        warnings=report.count("warning"),
        notes=report.count("info"),
        accepted=report.accepted,
    )


def _judge(report: QualityReport, fail_on: int) -> None:
    """Raise TaxMapError where the officer wants the run to fail on what was found."""
    if fail_on == _NOTHING:
        return
    if report.failed:
        names: Sequence[Message] = [Message(f"quality.{id}") for id in report.failed]
        count = len(report.failed)
        raise TaxMapError(Message("quality_report.fails_unchecked", count=count, rules=list(names)))
    if report.is_empty:
        raise TaxMapError(Message("quality_report.no_parcels"))
    errors, warnings = report.count("error"), report.count("warning")
    if errors or (warnings and fail_on == _WARNINGS):
        raise TaxMapError(Message("quality_report.fails", errors=errors, warnings=warnings))
