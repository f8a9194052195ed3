"""A connection to PostGIS with the manners of SQLite's: see :class:`.storage.Connection`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Optional

import psycopg2
from psycopg2 import extensions, extras

from .postgis_statement import named_values, postgres
from .schema import GEOMETRY_COLUMN, Table
from .sql import quoted
from .storage import Bounds, Cursor

_CONNECT_SECONDS = 10
_BOOLEAN, _BYTES, _DATE, _MOMENT = 16, 17, 1082, 1184  # as pg_type has them, never changed
_ROWS_AT_ONCE = 1000
_WHERE_POSTGIS = """
    SELECT n.nspname, t.oid FROM pg_extension e
    JOIN pg_namespace n ON n.oid = e.extnamespace
    JOIN pg_type t ON t.typnamespace = n.oid AND t.typname = 'geometry'
    WHERE e.extname = 'postgis'
"""


class PostgisConnection:
    """Each statement is a transaction of its own but between BEGIN and COMMIT."""

    def __init__(self, dsn: str, schema: str) -> None:
        """Raises psycopg2.Error. ``has_postgis`` says whether the database can keep shapes."""
        self.raw = psycopg2.connect(
            dsn, connect_timeout=_CONNECT_SECONDS, application_name="Tax Map"
        )
        self.raw.autocommit = True
        self.raw.set_client_encoding("UTF8")
        self.execute("SET TimeZone TO 'UTC'; SET DateStyle TO 'ISO'")
        home, geometry = self.execute(_WHERE_POSTGIS).fetchone() or ("", None)
        path = ", ".join(quoted(name) for name in (schema, home) if name)
        self.execute(f"SET search_path TO {path}")
        self.has_postgis = bool(home)
        for oid, name, reading in _READINGS:
            wanted = geometry if oid is None else oid
            if wanted is not None:
                kind = extensions.new_type((int(wanted),), name, _read(reading))
                extensions.register_type(kind, self.raw)

    def execute(self, statement: str, params: Any = ()) -> Cursor:
        cursor = self.raw.cursor()
        cursor.execute(postgres(statement), named_values(params))
        return cursor

    def write_values(self, statement: str, rows: Sequence[tuple], template: str) -> None:
        """A statement with ``%s`` in place of ``VALUES``' rows, many of them at a time."""
        with self.raw.cursor() as cursor:
            extras.execute_values(cursor, statement, rows, template, _ROWS_AT_ONCE)

    def in_box(self, table: Table, bounds: Bounds) -> tuple[str, Sequence[float]]:
        return f"{GEOMETRY_COLUMN} && ST_MakeEnvelope(?, ?, ?, ?)", bounds

    def lives(self) -> bool:
        """Whether the server still answers."""
        try:
            self.execute("SELECT 1")
        except psycopg2.Error:
            return False
        return True

    def close(self) -> None:
        self.raw.close()


def _read(reading: Callable[[str], Any]) -> Callable[[Optional[str], Any], Any]:
    return lambda text, _cursor: None if text is None else reading(text)


def _moment(text: str) -> str:
    """``2026-11-22 08:30:00.5+00`` as the workspace writes it: ``2026-11-22T08:30:00.500Z``."""
    day, _, clock = text.partition(" ")
    whole, _, part = clock.removesuffix("+00").partition(".")
    return f"{day}T{whole}.{part[:3]:0<3}Z"


_READINGS = (
    (_BOOLEAN, "TAXMAP_TRUTH", lambda text: int(text == "t")),
    (_BYTES, "TAXMAP_BYTES", lambda text: bytes.fromhex(text[2:])),
    (_DATE, "TAXMAP_DAY", lambda text: text),
    (_MOMENT, "TAXMAP_MOMENT", _moment),
    (None, "TAXMAP_SHAPE", bytes.fromhex),  # geometry: its number differs by database
)
