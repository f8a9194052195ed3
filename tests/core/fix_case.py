"""A few parcels with a fault, and what a fix makes of them."""

from __future__ import annotations

import numpy as np
import shapely

from taxmap_plugin.core.fix_site import Mended, Site
from taxmap_plugin.core.object_array import object_array
from taxmap_plugin.core.quality_rules import rule

from .quality_case import found, parcels, sight


def site(*shapes, id, locked=(), document=None, since=None, others=(), at=0, **options) -> Site:
    """The site of the fault number ``at`` that the rule finds; ``locked`` are positions."""
    fault = found(id, sight(parcel=parcels(*shapes)), **options).iloc[at]
    count = len(shapes)
    return Site(
        shapes=object_array(shapely.multipolygons(shapely.get_parts([one])) for one in shapes),
        names=[f"01A{place:03d}" for place in range(1, count + 1)],
        things=tuple(int(uuid[1:]) - 1 for uuid in fault["things"]),
        place=fault["place"],
        free=np.array([place not in locked for place in range(count)]),
        document_m2=np.full(count, np.nan) if document is None else np.array(document, float),
        since=[""] * count if since is None else since,
        others=object_array(others),
    )


def mend(*shapes, id, choice="", **more) -> Mended:
    one = rule(id)
    options = {
        name: more.pop(name) for name in ("tolerance", "width", "widest", "area") if name in more
    }
    own = {option.name: option.default for option in one.fix.options}
    asked = choice or next(iter(one.fix.choices), "")
    where = site(
        *shapes, id=id, **more, **{k: v for k, v in options.items() if k in one.defaults()}
    )
    return one.fix.mend(where, {**one.defaults(), **own, **options}, asked)


def xy(shape) -> set[tuple[float, float]]:
    """The corners, to the tenth of a millimetre."""
    return {tuple(np.round(one, 4).tolist()) for one in shapely.get_coordinates(shape)}
