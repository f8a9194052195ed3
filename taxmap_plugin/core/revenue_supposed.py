"""What the registers do not say filled in twice, for the lowest and the highest likely tax.

Register and division by use (``tax_register``, ``use_share``) say what they miss, one thing after
the other; each is filled in from the neighbours or by an assumption, and told by a line for its
parcel. What they would make of it is the same law as for all other land.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Optional

import pandas as pd
import shapely

from .law import Law
from .message import Message, Term
from .money import format_baht
from .revenue_assumption import assumptions
from .revenue_house import Houses, floor_area
from .revenue_near import Neighbours
from .tax_supposition import with_rows
from .use_share import LeftOut

SIDES = ("low", "high")
_WHOLE_USE = ("missing", "below_zero", "over", "blank_twice", "without_area")
_Frames = dict[str, pd.DataFrame]


class Supposed:
    """``low`` and ``high`` are tables of ``tax_register.TABLES`` (buildings with ``geom`` and
    ``floors``, parcels with ``block_code``); ``lines`` what was supposed, by parcel."""

    def __init__(
        self, tables: Mapping[str, pd.DataFrame], law: Law, near: Neighbours, houses: Houses
    ) -> None:
        self.low: _Frames = dict(tables)
        self.high: _Frames = dict(tables)
        self.lines: dict[str, list[Message]] = defaultdict(list)
        self._law, self._near, self._houses = law, near, houses
        titles = tables["title_document"]
        self._parcel_of_title = titles.set_index("uuid")["parcel_uuid"]
        self._block = tables["parcel"].set_index("uuid")["block_code"]
        self._with_units = frozenset(tables["condo_unit"]["parcel_uuid"].dropna())
        self._fillers: dict[str, Callable[[list[LeftOut]], None]] = {
            "tax_register.owner_missing": self._owner,
            **{f"tax_register.price_{id}": self._price for id in ("missing", "like", "zero")},
            **{f"use_share.use_{id}": self._whole_use for id in _WHOLE_USE},
            "use_share.use_unclear": self._unclear_use,
            "use_share.building_use_missing": self._unclear_use,
            "use_share.land_left": self._rest_use,
            "use_share.building_mixed": self._trade,
            **{
                f"use_share.{id}": self._building_use
                for id in ("building_use_unclear", "building_use_over", "building_part_left")
            },
            "tax_register.building_type_missing": self._type,
            "tax_register.building_price": self._type,
            "tax_register.floor_area_missing": self._floor_area,
            "tax_register.age_missing": self._age,
            "tax_register.structure_missing": self._structure,
        }

    def fill(self, left_out: Sequence[LeftOut]) -> set[str]:
        """Fill in what is missing there; the parcels for which something was."""
        by_id: dict[str, list[LeftOut]] = defaultdict(list)
        for one in left_out:
            if one.message.id in self._fillers and one.parcel:
                by_id[one.message.id].append(one)
        before = {parcel: len(lines) for parcel, lines in self.lines.items()}
        for id, some in by_id.items():
            self._fillers[id](some)
        return {one for one, lines in self.lines.items() if len(lines) > before.get(one, 0)}

    def _tables(self) -> tuple[tuple[int, _Frames], tuple[int, _Frames]]:
        return (0, self.low), (1, self.high)

    # -- land --------------------------------------------------------------------------------

    def _owner(self, some: list[LeftOut]) -> None:
        """An owner of its own for each; the land of a condominium is its owners' (s.8)."""
        parcels = [one.parcel for one in some if one.parcel not in self._with_units]
        kinds = assumptions()["owner"].both
        for at, tables in self._tables():
            owners = [{"uuid": f"supposed {p}", "person_type": kinds[at]} for p in parcels]
            held = [{"owner_uuid": f"supposed {p}", "parcel_uuid": p} for p in parcels]
            tables["owner"] = with_rows(tables["owner"], owners)
            tables["ownership"] = with_rows(tables["ownership"], held)
        for parcel in parcels:
            self.lines[parcel].append(Message("revenue.line_owner"))

    def _price(self, some: list[LeftOut]) -> None:
        parcels = [one.parcel for one in some]
        found = self._near.prices(parcels)
        if found.empty:
            return
        for at, tables in self._tables():
            rows = tables["land_price"]
            rows = rows[~rows["parcel_uuid"].isin(parcels)]
            prices = found[SIDES[at]].to_dict()
            fresh = [{"parcel_uuid": p, "price_per_wah": price} for p, price in prices.items()]
            tables["land_price"] = with_rows(rows, fresh)
        for parcel, row in found.to_dict("index").items():
            told = {side: format_baht(int(row[side])) for side in SIDES}
            count = int(row["count"])
            if count:
                told_of = Message("revenue.line_price", count=count, **told)
            else:
                told_of = Message("revenue.line_price_wide", **told)
            self.lines[str(parcel)].append(told_of)

    # -- uses of land ------------------------------------------------------------------------

    def _uses(self, some: list[LeftOut]) -> dict[str, tuple[str, str]]:
        """The codes of the least and the most taxed use of the neighbours, which is told."""
        parcels = list(dict.fromkeys(one.parcel for one in some))
        found = {}
        for parcel, (codes, count) in self._near.uses(parcels).items():
            ranked = sorted(codes, key=self._rank)
            if not ranked:
                continue
            both = found[parcel] = (ranked[0], ranked[-1])
            told = dict(zip(SIDES, (Term("land_use_type", code) for code in both)))
            if count:
                self.lines[parcel].append(Message("revenue.line_use", count=count, **told))
            else:
                self.lines[parcel].append(Message("revenue.line_use_wide", **told))
        return found

    def _rank(self, code: str) -> tuple[Any, ...]:
        """What may be exempt (s.40, 41) before what never is, then by the first step's rate."""
        known = self._law.use_class("land_use", code)
        use = known.use if known is not None and known.use is not None else "other"
        name = {"residential": "home_other"}.get(use, use)
        home = "" if known is None else known.home
        is_taxed = use != "agri" and not home
        return is_taxed, self._law.steps(f"home_{home}" if home else name)[0].rate, code

    def _of_parcels(self, rows: pd.DataFrame, parcels: Mapping[str, Any]) -> pd.Series:
        """By row of use its parcel, where it is one of these."""
        by_title = rows["title_document_uuid"].map(self._parcel_of_title)
        parcel = rows["parcel_uuid"].astype(object).where(rows["parcel_uuid"].notna(), by_title)
        return parcel.where(parcel.isin(list(parcels)))

    def _whole_use(self, some: list[LeftOut]) -> None:
        """One use for all of the parcel."""
        found = self._uses(some)
        for at, tables in self._tables():
            rows = tables["land_use"]
            rows = rows[self._of_parcels(rows, found).isna()]
            tables["land_use"] = with_rows(rows, self._use_rows(found, at))

    def _rest_use(self, some: list[LeftOut]) -> None:
        """A use for what no row has."""
        found = self._uses(some)
        for at, tables in self._tables():
            rows = with_rows(tables["land_use"], self._use_rows(found, at))
            tables["land_use"] = rows

    def _use_rows(self, found: Mapping[str, tuple[str, str]], at: int) -> list[dict[str, Any]]:
        return [
            {"uuid": f"supposed {parcel}", "parcel_uuid": parcel, "tax_year": self._law.year,
             "use_type": both[at]}
            for parcel, both in found.items()
        ]  # fmt: skip

    def _unclear_use(self, some: list[LeftOut]) -> None:
        """Another code for the rows that say several uses, or none."""
        found = self._uses(some)
        for at, tables in self._tables():
            rows = tables["land_use"].copy()
            parcel = self._of_parcels(rows, found)
            classes = {c: self._law.use_class("land_use", c) for c in rows["use_type"].unique()}
            unclear = [c for c, known in classes.items() if known is None or known.use is None]
            asked = parcel.notna() & rows["use_type"].isin(unclear)
            rows.loc[asked, "use_type"] = [found[one][at] for one in parcel[asked]]
            tables["land_use"] = rows

    # -- buildings ---------------------------------------------------------------------------

    def _buildings(self, some: list[LeftOut]) -> pd.DataFrame:
        """The rows of the buildings that are told of; all of a parcel where none is named."""
        rows = self.low["building"]
        rows = rows[rows["parcel_uuid"].isin([one.parcel for one in some])]
        named = {(one.parcel, one.message.params.get("building")) for one in some}
        codes = zip(rows["parcel_uuid"], rows["building_code"].fillna("–"))
        return rows[[(p, code) in named or (p, None) in named for p, code in codes]]

    def _set(self, values: Mapping[str, tuple[Any, Any]], column: str, **others: Any) -> None:
        """A column of some buildings (uuid) at both sides; ``others`` the same for both."""
        for at, tables in self._tables():
            rows = tables["building"].copy()
            asked = rows["uuid"].isin(list(values))
            rows.loc[asked, column] = [values[one][at] for one in rows.loc[asked, "uuid"]]
            for name, value in others.items():
                rows.loc[asked, name] = value
            tables["building"] = rows

    def _typical(
        self, some: list[LeftOut], column: str, of: Any, id: str, domain: str = ""
    ) -> None:
        """From the buildings of the block."""
        values: dict[str, tuple[Any, Any]] = {}
        for row in self._buildings(some).to_dict("records"):
            both = of(self._block.get(row["parcel_uuid"]))
            if both is not None:
                values[row["uuid"]] = both
                self._tell(row, id, both, domain)
        others = {"built_year": pd.NA} if column == "age_years" else {}
        self._set(values, column, **others)

    def _tell(self, row: Mapping[Any, Any], id: str, both: tuple[Any, Any], domain: str) -> None:
        said = (Term(domain, one) if domain else one for one in both)
        code = row["building_code"] or "–"
        line = Message(f"revenue.line_{id}", building=code, **dict(zip(SIDES, said)))
        self.lines[row["parcel_uuid"]].append(line)

    def _type(self, some: list[LeftOut]) -> None:
        self._typical(some, "building_type", self._houses.kind, "type", "building_type")

    def _age(self, some: list[LeftOut]) -> None:
        self._typical(some, "age_years", self._houses.age, "age")

    def _structure(self, some: list[LeftOut]) -> None:
        both = assumptions()["structure"].both
        self._typical(some, "structure", lambda _: both, "structure", "structure")

    def _floor_area(self, some: list[LeftOut]) -> None:
        """From the outline on the map, else from the buildings of the block."""
        values: dict[str, tuple[float, float]] = {}
        for row in self._buildings(some).to_dict("records"):
            outline = 0.0 if row["geom"] is None else float(shapely.area(row["geom"]))
            floors: Optional[float] = None if pd.isna(row["floors"]) else float(row["floors"])
            if outline > 0:
                both = floor_area(outline, floors)
                self._tell(row, "outline", both, "")
            else:
                typical = self._houses.floor_area(self._block.get(row["parcel_uuid"]))
                if typical is None:
                    continue
                both = typical
                self._tell(row, "floor_area", both, "")
            values[row["uuid"]] = both
        self._set(values, "floor_area_m2")

    def _trade(self, some: list[LeftOut]) -> None:
        """How much of a house with a shop is shop: none of it, or all."""
        shares = [float(one) / 100 for one in assumptions()["trade"].numbers]
        values = {}
        for row in self._buildings(some).to_dict("records"):
            values[row["uuid"]] = tuple(share * row["floor_area_m2"] for share in shares)
            self._tell(row, "trade", assumptions()["trade"].both, "")
        self._set(values, "commerce_area_m2")

    def _building_use(self, some: list[LeftOut]) -> None:
        """One use for all of the building."""
        codes = assumptions()["building_use"].both
        rows = self._buildings(some)
        for at, tables in self._tables():
            uses = tables["building_use"]
            uses = uses[~uses["building_uuid"].isin(rows["uuid"])]
            fresh = [
                {"uuid": f"supposed {one}", "building_uuid": one, "tax_year": self._law.year,
                 "use_type": codes[at], "full_area": True}
                for one in rows["uuid"]
            ]  # fmt: skip
            tables["building_use"] = with_rows(uses, fresh)
        for row in rows.to_dict("records"):
            self._tell(row, "building_use", codes, "building_use_type")
