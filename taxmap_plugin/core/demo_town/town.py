"""เทศบาลตำบลสาธิต, the invented municipality: the tables of one workspace, from a seed."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import pandas as pd
import shapely
from numpy.random import Generator

from ...errors import TaxMapError
from ..code_style import CodeStyle
from ..datum import transform
from ..feedback import Feedback, Part, Silent, check_cancelled
from ..message import Message
from ..municipality import Municipality
from . import buildings, people, titles, uses
from .civic import civic_lots
from .fabric import draw_lots
from .parcels import community_table, number_cells, parcel_table
from .roads import name_streets, pond_table, road_table, water_table
from .streets import draw_plan
from .words import places, uuids

SEED, PARCELS = 2569, 3000
LEAST, MOST = 300, 100_000  # fewer are no town, more no municipality
EPSG = titles.WGS84_UTM47
_CENTRE_INDIAN = (500_000.0, 2_064_000.0)  # where four 1:4000 sheets and two 15′ squares meet

PLACE = {"tambon": "สาธิต", "amphoe": "ตัวอย่าง", "province": "ตัวอย่าง", "postal_code": "99990"}
"""Sub-district, district, province and postal code: none of them exists."""

MUNICIPALITY = Municipality(
    name="เทศบาลตำบลสาธิต",
    name_en="Sathit Subdistrict Municipality (invented)",
    code="05999901",
    kind="tambon_municipality",
    tambon=PLACE["tambon"],
    amphoe=PLACE["amphoe"],
    province=PLACE["province"],
    epsg=EPSG,
    tax_year=uses.TAX_YEAR,
)


class DemoTownError(TaxMapError):
    """The municipality cannot be made in this size."""


@dataclass(frozen=True)
class DemoTown:
    """Tables named and filled as in the workspace's schema; shapes in ``geom``, EPSG:32647.

    ``truth`` is no table of the workspace: one row a parcel with ``parcel_uuid``,
    ``parcel_code``, ``use`` (a word of resources/demo/use.csv) and ``town`` (1 in the
    old centre, 0 at the edge).
    """

    municipality: Municipality
    boundary: pd.DataFrame
    zone: pd.DataFrame
    block: pd.DataFrame
    parcel: pd.DataFrame
    building: pd.DataFrame
    signboard: pd.DataFrame
    road: pd.DataFrame
    water: pd.DataFrame
    public_land: pd.DataFrame
    community: pd.DataFrame
    house_number: pd.DataFrame
    map_sheet: pd.DataFrame
    owner: pd.DataFrame
    owner_private: pd.DataFrame
    ownership: pd.DataFrame
    title_document: pd.DataFrame
    condo_unit: pd.DataFrame
    land_use: pd.DataFrame
    building_use: pd.DataFrame
    land_price: pd.DataFrame
    truth: pd.DataFrame

    def tables(self) -> dict[str, pd.DataFrame]:
        """The tables of the workspace by name, in an order in which they can be inserted."""
        other = ("municipality", "truth")
        return {f.name: getattr(self, f.name) for f in fields(self) if f.name not in other}


def generate(
    seed: int = SEED, parcels: int = PARCELS, feedback: Feedback | None = None
) -> DemoTown:
    """Make the municipality with ``parcels`` parcels (300 to 100,000); the same for the same seed.

    Raises DemoTownError for another number, Cancelled.
    """
    if not LEAST <= parcels <= MOST:
        raise DemoTownError(Message("demo_town.count", parcels=parcels, least=LEAST, most=MOST))
    feedback = feedback or Silent()
    rng = np.random.default_rng(seed)
    style = CodeStyle.load()
    plan = draw_plan(rng, parcels, feedback)
    by_block = draw_lots(rng, plan, parcels, Part(feedback, 0.0, 0.7))
    names = name_streets(plan.streets)
    zone, block = number_cells(plan)
    frames = {
        "boundary": pd.DataFrame(
            {
                "name": [MUNICIPALITY.name],
                "name_en": [MUNICIPALITY.name_en],
                "geom": [plan.boundary],
            }
        ),
        "zone": zone,
        "block": block,
        "parcel": parcel_table(rng, plan, block, by_block, style),
        "road": road_table(plan.streets, names),
        "water": water_table(plan.streets, names),
    }
    civic_lots(rng, frames["parcel"], plan.streets)
    frames["community"], moo = community_table(rng, block, parcels, places("community"))
    for frame in frames.values():
        frame["geom"] = _in_place(frame["geom"].to_numpy())
    _describe_parcels(rng, frames, moo)
    check_cancelled(feedback)
    feedback.progress(0.8)
    _add_registers(rng, frames, style)
    feedback.progress(1.0)
    return _finished(rng, frames)


def _in_place(shapes: np.ndarray) -> np.ndarray:
    """From metres about the old centre to WGS 84 / UTM 47N, on a grid of one millimetre."""
    centre = transform(np.array([_CENTRE_INDIAN]), titles.INDIAN_UTM47, EPSG)[0].round()
    return shapely.transform(shapes, lambda xy: np.round(xy + centre, 3))


def _describe_parcels(rng: Generator, frames: dict[str, pd.DataFrame], moo: np.ndarray) -> None:
    parcel = frames["parcel"]
    parcel["uuid"] = uuids(rng, len(parcel))
    parcel["title_document_uuid"] = uuids(rng, len(parcel))
    parcel["moo"] = moo[parcel["block_index"]].astype(str).astype(object)
    community = frames["community"].set_index("moo")["name"]
    parcel["community"] = parcel["moo"].map(community)
    parcel["tambon"], parcel["amphoe"] = PLACE["tambon"], PLACE["amphoe"]
    frames["map_sheet"] = titles.add_map_sheets(parcel)
    titles.add_titles(rng, parcel)
    buildings.add_frontage(parcel, frames["road"].dropna(subset="name"))


def _add_registers(rng: Generator, frames: dict[str, pd.DataFrame], style: CodeStyle) -> None:
    parcel = frames["parcel"]
    building = buildings.building_table(rng, parcel, style)
    building["uuid"] = uuids(rng, len(building))
    frames["building"] = building
    frames["house_number"] = buildings.add_house_numbers(rng, parcel, building)
    frames["signboard"] = buildings.signboard_table(rng, parcel, building, style, PLACE)
    frames["signboard"]["uuid"] = uuids(rng, len(frames["signboard"]))
    owner, private, holder = people.make_owners(rng, parcel, PLACE)
    frames["owner"], frames["owner_private"] = owner, private
    frames["condo_unit"] = uses.condo_unit_table(rng, building)
    frames["condo_unit"]["uuid"] = uuids(rng, len(frames["condo_unit"]))
    frames["ownership"] = pd.concat(
        [
            people.ownership_table(rng, owner, parcel, holder),
            people.unit_ownership(rng, owner, holder, building, frames["signboard"]),
            uses.condo_ownership(rng, frames["condo_unit"], owner),
        ],
        ignore_index=True,
    )
    frames["land_use"] = uses.land_use_table(rng, parcel)
    frames["building_use"] = uses.building_use_table(rng, building)
    frames["land_price"] = titles.land_price_table(rng, parcel)
    frames["title_document"] = titles.title_document_table(parcel, frames["land_price"], PLACE)
    frames["public_land"] = titles.public_land_table(parcel)
    frames["water"] = pd.concat([frames["water"], pond_table(parcel)], ignore_index=True)


def _finished(rng: Generator, frames: dict[str, pd.DataFrame]) -> DemoTown:
    """Only the columns of the schema, with a uuid in every row."""
    parcel = frames["parcel"]
    truth = parcel[["uuid", "parcel_code", "use", "town"]].rename(columns={"uuid": "parcel_uuid"})
    own = {
        "parcel": ["block_index", "use", "town", "front_x", "front_y", "title_document_uuid"],
        "building": ["parcel", "use", "order"],
    }
    for name in sorted(frames):
        frame = frames[name].drop(columns=own.get(name, []))
        if "uuid" not in frame:
            frame["uuid"] = uuids(rng, len(frame))
        for column in frame.select_dtypes("object"):
            frame[column] = frame[column].where(frame[column].notna(), None)
        columns = ["uuid", *(c for c in frame.columns if c not in ("uuid", "geom"))]
        frames[name] = frame[columns + (["geom"] if "geom" in frame else [])].reset_index(drop=True)
    return DemoTown(municipality=MUNICIPALITY, truth=truth, **frames)
