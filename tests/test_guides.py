"""The guides speak of buttons and fields that are there, and say the same in both languages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from taxmap_plugin.core.resources import load_csv

ROOT = Path(__file__).parent.parent
LANGUAGES = ("th", "en")


def guide(language: str) -> Path:
    return ROOT / "docs" / language / "officer-guide.md"


def labels(language: str) -> set[str]:
    """Every label, title and text that the officer may see in this language."""
    found: set[str] = set()
    for message in ElementTree.parse(ROOT / "i18n" / "taxmap_th.ts").iter("message"):
        found.add(message.findtext("translation" if language == "th" else "source") or "")
    for path in (ROOT / "resources" / "messages").glob("*.json"):
        found |= {text[language] for text in json.loads(path.read_text("utf-8")).values()}
    for path in (ROOT / "resources" / "help").glob(f"*.{language}.md"):
        found.add(path.read_text("utf-8").splitlines()[0].lstrip("# "))
    for name in ("table.csv", "column.csv"):
        found |= {row[language] for row in load_csv("schema", name)}
    return {label.replace("&", "") for label in found}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_bold_is_on_the_screen(language: str):
    bold = set(re.findall(r"\*\*(.+?)\*\*", guide(language).read_text("utf-8")))
    assert bold - labels(language) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_links_and_pictures_are_there(language: str):
    targets = re.findall(r"\]\(([^)#:]+)\)", guide(language).read_text("utf-8"))
    assert targets
    for target in targets:
        assert (guide(language).parent / target).is_file(), target


def test_both_guides_have_the_same_chapters():
    chapters = [
        [re.match(r"(#+ \d*)", line).group() for line in text.splitlines() if line.startswith("#")]
        for text in (guide(language).read_text("utf-8") for language in LANGUAGES)
    ]
    assert chapters[0] == chapters[1]
