"""The map on screen: every class can be told apart, also without colour."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
import shapely
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsExpressionContext,
    QgsExpressionContextUtils,
    QgsMapRendererSequentialJob,
    QgsMapSettings,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QImage

from taxmap_plugin.core.resources import load_csv
from taxmap_plugin.workspace.layer_styles import layer_source
from taxmap_plugin.workspace.map_style import apply_style
from taxmap_plugin.workspace.schema import table
from taxmap_plugin.workspace.store import Workspace

pytestmark = pytest.mark.usefixtures("qgis_app")
PIXELS, METRES = 1200, 100  # a picture of 100 m at 1:1000 and about 300 dpi


def codes(domain: str) -> list[str]:
    return [row["code"] for row in load_csv("domains", f"{domain}.csv")]


def picture(
    workspace: Workspace,
    name: str,
    labels: bool = False,
    all_classes: bool = False,
    metres: int = METRES,
) -> np.ndarray:
    """The layer in black and white on a square of 10 cm, True where it is dark."""
    layer = QgsVectorLayer(layer_source(workspace.path, name), name, "ogr")
    apply_style(layer, table(name), "th")
    for item in layer.renderer().legendSymbolItems() if all_classes else ():
        layer.renderer().checkLegendSymbolItem(item.ruleKey())
    layer.setLabelsEnabled(labels)
    settings = QgsMapSettings()
    settings.setLayers([layer])
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32647"))
    settings.setExtent(QgsRectangle(0, 0, metres, metres))
    settings.setOutputSize(QSize(PIXELS, PIXELS))
    settings.setOutputDpi(PIXELS / METRES * 1000 * 0.0254)
    context = QgsExpressionContext()
    context.appendScope(QgsExpressionContextUtils.mapSettingsScope(settings))
    settings.setExpressionContext(context)
    settings.setBackgroundColor(Qt.GlobalColor.white)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    image = job.renderedImage().convertToFormat(QImage.Format.Format_Grayscale8)
    bits = image.constBits()
    bits.setsize(image.sizeInBytes())
    grey = np.frombuffer(bits, np.uint8).reshape(PIXELS, image.bytesPerLine())[:, :PIXELS]
    return grey < 128


def labels_beside_each_other(workspace: Workspace, *names: str) -> list[QgsRectangle]:
    """Where the texts of these layers come to stand on 100 m at 1:1000, in metres."""
    layers = [QgsVectorLayer(layer_source(workspace.path, name), name, "ogr") for name in names]
    for layer, name in zip(layers, names):
        apply_style(layer, table(name), "th")
    settings = QgsMapSettings()
    settings.setLayers(layers)
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32647"))
    settings.setExtent(QgsRectangle(0, 0, METRES, METRES))
    settings.setOutputSize(QSize(PIXELS, PIXELS))
    settings.setOutputDpi(PIXELS / METRES * 1000 * 0.0254)
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    return [one.labelRect for one in job.takeLabelingResults().allLabels()]


def put(workspace: Workspace, name: str, **columns: list) -> None:
    with workspace.transaction("test") as tx:
        tx.delete(name, tx.read(name, ["uuid"])["uuid"])
        tx.insert(name, pd.DataFrame(columns))


def put_finding(workspace: Workspace, severity: str, state: str) -> None:
    put(
        workspace,
        "finding",
        check_id=["x"],
        message=["{}"],
        severity=[severity],
        state=[state],
        geom=[shapely.Point(50, 50)],
    )


@pytest.mark.parametrize(
    "name, column, domain, shape",
    [
        ("parcel", "line_state", "line_state", shapely.box(10, 10, 90, 90)),
        ("road", "kind", "road_kind", shapely.LineString([(5, 5), (95, 95)])),
    ],
)
def test_classes_differ_on_a_black_and_white_printer(workspace, name, column, domain, shape):
    pictures = {}
    for code in codes(domain):
        put(workspace, name, **{column: [code], "geom": [shape]})
        pictures[code] = picture(workspace, name)
        assert pictures[code].any(), code
    for one, other in combinations(pictures, 2):
        assert (pictures[one] != pictures[other]).sum() > 200, (one, other)


def test_states_of_findings_have_shapes_of_their_own(workspace: Workspace):
    pictures = {}
    open_ones = [(severity, "open") for severity in codes("severity")]
    others = [("error", state) for state in codes("finding_state") if state != "open"]
    for severity, state in open_ones + others:
        put_finding(workspace, severity, state)
        pictures[severity, state] = picture(workspace, "finding", all_classes=True)
    for one, other in combinations(pictures, 2):
        assert (pictures[one] != pictures[other]).sum() > 100, (one, other)


@pytest.mark.parametrize(
    "severity, state, shown",
    [
        ("error", "open", True),
        ("warning", "open", True),
        ("warning", "in_work", True),
        ("info", "open", False),
        ("error", "fixed", False),
        ("error", "accepted", False),
    ],
)
def test_at_first_the_map_shows_the_findings_that_wait_for_her(workspace, severity, state, shown):
    put_finding(workspace, severity, state)
    assert picture(workspace, "finding").any() == shown


def test_a_dashed_side_shows_beside_a_solid_neighbour(workspace: Workspace):
    shapes = [shapely.box(10, 10, 50, 90), shapely.box(50, 10, 90, 90)]
    column = slice(50 * PIXELS // METRES - 1, 50 * PIXELS // METRES + 2)
    rows = slice(20 * PIXELS // METRES, 80 * PIXELS // METRES)
    for states in (["unsurveyed", "surveyed"], ["surveyed", "unsurveyed"]):
        put(workspace, "parcel", line_state=states, geom=shapes)
        shared = picture(workspace, "parcel")[rows, column].any(axis=1)
        assert 0.4 < shared.mean() < 0.9
    put(workspace, "parcel", line_state=["surveyed", None], geom=shapes)
    assert picture(workspace, "parcel")[rows, column].any(axis=1).all()


def test_boundaries_have_their_rank(workspace: Workspace):
    """Parcel to building at least 1.8 : 1, and each higher boundary heavier (S4, S5)."""
    square = shapely.box(10, 10, 90, 90)
    widths = {}
    for name in ("boundary", "zone", "block", "parcel"):
        put(workspace, name, geom=[square])
        middle = picture(workspace, name)[:, PIXELS // 2 - 200 : PIXELS // 2 + 200]
        widths[name] = middle[: PIXELS // 2].sum(axis=0).max()
    assert widths["boundary"] >= widths["zone"] >= widths["block"] > widths["parcel"]


def test_a_parcel_shows_its_lot_number(workspace: Workspace):
    put(workspace, "parcel", parcel_code=["01A007"], geom=[shapely.box(10, 10, 90, 90)])
    bare = picture(workspace, "parcel")
    assert (picture(workspace, "parcel", labels=True) & ~bare)[500:700, 500:700].sum() > 300


@pytest.mark.parametrize("metres, factor", [(100, 1.0), (200, 0.7), (400, 0.5), (1600, 0.37)])
def test_lines_shrink_with_the_map_but_never_out_of_sight(workspace, metres, factor):
    """S3 on screen: 1:1000, 1:2000, 1:4000, and the 0.13 mm of S5 at 1:16,000."""
    margin = metres / 10
    put(workspace, "parcel", geom=[shapely.box(margin, margin, metres - margin, metres - margin)])
    dark = picture(workspace, "parcel", metres=metres)
    width = dark[:, PIXELS // 2][: PIXELS // 2].sum() / PIXELS * 100  # mm of a picture of 10 cm
    assert width == pytest.approx(0.35 * factor, abs=0.085)  # a pixel


@pytest.mark.parametrize("severity", ["warning", "error"])
def test_a_house_number_can_be_read_where_something_is_to_be_checked(
    workspace: Workspace, severity: str
):
    put_finding(workspace, severity, "open")
    place = workspace.read("finding", ["geom"])["geom"].iloc[0]
    put(workspace, "house_number", house_no=["12/3"], geom=[place])
    (text,) = labels_beside_each_other(workspace, "finding", "house_number")
    sign = QgsRectangle(place.x - 3, place.y + 0.5, place.x + 3, place.y + 7)
    dot = QgsRectangle(place.x - 0.4, place.y - 0.4, place.x + 0.4, place.y + 0.4)
    assert not text.intersects(sign)
    assert not text.intersects(dot)


def test_the_code_of_a_parcel_makes_room_for_what_is_to_be_checked(workspace: Workspace):
    put_finding(workspace, "warning", "open")
    place = workspace.read("finding", ["geom"])["geom"].iloc[0]
    around = shapely.box(place.x - 20, place.y - 15, place.x + 20, place.y + 25)
    put(workspace, "parcel", lot=["001"], geom=[around])
    (text,) = labels_beside_each_other(workspace, "finding", "parcel")
    assert not text.intersects(QgsRectangle(place.x - 3, place.y + 1, place.x + 3, place.y + 7))
