"""The invented municipality from the toolbox."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsVectorLayer,
)

from taxmap_plugin.processing.makedemotown import MakeDemoTown


def test_files_of_a_small_town(qgis_app, tmp_path):
    folder = tmp_path / "เทศบาล สาธิต"
    parameters = {"PARCELS": 300, "SEED": 5, "FOLDER": str(folder)}
    algorithm = MakeDemoTown()
    algorithm.initAlgorithm({})
    run_it = QgsProcessingAlgorithm.run  # as the toolbox does
    results, done = run_it(
        algorithm, parameters, QgsProcessingContext(), QgsProcessingFeedback(), {}, False
    )
    assert done
    assert Path(results["REGISTER"]).is_file()
    assert 20 <= results["ERRORS"] <= 40
    layer = QgsVectorLayer(str(folder / "map" / "parcel.shp"), "parcel", "ogr")
    assert layer.featureCount() == 301
    assert layer.crs().authid() == "EPSG:24047"


@pytest.mark.parametrize("parcels", [0, 299, 100_001])
def test_sizes_outside_the_range_are_refused(qgis_app, parcels):
    parameters = {"PARCELS": parcels, "FOLDER": "TEMPORARY_OUTPUT"}
    algorithm = MakeDemoTown()
    algorithm.initAlgorithm({})
    good, _ = algorithm.checkParameterValues(parameters, QgsProcessingContext())
    assert not good
