"""A check of what lies around a change, at once: only there can it have made or mended a fault."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Optional

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.code_style import UNIT_KINDS, CodeStyle, Kind
from ..core.feedback import Feedback, Silent
from ..core.ground import areas_of, is_nowhere
from ..core.object_array import object_array
from ..core.parcel_name import NAMES
from ..core.quality_fabric import NO_GAP
from ..core.quality_rule import Options, Rule
from ..core.quality_rules import PREFIX, RULES, rule
from ..core.quality_run import check
from ..core.quality_unit import parcels_named
from ..core.quality_window import REACH, Window
from ..workspace.finding_list import things_of
from ..workspace.geometry_blob import unpack
from ..workspace.quality_settings import read_quality_settings
from ..workspace.reader import OpenReader, read_among, rows_among
from ..workspace.schema import CODE_COLUMN, GEOMETRY_COLUMN, table
from ..workspace.storage import Bounds
from ..workspace.store import Workspace
from ..workspace.undo_image import Image, images_of
from .former_numbers import found_formerly
from .quality_codes import SAME_CODE, codes_of, recoded, tied_by_codes, with_codes
from .quality_findings import Checked, compare_findings, file_findings
from .quality_gaps import with_gaps
from .quality_tables import columns_of, sight_through

LOCAL: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.is_local)
"""The rules whose findings depend on what lies there alone."""
_AROUND = ("block", "zone", "boundary")
_AREAS = (*_AROUND, "road", *NO_GAP)
_DRAWN = ("parcel", *UNIT_KINDS, *_AREAS)
_UNITS = ("parcel", *UNIT_KINDS)
"""Things that are looked at as a whole once they change."""
_Things = dict[str, dict[str, None]]
"""The uuids of each table, each once."""
_GAP_RULE = rule("gap")
_OF_ALL = {f"{PREFIX}{_GAP_RULE.id}", *SAME_CODE}
"""Checks whose findings stand only where all things that they are about are seen."""
_OUTWARD = np.array([-1, -1, 1, 1])
_MOST = 20_000
"""Rows of a change that is no neighbourhood any more: the whole map is to be checked."""


def check_near(
    ws: Workspace,
    changes: Sequence[str],
    feedback: Optional[Feedback] = None,
    rules: Sequence[Rule] = LOCAL,
    options: Mapping[str, Options] = {},
) -> Optional[Checked]:
    """Look at what some changes have touched, and file what is new there and what is gone.

    Where all is as it was nothing is written, and nobody who writes is waited for. None where they
    touched nothing on the map, or too much for a look around: then a check of all is due. Raises
    WorkspaceError as store does.
    """
    with ws.reading() as reader:
        images = [image for uuid in changes for image in images_of(reader, uuid)]
        style = CodeStyle.of(ws.municipality)
        things = _concerned(reader, images, style) if len(images) <= _MOST else {}
        if not things or _changes_all(reader, images):
            return None
        window = _window(reader, images, things)
        ours = read_quality_settings(reader).settings
        asked: Sequence[Rule] = ours.rules_on(rules)
        numbers = ours.with_typed(options)
        if not any(map(_concerns_gaps, images)):
            asked = [one for one in asked if one is not _GAP_RULE]
        if _GAP_RULE in asked:
            drawn = [image for image in images if _is_drawn(image)]
            widest = {**_GAP_RULE.defaults(), **numbers.get(_GAP_RULE.id, {})}["width"]
            before = {name: _shapes_before(name, images) for name in ("parcel", *NO_GAP)}
            changed = _by_table((image.table, image.uuid) for image in drawn)
            window = with_gaps(reader, window, before, changed, widest)
        near = _Near(reader, window, things, style)
        look = (asked, numbers, feedback or Silent())
        sight = sight_through(near.read, ws)
        outcome = check(sight, *look)
        found = outcome.found
        done = [rule(id) for id in outcome.done]
        former = found_formerly(reader, sight, done, ours, Silent())
        compared = compare_findings(reader, found, done, window, former=former)
    if compared.is_something_to_write:
        with ws.transaction("quality_check") as tx:
            compared = file_findings(tx, found, done, window, former=former)
    return Checked(outcome, compared.filed, compared.standing)


def _concerns_gaps(image: Image) -> bool:
    """Whether gaps, or what the parcels along them are called, may be others by it."""
    is_named = image.table == "parcel" and not {*NAMES}.isdisjoint(image.values)
    return is_named or _is_drawn(image)


def _is_drawn(image: Image) -> bool:
    """Whether a shape came, went or became another one, as gaps are concerned."""
    if image.table not in ("parcel", "road", *NO_GAP):
        return False
    return image.action != "update" or GEOMETRY_COLUMN in image.values


def _changes_all(reader: OpenReader, images: Sequence[Image]) -> bool:
    """Whether there is now a first zone, block or boundary, or none any more: every parcel lies
    within them or not."""
    for name in _AROUND:
        mine = {one.uuid for one in images if one.table == name}
        if not mine:
            continue
        now = set(_drawn_in(reader, name))
        before = _shapes_before(name, images).values()
        if now <= mine and bool(now) != _has_ground(before):
            return True
    return False


def _drawn_in(reader: OpenReader, name: str) -> list[str]:
    """The things of a table that hold ground."""
    rows = reader.rows(name, ["uuid", GEOMETRY_COLUMN], f"{GEOMETRY_COLUMN} IS NOT NULL")
    there = ~shapely.is_missing(_there(name, [row[GEOMETRY_COLUMN] for row in rows]))
    return [row["uuid"] for row, is_there in zip(rows, there) if is_there]


def _has_ground(shapes: Iterable[BaseGeometry]) -> bool:
    return not bool(shapely.is_missing(areas_of(list(shapes))).all())


def _concerned(reader: OpenReader, images: Sequence[Image], style: CodeStyle) -> _Things:
    """What the images are of: things on the map, the parcels of rows that hang on them, and what
    has or names a code that changed, wherever it lies."""
    things = _by_table((image.table, image.uuid) for image in images if image.table in _DRAWN)
    for parcel in _parcels_of(reader, images):
        things.setdefault("parcel", {})[parcel] = None
    for name, uuids in tied_by_codes(reader, images, style).items():
        if uuids:
            things.setdefault(name, {}).update(dict.fromkeys(sorted(uuids)))
    return things


def _window(reader: OpenReader, images: Sequence[Image], things: _Things) -> Window:
    """The ground of all things; parcels beside changed roads, waters, blocks and so on are added
    to them."""
    drawn = [image for image in images if image.table in _DRAWN]
    shapes: list[Optional[BaseGeometry]] = []
    for name in [name for name in _AREAS if name in things]:
        for parcel, shape in _beside(reader, _changed_ground(reader, name, drawn, things)):
            things.setdefault("parcel", {})[parcel] = None
            shapes.append(shape)
    for name in _UNITS:
        shapes += [
            *_shapes_before(name, drawn).values(),
            *_shapes_now(reader, name, things).values(),
        ]
    return Window.around([uuid for members in things.values() for uuid in members], shapes)


def _changed_ground(
    reader: OpenReader, name: str, images: Sequence[Image], things: _Things
) -> np.ndarray:
    """Of what parcels lie in or beside only the ground or line that differs, in parts; all of it
    where the code is another one."""
    before, now = _shapes_before(name, images), _shapes_now(reader, name, things)
    mine = [one for one in images if one.table == name]
    came = {one.uuid for one in mine if one.action == "insert"}
    renamed = recoded(reader, name, mine) if name in CODE_COLUMN else {}
    drawn = {one.uuid for one in mine if GEOMETRY_COLUMN in one.values}
    asked = {*before, *came, *renamed, *drawn}
    moved = [uuid for uuid in things.get(name, {}) if uuid in asked]
    old, new = (_there(name, map(shapes.get, moved)) for shapes in (before, now))
    both = ~shapely.is_missing(old) & ~shapely.is_missing(new)
    both &= np.array([uuid not in renamed for uuid in moved], bool)
    differ = shapely.symmetric_difference(old[both], new[both])
    return np.asarray(shapely.get_parts(np.concatenate([old[~both], new[~both], differ])))


def _beside(reader: OpenReader, grounds: np.ndarray) -> Iterator[tuple[str, BaseGeometry]]:
    """The parcels within reach of some ground, with their shapes."""
    for ground, bounds in zip(grounds, shapely.bounds(grounds) + REACH * _OUTWARD):
        west, south, east, north = bounds.tolist()
        for row in reader.within("parcel", (west, south, east, north), ["uuid", GEOMETRY_COLUMN]):
            if shapely.dwithin(ground, row[GEOMETRY_COLUMN], REACH):
                yield row["uuid"], row[GEOMETRY_COLUMN]


def _there(name: str, shapes: Iterable[Optional[BaseGeometry]]) -> np.ndarray:
    """The ground of areas, and the lines of roads; None for what cannot be drawn."""
    found = object_array(shapes)
    if table(name).geometry != "MULTILINESTRING":
        return areas_of(found)
    found[is_nowhere(found)] = None
    return found


def _shapes_before(name: str, images: Sequence[Image]) -> dict[str, BaseGeometry]:
    """Of what changed several times the first of its shapes: nobody has looked since."""
    stored = {
        one.uuid: one.values[GEOMETRY_COLUMN]
        for one in sorted(images, key=lambda one: -one.fid)
        if one.table == name and _had_shape(one)
    }
    return dict(zip(stored, unpack(list(stored.values()))))


def _shapes_now(reader: OpenReader, name: str, things: _Things) -> dict[str, BaseGeometry]:
    columns = ["uuid", GEOMETRY_COLUMN]
    rows = rows_among(reader, name, columns, "uuid", list(things.get(name, {})))
    return {row["uuid"]: row[GEOMETRY_COLUMN] for row in rows}


def _had_shape(image: Image) -> bool:
    return image.values.get(GEOMETRY_COLUMN) is not None


def _parcels_of(reader: OpenReader, images: Sequence[Image]) -> list[str]:
    """The parcels of rows of registers, as they were and as they are; of uses of land also those
    of their title documents."""
    hanging = [one for one in images if "parcel_uuid" in table(one.table).names]
    found = [one.values.get("parcel_uuid") for one in hanging]
    for name, uuids in _by_table((one.table, one.uuid) for one in hanging).items():
        rows = rows_among(reader, name, ["parcel_uuid"], "uuid", list(uuids))
        found += [row["parcel_uuid"] for row in rows]
    uses = [one for one in hanging if one.table == "land_use"]
    rows = rows_among(
        reader, "land_use", ["title_document_uuid"], "uuid", sorted({one.uuid for one in uses})
    )
    titles = {row.get("title_document_uuid") for row in (*rows, *(one.values for one in uses))}
    rows = rows_among(reader, "title_document", ["parcel_uuid"], "uuid", sorted(titles - {None}))
    found += [row["parcel_uuid"] for row in rows]
    return [uuid for uuid in dict.fromkeys(found) if uuid is not None]


def _by_table(pairs: Iterable[tuple[str, str]]) -> _Things:
    found: _Things = {}
    for name, uuid in pairs:
        found.setdefault(name, {})[uuid] = None
    return found


class _Near:
    """Reads of each table what lies in the window, and what hangs on the parcels there."""

    def __init__(
        self, reader: OpenReader, window: Window, things: _Things, style: CodeStyle
    ) -> None:
        self._reader, self._window, self._style = reader, window, style
        self._changed = things
        self._frames: dict[str, pd.DataFrame] = {}

    def read(self, name: str, columns: Optional[Sequence[str]] = None) -> pd.DataFrame:
        """All columns, also where some would do; of what parcels lie in no more than asked for."""
        if columns is not None and name in _AREAS:
            return self._fetch(name, columns_of(name, columns))
        if name not in self._frames:
            self._frames[name] = self._fetch(name)
        return self._frames[name]

    def _fetch(self, name: str, columns: Optional[Sequence[str]] = None) -> pd.DataFrame:
        if name == "parcel":
            found = self._with_its_like(name, self._parcels())
            nearest = self._nearest_to_units(found[GEOMETRY_COLUMN])
            return self._among(name, [*found["uuid"], *nearest]) if nearest else found
        if name in UNIT_KINDS:
            return self._with_its_like(name, self._lying(name, self._window.boxes))
        if name in _AREAS:
            lying = self._lying(name, self._boxes_of_areas(name))
            return self._among(name, lying or self._any(name), columns)
        if name == "retired_code":
            codes = self.read("parcel")["parcel_code"].dropna()
            return read_among(self._reader, name, "code", list(codes))
        if name == "land_use":
            return self._land_uses()
        if "parcel_uuid" in table(name).names:
            return read_among(self._reader, name, "parcel_uuid", list(self.read("parcel")["uuid"]))
        return self._reader.read(name)

    def _land_uses(self) -> pd.DataFrame:
        """Those of the parcels, and those of their title documents."""
        owners = {"parcel_uuid": "parcel", "title_document_uuid": "title_document"}
        frames = [
            read_among(self._reader, "land_use", column, list(self.read(name)["uuid"]))
            for column, name in owners.items()
        ]
        return pd.concat(frames, ignore_index=True).drop_duplicates("uuid", ignore_index=True)

    def _parcels(self) -> list[str]:
        """Those in the window, and those that units there are filed under or name."""
        units = [self.read(kind) for kind in UNIT_KINDS]
        filed = pd.concat([rows["parcel_uuid"] for rows in units])
        named = [code for kind, rows in zip(UNIT_KINDS, units) for code in self._named(kind, rows)]
        lying = self._lying("parcel", self._window.boxes)
        return [*lying, *filed.dropna(), *with_codes(self._reader, "parcel", {*named} - {""})]

    def _named(self, kind: Kind, units: pd.DataFrame) -> list[str]:
        codes, came = (units[name] for name in (CODE_COLUMN[kind], "source_parcel_code"))
        return parcels_named(codes, came, kind, self._style)

    def _nearest_to_units(self, parcels: pd.Series) -> list[str]:
        """The parcel next to each unit that stands on none of these: its distance is told."""
        drawn = [shape for shape in parcels if shape is not None]
        tree = shapely.STRtree(drawn)
        shapes = [one for kind in UNIT_KINDS for one in self.read(kind)[GEOMETRY_COLUMN]]
        off = [
            shape
            for shape in shapes
            if shape is not None and not shape.is_empty and not is_nowhere([shape])[0]
            if not len(tree.query(shape, predicate="intersects"))
        ]
        return [uuid for shape in off for uuid in _nearest(self._reader, shape)]

    def _any(self, name: str) -> list[str]:
        """One drawn thing of a table, where there is any: what lies in none differs from none
        drawn."""
        return _drawn_in(self._reader, name)[:1]

    def _with_its_like(self, name: str, uuids: Sequence[str]) -> pd.DataFrame:
        """Some things, with those that a finding about them is about, and those of their codes."""
        found = self._among(name, [*uuids, *self._filed_with(name, uuids)])
        like = {*with_codes(self._reader, name, codes_of(name, found))} - {*found["uuid"]}
        return self._among(name, [*found["uuid"], *like]) if like else found

    def _filed_with(self, name: str, uuids: Sequence[str]) -> list[str]:
        """The things around gaps, and of codes given several times, that are filed here: such a
        finding stands only where all of them are seen."""
        columns = ["check_id", "things", "subject_table", "subject_uuid", GEOMETRY_COLUMN]
        about = sorted(set(uuids))
        rows = rows_among(self._reader, "finding", columns, "subject_uuid", about)
        for box in self._window.boxes:
            rows += self._reader.within("finding", box, columns)
        filed = [
            (things_of(row["things"], row["subject_uuid"]), row["geom"])
            for row in rows
            if row["check_id"] in _OF_ALL and row["subject_table"] == name
        ]
        return [
            uuid for things, place in filed if self._window.holds(things, place) for uuid in things
        ]

    def _boxes_of_areas(self, name: str) -> list[Bounds]:
        """Where parcels that are looked at lie in one, or where one that changed lies now."""
        changed = _shapes_now(self._reader, name, self._changed)
        return [*_box_of(self.read("parcel")["geom"]), *_box_of(changed.values())]

    def _lying(self, name: str, boxes: Sequence[Bounds]) -> list[str]:
        """What lies in some boxes, and what changed, which may lie nowhere now."""
        found = list(self._changed.get(name, {}))
        for box in boxes:
            found += [row["uuid"] for row in self._reader.within(name, box, ["uuid"])]
        return found

    def _among(
        self, name: str, uuids: Sequence[str], columns: Optional[Sequence[str]] = None
    ) -> pd.DataFrame:
        return read_among(self._reader, name, "uuid", sorted(set(uuids)), columns)


def _nearest(reader: OpenReader, shape: BaseGeometry) -> list[str]:
    """The parcel that lies nearest to a shape; none where there is none within 100 km."""
    reach = 8.0
    while reach < 100_000:
        west, south, east, north = (shapely.bounds(shape) + reach * _OUTWARD).tolist()
        rows = reader.within("parcel", (west, south, east, north), ["uuid", GEOMETRY_COLUMN])
        drawn = [row for row in rows if row[GEOMETRY_COLUMN] is not None]
        apart = shapely.distance(object_array(row[GEOMETRY_COLUMN] for row in drawn), shape)
        if len(drawn) and apart.min() <= reach:
            return [drawn[int(np.argmin(apart))]["uuid"]]
        reach = float(apart.min()) if len(drawn) else 8 * reach
    return []


def _box_of(shapes: Iterable[Optional[BaseGeometry]]) -> list[Bounds]:
    """The box of all shapes: what a parcel lies in may reach beyond the window. None of none."""
    drawn = [shape for shape in shapes if shape is not None and not shape.is_empty]
    if not drawn:
        return []
    west, south, east, north = shapely.total_bounds(drawn).tolist()
    return [(west, south, east, north)]
