"""What ties the registers together: parcels and buildings by code, owners, photos, main uses."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import cached_property
from typing import Optional

import numpy as np
import pandas as pd

from ..core.parcel_code import normalise
from ..core.thai_date import local_day
from ..core.thai_text import arabic_digits
from ..workspace.transaction import Transaction

_SHARE = re.compile(r"(\d+)\s*/\s*(\d+)")
_PERCENT = re.compile(r"(\d+(?:\.\d+)?)\s*%?")


class Links:
    """Look-ups and links of one import; reads a table when it is first asked for."""

    _COLUMNS: dict[str, dict[str, tuple[str, str]]] = {
        # table: {link column: (column with the code, what it is the code of)}
        "building": {"parcel_uuid": ("source_parcel_code", "parcel")},
        "signboard": {"parcel_uuid": ("source_parcel_code", "parcel")},
        "land_use": {"title_document_uuid": ("source_parcel_code", "title_document")},
        "building_use": {"building_uuid": ("source_building_code", "building")},
        "condo_unit": {"building_uuid": ("source_building_code", "building")},
        "stated_tax": {
            "parcel_uuid": ("source_parcel_code", "parcel"),
            "building_uuid": ("source_building_code", "building"),
        },
    }
    _WITH = {"condo_unit": "building_uuid"}  # whose parcel is that of their building
    _CODES = {
        "parcel": "parcel_code",
        "title_document": "source_parcel_code",
        "building": "building_code",
    }

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._by_code: dict[str, pd.Series] = {}

    def columns(self, table: str) -> list[str]:
        """The columns of ``table`` that are links found here."""
        with_it = ["parcel_uuid"] if table in self._WITH else []
        return [*self._COLUMNS.get(table, {}), *with_it]

    def fill(self, table: str, frame: pd.DataFrame, current: pd.DataFrame) -> pd.DataFrame:
        """``frame`` with its link columns, where the code names exactly one thing.

        ``current`` are the known things under its index: a unit goes with the building that it
        has, whatever the code says.
        """
        frame = frame.copy()
        for column, (code, of) in self._COLUMNS.get(table, {}).items():
            if code in frame:
                codes = frame[code].map(normalise, na_action="ignore")
                found = codes.map(self._uuids(of)).astype(object)
                frame[column] = found.where(found.notna(), None)
        if table in ("building", "signboard") and "parcel_uuid" in frame:
            by_code = pd.Series("code", index=frame.index, dtype=object)
            frame["found_by"] = by_code.where(frame["parcel_uuid"].notna(), None)
        if table == "stated_tax":
            frame["parcel_uuid"] = self._by_other_names(frame)
        building = self._WITH.get(table)
        if building in frame:
            stays = current[building].reindex(frame.index)
            frame["parcel_uuid"] = self._parcels_of(stays.where(stays.notna(), frame[building]))
        return frame

    def _by_other_names(self, frame: pd.DataFrame) -> pd.Series:
        """The parcel by its code, else that of the building, else by the document's number."""
        nothing = pd.Series(None, index=frame.index, dtype=object)
        found = frame.get("parcel_uuid", nothing)
        others = (
            self._parcels_of(frame.get("building_uuid", nothing)),
            frame.get("deed_no", nothing).map(self._by_deed).astype(object),
        )
        for other in others:
            found = found.where(found.notna(), other)
        return found.where(found.notna(), None)

    @cached_property
    def _by_deed(self) -> pd.Series:
        """Parcel (uuid) by the number of its document, where no other parcel has that number."""
        told = [
            self._tx.read("parcel", ["uuid", "deed_no"], "deed_no IS NOT NULL").rename(
                columns={"uuid": "parcel_uuid"}
            ),
            self._tx.read(
                "title_document",
                ["parcel_uuid", "deed_no"],
                "parcel_uuid IS NOT NULL AND deed_no IS NOT NULL",
            ),
        ]
        pairs = pd.concat(told)[["deed_no", "parcel_uuid"]].drop_duplicates()
        once = pairs[~pairs["deed_no"].duplicated(keep=False)]
        return once.set_index("deed_no")["parcel_uuid"]

    def _uuids(self, table: str) -> pd.Series:
        """uuid by code, of things whose code nobody else has."""
        if table not in self._by_code:
            column = self._CODES[table]
            there = self._tx.read(table, ["uuid", column])
            codes = there[column].map(normalise, na_action="ignore")
            once = codes.notna() & ~codes.duplicated(keep=False)
            self._by_code[table] = pd.Series(there.loc[once, "uuid"].to_numpy(), codes[once])
        return self._by_code[table]

    def _parcels_of(self, buildings: pd.Series) -> pd.Series:
        there = self._tx.read("building", ["uuid", "parcel_uuid"], "parcel_uuid IS NOT NULL")
        found = buildings.map(there.set_index("uuid")["parcel_uuid"]).astype(object)
        return found.where(found.notna(), None)

    def forget(self, table: str) -> None:
        """Codes of ``table`` changed: look them up again when asked."""
        self._by_code.pop(table, None)

    # -- owners ---------------------------------------------------------------------------

    def owners(
        self,
        column: str,
        things: np.ndarray,
        owner: pd.Series,
        shares: pd.Series,
        before: Collection[tuple[str, str]] = (),
    ) -> tuple[np.ndarray, set[str]]:
        """Write who holds what, once each.

        ``before`` are the pairs (owner, thing) that the file named last time: who is not
        named any more beside a thing that has another owner now holds it no longer. Returns
        True for rows that brought something new, and the things that somebody gave up.
        """
        names = ["uuid", "owner_uuid", column, "to_date"]
        held = self._tx.read("ownership", names, column + " IS NOT NULL")
        pairs = pd.Series(list(zip(held["owner_uuid"], held[column])), dtype=object)
        holds = held["to_date"].isna()
        frame = pd.DataFrame({"owner_uuid": owner.to_numpy(object), column: things})
        frame["share_text"] = shares.to_numpy(dtype=object)
        wanted = frame["owner_uuid"].notna() & frame[column].notna()
        named = set(zip(frame.loc[wanted, "owner_uuid"], frame.loc[wanted, column]))
        gone = holds & pairs.isin(set(before) - named)
        gone &= held[column].isin({thing for _, thing in named})
        if gone.any():
            self._tx.update("ownership", held.loc[gone, ["uuid"]].assign(to_date=self._today))
        left = set(held.loc[gone, column])
        wanted &= ~frame.duplicated(["owner_uuid", column])
        known = set(pairs[holds]) | (set(pairs) & set(before))  # ended here, so it stays ended
        new = wanted & ~pd.Series(list(zip(frame["owner_uuid"], frame[column]))).isin(known)
        if new.any():
            rows = frame[new]
            shares_read = [read_share(text) for text in rows["share_text"]]
            fractions = pd.DataFrame(
                shares_read, columns=["share_numerator", "share_denominator"], index=rows.index
            )
            since = rows[column].map(lambda thing: self._today if thing in left else None)
            rows = rows.join(fractions.astype("Int64")).assign(from_date=since)
            self._tx.insert("ownership", rows)
        return new.to_numpy(), left

    @property
    def _today(self) -> str:
        return local_day(self._tx.now).isoformat()

    # -- photos ---------------------------------------------------------------------------

    def photos(self, table: str, things: np.ndarray, paths: pd.Series) -> np.ndarray:
        """Attach photos by their path, once each; True for rows that brought a new one."""
        tidy = paths.str.replace("\\", "/", regex=False)
        frame = pd.DataFrame({"subject_uuid": things, "path": tidy.to_numpy(dtype=object)})
        wanted = frame["subject_uuid"].notna() & frame["path"].notna() & ~frame.duplicated()
        if not wanted.any():
            return np.zeros(len(things), dtype=bool)
        there = self._tx.read("attachment", ["subject_uuid", "path"], "subject_table = ?", (table,))
        known = set(zip(there["subject_uuid"], there["path"]))
        pairs = zip(frame["subject_uuid"], frame["path"])
        new = wanted & np.array([pair not in known for pair in pairs], dtype=bool)
        if new.any():
            self._tx.insert("attachment", frame[new].assign(subject_table=table))
        return new.to_numpy()


def read_share(text: object) -> tuple[Optional[int], Optional[int]]:
    """``1/2`` → (1, 2), ``50%`` and ``50`` → (50, 100); (None, None) for anything else."""
    if not isinstance(text, str):
        return None, None
    plain = arabic_digits(text).strip()
    fraction = _SHARE.fullmatch(plain)
    if fraction and int(fraction[2]):
        return int(fraction[1]), int(fraction[2])
    percent = _PERCENT.fullmatch(plain)
    if percent and float(percent[1]) <= 100 and float(percent[1]).is_integer():
        return int(float(percent[1])), 100
    return None, None
