"""Arrows point down only (docs/architecture.md)."""

from __future__ import annotations

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

PLUGIN = Path(__file__).parent.parent / "taxmap_plugin"
BELOW = {
    "core": {"core"},
    "workspace": {"workspace", "core"},
    "editing": {"editing", "workspace", "core"},
    "exchange": {"exchange", "workspace", "core"},
    "cartography": {"cartography", "workspace", "core"},
    "processing": {"processing", "editing", "exchange", "cartography", "workspace", "core"},
    "gui": {"gui", "editing", "exchange", "cartography", "workspace", "core"},
}
NOT_IN_CORE = {"qgis", "PyQt5", "PyQt6", "osgeo", "pyogrio"}
MODULES = sorted(p for p in PLUGIN.rglob("*.py"))


def imports_of(path: Path) -> set[str]:
    """Every imported module as a dotted name; relative ones resolved to ``taxmap_plugin.*``."""
    package = ["taxmap_plugin", *path.relative_to(PLUGIN).parent.parts]
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *([node.module] if node.module else [])])
            names.add(module)
            names.update(f"{module}.{alias.name}" for alias in node.names)
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(PLUGIN)))
def test_imports_point_down(path: Path):
    layer = path.relative_to(PLUGIN).parts[0]
    for name in imports_of(path):
        top = name.split(".")[0]
        if layer == "core" or path.name in ("errors.py", "dependencies.py"):
            assert top not in NOT_IN_CORE, f"{path.name} imports {name}"
        assert top not in ("PyQt5", "PyQt6"), f"{path.name}: Qt comes through qgis.PyQt"
        if layer not in BELOW or not name.startswith("taxmap_plugin."):
            continue
        target = name.split(".")[1]
        if (PLUGIN / target).is_dir():
            assert target in BELOW[layer], f"{layer} must not import {target}"
        elif target in ("settings", "compat", "plugin"):
            assert layer != "core" and target != "plugin", f"{layer} must not import {target}"


def test_the_modules_of_the_file_report_import_each_other_in_no_circle():
    """Also not through an import that stands inside a function."""
    names = {f"taxmap_plugin.exchange.{p.stem}": p for p in PLUGIN.glob("exchange/diagnos*.py")}
    graph = {name: imports_of(path) & names.keys() for name, path in names.items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" → ".join(error.args[1]))
