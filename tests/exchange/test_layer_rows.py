"""Source rows as they are kept."""

from __future__ import annotations

import json
import math
from typing import Any

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.exchange.layer_rows import RawRows
from taxmap_plugin.exchange.source import Source

LEAF = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text())
CELL = st.one_of(LEAF, st.lists(LEAF.filter(lambda value: value == value), max_size=3))


def kept(frame: pd.DataFrame) -> list[str]:
    rows = np.arange(len(frame)) + 1
    source = Source("", "ก.shp", "", "", frame, geom=None, rows=rows, fids=rows)
    return list(RawRows.of(source).values)


def plainly(frame: pd.DataFrame) -> list[str]:
    """Row after row, as the JSON module writes it."""

    def cell(value: Any) -> Any:
        return None if isinstance(value, float) and not math.isfinite(value) else value

    rows = frame.astype(object).to_dict("records") if len(frame.columns) else [{}] * len(frame)
    return [
        json.dumps({str(name): cell(value) for name, value in row.items()}, ensure_ascii=False)
        for row in rows
    ]


@given(st.lists(st.tuples(CELL, CELL), max_size=5), st.text())
def test_every_value_is_kept_as_json_says_it(rows: list[tuple], name: str):
    frame = pd.DataFrame(rows, columns=[name, name + "%s"], dtype=object)
    assert kept(frame) == plainly(frame)


def test_names_with_signs_and_texts_with_line_feeds():
    frame = pd.DataFrame({'100% "ก"': ["a,\nb", "NaN", None], "m": [1.5, np.nan, np.inf]})
    assert kept(frame) == plainly(frame)
    assert kept(frame[[]]) == ["{}"] * 3
