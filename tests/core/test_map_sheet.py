"""Sheet names: the worked examples of practice.md §5.2 and the spellings of real files."""

from __future__ import annotations

import math

import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from taxmap_plugin.core.map_sheet import (
    SCALES,
    SheetName,
    corrected,
    extent,
    extents,
    parse_cell,
    parse_column,
    parse_parts,
    sheet_at,
    sheets_covering,
    validate,
)
from taxmap_plugin.core.message import render

TAKHLI = (647023.24, 1683144.48)  # the Department of Lands' own point
MAE_HIA = (495179.44, 2072279.55)  # on the 15′ line of latitude 18°45′


@pytest.mark.parametrize(
    ("place", "scale", "sheet"),
    [
        (TAKHLI, 4000, "5039 II 4682-00 1:4000"),
        (TAKHLI, 2000, "5039 II 4682-02 1:2000"),
        (TAKHLI, 1000, "5039 II 4682-07 1:1000"),
        (TAKHLI, 500, "5039 II 4682-29 1:500"),
        (MAE_HIA, 4000, "4746 II 9472-00 1:4000"),
        (MAE_HIA, 2000, "4746 II 9472-04 1:2000"),
        (MAE_HIA, 1000, "4746 II 9472-15 1:1000"),
        (MAE_HIA, 500, "4746 II 9472-53 1:500"),
    ],
)
def test_the_sheet_of_a_place(place, scale, sheet):
    assert sheet_at(*place, 47, scale)[0].text() == sheet


def test_where_a_15_minute_line_cuts_the_cell_both_names_are_right():
    name, admissible = sheet_at(*MAE_HIA, 47, 1000)
    assert [n.text() for n in admissible] == ["4746 I 9472-15 1:1000", "4746 II 9472-15 1:1000"]
    assert name in admissible
    assert all(validate(other, 47) is None for other in admissible)
    assert extent(admissible[0], 47) == extent(admissible[1], 47)


def test_away_from_the_line_there_is_one_name():
    assert len(sheet_at(*TAKHLI, 47, 1000)[1]) == 1


@pytest.mark.parametrize(
    ("name", "box"),
    [
        (SheetName("4746", 2, "9472", "15", 1000), (495000, 2072000, 495500, 2072500)),
        (SheetName("4746", 2, "9472", "04", 2000), (495000, 2072000, 496000, 2073000)),
        (SheetName("5039", 2, "4682", "07", 1000), (647000, 1683000, 647500, 1683500)),
        (SheetName("5039", 2, "4682", "00", 4000), (646000, 1682000, 648000, 1684000)),
    ],
)
def test_the_place_of_a_sheet(name, box):
    assert extent(name, 47) == box


@pytest.mark.parametrize(
    ("scale", "first", "next_to_it", "below_it", "last"),
    [
        (2000, (0, 1000), "02", "03", "04"),
        (1000, (0, 1500), "02", "05", "16"),
        (500, (0, 1750), "02", "09", "64"),
    ],
)
def test_sub_sheets_run_row_by_row_from_the_top_left(scale, first, next_to_it, below_it, last):
    e0, n0, size = 646000, 1682000, scale / 2
    x, y = e0 + first[0] + 1, n0 + first[1] + 1
    numbers = [
        sheet_at(*place, 47, scale)[0].sub
        for place in [(x, y), (x + size, y), (x, y - size), (e0 + 1999, n0 + 1)]
    ]
    assert numbers == ["01", next_to_it, below_it, last]


def test_the_practice_notes_correction():
    wrong = SheetName("4746", 4, "9278", "12", 1000)
    assert corrected(wrong, 47) == SheetName("4746", 1, "9278", "12", 1000)
    assert "4746 I 9278-12" in render(validate(wrong, 47), "th")
    assert validate(corrected(wrong, 47), 47) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        (SheetName("2838", 3, "1812", "00", 4000), "map_sheet.outside_thailand"),
        (SheetName("5838", 3, "1813", "00", 4000), "map_sheet.odd_kilometres"),
        (SheetName("5838", 3, "1812", "05", 2000), "map_sheet.sub_sheet"),
        (SheetName("5838", 3, "1812", "00", 1000), "map_sheet.sub_sheet"),
        (SheetName("5838", 3, "1812", "01", 4000), "map_sheet.sub_sheet"),
        (SheetName("5838", 2, "1416", "00", 4000), "map_sheet.wrong_quadrant"),
    ],
)
def test_names_that_no_sheet_has(name, reason):
    assert validate(name, 48).id == reason


places = st.tuples(
    st.floats(98.0, 105.5), st.floats(6.0, 20.0), st.sampled_from(SCALES)
)  # Indian 1975 longitude and latitude, scale


@given(places)
def test_a_sheet_holds_the_place_it_was_named_after(place):
    from pyproj import Transformer

    lon, lat, scale = place
    zone = 47 if lon < 102 else 48
    to_utm = Transformer.from_pipeline(
        "+proj=pipeline +step +proj=unitconvert +xy_in=deg +xy_out=rad "
        f"+step +proj=utm +zone={zone} +ellps=evrst30"
    )
    e, n = to_utm.transform(lon, lat)
    name, admissible = sheet_at(e, n, zone, scale)
    for each in {name, *admissible}:
        xmin, ymin, xmax, ymax = extent(each, zone)
        assert xmin <= e < xmax
        assert ymin <= n < ymax
        assert xmax - xmin == ymax - ymin == scale / 2
    assert all(validate(each, zone) is None for each in admissible)


names = st.builds(
    lambda column, row, quadrant, e, n, scale, sub: SheetName(
        f"{column}{row}",
        quadrant,
        f"{2 * e:02d}{2 * n:02d}",
        f"{sub % (4000 // scale) ** 2 + 1 if scale < 4000 else 0:02d}",
        scale,
    ),
    st.integers(44, 61),
    st.integers(20, 50),
    st.integers(1, 4),
    st.integers(0, 49),
    st.integers(0, 49),
    st.sampled_from(SCALES),
    st.integers(0, 63),
)
spellings = st.sampled_from(
    [
        "{b} {r} {en}-{s} 1:{scale}",
        "{b}{r}{en}-{s}",
        "{b} {r} {en} - {s}",
        "\n{b} {r} {en}-{s}",
        "{b}-{q}-{en}-{s}",
        "{b}{q}{en}-{s}",
        "{b} {r} {e}-{n}-{s}",
        "ระวาง {b} {r} {en}-{s}",
        "{b} {r} {en}-{s} ({scale})",
        "{b} {r} {en}-{short}",
    ]
)


@given(names, spellings, st.booleans())
def test_every_spelling_is_read_back(name, spelling, thai):
    roman = {1: "I", 2: "II", 3: "III", 4: "IV"}[name.quadrant]
    text = spelling.format(
        b=name.quad50k,
        r=roman,
        q=name.quadrant,
        en=name.en,
        e=name.en[:2],
        n=name.en[2:],
        s=name.sub,
        short=int(name.sub),
        scale=name.scale,
    )
    if thai:
        text = text.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    read = parse_cell(text, scale=str(name.scale))
    assert read.names == (name,)
    assert read.problem is None
    assert parse_cell(read.sheet).names == (name,)


@given(st.text(alphabet="0123456789IV -,.()ทค\n", max_size=24), st.sampled_from([None, "1000"]))
def test_whatever_stands_in_a_cell_a_sheet_that_is_read_could_exist(text, scale):
    read = parse_cell(text, scale)
    assert read.kind in ("utm", "other", "blank")
    assert read.names or read.problem or read.kind == "blank"
    for name in read.names:
        assert parse_cell(name.text()).names == (name,)


@pytest.mark.parametrize(
    ("text", "scale", "sheet"),
    [
        ("5838III1414", None, "5838 III 1414-00 1:4000"),
        ("5838 III 1410-00", "4000", "5838 III 1410-00 1:4000"),
        ("\n5838 II 2012-00", "4000", "5838 II 2012-00 1:4000"),
        ("583831812", "4000", "5838 III 1812-00 1:4000"),
        ("5838312-14", "4000", "5838 III 1214-00 1:4000"),
        ("5838II2012-9", "1000", "5838 II 2012-09 1:1000"),
        ("474619676", None, "4746 I 9676-00 1:4000"),
        ("4746 I 9676", "4000", "4746 I 9676-00 1:4000"),
        ("๔๗๔๖ II ๙๔๗๒-๑๕", "1:1,000", "4746 II 9472-15 1:1000"),
        ("5838lll1414", None, "5838 III 1414-00 1:4000"),
        ("5838 Ⅲ 1414", 4000.0, "5838 III 1414-00 1:4000"),
        ("5838 III 1814-00 (4000)", None, "5838 III 1814-00 1:4000"),
        ("4746 iv 4878–3 มาตราส่วน 1:2000", None, "4746 IV 4878-03 1:2000"),
    ],
)
def test_spellings_of_real_files(text, scale, sheet):
    read = parse_cell(text, scale)
    assert (read.sheet, read.problem) == (sheet, None)


@pytest.mark.parametrize(
    ("text", "scale", "reason", "offered"),
    [
        ("58381616", None, "map_sheet.misspelt", "5838 III 1616-00"),
        ("58383316-14", "4000", "map_sheet.misspelt", "5838 III 1614-00"),
        ("58387III1814", None, "map_sheet.misspelt", "5838 III 1814-00"),
        ("5838III182", "4000", "map_sheet.malformed", ""),
        ("5838320122", "4000", "map_sheet.malformed", ""),
        ("2838III1812", None, "map_sheet.outside_thailand", ""),
        ("5838III1813", None, "map_sheet.odd_kilometres", ""),
        ("5838 III 1414-05", None, "map_sheet.scale_unknown", "5838 III 1414-05 1:1000"),
        ("5838 III 1414-05", "4000", "map_sheet.sub_sheet", ""),
        ("5838 III 1414-17", "1000", "map_sheet.sub_sheet", ""),
        ("5838 III 1414", "1000", "map_sheet.sub_missing", ""),
        ("5838 III 1414-05 1:500", "1000", "map_sheet.scale_clash", ""),
    ],
)
def test_what_is_not_clear_is_flagged_and_not_guessed(text, scale, reason, offered):
    read = parse_cell(text, scale)
    assert read.names == ()
    assert read.kind == "utm"
    assert read.problem.id == reason
    assert offered in render(read.problem, "th")


@pytest.mark.parametrize("text", ["ทค", "1", "58", "5838", "นครราชสีมา 12 ฎ 4", "4-01"])
def test_other_kinds_of_sheets_are_kept_as_they_are(text):
    read = parse_cell(text)
    assert (read.kind, read.names) == ("other", ())
    assert text in render(read.problem, "th")


@pytest.mark.parametrize("text", [None, "", "  ", "None", "-", float("nan"), pd.NA])
def test_blank_cells(text):
    assert parse_cell(text).kind == "blank"
    assert parse_cell(text).problem is None


def test_two_sheets_in_one_cell_are_both_read_and_flagged():
    read = parse_cell("5838III1216,1416")
    assert [name.en for name in read.names] == ["1216", "1416"]
    assert read.problem.id == "map_sheet.several"
    both = parse_cell("5838 III 1216-00 และ 5838 II 2012-00")
    assert [name.quadrant for name in both.names] == [3, 2]


@pytest.mark.parametrize("scale", ["400", "40000"])
def test_a_scale_that_no_sheet_has_is_flagged(scale):
    read = parse_cell("5838 III 1414-00", scale)
    assert read.sheet == "5838 III 1414-00 1:4000"
    assert read.problem.id == "map_sheet.no_scale"


def test_a_sub_sheet_in_its_own_column():
    assert parse_cell("4746 II 9472", "1000", "7").sheet == "4746 II 9472-07 1:1000"
    assert parse_cell("4746 II 9472-07", "1000", "07").problem is None
    assert parse_cell("4746 II 9472-07", "1000", "8").problem.id == "map_sheet.sub_clash"


def test_a_column_is_read_as_its_cells_are():
    texts = pd.Series(["5838III1414", None, "ทค", "5838III1216,1416"] * 3, index=range(5, 17))
    scales = pd.Series(["4000", None, "x", None] * 3, index=texts.index)
    read = parse_column(texts, scales)
    assert list(read.index) == list(texts.index)
    for text, scale, row in zip(texts, scales, read.itertuples()):
        cell = parse_cell(text, scale)
        assert (row.sheet, row.names, row.kind, row.problem) == (
            cell.sheet,
            cell.names,
            cell.kind,
            cell.problem,
        )


def test_five_columns_of_the_land_office():
    read = parse_parts(
        pd.Series(["4746", "4746", 4746.0]),
        pd.Series(["2", "II", 2]),
        pd.Series(["9472", "9472", 474]),
        pd.Series(["7", "07", 0]),
        pd.Series(["1000", "1000", 4000]),
    )
    assert list(read["sheet"]) == [
        "4746 II 9472-07 1:1000",
        "4746 II 9472-07 1:1000",
        "4746 II 0474-00 1:4000",
    ]


def test_the_sheets_that_cover_a_place():
    found = sheets_covering((494900, 2072100, 495600, 2072400), 47, 1000)
    assert list(found["sheet"]) == [
        "4746 II 9472-14 1:1000",
        "4746 II 9472-15 1:1000",
        "4746 II 9472-16 1:1000",
    ]
    assert [name.text() for name in found["also"].iloc[0]] == ["4746 I 9472-14 1:1000"]
    boxes = found[["xmin", "ymin", "xmax", "ymax"]].to_numpy()
    assert (boxes == extents(list(found["name"]), 47)).all()


@given(st.floats(480e3, 520e3), st.floats(2.05e6, 2.09e6), st.floats(0, 9e3), st.floats(0, 9e3))
def test_covering_sheets_leave_no_gap(x, y, width, height):
    assume(math.isfinite(x + y + width + height))
    found = sheets_covering((x, y, x + width, y + height), 47, 2000)
    boxes = found[["xmin", "ymin", "xmax", "ymax"]]
    assert boxes["xmin"].min() <= x
    assert boxes["xmax"].max() >= x + width
    assert boxes["ymin"].min() <= y
    assert boxes["ymax"].max() >= y + height
    columns, rows = boxes["xmin"].nunique(), boxes["ymin"].nunique()
    assert len(found) == columns * rows == len(boxes.drop_duplicates())


def test_the_real_files_sheets(shared_data):
    import pyogrio

    parcels = pyogrio.read_dataframe(shared_data / "thai_taxmap" / "parcel.geojson")
    read = parse_column(parcels["Mapsheet"], parcels["Scale"])
    assert read["kind"].value_counts().to_dict() == {"utm": 2780, "blank": 625, "other": 4}
    assert read["sheet"].notna().sum() == 2770
    unread = read[(read["kind"] == "utm") & read["sheet"].isna()]
    assert unread["problem"].notna().all()


def test_the_real_sheet_frames_lie_where_their_names_say(shared_data):
    import pyogrio

    frames = pyogrio.read_dataframe(shared_data / "thai_taxmap" / "grid4000.geojson")
    frames = frames[frames["MAPSHEET"].notna()]
    read = parse_column(frames["MAPSHEET"])
    labels = frames[["X_LABEL", "Y_LABEL"]].astype(float).to_numpy()
    boxes = extents([cell[0] for cell in read["names"]], 48)
    assert (boxes[:, :2] == labels).all()
