"""The people of a register: found by ID number, else by name, made when they are new."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd

from ..core.masked_name import masked_name
from ..core.person_name import is_company
from ..core.thai_text import name_key, name_key_column
from ..workspace.transaction import Transaction
from .register_person import ADDRESS, named_before, whole_names
from .register_values import NAMES, id_numbers, split_names, text_of

_NATURAL_PERSON = "1"


class Owners:
    """The owners of one workspace during one import.

    An owner is known by the ID number. Without one the whole name must do, and only
    where no second owner bears it. Who was known by name only gets the number that a
    register gives later (``register_person``).
    """

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        private = tx.read("owner_private", ["owner_uuid", "id_number", *NAMES])
        self._by_id = dict(zip(private["id_number"], private["owner_uuid"]))
        self._by_id.pop(None, None)
        keys = name_key_column(whole_names(private))
        once = keys.notna() & ~keys.duplicated(keep=False)
        self._by_name = dict(zip(keys[once], private.loc[once, "owner_uuid"]))

    def of(self, parts: pd.DataFrame) -> pd.Series:
        """The owner of each row whose ``parts`` name one (uuid or None); new ones are made.

        ``parts`` may hold owner_id_number, owner_name or owner_first_name …, owner_tambon …
        """
        frame, key, owner = self._look_up(parts)
        if self._number(frame[owner.isna() & frame["id_number"].notna()]):
            frame, key, owner = self._look_up(parts)
        new = frame[owner.isna() & key.notna()]
        if len(new):
            first = ~key[new.index].duplicated()
            uuids = self._insert(new[first])
            made = dict(zip(key[new.index][first], uuids))
            owner = owner.where(owner.notna(), key.map(made))
        return owner.where(owner.notna(), None)

    def _number(self, people: pd.DataFrame) -> bool:
        """Give those among ``people`` who were known by name their number; True if any was."""
        if people.empty:
            return False
        names = ["uuid", "owner_uuid", "id_number", *NAMES, *ADDRESS]
        private = self._tx.read("owner_private", names)
        found = named_before(people, private).dropna().drop_duplicates()
        numbers = people.loc[found.index, "id_number"].to_numpy(dtype=object)
        self._tx.update(
            "owner_private", pd.DataFrame({"uuid": found.to_numpy(object), "id_number": numbers})
        )
        owners = private.set_index("uuid")["owner_uuid"].loc[found]
        self._by_id.update(zip(numbers, owners))
        return len(found) > 0

    def known(self, parts: pd.DataFrame) -> pd.Series:
        """The owner of each row as :meth:`of`, but nobody is made: None for strangers."""
        owner = self._look_up(parts)[2]
        return owner.where(owner.notna(), None)

    def _look_up(self, parts: pd.DataFrame) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
        frame = _people(parts)
        key = _key(frame)
        return frame, key, key.map(self._known()).astype(object)

    def _known(self) -> dict[str, str]:
        known = {"#" + number: uuid for number, uuid in self._by_id.items()}
        return {**self._by_name, **known}

    def _insert(self, people: pd.DataFrame) -> np.ndarray:
        uuids = self._tx.insert("owner", owner_rows(people)).to_numpy(dtype=object)
        private = people.assign(owner_uuid=uuids)
        self._tx.insert("owner_private", private)
        self.remember(private)
        return uuids

    def remember(self, private: pd.DataFrame) -> None:
        """Owners that were just written (owner_uuid, id_number, prefix, first and last name)."""
        for uuid, number, name in zip(
            private["owner_uuid"], text_of(private, "id_number"), whole_names(private)
        ):
            if number:
                self._by_id[number] = uuid
            elif name:
                self._by_name[name_key(name) or ""] = uuid


def owner_keys(parts: pd.DataFrame) -> pd.Series:
    """Who each row names as owner, as one text for one person; None where it names nobody."""
    return _key(_people(parts))


def _people(parts: pd.DataFrame) -> pd.DataFrame:
    frame = pd.DataFrame(index=parts.index)
    frame["id_number"] = id_numbers(text_of(parts, "owner_id_number"))
    split = split_names(text_of(parts, "owner_name"))
    for name in NAMES:
        given = text_of(parts, "owner_" + name)
        frame[name] = given.where(given.notna(), split[name])
    for name in (*ADDRESS, "telephone"):
        frame[name] = text_of(parts, "owner_" + name)
    return frame


def _key(frame: pd.DataFrame) -> pd.Series:
    """``#ID`` or the name's key: one text for one person."""
    by_name = name_key_column(whole_names(frame))
    return ("#" + frame["id_number"]).where(frame["id_number"].notna(), by_name)


def owner_rows(private: pd.DataFrame) -> pd.DataFrame:
    """The public half of owners: the masked name, and what else anyone may see."""
    kinds = text_of(private, "person_type")
    shown = [
        _shown(prefix, first, last, kind)
        for prefix, first, last, kind in zip(*(text_of(private, n) for n in NAMES), kinds)
    ]
    public = pd.DataFrame({"display_name": shown}, index=private.index, dtype=object)
    for name in ("person_type", "person_status", "owner_key"):
        if name in private:
            public[name] = private[name]
    return public


def _shown(
    prefix: Optional[str], first: Optional[str], last: Optional[str], kind: Optional[str]
) -> Optional[str]:
    if is_company(first) or is_company(prefix) or (kind and kind != _NATURAL_PERSON):
        return " ".join(part for part in (prefix, first, last) if part) or None
    return masked_name(prefix, first, last)
