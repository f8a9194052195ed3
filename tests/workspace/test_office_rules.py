"""What the office has set for itself, kept in a file as in a database."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from taxmap_plugin.core.law_table import LawError, OfficeRule
from taxmap_plugin.core.message import render
from taxmap_plugin.workspace.office_rules import (
    KeptRules,
    RulesChanged,
    law_of,
    read_kept_rules,
    read_office_rules,
    save_office_rules,
)
from taxmap_plugin.workspace.store import Workspace

pytestmark = pytest.mark.usefixtures("kept_in_both")

RATE = OfficeRule(
    "land_rate", ("other", Decimal(0)), "rate_percent", Decimal("0.35"), 2570, 2571, "เทศบัญญัติ"
)
DUE = OfficeRule("calendar", ("payment",), "month", 7, 2570, None, "หนังสือ มท.")
USE = OfficeRule("use_class", ("land_use", "5"), "use", None, 2570, None, "คำสั่ง")


def test_nothing_is_set_until_somebody_saves(workspace: Workspace):
    assert read_kept_rules(workspace) == KeptRules()
    assert read_office_rules(workspace) == []


def test_what_is_saved_comes_back_with_who_saved_it_and_is_used(workspace: Workspace):
    changes = workspace.count("change")
    kept = save_office_rules(workspace, [RATE, DUE, USE], KeptRules())
    assert kept.rules == (RATE, DUE, USE) and kept.by == "สมหญิง" and kept.at
    assert read_kept_rules(workspace) == kept
    assert workspace.count("change") == changes + 1
    assert workspace.count("change", "kind = 'settings'") == 1
    assert law_of(workspace, 2570).steps("other")[0].rate == Decimal("0.35")
    assert law_of(workspace, 2572).steps("other")[0].rate == Decimal("0.3")
    assert save_office_rules(workspace, [], kept).rules == ()
    assert read_office_rules(workspace) == []


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(workspace: Workspace):
    shown = read_kept_rules(workspace)
    other = Workspace.open(workspace.storage, user="สมศรี")
    theirs = save_office_rules(other, [RATE], shown)
    with pytest.raises(RulesChanged) as refused:
        save_office_rules(workspace, [DUE], shown)
    assert refused.value.now == theirs
    assert "สมศรี changed what the office has set" in render(refused.value.message, "en")
    assert read_office_rules(workspace) == [RATE]


def test_one_that_may_not_be_set_is_refused_and_nothing_is_written(workspace: Workspace):
    changes = workspace.count("change")
    low = replace(RATE, value=Decimal("0.1"))
    with pytest.raises(LawError) as refused:
        save_office_rules(workspace, [DUE, low], KeptRules())
    assert "Rates of the land and building tax" in render(refused.value.message, "en")
    assert read_office_rules(workspace) == [] and workspace.count("change") == changes


def test_rules_kept_without_who_saved_them_are_read(workspace: Workspace):
    with workspace.transaction("settings") as tx:
        tx.insert_rows("setting", [{"key": "law", "value": [RATE.to_dict()]}])
    assert read_kept_rules(workspace) == KeptRules((RATE,))
    assert save_office_rules(workspace, [DUE], read_kept_rules(workspace)).rules == (DUE,)
