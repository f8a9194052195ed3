"""The numbers of the law that the office has set for itself, kept in the workspace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..core.law import Law
from ..core.law_table import LawError, OfficeRule
from ..core.message import Message
from ..core.office_rule import refused_rule
from ..core.thai_date import local_day
from ..errors import TaxMapError
from .kept_setting import read_setting, write_setting
from .reader import Reader
from .store import Workspace
from .transaction import Transaction

_KEY = "law"  # in ``setting``: "rules" (what ``OfficeRule.to_dict`` gives of each), "by" and "at"


@dataclass(frozen=True)
class KeptRules:
    """What the office has set, and who saved it when (UTC); "" while nobody has."""

    rules: tuple[OfficeRule, ...] = ()
    by: str = ""
    at: str = ""


class RulesChanged(TaxMapError):
    """Somebody else has saved since: ``now`` is what the workspace has."""

    def __init__(self, now: KeptRules) -> None:
        told = {"name": now.by or "–", "day": local_day(now.at) if now.at else "–"}
        super().__init__(Message("office_rules.changed", **told), level="warning")
        self.now = now


def read_kept_rules(reader: Reader) -> KeptRules:
    """As they are now, in the order in which they were set.

    Raises LawError for what only a newer version knows.
    """
    stored = read_setting(reader, _KEY)
    if stored is None:
        return KeptRules()
    if isinstance(stored, list):  # as it was before who saved it was kept
        stored = {"rules": stored}
    rules = tuple(OfficeRule.from_dict(one) for one in stored["rules"])
    return KeptRules(rules, str(stored.get("by", "")), str(stored.get("at", "")))


def read_office_rules(reader: Reader) -> list[OfficeRule]:
    """In the order in which they were set. Raises LawError for what only a newer version knows."""
    return list(read_kept_rules(reader).rules)


def write_office_rules(tx: Transaction, rules: Sequence[OfficeRule]) -> KeptRules:
    """Keep these in place of all before. Raises LawError for one that an office may not set."""
    refused = refused_rule(rules)
    if refused is not None:
        raise LawError(refused[1])
    kept = KeptRules(tuple(rules), tx.user, tx.now)
    value = {"rules": [rule.to_dict() for rule in rules], "by": kept.by, "at": kept.at}
    write_setting(tx, _KEY, value)
    return kept


def save_office_rules(ws: Workspace, rules: Sequence[OfficeRule], before: KeptRules) -> KeptRules:
    """Save what an officer made of ``before``, as one change.

    Raises RulesChanged when somebody else has saved meanwhile, LawError for what may not be set.
    """
    with ws.transaction("settings") as tx:
        now = read_kept_rules(tx)
        if now != before:
            raise RulesChanged(now)
        return write_office_rules(tx, rules)


def law_of(reader: Reader, year: int) -> Law:
    """The law of a tax year with what the office has set. Raises LawError."""
    return Law(year, read_office_rules(reader))
