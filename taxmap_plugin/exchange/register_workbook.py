"""Which sheet of a workbook is which register: by its column names, not by its own name.

Knows the six-sheet workbook with which offices gather data for LTAX Online, and any
other table whose columns say what it is. A sheet that says nothing is reported, never
dropped silently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Optional

from ..core.columns import Profile, guess_mapping, guess_table
from ..core.feedback import Feedback, Part, Silent
from ..core.message import Message
from .layer_profile import fitting_profile
from .source import PathLike, Source, SourceError
from .table_source import list_sheets, read_table

REGISTER_TABLES = (
    "owner_private",
    "title_document",
    "land_use",
    "building",
    "building_use",
    "signboard",
    "condo_unit",
    "land_price",
    "building_price",
    "business",
    "stated_tax",
    "payment",
)
"""What a register may be, in the order in which registers are imported: owners first."""

_INSTEAD = {"owner": "owner_private", "parcel": "title_document"}
_SAMPLE = 150  # rows spread over the sheet; more would not change the guess


@dataclass
class RegisterSheet:
    """A table of the file and the register that it is; ``profile`` maps its columns."""

    source: Source
    profile: Profile
    certainty: float = 1.0

    @property
    def table(self) -> str:
        return self.profile.table


@dataclass
class Register:
    """A file as registers: ``sheets`` in the order of import, ``unknown`` with the reason."""

    sheets: list[RegisterSheet]
    unknown: dict[str, Message] = field(default_factory=dict)


def chosen_sheets(text: str, path: PathLike) -> list[str]:
    """The sheets of a file that ``text`` names, separated by commas.

    A name may hold commas of its own: of what follows, the longest that is a sheet counts.
    """
    known, parts, chosen = set(list_sheets(path)), text.split(","), []
    while parts:
        names = [",".join(parts[:count]).strip() for count in range(len(parts), 0, -1)]
        name = next((one for one in names if one in known), names[-1])
        parts = parts[len(names) - names.index(name) :]
        chosen.append(name)
    return [name for name in chosen if name]


def read_register(
    path: PathLike,
    sheets: Optional[Iterable[str]] = None,
    profiles: Iterable[Profile] = (),
    feedback: Optional[Feedback] = None,
    saved: Iterable[Profile] = (),
) -> Register:
    """Every sheet of a file (or the named ones) with the register that it probably is.

    A profile of ``profiles`` whose columns are all there decides, then one of ``saved`` that
    was made for tables like it; otherwise the columns are guessed. Raises
    :class:`~.source.SourceError` when the file cannot be read or no sheet is a register.
    """
    feedback = feedback or Silent()
    names = list(sheets or list_sheets(path))
    register = Register([])
    for number, name in enumerate(names):
        part = Part(feedback, number / len(names), (number + 1) / len(names))
        source = read_table(path, name, feedback=part)
        sheet = recognise(source, profiles, saved)
        if sheet is not None:
            register.sheets.append(sheet)
        elif len(source.frame.columns) and len(source):
            register.unknown[name] = Message("register_workbook.unknown_sheet", sheet=name)
    if not register.sheets:
        raise SourceError(Message("register_workbook.no_register", file=_file_name(path)))
    register.sheets.sort(key=lambda sheet: REGISTER_TABLES.index(sheet.table))
    return register


def recognise(
    source: Source, profiles: Iterable[Profile] = (), saved: Iterable[Profile] = ()
) -> Optional[RegisterSheet]:
    """The register that a table is, or None; see :func:`read_register`."""
    headers = [str(column) for column in source.frame.columns]
    for profile in profiles:
        if profile.table in REGISTER_TABLES and not profile.missing(headers):
            return RegisterSheet(source, profile)
    fitting = fitting_profile(saved, source, REGISTER_TABLES)
    if fitting is not None:
        return RegisterSheet(source, fitting)
    sample = source.frame.iloc[:: max(1, len(source) // _SAMPLE)]
    table, certainty = guess_table(headers, sample, None)
    table = _INSTEAD.get(table or "", table)
    if table not in REGISTER_TABLES:
        return None
    return RegisterSheet(source, guess_profile(source, table), certainty)


def guess_profile(source: Source, table: str) -> Profile:
    """The guessed mapping of a table's columns onto one register."""
    headers = [str(column) for column in source.frame.columns]
    sample = source.frame.iloc[:: max(1, len(source) // _SAMPLE)]
    guesses = guess_mapping(headers, sample, table)
    return Profile(source.file, table, {guess.source: guess.target for guess in guesses})


def _file_name(path: PathLike) -> str:
    return str(path).replace("\\", "/").rpartition("/")[2]
