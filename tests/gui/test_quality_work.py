"""Findings as the dock puts them into words."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.message import Message
from taxmap_plugin.gui.quality_work import prepare

CROSSES = Message("geometry_check.invalid", reason=Message("geometry_check.self_intersection"))
GAP = Message("quality.gap.one", area="9 m²", width="0.30", parcels=["01A001", "01A002"])
STANDS = Message("quality.unit_no_land.no_parcels", code="01A001-B001")


@pytest.mark.parametrize(
    ("check", "message", "code", "begins"),
    [
        ("geometry_check.invalid", CROSSES, "01A001", "01A001: "),
        ("geometry_check.invalid", CROSSES, None, "The shape"),
        ("quality.gap", GAP, "01A001", "A gap of 9 m²"),
        ("building_across.nowhere", STANDS, "01A001-B001", "01A001-B001 stands"),
    ],
)
def test_what_an_import_or_a_change_found_names_what_it_is_of(check, message, code, begins):
    frame = pd.DataFrame({"check_id": [check], "message": [message.to_json()]}, dtype=object)
    others = ["subject_code", "block_code", "assigned_to", "decision", "decided_by"]
    frame[[*others, "subject_table"]] = None
    frame["subject_code"] = [code]
    assert prepare(frame, "en")["text"][0].startswith(begins)
