"""A check of what lies around a change, at once: only there can it have made or mended a fault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Optional

import numpy as np
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from ..core.code_style import UNIT_KINDS
from ..core.feedback import Feedback, Silent
from ..core.ground import areas_of
from ..core.object_array import object_array
from ..core.quality_fabric import NO_GAP
from ..core.quality_rule import Options, Rule
from ..core.quality_rules import RULES, rule
from ..core.quality_run import check
from ..core.quality_window import Window
from ..workspace.geometry_blob import unpack
from ..workspace.quality_settings import read_quality_settings
from ..workspace.reader import OpenReader, read_among, rows_among
from ..workspace.schema import GEOMETRY_COLUMN, table
from ..workspace.storage import Bounds
from ..workspace.store import Workspace
from ..workspace.undo_image import Image, images_of
from .quality_check import Checked, columns_of, sight_through
from .quality_findings import compare_findings, file_findings

LOCAL: tuple[Rule, ...] = tuple(rule for rule in RULES if rule.is_local)
"""The rules whose findings depend on what lies there alone."""
_AREAS = ("block", "zone", "boundary", "road", *NO_GAP)
_DRAWN = ("parcel", *UNIT_KINDS, *_AREAS)
_UNITS = ("parcel", *UNIT_KINDS)
"""Things that are looked at as a whole once they change."""
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
        window = _window(reader, images) if len(images) <= _MOST else None
        if window is None:
            return None
        near = _Near(reader, window, images)
        ours = read_quality_settings(reader).settings
        look = (ours.rules_on(rules), ours.with_typed(options), feedback or Silent())
        outcome = check(sight_through(near.read, ws), *look)
        pairs = zip(outcome.found["things"], outcome.found["place"])
        held = np.array([window.holds(*one) for one in pairs], dtype=bool)
        found = outcome.found[held].reset_index(drop=True)
        done = [rule(id) for id in outcome.done]
        compared = compare_findings(reader, found, done, window)
    if compared.is_something_to_write:
        with ws.transaction("quality_check") as tx:
            compared = file_findings(tx, found, done, window)
    return Checked(outcome, compared.filed, compared.standing)


def _window(reader: OpenReader, images: Sequence[Image]) -> Optional[Window]:
    """What the images are of: things on the map, and the parcels of rows that hang on them."""
    drawn = [image for image in images if image.table in _DRAWN]
    things = _by_table((image.table, image.uuid) for image in drawn)
    for parcel in _parcels_of(reader, images):
        things.setdefault("parcel", {})[parcel] = None
    if not things:
        return None
    shapes: list[Optional[BaseGeometry]] = []
    for name, uuids in things.items():
        images_of_it = [image for image in drawn if image.table == name]
        shapes += _changed_ground(reader, name, list(uuids), images_of_it)
    return Window.around([uuid for members in things.values() for uuid in members], shapes)


def _changed_ground(
    reader: OpenReader, name: str, uuids: Sequence[str], images: Sequence[Image]
) -> list[Optional[BaseGeometry]]:
    """The shapes as they were and are; of what parcels lie in only the ground that differs."""
    rows = rows_among(reader, name, ["uuid", GEOMETRY_COLUMN], "uuid", uuids)
    now = {row["uuid"]: row[GEOMETRY_COLUMN] for row in rows}
    stored = {one.uuid: one.values[GEOMETRY_COLUMN] for one in images if _had_shape(one)}
    before = dict(zip(stored, unpack(list(stored.values()))))
    if name in _UNITS:
        return [*before.values(), *now.values()]
    old, new = (areas_of(object_array(map(one.get, uuids))) for one in (before, now))
    came = {one.uuid for one in images if one.action == "insert"}
    moved = np.array([uuid in stored or uuid in came for uuid in uuids], dtype=bool)
    old, new = old[moved], new[moved]
    both = ~shapely.is_missing(old) & ~shapely.is_missing(new)
    differ = shapely.symmetric_difference(old[both], new[both])
    return [*old[~both], *new[~both], *differ]


def _had_shape(image: Image) -> bool:
    return image.values.get(GEOMETRY_COLUMN) is not None


def _parcels_of(reader: OpenReader, images: Sequence[Image]) -> list[str]:
    """The parcels of rows of registers, as they were and as they are."""
    hanging = [one for one in images if "parcel_uuid" in table(one.table).names]
    found = [one.values.get("parcel_uuid") for one in hanging]
    for name, uuids in _by_table((one.table, one.uuid) for one in hanging).items():
        rows = rows_among(reader, name, ["parcel_uuid"], "uuid", list(uuids))
        found += [row["parcel_uuid"] for row in rows]
    return [uuid for uuid in dict.fromkeys(found) if uuid is not None]


def _by_table(pairs: Iterable[tuple[str, str]]) -> dict[str, dict[str, None]]:
    """The uuids of each table, each once."""
    found: dict[str, dict[str, None]] = {}
    for name, uuid in pairs:
        found.setdefault(name, {})[uuid] = None
    return found


class _Near:
    """Reads of each table what lies in the window, and what hangs on the parcels there."""

    def __init__(self, reader: OpenReader, window: Window, images: Sequence[Image]) -> None:
        self._reader, self._window = reader, window
        self._changed = _by_table((image.table, image.uuid) for image in images)
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
            filed = pd.concat([self.read(kind)["parcel_uuid"] for kind in UNIT_KINDS])
            return self._lying(name, self._window.boxes, list(filed.dropna()))
        if name in UNIT_KINDS:
            return self._lying(name, self._window.boxes)
        if name in _DRAWN:
            return self._lying(name, [_box_of(self.read("parcel")["geom"])], columns=columns)
        if name == "retired_code":
            codes = self.read("parcel")["parcel_code"].dropna()
            return read_among(self._reader, name, "code", list(codes))
        if "parcel_uuid" in table(name).names:
            return read_among(self._reader, name, "parcel_uuid", list(self.read("parcel")["uuid"]))
        return self._reader.read(name)

    def _lying(
        self,
        name: str,
        boxes: Sequence[Bounds],
        more: Sequence[str] = (),
        columns: Optional[Sequence[str]] = None,
    ) -> pd.DataFrame:
        """What lies in some boxes, what changed, which may lie nowhere now, and ``more``."""
        found = {**self._changed.get(name, {}), **dict.fromkeys(more)}
        for box in boxes:
            found.update({row["uuid"]: None for row in self._reader.within(name, box, ["uuid"])})
        return read_among(self._reader, name, "uuid", sorted(found), columns)


def _box_of(shapes: pd.Series) -> Bounds:
    """The box of all shapes: what a parcel lies in may reach beyond the window."""
    west, south, east, north = shapely.total_bounds(list(shapes)).tolist()
    return west, south, east, north
