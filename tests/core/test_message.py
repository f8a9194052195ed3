"""A stored message reads the same as on the day it was said."""

from __future__ import annotations

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from taxmap_plugin.core.message import Message, Term, render, stored_message
from taxmap_plugin.core.thai_date import local_time

TERM = st.builds(Term, st.text(), st.text())
SIMPLE = st.one_of(
    st.text(), st.integers(), st.booleans(), st.none(), st.dates(), st.datetimes(), TERM
)
NAMES = st.sampled_from(["code", "row", "file", "reason", "count"])
MESSAGES = st.recursive(
    st.builds(lambda p: Message("common.rows", **p), st.dictionaries(NAMES, SIMPLE)),
    lambda inner: st.builds(
        lambda p: Message("common.rows", **p),
        st.dictionaries(NAMES, st.one_of(SIMPLE, inner, st.lists(inner, max_size=3))),
    ),
    max_leaves=6,
)


@given(MESSAGES)
def test_reads_back_as_it_was_stored(message: Message):
    assert Message.from_json(message.to_json()) == message


def test_a_reason_inside_a_message_is_said_in_the_readers_language():
    stored = Message("common.rows", count=Message("common.cancelled")).to_json()
    assert render(Message.from_json(stored), "th").startswith("ยกเลิกแล้ว")


def test_a_day_is_said_as_the_reader_writes_days():
    said = Message("meanwhile.gone", code="01A001", user="สมชาย", day=dt.date(2026, 11, 28))
    for message in (said, Message.from_json(said.to_json())):
        assert "เปลี่ยนแปลงเมื่อ 28 พ.ย. 2569 ยัง" in render(message, "th")
        assert "changed it on 28 Nov 2026." in render(message, "en")


def test_a_moment_is_said_with_its_time_of_day():
    moment = local_time("2026-11-27T18:30:12.5Z")
    said = Message("undo.by_yourself", things="x", moment=moment)
    for message in (said, Message.from_json(said.to_json())):
        assert "เมื่อ 28 พ.ย. 2569 01:30" in render(message, "th")
        assert "28 Nov 2026 01:30" in render(message, "en")


def test_an_unknown_id_is_shown_rather_than_nothing():
    assert render(Message("nowhere.to_be_found", code="01A001"), "en").endswith("code=01A001")


def test_counts_have_separators_and_years_have_none(monkeypatch):
    texts = {"x.y": {"th": "{count} แปลง ปี {year} แถว {row}", "en": "{count} in {year}, row {row}"}}
    monkeypatch.setattr("taxmap_plugin.core.message.load_json", lambda *_, **__: texts)
    told = Message("x.y", count=2997, year=2569, row=1234)
    assert render(told, "en") == "2,997 in 2569, row 1234"
    assert render(Message("x.y", count=np.int64(2997), year=2569, row=1), "th").startswith("2,997")
    assert render(Message("x.y", count="?", year=2569, row=1), "en").startswith("? in")


def test_one_thing_is_said_in_the_singular():
    def written(count) -> str:
        return render(Message("parcel_operations.written", kind="Split", count=count), "en")

    assert written(1) == "Split: 1 parcel written."
    assert written(np.int64(1)) == written(1)
    assert written(2) == "Split: 2 parcels written."
    assert written(2997) == "Split: 2,997 parcels written."
    assert written("?") == "Split: ? parcels written."
    thai = render(Message("parcel_operations.written", kind="แบ่งแยก", count=1), "th")
    assert thai == "แบ่งแยก บันทึกแล้ว 1 แปลง"


def test_a_list_of_one_is_one_and_nothing_is_several():
    across = [render(Message("restore.across", codes=codes), "en") for codes in (["A"], ["A", "B"])]
    assert across[0].endswith(
        "parcel A. Split or merge it first, so that it lies wholly within it or beside it."
    )
    assert across[1].endswith(
        "parcels A, B. Split or merge them first, so that they lie wholly within it or beside it."
    )
    assert render(Message("common.rows"), "en") == "{count} rows"


def test_what_was_typed_in_the_place_of_a_message_is_said_as_it_stands():
    kept = Message("common.rows", count=3)
    assert stored_message(kept.to_json()) == kept
    for typed in ("ดูแนวเขต {count}", "12", "[]", '{"note": 1}', "null", ""):
        assert {render(stored_message(typed), "en"), render(stored_message(typed), "th")} == {typed}


def test_tables_and_columns_are_said_as_the_data_model_calls_them():
    for code, en in (("parcel.deed_no", "Deed no."), ("parcel.x", "parcel.x")):
        term = Term("column", code)
        assert render(Message("common.and_more", last=term, count=1), "en").startswith(en)
    parcels = Message("common.and_more", last=Term("table", "parcel"), count=1)
    assert render(parcels, "th").startswith("แปลงที่ดิน")
