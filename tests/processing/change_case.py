"""Running the algorithms that change parcels, as the toolbox does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsGeometry,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)


class CancelledAfter(QgsProcessingFeedback):
    """An officer who presses Cancel once so much of the work is done (0 to 100)."""

    def __init__(self, percent: float) -> None:
        super().__init__()
        self.progressChanged.connect(lambda now: self.cancel() if now >= percent else None)


class Warned(QgsProcessingFeedback):
    """Keeps apart what the log shows as warnings."""

    def __init__(self) -> None:
        super().__init__()
        self.warnings: list[str] = []

    def pushWarning(self, text: str) -> None:
        self.warnings.append(text)
        self.pushInfo(text)


def run(kind, ws, feedback=None, **parameters):
    """The outputs, the features of the preview as dicts, and what was said; errors are raised."""
    algorithm, context = kind(), QgsProcessingContext()
    feedback = feedback or QgsProcessingFeedback()
    algorithm.initAlgorithm({})
    context.setProject(QgsProject.instance())
    parameters = {"OUTPUT": "memory:", "WORKSPACE": str(ws.path), **parameters}
    usable, why = algorithm.checkParameterValues(parameters, context)
    assert usable, why
    run_it = QgsProcessingAlgorithm.run  # as the toolbox does
    results, fine = run_it(algorithm, parameters, context, feedback, {}, False)
    assert fine
    rows = []
    if "OUTPUT" in results:
        layer = context.takeResultLayer(results["OUTPUT"])
        names = [field.name() for field in layer.fields()]
        rows = [dict(zip(names, one.attributes())) for one in layer.getFeatures()]
    return results, rows, feedback.textLog()


def pieces(rows) -> list[tuple[str, str, str, float]]:
    """Old code, new code, role and m² of each feature of the preview."""
    return [(r["old_code"], r["new_code"], r["role"], round(r["area_m2"], 2)) for r in rows]


@contextmanager
def drawn(*shapes, crs="EPSG:32647", fields="", rows=()) -> Iterator[str]:
    """A layer of the project with these shapes, None for a row without one; ``fields`` as
    ``&field=land_no:string``, ``crs`` empty for a layer that does not say its own."""
    kind = next(shape.geom_type for shape in shapes if shape is not None)
    layer = QgsVectorLayer(f"{kind}?crs={crs}{fields}", "วาด", "memory")
    layer.setCrs(QgsCoordinateReferenceSystem(crs))
    for at, shape in enumerate(shapes):
        feature = QgsFeature(layer.fields())
        geometry = QgsGeometry()
        if shape is not None:
            geometry.fromWkb(shapely.to_wkb(shape))
        feature.setGeometry(geometry)
        if rows:
            feature.setAttributes(list(rows[at]))
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    try:
        yield layer.id()
    finally:
        QgsProject.instance().removeMapLayer(layer.id())
