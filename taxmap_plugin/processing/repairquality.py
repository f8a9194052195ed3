"""``taxmap:repairquality``: overlaps, gaps and corners of the map mended by rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterNumber,
    QgsProcessingParameterString,
)

from ..core.feedback import Feedback, Part
from ..core.fix_choice import CHOICES, title
from ..core.fix_drift import Drift
from ..core.message import Message
from ..core.quality_rule import Options, Rule
from ..core.quality_rules import rule
from ..core.quality_settings import QualitySettings
from ..editing.parcel_batch import Job, More, try_again
from ..editing.parcel_plan import PlanError
from ..editing.quality_fix import Wish
from ..editing.quality_repair import faults_chosen, faults_found, fix_jobs, mendable
from ..settings import say
from ..workspace.quality_settings import read_quality_settings
from ..workspace.store import Workspace
from ._parcel_change import ParcelChange

_CHECK = 0.3
"""The share of the work that is looking for what to mend."""
_OF_TOLERANCE = ("near_corner", "near_edge", "missing_corner", "multipart")


class RepairQuality(ParcelChange):
    """Each fault is a change of its own; what cannot be mended is named with its reason."""

    ID = "repairquality"

    def initAlgorithm(self, configuration: Any = None) -> None:
        self.add_workspace()
        titles = [say(one.title) for one in mendable()]
        self.add(
            QgsProcessingParameterEnum(
                "RULES",
                self.tr("What to mend"),
                titles,
                allowMultiple=True,
                defaultValue=list(range(len(titles))),
            ),
            self.tr("The rules whose findings are mended, in this order."),
        )
        self.add_parcels(
            self.tr("Only of these parcels, and no other one changes. Empty: of all."),
            optional=True,
        )
        self._add_how()
        self.add(
            QgsProcessingParameterString(
                "FINDINGS", self.tr("Findings"), multiLine=True, optional=True
            ),
            self.tr(
                "Only these findings and no other one, as the dock Map quality hands them on. "
                "Empty: all."
            ),
            advanced=True,
        )
        self.add_decision()
        self.add(
            QgsProcessingParameterBoolean(
                "FAIL", self.tr("End with an error where something is left"), defaultValue=False
            ),
            self.tr(
                "For scripts: with “Write the change” on, what can be mended is written; then the "
                "run ends in an error."
            ),
            advanced=True,
        )

    def _add_how(self) -> None:
        self.add(
            QgsProcessingParameterNumber(
                "TOLERANCE",
                self.tr("Tolerance (m)"),
                QgsProcessingParameterNumber.Double,
                optional=True,
                minValue=0.0,
                maxValue=0.5,
            ),
            self.tr(
                "Corners and sides so near to each other are one. No corner moves farther. Not "
                "set: as the office has set it for each rule, 0.01 m as a rule."
            ),
        )
        self.add(
            QgsProcessingParameterNumber(
                "WIDTH",
                self.tr("Width (m)"),
                QgsProcessingParameterNumber.Double,
                optional=True,
                minValue=0.0,
                maxValue=20.0,
            ),
            self.tr(
                "Overlaps and gaps that are wider at any place are left to you. Not set: as the "
                "office has set it, 1 m as a rule."
            ),
        )
        self.add(
            QgsProcessingParameterEnum(
                "CHOICE",
                self.tr("Who gets overlaps and gaps"),
                [say(title(choice)) for choice in CHOICES],
                defaultValue=0,
            ),
            self.tr("Where the choice tells nothing, the longest common side decides."),
        )
        self.add(
            QgsProcessingParameterBoolean(
                "UNLOCK", self.tr("Change shapes of the land office too"), defaultValue=False
            ),
            self.tr("Off: parcels whose source of the shape is the land office stay as they are."),
        )

    def execute(
        self, parameters: dict[str, Any], context: QgsProcessingContext, feedback: Feedback
    ) -> dict[str, Any]:
        ws = self.workspace(parameters, context)
        places = self.parameterAsEnums(parameters, "RULES", context)
        rules = [one for at, one in enumerate(mendable()) if at in places]
        only = self.parcels(parameters, context, ws)
        ours = read_quality_settings(ws).settings
        off = [one.title for one in rules if not ours.is_on(one.id)]
        if off:
            feedback.message(Message("quality_settings.off", count=len(off), rules=off))
        wish = Wish(
            choice=CHOICES[self.parameterAsEnum(parameters, "CHOICE", context)],
            options=self._options(parameters, context, ours),
            only=only or None,
            unlocked=self.parameterAsBoolean(parameters, "UNLOCK", context),
        )

        chosen = self.parameterAsString(parameters, "FINDINGS", context).replace(",", " ").split()
        if chosen:
            jobs, more = _of_findings(ws, chosen, ours.rules_on(rules), wish, feedback)
        else:
            jobs, more = _of_all(ws, rules, wish, Part(feedback, 0.0, _CHECK))
        mending = Part(feedback, _CHECK, 1.0)
        outputs = self.finish(parameters, context, mending, ws, jobs, more)
        if outputs["REFUSED"] and self.parameterAsBoolean(parameters, "FAIL", context):
            raise PlanError(_left(outputs["REFUSED"], outputs["CHANGES"]))
        return outputs

    def _options(
        self, parameters: dict[str, Any], context: QgsProcessingContext, ours: QualitySettings
    ) -> dict[str, Options]:
        """The numbers that were typed, by rule."""
        typed: dict[str, Options] = {}
        if parameters.get("TOLERANCE") is not None:
            tolerance = self.parameterAsDouble(parameters, "TOLERANCE", context)
            typed.update((id, {"tolerance": tolerance}) for id in _OF_TOLERANCE)
        if parameters.get("WIDTH") is not None:
            widest = self.parameterAsDouble(parameters, "WIDTH", context)
            width = max(widest, ours.numbers(rule("gap"))["width"])
            typed.update(overlap={"widest": widest}, gap={"widest": widest, "width": width})
        return typed


def _of_all(
    ws: Workspace, rules: Sequence[Rule], wish: Wish, feedback: Feedback
) -> tuple[list[Job], More]:
    """A job for all that the rules find, and what looks for more of it."""
    drift = Drift()

    def look(now: Workspace, refused: Sequence[Job], part: Feedback) -> list[Job]:
        return fix_jobs(now, faults_found(now, rules, wish.options, part), wish, drift)

    return look(ws, (), feedback), look


def _of_findings(
    ws: Workspace, chosen: Sequence[str], rules: Sequence[Rule], wish: Wish, feedback: Feedback
) -> tuple[list[Job], More]:
    """A job for each of these findings that still waits, and no other one."""
    faults = faults_chosen(ws, chosen, rules)
    told = {"count": len(faults), "left": len(set(chosen)) - len(faults)}
    feedback.message(Message("fix.chosen_left" if told["left"] else "fix.chosen", **told))
    return fix_jobs(ws, faults, wish), try_again


def _left(refused: int, written: int) -> Message:
    """What could not be mended, and whether anything else was written."""
    if written:
        return Message("fix.left_written", count=refused, written=written)
    return Message("fix.left", count=refused)
