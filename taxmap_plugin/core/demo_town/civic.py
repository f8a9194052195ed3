"""Where the market, the temple, the school and the cemetery stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import shapely
from numpy.random import Generator

if TYPE_CHECKING:
    from .fabric import Face
    from .streets import Plan, Street

_FACE_SITES = (
    # use, smallest and largest ground in square metres, share of town, styles of the face
    ("market", 2500, 9000, 1.0, ("shops",)),
    ("municipal_office", 2500, 9000, 0.85, ("shops", "compounds")),
    ("temple", 6000, 16000, 0.8, ("shops", "compounds")),
    ("school", 9000, 28000, 0.55, ("compounds",)),
    ("condominium", 2500, 8000, 0.6, ("shops", "compounds")),
    ("temple", 6000, 16000, 0.15, ("compounds", "fields", "orchard")),
    ("health_station", 1500, 8000, 0.4, ("compounds", "shops")),
)


def civic_faces(faces: list[Face], plan: Plan) -> dict[int, str]:
    """Which whole faces are public sites: those of the right size nearest to the right place."""
    sites: dict[int, str] = {}
    area = np.array([face.land.area for face in faces])
    town = np.array([face.town for face in faces])
    style = np.array([face.style for face in faces])
    for _ in plan.centres:
        for use, low, high, place, styles in _FACE_SITES:
            wide = np.maximum(np.log(low / area), 0) + np.maximum(np.log(area / high), 0)
            badness = 3 * wide + np.abs(town - place) + 2.0 * ~np.isin(style, styles)
            badness[list(sites)] = np.inf
            if badness.min() < 2.5:
                sites[int(np.argmin(badness))] = use
    return sites


def civic_lots(rng: Generator, parcel: pd.DataFrame, roads: list[Street]) -> None:
    """Turn some fields and yards, in place, into cemetery, pond, petrol station, works, waste."""
    use = parcel["use"].to_numpy().copy()
    area = shapely.area(parcel["geom"].to_numpy())
    main = shapely.union_all([road.geom for road in roads if road.kind == "main"])
    beside_main = shapely.distance(parcel["geom"].to_numpy(), main) < 12
    shaken = rng.random(len(parcel))
    for new, old, low, high, per_parcel, at_main in _LOT_SITES:
        fits = np.isin(use, old) & (area > low) & (area < high) & (beside_main | (not at_main))
        wanted = max(1, round(len(parcel) * per_parcel))
        chosen = np.flatnonzero(fits)[np.argsort(shaken[fits], kind="stable")][:wanted]
        use[chosen] = new
    homes = np.isin(use, ["compound", "house", "townhouse"])
    use[homes & (rng.random(len(use)) < 0.07)] = "vacant"
    parcel["use"] = use


_LOT_SITES = (
    # new use, old uses, smallest and largest ground, how many per parcel, beside a main road
    ("cemetery", ("rice", "orchard"), 3500, 14000, 1 / 3000, False),
    ("pond", ("rice", "orchard"), 2500, 9000, 1 / 2000, False),
    ("grazing", ("rice",), 6000, 20000, 1 / 3000, False),
    ("fuel_station", ("compound", "rice", "orchard"), 900, 4500, 1 / 1500, True),
    ("warehouse", ("compound", "rice", "orchard"), 900, 12000, 1 / 800, True),
    ("factory", ("rice", "orchard"), 3000, 16000, 1 / 2500, False),
)
