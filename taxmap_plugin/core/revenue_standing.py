"""Assessed, billed, paid and in arrears: thing by thing, and by class, zone, block and tax year.

What a payer paid is shared by the tax of each thing, so that the sums over all things are those of
the accounts (:mod:`taxmap_plugin.core.collection_report`). Amounts are integer satang.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from .ageing import NOT_DUE
from .arrears import LAND
from .collection import KEY
from .collection_report import Collection, shared_out

AMOUNTS = ["assessed", "billed", "paid", "arrears", "not_due"]
"""assessed = paid + arrears + not_due; ``billed`` is what a filed notice asks of it."""
GROUPS = ("tax_class", "zone_code", "block_code")


def things(collection: Collection) -> pd.DataFrame:
    """Every thing assessed that names a payer, of all years: the columns of
    ``Collection.assessed`` with :data:`AMOUNTS`."""
    found = collection.assessed
    found = found[found["payer_key"].notna()].reset_index(drop=True)
    accounts = collection.accounts.set_index(KEY)
    keys = pd.MultiIndex.from_frame(found[KEY])
    tax = found["tax"].fillna(0).to_numpy(np.int64)
    paid = shared_out(found, accounts["paid_tax"])
    is_late = (accounts["age"].reindex(keys) != NOT_DUE).to_numpy(bool)
    is_billed = keys.isin(list(collection.billed)) if len(keys) else np.zeros(0, bool)
    return found.assign(
        assessed=tax,
        billed=np.where(is_billed, tax, 0),
        paid=paid,
        arrears=np.where(is_late, tax - paid, 0),
        not_due=np.where(is_late, 0, tax - paid),
    )


def standing(some: pd.DataFrame, group: str) -> pd.DataFrame:
    """``group`` ("" where it is not known, last), ``things`` and :data:`AMOUNTS` of some things.

    Signs have no class: they are a group of their own (``signs``) where classes are asked.
    """
    names = some[group].astype(object).where(some[group].notna(), "")
    if group == "tax_class":
        names = names.mask(some["tax_kind"] != LAND, "signs")
    told = some.assign(group=names).groupby("group")
    table = told[AMOUNTS].sum()
    table.insert(0, "things", told.size())
    order = sorted(table.index, key=lambda name: (not name, name))
    return table.reindex(order).reset_index()


def by_year(all_things: pd.DataFrame) -> pd.DataFrame:
    """``tax_year``, ``tax_kind``, ``things`` and :data:`AMOUNTS`, the latest year first."""
    told = all_things.groupby(["tax_year", "tax_kind"])
    table = told[AMOUNTS].sum()
    table.insert(0, "things", told.size())
    return table.reset_index().sort_values(
        ["tax_year", "tax_kind"], ascending=[False, True], ignore_index=True
    )
