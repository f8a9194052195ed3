"""All rules of quality, in the order in which a report tells them."""

from __future__ import annotations

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
