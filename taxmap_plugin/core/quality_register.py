"""Rules about the registers: do documents, owners, uses and prices fit the map and each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from .area import amount, from_square_metres, to_square_metres
from .feedback import Feedback
from .message import Message
from .parcel_code import is_blank, normalise
from .quality_rule import NOTHING, Option, Options, Rule, found, joined
from .quality_sight import Sight
from .value_kinds import is_id_number

_Check = Callable[[Sight, Options, Feedback], pd.DataFrame]
_SHARES = {500: 5.0, 1000: 5.0, 2000: 7.0, 4000: 10.0}
"""Per cent by which areas may differ, by the scale of the map sheet. No regulation is known: it is
twice what corners 0.5 mm beside their place on the sheet do to a square lot of a usual size at that
scale, of 20, 100, 200 and 400 ตารางวา. An office sets its own."""
_ADDRESS = ("house_no", "moo", "tambon", "current_address")
_EQUAL = 1e-9
_HELD = ("condo_unit", "signboard", "building", "title_document", "parcel")
"""What a row of owners may be about: who owns a room says on which land it is too."""


def _at_of(sight: Sight) -> Mapping[str, int]:
    """Where each parcel stands in its layer, by uuid."""
    layer = sight.layer("parcel")
    return layer.once("at", lambda: {uuid: at for at, uuid in enumerate(layer.uuids)})


def _places(sight: Sight, parcels: Sequence[str]) -> list:
    """A point in each of the parcels; None for none."""
    layer, at_of = sight.layer("parcel"), _at_of(sight)
    inside = layer.once("inside", lambda: shapely.point_on_surface(layer.grounds))
    return [inside[at_of[uuid]] if uuid in at_of else None for uuid in parcels]


def _ground(sight: Sight) -> pd.Series:
    """m² of each parcel, by uuid; of one without a shape nothing is known."""
    layer = sight.layer("parcel")
    return pd.Series(shapely.area(layer.grounds), index=pd.Index(layer.uuids, dtype=object))


def _titles(sight: Sight) -> pd.DataFrame:
    def tied() -> pd.DataFrame:
        titles = sight.table("title_document")
        return titles[titles["parcel_uuid"].notna()]

    return sight.layer("parcel").once("titles", tied)


def _own_else_of_titles(sight: Sight, column: str, of_several: str) -> np.ndarray:
    """A number of each parcel, else that of its titles; NaN where nobody says any.

    The sum of several is not known where one of them states none.
    """
    layer, titles = sight.layer("parcel"), _titles(sight)

    def numbers() -> np.ndarray:
        own = pd.to_numeric(layer.rows[column], errors="coerce").to_numpy(float, na_value=np.nan)
        lacking = np.isnan(own)
        if len(titles) and lacking.any():
            said = titles[titles[column].notna()]
            if of_several == "sum":
                silent = titles.loc[titles[column].isna(), "parcel_uuid"]
                said = said[~said["parcel_uuid"].isin(silent)]
            numbers = said.groupby("parcel_uuid")[column].agg(of_several)
            own[lacking] = numbers.reindex(layer.uuids[lacking]).to_numpy(float, na_value=np.nan)
        return own

    return layer.once(column, numbers)


def _document_area(sight: Sight) -> np.ndarray:
    """Hundredths of a ตารางวา of each parcel: its own, else the sum of its titles."""
    return _own_else_of_titles(sight, "document_area", "sum")


def _area(sight: Sight, options: Options, _: Feedback) -> pd.DataFrame:
    """Of each parcel the area on the map against that of its documents, the sum of several."""
    layer, document = sight.layer("parcel"), _document_area(sight)
    known = np.flatnonzero(~np.isnan(document))
    if not len(known):
        return NOTHING
    scale = _own_else_of_titles(sight, "map_scale", "max")[known]
    share = np.full(len(known), options["share"])
    for one in _SHARES:
        share[scale == one] = options[f"share_{one}"]
    on_map = shapely.area(layer.grounds[known])  # NaN without a shape: nothing differs from that
    stated = np.array([to_square_metres(area) for area in document[known].tolist()])
    allowed = np.maximum(options["area"], share / 100 * np.maximum(on_map, stated))
    differ = np.abs(stated - on_map)
    wrong = np.flatnonzero(differ > allowed)
    at = known[wrong]
    messages = [
        Message(
            "quality.area_differs.one",
            code=layer.name(a),
            map=amount(mapped),
            document=amount(written),
            allowed=amount(most),
        )
        for a, mapped, written, most in zip(
            at, *(column[wrong].tolist() for column in (on_map, stated, allowed))
        )
    ]
    things = [(uuid,) for uuid in layer.uuids_at(at)]
    return found("parcel", things, messages, layer.points_in(at), differ[wrong].tolist())


def _use_sum(sight: Sight, options: Options, _: Feedback) -> pd.DataFrame:
    """The areas of a parcel's uses in its last year against the ground that they are of."""
    layer, at_of = sight.layer("parcel"), _at_of(sight)
    at, total = _last_uses(sight, at_of)
    whole = _document_area(sight)[at]
    on_map = shapely.area(layer.grounds[at])
    lacking = np.isnan(whole) & np.isfinite(on_map)
    whole[lacking] = [from_square_metres(m2) for m2 in on_map[lacking].tolist()]
    allowed = np.maximum(options["area"] / 0.04, options["share"] / 100 * whole)
    differ = np.abs(total - whole)
    wrong = np.flatnonzero(differ > allowed)
    messages = [
        Message(
            "quality.use_sum.one",
            code=layer.name(at[a]),
            uses=amount(to_square_metres(round(total[a]))),
            whole=amount(to_square_metres(round(whole[a]))),
        )
        for a in wrong
    ]
    uuids = layer.uuids_at(at[wrong])
    touched = (differ[wrong] * 0.04).tolist()
    return found("parcel", [(u,) for u in uuids], messages, _places(sight, uuids), touched)


def _parcels_used(sight: Sight) -> pd.Series:
    """Of which parcel each use of land is: its own, else that of its title document."""
    uses, titles = sight.table("land_use"), _titles(sight).set_index("uuid")["parcel_uuid"]
    return uses["parcel_uuid"].fillna(uses["title_document_uuid"].map(titles.to_dict()))


def _last_uses(sight: Sight, at_of: Mapping[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """The parcels with uses that have an area (positions), and its sum in the last such year."""
    uses = sight.table("land_use")
    parcel = np.array([at_of.get(uuid, -1) for uuid in _parcels_used(sight)], dtype=np.int64)
    year, area = (uses[name].to_numpy(float, na_value=np.nan) for name in ("tax_year", "area"))
    said = (parcel >= 0) & ~np.isnan(year) & ~np.isnan(area)
    at, of = np.unique(parcel[said], return_inverse=True)
    year, area = year[said], area[said]
    last = np.full(len(at), -np.inf)
    np.maximum.at(last, of, year)
    now = year == last[of]
    return at, np.bincount(of[now], area[now], minlength=len(at))


def _rows(table: str, what: str, chosen: Callable[[Sight], pd.DataFrame]) -> _Check:
    """A finding for each row that ``chosen`` gives, named by its column ``name``."""

    def check(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
        rows = chosen(sight)
        messages = [Message(f"quality.{what}.one", name=name) for name in rows["name"]]
        parcels = list(rows["parcel_uuid"]) if "parcel_uuid" in rows else [""] * len(rows)
        drawn = _ground(sight).reindex(parcels).to_numpy()
        ground = np.where(np.isnan(drawn), _stated(rows), drawn).tolist()
        things = [(uuid,) for uuid in rows["uuid"]]
        return found(table, things, messages, _places(sight, parcels), ground)

    return check


def _stated(rows: pd.DataFrame) -> np.ndarray:
    """m² that a document states, for what lies nowhere on the map; 0 where none does."""
    if "document_area" not in rows:
        return np.zeros(len(rows))
    stated = pd.to_numeric(rows["document_area"], errors="coerce")
    return to_square_metres(1) * stated.to_numpy(float, na_value=0.0)


def _owners(sight: Sight) -> pd.DataFrame:
    """Each owner with the private row, where there is one, called by the owner's key: names are not
    repeated here."""
    rows = sight.table("owner_private").drop(columns="uuid")
    owners = sight.table("owner")[["uuid", "owner_key"]].rename(columns={"owner_key": "name"})
    return owners.merge(rows, left_on="uuid", right_on="owner_uuid", how="left")


def _is_said(values: pd.Series) -> pd.Series:
    """Where there is a value, and no word that stands for none."""
    return ~values.astype(object).map(lambda value: is_blank(normalise(value)))


def _bad_id(sight: Sight) -> pd.DataFrame:
    rows = _owners(sight)
    said = _is_said(rows["id_number"])
    return rows[said & ~rows["id_number"].map(lambda value: is_id_number(str(value)))]


def _no_address(sight: Sight) -> pd.DataFrame:
    rows = _owners(sight)
    return rows[~rows[list(_ADDRESS)].apply(_is_said).any(axis=1)]


def _shares(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    """Shares of the owners of today of one thing, which are 1 in sum.

    Each document of a parcel has its own; where some rows name the parcel and some its document,
    they are 1 together.
    """
    rows = sight.table("ownership")
    rows = rows[rows["to_date"].isna() & (rows["kind"].fillna("owner") == "owner")]
    rows = rows[rows["share_numerator"].notna() & rows["share_denominator"].notna()]
    whole = rows["share_denominator"].astype(float)
    share = (rows["share_numerator"].astype(float) / whole).where(whole > 0, 0.0)
    total = share.groupby(list(_held(sight, rows))).sum()
    wrong = total[~_is_one(total)].groupby(level=["table", "thing"]).sum()
    wrong = wrong[~_is_one(wrong)]
    held = list(_held(sight, rows))[:2]
    odd = share[(share <= 0) | (share > 1 + _EQUAL)].groupby(held).first()
    odd = odd[~odd.index.isin(wrong.index)]
    return joined(
        _told_shares(sight, str(table), some.droplevel("table"), what)
        for what, found_so in (("one", wrong), ("beyond", odd))
        for table, some in found_so.groupby(level="table")
    )


def _is_one(total: pd.Series) -> pd.Series:
    return (total - 1).abs() <= _EQUAL


def _held(sight: Sight, rows: pd.DataFrame) -> tuple[pd.Series, pd.Series, pd.Series]:
    """What each row is about: its ``table``, the uuid of the ``thing``, and ``by`` what the row
    names it, which for a parcel may be a document of it."""
    links = rows[[f"{table}_uuid" for table in _HELD]].astype(object)
    by = links.bfill(axis=1).iloc[:, 0].rename("by")
    first = links.notna().to_numpy().argmax(axis=1)
    table = pd.Series(np.array(_HELD, dtype=object)[first], rows.index, name="table")
    parcel = by.map(_titles(sight).set_index("uuid")["parcel_uuid"].to_dict())
    is_document = parcel.notna()
    return table.mask(is_document, "parcel"), by.mask(is_document, parcel).rename("thing"), by


def _told_shares(sight: Sight, table: str, wrong: pd.Series, what: str) -> pd.DataFrame:
    names, uuids = _names_in(sight, table), [str(uuid) for uuid in wrong.index]
    messages = [
        Message(f"quality.shares.{what}", code=names.get(uuid, "–"), percent=f"{100 * share:.4g}")
        for uuid, share in zip(uuids, wrong)
    ]
    ground = _ground(sight).reindex(uuids).fillna(0.0).tolist()
    return found(table, [(uuid,) for uuid in uuids], messages, _places(sight, uuids), ground)


def _names_in(sight: Sight, table: str) -> Mapping[str, object]:
    """What the things of a table are called, by uuid."""
    if table == "title_document":
        deeds = sight.table(table).set_index("uuid")["deed_no"].dropna()
        return {uuid: Message("parcel_name.document", deed_no=no) for uuid, no in deeds.items()}
    if table == "condo_unit":
        rows = sight.table(table).astype(object).fillna("–")
        return {
            uuid: Message("quality.shares.unit", unit=unit, condo=condo)
            for uuid, unit, condo in zip(rows["uuid"], rows["unit_no"], rows["condo_name"])
        }
    layer = sight.layer(table)
    return {uuid: layer.name(at) for at, uuid in enumerate(layer.uuids)}


def _without_parcel(sight: Sight) -> pd.DataFrame:
    rows = sight.table("title_document")
    rows = rows[rows["parcel_uuid"].isna()]
    return rows.assign(name=rows["deed_no"].fillna(rows["source_parcel_code"]).fillna("–"))


def _of_parcels(sight: Sight, without: pd.Series) -> pd.DataFrame:
    layer = sight.layer("parcel")
    at = np.flatnonzero(without)
    uuids = layer.uuids_at(at)
    return pd.DataFrame(
        {"uuid": uuids, "parcel_uuid": uuids, "name": [layer.name(a) for a in at]}, dtype=object
    )


def _no_price(sight: Sight) -> pd.DataFrame:
    """Parcels that have a document, an owner, a use or a building, without a price anywhere; where
    prices came in at all."""
    titles, prices = _titles(sight), sight.table("land_price")
    priced = {
        *prices.loc[prices["price_per_wah"].notna(), "parcel_uuid"].dropna(),
        *titles.loc[titles["price_per_wah"].notna(), "parcel_uuid"],
    }
    layer = sight.layer("parcel")
    taxed = {*titles["parcel_uuid"]}
    for table in ("ownership", "land_use", "building"):
        taxed.update(sight.table(table)["parcel_uuid"].dropna())
    uuids = pd.Series(layer.uuids, dtype=object)
    asked = uuids.isin(taxed) | layer.rows["deed_no"].notna().to_numpy()
    return _of_parcels(sight, asked & ~uuids.isin(priced) & bool(priced))


def _no_type(sight: Sight) -> pd.DataFrame:
    rows = sight.table("building")
    rows = rows[rows["building_type"].isna()]
    return rows.assign(name=rows["building_code"].fillna(rows["source_code"]).fillna("–"))


def _no_use(sight: Sight) -> pd.DataFrame:
    """Parcels with a building and no land use, where uses came in at all."""
    uses, used = sight.table("land_use"), set(_parcels_used(sight).dropna())
    built = set(sight.table("building")["parcel_uuid"].dropna())
    uuids = pd.Series(sight.layer("parcel").uuids, dtype=object)
    return _of_parcels(sight, uuids.isin(built - used) & bool(len(uses)))


def _no_assessment(sight: Sight) -> pd.DataFrame:
    """Parcels with a use that is taxed and no assessment in the last year that was assessed."""
    assessed = sight.table("assessment")
    assessed = assessed[assessed["state"] != "cancelled"]
    if assessed.empty:
        return _of_parcels(sight, pd.Series([], dtype=bool))
    year = assessed["tax_year"].max()
    done = set(assessed.loc[assessed["tax_year"] == year, "parcel_uuid"].dropna())
    taxed = ~_is_said(sight.table("land_use")["outside_tax"])
    used = set(_parcels_used(sight)[taxed].dropna())
    uuids = pd.Series(sight.layer("parcel").uuids, dtype=object)
    return _of_parcels(sight, uuids.isin(used - done))


def _rule(
    id: str,
    severity,
    check: _Check,
    options: Sequence[Option] = (),
    is_local=False,
    least: Optional[str] = None,
) -> Rule:
    return Rule(
        id,
        "register",
        severity,
        check,
        options,
        is_local=is_local,
        known_by="things",
        least=least,
    )


_LEAST = Option("area", "m2", 8.0, 0.0, 1600.0)  # 2 ตารางวา

RULES = (
    _rule(
        "area_differs",
        "warning",
        _area,
        [
            _LEAST,
            Option("share", "percent", 10.0, 0.0, 100.0),
            *(
                Option(f"share_{scale}", "percent", share, 0.0, 100.0)
                for scale, share in _SHARES.items()
            ),
        ],
        is_local=True,
        least="area",
    ),
    _rule(
        "use_sum",
        "warning",
        _use_sum,
        [_LEAST, Option("share", "percent", 1.0, 0.0, 100.0)],
        is_local=True,
        least="area",
    ),
    _rule("owner_id", "warning", _rows("owner", "owner_id", _bad_id)),
    _rule("owner_address", "warning", _rows("owner", "owner_address", _no_address)),
    _rule("shares", "warning", _shares),
    _rule(
        "document_without_parcel",
        "warning",
        _rows("title_document", "document_without_parcel", _without_parcel),
    ),
    _rule("price_missing", "warning", _rows("parcel", "price_missing", _no_price)),
    _rule("building_type_missing", "warning", _rows("building", "building_type_missing", _no_type)),
    _rule("use_missing", "warning", _rows("parcel", "use_missing", _no_use)),
    _rule("assessment_missing", "info", _rows("parcel", "assessment_missing", _no_assessment)),
)
