"""Special property set apart before the tax is worked out (s.8): left out, outside, or in part.

What is open or awaits a ruling is left out with its value, what is outside the tax is told so, of a
part that is let the rest is marked as outside. What nobody has looked at of the state's and of
temples' is left out too, unless the office chose otherwise. All is done to the frames, so that the
fast way and the plain way see the same.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Optional

import pandas as pd

from .law import Law
from .message import Message, Term
from .special_property import (
    AWAITS,
    LET_AREA,
    OPEN,
    OUTSIDE,
    PART,
    Verdict,
    question_term,
    verdict,
)
from .use_share import LeftOut
from .use_share_bulk import LandFrames

COLUMNS = ("uuid", "kind", "parcel_uuid", "building_uuid", "answers", "ruling", "ruling_letter")
"""Of ``special_property`` that are looked at."""
_OFFICIAL = ("4", "7")  # of person_type: the state, temples
_WORST_FIRST = (OPEN, AWAITS, PART, OUTSIDE)
_RELIGION, _STATE = "5", "1"  # of outside_tax
_NOT_TAXED_UNSEEN = "left_out"


def set_apart(
    frames: LandFrames, special: pd.DataFrame, owner: pd.DataFrame, law: Law
) -> tuple[LandFrames, list[LeftOut], list[LeftOut]]:
    """The frames without what is not taxed, what is left out, and what is outside the tax."""
    work = _Apart(frames, special)
    work.lands()
    work.buildings()
    if law.choice("special_unseen") == _NOT_TAXED_UNSEEN:
        work.unseen(set(owner.loc[owner["person_type"].isin(_OFFICIAL), "uuid"]))
    return work.rest(), work.left_out, work.outside


def answers_of(stored: Any) -> dict[str, Any]:
    """The answers of a row as they are stored; none where somebody typed what cannot be read."""
    if isinstance(stored, dict):
        return stored
    try:
        found = json.loads(stored) if isinstance(stored, str) else {}
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


class _Apart:
    """The frames on their way; ``gone`` are the lands and buildings (keys) that are set apart."""

    def __init__(self, frames: LandFrames, special: pd.DataFrame) -> None:
        self.frames, self.special = frames, special
        self.left_out: list[LeftOut] = []
        self.outside: list[LeftOut] = []
        self.gone: set[str] = set()
        self.uses = frames.uses
        houses = frames.buildings
        self.code = dict(zip(frames.lands["key"], frames.lands["code"]))
        standing = houses.groupby("land")["value"].sum()
        built = frames.lands["key"].map(standing).fillna(0).astype("int64")
        self.value = dict(zip(frames.lands["key"], frames.lands["value"] + built))

    def lands(self) -> None:
        rows = self.special[self.special["building_uuid"].isna()]
        decided = _decided(rows[rows["parcel_uuid"].isin(self.code)], "parcel_uuid")
        in_part = {row["parcel_uuid"] for row in decided if row["ruling"] == PART}
        self._begin_parts(in_part)
        for row in decided:
            land = row["parcel_uuid"]
            told = {"parcel": self.code[land]}
            if row["ruling"] == PART:
                self._in_part(land, row, told)
            else:
                self._set_apart(land, land, self.value[land], row, told)
        self.uses = _joined(self.uses, [self._parts[land] for land in sorted(in_part)])

    def buildings(self) -> None:
        houses = self.frames.buildings.set_index("key")
        rows = self.special[self.special["building_uuid"].isin(houses.index)]
        for row in _decided(rows, "building_uuid"):
            house = houses.loc[row["building_uuid"]]
            if house["land"] in self.gone:
                continue
            told = {"parcel": f"{house['code']}, {self.code[house['land']]}"}
            value = int(house["value"])
            if row["ruling"] == PART:
                message = Message("special_property.part_of_building", **told)
                self._leave_out(row["building_uuid"], house["land"], message, value)
            else:
                self._set_apart(row["building_uuid"], house["land"], value, row, told)

    def unseen(self, official: set[str]) -> None:
        """Of the state and temples, where neither a row nor a use says what it is."""
        looked_at = {*self.special["parcel_uuid"].dropna(), *self.special["building_uuid"].dropna()}
        looked_at |= set(self.uses.loc[self.uses["outside"] != "", "land"])
        lands, houses = self.frames.lands, self.frames.buildings
        theirs = _of(lands["payer"], official)
        for key, code in zip(lands.loc[theirs, "key"], lands.loc[theirs, "code"]):
            if key not in looked_at | self.gone:
                message = Message("special_property.unseen", parcel=code)
                self._leave_out(key, key, message, self.value[key])
        theirs = _of(houses["payer"], official)
        for row in houses[theirs].to_dict("records"):
            if {row["land"], row["key"]} & (looked_at | self.gone):
                continue
            named = f"{row['code']}, {self.code[row['land']]}"
            message = Message("special_property.unseen", parcel=named)
            self._leave_out(row["key"], row["land"], message, int(row["value"]))

    def rest(self) -> LandFrames:
        if not self.gone and self.uses is self.frames.uses:
            return self.frames
        frames = self.frames
        lands = frames.lands[~frames.lands["key"].isin(self.gone)]
        houses = frames.buildings
        houses = houses[~houses["key"].isin(self.gone) & ~houses["land"].isin(self.gone)]
        uses = self.uses[~self.uses["land"].isin(self.gone)]
        floors = frames.building_uses
        floors = floors[floors["building"].isin(houses["key"])]
        parts = (one.reset_index(drop=True) for one in (lands, uses, houses, floors))
        return LandFrames(*parts)

    # -- one of them -------------------------------------------------------------------------

    def _set_apart(
        self, key: str, land: str, value: int, row: Mapping[Any, Any], told: dict[str, Any]
    ) -> None:
        told["kind"] = Term("special_kind", row["kind"])
        if row["ruling"] == OUTSIDE:
            by = row["ruling_letter"] or None
            item = Term("outside_tax", _item_of_s8(row))
            message = Message("special_property.outside", item=item, **told)
            if by is not None:
                message = Message("special_property.outside_by", item=item, letter=by, **told)
            self.gone.add(key)
            self.outside.append(LeftOut(land, message, value))
            return
        if row["ruling"] == AWAITS:
            message = Message("special_property.awaits", **told)
        else:
            questions = _lacking(row)
            message = Message("special_property.open", questions=questions, **told)
        self._leave_out(key, land, message, value)

    def _leave_out(self, key: str, land: str, message: Message, value: int) -> None:
        self.gone.add(key)
        self.left_out.append(LeftOut(land, message, value))

    def _begin_parts(self, lands: set[str]) -> None:
        """Take the uses of these lands out of the others, to be divided one by one."""
        frames, theirs = self.frames, self.uses["land"].isin(lands)
        apart = self.uses[theirs]
        self.uses = self.uses[~theirs] if lands else self.uses
        self._parts = dict.fromkeys(lands, apart.iloc[:0])
        self._parts |= dict(iter(apart.groupby("land")))
        areas = frames.lands[frames.lands["key"].isin(lands)]
        self._area = dict(zip(areas["key"], areas["area"]))
        self._built = set(frames.buildings.loc[frames.buildings["land"].isin(lands), "land"])

    def _in_part(self, land: str, row: Mapping[Any, Any], told: dict[str, Any]) -> None:
        """The let part taxed by its use, the rest outside (s.8: by part)."""
        rows = self._parts[land]
        if rows.empty or (rows["outside"] != "").any():
            return  # nothing to divide, or divided by the rows of use
        let = answers_of(row["answers"]).get(LET_AREA)
        area, item = int(self._area[land]), _item_of_s8(row)
        divided = _divided(rows, let, area, item, land in self._built)
        if divided is None:
            message = Message("special_property.part_unclear", **told)
            self._leave_out(land, land, message, self.value[land])
            return
        self._parts[land] = divided


def _joined(uses: pd.DataFrame, parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The uses with those that were divided; the very same frame where none were."""
    if not parts:
        return uses
    return pd.concat([uses, *parts], ignore_index=True).astype(uses.dtypes)


def _divided(
    rows: pd.DataFrame, let: Any, area: int, item: str, built: bool
) -> Optional[pd.DataFrame]:
    """The rows of use with what is not let outside the tax; None where they do not say which.

    One row without a building is divided by the let area, of several those that are let are to
    have just that area.
    """
    if not isinstance(let, int) or not 0 < let <= area:
        return None
    if len(rows) == 1 and not built:
        rest = rows.assign(key=rows["key"] + "/outside", area=area - let, outside=item)
        parts = [rows.assign(area=let), *([rest] if area > let else [])]
        return pd.concat(parts).astype({"area": "Int64"})
    is_let = rows["is_let"].astype(bool)
    if not is_let.any() or rows.loc[is_let, "area"].isna().any():
        return None
    if int(rows.loc[is_let, "area"].sum()) != let:
        return None
    return rows.assign(outside=rows["outside"].where(is_let, item))


def _decided(rows: pd.DataFrame, of: str) -> list[dict[Any, Any]]:
    """The row that decides of each thing, the least sure one first; those that are taxed as usual
    are no matter."""
    found: dict[str, dict[Any, Any]] = {}
    for ruling in _WORST_FIRST:
        for row in rows[rows["ruling"] == ruling].to_dict("records"):
            found.setdefault(row[of], row)
    return list(found.values())


def _lacking(row: Mapping[Any, Any]) -> list[Message]:
    """The questions that are open; where all are answered, what is to be entered first."""
    found = _verdict(row)
    asked = [question_term(row["kind"], one) for one in found.questions]
    told = [Message("common.term", term=one) for one in asked]
    return told or [line.message for line in found.lines[-1:]]


def _item_of_s8(row: Mapping[Any, Any]) -> str:
    """The item that the answers lead to, else that of the kind."""
    return _verdict(row).outside_tax or (_RELIGION if row["kind"] == "temple" else _STATE)


def _verdict(row: Mapping[Any, Any]) -> Verdict:
    subject = "parcel" if pd.isna(row["building_uuid"]) else "building"
    return verdict(row["kind"], answers_of(row["answers"]), subject)


def _of(payers: pd.Series, owners: set[str]) -> pd.Series:
    """Where one of the payers is among the owners."""
    theirs = {key for key in payers.unique() if owners & set(str(key).split("+"))}
    return payers.isin(theirs)
