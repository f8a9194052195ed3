"""What rules look at stays together while somebody goes on working in the same file."""

from __future__ import annotations

import pandas as pd
from shapely import box

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.core.quality_sight import Sight


def test_rows_belong_to_the_shapes_that_were_read_before():
    """A parcel is deleted and another one drawn between the two readings."""
    before = pd.DataFrame(
        {
            "uuid": ["p1", "p2", "p3"],
            "parcel_code": ["01A001", "01A002", "01A003"],
            "geom": [box(x, 0, x + 10, 10) for x in (0, 10, 20)],
        }
    )
    after = pd.DataFrame({"uuid": ["p1", "p3", "p4"], "note": ["one", "three", "four"]})
    sight = Sight(
        lambda _, columns: after if columns is None else before,
        lambda _: "parcel_code",
        CodeStyle.load(),
        32647,
    )
    layer = sight.layer("parcel")
    assert [layer.name(at) for at in range(3)] == ["01A001", "01A002", "01A003"]
    assert layer.rows["note"].fillna("").tolist() == ["one", "", "three"]
    assert layer.rows["uuid"].tolist() == ["p1", "p2", "p3"]
