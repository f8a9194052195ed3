"""Where the parcels of a test are kept."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

import pytest

from . import land_case


@pytest.fixture(params=["geopackage", "postgis"])
def kept_in_both(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """``land_case.make`` makes a file the first time, and a database the second."""
    if request.param == "geopackage":
        yield request.param
        return
    cluster, made = request.getfixturevalue("cluster"), []
    monkeypatch.setattr(land_case, "make", partial(land_case.make_in_database, cluster, made))
    yield request.param
    for storage, database in made:
        storage.close()
        cluster.drop(database)
