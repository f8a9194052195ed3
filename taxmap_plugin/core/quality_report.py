"""What a check of quality tells: its findings, the worst on top, and their numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .finding import SEVERITIES, Severity
from .finding_rank import worst_first
from .message import Message
from .municipality import Municipality
from .parcel_name import Name, in_order
from .quality_rule import GROUPS, Group, Rule

ACCEPTED = "accepted"
COLUMNS = ["uuid", "rule", "severity", "state", "table", "names", "block", "touched", "value"]
COLUMNS += ["message", "place", "found_at", "decision", "decided_by", "decided_at", "assigned_to"]
"""Of a finding: its uuid (None unless it is filed), ``names`` of the things that it is about,
the ground that it ``touched`` in m² and what that is appraised at in satang, ``place`` a Point or
None, times in UTC."""


@dataclass(frozen=True)
class QualityReport:
    """The findings that stand (columns :data:`COLUMNS`) of the ``rules`` that came to their end.

    ``failed`` are those that a fault of the program ended, with its words, ``left`` those to
    which a cancelled check did not come. ``new``, ``reopened``, ``kept`` (still there), ``gone``
    and ``unasked`` (let go by the numbers of a rule alone) compare it with what was known before;
    ``is_empty``: there is no parcel on the map; ``history`` is that of
    :func:`quality_history.by_day`.
    """

    municipality: Municipality
    made: dt.date
    findings: pd.DataFrame
    rules: Sequence[Rule]
    failed: Mapping[str, str]
    left: Sequence[Rule]
    new: int
    reopened: int
    gone: int
    history: pd.DataFrame
    unasked: int = 0
    kept: int = 0
    is_empty: bool = False

    def of(self, rule: Rule) -> pd.DataFrame:
        """The findings of one rule, ranked."""
        return self.findings[self.findings["rule"] == rule.id]

    def open_of(self, rule: Rule) -> int:
        """How many findings of one rule nobody has accepted."""
        return int((self.of(rule)["state"] != ACCEPTED).sum())

    @property
    def broken(self) -> list[Rule]:
        """The rules with findings, accepted ones too, the worst first."""
        rules = [rule for rule in self.rules if len(self.of(rule))]
        return sorted(rules, key=lambda rule: SEVERITIES.index(rule.severity))

    def count(self, severity: Severity) -> int:
        """How many of this severity nobody has accepted."""
        return int(self.totals().loc[:, severity].sum())

    @property
    def is_whole(self) -> bool:
        """Whether all rules that were asked came to their end."""
        return not self.failed and not self.left

    @property
    def accepted(self) -> int:
        return int(self.totals()[ACCEPTED].sum())

    def kinds_of_failure(self) -> dict[str, str]:
        """What ended the rules that failed, without its words: they may hold what a row says,
        and a report goes from hand to hand."""
        return {id: how.partition(":")[0] for id, how in self.failed.items()}

    def totals(self) -> pd.DataFrame:
        """Findings by group (rows, those with rules in the check) and severity; the accepted
        ones are in a column of their own."""
        group_of = {rule.id: rule.group for rule in self.rules}
        groups = [group for group in GROUPS if group in group_of.values()]
        kind = self.findings["severity"].where(~self.is_accepted, ACCEPTED)
        table = pd.crosstab(self.findings["rule"].map(group_of), kind)
        return table.reindex(index=groups, columns=[*SEVERITIES, ACCEPTED], fill_value=0)

    def compared(self) -> Message:
        """What is new and what is gone, beside what was known before."""
        counts = {"new": self.new, "reopened": self.reopened, "kept": self.kept}
        return Message("quality_report.compared", gone=self.gone, **counts)

    @property
    def is_accepted(self) -> pd.Series:
        return self.findings["state"] == ACCEPTED


def ranked(findings: pd.DataFrame) -> pd.DataFrame:
    """The worst first, those that weigh the same by their names, what is accepted below all
    else."""
    names = [in_order(_plain(one)) for one in findings["names"]]
    named = findings.iloc[sorted(range(len(findings)), key=names.__getitem__)]
    weights = (named[name].to_numpy(dtype=float) for name in ("value", "touched"))
    named = named.iloc[worst_first(named["severity"].tolist(), *weights)]
    accepted = (named["state"] == ACCEPTED).to_numpy()
    return named.iloc[np.argsort(accepted, kind="stable")].reset_index(drop=True)


def _plain(names: Sequence[Name]) -> str:
    return " ".join(str(name) for name in names if not isinstance(name, Message))


def group_title(group: Group) -> Message:
    return Message(f"quality_report.group_{group}")
