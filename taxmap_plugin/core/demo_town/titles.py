"""Map sheets, title documents, land numbers, document areas and land prices.

A sheet is as large as its neighbourhood is crowded: 1:1000 in town, 1:2000 round it,
1:4000 in the fields, as at the land office. Names follow practice.md §5.1.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import shapely
from numpy.random import Generator

from ..datum import transform
from ..map_sheet import sheets_covering
from .words import only_where, pick, word_table

INDIAN_UTM47, WGS84_UTM47, UTM_ZONE = 24047, 32647, 47
_CROWDED = 55  # parcels in one sheet, above which the land office draws a larger scale
_DEED, _NS3A, _SPK, _STATE_LAND, _PUBLIC = "1", "2", "6", "12", "10"


def add_map_sheets(parcel: pd.DataFrame) -> pd.DataFrame:
    """Give each parcel ``map_sheet`` and ``map_scale``, in place; the sheets met, as a table.

    ``parcel.geom`` is in WGS 84 / UTM 47N. The table is ``map_sheet`` with its frames.
    """
    place = shapely.get_coordinates(shapely.point_on_surface(parcel["geom"].to_numpy()))
    place = transform(place, WGS84_UTM47, INDIAN_UTM47)
    scale = np.full(len(parcel), 4000)
    for finer, size in ((2000, 1000), (1000, 500)):
        cell = pd.DataFrame(place // size)
        crowd = cell.groupby([0, 1])[0].transform("size").to_numpy()
        scale[crowd > _CROWDED] = finer
    bounds = (*place.min(axis=0), *place.max(axis=0))
    frames = []
    names = np.empty(len(parcel), dtype=object)
    for each, size in ((4000, 2000), (2000, 1000), (1000, 500)):
        sheets = sheets_covering(bounds, UTM_ZONE, each).set_index(["xmin", "ymin"])
        own = scale == each
        corner = list(map(tuple, np.floor(place[own] / size) * size))
        names[own] = sheets.loc[corner, "sheet"].to_numpy()
        used = sheets if each == 4000 else sheets[sheets["sheet"].isin(names[own])]
        frames.append(used.reset_index().assign(map_scale=each))
    parcel["map_sheet"], parcel["map_scale"] = names, scale
    return _sheet_frames(pd.concat(frames, ignore_index=True))


def _sheet_frames(sheets: pd.DataFrame) -> pd.DataFrame:
    boxes = shapely.box(sheets["xmin"], sheets["ymin"], sheets["xmax"], sheets["ymax"])
    dense = shapely.segmentize(boxes, 500)
    frames = shapely.transform(dense, lambda xy: transform(xy, INDIAN_UTM47, WGS84_UTM47))
    return pd.DataFrame(
        {"sheet_name": sheets["sheet"], "map_scale": sheets["map_scale"], "geom": frames}
    )


def add_titles(rng: Generator, parcel: pd.DataFrame) -> None:
    """Give each parcel its document columns and document area, in place."""
    count = len(parcel)
    kind = _document_types(rng, parcel["use"].to_numpy())
    _reform_land_in_one_corner(parcel, kind)
    parcel["document_type"] = kind
    mapped = np.isin(kind, [_DEED, _NS3A, _SPK])
    order = np.arange(count) + rng.normal(0, 5, count)
    parcel["deed_no"] = _deed_numbers(rng, parcel, kind, order)
    survey_no = _running(rng, order + rng.normal(0, 60, count), 101)
    parcel["survey_no"] = only_where(kind == _DEED, survey_no)
    parcel["land_no"] = only_where(mapped, _land_numbers(rng, parcel, order))
    aerial = kind == _NS3A
    base = parcel["map_sheet"].str.split(" ", n=2)
    parcel["source_map_sheet"] = np.select(
        [aerial, kind == _SPK],
        [
            base.str[0]
            + " "
            + base.str[1]
            + " แผ่นที่ "
            + (1 + parcel["block_index"] % 40).astype(str),
            "ส.ป.ก.",
        ],
        parcel["map_sheet"],
    )
    on_utm = ~(aerial | (kind == _SPK))
    parcel["map_sheet"] = parcel["map_sheet"].where(on_utm, None)
    parcel["map_scale"] = parcel["map_scale"].astype("Int64").where(on_utm)
    parcel["document_area"] = _document_areas(rng, shapely.area(parcel["geom"].to_numpy()))


def _document_types(rng: Generator, use: np.ndarray) -> np.ndarray:
    mix = word_table("title_mix")
    kind = np.full(len(use), _DEED, dtype=object)
    for _, group in mix.groupby("group", sort=False):
        own = np.isin(use, group["uses"].iloc[0].split())
        kind[own] = pick(
            rng,
            int(own.sum()),
            group["document_type"].to_numpy(dtype=object),
            group["weight"].to_numpy(dtype=float),
        )
    kind[kind == ""] = None
    return kind


def _reform_land_in_one_corner(parcel: pd.DataFrame, kind: np.ndarray) -> None:
    """ส.ป.ก. land lies together: only the southernmost third of the fields keeps it."""
    north = shapely.get_y(shapely.centroid(parcel["geom"].to_numpy()))
    kind[(kind == _SPK) & (north > np.quantile(north, 0.34))] = _DEED


def _running(rng: Generator, order: np.ndarray, first: int) -> np.ndarray:
    """Numbers as text that run with ``order`` and leave some out."""
    step = 1 + (rng.random(len(order)) < 0.12) * rng.integers(1, 9, len(order))
    numbers = np.empty(len(order), dtype=object)
    numbers[np.argsort(order, kind="stable")] = (first - 1 + np.cumsum(step)).astype(str)
    return numbers


def _deed_numbers(
    rng: Generator, parcel: pd.DataFrame, kind: np.ndarray, order: np.ndarray
) -> np.ndarray:
    """Unique within a document type; batches of deeds were issued block by block."""
    batch = rng.permutation(int(parcel["block_index"].max()) + 1)[parcel["block_index"]]
    numbers = np.full(len(parcel), None, dtype=object)
    for code, first in (
        (_DEED, 10401),
        (_NS3A, 118),
        ("3", 12),
        ("5", 5),
        (_SPK, 201),
        (_PUBLIC, 41),
    ):
        own = kind == code
        numbers[own] = _running(rng, (batch * 1e6 + order)[own], first)
    state = kind == _STATE_LAND
    numbers[state] = ["สธ." + number for number in _running(rng, order[state], 101)]
    return numbers


def _land_numbers(rng: Generator, parcel: pd.DataFrame, order: np.ndarray) -> np.ndarray:
    """Land numbers run from 1 in every map sheet."""
    frame = pd.DataFrame({"sheet": parcel["map_sheet"], "order": order})
    frame["step"] = 1 + (rng.random(len(frame)) < 0.06) * rng.integers(1, 12, len(frame))
    frame = frame.sort_values(["sheet", "order"], kind="stable")
    return frame.groupby("sheet")["step"].cumsum().sort_index().astype(str).to_numpy(dtype=object)


def _document_areas(rng: Generator, area_m2: np.ndarray) -> np.ndarray:
    """Areas of the documents, hundredths of a square wah, written to a tenth of a wah.

    Old surveys differ: mostly by some tenths of a percent, a few by several percent.
    """
    spread = np.where(rng.random(len(area_m2)) < 0.04, 0.02, 0.002)
    factor = 1 + np.clip(rng.normal(0, 1, len(area_m2)), -2.5, 2.5) * spread
    return (np.maximum(np.round(area_m2 * factor * 2.5), 1) * 10).astype(np.int64)


def land_price_table(rng: Generator, parcel: pd.DataFrame) -> pd.DataFrame:
    """Treasury prices by map sheet, scale and land number, satang a square wah.

    They fall with the distance from the old centre; about 3 in 100 parcels have none.
    """
    factor = parcel["use"].map(word_table("use").set_index("use")["price_factor"].astype(float))
    baht = (350 + 15000 * parcel["town"] ** 2.2) * factor * np.exp(rng.normal(0, 0.05, len(parcel)))
    step = np.where(baht > 2000, 250, 50)
    price = np.maximum(np.round(baht / step) * step, 100).astype(np.int64) * 100
    priced = (
        parcel["map_sheet"].notna() & parcel["land_no"].notna() & (rng.random(len(parcel)) > 0.03)
    )
    frame = parcel.loc[
        priced, ["map_sheet", "map_scale", "land_no", "document_type", "deed_no"]
    ].copy()
    frame["parcel_uuid"] = parcel.loc[priced, "uuid"]
    frame["document_area"] = parcel.loc[priced, "document_area"]
    frame["price_per_wah"] = price[priced]
    frame["total_price"] = frame["price_per_wah"] * frame["document_area"] // 100
    return frame.reset_index(drop=True)


def title_document_table(
    parcel: pd.DataFrame, price: pd.DataFrame, place: dict[str, str]
) -> pd.DataFrame:
    """Table ``title_document``: one row a parcel, also where there is no document."""
    columns = [
        "document_type",
        "deed_no",
        "land_no",
        "survey_no",
        "map_sheet",
        "source_map_sheet",
        "map_scale",
        "document_area",
        "moo",
        "soi",
        "road",
        "tambon",
        "amphoe",
    ]
    frame = parcel[columns].copy()
    number = pd.to_numeric(frame["deed_no"], errors="coerce")
    bound = frame["document_type"].isin([_DEED, _NS3A]) & number.notna()
    frame["volume"] = (
        (number // 100 + 1).where(bound).astype("Int64").astype("string").astype(object)
    )
    frame["page"] = (number % 100 + 1).where(bound).astype("Int64").astype("string").astype(object)
    for column in ("volume", "page"):
        frame[column] = frame[column].where(bound, None)
    frame["parcel_uuid"], frame["source_parcel_code"] = parcel["uuid"], parcel["parcel_code"]
    priced = price.set_index("parcel_uuid")[["price_per_wah", "total_price"]]
    frame = frame.join(priced.astype("Int64"), on="parcel_uuid")
    frame["province"] = place["province"]
    frame["land_office"] = "สำนักงานที่ดินจังหวัด" + place["province"]
    return frame.assign(uuid=parcel["title_document_uuid"])


def public_land_table(parcel: pd.DataFrame) -> pd.DataFrame:
    """Table ``public_land``: cemetery, ponds, grazing and state land, as they lie."""
    own = parcel[parcel["use"].isin(["cemetery", "pond", "grazing", "school", "municipal_office"])]
    names = word_table("place_name").drop_duplicates("kind").set_index("kind")["th"]
    public = ~own["use"].isin(["school", "municipal_office"])
    return pd.DataFrame(
        {
            "name": own["use"].map(names),
            "kind": np.select(
                [~public, own["use"] == "cemetery"], ["state", "cemetery"], "public_use"
            ),
            "document_type": own["document_type"],
            "deed_no": own["deed_no"],
            "document_area": own["document_area"],
            "agency": np.where(public, "เทศบาลตำบลสาธิต", "กรมธนารักษ์ (สมมุติ)"),
            "geom": own["geom"],
        }
    )
