"""All rules of quality, in the order in which a report tells them."""

from __future__ import annotations

from typing import Optional

from . import (
    quality_code,
    quality_fabric,
    quality_file,
    quality_place,
    quality_register,
    quality_shape,
    quality_unit,
)
from .quality_rule import Rule

RULES: tuple[Rule, ...] = (
    *quality_shape.RULES,
    *quality_fabric.RULES,
    *quality_code.RULES,
    *quality_unit.RULES,
    *quality_register.RULES,
    *quality_place.RULES,
    *quality_file.RULES,
)


def rule(id: str) -> Rule:
    """The rule of that id. Raises KeyError."""
    return {one.id: one for one in RULES}[id]


PREFIX = "quality."
"""How the checks begin that a rule has filed; the id of the rule follows."""


def rule_of(check_id: str, table: Optional[str]) -> Optional[Rule]:
    """The rule that filed a finding of a thing of a table, or that looks for what an import or an
    edit filed so.

    None for what only imports and edits find: no check closes it.
    """
    for one in RULES:
        if check_id == PREFIX + one.id or one.covers_finding(check_id, table):
            return one
    return None
