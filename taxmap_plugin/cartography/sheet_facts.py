"""What stands in the title block beside the map: people, dates, sources, revisions."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field
from typing import NamedTuple

from ..core.admin_area import english_province
from ..core.municipality import Municipality
from ..core.sheet_data import Origin
from ..core.sheet_words import SheetWords
from ..core.thai_date import format_date


class Revision(NamedTuple):
    """One row of the revision table (S27)."""

    number: str
    text: str
    date: str
    by: str


@dataclass(frozen=True)
class SheetFacts:
    """What the officer tells about the whole set of sheets.

    ``as_of`` is the day of the data, ``printed`` the day of the export, ``seal`` the path
    of the municipality's seal or "" for an empty circle.
    """

    municipality: Municipality
    as_of: dt.date
    printed: dt.date
    sources: tuple[Origin, ...] = ()
    drawn_by: str = ""
    checked_by: str = ""
    approved_by: str = ""
    version: str = "1"
    seal: str = ""
    revisions: tuple[Revision, ...] = field(default=())

    def name(self, words: SheetWords) -> str:
        """The municipality's name in the sheet's language."""
        return words.name(self.municipality.name, self.municipality.name_en)

    def place(self, words: SheetWords) -> str:
        """Its district and province, as far as they are known."""
        return place_of(self.municipality, words)

    def crs(self) -> str:
        """The coordinate system as it is named on the sheet."""
        zone = self.municipality.utm_zone
        return f"WGS 84 / UTM {zone}N" if zone else f"EPSG:{self.municipality.epsg}"


_AMPHOE, _PROVINCE = re.compile(r"^(อำเภอ|อ\.)\s*"), re.compile(r"^(จังหวัด|จ\.)\s*")
"""Words that the sheet writes itself, in its language."""


def place_of(municipality: Municipality, words: SheetWords) -> str:
    """The district and province of a municipality, as far as they are known."""
    amphoe = _AMPHOE.sub("", municipality.amphoe.strip())
    province = _PROVINCE.sub("", municipality.province.strip())
    if words.first == "en":
        province = english_province(province)
    if amphoe and province:
        return words.short("place", amphoe=amphoe, province=province)
    return words.short("province", province=province) if province else ""


def written_date(date: dt.date, words: SheetWords) -> str:
    """A date in the sheet's language: 5 มกราคม 2569, 5 January 2026."""
    return format_date(date, "long", language=words.first)


def written_source(source: Origin, words: SheetWords) -> str:
    """A source with its day in the sheet's language: parcel.shp (5 Jan 2026)."""
    if source.day is None:
        return source.name
    return f"{source.name} ({format_date(source.day, 'short', language=words.first)})"
