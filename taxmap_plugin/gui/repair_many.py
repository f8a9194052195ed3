"""The dialog that repairs several findings at once, filled in with what was selected."""

from __future__ import annotations

from collections.abc import Sequence

from ..editing.quality_repair import mendable
from ..workspace.reader import rows_among
from ..workspace.store import Workspace
from .steps import Steps

REPAIR_MANY = "taxmap:repairquality"
_MOST_NAMED = 100
"""Parcels that are named one by one in the dialog of an algorithm."""


def open_repairs(
    steps: Steps, workspace: Workspace, rules: Sequence[str], parcels: Sequence[str]
) -> None:
    """For all faults of these rules, of these parcels if they have codes."""
    rows = rows_among(workspace, "parcel", ["parcel_code"], "uuid", parcels)
    codes = sorted(row["parcel_code"] for row in rows if row["parcel_code"])
    named = ", ".join(codes) if len(parcels) == len(codes) <= _MOST_NAMED else ""
    places = [at for at, rule in enumerate(mendable()) if rule.id in rules]
    steps.open_algorithm(REPAIR_MANY, {"RULES": places, "PARCELS": named})
