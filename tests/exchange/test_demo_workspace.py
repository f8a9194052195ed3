"""The demo municipality in one call: complete, or not there at all."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.core.message import Message
from taxmap_plugin.editing.quality_check import check_quality
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.exchange.demo_workspace import FILE_NAME, build_demo
from taxmap_plugin.workspace.problem import WorkspaceExists
from taxmap_plugin.workspace.store import Workspace


class CancelAt:
    """An officer who presses Cancel when she reads a certain message."""

    def __init__(self, message_id: str) -> None:
        self.message_id, self.pressed = message_id, False

    def progress(self, fraction: float) -> None: ...

    def message(self, message: Message) -> None:
        self.pressed = self.pressed or message.id == self.message_id

    def cancelled(self) -> bool:
        return self.pressed


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_demo(tmp_path_factory.mktemp("เอกสาร ของฉัน") / "demo", parcels=300)


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("boundary", 1),
        ("zone", 4),
        ("block", 4),
        ("parcel", 290),
        ("building", 100),
        ("signboard", 10),
        ("road", 5),
        ("water", 1),
        ("public_land", 1),
        ("community", 1),
        ("house_number", 100),
        ("map_sheet", 2),
        ("owner", 100),
        ("title_document", 250),
    ],
)
def test_every_layer_and_register_is_filled(demo: Path, table: str, least: int):
    assert Workspace.open(demo).count(table) >= least


def test_nothing_unfinished_stays_behind(demo: Path):
    assert [path.name for path in demo.parent.glob("*.gpkg")] == [FILE_NAME]
    assert list(demo.parent.glob(".*")) == []


def test_a_first_check_closes_of_its_imports_only_what_another_finding_names(demo: Path):
    """Of two parcels with one code one finding is left, about both."""
    ws = Workspace.open(shutil.copy(demo, demo.parent.parent / "ตรวจ.gpkg"))
    before = ws.read("finding", ["uuid"], "state = 'open'")
    check_quality(ws, Silent())
    after = ws.read("finding", ["uuid", "subject_uuid", "state", "things"]).set_index("uuid")
    closed = after.loc[before["uuid"]].query("state != 'open'")
    named = "".join(after.loc[after["state"] == "open", "things"].dropna())
    assert len(before) > 50
    assert [uuid for uuid in closed["subject_uuid"] if uuid not in named] == []


def test_an_existing_demo_is_never_overwritten(demo: Path):
    with pytest.raises(WorkspaceExists):
        build_demo(demo.parent, parcels=300)


@pytest.mark.parametrize("when", ["demo_workspace.layer", "demo_workspace.register"])
def test_cancel_leaves_the_folder_as_it_was(tmp_path: Path, when: str):
    (tmp_path / "บันทึก.txt").write_text("ของฉัน", encoding="utf-8")
    with pytest.raises(Cancelled):
        build_demo(tmp_path, CancelAt(when), parcels=300)
    assert [path.name for path in tmp_path.iterdir()] == ["บันทึก.txt"]
