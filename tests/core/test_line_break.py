"""Where Thai lines break (look-and-feel.md T7 to T11). ``|`` marks each cut, worked by hand."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.line_break import (
    BREAK_MARK,
    break_words,
    strip_break_marks,
    with_break_marks,
    words,
    wrap_lines,
)

OFFICE_PHRASES = """
หนังสือ|แจ้ง|การประเมิน|ภาษี|ที่ดิน|และ|สิ่งปลูกสร้าง
แผนที่|ภาษี|และ|ทะเบียน|ทรัพย์สิน
องค์กร|ปกครอง|ส่วนท้องถิ่น
เทศบาล|ตำบล|สาธิต
ทะเบียนคุม|ผู้ชำระภาษี
ผู้อำนวยการ|กองคลัง
หัวหน้าฝ่าย|แผนที่|ภาษี
เจ้าพนักงาน|ที่ดิน|จังหวัด
ราคา|ประเมิน|ทุนทรัพย์|ของ|ที่ดิน
ใบเสร็จรับเงิน|ค่า|ภาษี|ป้าย
คำร้อง|ขอแก้ไข|บัญชี|รายการ|ที่ดิน
ที่ดิน|ว่างเปล่า|หรือ|ไม่ได้|ทำประโยชน์
ตาม|ควร|แก่|สภาพ
ใช้|เพื่อ|การจัดเก็บ|ภาษี|เท่านั้น
ไม่ใช่|หลักฐาน|แสดง|แนวเขต|หรือ|กรรมสิทธิ์|ใน|ที่ดิน
ข้อมูล |ณ |วันที่ 12 มกราคม 2569
เนื้อที่ |1 ไร่ |2 งาน |34.5 ตารางวา
เนื้อที่ |1-2-34.5 ไร่
บ้านเลขที่ 99/1 |หมู่ที่ 3 |ตำบล|สาธิต |อำเภอ|สาธิต
บ้านเลขที่ ๙๙/๑ |หมู่ที่ ๓ |จังหวัด|เชียงใหม่
นายสาธิต ใจดี |ผู้ถือกรรมสิทธิ์
นางสาวสมใจ รักดี |เจ้าของร่วม
บริษัท สาธิตพัฒนา จำกัด (มหาชน) |เป็น|เจ้าของ
ระวาง 4746 II 9472-15 1:1000 |เลขที่ดิน 12
รหัส|แปลงที่ดิน |01A001/002 |ซ้ำ|กับ|แปลง|อื่น
พบ|แปลงที่ดิน|ซ้อนทับ|กัน |12 แปลง
นำเข้า|ชั้นข้อมูล|แปลงที่ดิน|เสร็จแล้ว
ไฟล์|นี้|ไม่มี|ระบบ|พิกัด |โปรด|ระบุ
จุด|ที่|ต้อง|ตรวจ|ทั้งหมด |8 รายการ
ประกาศใช้|รหัส|ของ|เขตย่อย
สำนักงาน|ที่ดิน|จังหวัด|เชียงใหม่
ไม่พบ|แปลงที่ดิน|ที่|ตรง|กับ|ทะเบียน
แบ่งแยก|ใน|นาม|เดิม
โฉนดที่ดิน|เลขที่ 1234 |หน้าสำรวจ 567
อาคารพาณิชย์|สองชั้น|ริม|ถนน
ป้าย|โฆษณา|ที่|มี|ข้อความ|เคลื่อนไหว
ตรวจ|ไฟล์|ของ|ฉัน
เรื่อง|ต่าง ๆ |ที่|เกี่ยวข้อง
ภ.ด.ส.6 |และ |ภ.ด.ส.7
กฎกระทรวง|ว่าด้วย|การ|ลดภาษี
เรียน |ผู้ว่าราชการจังหวัด
นายกเทศมนตรี|ตำบล|สาธิต
นายทะเบียน|และ|นายอำเภอ
พระราชบัญญัติ|ภาษี|ที่ดิน|และ|สิ่งปลูกสร้าง |พ.ศ. 2562
รวม|เนื้อที่|ทั้งสิ้น |๑-๒-๓๔ ไร่
เบี้ยปรับ|ร้อยละ 10 |ของ|จำนวน|ภาษี|ที่|ค้างชำระ
โปรด|ชำระภาษี|ภายใน|วันที่ 30 เมษายน 2569
คณะกรรมการ|พิจารณา|อุทธรณ์|การประเมิน|ภาษี
ผู้ยื่น|คำร้อง|คัดค้าน|การประเมิน
หนังสือ|มอบอำนาจ|ให้|ดำเนินการ|แทน
สิ่งปลูกสร้าง|บน|ที่ดิน|ของ|ผู้อื่น
อัตรา|ภาษี|ตาม|มาตรา 37 |วรรค|หก
ครอบครอง|ทำประโยชน์|ใน|ที่ดิน|ของ|รัฐ
ทะเบียน|หนังสือ|รับ |เลขที่ |ชม 55502/123
ขอ|ความร่วมมือ|ตรวจสอบ|บัญชี|รายการ|ทรัพย์สิน
ค่า|พิกัด|อยู่|นอก|ประเทศไทย
เปิด|ไฟล์|ค้าง|ไว้|ใน|โปรแกรม|อื่น
แผ่นที่ 3 |มาตราส่วน 1:1000
ดู|แผ่น 4 |ด้าน|ทิศตะวันออก
ชำระ|ไม่เกิน |3 งวด |งวด|ละ |1,500 บาท
หมู่บ้าน|จัดสรร|ไม่มี|เลข|แปลง
กรุงเทพฯ |และ|จังหวัด|ใกล้เคียง
""".strip().splitlines()


def shown(text: str) -> str:
    return "|".join(break_words(text, words()))


@pytest.mark.parametrize("phrase", OFFICE_PHRASES)
def test_office_phrases(phrase: str):
    assert shown(phrase.replace("|", "")) == phrase


def test_the_words_of_the_other_phrases_never_cut_wrongly():
    """A list that lacks a phrase's own words finds fewer cuts, not wrong ones (T9)."""
    right = wrong = 0
    for phrase in OFFICE_PHRASES:
        pieces = phrase.split("|")
        others = {"นาย", "นางสาว"} | {
            piece.strip()
            for other in OFFICE_PHRASES
            if other != phrase
            for piece in other.split("|")
        }
        good = set(places(pieces))
        found = set(places(break_words("".join(pieces), others)))
        right += len(found & good)
        wrong += len(found - good)
    assert right >= 85
    assert wrong <= right / 20


def places(pieces: list[str]) -> list[int]:
    ends, at = [], 0
    for piece in pieces[:-1]:
        at += len(piece)
        ends.append(at)
    return ends


@pytest.mark.parametrize(
    ("text", "never"),
    [
        ("ภาษี" + "ะ", "ะ"),
        ("ภาษีา", "า"),
        ("ภาษีำ", "ำ"),
        ("ภาษีๅ", "ๅ"),
        ("ต่างๆ ต่าง ๆ", "ๆ"),
        ("กรุงเทพฯ กรุงเทพ ฯ", "ฯ"),
        ("ที่ดิน ิที่ดิน", "ิ"),
        ("ที่ดิน ์ที่ดิน", "์"),
    ],
)
def test_never_before(text: str, never: str):
    """T10: never before a vowel that follows, a repetition or a mark."""
    for width in range(1, 10):
        assert not any(line.startswith(never) for line in wrap_lines(text, width, len))


@pytest.mark.parametrize("leading", list("เแโใไ"))
def test_never_after_a_leading_vowel(leading: str):
    text = f"ภาษี{leading}กา {leading}กาภาษี{leading}{leading}กา"
    for width in range(1, 10):
        assert not any(line.endswith(leading) for line in wrap_lines(text, width, len))


@pytest.mark.parametrize(
    "whole",
    [
        "นายสาธิต ใจดี",
        "บริษัท สาธิตพัฒนา จำกัด (มหาชน)",
        "01A001/002",
        "01A001-B001",
        "4746 II 9472-15 1:1000",
        "34.5 ตร.ว.",
        "๑,๒๓๔ บาท",
        "หมู่ที่ 3",
        "หมู่ที่ ๓",
        "12 ม.ค. 2569",
        "พ.ศ. 2562",
        "ต่าง ๆ",
    ],
)
def test_kept_whole_while_it_fits_on_a_line(whole: str):
    """T10: not inside a name, code, number with its unit, or "หมู่ที่ 3"."""
    text = f"แปลงที่ดิน {whole} แปลงที่ดิน"
    for width in range(len(whole), len(text)):
        assert any(whole in line for line in wrap_lines(text, width, len))


@pytest.mark.parametrize(
    ("text", "cuts"),
    [
        ("ตำบลหนองป่าสาธิต อำเภอบ้านสวน", "ตำบล|หนองป่าสาธิต |อำเภอ|บ้านสวน"),  # listed words
        ("ตำบลแม่เหียะ", "ตำบล|แม่เหียะ"),  # one listed word, one not
        ("ตำบลกุดจิก", "ตำบลกุดจิก"),  # in no list
        ("วัดกุดจิกวนาราม", "วัดกุดจิกวนาราม"),
        ("นายใจดี ที่ดิน", "นายใจดี ที่ดิน"),
    ],
)
def test_a_name_is_not_cut_whatever_it_is_made_of(text: str, cuts: str):
    assert shown(text) == cuts


def test_a_municipality_adds_its_own_places():
    own = words(["กุดจิก", " กุดจิกวนาราม ", ""])
    assert break_words("ตำบลกุดจิก", own) == ["ตำบล", "กุดจิก"]
    assert break_words("วัดกุดจิกวนาราม", own) == ["วัด", "กุดจิกวนาราม"]
    assert "กุดจิก" not in words()


@pytest.mark.parametrize(
    ("width", "lines"),
    [
        (60, ["หนังสือแจ้งการประเมินภาษีที่ดิน หมู่ที่ 3"]),
        (24, ["หนังสือแจ้งการประเมิน", "ภาษีที่ดิน หมู่ที่ 3"]),
        (13, ["หนังสือแจ้ง", "การประเมิน", "ภาษีที่ดิน", "หมู่ที่ 3"]),
        (7, ["หนังสือ", "แจ้ง", "การประ", "เมิน", "ภาษี", "ที่ดิน", "หมู่ที่", "3"]),
    ],
)
def test_lines_on_paper(width: int, lines: list[str]):
    assert wrap_lines("หนังสือแจ้งการประเมินภาษีที่ดิน หมู่ที่ 3", width, len) == lines


def test_line_feeds_and_blank_lines_stay():
    assert wrap_lines("เทศบาล\n\nกองคลัง", 20, len) == ["เทศบาล", "", "กองคลัง"]
    assert wrap_lines("", 20, len) == [""]


def test_the_width_is_measured_by_the_callers_font():
    def millimetres(line: str) -> float:  # marks above and below take no room
        return sum(2.0 for letter in line if unicodedata.category(letter) != "Mn")

    assert wrap_lines("ภาษีที่ดิน", 8.0, millimetres) == ["ภาษี", "ที่ดิน"]


LETTERS = st.text(
    st.sampled_from("กขคงดนมยรวสหอเแโใไะาำิีืุู่้์็ๆฯ๐๑๙09AZ -./()\n"), min_size=1, max_size=60
)
SENTENCES = st.lists(st.sampled_from(sorted(words())), min_size=1, max_size=12).map("".join)
TEXTS = st.one_of(LETTERS, SENTENCES)


@given(TEXTS)
def test_pieces_joined_are_the_text(text: str):
    pieces = break_words(text, words())
    assert "".join(pieces) == text
    assert all(pieces)
    for left, right in zip(pieces, pieces[1:]):
        assert right[0] not in "ะาำๅๆฯ" and not re.match("[ัิ-ฺ็-๎]", right)
        assert left[-1] not in "เแโใไ"


@given(TEXTS)
def test_marks_for_the_screen_never_reach_data(text: str):
    assert strip_break_marks(with_break_marks(text)) == text


@given(TEXTS, st.integers(1, 30))
def test_lines_lose_nothing_but_blanks_and_fit(text: str, width: int):
    lines = wrap_lines(text, width, len)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "").replace("\n", "")
    for line in lines:
        one_cluster = not wrap_lines(line, 0, len)[1:]
        assert len(line) <= width or one_cluster


def test_on_screen_blanks_inside_a_kept_run_do_not_break():
    marked = with_break_marks("ภาษีที่ดิน หมู่ที่ 3 ตำบลสาธิต")
    assert marked == f"ภาษี{BREAK_MARK}ที่ดิน หมู่ที่\u00a03 ตำบล{BREAK_MARK}สาธิต"
