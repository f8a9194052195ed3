"""One task of the Parcels dock over the map, with what stands behind it played."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.PyQt.QtWidgets import QLabel

from taxmap_plugin.core.message import Message
from taxmap_plugin.errors import TaxMapError
from taxmap_plugin.gui.parcel_tasks import Operations, Wish, Written
from taxmap_plugin.gui.parcels_dock import ParcelsDock
from taxmap_plugin.workspace.store import Workspace
from tests.editing.card_case import MIDDLE, card_case

from .canvas_case import Window, click
from .conftest import Until
from .dock_case import dock_at_work
from .plan_case import split_plan


class Office:
    """Stands in for ``editing``: remembers what it was asked and what was decided."""

    def __init__(self) -> None:
        self.wishes: list[Wish] = []
        self.decisions: list[Any] = []
        self.asked: list[Workspace] = []
        self.refuses = False
        self.made = split_plan()
        self.conflict: TaxMapError | None = None

    def plan(self, ws: Any, wish: Wish, feedback: Any) -> Any:
        self.wishes.append(wish)
        if self.refuses:
            raise TaxMapError(Message("parcel_card.gone"))
        return self.made

    def suggest(self, ws: Any, plan: Any, typed: Any, chosen: Any) -> Any:
        return split_plan(remainder=min(chosen, default=0))

    def apply(self, ws: Any, plan: Any, decision: Any, feedback: Any) -> Written:
        self.asked.append(ws)
        if self.refuses:
            raise TaxMapError(Message("parcel_card.gone"))
        self.decisions.append(decision)
        conflict, self.conflict = self.conflict, None
        if conflict is not None:
            raise conflict
        found = ws.read("parcel", ["uuid"], "parcel_code = '01A001'")
        return Written(Message("parcels_dock.selected", parcels=2), tuple(found["uuid"]))

    def operations(self) -> Operations:
        names = ("split_by_line", "move_boundary", "split_to_area", "merge", "cut_strip")
        planners = dict.fromkeys(names, self.plan)
        return Operations(planners, suggest_codes=self.suggest, apply=self.apply)


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return card_case(tmp_path_factory.mktemp("แบ่งแยก"))


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def dock(english: str, window: Window, office: Office, case: Workspace):
    with dock_at_work(window, case, office.operations()) as dock:
        dock.map.layer.selectByExpression(f"parcel_code = '{MIDDLE}'")
        yield dock


def page_name(dock: ParcelsDock) -> str:
    return dock.pages.currentWidget().objectName()


def told(dock: ParcelsDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)


def split(dock: ParcelsDock, window: Window, until: Until) -> None:
    """A line from top to bottom through the middle parcel."""
    dock.begin("split_by_line")
    assert page_name(dock) == "TaxMapParcelCapture"
    canvas = window.mapCanvas()
    click(canvas, 32, 17)
    click(canvas, 32, 44)
    click(canvas, 32, 44, right=True)
    until(lambda: page_name(dock) != "TaxMapParcelCapture" and not dock.is_busy())
