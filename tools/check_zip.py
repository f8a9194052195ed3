"""What the plugin repository checks before it takes a zip: layout, bandit, detect-secrets."""

from __future__ import annotations

import json
import subprocess
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from .installation import NAME, ROOT, plugin_version

_MOST_BYTES = 25_000_000
_NEEDED = (
    "__init__.py",
    "metadata.txt",
    "LICENSE",
    "resources/icons/taxmap.svg",
    "i18n/taxmap_th.qm",
)
_UNWANTED = {".pyc", ".so", ".dll", ".dylib", ".exe", ".ts"}


def layout_problems(archive: Path) -> list[str]:
    names = [PurePosixPath(name) for name in zipfile.ZipFile(archive).namelist()]
    problems = [f"outside the one folder: {name}" for name in names if name.parts[0] != NAME]
    problems += [f"does not belong: {name}" for name in names if name.suffix in _UNWANTED]
    problems += [f"a test: {name}" for name in names if name.name.startswith("test_")]
    present = {str(name) for name in names}
    problems += [f"missing: {name}" for name in _NEEDED if f"{NAME}/{name}" not in present]
    if archive.stat().st_size > _MOST_BYTES:
        problems.append("over 25 MB")
    return problems


def scan(folder: Path) -> list[str]:
    tools = ROOT / ".venv" / "bin"
    bandit = subprocess.run(
        [tools / "bandit", "-q", "-r", ".", "-f", "txt"], cwd=folder, capture_output=True, text=True
    )
    problems = [bandit.stdout] if bandit.returncode else []
    secrets = subprocess.run(
        [tools / "detect-secrets", "scan", "--all-files", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    for path, found in json.loads(secrets.stdout)["results"].items():
        problems += [f"{path}:{one['line_number']}: {one['type']}" for one in found]
    return problems


def main() -> None:
    archive = ROOT / "build" / f"{NAME}-{plugin_version()}.zip"
    problems = layout_problems(archive)
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(archive).extractall(folder)
        problems += scan(Path(folder))
    if problems:
        raise SystemExit("\n".join(["The zip would be refused:", *problems]))
    print(f"{archive.name}: layout, bandit and detect-secrets are clean")


if __name__ == "__main__":
    main()
