"""A check of the whole map, with its findings filed or only compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..core.feedback import Feedback
from ..core.quality_rule import Options, Rule
from ..core.quality_rules import RULES, rule
from ..core.quality_run import Outcome, check
from ..workspace.check_log import remember_checked
from ..workspace.quality_settings import read_quality_settings
from ..workspace.store import Workspace
from .quality_findings import Checked, compare_findings, file_findings
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
    count as looked by. Raises WorkspaceError as store does.
    """
    outcome = _look(ws, feedback, rules, options)
    done = [rule(id) for id in outcome.done]
    with ws.transaction("quality_check") as tx:
        compared = file_findings(tx, outcome.found, done, unusual=options)
        remember_checked(tx, [id for id in outcome.done if id not in options])
        let_findings_rest(tx, read_quality_settings(tx).settings)
    return Checked(outcome, compared.filed, compared.standing)


def look_at_quality(
    ws: Workspace,
    feedback: Feedback,
    rules: Sequence[Rule] = RULES,
    options: Mapping[str, Options] = {},
) -> Checked:
    """As :func:`check_quality`, and nothing is filed: what an officer decided is known all the
    same."""
    outcome = _look(ws, feedback, rules, options)
    done = [rule(id) for id in outcome.done]
    with ws.reading() as reader:
        compared = compare_findings(reader, outcome.found, done)
    return Checked(outcome, compared.filed, compared.standing)


def _look(
    ws: Workspace, feedback: Feedback, rules: Sequence[Rule], options: Mapping[str, Options]
) -> Outcome:
    """As the office has set it."""
    ours = read_quality_settings(ws).settings
    return check(sight_of(ws), ours.rules_on(rules), ours.with_typed(options), feedback)
