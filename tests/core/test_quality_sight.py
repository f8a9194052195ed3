"""What rules look at stays together while somebody goes on working in the same file."""

from __future__ import annotations

import pandas as pd
from shapely import box

from taxmap_plugin.core.code_style import CodeStyle
from taxmap_plugin.core.message import render
from taxmap_plugin.core.quality_sight import Sight

from .quality_case import found, sight


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
    seen = Sight(
        lambda _, columns: after if columns is None else before,
        lambda _: "parcel_code",
        CodeStyle.load(),
        32647,
    )
    layer = seen.layer("parcel")
    assert [layer.name(at) for at in range(3)] == ["01A001", "01A002", "01A003"]
    assert layer.rows["note"].fillna("").tolist() == ["one", "", "three"]
    assert layer.rows["uuid"].tolist() == ["p1", "p2", "p3"]


def test_what_has_no_code_is_called_by_what_it_is():
    blocks = [{"uuid": "k1", "block_code": "01A", "geom": box(0, 0, 20, 30)}]
    blocks += [{"uuid": "k2", "geom": box(20, 0, 40, 30)}]
    lots = [{"uuid": f"p{at}", "geom": box(0, 0, 40, 30)} for at in (1, 2)]
    seen = sight(parcel=[{**lots[0], "parcel_code": "01A001"}, lots[1]], block=blocks)
    (crossing,) = found("crosses_block", seen)["message"].tolist()[:1]
    nameless = "a block without a code (…k2)"
    assert render(crossing, "en") == f"01A001 lies in several blocks: 01A, {nameless}."
    assert render(crossing, "th") == "01A001 คร่อมเขตย่อย 01A, เขตย่อยที่ยังไม่มีรหัส (…k2)"
    (double,) = found("shape_duplicate", seen)["message"]
    assert render(double, "en") == "a parcel without a code (…p2) has the same shape as 01A001."
    assert render(double, "th") == "แปลงที่ยังไม่มีรหัส (…p2) มีรูปเดียวกับ 01A001"
