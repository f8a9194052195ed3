"""The address of an owner as it is written on a letter and an envelope."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

_CURRENT = "2"  # of send_to: letters go to the address where the owner lives now
_STREET = (
    ("house_no", "เลขที่", "เลขที่|บ้านเลขที่"),
    ("moo", "หมู่ที่", "หมู่"),
    ("village", "หมู่บ้าน", ""),
    ("soi", "ซอย", "ซอย|ซ\\.|ตรอก"),
    ("road", "ถนน", "ถนน|ถ\\."),
)
_CAPITAL = "กรุงเทพ"
_SUBDISTRICT = re.compile(r"^(ตำบล|ต\.|แขวง)\s*")
_DISTRICT = re.compile(r"^(อำเภอ|อ\.|เขต)\s*")
_PROVINCE = re.compile(r"^(จังหวัด|จ\.)\s*")


@dataclass(frozen=True)
class PostalAddress:
    """``street`` is what stands above the district; the rest without its words."""

    street: str
    amphoe: str = ""
    province: str = ""
    postal_code: str = ""

    @property
    def is_known(self) -> bool:
        return bool(self.street)

    @property
    def district(self) -> str:
        """District, province and postcode, with their words."""
        in_capital = self.province.startswith(_CAPITAL)
        parts = (
            ("เขต" if in_capital else "อำเภอ") + self.amphoe if self.amphoe else "",
            ("" if in_capital else "จังหวัด") + self.province if self.province else "",
            self.postal_code,
        )
        return " ".join(part for part in parts if part)

    def __str__(self) -> str:
        return f"{self.street} {self.district}".strip()


def postal_address(row: Mapping[str, Any]) -> PostalAddress:
    """The address of a row of ``owner_private`` to which letters go; one without a street where
    none is known."""

    def of(name: str) -> str:
        return str(row.get(name) or "").strip()

    province = _PROVINCE.sub("", of("province"))
    told = _DISTRICT.sub("", of("amphoe")), province, of("postal_code")
    if row.get("send_to") == _CURRENT and of("current_address"):
        return PostalAddress(of("current_address"))
    parts = [_worded(of(name), word, known) for name, word, known in _STREET]
    tambon = _SUBDISTRICT.sub("", of("tambon"))
    if tambon:
        parts.append(("แขวง" if province.startswith(_CAPITAL) else "ตำบล") + tambon)
    return PostalAddress(" ".join(part for part in parts if part), *told)


def _worded(text: str, word: str, known: str) -> Optional[str]:
    """A part with its word before it, unless it brings one."""
    if not text or (known and re.match(known, text)):
        return text
    return f"{word} {text}" if text[0].isdigit() else f"{word}{text}"
