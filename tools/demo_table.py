"""What the demo prints at its end, read back from the workspace."""

from __future__ import annotations

import re

import pandas as pd

from taxmap_plugin.core.message import Message, with_words
from taxmap_plugin.core.resources import load_json
from taxmap_plugin.workspace.store import Workspace

_COUNTS = ["row_count", "inserted", "updated", "unchanged", "set_aside"]


def came_in(workspace: Workspace) -> str:
    """Each file and sheet: its rows and what became of them."""
    batches = workspace.read("import_batch", ["source_name", "target_table", *_COUNTS])
    table = batches.rename(columns={"source_name": "file", "target_table": "into"})
    total = pd.DataFrame([{"file": "all", "into": "", **table[_COUNTS].sum().to_dict()}])
    return "What came in\n" + _text(pd.concat([table, total]))


def set_aside(workspace: Workspace) -> str:
    """Why rows did not enter."""
    rows = workspace.read("import_row", ["reason", "target_table"], "fate = 'set_aside'")
    if rows.empty:
        return "What was set aside: nothing"
    rows["why"] = [_in_short(Message.from_json(reason).id) for reason in rows["reason"]]
    counts = rows.value_counts("why").rename("rows").reset_index()
    return "What was set aside, and why\n" + _text(counts)


def findings(workspace: Workspace) -> str:
    """What came in and is to be checked."""
    found = workspace.read("finding", ["check_id", "subject_table"])
    if found.empty:
        return "What came in and is to be checked: nothing"
    found["check_id"] = found["check_id"].map(_in_short)
    counts = found.value_counts(["subject_table", "check_id"]).rename("findings").reset_index()
    return "What came in and is to be checked\n" + _text(counts)


def matched(workspace: Workspace) -> str:
    """The outcomes of the match, counted as parcels and as register rows."""
    rows = workspace.read("match", ["parcel_uuid", "register_uuid", "outcome", "state"])
    counts = rows.groupby(["outcome", "state"]).agg(
        parcels=("parcel_uuid", "nunique"), register_rows=("register_uuid", "nunique")
    )
    return "What was joined\n" + _text(counts.reset_index())


def _in_short(message_id: str) -> str:
    """The first sentence of a message, whatever row or code it is about."""
    texts = load_json("messages", message_id.partition(".")[0] + ".json", default={})
    text = with_words(texts.get(message_id, {"en": message_id})["en"], {})
    sentence = text.split(". ")[0].split("; ")[0]
    return re.sub(r"[“(]?\{\w+[^}]*\}[”)]?", "…", sentence)


def _text(table: pd.DataFrame) -> str:
    return table.to_string(index=False)
