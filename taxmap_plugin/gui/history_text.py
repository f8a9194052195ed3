"""A parcel's past in the officer's words."""

from __future__ import annotations

from collections.abc import Iterable

from ..core.message import Message
from ..core.parcel_name import listed
from ..core.thai_date import format_date, local_day
from ..settings import language, say, say_name
from ..workspace.domain import labels
from ..workspace.parcel_search import Found
from ..workspace.parcel_story import Chapter, Entry, Story
from .widgets import SEPARATOR

_MOST_CODES = 4


def state_of(living: bool) -> str:
    """The word: ใช้อยู่ or เลิกใช้."""
    return labels("parcel_state", language())["living" if living else "retired"]


def shape_of(living: bool) -> str:
    """The state of P15 whose shape goes with the word."""
    return "passed" if living else "retired"


def day_text(utc: str) -> str:
    """``27 พ.ย. 2569``; nothing where the time is not known."""
    return format_date(local_day(utc), language=language()) if utc else ""


def numbers_text(one: Entry | Found) -> str:
    """Deed, land number and map sheet."""
    parts = [
        say(Message("history_dock.deed_no", value=one.deed_no)) if one.deed_no else "",
        say(Message("parcels_dock.land_no", value=one.land_no)) if one.land_no else "",
        say(Message("parcels_dock.map_sheet", value=one.map_sheet)) if one.map_sheet else "",
    ]
    return _joined(parts)


def found_text(one: Found) -> str:
    """What stands behind the code of a hit: what is there now, then its numbers."""
    now = say(Message("history_dock.now", codes=one.now)) if one.now else ""
    return _joined([now, numbers_text(one)])


def code_text(code: str) -> str:
    return code or say(Message("match_dock.without_code"))


def entry_text(entry: Entry) -> str:
    """The code, or what public ground is called."""
    if entry.public:
        return entry.code or say(Message("history_dock.public"))
    return code_text(entry.code)


def chapter_text(chapter: Chapter) -> str:
    """``27 พ.ย. 2569 · แบ่งแยก 01A001``, ``27 พ.ย. 2569 · เปลี่ยนรหัส 01A001 → 01A077``."""
    codes = [_before_and_after(entry) for entry in chapter.before]
    named = ", ".join(map(say_name, listed(codes, most=_MOST_CODES)))
    return _joined([day_text(chapter.when), f"{kind_text(chapter.kind)} {named}".strip()])


def _before_and_after(entry: Entry) -> str:
    if entry.became is None:
        return entry_text(entry)
    return f"{entry_text(entry)} → {code_text(entry.became)}"


def kind_text(kind: str) -> str:
    known = {**labels("lineage_kind", language()), **labels("change_kind", language())}
    return known.get(kind, kind)


def reason_lines(chapter: Chapter) -> list[str]:
    """Reason, document with its date, and who did it."""
    date = chapter.document_date
    day = format_date(local_day(f"{date}T00:00:00Z"), language=language()) if date else ""
    document = say(Message("history_dock.document", document=chapter.document, date=day)).strip()
    return [
        chapter_text(chapter),
        say(Message("history_dock.reason", reason=chapter.reason)) if chapter.reason else "",
        document if chapter.document or day else "",
        say(Message("history_dock.user", user=chapter.user)) if chapter.user else "",
    ]


def entry_lines(entry: Entry, story: Story) -> list[str]:
    """State, numbers and what came of a parcel."""
    since = "" if entry.living else day_text(entry.until)
    state = "" if entry.public else f"{state_of(entry.living)} {since}".strip()
    later = [] if entry.living else story.successors(entry)
    became = say(Message("history_dock.became", codes=", ".join(later))) if later else ""
    return [_joined([entry_text(entry), state]), numbers_text(entry), became]


def lines(texts: Iterable[str]) -> str:
    """The texts that there are, one below the other."""
    return "\n".join(text for text in texts if text)


def _joined(parts: Iterable[str]) -> str:
    return SEPARATOR.join(part for part in parts if part)
