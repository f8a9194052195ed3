"""Which columns of a table hold personal data; the values themselves are never repeated.

Law of the house 8: ID numbers, names, addresses and telephones stay in.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Optional

import pandas as pd

from .column_alias import alias_target
from .masked_name import STARS, masked_text
from .message import Message
from .thai_text import clean_column
from .value_kinds import kind_shares

PersonalKind = Literal["id_number", "person_name", "telephone", "email", "address"]

_BY_HEADER: dict[str, PersonalKind] = {
    "id_number": "id_number",
    "owner_id_number": "id_number",
    "first_name": "person_name",
    "last_name": "person_name",
    "full_name": "person_name",
    "owner_first_name": "person_name",
    "owner_last_name": "person_name",
    "owner_name": "person_name",
    "telephone": "telephone",
    "owner_telephone": "telephone",
    "email": "email",
    "address": "address",
    "owner_house_no": "address",
}
_NAME_FIELDS = ("title_document", "owner_private")
# A column of these kinds is called personal from this share of its values on: one ID
# number in a thousand remarks is still an ID number.
_ENOUGH: dict[PersonalKind, float] = {
    "id_number": 0.001,
    "telephone": 0.05,
    "email": 0.001,
    "person_name": 0.02,
}


@dataclass(frozen=True)
class PersonalColumn:
    """A column with personal data: what kind, in what share of its values, known by what."""

    column: str
    kind: PersonalKind
    share: float
    by: Literal["values", "header"]

    @property
    def message(self) -> Message:
        """For the officer: names the column, never a value."""
        kind = Message("personal_data." + self.kind)
        if self.by == "header":
            return Message("personal_data.by_header", column=self.column, kind=kind)
        percent = max(1, round(self.share * 100))
        return Message("personal_data.by_values", column=self.column, kind=kind, percent=percent)


def personal_data_columns(frame: pd.DataFrame) -> list[PersonalColumn]:
    """The columns of ``frame`` that hold personal data, in their order.

    Found by their values (a 13-digit number with a right check digit, a telephone
    number, a name with its title) and, where values alone say nothing (first names
    without a title), by their header.
    """
    found = []
    for column in frame.columns:
        personal = _by_values(str(column), frame[column]) or _by_header(str(column), frame[column])
        if personal is not None:
            found.append(personal)
    return found


def shown(column: str, values: pd.Series, private: bool = False) -> pd.Series:
    """Values of one of our columns as anyone may see them: names masked, ID numbers,
    telephones and addresses as stars, and so all else in a ``private`` register.
    """
    kind = _BY_HEADER.get(column)
    if kind == "person_name":
        return values.map(masked_text, na_action="ignore")
    hidden = values.notna() & (private or kind is not None)
    return values.astype(object).mask(hidden, STARS)


def _by_values(column: str, series: pd.Series) -> Optional[PersonalColumn]:
    if pd.api.types.is_float_dtype(series) or pd.api.types.is_datetime64_any_dtype(series):
        return None
    shares = kind_shares(series)
    for kind, enough in _ENOUGH.items():
        share = shares.get(kind, 0.0)
        if share >= enough:
            return PersonalColumn(column, kind, share, "values")
    return None


def _by_header(column: str, series: pd.Series) -> Optional[PersonalColumn]:
    for table in _NAME_FIELDS:
        kind = _BY_HEADER.get(alias_target(column, table) or "")
        if kind and clean_column(series).notna().any():
            return PersonalColumn(column, kind, 1.0, "header")
    return None
