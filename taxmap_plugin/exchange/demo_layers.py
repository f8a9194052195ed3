"""The demo's map as an office files it: Indian 1975 Shapefiles, names of ten letters, cp874.

The parcels carry the usual errors of such a file; the other layers follow other schemas,
as if other people had made them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Union

import numpy as np
import pandas as pd
import shapely
from numpy.random import Generator
from osgeo import gdal, ogr, osr

from ..core.area import to_rai_ngan_wah
from ..core.datum import transform_geometries
from ..core.demo_town import EPSG, DemoTown
from ..core.feedback import Feedback, Part, check_cancelled
from ..core.map_sheet import ROMAN
from ..core.message import Message
from ..core.resources import load_csv
from ..errors import TaxMapError
from . import demo_errors as errors
from .demo_errors import ErrorBook
from .shape_encoding import shape_encoding
from .source_read import quiet_gdal

INDIAN_UTM47, LONLAT = 24047, 4326
PARCELS = "parcel.shp"
SHEET_PARTS = r"^(?P<utm1>\d{4}) (?P<utm2>[IV]+) (?:(?P<utm3>\d{4})-(?P<utm4>\d\d) )?"
"""A sheet's name in its four parts; the aerial sheets of น.ส.3ก have the first two only."""

QUADRANTS = {roman: str(number) for number, roman in ROMAN.items()}
_MIXED_ZONE = "02"  # whose clerk writes the block in full: BLOCK_ID 02A, not A

Fields = dict[str, Union[int, type]]
"""Column name → width of a text, or int or float."""
Renamed = dict[str, tuple[str, Any]]
"""Our column → the file's column and its width or type."""

_PARCEL_FIELDS: Fields = {
    "PARCEL_COD": 20, "ZONE_ID": 4, "BLOCK_ID": 4, "LOT": 12, "LAND_TYPE": 20, "Chanod_no": 16,
    "SURVEY": 10, "LAND_NO": 10, "UTMMAP1": 6, "UTMMAP2": 4, "UTMMAP3": 6, "UTMMAP4": 4,
    "UTMSCALE": 6, "RAI": int, "NGAN": int, "WA": float, "MOO": 4, "TAMBON": 40,
}  # fmt: skip


class DemoFileError(TaxMapError):
    """A file of the demo cannot be written."""


def parcel_rows(town: DemoTown) -> pd.DataFrame:
    """The columns of the parcel layer, all right: text as text, ``geom`` in the town's CRS."""
    parcel = town.parcel
    sheet = parcel["source_map_sheet"].str.extract(SHEET_PARTS)
    full_block = parcel["zone_code"] == _MIXED_ZONE
    types = {r["code"]: r["th"] for r in load_csv("domains", "document_type.csv")}
    area = [to_rai_ngan_wah(int(value)) for value in parcel["document_area"]]
    frame = pd.DataFrame(
        {
            "PARCEL_COD": parcel["parcel_code"],
            "ZONE_ID": parcel["zone_code"],
            "BLOCK_ID": parcel["block_code"].where(full_block, parcel["block_code"].str[2:]),
            "LOT": parcel["lot"],
            "LAND_TYPE": parcel["document_type"].map(types),
            "Chanod_no": parcel["deed_no"],
            "SURVEY": parcel["survey_no"],
            "LAND_NO": parcel["land_no"],
            "UTMMAP1": sheet["utm1"],
            "UTMMAP2": sheet["utm2"].map(QUADRANTS),
            "UTMMAP3": sheet["utm3"],
            "UTMMAP4": sheet["utm4"],
            "UTMSCALE": parcel["map_scale"].astype("string").astype(object),
            "RAI": [rai for rai, _, _ in area],
            "NGAN": [ngan for _, ngan, _ in area],
            "WA": [float(wah) for _, _, wah in area],
            "MOO": parcel["moo"],
            "TAMBON": parcel["tambon"],
            "geom": parcel["geom"],
        }
    )
    return without_nan(frame)


def spoil_parcels(rng: Generator, frame: pd.DataFrame, book: ErrorBook) -> pd.DataFrame:
    """The parcel layer with the usual errors of a map, each written into ``book``."""
    frame = frame.copy()
    code = ["PARCEL_COD"]
    book.spoil(frame, "blank", [*code, "Chanod_no"], lambda _, text: "")
    book.spoil(frame, "none_text", [*code, "Chanod_no"], lambda _, text: "None")
    _copy_codes(frame, book)
    book.spoil(frame, "malformed", code, errors.malform)
    book.spoil(frame, "long_zone", ["ZONE_ID"], lambda _, text: f"0{text}"[-3:])
    book.spoil(frame, "code_differs", code, errors.swap_digits)
    book.spoil(frame, "thai_digits", [*code, "Chanod_no", "LAND_NO"], errors.in_thai_digits)
    book.spoil(frame, "misspelt_type", ["LAND_TYPE"], errors.misspell_type)
    book.spoil(frame, "bad_scale", ["UTMSCALE"], lambda r, text: str(r.choice(["400", "40000"])))
    shapes = frame["geom"].to_numpy(dtype=object, copy=True)
    for row in book.rows_for("invalid_ring", lambda r: not errors.cross_ring(shapes[r]).is_valid):
        shapes[row] = errors.cross_ring(shapes[row])
        book.note(row, "invalid_ring", "geom", "", "")
    for row in book.rows_for("no_shape"):
        shapes[row] = None
        book.note(row, "no_shape", "geom", "", "")
    frame["geom"] = shapes
    doubled = sorted(book.rows_for("doubled_feature"))
    for record, row in enumerate(doubled, len(frame) + 1):
        book.note_record(record, "doubled_feature", row + 1, book.codes[row])
    return pd.concat([frame, frame.iloc[doubled]], ignore_index=True)


def _copy_codes(frame: pd.DataFrame, book: ErrorBook) -> None:
    """Some parcels carry the code, block and lot of a neighbour: the file has that code twice."""
    columns = ["PARCEL_COD", "ZONE_ID", "BLOCK_ID", "LOT"]
    free = set(book.free)
    for row in book.rows_for("duplicate_code", lambda r: r > 0 and r - 1 in free):
        book.note(
            row, "duplicate_code", "PARCEL_COD", frame.at[row - 1, "PARCEL_COD"], book.codes[row]
        )
        frame.loc[row, columns] = frame.loc[row - 1, columns]
        book.free = [other for other in book.free if other != row - 1]


def write_layers(
    town: DemoTown, parcels: pd.DataFrame, folder: Path, rng: Generator, feedback: Feedback
) -> list[Path]:
    """Write all layers of the map below ``folder``; returns the files.

    Raises DemoFileError when one of them cannot be written, for example because it is open.
    """
    units = dict(zip(town.parcel["uuid"], town.parcel["parcel_code"]))
    thai = ("cp874", False)
    plan = [
        (PARCELS, parcels, _PARCEL_FIELDS, INDIAN_UTM47, thai),
        ("building.shp", *_buildings(town, units, rng), INDIAN_UTM47, ("utf-8", True)),
        ("signboard.shp", *_signboards(town), INDIAN_UTM47, thai),
        ("zone.shp", *_renamed(town.zone, {"zone_code": ("zone_id", 4)}), INDIAN_UTM47, thai),
        ("block.shp", *_renamed(town.block, {"block_code": ("block_id", 6)}), INDIAN_UTM47, thai),
        ("boundary.shp", *_renamed(town.boundary, {"name": ("MUN_NAME", 60)}), INDIAN_UTM47, thai),
        ("grid4000.shp", *_sheets(town), INDIAN_UTM47, ("utf-8", True)),
        ("road.geojson", *_renamed(town.road, _ROAD), LONLAT, ("utf-8", True)),
        ("water.geojson", *_renamed(town.water, _WATER), LONLAT, ("utf-8", True)),
        ("community.gpkg", *_renamed(town.community, _COMMUNITY), EPSG, ("utf-8", True)),
        ("public_land.gpkg", *_renamed(town.public_land, _PUBLIC), EPSG, ("utf-8", True)),
        ("house_number.gpkg", *_renamed(town.house_number, _HOUSE), EPSG, ("utf-8", True)),
    ]
    files = []
    for number, (name, frame, fields, epsg, (encoding, with_cpg)) in enumerate(plan):
        check_cancelled(feedback)
        path = folder / name
        part = Part(feedback, number / len(plan), (number + 1) / len(plan))
        write_layer(path, frame, fields, epsg, encoding, part)
        if not with_cpg:
            path.with_suffix(".cpg").unlink(missing_ok=True)
        files.append(path)
    return files


_ROAD: Renamed = {
    "name": ("road_name", 80),
    "kind": ("road_type", 20),
    "width_m": ("width", float),
}
_WATER: Renamed = {"name": ("water_name", 80), "kind": ("water_type", 20)}
_PUBLIC: Renamed = {
    "name": ("PUBLIC_NAM", 80), "kind": ("PUBLIC_TYP", 20), "deed_no": ("NSL_NO", 16),
    "agency": ("AGENCY", 60),
}  # fmt: skip
_COMMUNITY: Renamed = {"name": ("VILL_NAME", 80), "moo": ("MOO", 4)}
_HOUSE: Renamed = {"house_no": ("hs_no", 12), "moo": ("hs_moo", 4)}


def _renamed(frame: pd.DataFrame, columns: Renamed) -> tuple[pd.DataFrame, Fields]:
    fields: Fields = dict(columns.values())
    names = {column: name for column, (name, _) in columns.items()}
    return frame[[*names, "geom"]].rename(columns=names), fields


def _buildings(
    town: DemoTown, parcel_code: dict[str, str], rng: Generator
) -> tuple[pd.DataFrame, Fields]:
    """One building in eight has no code, one in two hundred a malformed one (practice.md §2.4)."""
    own = town.building
    draw = rng.random(len(own))
    code = own["building_code"].where(draw > 0.005, own["building_code"].str.replace("-B", "-"))
    coded = draw < 0.875
    parcel = own["parcel_uuid"].map(parcel_code)
    frame = pd.DataFrame(
        {
            "building_c": code.where(coded, None),
            "parcel_cod": parcel.where(coded, None),
            "b_type": own["building_type"],
            "b_mat": own["structure"],
            "no_floor": own["floors"],
            "b_year": own["age_years"],
            "b_area": own["floor_area_m2"],
            "hs_no": own["house_no"],
            "hs_moo": own["moo"],
            "b_note": own["building_name"],
            "geom": own["geom"],
        }
    )
    fields: Fields = {
        "building_c": 24, "parcel_cod": 20, "b_type": 8, "b_mat": 4, "no_floor": float,
        "b_year": int, "b_area": float, "hs_no": 12, "hs_moo": 4, "b_note": 60,
    }  # fmt: skip
    return frame, fields


def _signboards(town: DemoTown) -> tuple[pd.DataFrame, Fields]:
    columns: Renamed = {
        "signboard_code": ("s_code", 24), "signboard_name": ("s_name", 60),
        "signboard_type": ("s_type", 4), "sign_class": ("s_characte", 4),
        "width_cm": ("s_wide", float), "height_cm": ("s_length", float), "sides": ("no_side", int),
        "sign_text": ("s_text", 80),
    }  # fmt: skip
    return _renamed(town.signboard, columns)


def _sheets(town: DemoTown) -> tuple[pd.DataFrame, Fields]:
    frame = town.map_sheet[town.map_sheet["map_scale"] == 4000]
    short = frame["sheet_name"].str.replace(r"-00 1:4000$", "", regex=True)
    return _renamed(frame.assign(sheet_name=short), {"sheet_name": ("Mapsheet", 20)})


def write_layer(
    path: Path, frame: pd.DataFrame, fields: Fields, epsg: int, encoding: str, feedback: Feedback
) -> None:
    """Write ``frame`` (``geom`` in the town's CRS) to a file of its suffix, in ``epsg``.

    A file of the same name is replaced. Raises DemoFileError.
    """
    driver = {".shp": "ESRI Shapefile", ".geojson": "GeoJSON", ".gpkg": "GPKG"}[path.suffix]
    shapes = _in_crs(frame["geom"].to_numpy(dtype=object), epsg)
    with quiet_gdal():
        try:
            _write(path, driver, frame, fields, shapes, epsg, encoding, feedback)
        except RuntimeError as error:
            raise DemoFileError(
                Message("demo_files.not_written", file=path.name), str(error)
            ) from error


def _in_crs(shapes: np.ndarray, epsg: int) -> np.ndarray:
    moved = shapes if epsg == EPSG else transform_geometries(shapes, EPSG, epsg)
    digits = 8 if epsg == LONLAT else 3
    return np.asarray(shapely.transform(moved, lambda xy: np.round(xy, digits)), dtype=object)


@shape_encoding(None)
def _write(
    path: Path, driver: str, frame: pd.DataFrame, fields: Fields, shapes: np.ndarray, epsg: int,
    encoding: str, feedback: Feedback,
) -> None:  # fmt: skip
    maker = ogr.GetDriverByName(driver)
    if path.exists():
        maker.DeleteDataSource(str(path))
    dataset = maker.CreateDataSource(str(path))
    if dataset is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(epsg)
    options = [f"ENCODING={encoding.upper()}"] if driver == "ESRI Shapefile" else []
    kind = _kind(shapes)
    layer = dataset.CreateLayer(path.stem, crs, kind, options)
    if layer is None:
        raise RuntimeError(gdal.GetLastErrorMsg())
    for name, width in fields.items():
        field = ogr.FieldDefn(name, _FIELD_TYPES.get(width, ogr.OFTString))
        if isinstance(width, int):
            field.SetWidth(width)
        elif width is float:
            field.SetWidth(12)
            field.SetPrecision(2)
        layer.CreateField(field)
    columns = [frame[name].tolist() for name in fields]
    wkb = shapely.to_wkb(shapes)
    layer.StartTransaction()
    for row, values in enumerate(zip(*columns)):
        feature = ogr.Feature(layer.GetLayerDefn())
        for index, value in enumerate(values):
            if value is not None and value == value:
                feature.SetField(index, value)
        if wkb[row] is not None:
            feature.SetGeometryDirectly(ogr.CreateGeometryFromWkb(wkb[row]))
        if layer.CreateFeature(feature) != ogr.OGRERR_NONE:
            raise RuntimeError(gdal.GetLastErrorMsg())
        if row % 2000 == 0:
            check_cancelled(feedback)
            feedback.progress(row / len(frame))
    layer.CommitTransaction()


_FIELD_TYPES: dict[Any, int] = {int: ogr.OFTInteger, float: ogr.OFTReal}


def _kind(shapes: np.ndarray) -> int:
    """Single or multi type of the shapes' highest kind; files of GIS programs have one type."""
    ids = set(shapely.get_type_id(shapes[[shape is not None for shape in shapes]]))
    if ids <= {3, 6}:
        return int(ogr.wkbMultiPolygon if 6 in ids else ogr.wkbPolygon)
    if ids <= {1, 5}:
        return int(ogr.wkbMultiLineString if 5 in ids else ogr.wkbLineString)
    return int(ogr.wkbPoint)


def without_nan(frame: pd.DataFrame) -> pd.DataFrame:
    for column in frame.select_dtypes("object"):
        frame[column] = frame[column].where(frame[column].notna(), None)
    return frame
