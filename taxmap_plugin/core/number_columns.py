"""Columns of texts that are numbers: Thai digits are read, Arabic ones are stored.

Whatever brings such values in, an import, a form or a preview, reads them here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .thai_text import number_text

NUMBER_COLUMNS = frozenset(
    {
        *("deed_no", "land_no", "survey_no", "map_sheet", "volume", "page", "licence_no"),
        *("house_no", "moo", "postal_code", "telephone", "floor_no", "unit_no", "condo_reg_no"),
        *("receipt_book", "receipt_no"),
    }
)


def read_numbers(values: Mapping[str, Any]) -> dict[str, Any]:
    """A row with its numbers as they are stored; all else as it is."""
    return {
        name: number_text(value) if name in NUMBER_COLUMNS and isinstance(value, str) else value
        for name, value in values.items()
    }
