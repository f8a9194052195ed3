"""A process that is killed during an import leaves the workspace as it was, or as it should be."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from taxmap_plugin.core.municipality import Municipality
from taxmap_plugin.workspace.store import Workspace

ROOT = Path(__file__).parent.parent.parent
ROWS = 3_000
SCRIPT = f"""
import sys
import numpy as np, pandas as pd, shapely
from taxmap_plugin.core.feedback import Silent
from taxmap_plugin.exchange.layer_import import import_layer
from taxmap_plugin.exchange.source import source_from_arrays
from taxmap_plugin.workspace.store import Workspace

class Tell(Silent):
    def progress(self, fraction):
        if fraction >= float(sys.argv[2]):
            print("here", flush=True)
            sys.stdin.read()   # waits to be killed

x = np.arange({ROWS}) * 20.0 + 500_000
codes = [f"{{i // 999 + 1:02d}}A{{i % 999 + 1:03d}}" for i in range({ROWS})]
frame = pd.DataFrame({{"PARCEL_COD": codes}})
source = source_from_arrays(frame, shapely.box(x, 2_070_000, x + 20, 2_070_040), 32647, "p.shp")
import_layer(Workspace.open(sys.argv[1]), source, feedback=Tell())
print("done", flush=True)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return Workspace.create(tmp_path / "ทดสอบ.gpkg", Municipality("ทดสอบ")).path


def start(path: Path, fraction: float) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(path), str(fraction)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def counts(path: Path) -> list[int]:
    ws = Workspace.open(path)
    return [ws.count(name) for name in ("parcel", "import_row", "import_batch")]


@pytest.mark.parametrize(
    ("fraction", "left"),
    [
        (0.35, [0, 0, 0]),  # before the transaction
        (0.55, [0, 0, 0]),  # rows recognised, nothing written
        (0.8, [0, 0, 0]),  # parcels written, source rows not
        (0.999, [0, 0, 0]),  # all written, not committed
        (2.0, [ROWS, ROWS, 1]),  # let run to its end
    ],
)
def test_killed_at_a_known_moment(path, fraction, left):
    process = start(path, fraction)
    assert process.stdout is not None
    said = process.stdout.readline().strip()
    assert said == ("done" if fraction > 1 else "here")
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert counts(path) == left


@pytest.mark.slow
@pytest.mark.parametrize("seconds", [0.8, 1.0, 1.2, 1.4, 1.6, 1.8, 2.0, 2.5])
def test_killed_at_any_moment(path, seconds):
    process = start(path, 2.0)
    time.sleep(seconds)
    os.kill(process.pid, signal.SIGKILL)
    process.communicate()
    assert counts(path) in ([0, 0, 0], [ROWS, ROWS, 1])
