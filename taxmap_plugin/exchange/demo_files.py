"""The invented municipality filed as an office files it, with the truth beside it.

``map/`` holds the layers, ``register/`` the six-sheet workbook and the Treasury's prices.
Both carry the usual errors. ``truth/`` holds what an import or a match is measured
against and belongs to no office: ``truth.csv`` (which register row is which parcel),
``errors.csv`` (every error and what was right), ``building_truth.csv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ..core.demo_town import SEED, DemoTown
from ..core.feedback import Feedback, Part, Silent
from ..core.message import Message
from . import demo_layers, demo_register, demo_workbook
from .demo_errors import ErrorBook
from .demo_layers import DemoFileError

REGISTER, PRICES = "register.xlsx", "land_price.csv"
BUILDING_PRICES = "building_price.csv"
_FIRST_LAND_ROW = 2  # of the spreadsheet: the header is row 1


@dataclass(frozen=True)
class OfficeFiles:
    """What :func:`write_office_files` wrote.

    ``truth``: a row for each record of the land sheet: ``register_row`` (from 1),
    ``excel_row``, ``parcel_code`` (the true one, empty when there is no such parcel),
    ``map_row`` (record of the parcel layer, from 1), ``on_map`` (False when that record
    has no shape), ``written_code``. ``errors``: see :data:`~.demo_errors.COLUMNS`.
    """

    folder: Path
    layers: list[Path]
    register: Path
    prices: Path
    truth: pd.DataFrame
    errors: pd.DataFrame


def write_office_files(
    town: DemoTown, folder: Path, feedback: Feedback | None = None, seed: int = SEED
) -> OfficeFiles:
    """Write the office's files of ``town`` below ``folder``, which is made when it is missing.

    Files of the same names are replaced; the same town and seed give the same contents.
    Raises DemoFileError when a file cannot be written, Cancelled.
    """
    feedback = feedback or Silent()
    rng = np.random.default_rng(seed)
    folder = Path(folder)
    places = {name: _folder(folder / name) for name in ("map", "register", "truth")}
    codes = town.parcel["parcel_code"].tolist()

    map_book = ErrorBook(rng, "map", demo_layers.PARCELS, codes)
    parcels = demo_layers.spoil_parcels(rng, demo_layers.parcel_rows(town), map_book)
    layers = demo_layers.write_layers(town, parcels, places["map"], rng, Part(feedback, 0.05, 0.6))
    land, register_book = _land_sheet(town, rng)
    sheets = demo_workbook.other_sheets(town, rng)
    truth = _truth(town, land, parcels)
    shown = land.drop(columns=["parcel_uuid", "code", "style"])
    shown.insert(0, "ลำดับ", np.arange(1, len(shown) + 1))
    register = places["register"] / REGISTER
    demo_workbook.write_workbook(
        register, {**sheets, demo_register.LAND: shown}, rng, Part(feedback, 0.6, 0.95)
    )
    errors = pd.concat([map_book.table(), register_book.table()], ignore_index=True)
    prices = places["register"] / PRICES
    _write_csv(prices, demo_register.price_rows(town, rng))
    _write_csv(places["register"] / BUILDING_PRICES, demo_register.building_price_rows())
    _write_csv(places["truth"] / "truth.csv", truth)
    _write_csv(places["truth"] / "errors.csv", errors)
    _write_csv(places["truth"] / "building_truth.csv", _building_truth(town))
    feedback.message(
        Message(
            "demo_files.written", folder=str(folder), parcels=len(parcels), rows=len(land),
            errors=len(errors),
        )
    )  # fmt: skip
    feedback.progress(1.0)
    return OfficeFiles(folder, layers, register, prices, truth, errors)


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DemoFileError(
            Message("demo_files.no_folder", folder=str(path)), str(error)
        ) from error
    return path


def _land_sheet(town: DemoTown, rng: np.random.Generator) -> tuple[pd.DataFrame, ErrorBook]:
    """The land sheet with its errors, some parcels left out of it."""
    land = demo_register.land_rows(town)
    alone = land.loc[~land["code"].duplicated(keep=False), "code"].to_numpy()
    count = ErrorBook(rng, "register", REGISTER, land["code"].tolist()).wanted("no_row")
    missing = sorted(rng.choice(alone, count, replace=False))
    land = land[~land["code"].isin(missing)].reset_index(drop=True)
    book = ErrorBook(rng, "register", REGISTER, land["code"].tolist())
    for code in missing:
        book.note_record(None, "no_row", "", code)
    codes = set(town.parcel["parcel_code"])
    return demo_register.spoil_land(rng, land, book, codes), book


def _truth(town: DemoTown, land: pd.DataFrame, parcels: pd.DataFrame) -> pd.DataFrame:
    record = pd.Series(np.arange(1, len(town.parcel) + 1), index=town.parcel["parcel_code"])
    map_row = land["code"].map(record).astype("Int64")
    drawn = parcels["geom"].notna().to_numpy()
    return pd.DataFrame(
        {
            "register_row": np.arange(1, len(land) + 1),
            "excel_row": np.arange(len(land)) + _FIRST_LAND_ROW,
            "parcel_code": land["code"],
            "map_row": map_row,
            "on_map": [not pd.isna(row) and bool(drawn[row - 1]) for row in map_row],
            "written_code": land["รหัสแปลงที่ดิน"],
        }
    )


def _building_truth(town: DemoTown) -> pd.DataFrame:
    """In which parcel each record of building.shp really stands."""
    code = town.parcel.set_index("uuid")["parcel_code"]
    return pd.DataFrame(
        {
            "building_row": np.arange(1, len(town.building) + 1),
            "building_code": town.building["building_code"],
            "parcel_code": town.building["parcel_uuid"].map(code),
        }
    )


def _write_csv(path: Path, frame: pd.DataFrame) -> None:
    """UTF-8 with a byte order mark, so that Excel shows the Thai."""
    try:
        frame.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")
    except OSError as error:
        raise DemoFileError(
            Message("demo_files.not_written", file=path.name), str(error)
        ) from error
