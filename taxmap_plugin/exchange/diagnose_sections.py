"""The sections of the file report, in the order in which an officer asks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..core.columns import composition
from ..core.fabric_overlaps import overlapping_pairs
from ..core.feedback import Feedback, check_cancelled
from ..core.finding import Example, Finding, finding_frame, group, join_frames
from ..core.message import Message
from ..core.parcel_code import parse_column
from ..core.personal_data import personal_data_columns
from ..core.resources import load_csv
from ..core.thai_text import clean_column
from ..workspace.schema import CODE_COLUMN, GEOMETRY_COLUMN
from .datum_guard import share_in_thailand
from .diagnose_place import outside_their_sheet
from .diagnose_text import cut_columns, garbled_columns
from .diagnosis import Look, Section
from .layer_codes import repeated
from .source import encoding_label

_CODES = {
    "parcel_code": "diagnose.malformed",
    "layer_codes.zone": "diagnose.malformed",
    "layer_codes.block": "diagnose.malformed",
    "layer_codes.malformed_but": "diagnose.malformed",
    "layer_codes.no_code": "diagnose.without_code",
    "parcel_code.blank": "diagnose.without_code",
    "layer_codes.repeated": "diagnose.repeated",
    "layer_codes.composed": "diagnose.composed",
    "parcel_code.contradiction": "diagnose.contradiction",
    "diagnose.several_rows": "diagnose.shared",
}
_SHEETS = {"map_sheet": "diagnose.sheets_unread", "values": "diagnose.scales_unread"}
_DOCUMENTS = {"document_type": "diagnose.types_unread"}
_VALUES = {
    "area": "diagnose.areas_unread",
    "layer_values.area": "diagnose.areas_unread",
    "layer_values.unfit": "diagnose.values_unfit",
    "thai_date": "diagnose.dates_unread",
}
_SHAPES = {
    "geometry_check.invalid": "diagnose.invalid",
    "layer_prepare.same_shape": "diagnose.same_shape",
    "layer_shape": "diagnose.reshaped",
}
_ASIDE = {
    "layer_shape.no_shape": "diagnose.no_shape",
    "layer_shape.empty_shape": "diagnose.empty_shape",
    "layer_shape.wrong_kind": "diagnose.wrong_kind",
    "layer_shape.off_the_map": "diagnose.off_the_map",
    "layer_prepare.double": "diagnose.doubled",
    "layer_text.used": "diagnose.text_used",
}


def sections_of(look: Look, feedback: Feedback) -> list[Section]:
    """Every section that has something to say about this file."""
    builders: list[Callable[[Look], Optional[Section]]] = [
        _what,
        _gives,
        _datum,
        _codes,
        _sheets,
        _documents,
        _values,
        lambda found: _shapes(found, feedback),
        _text,
        _personal,
    ]
    sections = []
    for done, builder in enumerate(builders):
        check_cancelled(feedback)
        feedback.progress(done / len(builders))
        section = builder(look)
        if section is not None:
            sections.append(section)
    return sections


def _what(look: Look) -> Section:
    source = look.source
    facts = [Message("diagnose.read", driver=source.driver, layer=source.layer, rows=len(source))]
    if look.table is None:
        facts.append(Message("diagnose.unknown_table"))
    else:
        understood = len(look.guesses)
        facts.append(
            Message("diagnose.looks_like", th=look.table.th, en=look.table.en, columns=understood)
        )
    facts += [
        Message("diagnose.shapes", kind=_kind(kind), count=count)
        for kind, count in source.geometry_types.items()
    ]
    if source.geom is None:
        facts.append(Message("diagnose.no_shapes_at_all"))
    facts.append(Message("diagnose.encoding", encoding=encoding_label(source.encoding)))
    return Section(Message("diagnose.section_what"), (*facts, *source.notes))


def _kind(name: str) -> Message:
    """Shapely's name of a kind of shape in the officer's words."""
    several = name.startswith("Multi")
    if "Polygon" in name:
        return Message("diagnose.kind_areas" if several else "diagnose.kind_area")
    if "Line" in name:
        return Message("diagnose.kind_lines" if several else "diagnose.kind_line")
    if "Point" in name:
        return Message("diagnose.kind_points" if several else "diagnose.kind_point")
    return Message("diagnose.kind_collection")


def _gives(look: Look) -> Section:
    """What an import would make of the rows."""
    enters = look.prepared.enters
    aside = np.flatnonzero(~enters)
    frame = finding_frame(aside, "warning", list(look.prepared.reasons[aside]))
    findings = group(frame, _ASIDE, look.source.rows)
    enter = "diagnose.enter"
    if look.refused is not None:
        findings.insert(0, Finding(Message("diagnose.nothing_enters_yet"), "error"))
        enter = "diagnose.enter_afterwards"
    facts = [Message(enter, count=int(enters.sum()), rows=len(look.source))]
    column = CODE_COLUMN.get(look.table.name) if look.table else None
    if column is not None and column in look.prepared.frame:
        blank = int((look.prepared.frame[column].isna().to_numpy() & enters).sum())
        if blank:
            facts.append(Message("diagnose.enter_without_code", count=blank))
    if look.source.geom is None:
        facts = [Message("diagnose.a_register", count=len(look.source))]
    return Section(Message("diagnose.section_gives"), tuple(facts), tuple(findings))


def _datum(look: Look) -> Optional[Section]:
    source = look.source
    if source.geom is None:
        return None
    declared = f"EPSG:{source.epsg}" if source.epsg else source.crs_name
    facts = [
        Message("diagnose.declared", crs=declared, name=source.crs_name)
        if declared
        else Message("diagnose.undeclared")
    ]
    findings = [] if look.refused is None else [Finding(look.refused, "error")]
    if look.datum is not None:
        facts.append(look.datum.message)
    elif "map_sheet" not in look.columns:
        facts.append(Message("diagnose.no_sheet_column"))
    if source.epsg is not None:
        outside = 1 - share_in_thailand(source.geom, source.epsg)
        if outside > 0:
            percent = max(1, round(100 * outside))
            message = Message("diagnose.outside_thailand", percent=percent)
            findings.append(Finding(message, "error" if outside > 0.5 else "warning"))
    return Section(Message("diagnose.section_datum"), tuple(facts), tuple(findings))


def _codes(look: Look) -> Optional[Section]:
    if look.table is None:
        return None
    if look.table.name not in CODE_COLUMN:
        return _codes_of_a_register(look)
    targets = dict.fromkeys((CODE_COLUMN[look.table.name], "zone_code", "block_code", "lot"))
    labels = {target: look.table.column(target) for target in targets if target in look.columns}
    named = [
        Message("diagnose.code_column", column=look.columns[name], th=label.th, en=label.en)
        for name, label in labels.items()
    ]
    facts = [Message("diagnose.code_columns", columns=named)] if named else []
    if look.table.name == "parcel":
        facts.append(composition(look.given).message)
    findings = group(look.prepared.findings, _CODES, look.source.rows)
    return Section(Message("diagnose.section_codes"), tuple(facts), tuple(findings))


def _codes_of_a_register(look: Look) -> Optional[Section]:
    """The parcel codes that the rows of a table refer to."""
    if look.table is None or "source_parcel_code" not in look.columns:
        return None
    codes = clean_column(look.given["source_parcel_code"])
    problems = parse_column(codes, look.style)["problem"].to_numpy(dtype=object)
    wrong = np.flatnonzero(~pd.isna(problems))
    frames = [finding_frame(wrong, "warning", list(problems[wrong]))]
    shared = repeated(codes, look.source.rows).to_numpy(dtype=object)
    several = np.flatnonzero(~pd.isna(shared))
    messages = [Message("diagnose.several_rows", **shared[row].params) for row in several]
    frames.append(finding_frame(several, "info", messages))
    findings = group(join_frames(frames), _CODES, look.source.rows)
    label = look.table.column("source_parcel_code")
    column = look.columns["source_parcel_code"]
    named = Message("diagnose.code_column", column=column, th=label.th, en=label.en)
    facts = (Message("diagnose.code_columns", columns=[named]),)
    return Section(Message("diagnose.section_codes"), facts, tuple(findings))


def _sheets(look: Look) -> Optional[Section]:
    if look.sheets is None or look.source.geom is None:
        return None
    kinds = look.sheets["kind"].value_counts()
    read = int(look.sheets["sheet"].notna().sum())
    facts = [
        Message(
            "diagnose.sheets_read",
            read=read,
            different=int(look.sheets["sheet"].nunique()),
            blank=int(kinds.get("blank", 0)),
            other=int(kinds.get("other", 0)),
        )
    ]
    findings = group(look.prepared.findings, _SHEETS, look.source.rows)
    if look.datum is not None and look.datum.best is not None:
        away = outside_their_sheet(look.source, look.sheets, look.datum.best)
        titles = {"diagnose.outside_sheet": "diagnose.outside_sheets"}
        findings += group(away, titles, look.source.rows)
    return Section(Message("diagnose.section_sheets"), tuple(facts), tuple(findings))


def _documents(look: Look) -> Optional[Section]:
    if "document_type" not in look.columns or "document_type" not in look.prepared.frame:
        return None
    counts = look.prepared.frame["document_type"].value_counts()
    names = {row["code"]: row for row in load_csv("domains", "document_type.csv")}
    types = [
        Message(
            "diagnose.type_count",
            th=names[str(code)]["th"],
            en=names[str(code)]["en"],
            count=int(count),
        )
        for code, count in counts.items()
    ]
    blank = int(look.given["document_type"].isna().sum())
    facts = [Message("diagnose.types", types=types)] if types else []
    if blank:
        facts.append(Message("diagnose.type_blank", count=blank))
    findings = group(look.prepared.findings, _DOCUMENTS, look.source.rows)
    return Section(Message("diagnose.section_documents"), tuple(facts), tuple(findings))


def _values(look: Look) -> Optional[Section]:
    findings = group(look.prepared.findings, _VALUES, look.source.rows)
    if not findings:
        return None
    return Section(Message("diagnose.section_values"), (), tuple(findings))


def _shapes(look: Look, feedback: Feedback) -> Optional[Section]:
    source = look.source
    if source.geom is None:
        return None
    facts = []
    if source.has_z:
        count = int(shapely.has_z(source.geom).sum())
        facts.append(Message("diagnose.heights", count=count))
    parts = shapely.get_num_geometries(source.geom)
    several = int((parts > 1).sum())
    if several:
        facts.append(Message("diagnose.several_parts", count=several))
    if len(source.geometry_types) > 1:
        kinds = [_kind(kind) for kind in source.geometry_types]
        facts.append(Message("diagnose.mixed_kinds", kinds=kinds))
    findings = group(look.prepared.findings, _SHAPES, source.rows)
    overlaps = _overlaps(look, feedback)
    if overlaps is not None:
        findings.append(overlaps)
    if not findings:
        facts.append(Message("diagnose.shapes_clean"))
    return Section(Message("diagnose.section_shapes"), tuple(facts), tuple(findings))


def _overlaps(look: Look, feedback: Feedback) -> Optional[Finding]:
    """Shapes that share ground; only where they can be measured in metres."""
    if not look.is_metric or GEOMETRY_COLUMN not in look.prepared.frame:
        return None
    shapes = look.prepared.frame[GEOMETRY_COLUMN].to_numpy(dtype=object)
    pairs = overlapping_pairs(shapes, feedback)
    if pairs.empty:
        return None
    rows = look.source.rows
    largest = pairs.sort_values("area", ascending=False, kind="stable").head(5)
    examples = tuple(
        Example(Message("diagnose.overlap", area=f"{area:,.2f}"), (int(rows[a]), int(rows[b])))
        for a, b, area in largest[["first", "second", "area"]].itertuples(index=False)
    )
    message = Message("diagnose.overlaps", count=len(pairs), area=f"{pairs['area'].sum():,.0f}")
    involved = pd.unique(pairs[["first", "second"]].to_numpy().ravel())
    return Finding(message, "warning", tuple(sorted(int(row) for row in rows[involved])), examples)


def _text(look: Look) -> Optional[Section]:
    coded = {
        header
        for target, header in look.columns.items()
        if target.endswith(("_code", "_no")) or target in ("lot", "map_sheet")
    }
    findings = garbled_columns(look.source) + cut_columns(look.source, coded)
    if not findings:
        return None
    return Section(Message("diagnose.section_text"), (), tuple(findings))


def _personal(look: Look) -> Section:
    """Columns with personal data; their values are never repeated."""
    columns = personal_data_columns(look.source.frame)
    facts = () if columns else (Message("diagnose.no_personal_data"),)
    findings = tuple(Finding(column.message, "warning") for column in columns)
    return Section(Message("diagnose.section_personal"), facts, findings)
