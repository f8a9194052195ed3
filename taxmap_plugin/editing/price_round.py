"""A new price list of the Treasury against the old one; nothing is written."""

from __future__ import annotations

from typing import Optional

from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.price_round import Priced, PriceRound, compare_prices, round_of
from ..core.tax_register import TABLES
from ..workspace.office_rules import law_of
from ..workspace.reader import Reader
from .assess import assessed

_PLACE = {"uuid": "parcel", "zone_code": "zone", "block_code": "block"}


def price_round(
    reader: Reader, year: int, day: str = "", feedback: Optional[Feedback] = None
) -> PriceRound:
    """The taxes of ``year`` (B.E.) at the prices that hold from ``day`` (ISO) and at those before.

    Owners, uses, buildings, their ages and the law are those of the year on both sides. A blank
    ``day`` is the next round's. Raises PriceRoundError where no list begins then, LawError,
    Cancelled.
    """
    feedback = feedback or Silent()
    law = law_of(reader, year)
    tables = {name: reader.read(name, list(columns)) for name, columns in TABLES.items()}
    days = round_of(year, tables["land_price"], tables["building_price"], day)
    feedback.progress(0.2)
    sides = []
    for number, price_day in enumerate(days):
        part = Part(feedback, 0.2 + 0.35 * number, 0.55 + 0.35 * number)
        found = assessed(tables, law, part, price_day)
        sides.append(Priced(found.holding.frames.lands, found.items, found.left_out))
        check_cancelled(feedback)
    parcels = reader.read("parcel", ["uuid", "parcel_code", "source_code", *list(_PLACE)[1:]])
    code = parcels["parcel_code"].fillna(parcels["source_code"]).fillna("–")
    named = parcels.rename(columns=_PLACE)[list(_PLACE.values())].assign(code=code)
    named[["zone", "block"]] = named[["zone", "block"]].fillna("")
    done = compare_prices(year, days, named, tables["land_price"], (sides[0], sides[1]))
    feedback.progress(1.0)
    return done
