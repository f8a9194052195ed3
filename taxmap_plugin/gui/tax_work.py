"""What the tax dock does in the background: read, assess, list what is left out."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..core.feedback import Feedback, Part, Silent
from ..core.fiscal_year import fiscal_year
from ..core.message import Message
from ..core.municipality import LAST_TAX_YEAR
from ..core.parcel_name import in_order
from ..core.thai_date import today
from ..core.use_share import LeftOut
from ..editing.assess import Kept, keep, work_out
from ..editing.collect import collect
from ..editing.payer_list import read_payers, tax_years
from ..workspace.store import Workspace


@dataclass(frozen=True)
class TaxState:
    """What the dock shows of a year: its payers (``payer_list.COLUMNS``), the years to choose
    from, whether there is anything to assess, and the ``accounts`` of all payers today
    (``core.collection``)."""

    year: int
    years: tuple[int, ...]
    payers: pd.DataFrame
    parcels: int
    accounts: pd.DataFrame

    @property
    def tax(self) -> int:
        return int(self.payers["tax"].sum())

    @property
    def sign_tax(self) -> int:
        return int(self.payers["sign_tax"].sum())

    @property
    def items(self) -> int:
        return int(self.payers["items"].sum())


@dataclass(frozen=True)
class Run:
    """What came of assessing a year."""

    year: int
    kept: Kept
    left_out: tuple[LeftOut, ...]


def read_tax_state(ws: Workspace, year: int) -> TaxState:
    """Everything that stands of a year."""
    with ws.reading() as reader:
        payers = read_payers(reader, year)
        known, parcels = tax_years(reader), reader.count("parcel")
    now = ws.municipality.tax_year
    years = {*known, now, min(now + 1, LAST_TAX_YEAR), year}
    accounts = collect(ws, today(), fiscal_year(today()), Silent()).accounts
    return TaxState(year, tuple(sorted(years, reverse=True)), payers, parcels, accounts)


def assess_year(ws: Workspace, year: int, feedback: Feedback) -> Run:
    """Work the year out and keep it, as the algorithm does."""
    found = work_out(ws, year, Part(feedback, 0.0, 0.5))
    kept = keep(ws, found, Part(feedback, 0.5, 1.0))
    return Run(year, kept, in_order_of_parcels(found.left_out))


def left_out_of(ws: Workspace, year: int, feedback: Feedback) -> tuple[LeftOut, ...]:
    """What the registers of now do not tell enough of to be taxed; nothing is written."""
    return in_order_of_parcels(work_out(ws, year, feedback).left_out)


def in_order_of_parcels(left_out: tuple[LeftOut, ...]) -> tuple[LeftOut, ...]:
    """By the code of the parcel."""
    return tuple(sorted(left_out, key=lambda one: in_order(code_of(one.message))))


def code_of(message: Message) -> str:
    """The code of the parcel that a message is about, else of the unit or sign; "" for none."""
    told = (message.params.get(name) for name in ("parcel", "unit", "sign"))
    return next((str(code) for code in told if code), "")
