"""The Parcels dock with the real functions behind it, worked on the map."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely
from qgis.core import Qgis
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QPushButton

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.editing.parcel_plan import Decision
from taxmap_plugin.editing.parcel_write import apply_plan
from taxmap_plugin.editing.recode import plan_codes
from taxmap_plugin.editing.reshape import plan_move
from taxmap_plugin.gui.parcel_operations import operations
from taxmap_plugin.gui.parcel_tasks import Wish
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.gui.plan_page import PlanPage
from taxmap_plugin.gui.plan_table import CODE, KEEPS
from taxmap_plugin.settings import say
from taxmap_plugin.workspace.store import Workspace
from tests.editing import land_case
from tests.editing.card_case import EAST, NORTH, card_case

from .canvas_case import Window, click
from .conftest import Until
from .dock_case import dock_at_work


@pytest.fixture
def ws(tmp_path: Path) -> Workspace:
    """Nine parcels of 20 m in block 01A of zone 01, its codes in draft."""
    ws = card_case(tmp_path, "draft")
    with ws.transaction("import") as tx:
        zone = shapely.box(EAST - 100, NORTH - 100, EAST + 200, NORTH + 200)
        tx.insert_rows("zone", [{"zone_code": "01", "geom": zone}])
    return ws


@pytest.fixture
def dock(english: str, window: Window, ws: Workspace):
    with dock_at_work(window, ws, operations({})) as dock:
        yield dock


def draw(dock: ParcelsDock, window: Window, until: Until, *points: tuple[float, float]) -> None:
    """Click the points, metres from the corner of the block, and end with the right button."""
    for point in points:
        click(window.mapCanvas(), *point)
    click(window.mapCanvas(), *points[-1], right=True)
    until(lambda: not dock.work.capture.is_on() and not dock.is_busy())


def told(dock: ParcelsDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)


def test_a_block_over_another_one_is_told_until_it_is_closed(
    dock: ParcelsDock, window: Window, until: Until
):
    dock.begin("draw_block")
    draw(dock, window, until, (50, 0), (68, 0), (68, 60), (50, 60))
    assert "Block 01B is on the map." in told(dock)
    assert "over block 01A" in told(dock)
    item = dock.message_bar.currentItem()
    assert (item.level(), item.duration()) == (Qgis.MessageLevel.Warning, 0)


def test_after_a_building_the_card_is_of_the_parcel_that_it_stands_on(
    dock: ParcelsDock, window: Window, until: Until
):
    dock.map.layer.selectByExpression("parcel_code = '01A005'")
    dock.begin("draw_building")
    draw(dock, window, until, (2, 2), (8, 2), (8, 8), (2, 8))
    assert selected(dock) == ["01A001"]
    assert dock.card_page.title.accessibleName() == "01A001"
    assert "01A001-B001" in dock.card_page.things.accessibleName()


def test_a_building_that_crosses_itself_is_refused_and_can_be_drawn_again(
    dock: ParcelsDock, window: Window, ws: Workspace, until: Until
):
    there = ws.count("building")
    dock.begin("draw_building")
    draw(dock, window, until, (2, 2), (12, 12), (12, 2), (2, 12))
    assert "crosses itself" in told(dock)
    assert ws.count("building") == there
    (again,) = dock.message_bar.currentItem().findChildren(QPushButton)
    again.click()
    assert dock.work.capture.is_on()
    dock.work.stop()


def selected(dock: ParcelsDock) -> list[str]:
    return sorted(str(one["parcel_code"]) for one in dock.map.layer.selectedFeatures())


@pytest.mark.parametrize("most", [5000, 5])
def test_a_refresh_leaves_selected_what_is_still_there(
    dock: ParcelsDock, ws: Workspace, monkeypatch: pytest.MonkeyPatch, most: int
):
    monkeypatch.setattr("taxmap_plugin.gui.parcel_layer.MOST", most)
    dock.map.layer.selectAll()
    with ws.transaction("merge") as tx:
        tx.delete("parcel", tx.read("parcel", ["uuid"], "parcel_code = '01A005'")["uuid"])
    dock.map.refresh()
    assert dock.map.count() == 8


def split(dock: ParcelsDock, window: Window, until: Until, *codes: str, y: float = 30) -> None:
    """A line from west to east through the selected parcels, confirmed."""
    wanted = ", ".join(f"'{code}'" for code in codes)
    dock.map.layer.selectByExpression(f"parcel_code IN ({wanted})")
    dock.begin("split_by_line")
    draw(dock, window, until, (-5, y), (65, y))
    dock.work.plan_page.confirm.click()
    until(lambda: dock.work.page() is None and not dock.is_busy())


def test_undo_and_redo_select_what_they_bring_back(dock: ParcelsDock, window: Window, until: Until):
    split(dock, window, until, "01A005")
    assert selected(dock) == ["01A005", "01A005/001"]
    dock.map.layer.removeSelection()
    dock.undo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == ["01A005"], "and none of the neighbours that got corners"
    dock.map.layer.removeSelection()
    dock.redo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == ["01A005", "01A005/001"]


def test_the_arrows_and_what_they_did_name_the_parcel(
    dock: ParcelsDock, window: Window, until: Until
):
    split(dock, window, until, "01A005")
    assert dock.way_action("undo").toolTip() == "Undo: Split, parcel 01A005 (Ctrl+Z)"
    assert "nothing to do again" in dock.way_action("redo").toolTip()
    dock.undo()
    until(lambda: not dock.is_busy())
    assert told(dock).strip() == "Taken back: Split, parcel 01A005."
    assert dock.way_action("redo").toolTip() == "Redo: Split, parcel 01A005 (Ctrl+Y)"
    assert "nothing to take back" in dock.way_action("undo").toolTip()


def test_the_arrows_name_a_building_that_was_drawn_also_once_it_is_gone(
    dock: ParcelsDock, window: Window, ws: Workspace, until: Until
):
    dock.begin("draw_building")
    draw(dock, window, until, (22, 2), (32, 2), (32, 12), (22, 12))
    code = ws.rows("building", ["building_code"], "1 ORDER BY fid DESC")[0]["building_code"]
    assert dock.way_action("undo").toolTip() == f"Undo: Addition, building {code} (Ctrl+Z)"
    dock.undo()
    until(lambda: not dock.is_busy())
    assert f"Addition, building {code}" in dock.way_action("redo").toolTip()


def test_a_typed_code_of_a_block_elsewhere_is_noted_until_it_is_mended(
    dock: ParcelsDock, window: Window, ws: Workspace, until: Until
):
    dock.map.layer.selectByExpression("parcel_code = '01A005'")
    dock.begin("split_by_line")
    draw(dock, window, until, (-5, 30), (65, 30))
    page = dock.work.plan_page
    house, sign = page.notes.texts
    assert "stands on the new boundary" in sign
    assert "01A005-B001" in house and "across the new boundary" in house
    page.table.item(1, CODE).setText("09Z001")
    said, house, _ = page.notes.texts
    assert "09Z001" in said and "not on the map" in said
    assert "on 09Z001" in house
    page.table.item(1, CODE).setText("01A055")
    assert "09Z001" not in " ".join(page.notes.texts)
    page.table.item(1, CODE).setText("09Z001")
    page.confirm.click()
    until(lambda: dock.work.page() is None and not dock.is_busy())
    assert "09Z001" in living(ws), "told, not refused"


def test_another_block_for_a_parcel_is_noted(dock: ParcelsDock, until: Until):
    dock.map.layer.selectByExpression("parcel_code = '01A005'")
    dock.begin("renumber")
    dock.work.form_page.fields.block.setText("09Z")
    dock.work.form_page.next.click()
    until(lambda: isinstance(dock.work.page(), PlanPage) and not dock.is_busy())
    assert len(dock.work.plan_page.notes.texts) == 1
    assert "09Z001" in dock.work.plan_page.notes.texts[0]
    dock.work.stop()


def elsewhere(ws: Workspace, code: str, reason: str) -> None:
    """A parcel recoded under the same user name on a second computer."""
    other = Workspace.open(ws.path, user=ws.user)
    uuid = other.rows("parcel", ["uuid"], "parcel_code = ?", ["01A009"])[0]["uuid"]
    apply_plan(other, plan_codes(other, {uuid: code}), Decision(reason=reason))


def test_a_newer_change_than_the_button_tells_is_not_taken_back_unseen(
    dock: ParcelsDock, window: Window, ws: Workspace, until: Until
):
    split(dock, window, until, "01A005")
    elsewhere(ws, "01A077", "แก้รหัสซ้ำ")
    assert "Split" in dock.way_action("undo").toolTip()
    dock.undo()
    until(lambda: not dock.is_busy())
    assert "Nothing was taken back" in told(dock)
    assert "Split, parcel 01A005, 2" in told(dock)
    assert "Renumbering, parcel 01A009 → 01A077 (reason: แก้รหัสซ้ำ), 2" in told(dock)
    assert {"01A005/001", "01A077"} <= living(ws)
    assert "แก้รหัสซ้ำ" in dock.way_action("undo").toolTip(), "the button tells the newer one now"
    dock.undo()
    until(lambda: not dock.is_busy())
    assert {"01A005/001", "01A009"} <= living(ws)


def test_a_newer_change_leaves_nothing_to_do_again(
    dock: ParcelsDock, window: Window, ws: Workspace, until: Until
):
    split(dock, window, until, "01A005")
    dock.undo()
    until(lambda: not dock.is_busy())
    elsewhere(ws, "01A077", "แก้รหัสซ้ำ")
    dock.redo()
    until(lambda: not dock.is_busy())
    assert "Nothing was done again" in told(dock)
    assert "01A005/001" not in living(ws)
    assert not dock.way_action("redo").isEnabled()


def living(ws: Workspace) -> set[str]:
    return {row["parcel_code"] for row in ws.rows("parcel", ["parcel_code"])}


def test_a_drawn_parcel_is_selected_when_it_comes_again(
    dock: ParcelsDock, window: Window, until: Until
):
    dock.begin("draw_parcel")
    draw(dock, window, until, (60, 0), (68, 0), (68, 20), (60, 20))
    dock.work.plan_page.table.item(0, CODE).setText("01A010")
    dock.work.plan_page.confirm.click()
    until(lambda: dock.work.page() is None and not dock.is_busy())
    dock.undo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == []
    dock.redo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == ["01A010"]


def test_a_line_across_several_parcels_divides_them_in_one_change(
    dock: ParcelsDock, window: Window, until: Until
):
    dock.begin("split_by_line")  # nothing is selected
    draw(dock, window, until, (-5, 30), (65, 30))
    page = dock.work.plan_page
    assert [page.table.code(row) for row in range(page.table.rowCount())] == [
        *("01A004", "01A004/001", "01A005", "01A005/001", "01A006", "01A006/001"),
    ]
    assert "6 parcels" in page.sum.accessibleName()
    page.table.item(3, KEEPS).setCheckState(Qt.CheckState.Checked)
    kept = [page.table.item(row, KEEPS).checkState() == Qt.CheckState.Checked for row in range(6)]
    assert kept == [True, False, False, True, True, False], "one of each parcel"
    assert [page.table.code(row) for row in (2, 3)] == ["01A005/001", "01A005"]
    page.confirm.click()
    until(lambda: dock.work.page() is None and not dock.is_busy())
    assert len(selected(dock)) == 6
    dock.undo()
    until(lambda: not dock.is_busy())
    assert selected(dock) == ["01A004", "01A005", "01A006"]


# -- what is typed on the page, to the file ---------------------------------------------------


@pytest.fixture
def page(dock: ParcelsDock, window: Window, ws: Workspace, until: Until) -> PlanPage:
    """01A005, with deed 10503 and land number 5, cut into 240 m² in the west and 160 m²."""
    where = "parcel_code = '01A005'"
    with ws.transaction("correct") as tx:
        tx.update_rows("parcel", [{**tx.rows("parcel", ["uuid"], where)[0], "deed_no": "10503"}])
    dock.map.layer.selectByExpression(where)
    dock.begin("split_by_line")
    draw(dock, window, until, (32, 15), (32, 45))
    assert codes(dock.work.plan_page) == ["01A005", "01A005/001"]
    return dock.work.plan_page


def codes(page: PlanPage) -> list[str]:
    return [page.table.code(row) for row in range(page.table.rowCount())]


def type_in(page: PlanPage, piece: int, **numbers: str) -> None:
    page.select(piece)
    for name, text in numbers.items():
        field = page.details.fields[name]
        field.selectAll()
        QTest.keyClicks(field, text)


def written(dock: ParcelsDock, ws: Workspace, until: Until) -> dict[float, dict[str, Any]]:
    """After Confirm: the pieces of 01A005 in the file by their area, with their documents."""
    dock.work.plan_page.confirm.click()
    until(lambda: dock.work.page() is None and not dock.is_busy())
    parents = [row["parent_uuid"] for row in ws.rows("lineage")]
    assert len(set(parents)) == 1
    children = [row["child_uuid"] for row in ws.rows("lineage")]
    rows = [row for row in ws.rows("parcel") if row["uuid"] in children]
    titles = {row["parcel_uuid"] for row in ws.rows("title_document")}
    return {round(row["geom"].area): {**row, "titled": row["uuid"] in titles} for row in rows}


def test_the_smallest_typed_land_number_keeps_code_and_document(
    dock: ParcelsDock, ws: Workspace, page: PlanPage, until: Until
):
    type_in(page, 0, land_no="45")
    type_in(page, 1, land_no="7")
    assert codes(page) == ["01A005/001", "01A005"]
    assert page.table.item(1, KEEPS).checkState() == Qt.CheckState.Checked
    assert "land number 7" in page.details.reason.accessibleName()
    assert page.details.fields["deed_no"].text() == "10503", "the document is the remainder's"
    assert dock.work.bands.labels.texts()[1].startswith("01A005\n")
    found = written(dock, ws, until)
    small, large = found[160], found[240]
    assert (small["parcel_code"], small["land_no"], small["deed_no"]) == ("01A005", "7", "10503")
    assert (large["parcel_code"], large["land_no"]) == ("01A005/001", "45")
    assert large["deed_no"] is None
    assert (small["titled"], large["titled"]) == (True, False)


def test_the_document_typed_at_a_piece_says_more_than_land_numbers(
    dock: ParcelsDock, ws: Workspace, page: PlanPage, until: Until
):
    type_in(page, 1, land_no="3", deed_no="20001")
    type_in(page, 0, land_no="45")
    assert codes(page) == ["01A005", "01A005/001"], "the large one is left with deed 10503"
    found = written(dock, ws, until)
    assert (found[240]["deed_no"], found[240]["land_no"]) == ("10503", "45")
    assert (found[160]["deed_no"], found[160]["land_no"]) == ("20001", "3")
    assert found[240]["titled"]


def test_a_new_document_of_a_merge_is_told_before_and_is_what_the_card_shows(
    dock: ParcelsDock, ws: Workspace, until: Until
):
    dock.map.layer.selectByExpression("parcel_code IN ('01A005', '01A006')")
    dock.begin("merge")
    until(lambda: dock.work.page() is dock.work.plan_page)
    page = dock.work.plan_page
    type_in(page, 0, deed_no="30001")
    until(lambda: any("30001" in text for text in page.notes.texts))
    notes = " ".join(page.notes.texts)
    assert "10503 is no document of 01A005 any more" in notes
    assert "has no title document 30001 that is free: one of 01A005 is entered" in notes
    page.confirm.click()
    until(lambda: dock.work.page() is None and not dock.is_busy())
    card = dock.card_page
    assert "30001" in card.documents.accessibleName()
    assert "10503" not in card.documents.accessibleName()
    assert card.on_map.isHidden()


def test_what_the_pencil_has_not_saved_of_a_parcel_is_told_with_its_preview(
    dock: ParcelsDock, until: Until
):
    layer = dock.map.layer
    layer.selectByExpression("parcel_code IN ('01A005', '01A006')")
    (row,) = [one for one in layer.selectedFeatures() if one["parcel_code"] == "01A006"]
    layer.startEditing()
    layer.changeAttributeValue(row.id(), layer.fields().indexOf("land_no"), "99")
    dock.begin("merge")
    until(lambda: dock.work.page() is dock.work.plan_page)
    first = dock.work.plan_page.notes.texts[0]
    assert first.startswith("Edits of 01A006 with QGIS's own tools are not saved yet")
    dock.work.stop()
    layer.rollBack()
    dock.begin("merge")
    until(lambda: dock.work.page() is dock.work.plan_page)
    assert not any("not saved yet" in text for text in dock.work.plan_page.notes.texts)
    dock.work.stop()


def test_a_tick_keeps_what_was_typed_and_later_numbers_do_not_undo_it(
    dock: ParcelsDock, ws: Workspace, page: PlanPage, until: Until
):
    type_in(page, 0, land_no="7")
    page.table.item(0, CODE).setText("01A005/009")
    page.table.item(1, KEEPS).setCheckState(Qt.CheckState.Checked)
    assert codes(page) == ["01A005/009", "01A005"]
    type_in(page, 1, land_no="45", survey_no="12")
    found = written(dock, ws, until)
    assert (found[240]["parcel_code"], found[240]["land_no"]) == ("01A005/009", "7")
    assert (found[160]["parcel_code"], found[160]["land_no"]) == ("01A005", "45")
    assert (found[160]["survey_no"], found[160]["deed_no"]) == ("12", "10503")


def test_the_old_code_typed_at_the_other_piece_goes_there_with_its_document(
    dock: ParcelsDock, ws: Workspace, page: PlanPage, until: Until
):
    page.table.item(1, CODE).setText("01A005")
    assert codes(page) == ["01A005/001", "01A005"]
    found = written(dock, ws, until)
    assert (found[160]["parcel_code"], found[160]["deed_no"]) == ("01A005", "10503")
    assert found[160]["titled"]


def test_a_piece_whose_code_was_taken_away_has_none_in_the_file(
    dock: ParcelsDock, ws: Workspace, page: PlanPage, until: Until
):
    page.table.item(1, CODE).setText("")
    assert page.decision().codes == {0: "01A005", 1: None}
    found = written(dock, ws, until)
    assert found[240]["parcel_code"] == "01A005"
    assert (found[160]["parcel_code"], found[160]["block_code"]) == (None, "01A")


def test_a_moved_boundary_tells_what_it_made_of_the_areas(tmp_path: Path, language: str):
    ws = land_case.make(tmp_path)
    corners = [(land_case.at(40, y), land_case.at(42, y)) for y in (0, 30)]
    apply = operations({}).apply
    assert apply is not None
    done = apply(ws, plan_move(ws, corners), Decision(), Silent())
    assert "01A001 +0-0-15, 01A002 \u22120-0-15" in say(done.message)  # 2 m × 30 m


def test_a_pasted_parcel_over_a_neighbour_tells_the_area_that_is_left_of_it(
    tmp_path: Path, english: str
):
    ws = land_case.make(tmp_path)
    wish = {"epsg": ws.epsg, "courses": False}
    plot = operations({}).planners["traverse"]

    def told(west: float, east: float) -> list[str]:
        corners = shapely.get_coordinates(land_case.box(west, 0, east, 30))[:-1]
        text = "\n".join(f"{x:.3f}\t{y:.3f}" for x, y in corners)
        plan = plot(ws, Wish(values={**wish, "text": text}), Silent())
        return [say(note) for note in plan.notes]

    first, cut = told(-30, 5)  # 5 m into 01A001
    assert "as listed 0-2-62.5 (1,050.00 m²)" in first and "has 0-2-25 (900.00 m²)" in first
    assert "150.00 m²" in cut
    assert told(-30, 0) == ["Area on the map 0-2-25 (900.00 m²)."]


def test_the_corners_of_the_selected_parcel_measured_anew_are_its_new_shape(tmp_path: Path):
    ws = land_case.make(tmp_path)
    corners = shapely.get_coordinates(land_case.box(80.02, 0, 120.5, 30))[:-1]
    text = "\n".join(f"{x:.3f} {y:.3f}" for x, y in corners)
    wish = {"courses": False, "epsg": 32647, "start": None, "adjust": False, "text": text}
    plan = operations({}).planners["traverse"](ws, Wish(("p3",), values=wish), Silent())
    assert plan.kind == "resurvey"
    assert [piece.code for piece in plan.pieces] == ["01A003", "01A002", "01A005", "01A006"]
    assert plan.pieces[0].area_m2 == pytest.approx(40.48 * 30), "to the centimetre"


def test_of_several_selected_parcels_only_those_are_divided(
    dock: ParcelsDock, window: Window, until: Until
):
    split(dock, window, until, "01A004", "01A006")
    assert selected(dock) == ["01A004", "01A004/001", "01A006", "01A006/001"]


def test_a_document_that_may_be_a_slip_is_told_before_it_is_written(
    dock: ParcelsDock, ws: Workspace, page: PlanPage, until: Until
):
    type_in(page, 1, document_area="50-0-0")
    until(lambda: "50-0-0" in " ".join(page.notes.texts))
    type_in(page, 1, document_area="0-0-40")
    until(lambda: "50-0-0" not in " ".join(page.notes.texts))
    type_in(page, 1, deed_no="10503")
    type_in(page, 0, deed_no="10503")
    until(lambda: "10503" in " ".join(page.notes.texts))
    assert len(written(dock, ws, until)) == 2, "told, not refused"


def test_a_deed_number_in_thai_digits_takes_the_code_along(
    dock: ParcelsDock, ws: Workspace, page: PlanPage, until: Until
):
    page.select(1)
    page.details.fields["deed_no"].textEdited.emit("๑๐๕๐๓ ")
    assert codes(page) == ["01A005/001", "01A005"]
    by_area = written(dock, ws, until)
    assert (by_area[160]["deed_no"], by_area[160]["parcel_code"]) == ("10503", "01A005")


def test_an_area_that_cannot_be_read_is_not_written_from_another_row(
    dock: ParcelsDock, ws: Workspace, page: PlanPage, until: Until
):
    type_in(page, 1, document_area="0-1-100")
    page.select(0)
    before = ws.count("change")
    page.confirm.click()
    assert "2 (01A005/001)" in page.problem.texts[0]
    assert page.details.fields["document_area"].text() == "0-1-100"
    assert ws.count("change") == before and not dock.is_busy()
    type_in(page, 1, document_area="0-0-40")
    assert written(dock, ws, until)[160]["document_area"] == 4_000
