"""Who a receipt is of: the person whom it names, and the bill of that year which it is paid on.

A receipt that finds nobody enters all the same, with a finding.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..core.finding import finding_frame
from ..core.message import Message
from ..core.parcel_code import normalise
from ..core.payment_match import matched_payers
from ..workspace.assessed import read_assessed
from ..workspace.transaction import Transaction
from .layer_values import text_of
from .register_owner import Owners


class Payers:
    """Who the receipts of an import are of: by ID number, ผ.ท.4 code or name, and by parcel."""

    COLUMNS = ("owner_uuid", "payer_key")

    def __init__(self, tx: Transaction, owners: Owners) -> None:
        self._tx, self._owners = tx, owners

    def fill(self, frame: pd.DataFrame, parts: pd.DataFrame) -> pd.DataFrame:
        """``frame`` with the owner that each row names, and the payer of that year's assessment."""
        frame = frame.copy()
        owner = self._owners.known(parts)
        by_key = text_of(parts, "owner_key").map(self._by_owner_key()).astype(object)
        owner = owner.where(owner.notna(), by_key)
        frame["owner_uuid"] = owner.where(owner.notna(), None)
        asked = frame.assign(parcel_code=_codes(text_of(frame, "source_parcel_code")))
        frame["payer_key"] = matched_payers(asked, read_assessed(self._tx))
        return frame

    def _by_owner_key(self) -> dict[Any, str]:
        there = self._tx.read("owner", ["uuid", "owner_key"], "owner_key IS NOT NULL")
        once = there[~there["owner_key"].duplicated(keep=False)]
        return dict(zip(once["owner_key"], once["uuid"]))

    @staticmethod
    def strangers(frame: pd.DataFrame, leads: np.ndarray) -> pd.DataFrame:
        """Findings of the rows that name nobody whom the registers know."""
        nobody = frame["owner_uuid"].isna() & frame["payer_key"].isna()
        rows = np.flatnonzero(nobody.to_numpy() & leads)
        message = Message("register_payment.no_payer")
        return finding_frame(rows, "warning", [message] * len(rows))


def _codes(codes: pd.Series) -> pd.Series:
    read = codes.map(normalise, na_action="ignore").astype(object)
    return read.where(read.notna(), None)
