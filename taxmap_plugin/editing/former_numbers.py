"""What rules would still find by the numbers of their last check, before the office changed them.

A finding that is there by those numbers and not by the new ones is not put right: nobody asks for
it any more.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..core.feedback import Feedback
from ..core.quality_key import Known
from ..core.quality_rule import Options, Rule
from ..core.quality_run import check
from ..core.quality_settings import QualitySettings
from ..core.quality_sight import Sight
from ..workspace.checked_numbers import read_numbers
from ..workspace.reader import Reader
from .quality_findings import known_in


def numbers_of(rules: Sequence[Rule], ours: QualitySettings) -> dict[str, dict[str, float]]:
    """Those by which rules look, as the office has set them."""
    return {rule.id: _of_check(rule, ours.numbers(rule)) for rule in rules}


def found_formerly(
    reader: Reader, sight: Sight, rules: Sequence[Rule], ours: QualitySettings, feedback: Feedback
) -> list[Known]:
    """What those of ``rules`` whose numbers have changed since find by the former ones."""
    former = read_numbers(reader)
    now = numbers_of(rules, ours)
    changed = {id: _former(former[id], own) for id, own in now.items() if id in former}
    asked = [rule for rule in rules if changed.get(rule.id, now[rule.id]) != now[rule.id]]
    if not asked:
        return []
    return known_in(check(sight, asked, changed, feedback).found)


def _former(former: Options, now: Options) -> dict[str, float]:
    """Of the numbers that the rule has now."""
    return {name: float(former.get(name, number)) for name, number in now.items()}


def _of_check(rule: Rule, numbers: Options) -> dict[str, float]:
    return {option.name: float(numbers[option.name]) for option in rule.options}
