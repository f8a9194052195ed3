"""The dialog that repairs several findings at once, filled in with what was selected."""

from __future__ import annotations

from collections.abc import Sequence

from ..editing.quality_repair import mendable
from .steps import Steps

REPAIR_MANY = "taxmap:repairquality"


def open_repairs(steps: Steps, rules: Sequence[str], findings: Sequence[str]) -> None:
    """For these findings (uuids), which are of these rules, and for no other one."""
    places = [at for at, rule in enumerate(mendable()) if rule.id in rules]
    steps.open_algorithm(REPAIR_MANY, {"RULES": places, "FINDINGS": "\n".join(findings)})
