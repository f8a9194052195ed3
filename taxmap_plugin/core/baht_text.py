"""An amount in Thai words, as it stands beside the figures of a form.

>>> baht_text(12_150), baht_text(2_100_000_00)
('หนึ่งร้อยยี่สิบเอ็ดบาทห้าสิบสตางค์', 'สองล้านหนึ่งแสนบาทถ้วน')
"""

from __future__ import annotations

_DIGITS = ("", "หนึ่ง", "สอง", "สาม", "สี่", "ห้า", "หก", "เจ็ด", "แปด", "เก้า")
_PLACES = ("", "สิบ", "ร้อย", "พัน", "หมื่น", "แสน")
_MILLION = 1_000_000


def baht_text(satang: int) -> str:
    """``satang`` in words: บาทถ้วน without satang, else บาท and สตางค์; less than a baht สตางค์ alone.

    Raises ValueError below zero: no form has a negative amount in words.
    """
    if satang < 0:
        raise ValueError("an amount below zero")
    baht, rest = divmod(satang, 100)
    if not rest:
        return f"{number_text(baht)}บาทถ้วน"
    words = f"{number_text(rest)}สตางค์"
    return f"{number_text(baht)}บาท{words}" if baht else words


def number_text(number: int) -> str:
    """A whole number in words; ล้าน is said anew for every million of millions.

    >>> number_text(0), number_text(11), number_text(21_000_001)
    ('ศูนย์', 'สิบเอ็ด', 'ยี่สิบเอ็ดล้านเอ็ด')
    """
    if not number:
        return "ศูนย์"
    millions, below = divmod(number, _MILLION)
    before = f"{number_text(millions)}ล้าน" if millions else ""
    return before + _below_a_million(below, bool(millions))


def _below_a_million(number: int, follows: bool) -> str:
    """The words; a last one is เอ็ด where something stands before it."""
    words = ""
    for place in range(len(_PLACES) - 1, -1, -1):
        digit = number // 10**place % 10
        if not digit:
            continue
        if place == 0 and digit == 1 and (words or follows):
            words += "เอ็ด"
        elif place == 1:
            words += {1: "", 2: "ยี่"}.get(digit, _DIGITS[digit]) + "สิบ"
        else:
            words += _DIGITS[digit] + _PLACES[place]
    return words
