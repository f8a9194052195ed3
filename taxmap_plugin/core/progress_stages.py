"""How far each parcel is in the seven stages of a tax map (practice.md §1.2), and what of the
tables tells it.

The criteria in words are the messages ``progress_stages.STAGE``. Stages 2 to 6 are judged by what
the guide names as their outcome. What the guide leaves open is the office's own: stage 1 is work on
paper, of which the map knows the boundary alone; for stage 7 it chooses one of :data:`UPKEEPS`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

import numpy as np
import pandas as pd
import shapely

from .ground import areas_of
from .message import Language, Message, render
from .municipality import Municipality
from .parcel_name import in_order
from .resources import load_json

STAGES = (
    "preparation", "base_map", "land_data", "field_survey", "tax_map", "register", "upkeep",
)  # fmt: skip
COMPLETE = "complete"
STANDINGS = (*STAGES[1:], COMPLETE)
"""Where a parcel can stand: at the first of its stages that it has not reached, or at the end.
The first stage is the whole municipality's."""
OFFICES_OWN = ("preparation", "upkeep")
"""Stages of which the guide does not say when a parcel has reached them."""

Upkeep = Literal["sound", "assessed", "both"]
UPKEEPS: tuple[Upkeep, ...] = get_args(Upkeep)
"""Kept current means: the map was checked and no open error of the check is about the parcel, it
was assessed in the tax year, or both."""


@dataclass(frozen=True)
class Facts:
    """What the stages are judged by.

    ``parcels`` has ``uuid``, ``parcel_code``, ``zone_code``, ``block_code`` and ``geom``,
    ``blocks`` their codes and ``geom``; ``is_checked``: all rules that find errors have looked at
    the whole map. The rest are uuids of parcels, and codes of blocks whose
    sheets were ``printed``.
    """

    parcels: pd.DataFrame
    blocks: pd.DataFrame
    has_boundary: bool
    is_checked: bool
    documented: Collection[str]
    used: Collection[str]
    printed: Collection[str]
    owned: Collection[str]
    faulty: Collection[str]
    assessed: Collection[str]


class Share(NamedTuple):
    """Of a zone, a block or all: how many parcels and how much ground (m²) there are, and of
    each stage how many and how much have reached it. ``name`` is "" for what is in none."""

    name: str
    parcels: int
    area: float
    reached: tuple[int, ...]
    reached_area: tuple[float, ...]

    @property
    def percents(self) -> list[float]:
        """Of the parcels, a stage each."""
        return [percent(part, self.parcels) for part in self.reached]

    @property
    def area_percents(self) -> list[float]:
        """Of the ground, a stage each."""
        return [percent(part, self.area) for part in self.reached_area]


def percent(part: float, whole: float) -> float:
    """To one decimal, rounded down so that 100 means all; 0 of nothing.

    >>> percent(2999, 3000)
    99.9
    """
    return float(np.floor(1000 * part / whole + 1e-9) / 10) if whole else 0.0


@dataclass(frozen=True)
class Progress:
    """The parcels (``uuid``, ``parcel_code``, ``zone``, ``block``, ``area`` in m², ``ground``,
    ``standing``: one of :data:`STANDINGS`), and in ``reached`` a column of each stage."""

    municipality: Municipality
    made: dt.date
    upkeep: Upkeep
    parcels: pd.DataFrame
    reached: pd.DataFrame

    def whole(self) -> Share:
        return _share("", self.parcels["area"].to_numpy(), self.reached.to_numpy())

    def by(self, column: Literal["zone", "block"]) -> list[Share]:
        """A share for each zone or block in order, that of the parcels in none last."""
        groups = self.parcels.groupby(column).indices
        area, reached = self.parcels["area"].to_numpy(), self.reached.to_numpy()
        names = sorted(map(str, groups), key=in_order)
        return [_share(name, area[groups[name]], reached[groups[name]]) for name in names]

    def standing(self, at: str) -> pd.DataFrame:
        """The parcels that stand there."""
        return self.parcels[self.parcels["standing"] == at]


def _share(name: str, area: np.ndarray, reached: np.ndarray) -> Share:
    counts, areas = reached.sum(axis=0), (reached * area[:, None]).sum(axis=0)
    return Share(name, len(area), float(area.sum()), tuple(counts.tolist()), tuple(areas.tolist()))


def judge(
    facts: Facts, municipality: Municipality, made: dt.date, upkeep: Upkeep = "sound"
) -> Progress:
    """Every parcel with the stages that it has reached."""
    rows = facts.parcels
    grounds = areas_of(rows["geom"])
    parcels = pd.DataFrame({"uuid": rows["uuid"], "parcel_code": rows["parcel_code"]})
    parcels["block"] = _blocks(rows, facts.blocks, grounds)
    parcels["zone"] = _zones(rows, facts.blocks, parcels["block"])
    parcels["area"] = np.nan_to_num(shapely.area(grounds))
    parcels["ground"] = grounds
    reached = _reached(facts, parcels, upkeep)
    parcels["standing"] = _standing(reached)
    return Progress(municipality, made, upkeep, parcels, reached)


def _reached(facts: Facts, parcels: pd.DataFrame, upkeep: Upkeep) -> pd.DataFrame:
    uuid = parcels["uuid"]
    coded = facts.parcels["parcel_code"].notna() & (facts.parcels["parcel_code"] != "")
    reached = pd.DataFrame(index=parcels.index)
    reached["preparation"] = facts.has_boundary
    reached["base_map"] = coded & parcels["ground"].notna()
    reached["land_data"] = uuid.isin(facts.documented)
    reached["field_survey"] = uuid.isin(facts.used)
    reached["tax_map"] = reached["base_map"] & parcels["block"].isin(facts.printed)
    reached["register"] = uuid.isin(facts.owned)
    current = reached[list(STAGES[1:6])].all(axis=1)
    if upkeep != "assessed":
        current &= facts.is_checked & ~uuid.isin(facts.faulty)
    if upkeep != "sound":
        current &= uuid.isin(facts.assessed)
    reached["upkeep"] = current
    return reached[list(STAGES)].astype(bool)


def _standing(reached: pd.DataFrame) -> np.ndarray:
    own = reached[list(STAGES[1:])].to_numpy()
    ended = np.column_stack([~own, np.ones(len(own), dtype=bool)])
    return np.array(STANDINGS, dtype=object)[ended.argmax(axis=1)]


def _blocks(rows: pd.DataFrame, blocks: pd.DataFrame, grounds: np.ndarray) -> pd.Series:
    """The block of each parcel; that in which it lies where it names none."""
    named = rows["block_code"].fillna("").astype(str)
    at = np.flatnonzero((named == "").to_numpy() & ~shapely.is_missing(grounds))
    areas = areas_of(blocks["geom"])
    if not len(at) or not len(areas):
        return named
    points = shapely.point_on_surface(grounds[at])
    which, block = shapely.STRtree(areas).query(points, predicate="intersects")
    codes = blocks["block_code"].fillna("").astype(str).to_numpy()
    named.iloc[at[which]] = codes[block]
    return named


def _zones(rows: pd.DataFrame, blocks: pd.DataFrame, block: pd.Series) -> pd.Series:
    named = rows["zone_code"].fillna("").astype(str)
    zone_of = blocks.dropna(subset=["block_code"]).set_index("block_code")["zone_code"].to_dict()
    return named.where(named != "", block.map(zone_of).fillna("").astype(str))


# -- words ---------------------------------------------------------------------------------


def stage_title(stage: str, language: Language) -> str:
    """A stage with its number: ``2 จัดทำแผนที่แม่บท``."""
    found = {one["id"]: one for one in load_json("stages.json")["stages"]}[stage]
    return f"{found['number']} {found[language]}"


def criterion(stage: str, upkeep: Upkeep, year: int) -> Message:
    """When a parcel has reached a stage."""
    id = f"{stage}_{upkeep}" if stage == "upkeep" else stage
    return Message(f"progress_stages.{id}", year=year)


def standing_title(standing: str, language: Language) -> str:
    """Where a parcel stands: a stage with its number, or that it has reached all."""
    if standing == COMPLETE:
        return render(Message("progress_stages.complete"), language)
    return stage_title(standing, language)
