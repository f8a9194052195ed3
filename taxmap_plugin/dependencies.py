"""Which Python packages the officer's QGIS lacks, and how to get them there.

The plugin loads without any of them; until they are there it offers this text
instead of its tools. Nothing here imports QGIS or Qt.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NamedTuple

from .core.message import Message


class Package(NamedTuple):
    """A package the plugin stands on: import name, name to install, lowest version."""

    module: str
    distribution: str
    lowest: tuple[int, ...]


REQUIRED = (
    Package("numpy", "numpy", (1, 20)),
    Package("pandas", "pandas", (1, 5)),
    Package("shapely", "shapely", (2, 0)),
    Package("pyproj", "pyproj", (3, 2)),
)


def missing() -> list[Package]:
    """The required packages that are absent or too old."""
    return [package for package in REQUIRED if not _is_usable(package)]


def _is_usable(package: Package) -> bool:
    """True if it can really be imported: a package built for another NumPy cannot."""
    try:
        found = import_module(package.module).__version__
    except (ImportError, ValueError, AttributeError):
        return False
    numbers = tuple(int(part) for part in found.split(".")[:2] if part.isdigit())
    return numbers >= package.lowest


def how_to_install(packages: list[Package], platform: str = sys.platform) -> Message:
    """What to do on this platform, online and in a room without network."""
    names = " ".join(package.distribution for package in packages)
    wanted = " ".join(
        '"{}>={}"'.format(package.distribution, ".".join(map(str, package.lowest)))
        for package in packages
    )
    if platform.startswith("win"):
        return Message("dependencies.windows", names=names, wanted=wanted)
    if platform == "darwin":
        return Message("dependencies.macos", names=names, wanted=wanted)
    return Message("dependencies.linux", names=names, wanted=wanted)
