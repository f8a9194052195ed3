"""Findings of an import as rows of ``finding``."""

from __future__ import annotations

from typing import Optional

import numpy as np
import pandas as pd
import shapely

from ..workspace.finding_list import FIXED
from ..workspace.schema import GEOMETRY_COLUMN
from ..workspace.transaction import Transaction

"""State of a finding that a newer import has overtaken."""


def write_findings(
    tx: Transaction,
    said: pd.DataFrame,
    table_name: str,
    batch_uuid: str,
    rows: pd.DataFrame,
    row_numbers: Optional[np.ndarray] = None,
) -> None:
    """Write the finding frame ``said``, whose positions are those of ``rows``.

    ``rows`` has ``uuid``, ``code``, ``geom`` and perhaps ``block_code``.
    """
    if said.empty:
        return
    at = said["position"].to_numpy()
    about = rows.iloc[at]
    frame = pd.DataFrame(
        {
            "check_id": [message.id for message in said["message"]],
            "severity": said["severity"].to_numpy(),
            "message": said["message"].to_numpy(),
            "subject_table": table_name,
            "subject_uuid": about["uuid"].to_numpy(dtype=object),
            "subject_code": about["code"].to_numpy(dtype=object),
            "batch_uuid": batch_uuid,
            GEOMETRY_COLUMN: _places(
                said["place"].to_numpy(dtype=object), about[GEOMETRY_COLUMN].to_numpy(dtype=object)
            ),
        }
    )
    if "block_code" in about:
        frame["block_code"] = about["block_code"].to_numpy(dtype=object)
    if row_numbers is not None:
        frame["row_number"] = row_numbers[at]
    tx.insert("finding", frame)


def close_findings(tx: Transaction, uuids: np.ndarray, checks: str = "%") -> None:
    """Open findings of earlier imports about these rows are over.

    ``checks`` picks some of them, as SQL's LIKE does (``layer_units.%``).
    """
    if not len(uuids):
        return
    where = "state IN ('open', 'in_work') AND batch_uuid IS NOT NULL AND check_id LIKE ?"
    found = tx.read("finding", ["uuid", "subject_uuid"], where, (checks,))
    found = found[found["subject_uuid"].isin(set(uuids))]
    if len(found):
        tx.update("finding", found[["uuid"]].assign(state=FIXED, closed_at=tx.now))


def _places(places: np.ndarray, shapes: np.ndarray) -> np.ndarray:
    """Where a finding is shown: its own place, else a point of the shape it is about."""
    result = places.copy()
    lacking = pd.isna(result)
    result[lacking] = shapely.point_on_surface(shapely.envelope(shapes[lacking]))
    sound = lacking & shapely.is_valid(shapes)
    result[sound] = shapely.point_on_surface(shapes[sound])
    return result
