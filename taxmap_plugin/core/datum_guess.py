"""The datum detective: what a layer's coordinates really are, judged by its map sheets.

A map-sheet name says where its parcel lies, in Indian 1975 UTM. So each reading of the
coordinates can be put to the test: read that way, how many parcels lie in the sheet
written beside them (practice.md §0.2, §5.3)? What the layer says of itself is compared
with the winner only at the end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd

from .datum import proj_default, transform
from .map_sheet_grid import SCALES, extents
from .message import Message

Certainty = Literal["certain", "likely", "cannot_tell"]
Form = Literal["metres", "degrees", "web_mercator"]

READINGS = (
    "wgs84",
    "wgs84_by_default",
    "indian1975",
    "indian1975_by_default",
    "indian1975_as_wgs84",
)
"""What coordinates can be.

``wgs84`` and ``indian1975``: what they say. ``…_by_default``: carried there from the other
datum by PROJ's default operation, 190 m off. ``indian1975_as_wgs84``: Indian 1975 metres
that were taken for WGS 84 metres and then turned into degrees (in metres that is
``indian1975`` itself).
"""

_ZONES = (47, 48)
_FEW = 8  # parcels with a sheet name below which nothing is said
_WORDS: dict[Certainty, tuple[float, int, int, int]] = {
    # least share inside; parcels that only the best reading explains, how many times more
    # than those that only the second best explains, and over how many sheets they lie
    "certain": (0.75, 20, 10, 2),
    "likely": (0.5, 5, 3, 1),
}


@dataclass(frozen=True)
class Candidate:
    """One reading and how it did; ``epsg`` is the CRS to declare, None when none fits."""

    datum: str
    zone: int
    epsg: int | None
    inside: int
    tested: int
    share: float


@dataclass(frozen=True)
class DatumGuess:
    """The verdict.

    ``candidates`` has one row a reading, best first: datum, zone, epsg, inside, tested,
    share and the same counts for each scale (``inside_1000``, ``tested_1000``, …).
    ``best`` is None when ``certainty`` is "cannot_tell". ``agrees`` compares the declared
    CRS with it (None where either is missing); ``message`` says it in words.
    """

    candidates: pd.DataFrame
    best: Candidate | None
    certainty: Certainty
    agrees: bool | None
    message: Message


def guess(points_xy: np.ndarray, epsg_declared: int | None, sheets: pd.DataFrame) -> DatumGuess:
    """Which datum and zone a layer's coordinates are in.

    ``points_xy`` (n, 2) holds one inner point a parcel as the layer gives it; ``sheets``
    is what :func:`.map_sheet.parse_column` read beside them. The declared CRS is not
    believed, only compared.
    """
    names, rows = _names_of_rows(sheets["names"], points_xy)
    if not len(rows):
        return _undecided(_no_candidates(), Message("datum_guess.no_sheets"))
    points = np.asarray(points_xy, dtype=float)[rows]
    form = _form(points)
    place, different = pd.factorize(names)
    stated = _Stated(
        box=_own_extents(different)[place],
        zone=np.array([name.zone for name in different])[place],
        row=rows,
    )
    inside = {
        (datum, zone): _rows_inside(points, form, datum, zone, stated)
        for datum in READINGS
        if form != "metres" or datum != "indian1975_as_wgs84"
        for zone in _ZONES
    }
    scale = np.array([name.scale for name in different])[place]
    first = pd.DataFrame({"scale": scale, "sheet": place}).groupby(rows).first()
    return _judge(inside, first, form, epsg_declared)


@dataclass(frozen=True)
class _Stated:
    """The stated sheets: extent in its own zone, that zone, and the row that states it."""

    box: np.ndarray
    zone: np.ndarray
    row: np.ndarray


def _names_of_rows(cells: pd.Series, points_xy: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """All names with the row they belong to, of rows that have a place."""
    placed = np.isfinite(np.asarray(points_xy, dtype=float)).all(axis=1)
    pairs = [(name, row) for row, cell in enumerate(cells) if placed[row] and cell for name in cell]
    names = np.array([name for name, _ in pairs], dtype=object)
    return names, np.array([row for _, row in pairs], dtype=int)


def _own_extents(names: np.ndarray) -> np.ndarray:
    """Each sheet's extent in the zone that its own name belongs to."""
    zones = np.array([name.zone for name in names])
    result = np.empty((len(names), 4))
    for zone in _ZONES:
        chosen = np.flatnonzero(zones == zone)
        if len(chosen):
            result[chosen] = extents(list(names[chosen]), zone)
    return result


def _form(points: np.ndarray) -> Form:
    x, y = np.abs(np.median(points, axis=0))
    if x <= 180 and y <= 90:
        return "degrees"
    return "web_mercator" if x > 5_000_000 else "metres"


def _rows_inside(
    points: np.ndarray, form: Form, datum: str, zone: int, stated: _Stated
) -> pd.Series:
    """For each row with a sheet name: does it lie in one of its sheets, read this way?"""
    xy = to_indian(points, datum, zone, form)
    elsewhere = stated.zone != zone
    if form == "metres" and elsewhere.any():  # metres of one zone may run on into the next
        xy[elsewhere] = transform(xy[elsewhere], 24000 + zone, 24000 + sum(_ZONES) - zone)
    inside = (xy >= stated.box[:, :2]).all(axis=1) & (xy < stated.box[:, 2:]).all(axis=1)
    if form != "metres":
        inside &= ~elsewhere
    return pd.Series(inside).groupby(stated.row).any()


def to_indian(points: np.ndarray, datum: str, zone: int, form: Form | None = None) -> np.ndarray:
    """The points in Indian 1975 UTM ``zone`` if their coordinates are what ``datum`` says.

    From there :func:`.datum.transform` carries them anywhere: so data that went through
    PROJ's default, or were declared wrongly, are put right.
    """
    form = form or _form(points)
    indian, wgs84 = 24000 + zone, 32600 + zone
    if form == "web_mercator":
        points, form = transform(points, 3857, 4326), "degrees"
    as_indian, as_wgs84 = (indian, wgs84) if form == "metres" else (4240, 4326)
    if datum == "wgs84":
        return transform(points, as_wgs84, indian)
    if datum == "wgs84_by_default":
        return proj_default(points, as_wgs84, indian)
    if datum == "indian1975":
        return transform(points, as_indian, indian)
    if datum == "indian1975_by_default":
        return transform(proj_default(points, as_indian, 4326), 4326, indian)
    return transform(points, as_wgs84, wgs84)  # indian1975_as_wgs84: metres mistaken


def _epsg(datum: str, zone: int, form: Form) -> int | None:
    """The CRS that describes the coordinates as they stand, if there is one."""
    return {
        ("wgs84", "metres"): 32600 + zone,
        ("wgs84", "degrees"): 4326,
        ("wgs84", "web_mercator"): 3857,
        ("indian1975", "metres"): 24000 + zone,
        ("indian1975", "degrees"): 4240,
    }.get((datum, form))


def _judge(
    inside: dict[tuple[str, int], pd.Series],
    first_sheet: pd.DataFrame,
    form: Form,
    epsg_declared: int | None,
) -> DatumGuess:
    table = _table(inside, first_sheet["scale"], form)
    first, second = (_candidate(table.iloc[place]) for place in (0, 1))
    if first.tested < _FEW:
        few = Message("datum_guess.too_few", tested=first.tested, needed=_FEW)
        return _undecided(table, few)
    if first.share < _WORDS["likely"][0]:
        misfit = Message("datum_guess.none_fits", tested=first.tested, **_said("", first))
        return _undecided(table, misfit)
    hits = [inside[candidate.datum, candidate.zone] for candidate in (first, second)]
    certainty = _certainty(first.share, hits[0], hits[1], first_sheet["sheet"])
    said = {**_said("", first), **_said("second_", second), "tested": first.tested}
    if certainty == "cannot_tell":
        return _undecided(table, Message("datum_guess.undecided", **said))
    agrees = None if epsg_declared is None else first.epsg == epsg_declared
    advice = _advice(first, agrees, epsg_declared)
    if certainty == "certain":
        message = Message("datum_guess.certain", advice=advice, **said)
    else:
        message = Message("datum_guess.likely", advice=advice, **said)
    return DatumGuess(table, first, certainty, agrees, message)


def _table(inside: dict[tuple[str, int], pd.Series], scale: pd.Series, form: Form) -> pd.DataFrame:
    records = [
        {
            "datum": datum,
            "zone": zone,
            "epsg": _epsg(datum, zone, form),
            "inside": int(hits.sum()),
            "tested": len(hits),
            "share": float(hits.mean()),
            **{f"inside_{s}": int(hits[scale == s].sum()) for s in SCALES},
            **{f"tested_{s}": int((scale == s).sum()) for s in SCALES},
        }
        for (datum, zone), hits in inside.items()
    ]
    table = pd.DataFrame(records).astype({"epsg": "Int64"})
    return table.sort_values("inside", ascending=False, kind="stable", ignore_index=True)


def _certainty(share: float, first: pd.Series, second: pd.Series, sheet: pd.Series) -> Certainty:
    only_first, only_second = first & ~second, second & ~first
    sheets = sheet[only_first].nunique()
    for word, (least_share, parcels, times, least_sheets) in _WORDS.items():
        enough = only_first.sum() >= max(parcels, times * only_second.sum())
        if share >= least_share and enough and sheets >= least_sheets:
            return word
    return "cannot_tell"


def _advice(best: Candidate, agrees: bool | None, epsg_declared: int | None) -> Message:
    if agrees:
        return Message("datum_guess.declared_right", declared=epsg_declared)
    if best.epsg is None:
        return Message("datum_guess.carry_back", declared=epsg_declared)
    if agrees is None:
        return Message("datum_guess.declare", epsg=best.epsg)
    return Message("datum_guess.declared_wrong", declared=epsg_declared, epsg=best.epsg)


def _said(prefix: str, candidate: Candidate) -> dict[str, object]:
    return {
        f"{prefix}reading": reading(candidate.datum, candidate.zone),
        f"{prefix}inside": candidate.inside,
        f"{prefix}share": round(100 * candidate.share, 1),
    }


def reading(datum: str, zone: int) -> Message:
    """A reading in the officer's words."""
    return Message("datum_guess.reading", datum=Message(f"datum_guess.datum_{datum}"), zone=zone)


def _candidate(row: pd.Series) -> Candidate:
    epsg = None if pd.isna(row["epsg"]) else int(row["epsg"])
    counts = int(row["inside"]), int(row["tested"]), float(row["share"])
    return Candidate(str(row["datum"]), int(row["zone"]), epsg, *counts)


def _undecided(table: pd.DataFrame, why: Message) -> DatumGuess:
    return DatumGuess(table, None, "cannot_tell", None, why)


def _no_candidates() -> pd.DataFrame:
    counts = [f"{word}_{scale}" for word in ("inside", "tested") for scale in SCALES]
    return pd.DataFrame(columns=["datum", "zone", "epsg", "inside", "tested", "share", *counts])
