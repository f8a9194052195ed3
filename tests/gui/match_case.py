"""A workspace with a case of each outcome, and the match dock after a run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from qgis.PyQt.QtWidgets import QLabel
from shapely import box

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.gui.match_dock import MatchDock
from taxmap_plugin.gui.session import Session
from taxmap_plugin.workspace.store import Workspace

from .conftest import Until

#          parcel     deed   land  code in the register, area in hundredths of a ตารางวา
CASES = [
    ("01A001", "101", "1", "01A001", 10000),
    ("01A002", "102", "2", "01A002", 10000),
    ("01A003", "103", "3", "01A003", 90000),  # the areas differ
    ("01A004", "104", "4", None, None),  # no register row
    (None, "999", "9", "09Z999", 10000),  # no parcel
]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    ws = Workspace.create(tmp_path / "สาธิต.gpkg", Municipality("เทศบาลตำบลสาธิต"))
    on_map = [case for case in CASES if case[0]]
    parcels = pd.DataFrame(
        {
            "parcel_code": [case[0] for case in on_map],
            "deed_no": [case[1] for case in on_map],
            "land_no": [case[2] for case in on_map],
            "geom": [box(x, 2070000, x + 20, 2070020) for x in range(500000, 500400, 100)],
        }
    )
    registered = [case for case in CASES if case[3]]
    rows = pd.DataFrame(
        {
            "source_parcel_code": [case[3] for case in registered],
            "document_type": "chanote",
            "deed_no": [case[1] for case in registered],
            "land_no": [case[2] for case in registered],
            "document_area": pd.array([case[4] for case in registered], dtype="Int64"),
        }
    )
    with ws.transaction("import") as tx:
        tx.insert("parcel", parcels)
        tx.insert("title_document", rows.assign(document_type=None))
    return ws


@pytest.fixture
def session(qgis_app: Any):
    session = Session(None)
    yield session
    session.close()
    session.release()


@pytest.fixture
def dock(language: str, session: Session):
    dock = MatchDock(None, session)
    yield dock
    dock.release()
    dock.deleteLater()


@pytest.fixture
def matched(dock: MatchDock, session: Session, workspace: Workspace, until: Until) -> MatchDock:
    """The dock after a run."""
    session.use(workspace)
    until(lambda: dock._run.isEnabled())
    dock.run_match()
    rest(dock, until)
    return dock


def rest(dock: MatchDock, until: Until) -> None:
    until(lambda: not dock.is_busy() and dock._loading is None)


def page_name(dock: MatchDock) -> str:
    return dock.pages.currentWidget().objectName()


def codes(dock: MatchDock, kind: str = "") -> list[Any]:
    """The parcels of the lines shown under a filter."""
    dock.page.kind.setCurrentIndex(dock.page.kind.findData(kind))
    return dock.page.proxy.shown("parcel_code")


def stand_on(dock: MatchDock, code: str) -> None:
    dock.page.kind.setCurrentIndex(0)
    assert dock.page.stand_on(code, "parcel_code")


def told(dock: MatchDock) -> str:
    labels = dock.message_bar.currentItem().findChildren(QLabel)
    return " ".join(label.accessibleName() for label in labels)
