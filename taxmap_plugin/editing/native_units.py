"""Parcels and codes of what stands on parcels, as QGIS's own tools leave them in an edit buffer.

What the officer typed stands: her code, and her parcel, which the code follows. A drawing alone
says less: what stood on its parcel and is moved to another one goes there with the next code,
but no code in force changes for that (:mod:`.thing_review` has it looked at).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, Optional, cast

from shapely.geometry.base import BaseGeometry

from ..core.code_style import UNIT_KINDS, CodeStyle, Kind
from ..core.message import Message
from ..core.parcel_code import (
    is_blank,
    normalise,
    parcel_of_unit,
    parse_building,
    parse_signboard,
)
from ..core.parcel_name import NAMES, name_of
from ..errors import TaxMapError
from ..workspace.few_rows import Row
from ..workspace.problem import DuplicateValue
from ..workspace.reader import OpenReader, rows_among
from ..workspace.schema import CODE_COLUMN, table
from .copied_code import is_copied
from .given_codes import is_retired
from .in_force import CodesInForce
from .native_edits import NativeEdits
from .unit_codes import UnitCodes
from .unit_parcel import BY_HAND, BY_PLACE, ON_PARCELS, standing_on


class NativeUnitError(TaxMapError):
    """A building or a signboard cannot be edited as asked; nothing was written."""


class Moved(NamedTuple):
    """A row that is of another parcel now."""

    uuid: str
    was: Optional[str]
    now: str


@dataclass(frozen=True)
class UnitEdits:
    """The edits with the parcel and the code of each row.

    ``given_up`` are codes in force that nothing has any more, as ``retire_codes`` asks for
    them; ``notes`` are of codes that changed without being typed.
    """

    edits: NativeEdits
    given_up: list[Row] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    notes: list[Message] = field(default_factory=list)


def settled_units(reader: OpenReader, name: str, edits: NativeEdits, style: CodeStyle) -> UnitEdits:
    """What a save of ``name`` means for parcels and codes; tables not on parcels as they are.

    Raises CodeError for a typed code that is none, DuplicateValue for one that another row has,
    NativeUnitError for a retired one and for a code in force that would be taken away.
    """
    return _Settling(reader, name, edits, style).done() if name in ON_PARCELS else UnitEdits(edits)


class _Settling:
    def __init__(self, reader: OpenReader, name: str, edits: NativeEdits, style: CodeStyle) -> None:
        self._reader, self._table, self._edits, self._style = reader, name, edits, style
        self._code = CODE_COLUMN[name] if name in UNIT_KINDS else ""
        self._in_force = CodesInForce.of(reader, style)
        columns = ["uuid", "parcel_uuid", "geom", *filter(None, [self._code])]
        rows = rows_among(reader, name, columns, "uuid", edits.uuids)
        self._before = {row["uuid"]: row for row in rows}
        self._added = [self._without_copies(row) for row in edits.added]
        self._values = {uuid: self._spelled(uuid) for uuid in [*edits.values, *edits.shapes]}
        self._codes = self._unit_codes() if self._code else None
        self._moved: list[Moved] = []
        self._notes: list[Message] = []

    def done(self) -> UnitEdits:
        added = [self._new(row) for row in self._added]
        values = {uuid: self._changed(uuid, new) for uuid, new in self._values.items()}
        values = {uuid: new for uuid, new in values.items() if new}
        edits = replace(self._edits, added=added, values=values)
        self._check_given_once(edits)
        return UnitEdits(edits, list(self._given_up(edits)), self._moved, self._notes)

    # -- codes that were typed -----------------------------------------------------------------

    def _without_copies(self, row: Mapping[str, Any]) -> Row:
        """A new row without the code, and then the parcel, that QGIS copied from another one."""
        code = row.get(self._code) if self._code else None
        if not code:
            return dict(row)
        if is_copied(self._reader, self._table, str(code), self._edits):
            return {**row, self._code: None, "parcel_uuid": None}
        return {**row, self._code: self._typed(code, None)}

    def _spelled(self, uuid: str) -> Row:
        new, was = dict(self._edits.values.get(uuid, {})), self._before.get(uuid)
        if was is not None and self._code in new:
            new[self._code] = self._typed(new[self._code], was[self._code])
        return new

    def _typed(self, text: Any, was: Optional[str]) -> Optional[str]:
        """A code that the officer gave, as it is written; what is there already may be no code."""
        if text == was:
            return was
        if is_blank(normalise(text)):
            if self._in_force.has(was):
                raise NativeUnitError(Message("native_units.code_taken_away", code=was))
            return None
        parse = parse_building if self._table == "building" else parse_signboard
        code = parse(text, self._style).text(self._style)
        own = {row[self._code] for row in self._before.values()}  # which may change places
        new = code not in own and self._in_force.has(code)
        if new and is_retired(self._reader, code, table=self._table):
            raise NativeUnitError(Message("parcel_write.code_retired", code=code))
        return code

    def _unit_codes(self) -> UnitCodes:
        rows = [*self._added, *self._values.values()]
        typed = [row[self._code] for row in rows if row.get(self._code)]
        return UnitCodes(self._reader, cast(Kind, self._table), self._style, given=typed)

    # -- their parcels ---------------------------------------------------------------------------

    def _new(self, row: Row) -> Row:
        given = self._parcel(row.get("parcel_uuid"))
        parcel = given or self._standing_on(row.get("geom"))
        if parcel is None:
            return {**row, "parcel_uuid": None}
        found_by = row.get("found_by") or BY_HAND if given else BY_PLACE
        code = {} if row.get(self._code) else self._code_on(parcel, None)
        return {**row, **self._on(parcel, found_by), **code}

    def _changed(self, uuid: str, new: Row) -> Row:
        was = self._before.get(uuid)
        if was is None:
            return new  # somebody took it away: told when it is written
        parcel, found_by = self._goes_to(was, new)
        if parcel is None or parcel["uuid"] == was["parcel_uuid"]:
            return new
        code = {} if self._code in new else self._code_on(parcel, was.get(self._code))
        self._moved.append(Moved(uuid, was["parcel_uuid"], parcel["uuid"]))
        self._note(was, parcel, code)
        return {**self._on(parcel, found_by), **new, "parcel_uuid": parcel["uuid"], **code}

    def _goes_to(self, was: Row, new: Row) -> tuple[Optional[Row], str]:
        """The parcel that a row is of now, where it is told anew, and by what."""
        typed = new.get("parcel_uuid", was["parcel_uuid"])
        if typed != was["parcel_uuid"]:
            return self._parcel(typed), BY_HAND
        if was["uuid"] not in self._edits.shapes:
            return None, ""
        parcel = self._standing_on(self._edits.shapes[was["uuid"]])
        goes = parcel is not None and self._may_go(was, new, parcel)
        return (parcel, BY_PLACE) if goes else (None, "")

    def _may_go(self, was: Row, new: Row, parcel: Row) -> bool:
        """Whether a new place alone makes a row one of this parcel."""
        if was["parcel_uuid"]:
            stood = self._standing_on(was["geom"])
            if stood is None or stood["uuid"] != was["parcel_uuid"]:
                return False
        code = None if self._code in new else was.get(self._code)
        return not self._in_force.has(code) or self._is_on(parcel, str(code))

    def _is_on(self, parcel: Row, code: str) -> bool:
        return bool(parcel_of_unit(code, self._style) == parcel["parcel_code"])

    def _on(self, parcel: Row, found_by: str) -> Row:
        known = {"found_by": found_by} if "found_by" in table(self._table).names else {}
        return {"parcel_uuid": parcel["uuid"], **known}

    def _code_on(self, parcel: Row, code: Optional[str]) -> Row:
        """The code there, where it is another one; one in force is not taken away."""
        if self._codes is None or (self._in_force.has(code) and not parcel["parcel_code"]):
            return {}
        new = self._codes.on(parcel["parcel_code"], code)
        return {self._code: new} if new != code else {}

    def _parcel(self, uuid: Optional[str]) -> Optional[Row]:
        found = rows_among(self._reader, "parcel", [*NAMES], "uuid", [uuid] if uuid else [])
        return found[0] if found else None

    def _standing_on(self, shape: Optional[BaseGeometry]) -> Optional[Row]:
        return None if shape is None or shape.is_empty else standing_on(self._reader, shape)

    # -- what came of it -------------------------------------------------------------------------

    def _note(self, was: Row, parcel: Row, code: Row) -> None:
        old = was.get(self._code)
        if old and code:
            names = {"old": old, "parcel": name_of(parcel), "code": code[self._code] or "–"}
            what = Message(f"thing_review.{self._table}")
            self._notes.append(Message("native_units.recoded", what=what, **names))

    def _check_given_once(self, edits: NativeEdits) -> None:
        """As the table itself would refuse it, but before the officer is asked for a reason."""
        if not self._code:
            return
        named, codes = table(self._table), list(self._codes_now(edits).values())
        codes += [row.get(self._code) for row in edits.added]
        twice = [code for code, times in Counter(filter(None, codes)).items() if times > 1]
        own = {row[self._code] for row in self._before.values()}
        new = sorted({code for code in codes if code} - own)
        has_code = f"{self._code} <> ''"  # else the index is not used
        others = rows_among(self._reader, named.name, [self._code], self._code, new, has_code)
        for code in (*twice, *(row[self._code] for row in others)):
            raise DuplicateValue(named, self._code, code)

    def _codes_now(self, edits: NativeEdits) -> dict[str, Optional[str]]:
        """The codes of the rows that stay."""
        gone = set(edits.deleted)
        return {
            uuid: edits.values.get(uuid, {}).get(self._code, row[self._code])
            for uuid, row in self._before.items()
            if uuid not in gone
        }

    def _given_up(self, edits: NativeEdits) -> Iterator[Row]:
        if not self._code:
            return
        now = self._codes_now(edits)
        living = {*now.values(), *(row.get(self._code) for row in edits.added)}
        for uuid, row in self._before.items():
            code = row[self._code]
            if code not in living and self._in_force.has(code):
                yield {"code": code, "uuid": uuid, "successor": now.get(uuid)}
