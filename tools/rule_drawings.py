"""The small drawings of the rules of quality: resources/quality/ID.svg, all in one style.

python -m tools.rule_drawings          writes them anew

Ground is light grey, what is at fault is red, hatched where it is an area, so that it is told
without colour too. Qt draws neither patterns nor clips of SVG: hatches are lines.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Union

import shapely
from shapely import Polygon
from shapely.affinity import scale
from shapely.geometry.base import BaseGeometry

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "quality"
WIDTH, HEIGHT = 120, 80
_GROUND, _EDGE, _BUILDING = "#E4E6E8", "#4A4F55", "#B9BDC2"
_RED, _PALE = "#A8230F", "#FBE9E6"
_HATCH_APART = 4.0
_ZONE, _MUNICIPALITY = "10 3 2 3", "10 3 2 3 2 3"

Points = Iterable[tuple[float, float]]
Shape = Union[BaseGeometry, Points]


def _polygon(shape: Shape) -> BaseGeometry:
    return shape if isinstance(shape, BaseGeometry) else Polygon(list(shape))


def _path(shape: BaseGeometry) -> str:
    """The rings of polygons as a path."""
    rings = []
    for part in shapely.get_parts(shape):
        for ring in (part.exterior, *part.interiors):
            points = " L".join(f"{x:g} {y:g}" for x, y in ring.coords[:-1])
            rings.append(f"M{points} Z")
    return " ".join(rings)


def _area(shape: Shape, fill: str, stroke: str, width: float, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<path d="{_path(_polygon(shape))}" fill="{fill}" fill-rule="evenodd" '
        f'stroke="{stroke}" stroke-width="{width:g}" stroke-linejoin="round"{dashed}/>'
    )


def rect(x0: float, y0: float, x1: float, y1: float) -> Polygon:
    return shapely.box(x0, y0, x1, y1)


def ground(shape: Shape) -> str:
    """A parcel."""
    return _area(shape, _GROUND, _EDGE, 1.4)


def ground_of(*shapes: Shape) -> str:
    return "".join(map(ground, shapes))


def house(shape: Shape) -> str:
    """A building."""
    return _area(shape, _BUILDING, _EDGE, 1.2)


def border(shape: Shape, dash: str = "") -> str:
    """The outline of a block, zone or municipality."""
    return _area(shape, "none", "#1A1A1A", 2.6, dash)


def fault(shape: Shape) -> str:
    """An area at fault: pale red, hatched, with a red outline."""
    area = _polygon(shape)
    xmin, ymin, xmax, ymax = area.bounds
    steps = int((xmax - xmin + ymax - ymin) / _HATCH_APART) + 1
    lines = [
        shapely.LineString(
            [(xmin + at * _HATCH_APART, ymin), (xmin + at * _HATCH_APART - 200, ymin + 200)]
        )
        for at in range(1, steps + 1)
    ]
    hatch = "".join(
        f"M{part.coords[0][0]:.1f} {part.coords[0][1]:.1f}"
        f" L{part.coords[-1][0]:.1f} {part.coords[-1][1]:.1f} "
        for one in shapely.intersection(lines, area)
        for part in shapely.get_parts(one)
        if part.geom_type == "LineString" and not part.is_empty
    )
    drawn = f'<path d="{hatch.strip()}" fill="none" stroke="{_RED}" stroke-width="0.9"/>'
    return _area(area, _PALE, "none", 0) + (drawn if hatch else "") + _area(area, "none", _RED, 1.8)


def missing(shape: Shape) -> str:
    """What should be there and is not: a red dashed outline."""
    return _area(shape, "#FFFFFF", _RED, 1.8, "5 3")


def line(
    *points: tuple[float, float], colour: str = _RED, width: float = 2.0, dash: str = ""
) -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    drawn = " ".join(f"{x:g},{y:g}" for x, y in points)
    return (
        f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="{width:g}" '
        f'stroke-linejoin="round" stroke-linecap="{"butt" if dash else "round"}"{dashed}/>'
    )


def arrow(x0: float, y0: float, x1: float, y1: float) -> str:
    """A red arrow."""
    way = shapely.LineString([(x0, y0), (x1, y1)])
    back = way.interpolate(way.length - 7)
    dx, dy = (x1 - x0) / way.length * 4, (y1 - y0) / way.length * 4
    head = [(x1, y1), (back.x - dy, back.y + dx), (back.x + dy, back.y - dx)]
    return line((x0, y0), (back.x, back.y)) + _area(head, _RED, _RED, 0.5)


def dot(x: float, y: float, radius: float = 3.2) -> str:
    """A corner at fault."""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="{_RED}"/>'


def ring(x: float, y: float, radius: float = 9.0) -> str:
    """A red ring around what to look at."""
    return (
        f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}" fill="none" stroke="{_RED}" '
        'stroke-width="2"/>'
    )


def text(x: float, y: float, said: str, colour: str = "#1A1A1A", size: float = 13) -> str:
    """Digits and Latin letters, in the middle of a place."""
    return (
        f'<text x="{x:g}" y="{y + size * 0.36:g}" font-family="sans-serif" font-weight="bold" '
        f'font-size="{size:g}" text-anchor="middle" fill="{colour}">{said}</text>'
    )


def wrong(x: float, y: float, said: str, size: float = 13) -> str:
    return text(x, y, said, _RED, size)


def paper(x: float, y: float, wide: float = 34, high: float = 44) -> str:
    """A document."""
    lines = "".join(
        line((x + 6, y + 10 + step), (x + wide - 6, y + 10 + step), colour=_EDGE, width=1.2)
        for step in range(0, int(high) - 16, 7)
    )
    return _area(rect(x, y, x + wide, y + high), "#FFFFFF", _EDGE, 1.4) + lines


def person(x: float, y: float) -> str:
    head = f'<circle cx="{x:g}" cy="{y:g}" r="9" fill="{_BUILDING}" stroke="{_EDGE}" '
    body = [(x - 15, y + 32), (x - 12, y + 16), (x, y + 12), (x + 12, y + 16), (x + 15, y + 32)]
    return f'{head}stroke-width="1.4"/>' + _area(body, _BUILDING, _EDGE, 1.4)


def table(columns: Iterable[float], rows: Iterable[float]) -> str:
    """The grid of a table, its first row dark."""
    xs, ys = list(columns), list(rows)
    head = _area(rect(xs[0], ys[0], xs[-1], ys[1]), _GROUND, _EDGE, 1.2)
    body = _area(rect(xs[0], ys[1], xs[-1], ys[-1]), "#FFFFFF", _EDGE, 1.2)
    upright = "".join(line((x, ys[0]), (x, ys[-1]), colour=_EDGE, width=1) for x in xs[1:-1])
    level = "".join(line((xs[0], y), (xs[-1], y), colour=_EDGE, width=1) for y in ys[1:-1])
    return head + body + upright + level


WEST, EAST = rect(10, 10, 60, 70), rect(60, 10, 110, 70)
_ROWS = (14, 27, 40, 53, 66)


def _ellipse(x: float, y: float, across: float, up: float) -> BaseGeometry:
    return scale(shapely.Point(x, y).buffer(1, 8), across, up)


def _town() -> BaseGeometry:
    return Polygon([(8, 30), (22, 10), (60, 8), (76, 26), (70, 60), (40, 72), (12, 62)])


def _shapes() -> dict[str, str]:
    bow = [[(18, 14), (60, 40), (18, 66)], [(102, 14), (60, 40), (102, 66)]]
    diamond = Polygon([(60, 12), (80, 36), (60, 58), (40, 36)])
    outline = Polygon(rect(15, 12, 105, 70).exterior, [diamond.exterior])
    stack = [(24, 12), (84, 18), (78, 58), (20, 54)]
    pond = _ellipse(62, 40, 20, 13)
    return {
        "shape_missing": paper(8, 14, 30, 52)
        + missing(rect(54, 18, 108, 62))
        + wrong(81, 40, "?", 26),
        "shape_empty": "".join(
            line(*corner, colour=_EDGE)
            for corner in (
                ((22, 26), (22, 14), (34, 14)),
                ((86, 14), (98, 14), (98, 26)),
                ((98, 54), (98, 66), (86, 66)),
                ((34, 66), (22, 66), (22, 54)),
            )
        )
        + ring(60, 40, 14)
        + line((48, 54), (72, 26)),
        "shape_invalid": ground_of(*bow) + ring(60, 40),
        "shape_duplicate": ground(stack) + fault([(x + 12, y + 10) for x, y in stack]),
        "self_touch": ground(outline) + ring(60, 12) + dot(60, 12),
        "spike": ground([(14, 30), (70, 30), (74, 8), (77, 30), (106, 30), (106, 70), (14, 70)])
        + line((70, 30), (74, 8), (77, 30))
        + ring(74, 10, 8),
        "sliver": ground_of(
            [(8, 10), (55, 10), (52, 70), (8, 70)], [(64, 10), (112, 10), (112, 70), (53, 70)]
        )
        + fault([(55, 10), (64, 10), (53, 70), (52, 70)]),
        "tiny": ground_of(WEST, EAST) + fault(rect(55, 35, 65, 45)) + ring(60, 40, 15),
        "duplicate_corner": ground([(18, 24), (92, 14), (104, 64), (14, 66)])
        + dot(92, 14)
        + dot(97, 17)
        + ring(94, 16, 11),
        "multipart": ground_of(rect(10, 18, 48, 64), rect(76, 12, 110, 52))
        + line((29, 41), (93, 32), width=1.6)
        + dot(29, 41)
        + dot(93, 32),
        "hole": ground(rect(10, 10, 110, 70).difference(pond)) + missing(pond),
    }


def _fabric() -> dict[str, str]:
    beside = rect(34, 26, 90, 54)
    return {
        "overlap": ground_of(rect(10, 10, 70, 70), rect(50, 10, 110, 70))
        + fault(rect(50, 10, 70, 70)),
        "containment": ground(rect(10, 10, 110, 70)) + fault(rect(42, 26, 82, 54)),
        "gap": ground_of(rect(10, 10, 55, 70), rect(65, 10, 110, 70)) + fault(rect(55, 10, 65, 70)),
        "near_corner": ground_of(
            [(10, 14), (56, 14), (60, 68), (10, 68)], [(66, 20), (110, 14), (110, 68), (60, 68)]
        )
        + dot(56, 14)
        + dot(66, 20)
        + ring(61, 17, 12),
        "near_edge": ground_of(
            rect(10, 10, 60, 70), [(60, 10), (110, 10), (110, 70), (60, 70), (67, 40)]
        )
        + fault([(60, 10), (67, 40), (60, 70)])
        + dot(67, 40)
        + ring(66, 40, 11),
        "missing_corner": ground_of(WEST, rect(60, 10, 110, 40), rect(60, 40, 110, 70))
        + dot(60, 40)
        + ring(60, 40, 11),
        "crosses_block": ground(beside)
        + fault(rect(60, 26, 90, 54))
        + border(rect(6, 6, 60, 74))
        + border(rect(60, 6, 114, 74)),
        "crosses_zone": ground(rect(42, 16, 78, 64))
        + fault(rect(42, 40, 78, 64))
        + border(rect(6, 6, 114, 74), _ZONE)
        + line((6, 40), (114, 40), colour="#1A1A1A", width=2.6, dash=_ZONE),
        "outside_blocks": ground(rect(46, 28, 104, 56))
        + fault(rect(70, 28, 104, 56))
        + border(rect(8, 8, 70, 72)),
        "outside_zones": ground(rect(46, 28, 104, 56))
        + fault(rect(70, 28, 104, 56))
        + border(rect(8, 8, 70, 72), _ZONE),
        "outside_municipality": ground(rect(52, 32, 108, 58).difference(_town()))
        + ground(rect(52, 32, 108, 58).intersection(_town()))
        + fault(rect(52, 32, 108, 58).difference(_town()))
        + border(_town(), _MUNICIPALITY),
        "blocks_overlap": fault(rect(50, 22, 70, 58))
        + border(rect(8, 10, 70, 58))
        + border(rect(50, 22, 112, 72)),
        "zones_overlap": fault(rect(50, 22, 70, 58))
        + border(rect(8, 10, 70, 58), _ZONE)
        + border(rect(50, 22, 112, 72), _ZONE),
    }


def _codes() -> dict[str, str]:
    plot, lots = rect(14, 12, 106, 68), [rect(8 + 26 * at, 14, 34 + 26 * at, 66) for at in range(4)]
    return {
        "code_blank": ground(plot) + missing(rect(34, 30, 86, 50)),
        "code_form": ground(plot) + wrong(60, 40, "1A-7?", 19),
        "code_duplicate": ground_of(WEST, EAST)
        + wrong(35, 40, "007", 18)
        + wrong(85, 40, "007", 18),
        "code_parts": ground(plot)
        + text(60, 28, "01A005", size=17)
        + text(38, 54, "01", size=15)
        + wrong(60, 54, "B", 17)
        + text(84, 54, "005", size=15),
        "code_elsewhere": ground(rect(70, 28, 106, 60))
        + border(rect(6, 6, 58, 74))
        + border(rect(58, 6, 114, 74))
        + text(18, 20, "A", size=16)
        + text(102, 18, "B", size=16)
        + wrong(88, 44, "A07", 14),
        "code_retired": ground(plot)
        + text(60, 40, "01A001", size=18)
        + line((22, 52), (98, 28), width=2.6),
        "code_gaps": ground_of(lots[0], lots[1], lots[3])
        + missing(lots[2])
        + text(21, 40, "1", size=18)
        + text(47, 40, "2", size=18)
        + wrong(73, 40, "3?", 16)
        + text(99, 40, "4", size=18),
    }


def _units() -> dict[str, str]:
    both = [(20, 64), (20, 38), (38, 22), (56, 38), (56, 64)]
    return {
        "unit_no_land": ground(rect(8, 12, 56, 68)) + fault(rect(76, 28, 104, 54)),
        "unit_across": ground_of(WEST, EAST)
        + house(rect(38, 26, 78, 54))
        + fault(rect(60, 26, 78, 54))
        + line((60, 10), (60, 70), colour=_EDGE, width=1.4),
        "unit_off_land": ground(rect(8, 12, 72, 68))
        + house(rect(44, 26, 100, 54))
        + fault(rect(72, 26, 100, 54))
        + line((72, 12), (72, 68), colour=_EDGE, width=1.4),
        "unit_form": ground(rect(8, 10, 112, 70))
        + house(rect(30, 20, 90, 60))
        + wrong(60, 40, "1-B?", 20),
        "unit_not_drawn": paper(8, 14, 30, 52)
        + ground(rect(54, 14, 112, 66))
        + missing(rect(68, 26, 98, 54))
        + wrong(83, 40, "?", 24),
        "unit_duplicate": ground(rect(8, 10, 112, 70))
        + house(rect(18, 24, 52, 56))
        + house(rect(68, 24, 102, 56))
        + wrong(35, 40, "B1", 16)
        + wrong(85, 40, "B1", 16),
        "unit_parcel_missing": house(rect(10, 26, 44, 54))
        + arrow(46, 40, 64, 40)
        + missing(rect(66, 14, 112, 66))
        + wrong(89, 40, "?", 26),
        "unit_elsewhere": ground_of(WEST, EAST)
        + house(rect(74, 28, 102, 54))
        + arrow(72, 41, 28, 41),
        "building_type_missing": house(both) + wrong(86, 42, "?", 40),
    }


def _registers() -> dict[str, str]:
    slice_of_all = Polygon([(60, 40), (60, 4), (98, 4), (98, 26)])
    whole = _ellipse(60, 40, 31, 31)
    letter = rect(64, 28, 108, 58)
    return {
        "area_differs": ground(rect(6, 16, 50, 64))
        + paper(76, 14, 38, 52)
        + wrong(63, 40, "≠", 24),
        "use_sum": ground(rect(10, 12, 110, 68))
        + house(rect(10, 12, 46, 68))
        + fault(rect(84, 12, 110, 68)),
        "owner_id": _area(rect(10, 18, 110, 62), "#FFFFFF", _EDGE, 1.4)
        + person(28, 30)
        + text(66, 40, "1-23-4-", size=14)
        + wrong(102, 40, "5", 17)
        + ring(102, 40, 9),
        "owner_address": person(30, 26) + missing(letter) + line((64, 28), (86, 46), (108, 28)),
        "shares": _area(whole.difference(slice_of_all), _GROUND, _EDGE, 1.4)
        + fault(whole.intersection(slice_of_all)),
        "document_without_parcel": paper(10, 12, 38, 56)
        + arrow(52, 40, 66, 40)
        + missing(rect(70, 18, 112, 62)),
        "price_missing": ground(rect(14, 12, 106, 68)) + wrong(60, 40, "฿ ?", 28),
        "use_missing": fault(rect(10, 12, 110, 68)) + house(rect(42, 26, 78, 54)),
        "assessment_missing": paper(14, 10, 44, 60)
        + missing(_ellipse(86, 42, 22, 22))
        + wrong(86, 42, "฿", 26),
    }


def _places_and_files() -> dict[str, str]:
    frame, country = (
        rect(8, 12, 66, 68),
        [(34, 10), (48, 12), (58, 30), (46, 40), (40, 54), (48, 70), (38, 70), (30, 50), (26, 26)],
    )
    return {
        "sheet_position": _area(frame, "#FFFFFF", _EDGE, 1.6, "4 3")
        + line((8, 40), (66, 40), colour="#C4C8CC", width=1)
        + line((37, 12), (37, 68), colour="#C4C8CC", width=1)
        + fault(rect(84, 30, 110, 52))
        + arrow(82, 41, 56, 41),
        "outside_thailand": ground(country) + fault(rect(86, 26, 106, 44)) + ring(96, 35, 19),
        "wrong_zone": _area(rect(8, 10, 60, 70), "#FFFFFF", _EDGE, 1.4)
        + _area(rect(60, 10, 112, 70), "#FFFFFF", _EDGE, 1.4)
        + text(22, 22, "47", size=14)
        + text(98, 22, "48", size=14)
        + ground(rect(70, 36, 104, 62))
        + wrong(87, 49, "47", 17),
        "datum": ground(rect(14, 14, 62, 50))
        + missing(rect(60, 32, 108, 68))
        + arrow(38, 32, 82, 50),
        "garbled": table((10, 46, 110), _ROWS)
        + wrong(78, 33.5, "Ã¤Ã¶", 11)
        + wrong(78, 46.5, "¸Ô¹", 11)
        + wrong(78, 59.5, "â€œ?", 11),
        "null_word": table((10, 46, 110), _ROWS)
        + wrong(78, 33.5, "NULL", 12)
        + wrong(78, 46.5, "None", 12)
        + wrong(78, 59.5, "-", 14),
        "count_changed": table((8, 46), (12, 20, 28, 36, 44, 52, 60, 68))
        + arrow(52, 40, 70, 40)
        + table((74, 112), (12, 20, 28))
        + missing(rect(74, 30, 112, 68)),
        "field_lost": table((10, 44), _ROWS)
        + missing(rect(46, 14, 74, 66))
        + table((76, 110), _ROWS),
    }


_GROUPS: tuple[Callable[[], dict[str, str]], ...] = (
    _shapes,
    _fabric,
    _codes,
    _units,
    _registers,
    _places_and_files,
)


def drawings() -> dict[str, str]:
    """The SVG of each rule, by its id."""
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'width="{WIDTH}" height="{HEIGHT}">'
    )
    found = {id: body for group in _GROUPS for id, body in group().items()}
    return {id: f"{head}\n{_lines(body)}</svg>\n" for id, body in found.items()}


def _lines(body: str) -> str:
    """An element a line."""
    return "".join(f"  <{part}\n" for part in body.replace("><", ">\n<")[1:].split("\n<"))


def write(folder: Path = FOLDER) -> None:
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.svg"):
        old.unlink()
    for id, svg in drawings().items():
        (folder / f"{id}.svg").write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    write()
