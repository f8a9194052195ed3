"""Background work with pyproj, task after task, as in an officer's long day."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = "tests.e2e.work_in_threads"
ROOT = Path(__file__).parent.parent.parent


@pytest.mark.parametrize("kind", ["task", "algorithm"])
def test_pyproj_survives_one_qgis_thread_after_another(kind: str):
    command = [sys.executable, "-X", "faulthandler", "-m", SCRIPT, kind]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.strip() == "survived", run.stderr[-2000:]
