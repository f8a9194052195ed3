"""The municipality (อปท.) that one workspace belongs to.

Holds what the law and the practice let each office decide for itself: where it
is, which projected CRS it measures in, how its codes look, which tax year it
works on.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

from pyproj import CRS
from pyproj.exceptions import CRSError

from ..errors import TaxMapError
from .message import Message

UTM_EPSG = {47: 32647, 48: 32648}
SIGN_LETTERS = ("P", "S")
FIRST_TAX_YEAR = 2563  # the Land and Building Tax Act collects from B.E. 2563 on, s.2
LAST_TAX_YEAR = 2699


class MunicipalityError(TaxMapError):
    """A setting of the municipality that cannot be used."""


@dataclass(frozen=True)
class Municipality:
    """The settings of one office; :meth:`problems` says what is wrong with them.

    ``kind`` is a code of ``resources/domains/municipality_kind.csv``, ``code`` the
    ministry's 8 digits (may be empty), ``epsg`` any projected CRS in metres,
    ``code_style`` the id of a grammar in ``resources/codes``, ``sign_letter`` the
    letter between parcel code and number of a signboard, ``skip_io`` whether new
    blocks skip the letters I and O.
    """

    name: str
    name_en: str = ""
    code: str = ""
    kind: str = "tambon_municipality"
    tambon: str = ""
    amphoe: str = ""
    province: str = ""
    epsg: int = UTM_EPSG[47]
    code_style: str = "default"
    sign_letter: str = "P"
    tax_year: int = 0
    skip_io: bool = False

    def __post_init__(self) -> None:
        if not self.tax_year:
            object.__setattr__(self, "tax_year", date.today().year + 543)

    def problems(self) -> list[Message]:
        """What an officer has to correct before a workspace can be made, in form order."""
        found = []
        if not self.name.strip():
            found.append(Message("municipality.no_name"))
        if self.code and not re.fullmatch(r"\d{8}", self.code):
            found.append(Message("municipality.bad_code", code=self.code))
        found.extend(crs_problem(self.epsg))
        if self.sign_letter not in SIGN_LETTERS:
            found.append(Message("municipality.bad_sign_letter", letter=self.sign_letter))
        if not FIRST_TAX_YEAR <= self.tax_year <= LAST_TAX_YEAR:
            found.append(Message("municipality.bad_tax_year", year=self.tax_year))
        return found

    def check(self) -> None:
        """Raise :class:`MunicipalityError` with the first problem."""
        for problem in self.problems():
            raise MunicipalityError(problem)

    @property
    def utm_zone(self) -> int | None:
        """47 or 48 in the two usual systems, else None."""
        return {epsg: zone for zone, epsg in UTM_EPSG.items()}.get(self.epsg)

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Municipality:
        """The reverse of :meth:`to_dict`; names that this version does not know are ignored."""
        known = {field.name for field in fields(cls)}
        return cls(**{name: value for name, value in values.items() if name in known})


def crs_problem(epsg: int) -> list[Message]:
    """Why a workspace cannot measure in this CRS: unknown, not projected, not in metres."""
    try:
        crs = CRS.from_epsg(epsg)
    except CRSError:
        return [Message("municipality.unknown_crs", epsg=epsg)]
    if not crs.is_projected:
        return [Message("municipality.geographic_crs", epsg=epsg, name=crs.name)]
    if any(axis.unit_name not in ("metre", "meter") for axis in crs.axis_info[:2]):
        return [Message("municipality.not_metres", epsg=epsg, name=crs.name)]
    if "Indian 1975" in crs.name:
        return [Message("municipality.indian_1975", epsg=epsg, name=crs.name)]
    return []
