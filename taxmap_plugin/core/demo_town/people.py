"""Invented owners and what they hold.

Names sound Thai but the family names are words of the land office (ระวางทอง, หมุดเงิน);
every ID number starts with 9, which no Thai ID number does, and has a right check digit.
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.random import Generator

from .words import only_where, pick, places, uuids, word_table

PERSON, COMPANY, STATE, FOUNDATION, TEMPLE = "1", "2", "4", "6", "7"
_PUBLIC_OWNERS = {
    "market": "เทศบาลตำบลสาธิต",
    "municipal_office": "เทศบาลตำบลสาธิต",
    "health_station": "เทศบาลตำบลสาธิต",
    "school": "กรมธนารักษ์ (สมมุติ)",
    "cemetery": "ที่ดินสาธารณประโยชน์ (สมมุติ)",
    "pond": "ที่ดินสาธารณประโยชน์ (สมมุติ)",
    "grazing": "ที่ดินสาธารณประโยชน์ (สมมุติ)",
}
_COMPANY_USES = ("fuel_station", "warehouse", "factory", "estate_road")


def id_numbers(rng: Generator, count: int) -> np.ndarray:
    """``count`` different 13-digit numbers that start with 9 and end with the check digit."""
    body = np.unique(rng.integers(10**10, 10**11, count + count // 50 + 10))
    body = 9 * 10**11 + rng.permutation(body)[:count]
    digits = body[:, None] // 10 ** np.arange(11, -1, -1) % 10
    check = (11 - (digits * np.arange(13, 1, -1)).sum(axis=1) % 11) % 10
    return (body * 10 + check).astype(str).astype(object)


def make_owners(
    rng: Generator, parcel: pd.DataFrame, place: dict[str, str]
) -> tuple[pd.DataFrame, pd.DataFrame, np.ndarray]:
    """Tables ``owner`` and ``owner_private``, and for each parcel its owner's row."""
    use = parcel["use"].to_numpy()
    named, named_row = _named_owners(rng, use)
    private = named_row < 0
    person = _people_of(rng, int(private.sum()))
    count = int(person.max()) + 1 + int(0.12 * len(parcel)) + 5
    frame = pd.concat([named, _persons(rng, count)], ignore_index=True)
    holder = named_row.copy()
    holder[private] = len(named) + person
    frame["uuid"] = uuids(rng, len(frame))
    frame["id_number"] = id_numbers(rng, len(frame))
    frame["nationality"] = only_where(frame["person_type"] == PERSON, ["ไทย"] * len(frame))
    _add_addresses(rng, frame, parcel, holder, place)
    digits = rng.integers(0, 10**7, len(frame))
    has_phone = rng.random(len(frame)) < 0.7
    frame["telephone"] = only_where(has_phone, [f"000-{d:07d}" for d in digits])
    initial = rng.choice(list("กขคจชดตทนบปพมรลวสหอ"), len(frame))
    keys = [
        f"{i}{a:03d}/{b:04d}"
        for i, a, b in zip(
            initial, rng.integers(0, 1000, len(frame)), rng.integers(1, 10**4, len(frame))
        )
    ]
    frame["owner_key"] = only_where(rng.random(len(frame)) < 0.85, keys)
    frame["person_status"] = np.where(
        (frame["person_type"] == PERSON) & (rng.random(len(frame)) < 0.03), "2", "1"
    )
    frame["display_name"] = _masked(frame)
    owner = frame[["uuid", "owner_key", "display_name", "person_type", "person_status"]]
    private_columns = [
        "id_number",
        "prefix",
        "first_name",
        "last_name",
        "nationality",
        "house_no",
        "moo",
        "soi",
        "road",
        "tambon",
        "amphoe",
        "province",
        "postal_code",
        "telephone",
    ]
    secret = frame[private_columns].assign(uuid=uuids(rng, len(frame)), owner_uuid=frame["uuid"])
    return owner, secret, holder


def _named_owners(rng: Generator, use: np.ndarray) -> tuple[pd.DataFrame, np.ndarray]:
    """Companies, temples and offices, and for each parcel which of them holds it (or -1)."""
    rows: list[tuple[str, str, str]] = []
    holder = np.full(len(use), -1)
    for name in dict.fromkeys(_PUBLIC_OWNERS.values()):
        own = np.isin(use, [u for u, owner in _PUBLIC_OWNERS.items() if owner == name])
        holder[own] = len(rows)
        rows.append((STATE, "", name))
    temples = places("temple")["th"].to_list()
    for number, at in enumerate(np.flatnonzero(use == "temple")):
        again = number // len(temples)
        holder[at] = len(rows)
        rows.append(
            (TEMPLE, "", temples[number % len(temples)] + (f" {again + 1}" if again else ""))
        )
    first = len(rows)
    for full in word_table("company")["name"]:
        prefix = next(
            p for p in ("บริษัท", "ห้างหุ้นส่วนจำกัด", "มูลนิธิ", "นิติบุคคลอาคารชุด") if full.startswith(p)
        )
        rows.append(
            (FOUNDATION if prefix == "มูลนิธิ" else COMPANY, prefix, full[len(prefix) :].strip())
        )
    chance = np.where(np.isin(use, _COMPANY_USES), 1.0, 0.0)
    chance = np.where(np.isin(use, ["house", "terrace"]), 0.12, chance)
    chance = np.where(np.isin(use, ["shophouse", "vacant"]), 0.04, chance)
    company = rng.random(len(use)) < chance
    holder[company] = rng.integers(first, len(rows) - 1, int(company.sum()))
    holder[use == "condominium"] = len(rows) - 1  # the condominium's own juristic person
    frame = pd.DataFrame(rows, columns=["person_type", "prefix", "first_name"])
    return frame.assign(last_name=None), holder


def _people_of(rng: Generator, count: int) -> np.ndarray:
    """Which person holds each of ``count`` parcels: neighbours in one hand, some hold many."""
    draw = rng.random(count)
    fresh = draw < 0.62
    fresh[:1] = True
    person = np.where(fresh, np.cumsum(fresh) - 1, -1)
    other = (draw >= 0.62) & (draw < 0.86) & ~fresh
    known = np.cumsum(fresh)
    person[other] = (known[other] * rng.beta(0.7, 1.4, int(other.sum()))).astype(int)
    same = np.where(person < 0, 0, np.arange(count))
    return person[np.maximum.accumulate(same)]


def _persons(rng: Generator, count: int) -> pd.DataFrame:
    first = word_table("first_name")
    parts = word_table("surname_part").groupby("part")["text"].apply(np.array)
    chosen = first.iloc[rng.integers(0, len(first), count)].reset_index(drop=True)
    male = chosen["gender"].to_numpy() == "m"
    prefix = np.where(
        male, "นาย", pick(rng, count, np.array(["นาง", "นางสาว", "น.ส."]), np.array([5, 4, 1]))
    )
    families = rng.integers(0, len(parts["head"]) * len(parts["tail"]), max(2, int(count * 0.6)))
    family = families[(len(families) * rng.random(count)).astype(int)]
    head, tail = np.divmod(family, len(parts["tail"]))
    return pd.DataFrame(
        {
            "person_type": PERSON,
            "prefix": prefix,
            "first_name": chosen["name"],
            "last_name": parts["head"][head] + parts["tail"][tail],
        }
    )


def _add_addresses(
    rng: Generator,
    frame: pd.DataFrame,
    parcel: pd.DataFrame,
    holder: np.ndarray,
    place: dict[str, str],
) -> None:
    """Most live in a house that they own, the others somewhere else in the invented province."""
    homes = (
        parcel.assign(holder=holder)[parcel["house_no"].notna()]
        .drop_duplicates("holder")
        .set_index("holder")
    )
    columns = ["house_no", "moo", "soi", "road"]
    frame[columns] = homes[columns].reindex(frame.index)
    away = frame["house_no"].isna() | (rng.random(len(frame)) < 0.12)
    frame.loc[away, columns] = None
    frame.loc[away, "house_no"] = rng.integers(1, 400, int(away.sum())).astype(str)
    frame.loc[away, "moo"] = rng.integers(1, 13, int(away.sum())).astype(str)
    for name in ("tambon", "amphoe", "province", "postal_code"):
        frame[name] = place[name]
    far = away & (rng.random(len(frame)) < 0.5)
    frame.loc[far, "tambon"] = pick(
        rng, int(far.sum()), np.array(["ทดลอง", "แบบฝึก", "จำลอง"]), np.ones(3)
    )
    for name in columns:
        frame[name] = frame[name].where(frame[name].notna(), None)


def _masked(frame: pd.DataFrame) -> pd.Series:
    """Names as anyone may see them: ``นายสม*** ระ***``; offices and companies in full."""
    open_name = (frame["prefix"] + " " + frame["first_name"]).str.strip()
    masked = (
        frame["prefix"] + frame["first_name"].str[:2] + "*** " + frame["last_name"].str[:2] + "***"
    )
    return masked.where(frame["person_type"] == PERSON, open_name)


def ownership_table(
    rng: Generator, owner: pd.DataFrame, parcel: pd.DataFrame, holder: np.ndarray
) -> pd.DataFrame:
    """Who holds which parcel: 7 in 100 private ones are held by two to four together."""
    kind = owner["person_type"].to_numpy()[holder]
    shared = (kind == PERSON) & (rng.random(len(parcel)) < 0.07)
    people = np.flatnonzero(owner["person_type"].to_numpy() == PERSON)
    parts = np.where(shared, rng.choice([2, 2, 2, 3, 4], len(parcel)), 1)
    row = np.repeat(np.arange(len(parcel)), parts)
    member = np.arange(len(row)) - np.repeat(np.cumsum(parts) - parts, parts)
    place = np.searchsorted(people, holder[row])
    joint = people[(place + member * 7) % len(people)]
    who = np.where(member == 0, holder[row], joint)
    years = rng.integers(2530, 2568, len(parcel))[row] - 543
    month, day = rng.integers(1, 13, len(parcel))[row], rng.integers(1, 29, len(parcel))[row]
    possession = ~np.isin(parcel["document_type"].to_numpy(dtype=object), ["1", "12"])
    return pd.DataFrame(
        {
            "owner_uuid": owner["uuid"].to_numpy()[who],
            "kind": np.select([possession[row], member > 0], ["possessor", "co_owner"], "owner"),
            "parcel_uuid": parcel["uuid"].to_numpy()[row],
            "title_document_uuid": parcel["title_document_uuid"].to_numpy()[row],
            "share_numerator": 1,
            "share_denominator": parts[row],
            "is_payer": member == 0,
            "from_date": [f"{y}-{m:02d}-{d:02d}" for y, m, d in zip(years, month, day)],
        }
    )


def unit_ownership(
    rng: Generator,
    owner: pd.DataFrame,
    holder: np.ndarray,
    building: pd.DataFrame,
    sign: pd.DataFrame,
) -> pd.DataFrame:
    """Who holds buildings and signboards: mostly the owner of the land, 5 in 100 another."""
    people = np.flatnonzero(owner["person_type"].to_numpy() == PERSON)
    of_building = holder[building["parcel"]]
    other = (rng.random(len(building)) < 0.05) & (building["order"] == 0).to_numpy()
    of_building = np.where(other, rng.choice(people, len(building)), of_building)
    own = pd.Series(of_building, index=building["uuid"].to_numpy())
    of_sign = own.loc[sign["building_uuid"]].to_numpy()
    tenant = rng.random(len(sign)) < 0.3
    of_sign = np.where(tenant, rng.choice(people, len(sign)), of_sign)
    uuid = owner["uuid"].to_numpy()
    rows = {"kind": "owner", "share_numerator": 1, "share_denominator": 1, "is_payer": True}
    return pd.concat(
        [
            pd.DataFrame(
                {"owner_uuid": uuid[of_building], "building_uuid": building["uuid"], **rows}
            ),
            pd.DataFrame({"owner_uuid": uuid[of_sign], "signboard_uuid": sign["uuid"], **rows}),
        ],
        ignore_index=True,
    )
