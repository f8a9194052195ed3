"""Writes ``docs/data-model.md`` from ``resources/schema``: run it after a change of the schema.

python -m tools.data_model
"""

from __future__ import annotations

from pathlib import Path

from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.workspace.schema import SCHEMA_VERSION, Table, tables

DOCUMENT = Path(__file__).parent.parent / "docs" / "data-model.md"
_INTRODUCTION = """# Data model

*Written by `python -m tools.data_model` from `resources/schema`; change the schema, not this page.*

One GeoPackage, or one schema of a PostGIS database, holds one municipality (version {version} of
the structure). Every table has an integer key `fid` and a unique text `uuid`; relations use the
`uuid`. Tables marked ✎ also carry `created_at`, `created_by`, `updated_at`, `updated_by` and
`row_version`, which counts on when a row that was taken away comes back. Shapes lie in `geom`,
all in the one projected CRS of the workspace.

Units: `satang` = 1/100 baht, `wah100` = 1/100 ตารางวา (0.04 m²), `be_year` = year of the
Buddhist era. Times are UTC, that of a change later than that of the one before it where the clocks
of two computers differ by up to a day. Where they differ by more, each change bears the time of its
own computer, so that one wrong clock misdates no more than what was written by it; what came after
what is told by the order of the rows. The map of a date then shows a change that was dated too late
from the next one on, one that was dated too early on the days before it too. A clock before 2021
or after 2075 writes nothing. Dates are ISO. What looks like a number but is a name (deed, land,
survey number, map sheet, ID) is text. 🔒 marks personal data.

A code (`parcel_code`, `building_code`, …) may be missing and is unique among the rows that have
one; `source_code` keeps what came. Retired parcels move to `parcel_history`, their codes to
`retired_code`. `change` says who did what and why, `change_row` what each row was before.

The kind of a change is that of the task, or what the officer states. A save of QGIS's own tools
is filed by what became of the parcels: only parcels divided `split`, only parcels joined `merge`,
only parcels on ground that was nobody's `new`; whatever else happened to ground or code, and
several of these at once, `correct`. Corners that neighbours only got, and values typed beside, do
not count.

The class in the land administration domain model (LADM, ISO 19152:2012) stands beside each table;
`Ext…` are its external classes.
"""


def document() -> str:
    """The whole page."""
    parts = [_INTRODUCTION.format(version=SCHEMA_VERSION), _diagram(), _overview()]
    parts += [_describe(table) for table in tables().values()]
    return "\n".join(parts)


def _diagram() -> str:
    """Which table refers to which: the things of the office, then how they are kept."""
    shown = {table.name for table in tables().values() if table.group != "keeping"}
    references = [
        (column.references.split(".")[0], table.name, column.name)
        for table in tables().values()
        for column in table.columns
        if column.references
    ]
    things = [line for line in references if {line[0], line[1]} <= shown]
    keeping = [line for line in references if line not in things]
    return "\n".join(
        ["## How things belong together", "", *_mermaid(things), "Keeping:", "", *_mermaid(keeping)]
    )


def _mermaid(references: list[tuple[str, str, str]]) -> list[str]:
    lines = [f"    {parent} ||--o{{ {child} : {column}" for parent, child, column in references]
    return ["```mermaid", "erDiagram", *lines, "```", ""]


def _overview() -> str:
    lines = ["## Tables", ""]
    for group in sorted(load_csv("schema", "group.csv"), key=lambda row: int(row["order"])):
        lines += [f"### {group['en']} · {group['th']}", ""]
        lines += ["| table | shape | LADM | English | Thai |", "|---|---|---|---|---|"]
        members = [table for table in tables().values() if table.group == group["group"]]
        lines += [_overview_row(table) for table in members]
        lines.append("")
    return "\n".join(lines)


def _overview_row(table: Table) -> str:
    marks = ("" if not table.tracked else " ✎") + (" 🔒" if table.personal else "")
    cells = (
        f"[{table.name}](#{table.name}){marks}",
        table.geometry,
        table.ladm,
        table.en,
        table.th,
    )
    return "| " + " | ".join(cell or "–" for cell in cells) + " |"


def _describe(table: Table) -> str:
    own = [c for c in table.columns if c.tab != "keeping" or not table.tracked]
    lines = [
        f"## {table.name}",
        "",
        f"{table.en} · {table.th}. {table.note_en} · {table.note_th}",
        "",
    ]
    lines += ["| column | type | rules | English | Thai |", "|---|---|---|---|---|"]
    for column in own:
        if column.name == "uuid":
            continue
        kind = column.type + (f" ({column.unit})" if column.unit else "")
        rules = [
            "required" if column.not_null else "",
            "unique" if column.unique else "",
            f"= {column.default}" if column.default else "",
            f"list `{column.domain}`" if column.domain else "",
            f"→ {column.references}" if column.references else "",
            "🔒" if column.personal else "",
        ]
        cells = (column.name, kind, ", ".join(filter(None, rules)), column.en, column.th)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    DOCUMENT.write_text(document(), encoding="utf-8")
