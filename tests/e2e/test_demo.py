"""``make demo``: from an office's files to printed sheets, twice over in the same folder."""

from __future__ import annotations

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from taxmap_plugin.workspace.store import Workspace

ROOT = Path(__file__).parent.parent.parent
NAME = "เทศบาลตำบลสาธิต"


def play(*arguments: str) -> str:
    command = [sys.executable, "-m", "tools.demo", *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    output = tmp_path_factory.mktemp("ผลลัพธ์ demo")
    (output / "my own notes.txt").write_text("stays")
    play("--parcels", "300", "--output", str(output))
    return play("--parcels", "300", "--output", str(output)), output


def test_it_leaves_all_that_the_readme_promises(told):
    _, output = told
    names = {path.name for path in output.iterdir()}
    promised = {
        *("office_files", f"{NAME}.gpkg", f"{NAME}.qgz", "sheets", "match_report.xlsx"),
        *("tax.xlsx", "forms"),
    }
    assert promised <= names
    assert (output / "sheets" / "sheets.pdf").stat().st_size > 10_000
    made = {path.stem for path in (output / "forms").glob("*.pdf")}
    assert made == {"pds3_2569", "pds7_2569", "envelope_2569"}


def test_a_second_run_keeps_what_is_not_its_own(told):
    _, output = told
    assert (output / "my own notes.txt").read_text() == "stays"


def test_a_workspace_that_no_demo_made_is_left_alone(shared_data: Path, tmp_path: Path):
    (tmp_path / "thai_taxmap.gpkg").write_bytes(b"a year of work")
    command = [sys.executable, "-m", "tools.demo", "--output", str(tmp_path)]
    command += ["--input", str(shared_data / "thai_taxmap")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1
    assert "choose another folder" in done.stderr
    assert (tmp_path / "thai_taxmap.gpkg").read_bytes() == b"a year of work"


def test_every_source_row_is_accounted_for(told):
    said, output = told
    batches = Workspace.open(output / f"{NAME}.gpkg").read("import_batch")
    fates = batches[["inserted", "updated", "unchanged", "set_aside"]].sum(axis=1)
    assert (batches["row_count"] == fates).all()
    assert "What was set aside, and why" in said


def test_matches_agree_with_the_truth(told):
    said, _ = told
    found = re.search(r"precision ([\d.]+).*recall ([\d.]+)", said)
    assert float(found[1]) >= 0.999
    assert float(found[2]) >= 0.97


def test_every_sheet_carries_its_parcels(told):
    _, output = told
    with (output / "sheets" / "sheets.csv").open(encoding="utf-8-sig") as stream:
        rows = list(csv.DictReader(stream))
    assert rows
    for row in rows:
        assert row["drawn"] == row["parcels"], row
        assert (output / "sheets" / row["file"]).is_file()


@pytest.mark.slow
def test_real_layers_go_the_same_way(shared_data: Path, tmp_path: Path):
    said = play("--input", str(shared_data / "thai_taxmap"), "--output", str(tmp_path))
    assert "EPSG:32648" in said, "the place is in zone 48"
    assert "0 failed" in said


@pytest.mark.slow
def test_layers_without_parcels_or_map_sheets_do_not_end_in_a_crash(
    shared_data: Path, tmp_path: Path
):
    office = tmp_path / "office"
    office.mkdir()
    for name in ("block", "zone"):
        shutil.copy(shared_data / "thai_taxmap" / f"{name}.geojson", office)
    said = play("--input", str(office), "--output", str(tmp_path / "out"))
    assert "EPSG:32648" in said
    assert "to be checked: nothing" in said
