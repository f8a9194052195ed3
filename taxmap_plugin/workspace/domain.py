"""Value lists: what a code means to an officer."""

from __future__ import annotations

from ..core.message import Language
from ..core.resources import load_csv

_LONG_CODE = 3  # 103, 506/1: offices know these by number, so the number is shown too


def labels(domain: str, language: Language) -> dict[str, str]:
    """Code → text, in the order of the list. FileNotFoundError for an unknown list."""
    rows = load_csv("domains", f"{domain}.csv")
    return {row["code"]: _label(row["code"], row[language]) for row in rows}


def _label(code: str, text: str) -> str:
    numbered = code[:1].isdigit() and len(code) >= _LONG_CODE and code not in text.replace(":", "")
    return f"{code} {text}" if numbered and not text.startswith("1:") else text
