"""What the rules of quality look at: the things of a map and the rows of its registers."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import cached_property
from typing import Any, Optional, TypeVar

import numpy as np
import pandas as pd
import shapely

from .code_style import CodeStyle
from .doubles import first_of_doubles
from .fabric_twins import Twins
from .geometry_check import missing_or_empty
from .ground import areas_of, is_nowhere
from .message import Message
from .parcel_name import NAMES, Name, name_of

Made = TypeVar("Made")
Read = Callable[[str, Optional[Sequence[str]]], pd.DataFrame]
"""The rows of a table: all their columns, or those asked for that there are."""


class Layer:
    """The things of one table on the map, and what several rules need of their shapes.

    ``named`` has ``uuid``, ``geom`` (null, empty and invalid ones too) and what names a thing;
    ``read`` gives all columns.
    """

    def __init__(
        self, table: str, named: pd.DataFrame, code_column: str, read: Callable[[], pd.DataFrame]
    ) -> None:
        self.table = table
        self.codes = named[code_column].to_numpy(dtype=object)
        self.uuids = named["uuid"].to_numpy(dtype=object)
        self.shapes = named["geom"].to_numpy(dtype=object)
        self._names = {
            name: named[name].to_numpy(dtype=object)
            for name in named.columns.intersection(list(NAMES))
        }
        self._read = read
        self._once: dict[Any, Any] = {}

    @cached_property
    def rows(self) -> pd.DataFrame:
        """All columns of each thing; empty ones of what was deleted since shapes were read."""
        rows = self._read()
        if np.array_equal(rows["uuid"].to_numpy(dtype=object), self.uuids):
            return rows
        return rows.set_index("uuid").reindex(self.uuids).rename_axis("uuid").reset_index()

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What several rules ask for, made for the first of them."""
        if key not in self._once:
            self._once[key] = make()
        made: Made = self._once[key]
        return made

    def __len__(self) -> int:
        return len(self.uuids)

    def name(self, at: int) -> Name:
        """What the thing at a position is called; without a name it is one of its table."""
        row = {name: values[int(at)] for name, values in self._names.items()}
        known = {name: value for name, value in row.items() if not _is_null(value)}
        name = name_of({**known, "parcel_code": known.get("parcel_code") or self.code(at)})
        if isinstance(name, Message) and name.id == "parcel_name.without":
            return Message(f"quality.nameless.{self.table}", **name.params)
        return name

    def code(self, at: int) -> str:
        code = self.codes[int(at)]
        return "" if _is_null(code) else str(code)

    def uuids_at(self, places: Sequence[int] | np.ndarray) -> list[str]:
        return list(self.uuids[np.asarray(places, dtype=np.int64)])

    def points_in(self, at: np.ndarray) -> list:
        """A point within each of the things; None where there is no ground."""
        return list(shapely.point_on_surface(self.grounds[at]))

    @cached_property
    def there(self) -> np.ndarray:
        """Which have a shape with coordinates that can be drawn."""
        return ~missing_or_empty(self.shapes) & ~is_nowhere(self.shapes)

    @cached_property
    def valid(self) -> np.ndarray:
        """Which have a valid shape."""
        return np.asarray(shapely.is_valid(self.shapes)) & self.there

    @cached_property
    def invalid(self) -> np.ndarray:
        """Which have a shape, and one that breaks the rules of OGC."""
        return ~self.valid & ~missing_or_empty(self.shapes)

    @cached_property
    def grounds(self) -> np.ndarray:
        """The ground that each holds, valid, without heights; None where there is none."""
        return areas_of(self.shapes, self.valid)

    @cached_property
    def twins(self) -> Twins:
        return Twins.of(self.grounds)

    @cached_property
    def doubles(self) -> np.ndarray:
        """Of each that was drawn twice the position of the first one, else -1."""
        return first_of_doubles(self.shapes, self.valid)

    @cached_property
    def tree(self) -> shapely.STRtree:
        return shapely.STRtree(self.grounds)


def _is_null(value: Any) -> bool:
    return value is None or value != value


class Sight:
    """The tables of a workspace, each read when a rule asks for it first.

    ``read`` gives all rows of a table, all their columns or those asked for that there are;
    ``code_column`` names the column that its things are called by. Coordinates are metres in the
    CRS ``epsg``.
    """

    def __init__(
        self,
        read: Read,
        code_column: Callable[[str], str],
        style: CodeStyle,
        epsg: int,
    ) -> None:
        self._read, self._code_column = read, code_column
        self._layers: dict[str, Layer] = {}
        self._tables: dict[str, pd.DataFrame] = {}
        self.style, self.epsg = style, epsg

    def table(self, name: str) -> pd.DataFrame:
        if name not in self._tables:
            self._tables[name] = self._read(name, None)
        return self._tables[name]

    def layer(self, name: str) -> Layer:
        if name not in self._layers:
            code = self._code_column(name)
            named = self._read(name, [*dict.fromkeys([code, *NAMES]), "geom"])
            self._layers[name] = Layer(name, named, code, lambda: self.table(name))
        return self._layers[name]
