"""Fixtures that every layer's tests share."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from . import cluster as postgres

# `make test` tries the same examples each time; `make test-all` looks for new ones, more of them.
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=500, deadline=None)
settings.load_profile("fixed")

_SHARED = Path(__file__).parent.parent.parent / "shared" / "data"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real files; tests that need it skip where it is absent."""
    if not _SHARED.is_dir():
        pytest.skip("no real files beside the project (../shared/data)")
    return _SHARED


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """A PostgreSQL server of the tests' own."""
    if postgres.missing():
        pytest.skip(postgres.missing())
    with postgres.running_cluster() as running:
        yield running


@pytest.fixture(scope="session", autouse=True)
def _release_layers_before_qgis_ends():
    """QGIS crashes at exit while Python still holds one of its layers."""
    yield
    try:
        from qgis.core import QgsProject
    except ImportError:
        return
    QgsProject.instance().clear()
    gc.collect()
