"""The office's settings of the rules, saved with what follows for the findings.

What a rule that is switched off has found rests: it is neither fixed nor waiting, keeps to whom it
was given, and waits again once the rule is on. What was accepted stays accepted.
"""

from __future__ import annotations

from typing import Any, Optional

from ..core.quality_rules import rule_of
from ..core.quality_settings import QualitySettings
from ..workspace.check_log import forget_checked
from ..workspace.finding_list import RESTING, TO_DO
from ..workspace.quality_settings import KeptSettings, write_quality_settings
from ..workspace.store import Workspace
from ..workspace.transaction import Transaction

_MAY_TURN = f"state IN {(*TO_DO, RESTING)!r}"
_RESTS = f"state = '{RESTING}'"


def save_quality_settings(
    ws: Workspace, settings: QualitySettings, before: KeptSettings
) -> KeptSettings:
    """Save what an officer made of ``before``, as one change.

    Rules that look for something else from now on count as not looked at until the next check of
    the map. Raises SettingsChanged when somebody else has saved meanwhile.
    """
    with ws.transaction("settings") as tx:
        kept = write_quality_settings(tx, settings, before)
        forget_checked(tx, settings.differing(before.settings))
        let_findings_rest(tx, settings)
    return kept


def let_findings_rest(tx: Transaction, settings: QualitySettings) -> None:
    """What rules that are off found rests; what rests of others waits again."""
    if not settings.off and not tx.count("finding", _RESTS):
        return
    columns = ["uuid", "check_id", "subject_table", "state", "assigned_to"]
    rows = tx.rows("finding", columns, _MAY_TURN)
    checks = {(row["check_id"], row["subject_table"]) for row in rows}
    rest = {check: _is_off(*check, settings) for check in checks}
    turned = [(row, _state(row, rest[row["check_id"], row["subject_table"]])) for row in rows]
    changed = [{"uuid": row["uuid"], "state": to} for row, to in turned if to != row["state"]]
    tx.update_rows("finding", changed)


def _is_off(check_id: str, table: Optional[str], settings: QualitySettings) -> bool:
    found_by = rule_of(check_id, table)
    return found_by is not None and not settings.is_on(found_by.id)


def _state(row: dict[str, Any], rests: bool) -> str:
    if rests:
        return RESTING
    if row["state"] != RESTING:
        return str(row["state"])
    return "in_work" if row["assigned_to"] else "open"
