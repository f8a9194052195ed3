"""The demo's six-sheet register workbook and Treasury prices, with errors of the usual kinds.

Columns and looks of the cells are those of domain practice: codes as text or number,
Buddhist-era dates, administrative codes for names, ``130,000``, ``1:4000``, the map sheet
in one cell, in three, or in the wrong one.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.random import Generator

from ..core.area import to_rai_ngan_wah
from ..core.demo_town import MUNICIPALITY, DemoTown
from ..core.resources import load_csv
from . import demo_errors as errors
from .demo_errors import ErrorBook
from .demo_layers import QUADRANTS, SHEET_PARTS, without_nan

OWNERS, LAND, LAND_USE = "1_เจ้าของทรัพย์สิน", "2_ที่ดิน", "2_ที่ดิน_ใช้ประโยชน์"
BUILDINGS, BUILDING_USE, SIGNS = "3_สิ่งปลูกสร้าง", "3_สิ่งปลูกสร้าง_ใช้ประโยชน์", "ป้าย"

_ADMIN = {"tambon": "999901", "amphoe": "9999", "province": "99"}  # codes that nobody has
_TYPE_NAMES = {"2": "น.ส.3ก", "1": "โฉนดที่ดิน"}


def land_rows(town: DemoTown) -> pd.DataFrame:
    """One row for each parcel and each of its owners, all right, in the order of the codes.

    Besides the sheet's columns: ``parcel_uuid``, ``code`` (the true parcel code), ``style``.
    """
    held = town.ownership.dropna(subset=["parcel_uuid"])[["parcel_uuid", "owner_uuid"]]
    ids = town.owner_private.set_index("owner_uuid")["id_number"]
    title = town.title_document.merge(
        town.parcel[["uuid", "block_code", "parcel_code"]],
        left_on="parcel_uuid",
        right_on="uuid",
        suffixes=("", "_parcel"),
    )
    frame = title.merge(held, on="parcel_uuid").sort_values("parcel_code", kind="stable")
    frame = frame.reset_index(drop=True)
    use = town.land_use.drop_duplicates("parcel_uuid").set_index("parcel_uuid")
    use = use.reindex(frame["parcel_uuid"]).reset_index(drop=True)
    area = [to_rai_ngan_wah(int(value)) for value in frame["document_area"]]
    types = {r["code"]: r["th"] for r in load_csv("domains", "document_type.csv")} | _TYPE_NAMES
    style = frame["block_code"].str[2:].map(lambda letter: ord(letter) % 4)
    return without_nan(
        pd.DataFrame(
            {
                "เลขบัตรเจ้าของที่ดิน": frame["owner_uuid"].map(ids),
                "รหัสแปลงที่ดิน": frame["parcel_code"],
                "ประเภทเอกสาร": frame["document_type"].map(types),
                "เลขที่เอกสาร": frame["deed_no"],
                "หน้าสำรวจ": frame["survey_no"],
                "เล่มที่": frame["volume"],
                **_sheet_cells(frame, style.to_numpy()),
                "เลขที่ดิน": frame["land_no"],
                "หมู่ที่": frame["moo"],
                "ไร่": [rai for rai, _, _ in area],
                "งาน": [ngan for _, ngan, _ in area],
                "ตร.วา": [float(wah) for _, _, wah in area],
                "ตำบล": _ADMIN["tambon"],
                "อำเภอ": _ADMIN["amphoe"],
                "จังหวัด": _ADMIN["province"],
                "รวมราคาประเมินที่ดิน (บาท)": _baht(frame["total_price"]),
                "ประเภทการใช้ประโยชน์": use["use_type"],
                "ผู้ทำประโยชน์": use["used_for"],
                "การเกษตรที่ทำ": use["agri_type"],
                "Path รูปที่ดิน": [
                    f"photos\\{code.replace('/', '_')}_1.jpg" for code in frame["parcel_code"]
                ],
                "parcel_uuid": frame["parcel_uuid"],
                "code": frame["parcel_code"],
                "style": style,
            }
        )
    )


def _sheet_cells(frame: pd.DataFrame, style: np.ndarray) -> dict[str, Any]:
    """The map sheet as four clerks write it: in one cell, in three, in two, in the wrong one."""
    part = frame["source_map_sheet"].str.extract(SHEET_PARTS)
    whole = frame["source_map_sheet"].str.replace(r" 1:\d+$", "", regex=True)
    square = part["utm1"] + " " + part["utm2"]
    small = part["utm3"] + "-" + part["utm4"]
    run_on = part["utm1"] + part["utm2"].map(QUADRANTS) + small
    on_utm = part["utm3"].notna().to_numpy()
    which = np.where(on_utm, style, 0)
    blank = pd.Series([None] * len(frame), dtype=object)
    scale = frame["map_scale"].astype("string").astype(object)
    return {
        "ระวาง": np.select([which == 0, which == 1], [whole, part["utm1"]], blank),
        "แผนที่ระวางภูมิประเทศ": np.select([which == 1, which == 2], [part["utm2"], square], blank),
        "ระวางUTM": np.select([np.isin(which, [1, 2]), which == 3], [small, run_on], blank),
        "มาตราส่วน": np.where(on_utm & (style < 2), "1:" + scale, scale),
    }


def _baht(satang: pd.Series) -> list[Any]:
    return [None if pd.isna(value) else f"{int(value) // 100:,}" for value in satang]


def spoil_land(
    rng: Generator, frame: pd.DataFrame, book: ErrorBook, codes: set[str]
) -> pd.DataFrame:
    """The land sheet with the usual errors of a register, each written into ``book``.

    ``frame`` has the rows of ``book``; rows that are no parcel's or twice come last.
    """
    frame = frame.copy()
    code, deed = "รหัสแปลงที่ดิน", "เลขที่เอกสาร"
    deeds = set(frame[deed].dropna())
    book.spoil(frame, "swapped_into_other", [code], errors.becomes(codes, errors.swap_digits))
    swap = errors.but_not(codes | deeds, errors.swap_digits)
    book.spoil(frame, "swapped_digits", [code, deed], swap)
    lose = errors.but_not(codes | deeds, errors.lose_digit)
    book.spoil(frame, "lost_digit", [code, deed], lose)
    book.spoil(frame, "lookalike", [code], errors.look_alike)
    book.spoil(frame, "thai_digits", [code, deed, "เลขที่ดิน"], errors.in_thai_digits)
    book.spoil(frame, "blank", [code, deed], lambda _, text: "")
    book.spoil(frame, "none_text", [code, deed], lambda _, text: "None")
    book.spoil(frame, "missing_zero", [code], errors.lose_zero)
    book.spoil(frame, "malformed", [code], errors.malform)
    book.spoil(frame, "misspelt_type", ["ประเภทเอกสาร"], errors.misspell_type)
    for row in book.rows_for("area_differs"):
        _spoil_area(frame, row, book)
    doubled = sorted(book.rows_for("doubled_row"))
    for record, row in enumerate(doubled, len(frame) + 1):
        book.note_record(record, "doubled_row", row + 1, book.codes[row])
    strangers = _strangers(rng, frame, book.rows_for("no_parcel"))
    for record, written in enumerate(strangers[code], len(frame) + len(doubled) + 1):
        book.note_record(record, "no_parcel", "", written)
    return pd.concat([frame, frame.iloc[doubled], strangers], ignore_index=True)


def _spoil_area(frame: pd.DataFrame, row: int, book: ErrorBook) -> None:
    """ไร่ and งาน changed about, or a decimal point forgotten: far beyond any tolerance."""
    columns = ["ไร่", "งาน", "ตร.วา"]
    right = frame.loc[row, columns].tolist()
    rai, ngan, wah = right
    wrong = [ngan, rai, wah] if rai != ngan and rai <= 3 else [rai, ngan, wah]
    if wrong == right:
        wrong = [rai * 10, ngan, wah] if rai else [rai + 1, ngan, wah]
    frame.loc[row, columns] = wrong
    book.note(row, "area_differs", " ".join(columns), wrong, right)


def _strangers(rng: Generator, frame: pd.DataFrame, models: list[int]) -> pd.DataFrame:
    """Rows of parcels that are not on the map: numbers that nothing else has."""
    rows = frame.iloc[models].copy()
    blocks = frame["code"].iloc[models].str[:3]
    code = [f"{block}{900 + n % 99:03d}" for n, block in enumerate(blocks)]
    rows["รหัสแปลงที่ดิน"] = code
    rows["เลขที่เอกสาร"] = [str(900001 + n) for n in range(len(rows))]
    rows["หน้าสำรวจ"] = [str(90001 + n) for n in range(len(rows))]
    rows["เลขที่ดิน"] = [str(7001 + n) for n in range(len(rows))]
    rows["เลขบัตรเจ้าของที่ดิน"] = rng.permutation(frame["เลขบัตรเจ้าของที่ดิน"].to_numpy())[: len(rows)]
    rows["ไร่"] = rng.integers(4, 19, len(rows))
    rows[["parcel_uuid", "code"]] = None
    return rows


def price_rows(town: DemoTown, rng: Generator) -> pd.DataFrame:
    """The Treasury's open price list; 1 price in 100 is empty."""
    price = town.land_price
    part = price["map_sheet"].str.extract(SHEET_PARTS)
    baht = (price["price_per_wah"] // 100).astype(str)
    return pd.DataFrame(
        {
            "UTMMAP1": part["utm1"],
            "UTMMAP2": part["utm2"].map(QUADRANTS),
            "UTMMAP3": part["utm3"],
            "UTMMAP4": part["utm4"],
            "UTMSCALE": price["map_scale"],
            "LAND_NO": price["land_no"],
            "EVAPRICE": baht.where(rng.random(len(price)) > 0.01, ""),
        }
    )


def building_price_rows() -> pd.DataFrame:
    """The Treasury's open list of what a square metre of each type costs, with invented prices."""
    names = {row["code"]: row["th"] for row in load_csv("domains", "building_type.csv")}
    prices = load_csv("demo", "building_price.csv")
    return pd.DataFrame(
        {
            "ID_CONSTR": [row["building_type"] for row in prices],
            "NAME_CONSTR": [names[row["building_type"]] for row in prices],
            "CHANGWAT_CODE": "99",
            "CHANGWAT_NAME": MUNICIPALITY.province,
            "PRICE_CONSTR": [row["baht"] for row in prices],
        }
    )
