"""Encodings of Thai text, and text that was read in the wrong one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.line_break import words
from taxmap_plugin.core.text_encoding import (
    guess_encoding,
    is_mojibake,
    repair_mojibake,
    thai_plausibility,
)

OFFICE_TEXTS = [
    "โฉนดที่ดิน",
    "น.ส.3ก",
    "ทค",
    "สปก 4-01",
    "วัด",
    "นา",
    "เทศบาลตำบลสาธิต",
    "บ้านเลขที่ 99/1 หมู่ที่ ๓",
    "พันธุ์ สิทธิ์",
    "เธอเนตรนภา",
    "นายสาธิต ใจดี",
]
WESTERN_TEXTS = ["Café", "Peña", "Müller Straße", "São Paulo", "élève", "5 m²", "£50 ½", "a–b"]
THAI_WORDS = sorted(word for word in words() if len(word) > 3 and "." not in word)
THAI_SENTENCES = st.lists(
    st.one_of(st.sampled_from(THAI_WORDS), st.integers(0, 9999).map(str)), min_size=2, max_size=12
).map(" ".join)


def misread(raw: bytes, code_page: str) -> str:
    """Bytes as a lenient reader shows them: what the code page lacks becomes a C1 control."""
    letters = []
    for byte in raw:
        try:
            letters.append(bytes([byte]).decode(code_page))
        except UnicodeDecodeError:
            letters.append(chr(byte))
    return "".join(letters)


@pytest.mark.parametrize("text", OFFICE_TEXTS)
@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp874", "cp874"),
        ("tis-620", "cp874"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
    ],
)
def test_office_texts_in_every_encoding(text: str, written: str, named: str):
    encoding, certainty = guess_encoding(text.encode(written))
    assert encoding == named
    assert certainty >= 0.5


@given(THAI_SENTENCES)
def test_encoded_guessed_and_read_again(text: str):
    for written in ("utf-8", "cp874", "utf-16"):
        raw = text.encode(written)
        encoding, certainty = guess_encoding(raw)
        if text.isascii():
            assert raw.decode(encoding) == text
        else:
            assert raw.decode(encoding) == text and certainty > 0.5


def test_ascii_says_nothing_about_the_encoding():
    assert guess_encoding(b"01A001;632") == ("utf-8", 0.5)
    assert guess_encoding(b"") == ("utf-8", 0.5)


def test_letters_cut_at_the_width_of_a_field_are_still_utf8():
    cut = "โฉนดที่ดิน".encode()[:-1] + b"   " + "เทศบาล".encode()[:-2] + b" 01A001"
    encoding, certainty = guess_encoding(cut)
    assert encoding == "utf-8" and certainty > 0.9


def test_a_sample_that_ends_inside_a_letter_is_utf8():
    assert guess_encoding("ที่ดิน".encode()[:-1]) == ("utf-8", 1.0)


def test_western_text_is_no_certain_thai():
    assert guess_encoding("Müller Straße".encode("latin-1"))[1] < 0.5


@pytest.mark.parametrize("text", OFFICE_TEXTS)
@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("cp874", "latin-1"),
        ("cp874", "cp1252"),
        ("utf-8", "latin-1"),
        ("utf-8", "cp1252"),
        ("utf-8", "cp874"),
    ],
)
def test_text_read_in_the_wrong_encoding_is_seen_and_repaired(text: str, written: str, read: str):
    garbled = misread(text.encode(written), read)
    assert is_mojibake(garbled)
    assert repair_mojibake(garbled) == text


@given(THAI_SENTENCES.filter(lambda text: not text.isascii()))
def test_any_thai_sentence_survives_a_wrong_reading(text: str):
    for written, read in (("cp874", "cp1252"), ("utf-8", "latin-1"), ("utf-8", "cp874")):
        assert repair_mojibake(misread(text.encode(written), read)) == text


@given(THAI_SENTENCES)
def test_sound_thai_is_left_alone(text: str):
    assert not is_mojibake(text)
    assert repair_mojibake(text) is None


@pytest.mark.parametrize("text", [*OFFICE_TEXTS, *WESTERN_TEXTS, "ที่ดิน – บ้าน", "01A001", ""])
def test_sound_text_of_any_kind_is_left_alone(text: str):
    assert not is_mojibake(text)
    assert repair_mojibake(text) is None


@pytest.mark.parametrize("text", ["\ufffd\ufffdดิน", "????", "เธ\ufffdเธฒเธ\ufffd"])
def test_letters_lost_for_good_are_seen_but_not_made_up(text: str):
    assert is_mojibake(text)
    assert repair_mojibake(text) is None


def test_plausibility():
    assert thai_plausibility("โฉนดที่ดิน") == 1.0
    assert thai_plausibility("่ดะิเ") < 0.5
    assert thai_plausibility("parcel") == 0.0
