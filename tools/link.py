"""Put this checkout into a QGIS profile, so that edits are seen at the next reload.

python -m tools.link [PROFILE_FOLDER]
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from .installation import NAME, ROOT

_LINKED = ("resources", "i18n", "metadata.txt", "LICENSE", "CHANGELOG.md")


def default_profile() -> Path:
    """The officer's own QGIS profile on this platform."""
    if sys.platform.startswith("win"):
        base = Path(os.environ["APPDATA"]) / "QGIS"
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support" / "QGIS"
    else:
        data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
        base = Path(data) / "QGIS"
    return base / "QGIS3" / "profiles" / "default"


def link_into(plugins: Path) -> Path:
    """Make ``plugins/taxmap_plugin`` a folder of links into this checkout."""
    target = plugins / NAME
    if target.is_symlink():
        target.unlink()
    elif target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    for path in [*(ROOT / NAME).iterdir(), *(ROOT / name for name in _LINKED)]:
        if path.name != "__pycache__" and path.exists():
            (target / path.name).symlink_to(path, target_is_directory=path.is_dir())
    return target


if __name__ == "__main__":
    profile = Path(sys.argv[1]) if len(sys.argv) > 1 else default_profile()
    print(f"linked: {link_into(profile / 'python' / 'plugins')}")
