"""The report of a check: the findings that stand, with the names of what they are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ..core.code_style import CodeStyle
from ..core.object_array import object_array
from ..core.parcel_code import block_of
from ..core.parcel_name import NAMES, Name
from ..core.quality_report import COLUMNS, QualityReport, ranked
from ..core.quality_rule import Rule
from ..core.quality_rules import rule
from ..core.thai_date import today
from ..workspace.few_rows import Row
from ..workspace.finding_list import values_of
from ..workspace.finding_trend import read_trend
from ..workspace.reader import Reader, rows_among
from ..workspace.schema import Table, table
from ..workspace.store import Workspace
from ..workspace.thing_name import called
from .quality_findings import PREFIX, Checked

_NO_THINGS = ("import_batch",)
"""Tables whose rows have no name that an officer knows: the message says what it is."""


def report_of(ws: Workspace, checked: Checked, asked: Sequence[Rule]) -> QualityReport:
    """What ``checked`` tells of the rules that were asked. Raises WorkspaceError as store does."""
    outcome = checked.outcome
    ended = {*outcome.done, *outcome.failed}
    with ws.reading() as reader:
        findings = _findings(reader, checked.standing, CodeStyle.of(ws.municipality))
        history = read_trend(reader, {PREFIX + id for id in outcome.done})
        is_empty = not reader.count("parcel")
    return QualityReport(
        municipality=ws.municipality,
        made=today(),
        findings=ranked(findings),
        rules=[rule(id) for id in outcome.done],
        failed=outcome.failed,
        left=[one for one in asked if one.id not in ended],
        new=checked.filed.new,
        reopened=checked.filed.reopened,
        gone=checked.filed.gone,
        history=history,
        kept=checked.filed.kept,
        unasked=checked.filed.unasked,
        is_empty=is_empty,
    )


def _findings(reader: Reader, standing: Sequence[Row], style: CodeStyle) -> pd.DataFrame:
    """Buildings and signs are of the block in their code."""
    names = _names(reader, standing)
    touched = np.array([row["touched_m2"] for row in standing], dtype=float)
    values = values_of(reader, [row["things"] for row in standing], touched)
    rows = [
        {
            **{name: row.get(name) for name in COLUMNS},
            "rule": row["check_id"][len(PREFIX) :],
            "table": row["subject_table"],
            "names": tuple(names[uuid] for uuid in row["things"] if uuid in names),
            "block": row.get("block_code") or block_of(row.get("subject_code") or "", style),
            "touched": row["touched_m2"],
            "value": value,
            "place": row["geom"],
            "found_at": row.get("created_at"),
        }
        for row, value in zip(standing, values.tolist())
    ]
    return pd.DataFrame(
        {name: object_array(row[name] for row in rows) for name in COLUMNS}, columns=COLUMNS
    )


def _names(reader: Reader, standing: Sequence[Row]) -> Mapping[str, Name]:
    """What the things of all findings are called, by uuid."""
    wanted: dict[str, set[str]] = {}
    for row in standing:
        wanted.setdefault(row["subject_table"], set()).update(row["things"])
    names: dict[str, Name] = {}
    for name, uuids in wanted.items():
        asked = table(name)
        if name in _NO_THINGS or asked.personal:
            continue
        columns = NAMES if name == "parcel" else _display(asked)
        for row in rows_among(reader, name, columns, "uuid", sorted(uuids)):
            names[row["uuid"]] = called(asked, row)
    return names


def _display(asked: Table) -> list[str]:
    """What a row is called by, without codes of lists: a deed by its number."""
    numbers = [column for column in asked.display if not asked.column(column).domain]
    return ["uuid", *(numbers or asked.display)]
