"""Provinces, districts and sub-districts: registers write ``330506`` for a name.

The two-digit provinces ship with the plugin (``resources/admin/province.csv``, codes of
the Department of Provincial Administration). Districts and sub-districts come from the
package ``geothai`` where the officer's QGIS has it; without it their codes stay codes.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any, Optional

import numpy as np
import pandas as pd

from .resources import load_csv
from .thai_text import arabic_digits, clean_column

_LENGTHS = {"province": 2, "amphoe": 4, "tambon": 6}


def area_name(code: str) -> Optional[str]:
    """The Thai name of a province (2 digits), district (4) or sub-district (6), or None."""
    if len(code) == _LENGTHS["province"]:
        return _provinces().get(code)
    areas = _geothai()
    if areas is None:
        return None
    look_up = areas.district if len(code) == _LENGTHS["amphoe"] else areas.subdistrict
    found = look_up(code)
    return found.name_th if found is not None else None


def english_province(name: str) -> str:
    """A province's English name; the name as it is when it is none."""
    rows = load_csv("admin", "province.csv")
    return next((row["en"] for row in rows if row["th"] == name), name)


def area_names(series: pd.Series, level: str) -> pd.Series:
    """A column in which codes of ``level`` (province, amphoe, tambon) become names.

    Names stay as they are, and so do codes that nothing explains.
    """
    codes, distinct = pd.factorize(clean_column(series))
    names = np.empty(len(distinct) + 1, dtype=object)
    names[:-1] = [_name_or_text(text, _LENGTHS[level]) for text in distinct]
    return pd.Series(names[codes], index=series.index, dtype=object)


def _name_or_text(text: str, length: int) -> str:
    digits = arabic_digits(text)
    if len(digits) == length and digits.isdecimal():
        return area_name(digits) or text
    return text


@lru_cache(maxsize=None)
def _provinces() -> dict[str, str]:
    return {row["code"]: row["th"] for row in load_csv("admin", "province.csv")}


def _geothai() -> Any:
    try:
        import geothai
    except ImportError:
        return None
    return geothai
