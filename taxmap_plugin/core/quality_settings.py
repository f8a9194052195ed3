"""What an office has decided of the rules: which it has switched off, and its own numbers.

>>> ours = QualitySettings().changed("overlap", True, {"area": 0.5})
>>> ours.numbers(rule("overlap"))["area"], ours.is_on("gap")
(0.5, True)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from .message import Message
from .quality_rule import Option, Options, Rule
from .quality_rules import RULES, rule


@dataclass(frozen=True)
class QualitySettings:
    """``off`` are ids of rules, ``options`` by rule the numbers that are not the usual ones.

    Rules and options that this version does not know are kept for the one that does.
    """

    off: frozenset[str] = frozenset()
    options: Mapping[str, Options] = field(default_factory=dict)

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> QualitySettings:
        return cls(frozenset(stored.get("off", ())), dict(stored.get("options", {})))

    def to_dict(self) -> dict[str, Any]:
        return {"off": sorted(self.off), "options": {id: dict(own) for id, own in self._sorted()}}

    def is_on(self, id: str) -> bool:
        return id not in self.off

    def rules_on(self, rules: Iterable[Rule]) -> tuple[Rule, ...]:
        """Those that the office has not switched off."""
        return tuple(one for one in rules if self.is_on(one.id))

    def numbers(self, asked: Rule) -> dict[str, float]:
        """All numbers of a rule and of its fix: the office's own, else the usual ones."""
        own = self.options.get(asked.id, {})
        return {option.name: _within(option, own.get(option.name)) for option in settable(asked)}

    def with_typed(self, typed: Mapping[str, Options] = {}) -> dict[str, Options]:
        """The numbers of every rule; what was ``typed`` for one run comes before the office's."""
        return {one.id: {**self.numbers(one), **typed.get(one.id, {})} for one in RULES}

    def changed(self, id: str, is_on: bool, numbers: Options) -> QualitySettings:
        """With another decision of one rule; of its numbers those are kept that are not usual."""
        known = {option.name: option.default for option in settable(rule(id))}
        own = {name: one for name, one in self.options.get(id, {}).items() if name not in known}
        own.update((name, one) for name, one in numbers.items() if one != known[name])
        others = {other: mine for other, mine in self.options.items() if other != id}
        off = self.off - {id} if is_on else self.off | {id}
        return QualitySettings(off, {**others, id: own} if own else others)

    def differing(self, other: QualitySettings) -> set[str]:
        """The rules of which the two say different things (ids)."""
        ids = {*self.off, *other.off, *self.options, *other.options}
        return {id for id in ids if self._of(id) != other._of(id)}

    def on_top_of(self, base: QualitySettings, theirs: QualitySettings) -> QualitySettings:
        """Of the rules that changed since ``base`` here, this; of all others ``theirs``."""
        mine = self.differing(base)
        off = {id for id in theirs.off if id not in mine} | (self.off & mine)
        options = {id: own for id, own in theirs.options.items() if id not in mine}
        options.update((id, own) for id, own in self.options.items() if id in mine)
        return QualitySettings(frozenset(off), options)

    def _of(self, id: str) -> tuple[bool, dict[str, float]]:
        return self.is_on(id), dict(self.options.get(id, {}))

    def _sorted(self) -> list[tuple[str, Options]]:
        return sorted(self.options.items())


def settable(asked: Rule) -> list[Option]:
    """The numbers that an office may set for a rule: those of its check, then of its fix."""
    return [*asked.options, *(asked.fix.options if asked.fix is not None else ())]


def option_title(asked: Rule, option: Option) -> Message:
    """What a number is called, as a label says it."""
    return Message(f"quality_option.{asked.id}.{option.name}")


def option_why(asked: Rule, option: Option) -> Message:
    """Why the usual number is what it is."""
    return Message(f"quality_option.{asked.id}.{option.name}.why")


def unit_title(option: Option) -> Message:
    return Message(f"quality_choice.{option.unit}")


def _within(option: Option, own: Any) -> float:
    """The office's number, unless there is none or this version would not take it."""
    is_number = isinstance(own, (int, float)) and not isinstance(own, bool)
    return float(own) if is_number and option.least <= own <= option.most else option.default
