"""Buildings inside their parcels, house numbers, and signboards in front of them."""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.random import Generator

from ..code_style import CodeStyle
from .words import only_where, pick, word_table

_TAX_YEAR = 2569


def add_frontage(parcel: pd.DataFrame, road: pd.DataFrame) -> None:
    """For each parcel the direction to its street (``front_x``, ``front_y``) and street names."""
    lines = road["geom"].to_numpy()
    middle = shapely.centroid(parcel["geom"].to_numpy())
    tree = shapely.STRtree(lines)
    nearest = np.empty(len(parcel), dtype=int)
    who, which = tree.query_nearest(parcel["geom"].to_numpy(), all_matches=False)
    nearest[who] = which
    way = shapely.get_coordinates(shapely.shortest_line(middle, lines[nearest]))
    way = way[1::2] - way[::2]
    length = np.maximum(np.hypot(way[:, 0], way[:, 1]), 1e-6)
    parcel["front_x"], parcel["front_y"] = way[:, 0] / length, way[:, 1] / length
    name = road["name"].to_numpy(dtype=object)[nearest]
    lane = np.array([bool(n) and n.startswith("ซอย") for n in name])
    parcel["soi"] = only_where(lane, name)
    parcel["road"] = only_where(~lane, name)


def building_table(rng: Generator, parcel: pd.DataFrame, style: CodeStyle) -> pd.DataFrame:
    """Outlines, codes, types (LTAX codes), storeys and years of buildings."""
    uses = word_table("use").set_index("use")
    built = rng.random(len(parcel)) >= parcel["use"].map(uses["empty_share"].astype(float))
    first = _plans(rng, parcel[built], "")
    second_share = parcel["use"].map({"compound": 0.38, "temple": 1.0, "school": 1.0}).fillna(0.0)
    big = shapely.area(parcel["geom"].to_numpy()) > 350
    second = _plans(rng, parcel[built & big & (rng.random(len(parcel)) < second_share)], "_second")
    plans = pd.concat([first, second], ignore_index=True)
    plans = plans[_inside(plans, parcel)].sort_values(["parcel", "order"], kind="stable")
    plans = plans[~_on_each_other(plans)].reset_index(drop=True)
    number = plans.groupby("parcel").cumcount() + 1
    code = parcel["parcel_code"].to_numpy()[plans["parcel"]]
    letter = style.unit_separator + style.building_letter
    plans["building_code"] = code + letter + number.astype(str).str.zfill(style.unit_digits)
    return _measured(rng, plans, parcel)


def _plans(rng: Generator, parcel: pd.DataFrame, suffix: str) -> pd.DataFrame:
    """A drawn plan for each of these parcels: rows of building_mix and a rectangle."""
    mix = word_table("building_mix")
    rows = []
    for use, own in parcel.groupby("use", sort=True):
        choices = mix[mix["use"] == str(use) + suffix].reset_index(drop=True)
        if len(choices):
            chosen = pick(rng, len(own), np.arange(len(choices)), choices["weight"].astype(float))
            rows.append(choices.iloc[chosen].assign(parcel=own.index.to_numpy()))
    if not rows:
        return pd.DataFrame()
    plans = pd.concat(rows, ignore_index=True)
    own = parcel.loc[plans["parcel"]]
    front = own[["front_x", "front_y"]].to_numpy()
    plans["geom"] = _rectangles(rng, plans, own["geom"].to_numpy(), front)
    plans["order"] = int(bool(suffix))
    return plans


def _rectangles(
    rng: Generator, plans: pd.DataFrame, lots: np.ndarray, front: np.ndarray
) -> np.ndarray:
    """Rectangles in the frame of each lot: u towards the street, v along it."""
    size = {
        name: rng.uniform(plans[f"{name}_min"].astype(float), plans[f"{name}_max"].astype(float))
        for name in ("width", "depth")
    }
    u, v = _lot_frame(lots, front)
    low_u, high_u = _extent(lots, u)
    low_v, high_v = _extent(lots, v)
    lot_depth, lot_width = high_u - low_u, high_v - low_v
    setback = plans["setback"].astype(float).to_numpy()
    depth = np.minimum(size["depth"], 0.8 * lot_depth - np.minimum(setback, 0.15 * lot_depth))
    whole_width = size["width"] == 0
    width = np.where(whole_width, lot_width, np.minimum(size["width"], 0.84 * lot_width))
    place = plans["place"].to_numpy()
    centre_u = np.select(
        [place == "front", place == "rear"],
        [high_u - np.minimum(setback, 0.2 * lot_depth) - depth / 2, low_u + 1.2 + depth / 2],
        (low_u + high_u) / 2 + rng.uniform(-0.04, 0.04, len(plans)) * lot_depth,
    )
    room = np.maximum(lot_width - width, 0) / 2
    drift = np.where(place == "rear", 0.75, np.where(place == "side", 0.9, 0.35))
    side = rng.choice([-1.0, 1.0], len(plans)) * np.where(
        place == "front", rng.random(len(plans)), 1
    )
    centre_v = (low_v + high_v) / 2 + np.where(whole_width, 0, side * drift * room)
    notch = np.where(
        whole_width | (rng.random(len(plans)) < 0.45), 0.0, rng.uniform(0.2, 0.4, len(plans))
    )
    return _ell(centre_u, centre_v, depth / 2, width / 2, notch, u, v)


def _lot_frame(lots: np.ndarray, front: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Axes of each lot's smallest turned rectangle; u is the one that looks to the street."""
    corners = shapely.get_coordinates(shapely.oriented_envelope(lots)).reshape(-1, 5, 2)
    axes = np.stack([corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 1]], axis=1)
    axes /= np.maximum(np.hypot(axes[..., 0], axes[..., 1]), 1e-9)[..., None]
    looks = np.einsum("nij,nj->ni", axes, front)
    best = np.abs(looks).argmax(axis=1)
    rows = np.arange(len(lots))
    u = axes[rows, best] * np.where(looks[rows, best] < 0, -1.0, 1.0)[:, None]
    return u, np.stack([-u[:, 1], u[:, 0]], axis=1)


def _extent(lots: np.ndarray, axis: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """How far each lot reaches along its axis, least and greatest."""
    xy, index = shapely.get_coordinates(lots, return_index=True)
    along = np.einsum("nj,nj->n", xy, axis[index])
    starts = np.flatnonzero(np.r_[True, np.diff(index) > 0])
    return np.minimum.reduceat(along, starts), np.maximum.reduceat(along, starts)


def _ell(cu, cv, hu, hv, notch, u, v) -> np.ndarray:
    """Rectangles about (cu, cv), or L shapes where ``notch`` takes a corner away."""
    bite_u, bite_v = hu * 2 * notch, hv * 2 * notch
    corner_u = np.stack([-hu, -hu, hu - bite_u, hu - bite_u, hu, hu], axis=1) + cu[:, None]
    corner_v = np.stack([-hv, hv, hv, hv - bite_v, hv - bite_v, -hv], axis=1) + cv[:, None]
    xy = corner_u[..., None] * u[:, None] + corner_v[..., None] * v[:, None]
    return shapely.remove_repeated_points(shapely.polygons(np.round(xy, 2)), 0.01)


def _inside(plans: pd.DataFrame, parcel: pd.DataFrame) -> np.ndarray:
    """Clip each plan to its parcel, in place; False where too little is left of it."""
    lots = parcel["geom"].to_numpy()[plans["parcel"]]
    clipped = shapely.intersection(
        plans["geom"].to_numpy(), shapely.buffer(lots, -0.03, join_style="mitre")
    )
    clipped = shapely.set_precision(clipped, 0.01)
    share = shapely.area(clipped) / np.maximum(shapely.area(plans["geom"].to_numpy()), 0.01)
    whole = (shapely.get_type_id(clipped) == 3) & (share > 0.6) & (shapely.area(clipped) > 6)
    plans["geom"] = clipped
    return whole


def _on_each_other(plans: pd.DataFrame) -> np.ndarray:
    """True for a second building that would stand on the first one of its parcel."""
    parcel, geom = plans["parcel"].to_numpy(), plans["geom"].to_numpy()
    meets = np.zeros(len(plans), dtype=bool)
    meets[1:] = (parcel[1:] == parcel[:-1]) & (shapely.distance(geom[1:], geom[:-1]) < 0.5)
    return meets


def _measured(rng: Generator, plans: pd.DataFrame, parcel: pd.DataFrame) -> pd.DataFrame:
    own = parcel.loc[plans["parcel"]].reset_index(drop=True)
    floors = plans["floors"].astype(float)
    ground = shapely.area(plans["geom"].to_numpy())
    corners = shapely.get_coordinates(shapely.oriented_envelope(plans["geom"].to_numpy())).reshape(
        -1, 5, 2
    )
    sides = np.sort(np.hypot(*np.diff(corners[:, :3], axis=1).transpose(2, 0, 1)), axis=1)
    wooden = plans["structure"].to_numpy() == "1"
    age = np.where(wooden, rng.integers(25, 66, len(plans)), rng.integers(1, 42, len(plans)))
    name = plans["name"].where(plans["name"] != "", None)
    return pd.DataFrame(
        {
            "building_code": plans["building_code"],
            "parcel_uuid": own["uuid"],
            "building_type": plans["building_type"].where(plans["building_type"] != "", None),
            "structure": plans["structure"],
            "building_name": name,
            "moo": own["moo"],
            "community": own["community"],
            "soi": own["soi"],
            "road": own["road"],
            "floors": floors,
            "width_m": np.round(sides[:, 0], 1),
            "length_m": np.round(sides[:, 1], 1),
            "floor_area_m2": np.round(ground * floors, 1),
            "built_year": (_TAX_YEAR - age).astype(np.int64),
            "age_years": age.astype(np.int64),
            "geom": plans["geom"],
            "parcel": plans["parcel"],
            "use": own["use"],
            "order": plans["order"],
        }
    )


def add_house_numbers(rng: Generator, parcel: pd.DataFrame, building: pd.DataFrame) -> pd.DataFrame:
    """Number the houses of each village, in place; table ``house_number``.

    Later houses of a yard share its number: ``12``, ``12/1``.
    """
    homes = building[(building["order"] == 0) & ~building["use"].isin(["rice", "temple"])]
    fresh = rng.random(len(homes)) > 0.22
    number = pd.Series(fresh, index=homes.index).groupby(homes["moo"]).cumsum().clip(lower=1)
    part = number.groupby([homes["moo"], number]).cumcount()
    text = number.astype(int).astype(str) + np.where(part > 0, "/" + part.astype(str), "")
    building["house_no"] = text.reindex(building.index)
    building["house_no"] = building["house_no"].where(building["house_no"].notna(), None)
    parcel["house_no"] = None
    first = homes.assign(text=text).drop_duplicates("parcel")
    parcel.loc[first["parcel"], "house_no"] = first["text"].to_numpy()
    return pd.DataFrame(
        {
            "house_no": text,
            "moo": homes["moo"],
            "community": homes["community"],
            "soi": homes["soi"],
            "road": homes["road"],
            "parcel_uuid": homes["parcel_uuid"],
            "building_uuid": homes["uuid"],
            "geom": shapely.point_on_surface(homes["geom"].to_numpy()),
        }
    ).reset_index(drop=True)


def signboard_table(
    rng: Generator,
    parcel: pd.DataFrame,
    building: pd.DataFrame,
    style: CodeStyle,
    place: dict[str, str],
) -> pd.DataFrame:
    """Signboards on shops and works, on the side of the building that faces the street."""
    signs = word_table("sign")
    kind = building["use"].replace({"shophouse": "shop", "townhouse": "shop"})
    share = kind.map(signs.groupby("kind").size().clip(upper=1)).fillna(0.0)
    share = share.where(kind != "shop", np.where(building["use"] == "shophouse", 0.45, 0.06))
    shown = building[(building["order"] == 0) & (rng.random(len(building)) < share)]
    rows = []
    for own_kind, own in shown.groupby(kind.loc[shown.index], sort=True):
        choices = signs[signs["kind"] == own_kind].reset_index(drop=True)
        rows.append(choices.iloc[rng.integers(0, len(choices), len(own))].set_index(own.index))
    texts = pd.concat(rows).sort_index()
    own = parcel.loc[shown["parcel"]]
    front = own[["front_x", "front_y"]].to_numpy()
    middle = shapely.get_coordinates(shapely.centroid(shown["geom"].to_numpy()))
    ahead = shapely.linestrings(np.stack([middle, middle + 40 * front], axis=1))
    wall = shapely.get_coordinates(
        shapely.get_point(
            shapely.intersection(ahead, shapely.convex_hull(shown["geom"].to_numpy())), -1
        )
    )
    year = rng.integers(2555, _TAX_YEAR, len(shown)) - 543
    return pd.DataFrame(
        {
            "signboard_code": own["parcel_code"].to_numpy()
            + style.unit_separator
            + style.signboard_letter
            + "1".zfill(style.unit_digits),
            "parcel_uuid": shown["parcel_uuid"].to_numpy(),
            "building_uuid": shown["uuid"].to_numpy(),
            "signboard_name": texts["name"].to_numpy(),
            "signboard_type": "1",
            "sign_class": texts["sign_class"].to_numpy(),
            "sign_text": texts["text"].to_numpy(),
            "width_cm": rng.choice([120.0, 180.0, 240.0, 300.0, 360.0, 480.0], len(shown)),
            "height_cm": rng.choice([60.0, 80.0, 100.0, 120.0, 150.0], len(shown)),
            "sides": rng.choice([1, 1, 1, 2], len(shown)),
            "quantity": 1,
            "setup_date": [
                f"{y}-{m:02d}-{d:02d}"
                for y, m, d in zip(
                    year, rng.integers(1, 13, len(shown)), rng.integers(1, 29, len(shown))
                )
            ],
            **{
                name: shown[name].to_numpy()
                for name in ("house_no", "moo", "soi", "road", "community")
            },
            **place,
            "geom": shapely.points(np.round(wall, 2)),
        }
    )
