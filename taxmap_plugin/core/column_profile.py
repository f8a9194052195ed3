"""A named mapping of a file's columns onto ours, saved as JSON and used again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ..errors import TaxMapError
from .column_alias import target_labels
from .message import Message

SCHEMA_VERSION = 1


class ColumnProfileError(TaxMapError):
    """A profile that cannot be read, or does not fit the file."""


@dataclass(frozen=True)
class Profile:
    """Which column of a file goes into which of ours.

    ``mapping`` is header → target column of ``table`` (or a part of one, see
    ``column_alias``); ``options`` holds what the caller wants to remember with it
    (encoding, CRS …), JSON values only.
    """

    name: str
    table: str
    mapping: dict[str, str]
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        targets = list(self.mapping.values())
        twice = sorted({target for target in targets if targets.count(target) > 1})
        if twice:
            known = target_labels(self.table)
            labels = [known.get(target, (target, target)) for target in twice]
            named = [Message("schema.title", th=th, en=en) for th, en in labels]
            raise ColumnProfileError(Message("columns.target_twice", columns=named))

    def to_json(self) -> str:
        """One JSON object with its schema version."""
        return json.dumps(
            {"schema_version": SCHEMA_VERSION, **asdict(self)}, ensure_ascii=False, indent=2
        )

    @classmethod
    def from_json(cls, text: str, source: str = "") -> Profile:
        """Raises :class:`ColumnProfileError` naming ``source`` when it is no profile."""
        try:
            values = json.loads(text)
            version = values.pop("schema_version")
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise ColumnProfileError(
                Message("columns.not_a_profile", file=source), details=repr(error)
            ) from error
        if version != SCHEMA_VERSION:
            raise ColumnProfileError(
                Message("columns.profile_version", file=source, version=version)
            )
        if not _is_profile(values):
            raise ColumnProfileError(Message("columns.not_a_profile", file=source))
        return cls(**values)

    def save(self, path: Path) -> None:
        path.write_text(self.to_json() + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Profile:
        """Raises :class:`ColumnProfileError`, or OSError when the file cannot be opened."""
        try:
            text = path.read_text(encoding="utf-8-sig")
        except UnicodeDecodeError as error:
            raise ColumnProfileError(Message("columns.not_a_profile", file=path.name)) from error
        return cls.from_json(text, path.name)

    def missing(self, headers: Iterable[str]) -> list[str]:
        """The profile's columns that ``headers`` lack, in the profile's order."""
        present = set(headers)
        return [header for header in self.mapping if header not in present]

    def validate(self, headers: Iterable[str]) -> None:
        """Raises :class:`ColumnProfileError` naming the columns that are missing."""
        missing = self.missing(headers)
        if missing:
            raise ColumnProfileError(Message("columns.missing", profile=self.name, columns=missing))

    def apply(self, frame: pd.DataFrame) -> pd.DataFrame:
        """``frame`` under our column names; columns that are not mapped stay as they are.

        An unmapped column that bears the name of one of ours gets `` (file)`` behind
        its name. Raises :class:`ColumnProfileError` when a column is missing.
        """
        self.validate([str(column) for column in frame.columns])
        names = {header: header for header in map(str, frame.columns)}
        names.update(self.mapping)
        taken = set(self.mapping.values())
        for header in frame.columns:
            if header not in self.mapping and header in taken:
                names[header] = _free_name(f"{header} (file)", set(names.values()))
        return frame.rename(columns=names)


def _is_profile(values: Any) -> bool:
    if not isinstance(values, dict) or not {"name", "table", "mapping"} <= set(values):
        return False
    mapping = values["mapping"]
    return (
        set(values) <= {"name", "table", "mapping", "options"}
        and isinstance(values["name"], str)
        and isinstance(values["table"], str)
        and isinstance(mapping, dict)
        and all(isinstance(target, str) for target in mapping.values())
        and isinstance(values.get("options", {}), dict)
    )


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted} {number}", number + 1
    return name
