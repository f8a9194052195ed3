"""What an officer may call a change; the other kinds are the program's own."""

from __future__ import annotations

from ..core.message import Language
from ..core.resources import load_csv
from .domain import labels


def stated_kinds(language: Language) -> dict[str, str]:
    """Code → text, in the order of the list."""
    names = labels("change_kind", language)
    kinds = load_csv("domains", "change_kind.csv")
    return {row["code"]: names[row["code"]] for row in kinds if row["stated"]}
