"""A check of the whole map, with its findings filed or only compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ..core.feedback import Feedback, Silent
from ..core.quality_key import Known
from ..core.quality_rule import Options, Rule
from ..core.quality_rules import RULES, rule
from ..core.quality_run import Outcome, check
from ..workspace.check_log import changes_after, last_change, remember_checked
from ..workspace.checked_numbers import remember_numbers
from ..workspace.finding_list import GONE
from ..workspace.quality_settings import read_quality_settings
from ..workspace.store import Workspace
from .former_numbers import found_formerly, numbers_of
from .quality_findings import Checked, compare_findings, file_findings
from .quality_near import check_near
from .quality_settings import let_findings_rest
from .quality_tables import sight_of


def check_quality(
    ws: Workspace,
    feedback: Feedback,
    rules: Sequence[Rule] = RULES,
    options: Mapping[str, Options] = {},
) -> Checked:
    """Look at everything by ``rules`` and file what was found.

    Rules that the office has switched off find nothing; of the others its numbers count where
    ``options`` give no other. Rules that did not come to their end, because the officer cancelled
    or the program failed, and those with ``options`` of this one run close no finding, nor do they
    count as looked by. Around what was written while they looked another look is made. Raises
    WorkspaceError as store does.
    """
    with ws.reading() as reader:
        begun = last_change(reader)
    outcome, former, numbers = _look(ws, feedback, rules, options)
    done = [rule(id) for id in outcome.done]
    usual = [one for one in done if one.id not in options]
    with ws.transaction("quality_check") as tx:
        compared = file_findings(tx, outcome.found, done, unusual=options, former=former)
        remember_checked(tx, [one.id for one in usual], begun)
        remember_numbers(tx, {one.id: numbers[one.id] for one in usual})
        let_findings_rest(tx, read_quality_settings(tx).settings)
    checked = Checked(outcome, compared.filed, compared.standing)
    return _with_meanwhile(ws, checked, begun, usual)


def _with_meanwhile(ws: Workspace, checked: Checked, begun: int, rules: Sequence[Rule]) -> Checked:
    """A check after another look around all that was changed since it had ``begun``."""
    with ws.reading() as reader:
        changes = changes_after(reader, begun)
    near = check_near(ws, changes, rules=[one for one in rules if one.is_local])
    if near is None:
        return checked
    whole, more = checked.filed, near.filed
    filed = whole._replace(
        new=whole.new + more.new,
        reopened=whole.reopened + more.reopened,
        gone=whole.gone + more.gone,
        unasked=whole.unasked + more.unasked,
    )
    standing = {row["uuid"]: row for row in (*checked.standing, *near.standing)}
    gone = {row["uuid"] for row in ws.rows("finding", ["uuid"], f"state IN {GONE!r}")}
    still = [row for uuid, row in standing.items() if uuid not in gone]
    return Checked(checked.outcome, filed, still)


def look_at_quality(
    ws: Workspace,
    feedback: Feedback,
    rules: Sequence[Rule] = RULES,
    options: Mapping[str, Options] = {},
) -> Checked:
    """As :func:`check_quality`, and nothing is filed: what an officer decided is known all the
    same."""
    outcome, former, _ = _look(ws, feedback, rules, options)
    done = [rule(id) for id in outcome.done]
    with ws.reading() as reader:
        compared = compare_findings(reader, outcome.found, done, former=former)
    return Checked(outcome, compared.filed, compared.standing)


class _Looked(NamedTuple):
    """What was found by the ``numbers`` of the office, and what would be by its former ones."""

    outcome: Outcome
    former: list[Known]
    numbers: dict[str, dict[str, float]]


def _look(
    ws: Workspace, feedback: Feedback, rules: Sequence[Rule], options: Mapping[str, Options]
) -> _Looked:
    """As the office has set it."""
    ours, sight = read_quality_settings(ws).settings, sight_of(ws)
    outcome = check(sight, ours.rules_on(rules), ours.with_typed(options), feedback)
    usual = [rule(id) for id in outcome.done if id not in options]
    former = found_formerly(ws, sight, usual, ours, Silent())
    return _Looked(outcome, former, numbers_of(usual, ours))
