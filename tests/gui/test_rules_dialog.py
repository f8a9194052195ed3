"""The dialog Rules: what it shows of each rule, what the officer sets, and what is saved of it."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton

from taxmap_plugin.core.quality_rules import RULES, rule
from taxmap_plugin.core.quality_settings import QualitySettings, settable
from taxmap_plugin.editing.quality_settings import save_quality_settings
from taxmap_plugin.gui import rules_saving
from taxmap_plugin.gui.quality_dock import QualityDock
from taxmap_plugin.gui.rules_dialog import RulesDialog
from taxmap_plugin.workspace.quality_settings import KeptSettings, read_quality_settings
from taxmap_plugin.workspace.store import Workspace

from .conftest import Until
from .looks import cut_labels, settle, sideways_scrolling
from .quality_case import dock, english_dock, made, opened, rest, show, told, workspace

__all__ = ["dock", "english_dock", "made", "workspace"]

USUAL = QualitySettings()


@pytest.fixture
def dialog(qgis_app: QgsApplication, english: str):
    made = RulesDialog(KeptSettings(), USUAL)
    made.show()
    yield made
    made.close()
    made.deleteLater()


def line_of(dialog: RulesDialog, id: str) -> list[str]:
    item = dialog.list._items[id]
    return [item.text(column) for column in range(3)]


def shown_rules(dialog: RulesDialog) -> list[str]:
    return [id for id, item in dialog.list._items.items() if not item.isHidden()]


# -- what it shows ------------------------------------------------------------------------


@pytest.mark.parametrize("size", [9, 12])
def test_every_rule_is_wholly_seen_on_a_small_screen(qgis_app, language: str, size: int):
    usual = qgis_app.styleSheet()
    qgis_app.setStyleSheet(f"QWidget {{ font-size: {size}pt; }}")  # as QGIS sets its type
    dialog = RulesDialog(KeptSettings(USUAL, "สมศรี", "2026-11-27T03:00:00Z"), USUAL)
    try:
        for id in ("area_differs", "gap", "crosses_block", "overlap", "garbled"):
            dialog.list.stand_on(id)
            settle(dialog, 940, 560)
            assert cut_labels(dialog) == [], id
            assert sideways_scrolling(dialog) == []
        assert dialog.height() <= 580 and dialog.width() <= 1000
    finally:
        qgis_app.setStyleSheet(usual)
        dialog.close()
        dialog.deleteLater()


def test_a_rule_tells_what_it_looks_for_what_is_usual_and_within_which_limits(dialog):
    dialog.list.stand_on("overlap")
    details = dialog.details
    assert details.title.accessibleName() == "Parcels overlap"
    assert details.drawing.isVisible() and details.why.accessibleName()
    area, widest = details.boxes["area"], details.boxes["widest"]
    assert (area.text(), area.minimum(), area.maximum()) == ("0.04 m²", 0.0, 1600.0)
    assert area.accessibleName() == "Ground in common of at least"
    assert "Usual: 0.04 m² (0 to 1,600)" in area.accessibleDescription()
    assert "title document" in area.accessibleDescription()
    assert widest.text() == "1 m"
    assert line_of(dialog, "overlap") == ["Parcels overlap", "error", ""]


def test_a_rule_without_numbers_says_so(dialog):
    dialog.list.stand_on("self_touch")
    assert "has no numbers to set" in dialog.details.state.accessibleName()
    assert not dialog.details.usual.isVisible()


def test_rules_are_found_in_either_language_by_title_and_explanation(dialog):
    every = [one.id for one in RULES]
    assert shown_rules(dialog) == every
    dialog.search.setText("ช่องว่างระหว่าง")
    assert shown_rules(dialog) == ["gap"]
    assert dialog.list.rule() == "gap" and "gap" in dialog.details.title.accessibleName().lower()
    dialog.search.setText("no such rule")
    assert shown_rules(dialog) == [] and not dialog.details.isVisible()
    dialog.search.setText("")
    assert shown_rules(dialog) == every


# -- what the officer sets ----------------------------------------------------------------


def test_numbers_that_are_not_usual_are_kept_and_set_back(dialog):
    dialog.list.stand_on("overlap")
    usual = dialog.findChild(QPushButton, "TaxMapRuleUsual")
    assert not usual.isEnabled()
    dialog.details.boxes["area"].setValue(0.5)
    assert dialog.settings == USUAL.changed("overlap", True, {"area": 0.5})
    assert line_of(dialog, "overlap")[2] == "own"
    assert "1 with the office's own numbers" in dialog.count.accessibleName()
    dialog.list.stand_on("gap")
    dialog.list.stand_on("overlap")
    assert dialog.details.boxes["area"].value() == 0.5
    dialog.findChild(QPushButton, "TaxMapRuleUsual").click()
    assert dialog.settings == USUAL and line_of(dialog, "overlap")[2] == ""


def test_space_switches_a_rule_off_and_a_group_all_of_its_own(dialog):
    dialog.list.stand_on("gap")
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.settings.off == {"gap"}
    assert "off: finds nothing" in dialog.details.state.accessibleName()
    assert "1 off" in dialog.count.accessibleName()
    group = dialog.list._items["gap"].parent()
    dialog.list.setCurrentItem(group)
    assert not dialog.details.isVisible()
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.settings.off == set()
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.settings.off == {one.id for one in RULES if one.group == "fabric"}


def test_reset_all_sets_back_what_was_off_and_what_was_own(qgis_app, english: str):
    ours = QualitySettings(frozenset({"gap"})).changed("overlap", True, {"area": 2.0})
    dialog = RulesDialog(KeptSettings(ours, "สมศรี", "2026-11-27T03:00:00Z"), ours)
    dialog.list.stand_on("overlap")
    assert "สมศรี" in dialog.saved.accessibleName()
    dialog.reset.click()
    assert dialog.settings == USUAL and not dialog.reset.isEnabled()
    assert dialog.details.boxes["area"].value() == rule("overlap").options[0].default
    dialog.deleteLater()


def test_a_number_can_be_typed_with_its_unit_and_never_leaves_the_limits(dialog):
    dialog.list.stand_on("spike")
    box = dialog.details.boxes["angle"]
    box.selectAll()
    QTest.keyClicks(box, "2.5")
    QTest.keyClick(box, Qt.Key.Key_Tab)
    assert dialog.settings.numbers(rule("spike")) == {"angle": 2.5}
    box.setValue(90)
    assert dialog.settings.numbers(rule("spike")) == {"angle": settable(rule("spike"))[0].most}


# -- what is saved ------------------------------------------------------------------------


@pytest.fixture
def listed(english_dock: QualityDock, workspace: Workspace, until: Until) -> QualityDock:
    """The dock with 60 gaps, two overlaps and one finding of no rule."""
    return opened(english_dock, workspace, until)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What the dialog was opened with each time, and the answers that it gets, in their order."""
    seen: list[Any] = []

    def answer(kept, settings, problem=None, parent=None):
        seen.append((kept, settings, problem))
        return answers.pop(0)(settings)

    answers: list[Any] = []
    monkeypatch.setattr(rules_saving, "ask_rules", answer)
    return [seen, answers]


def test_the_dock_saves_and_shows_no_finding_of_a_rule_that_is_off(
    listed: QualityDock, workspace: Workspace, asked: list[Any], until: Until
):
    asked[1].append(lambda now: now.changed("gap", False, {}))
    listed.rules.begin()
    rest(listed, until)
    assert "1 rule changed" in told(listed)
    assert read_quality_settings(workspace).settings.off == {"gap"}
    assert set(listed.page.model.frame.query("state == 'open'")["rule"]) == {"overlap", ""}
    assert "1 rule off" in listed.page.count.accessibleName()
    assert "not looked at yet" not in listed.page.count.accessibleName()
    show(listed, "all")
    resting = listed.page.model.frame.query("rule == 'gap'")
    assert set(resting["state"]) == {"resting"} and len(resting) == 60


def test_with_all_rules_off_nothing_is_called_clean(
    listed: QualityDock, workspace: Workspace, asked: list[Any], until: Until
):
    with workspace.transaction("quality_check") as tx:
        tx.delete("finding", tx.read("finding", ["uuid"], "check_id LIKE 'inheritance%'")["uuid"])
    asked[1].append(lambda now: QualitySettings(frozenset(one.id for one in RULES)))
    listed.rules.begin()
    rest(listed, until)
    assert f"{len(RULES)} rules off" in listed.page.hidden.sentence.accessibleName()
    assert listed.page.sheets.currentWidget() is listed.page.hidden
    assert listed.page.state.clean_since == ""


def test_after_other_numbers_the_dock_asks_for_a_check(
    listed: QualityDock, workspace: Workspace, asked: list[Any], until: Until
):
    asked[1].append(lambda now: now.changed("overlap", True, {"area": 0.5}))
    listed.rules.begin()
    rest(listed, until)
    assert "1 rule not looked at yet" in listed.page.count.accessibleName()
    listed.message_bar.currentItem().findChild(QPushButton).click()
    rest(listed, until)
    assert "not looked at yet" not in listed.page.count.accessibleName()


def test_what_somebody_saved_meanwhile_is_shown_below_ones_own_and_asked_again(
    listed: QualityDock, workspace: Workspace, asked: list[Any], until: Until
):
    other = Workspace.open(workspace.path, user="สมศรี")

    def meanwhile(now: QualitySettings) -> QualitySettings:
        theirs = now.changed("hole", False, {}).changed("overlap", True, {"area": 2.0})
        save_quality_settings(other, theirs, read_quality_settings(other))
        return now.changed("gap", False, {}).changed("overlap", True, {"area": 0.5})

    seen, answers = asked
    answers += [meanwhile, lambda both: both]
    listed.rules.begin()
    until(lambda: len(seen) == 2)
    rest(listed, until)
    kept, both, problem = seen[1]
    assert kept.by == "สมศรี" and both.off == {"gap", "hole"}
    assert both.numbers(rule("overlap"))["area"] == 0.5
    assert problem.id == "quality_settings.both"
    assert read_quality_settings(workspace).settings == both
    assert read_quality_settings(workspace).by == "สมหญิง"


def test_cancelling_the_dialog_writes_nothing(
    listed: QualityDock, workspace: Workspace, asked: list[Any]
):
    before = workspace.count("change")
    asked[1].append(lambda now: None)
    listed.rules.begin()
    assert not listed.is_busy() and workspace.count("change") == before
