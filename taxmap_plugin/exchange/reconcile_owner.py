"""Whether a list names the owners that our registers have: told by who they are, shown masked."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import pandas as pd

from ..core.masked_name import masked_text
from ..core.thai_date import today
from ..core.thai_text import name_key_column
from ..workspace.reader import OpenReader
from .layer_values import text_of
from .register_owner import owner_keys
from .register_person import whole_names

_HELD = {"parcel": ("parcel_uuid", "title_document_uuid"), "building": ("building_uuid",)}


class OwnersHere:
    """The owners of things now, and the people whom the registers know."""

    def __init__(self, reader: OpenReader, table: str) -> None:
        owners = reader.read("owner", ["uuid", "display_name"])
        self.shown: Mapping[Any, str] = dict(zip(owners["uuid"], owners["display_name"]))
        private = reader.read(
            "owner_private", ["owner_uuid", "id_number", "first_name", "last_name"]
        )
        names = name_key_column(whole_names(private))
        once = names.notna() & ~names.duplicated(keep=False)
        self._known = dict(zip(names[once], private.loc[once, "owner_uuid"]))
        has_number = private["id_number"].notna()
        numbers = "#" + private.loc[has_number, "id_number"]
        self._known.update(zip(numbers, private.loc[has_number, "owner_uuid"]))
        self._of = _holders(reader, _HELD.get(table, ()))

    def of(self, thing: str) -> Collection[str]:
        return self._of.get(thing, frozenset())

    def named(self, parts: pd.DataFrame) -> pd.DataFrame:
        """Who each row of a list names: ``person`` (uuid, "?" for a stranger, None for nobody) and
        ``shown``, masked."""
        keys = owner_keys(parts)
        person = keys.map(self._known).astype(object)
        person = person.where(person.notna() | keys.isna(), "?").where(keys.notna(), None)
        written = text_of(parts, "owner_name")
        first, last = text_of(parts, "owner_first_name"), text_of(parts, "owner_last_name")
        parted = first.fillna("").str.cat(last.fillna(""), sep=" ").str.strip()
        written = written.where(written.notna(), parted.where(parted != "", None))
        shown = [
            self.shown.get(uuid) or masked_text(name) or "–" for uuid, name in zip(person, written)
        ]
        return pd.DataFrame({"person": person, "shown": shown}, index=parts.index)


def _holders(reader: OpenReader, columns: tuple[str, ...]) -> dict[str, set[str]]:
    """The owners of each thing today."""
    if not columns:
        return {}
    day = today().isoformat()
    ends = f"owner_uuid IS NOT NULL AND (to_date IS NULL OR to_date > '{day}')"
    held = reader.read("ownership", ["owner_uuid", *columns], ends)
    titles = reader.read("title_document", ["uuid", "parcel_uuid"], "parcel_uuid IS NOT NULL")
    parcel_of = dict(zip(titles["uuid"], titles["parcel_uuid"]))
    found: dict[str, set[str]] = {}
    for owner, *things in held.itertuples(index=False, name=None):
        first, *title = things
        thing = first or parcel_of.get(title[0] if title else None)
        if isinstance(thing, str):
            found.setdefault(thing, set()).add(owner)
    return found
