"""Every message that the code can say exists in Thai and English."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest

from taxmap_plugin.core.message import with_words
from taxmap_plugin.core.resources import load_csv

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "resources" / "messages").glob("*.json"))
CATALOGUE = {
    key: texts for path in FILES for key, texts in json.loads(path.read_text("utf-8")).items()
}
OUR_NAMES = {
    name
    for row in [*load_csv("schema", "column.csv"), *load_csv("schema", "table.csv")]
    for name in (row["table"], row.get("column"))
    if name
}
"""Those of one word are words of the language as well."""
USED = sorted(
    {
        found
        for path in (ROOT / "taxmap_plugin").rglob("*.py")
        for found in re.findall(r'Message\(\s*"([a-z_0-9]+\.[a-z_.0-9]+)"', path.read_text("utf-8"))
    }
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(with_words(text, {})) if name}


@pytest.mark.parametrize("message_id", USED)
def test_used_message_has_both_texts(message_id: str):
    """An id that ends in ``_`` is the beginning of several: at least one of them exists."""
    if message_id.endswith("_"):
        assert any(known.startswith(message_id) for known in CATALOGUE)
    else:
        assert set(CATALOGUE.get(message_id, {})) >= {"en", "th"}


@pytest.mark.parametrize("message_id", sorted(CATALOGUE))
def test_both_languages_name_the_same_things(message_id: str):
    texts = CATALOGUE[message_id]
    assert placeholders(texts["en"]) == placeholders(texts["th"])
    if re.search("[a-z]", re.sub("{.*?}", "", texts["en"])):
        assert re.search("[ก-๙]", texts["th"]), "the Thai text has no Thai letter"


def test_each_id_lies_in_the_file_of_its_area():
    for path in FILES:
        for message_id in json.loads(path.read_text("utf-8")):
            assert message_id.split(".")[0] == path.stem


@pytest.mark.parametrize("message_id", sorted(CATALOGUE))
def test_tables_and_columns_are_called_as_the_forms_call_them(message_id: str):
    for text in CATALOGUE[message_id].values():
        assert "{table}.{" not in text
        assert not OUR_NAMES & set(re.findall("[a-z]+(?:_[a-z]+)+", re.sub("{.*?}", "", text)))


@pytest.mark.parametrize("message_id", sorted(CATALOGUE))
def test_words_for_one_and_for_more_are_both_there(message_id: str):
    for text in CATALOGUE[message_id].values():
        assert "|" not in with_words(text, {})
