"""Taxes as they are worked out here beside taxes as another system states them.

Both sides are compared at the finest grain that both have, parcel by parcel: by building and class,
else by class, else by building, else the parcel as a whole. A figure that is not stated is worked
out of the others where they say it, else it is not compared.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Optional

import numpy as np
import pandas as pd

from .group_values import values_by
from .land_tax import ItemTax
from .law import Law
from .message import Message
from .use_share import LeftOut

FIGURES = ("base_value", "exempt_value", "taxable_value", "tax")
"""Columns in satang, in the order in which a tax comes about."""

SAME, PAYER, VALUES, DIFFERENT, ONLY_HERE, ONLY_THERE = STATES = (
    *("same", "payer", "values", "different", "only_here", "only_there"),
)
"""What a row may be: equal; equal but of another payer; the same tax of other values; another tax;
without its counterpart."""

CLASS = "class"  # of ``parts``, besides the figures
TOLERANCE = 1  # satang
_BAHT = 100
_GRAINS = (("building", "tax_class"), ("tax_class",), ("building",), ())
_KEY = ["thing", "building", "tax_class"]


@dataclass(frozen=True)
class Checked:
    """One parcel, building or class on both sides; figures in satang, None where there are none.

    ``parcel`` is its uuid, "" where none is known, ``code`` what it is called; ``building`` and
    ``tax_class`` are None where all of the parcel are taken together. ``rows`` are ours, each
    with its derivation; ``parts`` is where the figures part first , ``why`` what
    is known of it.
    """

    parcel: str
    code: str
    building: Optional[str]
    tax_class: Optional[str]
    state: str
    here: Mapping[str, Optional[int]]
    there: Mapping[str, Optional[int]]
    classes: tuple[tuple[str, ...], tuple[str, ...]]
    parts: str = ""
    why: tuple[Message, ...] = ()
    rows: tuple[ItemTax, ...] = ()

    @property
    def difference(self) -> int:
        """Satang that are stated there above ours."""
        return (self.there["tax"] or 0) - (self.here["tax"] or 0)


@dataclass(frozen=True)
class TaxCheck:
    """A year checked: what is not assessed here, and how many stated rows about signs there are."""

    law: Law
    tolerance: int
    rows: tuple[Checked, ...]
    left_out: tuple[LeftOut, ...]
    not_compared: int

    @property
    def counts(self) -> Counter[str]:
        """How many rows of each state."""
        return Counter({**dict.fromkeys(STATES, 0), **Counter(one.state for one in self.rows)})


def compare_taxes(
    ours: pd.DataFrame, stated: pd.DataFrame, tolerance: int = TOLERANCE
) -> pd.DataFrame:
    """One row for each thing, building and class that is compared.

    Both have ``thing`` (a parcel, or what stands for one), ``building`` ("" for land or where
    it is not said), ``tax_class`` (missing where not stated) and :data:`FIGURES` in satang. Figures
    that differ by no more than ``tolerance`` satang are the same.

    Columns of the result: ``thing``, ``building`` and ``tax_class`` (missing where all of them are
    taken together), the figures with ``_here`` and ``_there`` (Int64), ``class_here`` and
    ``class_there`` (tuples), ``state`` (:data:`STATES`) and ``parts``: where the figures part
    first, :data:`CLASS` or one of :data:`FIGURES`, "" where they do not.
    """
    ours, stated = _plain(ours), _filled(_plain(stated))
    grain = _grain(ours, stated)
    sides = [_summed(side, grain) for side in (ours, stated)]
    both = sides[0].join(sides[1], how="outer", lsuffix="_here", rsuffix="_there").reset_index()
    for side in ("class_here", "class_there"):
        both[side] = [one if isinstance(one, tuple) else () for one in both[side]]
    both["state"], both["parts"] = _judged(both, tolerance)
    return both.replace({"building": {_ALL: None}, "tax_class": {_ALL: None}})


_ALL = "*"  # of a key: taken together


def _plain(side: pd.DataFrame) -> pd.DataFrame:
    told = side.assign(
        building=side["building"].astype(object).where(side["building"].notna(), ""),
        tax_class=side["tax_class"].astype(object).where(side["tax_class"].notna(), ""),
    )
    return told.astype(dict.fromkeys(FIGURES, "Int64"))[["thing", *_KEY[1:], *FIGURES]]


def _filled(stated: pd.DataFrame) -> pd.DataFrame:
    """What is left blank and the other figures say."""
    base, exempt, taxable, tax = (stated[name] for name in FIGURES)
    exempt = exempt.fillna(base - taxable)
    taxable = taxable.fillna(base - exempt)
    base = base.fillna(taxable + exempt)
    nothing = (taxable == 0).fillna(False).astype(bool)
    tax = tax.mask(nothing & tax.isna(), 0)
    return stated.assign(base_value=base, exempt_value=exempt, taxable_value=taxable, tax=tax)


def _grain(ours: pd.DataFrame, stated: pd.DataFrame) -> pd.Series:
    """For each thing the number of the finest of ``_GRAINS`` at which both sides have the same."""
    unclear = set(stated.loc[stated["tax_class"] == "", "thing"])
    grain = pd.Series(len(_GRAINS) - 1, pd.concat([ours["thing"], stated["thing"]]).unique())
    for number in reversed(range(len(_GRAINS) - 1)):
        names = _GRAINS[number]
        one, other = (side[["thing", *names]].drop_duplicates() for side in (ours, stated))
        both = one.merge(other, how="outer", indicator="found")
        differing = set(both.loc[both["found"] != "both", "thing"])
        if "tax_class" in names:
            differing |= unclear
        grain[~grain.index.isin(differing)] = number
    return grain


def _summed(side: pd.DataFrame, grain: pd.Series) -> pd.DataFrame:
    of_row = side["thing"].map(grain).to_numpy()
    keys = {"thing": side["thing"]}
    for name in _KEY[1:]:
        told = np.isin(of_row, [at for at, names in enumerate(_GRAINS) if name in names])
        keys[name] = side[name].where(told, _ALL)
    frame = side[list(FIGURES)].assign(**keys)
    sums = frame.groupby(_KEY)[list(FIGURES)].sum(min_count=1)
    known = side["tax_class"].where(side["tax_class"] != "", None)
    classes = values_by(pd.DataFrame({**keys, "class": known}), _KEY, "class")
    return sums.assign(**{"class": classes.reindex(sums.index)})


def _judged(both: pd.DataFrame, tolerance: int) -> tuple[np.ndarray, np.ndarray]:
    here, there = (
        both[[f"{name}_{side}" for name in FIGURES]].notna().any(axis=1).to_numpy()
        for side in ("here", "there")
    )
    gaps = {
        name: (both[f"{name}_here"] - both[f"{name}_there"])
        .abs().fillna(0).to_numpy(np.int64)
        for name in FIGURES
    }  # fmt: skip
    both_classes = zip(both["class_here"], both["class_there"])
    other_class = np.array([bool(one and two and one != two) for one, two in both_classes], bool)
    off = {name: gap > tolerance for name, gap in gaps.items()}
    any_off = np.any(list(off.values()), axis=0)
    state = np.select(
        [~there, ~here, off["tax"], any_off | other_class],
        [ONLY_HERE, ONLY_THERE, DIFFERENT, VALUES],
        default=SAME,
    )
    far = [gaps[name] > max(tolerance, _BAHT - 1) for name in FIGURES]  # more than a rounding
    parts = np.select(
        [~there | ~here, other_class, *far, *(off[name] for name in FIGURES)],
        ["", CLASS, *FIGURES, *FIGURES],
        default="",
    )
    return state, parts
