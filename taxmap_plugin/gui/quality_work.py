"""What the quality dock does in the background: read, and put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from ..core.message import Language, Message, render, stored_message
from ..core.object_array import object_array
from ..core.quality_rules import PREFIX, RULES, rule_of
from ..core.reconcile import check_title, check_why, is_reconciled
from ..core.thai_date import today
from ..workspace.check_log import CheckLog, read_log
from ..workspace.finding_list import read_findings, waiting
from ..workspace.finding_trend import by_day, read_trend
from ..workspace.quality_settings import read_quality_settings
from ..workspace.store import Workspace

TREND_DAYS = 30
_SEARCHED = ("subject_code", "block_code", "assigned_to", "decision", "decided_by")


@dataclass(frozen=True)
class QualityState:
    """What the dock shows: how much there is to look at, how current it is, the findings.

    ``off``: so many rules the office has switched off; the ``log`` is of the others.

    ``findings`` are those of ``read_findings`` with ``rule`` (an id, or the check of a list; "" for
    what none looks at), ``text`` and ``search`` (lower case); ``people`` and ``reasons`` are those
    given before; ``me`` are the names by which the officer herself may have been given something.
    """

    parcels: int
    log: CheckLog
    findings: pd.DataFrame
    trend: pd.DataFrame
    people: tuple[str, ...]
    reasons: tuple[str, ...]
    me: tuple[str, ...]
    off: int = 0

    @property
    def was_checked(self) -> bool:
        """Whether there is something to tell: a check, or findings without one."""
        return not self.log.never or len(self.findings) > 0

    @property
    def to_do(self) -> int:
        return int(waiting(self.findings).sum())

    @property
    def clean_since(self) -> str:
        """Since when nothing waits and all was checked (UTC); "" where that is not so."""
        if self.to_do or not self.log.last:
            return ""
        settled = self.findings[["closed_at", "decided_at"]].to_numpy(dtype=object).ravel()
        return max([self.log.first, *(one for one in settled if isinstance(one, str))])


def read_state(ws: Workspace, language: Language) -> QualityState:
    """Everything, ready to be shown."""
    with ws.reading() as reader:
        findings = read_findings(reader)
        trend = by_day(read_trend(reader), today(), TREND_DAYS)
        rules = read_quality_settings(reader).settings.rules_on(RULES)
        log = read_log(reader, [one.id for one in rules])
        parcels = reader.count("parcel")
        users = reader.rows("user", ["name", "display_name"])
    known = {row["name"]: row["display_name"] or row["name"] for row in users}
    me = known.get(ws.user, ws.user)
    people = _distinct([me, *known.values(), *findings["assigned_to"].dropna()])
    reasons = findings.loc[findings["state"] == "accepted", "decision"].dropna()
    prepared = prepare(findings, language)
    mine, off = _distinct([me, ws.user]), len(RULES) - len(rules)
    return QualityState(parcels, log, prepared, trend, people, _distinct(reasons), mine, off)


def prepare(findings: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The findings with ``rule``, ``text`` and ``search``."""
    frame = findings.copy()
    checks = list(zip(frame["check_id"], frame["subject_table"]))
    rules = {check: _rule(*check) for check in set(checks)}
    frame["rule"] = object_array(map(rules.get, checks))
    told = zip(frame["check_id"], frame["message"], frame["subject_code"])
    frame["text"] = object_array(_text(*one, language) for one in told)
    titles = {id: render(title_of(id), language) for id in frame["rule"].unique()}
    rows = zip(frame["text"], frame["rule"].map(titles), *(frame[name] for name in _SEARCHED))
    frame["search"] = object_array(" ".join(map(str, filter(None, row))).lower() for row in rows)
    return frame


def title_of(rule: str) -> Message:
    """What findings of a rule or a list are called; of none, those of imports and changes."""
    if is_reconciled(rule):
        return check_title(rule)
    return Message(f"quality.{rule}") if rule else Message("quality_dock.of_no_rule")


def why_of(rule: str) -> Message:
    """Why findings of a rule or a list matter."""
    return check_why(rule) if is_reconciled(rule) else Message(f"quality.{rule}.why")


def name_of(finding: Mapping[str, Any]) -> Message:
    """What one finding is called: its rule, and the code of what it was found of."""
    title = title_of(finding["rule"])
    if not isinstance(finding["subject_code"], str):
        return title
    return Message("thing_name.finding_of", title=title, code=finding["subject_code"])


def _rule(check: str, table: Any) -> str:
    """The id of the rule that looks for it, or the check of a list; "" for what none looks for."""
    rule = None if is_reconciled(check) else rule_of(check, table)
    return check if is_reconciled(check) else "" if rule is None else rule.id


def _text(check: str, stored: str, code: Any, language: Language) -> str:
    """What is said; rules name what it is of, imports and changes do not."""
    said = _said(stored, language)
    is_named = check.startswith(PREFIX) or not isinstance(code, str) or code in said
    return said if is_named else f"{code}: {said}"


@lru_cache(maxsize=50_000)
def _said(stored: str, language: Language) -> str:
    return render(stored_message(stored), language)


def _distinct(texts: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(text) for text in texts if text))
