"""An older workspace comes up to date, or stays exactly as it was."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from taxmap_plugin.core.message import Message
from taxmap_plugin.errors import Cancelled
from taxmap_plugin.workspace import connection, problem
from taxmap_plugin.workspace.migration import upgrade
from taxmap_plugin.workspace.parcel_search import find_parcels
from taxmap_plugin.workspace.schema import SCHEMA_VERSION
from taxmap_plugin.workspace.store import Workspace

from .conftest import parcels

OLD = SCHEMA_VERSION - 2  # a synthetic older file: two columns did not exist yet


def add_note(opened: sqlite3.Connection) -> None:
    opened.execute("ALTER TABLE parcel ADD COLUMN note TEXT")


def add_lot_and_fill_it(opened: sqlite3.Connection) -> None:
    opened.execute("ALTER TABLE parcel ADD COLUMN lot TEXT")
    opened.execute("UPDATE parcel SET lot = substr(parcel_code, 4), note = 'ย้ายมา'")


STEPS = {OLD + 1: add_note, OLD + 2: add_lot_and_fill_it}


class Watcher:
    """Feedback that remembers, and cancels where told."""

    def __init__(self, cancel_at: float = 2.0) -> None:
        self.fractions: list[float] = []
        self.messages: list[Message] = []
        self._cancel_at = cancel_at

    def progress(self, fraction: float) -> None:
        self.fractions.append(fraction)

    def message(self, message: Message) -> None:
        self.messages.append(message)

    def cancelled(self) -> bool:
        return bool(self.fractions) and self.fractions[-1] >= self._cancel_at


@pytest.fixture
def older(workspace: Workspace) -> Path:
    with workspace.transaction("import") as tx:
        tx.insert("parcel", parcels(3))
    with sqlite3.connect(workspace.path) as opened:
        opened.execute("ALTER TABLE parcel DROP COLUMN note")
        opened.execute("ALTER TABLE parcel DROP COLUMN lot")
        opened.execute("UPDATE schema_version SET version = ?", (OLD,))
    return workspace.path


def others(path: Path) -> list[Path]:
    return [found for found in path.parent.iterdir() if found != path]


def test_an_older_file_is_refused_until_it_is_upgraded(older: Path):
    with pytest.raises(problem.OlderWorkspace, match="backup"):
        Workspace.open(older)


def test_upgrade_takes_every_step_and_keeps_a_backup(older: Path):
    before, watcher = older.read_bytes(), Watcher()
    backup = upgrade(older, watcher, STEPS)
    back = Workspace.open(older).read("parcel", ["lot", "note"])
    assert back.to_dict("list") == {"lot": ["001", "002", "003"], "note": ["ย้ายมา"] * 3}
    versions = Workspace.open(older).read("schema_version")["version"]
    assert list(versions) == [OLD, OLD + 1, OLD + 2]
    assert watcher.fractions == [0.5, 1.0]
    assert watcher.messages[0].params["backup"] == backup.name
    assert others(older) == [backup]
    assert backup.name.startswith(older.stem)
    with sqlite3.connect(backup) as opened:
        assert opened.execute("SELECT MAX(version) FROM schema_version").fetchone() == (OLD,)
        assert opened.execute("SELECT COUNT(*) FROM parcel").fetchone() == (3,)
    assert len(before) == backup.stat().st_size


def test_a_file_that_is_up_to_date_is_left_alone(workspace: Workspace):
    before = workspace.path.read_bytes()
    assert upgrade(workspace.path) is None
    assert workspace.path.read_bytes() == before
    assert others(workspace.path) == []


def test_a_newer_file_is_never_touched(workspace: Workspace):
    with sqlite3.connect(workspace.path) as opened:
        opened.execute("UPDATE schema_version SET version = 99")
    with pytest.raises(problem.NewerWorkspace, match="99"):
        upgrade(workspace.path)
    assert others(workspace.path) == []


def broken(opened: sqlite3.Connection) -> None:
    opened.execute("UPDATE parcel SET parcel_code = NULL")
    opened.execute("ALTER TABLE no_such_table ADD COLUMN x TEXT")


@pytest.mark.parametrize(
    "steps, watcher, error, words",
    [
        ({**STEPS, OLD + 2: broken}, Watcher(), problem.WorkspaceError, "as it was before"),
        ({OLD + 2: add_note}, Watcher(), problem.WorkspaceError, "no step"),
        (STEPS, Watcher(cancel_at=0.5), Cancelled, "Cancelled"),
    ],
    ids=["a step fails", "a step is missing", "cancelled between steps"],
)
def test_what_does_not_succeed_leaves_the_file_as_it_was(older, steps, watcher, error, words):
    before = older.read_bytes()
    with pytest.raises(error, match=words):
        upgrade(older, watcher, steps)
    assert older.read_bytes() == before
    assert others(older) == []


def test_somebody_editing_stops_it_with_words(older: Path, monkeypatch):
    monkeypatch.setattr(connection, "BUSY_SECONDS", 0.2)
    other = sqlite3.connect(older, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(problem.WorkspaceLocked):
        upgrade(older, None, STEPS)
    other.close()
    assert others(older) == []


def test_killed_between_two_steps(older: Path):
    script = """
import sys, time
from pathlib import Path
from tests.workspace import test_migration as t
def wait(opened):
    t.add_lot_and_fill_it(opened)
    print("now", flush=True)
    time.sleep(60)
t.upgrade(Path(sys.argv[1]), None, {**t.STEPS, t.OLD + 2: wait})
"""
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", script, str(older)]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "now\n"
        process.kill()
    with pytest.raises(problem.OlderWorkspace):
        Workspace.open(older)
    upgrade(older, None, STEPS)
    assert Workspace.open(older).count("parcel", "note = ?", ["ย้ายมา"]) == 3


# --- the steps as they were released --------------------------------------------------------

NEW_IN_2 = {
    "change": ["document_date"],
    "parcel_history": ["zone_code", "lot", "land_no", "survey_no", "map_sheet"],
}
INDEXES_NEW_IN_2 = [
    *("parcel_map_sheet", "parcel_history_deed_no"),
    *("parcel_history_land_no", "parcel_history_map_sheet", "change_changed_at"),
]
NEW_IN_3 = {"change_row": ["code"]}
INDEXES_NEW_IN_3 = ["change_row_code"]
NEW_IN_4 = {"condo_unit": ["source_building_code"]}
NEW_IN_5 = {
    "finding": [
        *("assigned_to", "touched_m2", "things", "finding_key", "closed_at", "reopened_at"),
    ]
}
INDEXES_NEW_IN_5 = ["finding_finding_key"]
NEW_IN_6 = {
    "assessment": [
        *("payer_key", "item_key", "land_group", "tax_class", "version", "superseded_by"),
        "change_uuid",
    ],
    "assessment_line": ["source"],
    "land_use": ["reduction", "outside_tax"],
    "condo_unit": ["is_main_home", "reduction", "outside_tax"],
}
INDEXES_NEW_IN_6 = [
    *("assessment_payer_key", "assessment_superseded_by", "assessment_change_uuid"),
]

NEW_IN_7 = {"payment": ["payer_key", "source_parcel_code"], "notice": ["payer_key"]}
INDEXES_NEW_IN_7 = [
    *("payment_payer_key", "notice_payer_key", "finding_check_id"),
    *("building_source_parcel_code", "signboard_source_parcel_code"),
]
TABLES_NEW_IN_7 = ["stated_tax", "list_row", "special_property"]


def as_version_1(path: Path) -> None:
    """Make the file what version 1 declared: these lists stay as they are for good."""
    as_version_2(path)
    _without(path, INDEXES_NEW_IN_2, NEW_IN_2, 1)


def as_version_2(path: Path) -> None:
    as_version_3(path)
    _without(path, INDEXES_NEW_IN_3, NEW_IN_3, 2)


def as_version_3(path: Path) -> None:
    as_version_4(path)
    _without(path, [], NEW_IN_4, 3)


def as_version_4(path: Path) -> None:
    as_version_5(path)
    _without(path, INDEXES_NEW_IN_5, NEW_IN_5, 4)


def as_version_5(path: Path) -> None:
    as_version_6(path)
    _without(path, INDEXES_NEW_IN_6, NEW_IN_6, 5)


def as_version_6(path: Path) -> None:
    with sqlite3.connect(path) as opened:
        for name in TABLES_NEW_IN_7:
            opened.execute(f'DROP TABLE "{name}"')
            opened.execute("DELETE FROM gpkg_contents WHERE table_name = ?", (name,))
    _without(path, INDEXES_NEW_IN_7, NEW_IN_7, 6)


def _without(path: Path, indexes: list[str], new: dict[str, list[str]], version: int) -> None:
    with sqlite3.connect(path) as opened:
        for index in indexes:
            opened.execute(f"DROP INDEX {index}")
        for table, columns in new.items():
            for column in columns:
                opened.execute(f'ALTER TABLE "{table}" DROP COLUMN "{column}"')
        opened.execute("DELETE FROM schema_version")
        opened.execute(
            "INSERT INTO schema_version (uuid, version, applied_at) VALUES ('1', ?, '2026-01-01')",
            (version,),
        )


def structure(path: Path) -> dict:
    """Columns with their types, indexes and triggers; the order of columns is nobody's business."""
    with sqlite3.connect(path) as opened:
        names = [row[0] for row in opened.execute("SELECT name FROM pragma_table_list")]
        columns = {name: opened.execute(f'PRAGMA table_info("{name}")') for name in names}
        found = {name: sorted(row[1:] for row in rows) for name, rows in columns.items()}
        made = "SELECT type, name, sql FROM sqlite_master WHERE type IN ('index', 'trigger')"
        return {**found, "made": sorted(opened.execute(made), key=str)}


def test_version_1_becomes_what_a_new_file_is(workspace: Workspace):
    with workspace.transaction("import", document="ชม 1/2569") as tx:
        tx.insert("parcel", parcels(3))
        tx.insert("parcel_history", parcels(1)[["parcel_code", "geom"]].assign(parcel_uuid="x"))
    wanted, changes = structure(workspace.path), workspace.read("change")
    as_version_1(workspace.path)
    with pytest.raises(problem.OlderWorkspace):
        Workspace.open(workspace.path)
    upgrade(workspace.path)
    again = Workspace.open(workspace.path)
    assert structure(again.path) == wanted
    assert again.read("change").equals(changes)
    assert list(again.read("schema_version")["version"]) == list(range(1, SCHEMA_VERSION + 1))
    assert list(again.read("parcel_history")["parcel_code"]) == ["01A001"]
    with again.transaction("split", document="ชม 2/2569", document_date="2026-11-20") as tx:
        tx.update("parcel_history", again.read("parcel_history", ["uuid"]).assign(land_no="0012"))
    assert again.count("change", "document_date = '2026-11-20'") == 1
    assert again.count("parcel_history", "land_no = '0012'") == 1


def test_styles_of_the_older_version_are_written_anew(workspace: Workspace):
    with sqlite3.connect(workspace.path) as opened:
        for name in ("แผนที่ภาษี", "Tax Map", "ของสำนักงาน"):
            opened.execute("INSERT INTO layer_styles (styleName) VALUES (?)", (name,))
    as_version_1(workspace.path)
    upgrade(workspace.path)
    with sqlite3.connect(workspace.path) as opened:
        assert opened.execute("SELECT styleName FROM layer_styles").fetchall() == [("ของสำนักงาน",)]


def test_codes_given_up_before_version_3_are_found_in_it(workspace: Workspace):
    with workspace.transaction("import") as tx:
        uuids = tx.insert("parcel", parcels(3)).tolist()
    with workspace.transaction("renumber") as tx:
        tx.update_rows("parcel", [{"uuid": uuids[0], "parcel_code": "01A009"}])
        tx.update_rows("parcel", [{"uuid": uuids[1], "parcel_code": "01A002", "land_no": "7"}])
    wanted = structure(workspace.path)
    as_version_2(workspace.path)
    upgrade(workspace.path)
    again = Workspace.open(workspace.path)
    assert structure(again.path) == wanted
    assert again.rows("change_row", ["row_uuid", "code"], "code <> ''") == [
        {"row_uuid": uuids[0], "code": "01A001"}
    ]
    former = [one for one in find_parcels(again, "01A001") if not one.living]
    assert [(one.uuid, one.code, one.now) for one in former] == [(uuids[0], "01A001", "01A009")]


def test_condominium_units_from_before_version_4_may_name_their_building(workspace: Workspace):
    with workspace.transaction("import") as tx:
        tx.insert_rows("condo_unit", [{"condo_name": "อาคารสมมุติ", "unit_no": "99/1"}])
    wanted = structure(workspace.path)
    as_version_3(workspace.path)
    upgrade(workspace.path)
    again = Workspace.open(workspace.path)
    assert structure(again.path) == wanted
    assert again.rows("condo_unit", ["unit_no", "source_building_code"]) == [
        {"unit_no": "99/1", "source_building_code": None}
    ]


def test_findings_from_before_version_5_have_no_key_yet(workspace: Workspace):
    with workspace.transaction("import") as tx:
        said = Message("geometry_check.ring_open")
        tx.insert_rows("finding", [{"check_id": said.id, "message": said}])
    wanted = structure(workspace.path)
    as_version_4(workspace.path)
    upgrade(workspace.path)
    again = Workspace.open(workspace.path)
    assert structure(again.path) == wanted
    assert again.rows("finding", ["state", "finding_key"]) == [
        {"state": "open", "finding_key": None}
    ]


def test_tables_new_in_version_7_are_layers_like_those_of_a_new_file(workspace: Workspace):
    def contents() -> list[tuple]:
        told = "table_name, data_type, identifier, description, srs_id"
        with sqlite3.connect(workspace.path) as opened:
            return opened.execute(f"SELECT {told} FROM gpkg_contents ORDER BY 1").fetchall()

    with workspace.transaction("import") as tx:
        tx.insert_rows("payment", [{"receipt_book": "1", "receipt_no": "7", "paid": 100}])
    wanted, layers = structure(workspace.path), contents()
    as_version_6(workspace.path)
    upgrade(workspace.path)
    again = Workspace.open(workspace.path)
    assert structure(again.path) == wanted
    assert contents() == layers
    assert again.rows("payment", ["receipt_no", "payer_key"]) == [
        {"receipt_no": "7", "payer_key": None}
    ]
    with sqlite3.connect(workspace.path) as opened:
        opened.execute(
            "INSERT INTO list_row (tax_year, list_set, list_page, list_row)"
            " VALUES (2570, '1', '2', '3')"
        )
    assert all(row["uuid"] for row in again.rows("list_row", ["uuid"]))
