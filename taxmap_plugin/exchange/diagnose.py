"""ตรวจไฟล์ของฉัน: a read-only report on any layer or table, before any workspace exists.

It reads the file the way an import would and tells what would happen, so that the
officer can repair the file or import it knowing what to expect. Personal data are
named by column, never by value.
"""

from __future__ import annotations

import time
from pathlib import Path
from typing import Optional, Union

import numpy as np
import pandas as pd
import shapely

from ..core.code_style import CodeStyle
from ..core.columns import ColumnGuess
from ..core.datum_guess import DatumGuess
from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.finding import join_frames
from ..core.message import Message
from ..core.values import column_statistics
from ..workspace.schema import CODE_COLUMN, GEOMETRY_COLUMN, Table
from ..workspace.schema import table as table_of
from .datum_guard import (
    DatumChoice,
    DatumRefused,
    DatumVerdict,
    guess_datum,
    judge_datum,
    sheets_of,
)
from .diagnose_place import measuring_epsg
from .diagnose_sections import sections_of
from .diagnosis import ColumnFact, Diagnosis, Look
from .layer_prepare import Prepared, prepare, read_values
from .layer_profile import ProfileError, guess_columns
from .layer_shape import fit_shapes
from .register_owner import owner_keys
from .register_rows import first_of_its_kind, identity, row_texts, set_aside
from .register_spec import SPECS
from .register_values import read_rows
from .register_workbook import recognise
from .source import PathLike, Source, read_source
from .table_source import TEXTS, WORKBOOKS, read_table


def diagnose(
    what: Union[PathLike, Source],
    layer: Optional[str] = None,
    table: Optional[str] = None,
    style: Optional[CodeStyle] = None,
    feedback: Optional[Feedback] = None,
) -> Diagnosis:
    """Report on a file (or a source already read); nothing is written anywhere.

    ``layer`` chooses one of several, ``table`` overrules the guess of what it is,
    ``style`` is the office's code grammar. Raises SourceError when the file cannot be
    read at all.
    """
    started = time.perf_counter()
    feedback = feedback or Silent()
    source = what if isinstance(what, Source) else _read(what, layer, Part(feedback, 0, 0.2))
    check_cancelled(feedback)
    look = _look(source, table, style or CodeStyle.load(), Part(feedback, 0.2, 0.7))
    check_cancelled(feedback)
    sections = sections_of(look, Part(feedback, 0.7, 1.0))
    enters, without_code, set_aside = _gives(look)
    feedback.progress(1.0)
    return Diagnosis(
        file=source.file,
        layer=source.layer,
        driver=source.driver,
        rows=len(source),
        table=look.table,
        sections=tuple(sections),
        columns=tuple(_columns(look)),
        enters=enters,
        without_code=without_code,
        set_aside=set_aside,
        refused=look.refused,
        datum=look.datum,
        seconds=time.perf_counter() - started,
    )


def _read(path: PathLike, layer: Optional[str], feedback: Feedback) -> Source:
    if Path(path).suffix.lower() in TEXTS + WORKBOOKS:
        return read_table(path, layer, feedback=feedback)
    return read_source(path, layer, feedback=feedback)


def _look(source: Source, wanted: Optional[str], style: CodeStyle, feedback: Feedback) -> Look:
    name: Optional[str]
    guesses: list[ColumnGuess]
    try:
        name, guesses = guess_columns(source, wanted or _register_of(source))
    except ProfileError:
        name, guesses = None, []
    table = table_of(name) if name else None
    columns = {guess.target: guess.source for guess in guesses}
    feedback.progress(0.2)
    sheets = sheets_of(source.frame, columns)
    datum = guess_datum(source, columns) if sheets is not None else None
    verdict, epsg, refused = _datum(source, columns, datum)
    feedback.progress(0.4)
    prepared = _prepare(source, columns, table, style, verdict, epsg, Part(feedback, 0.4, 1.0))
    given = {target: source.frame[header] for target, header in columns.items()}
    return Look(
        source=source,
        table=table,
        guesses=guesses,
        given=pd.DataFrame(given, index=source.frame.index),
        prepared=prepared,
        sheets=sheets,
        datum=datum,
        refused=refused,
        is_metric=epsg is not None,
        style=style,
        columns=columns,
    )


def _register_of(source: Source) -> Optional[str]:
    """The register that a table without shapes is, as an import would take it."""
    sheet = recognise(source) if source.geom is None else None
    return sheet.table if sheet else None


def _datum(
    source: Source, columns: dict[str, str], found: Optional[DatumGuess]
) -> tuple[DatumVerdict, Optional[int], Optional[Message]]:
    """How the coordinates are read here, a CRS to measure in, and why an import would stop.

    Where an import would stop the report still goes on, as the map sheets say.
    """
    nothing = DatumVerdict(None, None, ())
    if source.geom is None:
        return nothing, None, None
    epsg = measuring_epsg(source, found.best if found else None)
    try:
        return judge_datum(source, columns, epsg or 0, DatumChoice(), found), epsg, None
    except DatumRefused as refusal:
        refused = refusal.message
    if found is not None and found.best is not None:
        choice = DatumChoice(put_right=True)
        return judge_datum(source, columns, epsg or 0, choice, found), epsg, refused
    return DatumVerdict(source.epsg, None, ()), epsg, refused


def _prepare(
    source: Source,
    columns: dict[str, str],
    table: Optional[Table],
    style: CodeStyle,
    verdict: DatumVerdict,
    epsg: Optional[int],
    feedback: Feedback,
) -> Prepared:
    """What an import would make of the rows; of an unknown layer only of its shapes."""
    known = verdict.epsg is not None or verdict.reading is not None
    way = verdict.way(epsg) if known and epsg is not None else shapely.force_2d
    if source.geom is not None and table is not None and table.geometry:
        return prepare(source, columns, table, style, way, feedback)
    count = len(source)
    reasons = np.full(count, None, dtype=object)
    nothing = Prepared(pd.DataFrame(index=range(count)), reasons, join_frames([]), 0)
    if source.geom is not None:
        kind = _family(source)
        shapes = fit_shapes(source.geom, source.closed_rings, kind, way, feedback)
        frame = pd.DataFrame({GEOMETRY_COLUMN: shapes.geoms})
        return Prepared(frame, shapes.reasons, shapes.findings, shapes.without_z)
    if table is None:
        return nothing
    if table.name in SPECS:
        return _prepare_register(source, columns, table, style)
    entering = np.ones(count, dtype=bool)
    frame, said = read_values(source.frame, columns, table, style, source.rows, entering)
    return Prepared(frame, reasons, said, 0)


def _prepare_register(
    source: Source, columns: dict[str, str], table: Table, style: CodeStyle
) -> Prepared:
    """The rows that an import would bring into an empty register, and why not the others."""
    mapping = {header: target for target, header in columns.items()}
    rows = read_rows(source.frame, mapping, table.name, style)
    spec = SPECS[table.name]
    if "tax_year" in table.names and "tax_year" not in rows.frame:
        rows.frame["tax_year"] = 0
    first = first_of_its_kind(identity(rows.frame, spec))
    owners = owner_keys(rows.parts).where(first >= 0, None) if spec.owned_by else None
    texts = row_texts(source.frame, mapping)
    reasons = set_aside(texts, first, owners, source.rows, table.name)
    enters = np.asarray(pd.isna(reasons))
    said = rows.findings[enters[rows.findings["position"].to_numpy(dtype=np.int64)]]
    return Prepared(rows.frame, reasons, said.reset_index(drop=True), 0)


def _family(source: Source) -> str:
    """The kind of shape that most of a layer has."""
    counts = source.geometry_types
    kind = max(counts, key=lambda name: counts[name], default="Polygon")
    for word, family in (("Point", "POINT"), ("Line", "MULTILINESTRING")):
        if word in kind:
            return family
    return "MULTIPOLYGON"


def _gives(look: Look) -> tuple[int, int, int]:
    """How many rows would enter, how many of them without a code, how many be set aside."""
    if look.refused is not None:
        return 0, 0, 0
    enters = look.prepared.enters
    count, aside = int(enters.sum()), int((~enters).sum())
    column = CODE_COLUMN.get(look.table.name) if look.table else None
    if column is None or column not in look.prepared.frame:
        return count, 0, aside
    codes = look.prepared.frame[column]
    return count, int((codes.isna().to_numpy() & enters).sum()), aside


def _columns(look: Look) -> list[ColumnFact]:
    guess_of = {guess.source: guess for guess in look.guesses}
    facts = []
    for name in look.source.frame.columns:
        statistics = column_statistics(look.source.frame[name])
        guess = guess_of.get(str(name))
        facts.append(
            ColumnFact(
                name=str(name),
                target=guess.target if guess else None,
                certainty=guess.certainty if guess else 0.0,
                filled=statistics.rows - statistics.blanks,
                distinct=statistics.distinct,
            )
        )
    return facts
