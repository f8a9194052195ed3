"""A check of the whole map, or of what lies around a change, with its findings filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..core.code_style import CodeStyle
from ..core.feedback import Feedback
from ..core.quality_rule import Options, Rule
from ..core.quality_rules import RULES, rule
from ..core.quality_run import Outcome, check
from ..core.quality_sight import Sight
from ..workspace.check_log import remember_checked
from ..workspace.schema import table
from ..workspace.store import Workspace
from .quality_findings import Filed, file_findings


@dataclass(frozen=True)
class Checked:
    """What a check found, and what became of its findings."""

    outcome: Outcome
    filed: Filed


def sight_of(ws: Workspace) -> Sight:
    """The tables of a workspace, each read when a rule asks for it."""
    return Sight(
        ws.read, lambda name: table(name).display[0], CodeStyle.of(ws.municipality), ws.epsg
    )


def check_quality(
    ws: Workspace,
    feedback: Feedback,
    rules: Sequence[Rule] = RULES,
    options: Mapping[str, Options] = {},
) -> Checked:
    """Look at everything by ``rules`` and file what was found.

    Rules that did not come to their end, because the officer cancelled or the program failed,
    close no finding. Raises WorkspaceError as store does.
    """
    outcome = check(sight_of(ws), rules, options, feedback)
    with ws.transaction("quality_check") as tx:
        filed = file_findings(tx, outcome.found, [rule(id) for id in outcome.done])
        remember_checked(tx, outcome.done)
    return Checked(outcome, filed)
