"""What belongs into an installed plugin, in one place for the zip and for links."""

from __future__ import annotations

import configparser
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NAME = "taxmap_plugin"


def contents() -> dict[str, Path]:
    """Path inside the plugin's folder -> file of this checkout."""
    files = {}
    for path in sorted((ROOT / NAME).rglob("*")):
        if path.suffix in (".py", ".ui"):
            files[path.relative_to(ROOT / NAME).as_posix()] = path
    for folder, suffixes in (("resources", None), ("i18n", {".qm"})):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and (suffixes is None or path.suffix in suffixes):
                files[path.relative_to(ROOT).as_posix()] = path
    for name in ("metadata.txt", "LICENSE", "CHANGELOG.md"):
        files[name] = ROOT / name
    files.update(fonts())
    return files


def fonts() -> dict[str, Path]:
    """Sarabun (SIL Open Font License), from the package that carries it for Python."""
    found = find_spec("fontpkg_sarabun")
    if found is None or found.origin is None:
        return {}
    folder = Path(found.origin).parent
    names = {
        "files/Sarabun-Regular.ttf": "Sarabun-Regular.ttf",
        "files/Sarabun-Bold.ttf": "Sarabun-Bold.ttf",
        "LICENSE": "OFL.txt",
    }
    return {f"resources/fonts/{name}": folder / source for source, name in names.items()}


def plugin_version() -> str:
    """The version; metadata.txt is its one source."""
    parser = configparser.ConfigParser(interpolation=None)
    parser.read(ROOT / "metadata.txt", encoding="utf-8")
    return parser["general"]["version"]
