"""How one municipality writes its codes: the grammar of practice.md §2.2 as data.

``resources/codes/*.json`` holds one grammar a file; an office overrides single values,
such as the letter of its signboards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Literal

from .municipality import Municipality
from .resources import load_json

Kind = Literal["building", "signboard"]
UNIT_KINDS: tuple[Kind, ...] = ("building", "signboard")
"""What stands on parcels and has a code that begins with the parcel's."""


@dataclass(frozen=True)
class CodeStyle:
    """How one municipality writes its codes.

    ``use_i_and_o`` concerns only the letters given to new blocks: existing codes
    with I and O are always read.
    """

    zone_digits: int
    lot_digits: int
    suffix_digits: tuple[int, ...]
    suffix_separator: str
    unit_separator: str
    unit_digits: int
    building_letter: str
    signboard_letter: str
    use_i_and_o: bool

    @classmethod
    def load(cls, name: str = "default", **overrides: Any) -> CodeStyle:
        """The style of ``resources/codes/NAME.json`` with the office's own settings."""
        values = {**load_json("codes", f"{name}.json"), **overrides}
        values["suffix_digits"] = tuple(values["suffix_digits"])
        return cls(**{field.name: values[field.name] for field in fields(cls)})

    @classmethod
    def of(cls, municipality: Municipality) -> CodeStyle:
        """The style that the settings of one office ask for."""
        return cls.load(
            municipality.code_style,
            signboard_letter=municipality.sign_letter,
            use_i_and_o=not municipality.skip_io,
        )

    @property
    def last_lot(self) -> int:
        """The greatest lot number of a block (999)."""
        return int(10**self.lot_digits - 1)

    def unit_letter(self, kind: Kind) -> str:
        return self.building_letter if kind == "building" else self.signboard_letter

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The strict grammar of a parcel code: groups zone, block, lot, suffixes."""
        suffix = ""
        for width in reversed(self.suffix_digits):
            suffix = rf"(?:{re.escape(self.suffix_separator)}[0-9]{{{width}}}{suffix})?"
        return re.compile(
            rf"([0-9]{{{self.zone_digits}}})([A-Z])([0-9]{{{self.lot_digits}}})({suffix})"
        )

    @cached_property
    def places(self) -> tuple[str, ...]:
        """What stands at each place of the longest code: "9" a digit, "A" a letter, "=x" an x."""
        separator = tuple("=" + character for character in self.suffix_separator)
        places = ("9",) * self.zone_digits + ("A",) + ("9",) * self.lot_digits
        for width in self.suffix_digits:
            places += separator + ("9",) * width
        return places

    @cached_property
    def lengths(self) -> tuple[int, ...]:
        """The lengths a code may have: undivided, divided once, twice, three times."""
        lengths = [self.zone_digits + 1 + self.lot_digits]
        for width in self.suffix_digits:
            lengths.append(lengths[-1] + len(self.suffix_separator) + width)
        return tuple(lengths)

    @property
    def longest(self) -> int:
        return self.lengths[-1]

    @property
    def suffix_example(self) -> str:
        """How suffixes are written: ``/001/01/1``."""
        return "".join(f"{self.suffix_separator}{1:0{width}d}" for width in self.suffix_digits)
