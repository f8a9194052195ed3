"""Column mappings with a name, kept in the workspace and used again."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Optional

from ..core.column_alias import tables_with_aliases
from ..core.columns import ColumnGuess, Profile, guess_mapping, guess_table
from ..core.message import Message
from ..errors import TaxMapError
from ..workspace.kept_setting import write_setting
from ..workspace.schema import table as table_of
from ..workspace.store import Workspace
from .source import Source

_KEY = "import_profile:"
_SAMPLE = 600  # rows spread over the file; more would not change the guess


class ProfileError(TaxMapError):
    """No profile of this name, or no table that the layer could be."""


def guess_columns(source: Source, table: Optional[str] = None) -> tuple[str, list[ColumnGuess]]:
    """The table that a source probably is, and which of its columns is what.

    Raises ProfileError when nothing tells what it is; then the officer names the table.
    """
    sample = source.frame.iloc[:: max(1, len(source) // _SAMPLE)]
    headers = [str(name) for name in source.frame.columns]
    if table is None:
        kind = max(
            source.geometry_types, key=lambda name: source.geometry_types[name], default=None
        )
        table = guess_table(headers, sample, kind)[0]
    if table is None:
        raise ProfileError(Message("layer_profile.unknown_table", file=source.file))
    return table, guess_mapping(headers, sample, table)


def suggest_profile(source: Source, table: Optional[str] = None) -> Profile:
    """The guessed mapping as a profile named after the file."""
    table, guesses = guess_columns(source, table)
    return Profile(source.file, table, {guess.source: guess.target for guess in guesses})


def save_profile(ws: Workspace, profile: Profile) -> None:
    """Keep ``profile`` in the workspace under its name; one of the same name is replaced."""
    key = _KEY + profile.name
    with ws.transaction("settings") as tx:
        write_setting(tx, key, profile.to_json())


def saved_profiles(ws: Workspace) -> list[Profile]:
    """The profiles of a workspace, by name."""
    rows = ws.read("setting", ["key", "value"], "key LIKE ? ORDER BY key", (_KEY + "%",))
    return [
        Profile.from_json(text, key[len(_KEY) :]) for key, text in zip(rows["key"], rows["value"])
    ]


def load_profile(ws: Workspace, name: str) -> Profile:
    """The profile of this name. Raises ProfileError, naming those there are."""
    profiles = saved_profiles(ws)
    for profile in profiles:
        if profile.name == name:
            return profile
    raise ProfileError(
        Message("layer_profile.no_such", name=name, known=[profile.name for profile in profiles])
    )


def fitting_profile(
    profiles: Iterable[Profile], source: Source, tables: Collection[str]
) -> Optional[Profile]:
    """The profile that was made for files like this one, if there is one.

    It is for one of ``tables``, all its columns are there, and it uses at least half as many
    of them as the guess: parcels are no roads because they too have a column ``name``. Of
    several the one that uses most columns.
    """
    headers = [str(name) for name in source.frame.columns]
    complete = [
        one for one in profiles if one.table in tables and one.mapping and not one.missing(headers)
    ]
    best = max(complete, key=lambda profile: len(profile.mapping), default=None)
    if best is None:
        return None
    try:
        understood = len(guess_columns(source)[1])
    except ProfileError:
        understood = 0
    return best if 2 * len(best.mapping) >= understood else None


def map_tables() -> list[str]:
    """The tables that a layer with shapes can go into."""
    return [name for name in tables_with_aliases() if table_of(name).geometry]
