"""Every string of a widget or an algorithm has its Thai."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tools import i18n

ROOT = Path(__file__).parent.parent


def messages(language: str) -> dict[tuple[str, str], ElementTree.Element]:
    found = {}
    for context in ElementTree.parse(i18n.ts_file(language)).iter("context"):
        for message in context.iter("message"):
            found[context.findtext("name"), message.findtext("source")] = message
    return found


@pytest.mark.parametrize("language", i18n.LANGUAGES)
def test_nothing_is_left_untranslated(language: str):
    missing = [
        key
        for key, message in messages(language).items()
        if not message.findtext("translation")
        or message.find("translation").get("type") == "unfinished"
    ]
    assert missing == []


def test_thai_is_thai():
    """A text with two English words or more in a row is no Thai text, names of formats apart."""
    odd = [
        key
        for key, message in messages("th").items()
        if re.search("[a-z]{3,} [a-z]{3,}", key[1])
        and not re.search("[ก-๙]", message.findtext("translation") or "")
    ]
    assert odd == []


def test_the_same_places_are_filled_in_both_languages():
    for (context, source), message in messages("th").items():
        there = sorted(re.findall(r"\{\w*\}|%\w", message.findtext("translation") or ""))
        assert there == sorted(re.findall(r"\{\w*\}|%\w", source)), (context, source)


def test_the_collection_is_up_to_date(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    before = set(messages("th"))
    for language in i18n.LANGUAGES:
        (tmp_path / f"taxmap_{language}.ts").write_bytes(i18n.ts_file(language).read_bytes())
    monkeypatch.setattr(i18n, "FOLDER", tmp_path)
    i18n.update()
    assert set(messages("th")) == before, "run make i18n"
