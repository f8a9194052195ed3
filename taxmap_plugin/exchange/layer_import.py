"""Layers into the workspace: each source row ends in the map, or set aside with its reason.

One transaction holds the rows of the map, the source rows as they came and the
findings, so a process that dies leaves the workspace as it was.
"""

from __future__ import annotations

from typing import Optional

import pandas as pd

from ..core.code_style import CodeStyle
from ..core.columns import Profile
from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.message import Message
from ..core.municipality import Municipality
from ..core.shape_source import LAND_OFFICE, SHAPE_SOURCE
from ..workspace.schema import table as table_of
from ..workspace.store import Workspace
from .datum_guard import DatumChoice, judge_datum
from .import_report import ImportReport
from .layer_prepare import check_columns, check_shapes, prepare
from .layer_profile import suggest_profile
from .layer_rows import RawRows
from .layer_write import LayerWriter
from .source import Source


def import_layer(
    ws: Workspace,
    source: Source,
    profile: Optional[Profile] = None,
    datum: Optional[DatumChoice] = None,
    document: str = "",
    feedback: Optional[Feedback] = None,
) -> ImportReport:
    """Bring ``source`` into the table that ``profile`` names (guessed without one).

    The same file a second time updates by key, never doubles, and the report says what
    changed. The option ``SHAPE_SOURCE`` of a profile says of all parcels of the file where
    their shapes come from. Raises DatumRefused before anything in the wrong datum enters,
    MappingError for columns that are not there, WorkspaceError; the workspace is then as before.
    """
    feedback = feedback or Silent()
    profile = profile or suggest_profile(source)
    columns = {target: header for header, target in profile.mapping.items()}
    table = table_of(profile.table)
    check_columns(source, columns, table)
    check_shapes(source, table)
    verdict = judge_datum(source, columns, ws.epsg, datum or DatumChoice())
    style = style_of(ws.municipality)
    prepared = prepare(
        source, columns, table, style, verdict.way(ws.epsg), Part(feedback, 0.0, 0.4)
    )
    source_of_shapes = profile.options.get(SHAPE_SOURCE) if table.name == "parcel" else None
    if source_of_shapes:
        said = prepared.frame.get(SHAPE_SOURCE, pd.Series(None, prepared.frame.index, dtype=object))
        prepared.frame[SHAPE_SOURCE] = said.where(said.notna(), source_of_shapes)
    raw = RawRows.of(source)
    check_cancelled(feedback)
    report = ImportReport(source.file, source.layer, table.name, len(source))
    report.messages += [*source.notes, *verdict.messages]
    if prepared.without_z:
        report.messages.append(Message("import_report.heights_dropped", count=prepared.without_z))
    if source_of_shapes == LAND_OFFICE:
        report.messages.append(Message("import_report.land_office"))
    with ws.transaction("import", reason=source.file, document=document) as tx:
        writer = LayerWriter(tx, source, table, style, columns, verdict, report)
        writer.write(prepared, raw, Part(feedback, 0.4, 1.0))
        check_cancelled(feedback)
    feedback.progress(1.0)
    return report


def style_of(municipality: Municipality) -> CodeStyle:
    """The code grammar of an office."""
    return CodeStyle.of(municipality)
