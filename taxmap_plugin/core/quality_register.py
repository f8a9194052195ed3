"""Rules about the registers: do documents, owners, uses and prices fit the map and each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd
import shapely

from .area import amount, from_square_metres, to_square_metres
from .feedback import Feedback
from .message import Message
from .quality_rule import NOTHING, Option, Options, Rule, found
from .quality_sight import Sight
from .value_kinds import is_id_number

_Check = Callable[[Sight, Options, Feedback], pd.DataFrame]
_SCALES = (500, 1000, 2000, 4000)
_ADDRESS = ("house_no", "moo", "tambon", "current_address")


def _places(sight: Sight, parcels: Sequence[str]) -> list:
    """A point in each of the parcels; None for none."""
    layer = sight.layer("parcel")
    at_of = layer.once("at", lambda: {uuid: at for at, uuid in enumerate(layer.uuids)})
    inside = layer.once("inside", lambda: shapely.point_on_surface(layer.grounds))
    return [inside[at_of[uuid]] if uuid in at_of else None for uuid in parcels]


def _names(sight: Sight) -> Mapping[str, object]:
    layer = sight.layer("parcel")
    return {uuid: layer.name(at) for at, uuid in enumerate(layer.uuids)}


def _ground(sight: Sight) -> pd.Series:
    """m² of each parcel, by uuid."""
    layer = sight.layer("parcel")
    area = np.nan_to_num(shapely.area(layer.grounds))
    return pd.Series(area, index=pd.Index(layer.uuids, dtype=object))


def _titles(sight: Sight) -> pd.DataFrame:
    titles = sight.table("title_document")
    return titles[titles["parcel_uuid"].notna()]


def _document_area(sight: Sight) -> pd.Series:
    """Hundredths of a ตารางวา of each parcel, by uuid: its own, else the sum of its titles."""
    layer = sight.layer("parcel")

    def areas() -> pd.Series:
        by_title = _titles(sight).groupby("parcel_uuid")["document_area"].sum(min_count=1)
        own = pd.Series(layer.rows["document_area"].to_numpy(), index=layer.uuids)
        own = pd.to_numeric(own, errors="coerce")
        return own.where(own.notna(), pd.to_numeric(by_title.reindex(own.index), errors="coerce"))

    return layer.once("document_area", areas)


def _area(sight: Sight, options: Options, _: Feedback) -> pd.DataFrame:
    """Of each parcel the area on the map against that of its documents, the sum of several."""
    layer, titles = sight.layer("parcel"), _titles(sight)
    if _document_area(sight).isna().all():
        return NOTHING
    scale_of_title = titles.groupby("parcel_uuid")["map_scale"].max()
    uuids = pd.Series(layer.uuids, dtype=object)
    document = _document_area(sight).reset_index(drop=True)
    scale = pd.to_numeric(layer.rows["map_scale"], errors="coerce").reset_index(drop=True)
    scale = scale.where(scale.notna(), pd.to_numeric(uuids.map(scale_of_title), errors="coerce"))
    share = scale.map({one: options[f"share_{one}"] for one in _SCALES}).fillna(options["share"])
    on_map = pd.Series(np.nan_to_num(shapely.area(layer.grounds)))
    stated = document.map(to_square_metres, na_action="ignore").astype(float)
    allowed = np.maximum(options["area"], share / 100 * np.maximum(on_map, stated))
    at = np.flatnonzero((stated - on_map).abs() > allowed)
    messages = [
        Message(
            "quality.area_differs.one",
            code=layer.name(a),
            map=amount(float(on_map.to_numpy()[a])),
            document=amount(float(stated.to_numpy()[a])),
            allowed=amount(float(allowed.to_numpy()[a])),
        )
        for a in at
    ]
    things = [(uuid,) for uuid in layer.uuids_at(at)]
    differ = (stated - on_map).abs().to_numpy()[at].tolist()
    return found("parcel", things, messages, layer.points_in(at), differ)


def _use_sum(sight: Sight, options: Options, _: Feedback) -> pd.DataFrame:
    """The areas of a parcel's uses in its last year against the ground that they are of."""
    uses = sight.table("land_use")
    uses = uses[uses["parcel_uuid"].notna() & uses["area"].notna()]
    if uses.empty:
        return NOTHING
    last = uses.groupby("parcel_uuid")["tax_year"].transform("max")
    total = uses[uses["tax_year"] == last].groupby("parcel_uuid")["area"].sum()
    names = _names(sight)
    whole = _document_area(sight)
    whole = whole.where(whole.notna(), _ground(sight).map(from_square_metres))
    pairs = pd.DataFrame({"total": total, "whole": whole.reindex(total.index)}).dropna()
    allowed = np.maximum(options["area"] / 0.04, options["share"] / 100 * pairs["whole"])
    wrong = pairs[(pairs["total"] - pairs["whole"]).abs() > allowed].astype(float)
    messages = [
        Message(
            "quality.use_sum.one",
            code=names[uuid],
            uses=amount(to_square_metres(round(row.total))),
            whole=amount(to_square_metres(round(row.whole))),
        )
        for uuid, row in zip(wrong.index, wrong.itertuples(index=False))
    ]
    differ = ((wrong["total"] - wrong["whole"]).abs() * 0.04).tolist()
    return found(
        "parcel", [(u,) for u in wrong.index], messages, _places(sight, wrong.index), differ
    )


def _rows(table: str, what: str, chosen: Callable[[Sight], pd.DataFrame]) -> _Check:
    """A finding for each row that ``chosen`` gives, named by its column ``name``."""

    def check(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
        rows = chosen(sight)
        messages = [Message(f"quality.{what}.one", name=name) for name in rows["name"]]
        parcels = list(rows["parcel_uuid"]) if "parcel_uuid" in rows else [""] * len(rows)
        ground = _ground(sight).reindex(parcels).fillna(0.0).tolist()
        things = [(uuid,) for uuid in rows["uuid"]]
        return found(table, things, messages, _places(sight, parcels), ground)

    return check


def _owners(sight: Sight) -> pd.DataFrame:
    """The private rows of owners, called by the owner's key: names are not repeated here."""
    keys = sight.table("owner").set_index("uuid")["owner_key"]
    rows = sight.table("owner_private")
    return rows.assign(name=rows["owner_uuid"].map(keys), uuid=rows["owner_uuid"])


def _bad_id(sight: Sight) -> pd.DataFrame:
    rows = _owners(sight)
    text = rows["id_number"].astype(object)
    return rows[text.notna() & ~text.map(lambda value: is_id_number(str(value)))]


def _no_address(sight: Sight) -> pd.DataFrame:
    rows = _owners(sight)
    known = rows[[name for name in _ADDRESS if name in rows]].notna().any(axis=1)
    return rows[~known]


def _shares(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    """Shares of the owners of today of one parcel or document, which are 1 in sum."""
    rows = sight.table("ownership")
    rows = rows[rows["to_date"].isna() & (rows["kind"].fillna("owner") == "owner")]
    rows = rows[rows["share_numerator"].notna() & rows["share_denominator"].notna()]
    links = ["parcel_uuid", "title_document_uuid", "building_uuid", "condo_unit_uuid"]
    thing = rows[links].bfill(axis=1).iloc[:, 0]
    rows = rows.assign(thing=thing)[thing.notna()]
    rows["share"] = rows["share_numerator"].astype(float) / rows["share_denominator"].astype(float)
    total = rows.groupby("thing")["share"].sum()
    wrong = total[(total - 1).abs() > 1e-9]
    parcel_of = _titles(sight).set_index("uuid")["parcel_uuid"].to_dict()
    parcels = [parcel_of.get(uuid, uuid) for uuid in wrong.index]
    names = _names(sight)
    messages = [
        Message(
            "quality.shares.one",
            code=names.get(parcel, Message("quality.shares.thing")),
            percent=f"{100 * share:.4g}",
        )
        for parcel, share in zip(parcels, wrong)
    ]
    things = [(uuid,) for uuid in parcels]
    ground = _ground(sight).reindex(parcels).fillna(0.0).tolist()
    return found("parcel", things, messages, _places(sight, parcels), ground)


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
    """Parcels with a title document, without a price anywhere; where prices came in at all."""
    titles, prices = _titles(sight), sight.table("land_price")
    priced = {
        *prices.loc[prices["price_per_wah"].notna(), "parcel_uuid"].dropna(),
        *titles.loc[titles["price_per_wah"].notna(), "parcel_uuid"],
    }
    uuids = pd.Series(sight.layer("parcel").uuids, dtype=object)
    return _of_parcels(sight, ~uuids.isin(priced) & bool(priced))


def _no_type(sight: Sight) -> pd.DataFrame:
    rows = sight.table("building")
    rows = rows[rows["building_type"].isna()]
    return rows.assign(name=rows["building_code"].fillna(rows["source_code"]).fillna("–"))


def _no_use(sight: Sight) -> pd.DataFrame:
    """Parcels with a building and no land use, where uses came in at all."""
    uses, titles = sight.table("land_use"), _titles(sight).set_index("uuid")["parcel_uuid"]
    used = {*uses["parcel_uuid"].dropna(), *uses["title_document_uuid"].map(titles).dropna()}
    built = set(sight.table("building")["parcel_uuid"].dropna())
    uuids = pd.Series(sight.layer("parcel").uuids, dtype=object)
    return _of_parcels(sight, uuids.isin(built - used) & bool(len(uses)))


def _no_assessment(sight: Sight) -> pd.DataFrame:
    """Parcels with a land use and no assessment in the last year that was assessed."""
    assessed = sight.table("assessment")
    if assessed.empty:
        return _of_parcels(sight, pd.Series([], dtype=bool))
    year = assessed["tax_year"].max()
    done = set(assessed.loc[assessed["tax_year"] == year, "parcel_uuid"].dropna())
    used = set(sight.table("land_use")["parcel_uuid"].dropna())
    uuids = pd.Series(sight.layer("parcel").uuids, dtype=object)
    return _of_parcels(sight, uuids.isin(used - done))


def _rule(
    id: str, severity, check: _Check, options: Sequence[Option] = (), covers=(), is_local=False
) -> Rule:
    return Rule(id, "register", severity, check, options, covers, is_local)


_LEAST = Option("area", "m2", 8.0, 0.0, 1600.0)  # 2 ตารางวา

RULES = (
    _rule(
        "area_differs",
        "warning",
        _area,
        [
            _LEAST,
            Option("share", "percent", 10.0, 0.0, 100.0),
            *(Option(f"share_{one}", "percent", 10.0, 0.0, 100.0) for one in _SCALES),
        ],
        ["document_doubt.area"],
        is_local=True,
    ),
    _rule(
        "use_sum",
        "warning",
        _use_sum,
        [_LEAST, Option("share", "percent", 1.0, 0.0, 100.0)],
        is_local=True,
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
