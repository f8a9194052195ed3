"""A check of the whole map, or of what lies around a change, with its findings filed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Optional

import pandas as pd

from ..core.code_style import CodeStyle
from ..core.feedback import Feedback
from ..core.quality_rule import Options, Rule
from ..core.quality_rules import RULES, rule
from ..core.quality_run import Outcome, check
from ..core.quality_sight import Read, Sight
from ..workspace.check_log import remember_checked
from ..workspace.few_rows import Row
from ..workspace.quality_settings import read_quality_settings
from ..workspace.schema import GEOMETRY_COLUMN, table
from ..workspace.store import Workspace
from .quality_findings import Filed, compare_findings, file_findings
from .quality_settings import let_findings_rest


@dataclass(frozen=True)
class Checked:
    """What a check found, what became of its findings (or would, where none is filed), and all
    that stand now: rows of ``finding``, with their messages, uuids of things and places."""

    outcome: Outcome
    filed: Filed
    standing: list[Row]


def sight_of(ws: Workspace) -> Sight:
    """The tables of a workspace, each read when a rule asks for it."""

    def read(name: str, columns: Optional[Sequence[str]]) -> pd.DataFrame:
        return ws.read(name, columns and columns_of(name, columns))

    return sight_through(read, ws)


def sight_through(read: Read, ws: Workspace) -> Sight:
    """The tables of a workspace as ``read`` gives them."""
    return Sight(read, lambda name: table(name).display[0], CodeStyle.of(ws.municipality), ws.epsg)


def columns_of(name: str, columns: Sequence[str]) -> list[str]:
    """Those of the columns that a table on the map has."""
    known = {*table(name).names, GEOMETRY_COLUMN}
    return [column for column in columns if column in known]


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
