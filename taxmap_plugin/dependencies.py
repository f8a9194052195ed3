"""Which Python packages the officer's QGIS lacks, and how to get them there.

The plugin loads without any of them; until they are there it offers this text
instead of its tools. Nothing here imports QGIS or Qt.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from typing import NamedTuple

from .core.message import Message


class Package(NamedTuple):
    """A package the plugin stands on.

    Import name, name to install, lowest version, and whether its wheel carries
    libraries that QGIS has loaded too (GEOS, PROJ).
    """

    module: str
    distribution: str
    lowest: tuple[int, ...]
    twin_libraries: bool = False


REQUIRED = (
    Package("numpy", "numpy", (1, 20)),
    Package("pandas", "pandas", (1, 5)),
    Package("shapely", "shapely", (2, 0), twin_libraries=True),
    Package("pyproj", "pyproj", (3, 2), twin_libraries=True),
)


def missing() -> list[Package]:
    """The required packages that are absent or too old."""
    return [package for package in REQUIRED if not _is_usable(package)]


def _is_usable(package: Package) -> bool:
    """True if it can really be imported: a package built for another NumPy cannot."""
    try:
        with own_libraries_first() if package.twin_libraries else nullcontext():
            found = import_module(package.module).__version__
    except (ImportError, ValueError, AttributeError):
        return False
    numbers = tuple(int(part) for part in found.split(".")[:2] if part.isdigit())
    return numbers >= package.lowest


@contextmanager
def own_libraries_first() -> Iterator[None]:
    """Let a wheel imported here use the GEOS, PROJ or GDAL it brought, not QGIS's.

    On Linux the program's libraries come first in the search for a symbol; a wheel that
    gets another GEOS than it was built for fails and takes QGIS down at exit, and one that
    gets QGIS's GDAL leads it to a foreign PROJ database, so that no layer has a CRS any more.
    """
    flags = getattr(sys, "getdlopenflags", int)()
    deep_bind = getattr(os, "RTLD_DEEPBIND", 0)
    if not deep_bind:
        yield
        return
    sys.setdlopenflags(os.RTLD_NOW | deep_bind)
    try:
        yield
    finally:
        sys.setdlopenflags(flags)


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
