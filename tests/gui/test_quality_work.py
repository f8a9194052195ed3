"""Findings as the dock puts them into words."""

from __future__ import annotations

import pandas as pd
import pytest

from taxmap_plugin.core.message import Message, render
from taxmap_plugin.gui.quality_work import prepare, title_of, why_of

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


def test_rows_of_a_list_that_do_not_agree_are_grouped_by_the_list():
    says = [Message("reconcile.says", column="Deed no.", value="7777")]
    message = Message("reconcile.only_there", says=says)
    check = "reconcile.ltax_land.only_there"
    frame = pd.DataFrame({"check_id": [check], "message": [message.to_json()]}, dtype=object)
    others = ["subject_code", "block_code", "assigned_to", "decision", "decided_by"]
    frame[[*others, "subject_table"]] = None
    told = prepare(frame, "en").iloc[0]
    assert (told["rule"], told["text"]) == (check, "Only in the list: Deed no. 7777.")
    assert render(title_of(check), "en") == "LTAX land: only in the list"
    assert "accept with the reason" in render(why_of(check), "en")
    assert "ltax land" in told["search"]
