"""Looking at a map by many rules, one after the other, whatever one of them meets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from .feedback import Cancelled, Feedback, Part
from .message import Message
from .quality_rule import FOUND, Options, Rule
from .quality_sight import Sight

RULE_COLUMNS = ["rule", "severity", *FOUND]


@dataclass(frozen=True)
class Outcome:
    """What was found (columns :data:`RULE_COLUMNS`), and how far the check came.

    ``done`` are the rules that came to their end: what they did not find is not there any more.
    ``failed`` are those that a fault of the program ended, with its words.
    """

    found: pd.DataFrame
    done: tuple[str, ...]
    failed: Mapping[str, str]
    cancelled: bool


def check(
    sight: Sight, rules: Sequence[Rule], options: Mapping[str, Options], feedback: Feedback
) -> Outcome:
    """Every rule with its ``options`` (by id; its defaults where it has none).

    A cancelled check keeps what was found until then.
    """
    frames, done, failed, cancelled = [], [], {}, False
    for at, rule in enumerate(rules):
        part = Part(feedback, at / len(rules), (at + 1) / len(rules))
        part.progress(0.0)
        try:
            found = rule.check(sight, {**rule.defaults(), **options.get(rule.id, {})}, part)
        except Cancelled:
            cancelled = True
            break
        except Exception as fault:  # noqa: BLE001 - one rule never stops the others
            failed[rule.id] = f"{type(fault).__name__}: {fault}"
            feedback.message(Message("quality.rule_failed", rule=rule.title))
            continue
        if len(found):
            frames.append(found.assign(rule=rule.id, severity=rule.severity))
        done.append(rule.id)
    return Outcome(_joined(frames), tuple(done), failed, cancelled)


def _joined(frames: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if not frames:
        return pd.DataFrame(columns=RULE_COLUMNS)
    return pd.concat(frames, ignore_index=True)[RULE_COLUMNS]
