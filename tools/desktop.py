"""Runs the real QGIS desktop under Xvfb, with a profile of its own, and drives it with a script.

A script is a Python file with a function ``drive(desktop)`` that is called inside QGIS; see
:mod:`tools.desktop_driver` for what ``desktop`` offers. What it puts into ``desktop.facts``
comes back as :attr:`Run.facts`, its pictures lie in :attr:`Run.folder`.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sysconfig
import time
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Optional

from .installation import NAME, ROOT
from .link import link_into

DRIVER = Path(__file__).with_name("desktop_driver.py")
STARTUP = Path(__file__).with_name("desktop_startup.py")
_USUAL_SIZE = 9
_USED = (NAME, "processing")
_UNUSED = ("MetaSearch", "GdalTools", "db_manager", "grassprovider", "sagaprovider")
SCREEN = (1366, 728)  # 1366 × 768 less a task bar of 40 (P1)


def why_not() -> str:
    """Why no desktop can be started here; empty when it can."""
    absent = [name for name in ("xvfb-run", "qgis") if shutil.which(name) is None]
    return f"not installed: {', '.join(absent)}" if absent else ""


@dataclass
class Run:
    """What one run of the desktop brought back."""

    facts: dict[str, Any]
    errors: list[str]
    exit_code: int
    log: str
    seconds: float
    folder: Path


@dataclass
class Desktop:
    """How to start QGIS: its profile, the plugin in it, language, theme, type size."""

    folder: Path
    archive: Optional[Path] = None  # the built zip; without it the checkout is linked
    language: str = "en"
    theme: str = "default"
    font_size: int = _USUAL_SIZE
    hidden: tuple[str, ...] = ()  # Python packages this QGIS shall not find
    built_in: tuple[str, ...] = ()  # plugins of QGIS's own to be switched on
    arguments: dict[str, Any] = field(default_factory=dict)  # for the script: desktop.arguments
    seconds: float = 120

    def run(self, script: Path) -> Run:
        """Start QGIS, let ``script`` drive it, wait for its end.

        Raises RuntimeError with QGIS's own output when it ends without an answer.
        """
        self._prepare_profile()
        answer = self.folder / "answer.json"
        answer.unlink(missing_ok=True)
        started = time.monotonic()
        exit_code, output = self._start(script, answer)
        if not answer.exists():
            raise RuntimeError(f"QGIS ended without an answer:\n{output[-4000:]}")
        told = json.loads(answer.read_text(encoding="utf-8"))
        seconds = time.monotonic() - started
        return Run(told["facts"], told["errors"], exit_code, output, seconds, self.folder)

    @property
    def profile(self) -> Path:
        return self.folder / "profiles" / "demo"

    def _prepare_profile(self) -> None:
        plugins = self.profile / "python" / "plugins"
        plugins.mkdir(parents=True, exist_ok=True)
        if self.archive is None:
            link_into(plugins)
        else:
            shutil.rmtree(plugins / NAME, ignore_errors=True)
            zipfile.ZipFile(self.archive).extractall(plugins)
        settings = self.profile / "QGIS" / "QGIS3.ini"
        settings.parent.mkdir(parents=True, exist_ok=True)
        settings.write_text(self._settings(), encoding="utf-8")

    def _settings(self) -> str:
        font = {"fontPointSize": str(self.font_size), "fontFamily": "Noto Sans"}
        if self.font_size == _USUAL_SIZE:
            font = {}
        font_before_336 = {f"stylesheet\\{key}": value for key, value in font.items()}
        values = {
            "PythonPlugins": {
                NAME: "true",
                "processing": "true",
                **dict.fromkeys(_UNUSED, "false"),
            },
            "Plugins": dict.fromkeys(self.built_in, "true"),
            "locale": {"overrideFlag": "true", "userLocale": self.language},
            "qgis": {"checkVersion": "false", "newsFeed": "false", **font_before_336},
            "app": {**font, "askToSaveMemoryLayers": "false"},  # of files in /tmp it asks, too
            "UI": {"UITheme": self.theme},
            "taxmap": {"language": self.language},
            "core": {"NewsFeed\\httpsfeedqgisorg\\disabled": "true"},
        }
        return "".join(
            f"[{section}]\n" + "".join(f"{key}={value}\n" for key, value in entries.items())
            for section, entries in values.items()
        )

    def _start(self, script: Path, answer: Path) -> tuple[int, str]:
        width, height = SCREEN
        command = ["xvfb-run", "-a", "-s", f"-screen 0 {width}x{height}x24", "qgis"]
        command += ["--profiles-path", str(self.folder), "--profile", "demo"]
        command += ["--noversioncheck", "--nologo", "--code", str(DRIVER)]
        with (self.folder / "qgis.log").open("w+", encoding="utf-8", errors="replace") as log:
            process = subprocess.Popen(
                command,
                env=self._environment(script, answer),
                cwd=self.folder,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            try:
                process.wait(self.seconds)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGABRT)  # makes Python say where it hung
                time.sleep(1)
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
            log.seek(0)
            return process.returncode, log.read()

    def _environment(self, script: Path, answer: Path) -> dict[str, str]:
        told = {
            "script": str(script.resolve()),
            "answer": str(answer),
            "folder": str(self.folder),
            "arguments": self.arguments,
        }
        return {
            **environment(),
            "PYQGIS_STARTUP": str(STARTUP),
            "TAXMAP_HIDE": ",".join(self.hidden),
            "TAXMAP_DRIVE": json.dumps(told),
        }


def environment() -> dict[str, str]:
    """The environment in which a QGIS of the system finds this project's Python packages."""
    found = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([sysconfig.get_paths()["purelib"], str(ROOT)]),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONFAULTHANDLER": "1",
        "QT_QPA_PLATFORM": "xcb",
        "LC_ALL": "C.UTF-8",
    }
    found.pop("QGIS_PLUGINPATH", None)
    return found
