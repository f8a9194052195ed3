"""The lines of ``match`` as an officer reads them: both sides beside each other."""

from __future__ import annotations

import json
from typing import Any, Optional

import pandas as pd

from ..core.area import format_area
from ..core.match_result import read_compared
from ..core.message import Language, Message, render
from ..core.resources import load_csv
from ..workspace.schema import table as table_of
from ..workspace.store import Workspace
from .match_source import check_register

KEYS = ("document_type", "deed_no", "land_no", "survey_no", "map_sheet")
"""Keys that both sides have; in a frame of lines they stand as ``map_…`` and ``register_…``."""

CHANGED = "changed"
"""The verdict of values that are others since the run: only the next one compares them."""

_AS_IT_CAME = "source_map_sheet"
_AREA_STEP = 10  # hundredths of a ตารางวา to which areas of the map are rounded here
_RANK = ["confirmed", "auto", "conflict", "suggested", "parcel_only"]
STATES = ("confirmed", "auto", "suggested", "conflict", "parcel_only")
"""What a parcel is, for map and legend, from done to not begun."""


def match_lines(
    ws: Workspace, table: str = "title_document", outcomes: Optional[list[str]] = None
) -> pd.DataFrame:
    """Every line that was not rejected, in the order of the parcels' codes.

    Columns: uuid, parcel_uuid, register_uuid, outcome, state, method, score, conflict,
    reason and compared (JSON), better_uuid, better_code, parcel_code, register_code,
    map_… and register_… for each of :data:`KEYS`, map_area and register_area (hundredths of
    a ตารางวา), owner (masked). ``compared`` has the values of now, with the verdict
    :data:`CHANGED` where they are not those of the run.
    """
    check_register(table)
    lines = ws.read("match", None, "register_table = ? AND state <> 'rejected'", (table,))
    if outcomes is not None:
        lines = lines[lines["outcome"].isin(outcomes)]
    columns = ["uuid", "parcel_code", "source_code", *KEYS, _AS_IT_CAME, "geom"]
    parcels = ws.read("parcel", columns).set_index("uuid")
    code = parcels["parcel_code"].fillna(parcels["source_code"])
    area = parcels["geom"].map(lambda shape: None if shape is None else shape.area * 25)
    names = table_of(table).names
    wanted = (*KEYS, _AS_IT_CAME, "source_parcel_code", "unit_no", "document_area")
    have = [name for name in wanted if name in names]
    rows = ws.read(table, ["uuid", *have]).set_index("uuid")
    lines = lines.drop(columns=[n for n in lines if str(n).startswith(("created", "updated"))])
    lines["parcel_code"] = lines["parcel_uuid"].map(code)
    lines["better_code"] = lines["better_uuid"].map(code)
    lines["register_code"] = lines["register_uuid"].map(_column(rows, "source_parcel_code"))
    for key in KEYS:
        lines["map_" + key] = lines["parcel_uuid"].map(parcels[key])
        lines["register_" + key] = lines["register_uuid"].map(_column(rows, key))
    lines["map_area"] = lines["parcel_uuid"].map(area).astype(float).round(-1).astype("Int64")
    lines["register_area"] = lines["register_uuid"].map(_column(rows, "document_area"))
    there = lines["parcel_uuid"].isin(parcels.index) & lines["register_uuid"].isin(rows.index)
    sheets = {"map_": lines["parcel_uuid"].map(parcels[_AS_IT_CAME])}
    sheets["register_"] = lines["register_uuid"].map(_column(rows, _AS_IT_CAME))
    lines["compared"] = _compared_now(lines, sheets, there)
    lines["owner"] = lines["register_uuid"].map(_owners(ws, table))
    return lines.sort_values(["parcel_code", "register_code"], kind="stable", ignore_index=True)


def _compared_now(
    lines: pd.DataFrame, sheets: dict[str, pd.Series], there: pd.Series
) -> list[Optional[str]]:
    """The values compared as both sides have them now; a thing that is gone has those of then.

    A map sheet without its canonical name is compared as it came (``sheets``).
    """
    sides = {
        name: [_texts(lines[side + name]) for side in ("map_", "register_")]
        for name in (*KEYS, "area")
    }
    sides["map_sheet"] = [
        _texts(lines[side + "map_sheet"].where(lines[side + "map_sheet"].notna(), came))
        for side, came in sheets.items()
    ]
    told = lines["compared"].tolist()
    judged = [at for at, is_there in enumerate(there) if is_there and isinstance(told[at], str)]
    compared = json.loads(f"[{','.join(told[at] for at in judged)}]")  # one by one takes thrice
    for at, values in zip(judged, compared):
        changed = _changed(values, sides, at)
        if changed:
            told[at] = json.dumps({**values, **changed}, ensure_ascii=False)
    return told


def _texts(column: pd.Series) -> list[str]:
    return column.astype(object).where(column.notna(), "").astype(str).tolist()


def _changed(
    values: dict[str, list[Any]], sides: dict[str, list[list[str]]], at: int
) -> dict[str, list[str]]:
    """What of a line's compared values is another one now."""
    changed = {}
    for name, (left, right, _) in values.items():
        if name in sides:
            left_now, right_now = sides[name][0][at], sides[name][1][at]
            if not (_is_same(name, left, left_now) and _is_same(name, right, right_now)):
                verdict = "same" if left_now == right_now else CHANGED
                changed[name] = [left_now, right_now, verdict]
    return changed


def _is_same(name: str, then: Optional[str], now: str) -> bool:
    if (then or "") == now:
        return True
    return bool(name == "area" and then and now and abs(float(then) - float(now)) <= _AREA_STEP)


def _column(frame: pd.DataFrame, name: str) -> pd.Series:
    return frame[name] if name in frame else pd.Series(None, index=frame.index, dtype=object)


def _owners(ws: Workspace, table: str) -> pd.Series:
    """Masked names of all present owners by register row, joined by commas."""
    column = table + "_uuid"
    if column not in table_of("ownership").names:
        return pd.Series(dtype=object)
    held = ws.read("ownership", ["owner_uuid", column], column + " IS NOT NULL AND to_date IS NULL")
    shown = ws.read("owner", ["uuid", "display_name"]).set_index("uuid")["display_name"]
    names = held["owner_uuid"].map(shown).fillna("")
    return names.groupby(held[column]).agg(lambda texts: ", ".join(t for t in texts if t))


def state_of(lines: pd.DataFrame) -> pd.Series:
    """One of :data:`STATES` (or ``register_only``) for each line."""
    state = lines["outcome"].where(lines["outcome"] != "matched", lines["state"])
    return state.astype(object)


def parcel_states(ws: Workspace, table: str = "title_document") -> pd.DataFrame:
    """One row for each parcel that was in the match: uuid, parcel_code, match_state, deed_no,
    owner, method, reason (JSON or None), lines (how many lines speak of it), geom.
    """
    lines = match_lines(ws, table)
    lines = lines[lines["parcel_uuid"].notna()].copy()
    lines["match_state"] = state_of(lines)
    rank = lines["match_state"].map({name: at for at, name in enumerate(_RANK)})
    lines = lines.assign(rank=rank).sort_values(["rank"], kind="stable")
    count = lines.groupby("parcel_uuid")["uuid"].count()
    best = lines.drop_duplicates("parcel_uuid").set_index("parcel_uuid")
    shapes = ws.read("parcel", ["uuid", "parcel_code", "source_code", "geom"])
    shapes = shapes[shapes["uuid"].isin(best.index)].reset_index(drop=True)
    frame = pd.DataFrame({"uuid": shapes["uuid"]})
    frame["parcel_code"] = shapes["parcel_code"].fillna(shapes["source_code"])
    columns = {"match_state": "match_state", "deed_no": "register_deed_no", "owner": "owner"}
    columns |= {"method": "method", "reason": "reason"}
    for name, source in columns.items():
        frame[name] = shapes["uuid"].map(best[source])
    frame["lines"] = shapes["uuid"].map(count).astype("Int64")
    frame["geom"] = shapes["geom"]
    return frame


def reason_text(reason: Optional[str], language: Language) -> str:
    """The stored reason in the reader's language."""
    if not isinstance(reason, str):
        return ""
    return render(Message.from_json(reason), language)


def differing(compared: Optional[str]) -> set[str]:
    """The fields of a line whose values contradict each other."""
    values = read_compared(compared)
    return {name for name, (_, _, verdict) in values.items() if verdict == "different"}


def domain_text(domain: str, code: object, language: Language) -> str:
    """A code of a value list in the reader's language; what is no code stays."""
    if not isinstance(code, str):
        return ""
    found = (row[language] for row in load_csv("domains", domain + ".csv") if row["code"] == code)
    return next(found, code)


def area_text(area: object) -> str:
    """An area as ไร่-งาน-ตารางวา; nothing when it is not known."""
    return "" if area is None or pd.isna(area) else format_area(int(area))  # type: ignore
