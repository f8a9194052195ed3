"""A made-up municipality with a dirty register whose truth is known."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@dataclass
class Case:
    """``truth``: register uuid → parcel uuid; ``errors``: register uuid, kind."""

    parcels: pd.DataFrame
    register: pd.DataFrame
    truth: pd.Series
    errors: pd.DataFrame


def clean_case(count: int, seed: int = 1) -> Case:
    """Parcels and a register that agree in everything, rows shuffled."""
    rng = np.random.default_rng(seed)
    number = np.arange(count)
    lots = 99 if count <= 99 * 26 * 99 else 998
    zone, rest = number // (26 * lots), number % (26 * lots)
    letters = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))[rest // lots]
    parcels = pd.DataFrame(
        {
            "uuid": [f"p{i}" for i in number],
            "parcel_code": [
                f"{z + 1:02d}{letter}{lot + 1:03d}"
                for z, letter, lot in zip(zone, letters, rest % lots)
            ],
            "document_type": rng.choice(["1", "1", "1", "2", "6"], count),
            "deed_no": (rng.permutation(count * 9)[:count] + 1000).astype(str),
            "map_sheet": [f"4746 II {90 + z % 10}{72 - z % 9 * 2}-{1 + z % 16:02d}" for z in zone],
            "map_scale": 1000,
            "land_no": (rest + 1).astype(str),
            "survey_no": (rng.permutation(count) + 100).astype(str),
            "map_area": np.round(rng.lognormal(9.2, 0.9, count)).astype(int) + 800,
        }
    )
    order = rng.permutation(count)
    register = parcels.iloc[order].rename(
        columns={"parcel_code": "source_parcel_code", "map_area": "document_area"}
    )
    register = register.reset_index(drop=True)
    register["uuid"] = [f"r{i}" for i in number]
    noise = rng.normal(1, 0.01, count)
    register["document_area"] = np.round(register["document_area"] * noise).astype(int)
    register["owner_name"] = [f"นายสมมุติ{i} ทดลอง" for i in order]
    truth = pd.Series([f"p{i}" for i in order], index=register["uuid"])
    return Case(parcels, register, truth, pd.DataFrame(columns=["uuid", "kind"]))


def dirty_case(count: int, share: float = 0.05, seed: int = 1) -> Case:
    """A register with the usual errors in ``share`` of its rows."""
    case = clean_case(count, seed)
    rng = np.random.default_rng(seed + 1)
    kinds = [
        "swapped", "lost", "letter_o", "letter_i", "thai", "blank_code", "blank_keys",
        "no_zeros", "treacherous", "area", "deed_swapped", "deed_lost", "duplicate",
        "no_parcel", "no_row",
    ]  # fmt: skip
    rows = rng.permutation(count)[: int(count * share)]
    kind_of = np.array(kinds)[np.arange(len(rows)) % len(kinds)]
    register = case.register.copy()
    codes = register["source_parcel_code"].to_numpy(object)
    deeds = register["deed_no"].to_numpy(object)
    known = set(case.parcels["parcel_code"])

    for row, kind in zip(rows, kind_of):
        if kind == "swapped":
            codes[row] = _swap_unknown(codes[row], known)
        elif kind == "lost":
            codes[row] = codes[row][:-1]
        elif kind == "letter_o":
            codes[row] = codes[row].replace("0", "O")
        elif kind == "letter_i":
            codes[row] = codes[row].replace("1", "I")
        elif kind == "thai":
            codes[row], deeds[row] = codes[row].translate(THAI), deeds[row].translate(THAI)
        elif kind == "no_zeros":
            codes[row] = codes[row].lstrip("0")
        elif kind == "treacherous":
            codes[row] = _swap_known(codes[row], known)
        elif kind == "deed_swapped":
            deeds[row] = deeds[row][:-2] + deeds[row][-1] + deeds[row][-2]
        elif kind == "deed_lost":
            deeds[row] = deeds[row][1:]
    register["source_parcel_code"], register["deed_no"] = codes, deeds
    at = {kind: rows[kind_of == kind] for kind in kinds}
    register.loc[at["blank_code"], "source_parcel_code"] = None
    register.loc[at["blank_keys"], ["deed_no", "land_no", "survey_no"]] = None
    register.loc[at["area"], "document_area"] *= 2
    truth, parcels = case.truth.copy(), case.parcels
    gone = truth.iloc[at["no_parcel"]]
    parcels = parcels[~parcels["uuid"].isin(gone)].reset_index(drop=True)
    truth[gone.index] = None
    double = register.iloc[at["duplicate"]].assign(uuid=lambda f: "d" + f["uuid"])
    truth = pd.concat([truth, pd.Series(truth.iloc[at["duplicate"]].to_numpy(), double["uuid"])])
    without_row = set(register["uuid"].iloc[at["no_row"]])
    register = pd.concat([register, double], ignore_index=True)
    register = register[~register["uuid"].isin(without_row)].reset_index(drop=True)
    truth = truth[register["uuid"]]
    names = case.register["uuid"].to_numpy()[rows]
    return Case(parcels, register, truth, pd.DataFrame({"uuid": names, "kind": kind_of}))


def _swaps(code: str) -> list[str]:
    pairs = [(3, 4), (4, 5), (0, 1)]
    return [code[:i] + code[j] + code[i] + code[j + 1 :] for i, j in pairs if code[i] != code[j]]


def _swap_known(code: str, known: set) -> str:
    return next((other for other in _swaps(code) if other in known), code)


def _swap_unknown(code: str, known: set) -> str:
    return next((other for other in _swaps(code) if other not in known), code + "9")
