"""How right the matches of the invented municipality are: its generator knows the truth."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from taxmap_plugin.workspace.store import Workspace

_LAND_SHEET = "2_ที่ดิน"


@dataclass(frozen=True)
class Score:
    """Pairs (parcel, land row of the register): accepted, right among them, all true ones."""

    accepted: int
    right: int
    true: int

    @property
    def precision(self) -> float:
        return self.right / self.accepted if self.accepted else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 0.0


def score(workspace: Workspace, truth_file: Path) -> Score:
    """Compare accepted matches with ``truth.csv``; rows are known by their source row number.

    A register row whose parcel the map does not have belongs to no true pair.
    """
    truth = pd.read_csv(truth_file, encoding="utf-8-sig", dtype=str)
    truth = truth[truth["on_map"] == "True"]
    rows = _targets(workspace, "title_document", "source_layer", _LAND_SHEET)
    parcels = _targets(workspace, "parcel", "source_name", "parcel.shp")
    pairs = pd.DataFrame(
        {
            "parcel_uuid": truth["map_row"].astype(int).map(parcels),
            "register_uuid": truth["excel_row"].astype(int).map(rows),
        }
    ).dropna()
    pairs = pairs.drop_duplicates()  # rows of co-owners share one title document
    of_titles = "outcome = 'matched' AND register_table = 'title_document'"
    matches = workspace.read("match", ["parcel_uuid", "register_uuid"], of_titles)
    right = matches.merge(pairs, on=["parcel_uuid", "register_uuid"])
    return Score(len(matches), len(right), len(pairs))


def _targets(workspace: Workspace, table: str, column: str, value: str) -> pd.Series:
    """Source row number → uuid of the row that it became."""
    batches = workspace.read("import_batch", ["uuid", column], "target_table = ?", [table])
    batch = batches.loc[batches[column] == value, "uuid"].iloc[0]
    rows = workspace.read(
        "import_row",
        ["row_number", "target_uuid"],
        "batch_uuid = ? AND target_table = ?",
        [batch, table],
    ).dropna()
    return rows.drop_duplicates("row_number").set_index("row_number")["target_uuid"]
