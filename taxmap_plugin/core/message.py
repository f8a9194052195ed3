"""What the program says: a message id with parameters, in Thai and English.

Core never builds sentences. It returns a :class:`Message`; ``gui``,
``cartography`` and ``processing`` render it in the reader's language. The texts
stand side by side in ``resources/messages/AREA.json``::

    {"parcel_code.malformed": {"en": "Parcel code {code} ...", "th": "รหัสแปลง {code} ..."}}

The part of an id before its first dot names the file. Where a word follows a number, the
text says it for one and for more, as in ``{count} {count:row is|rows are} missing``.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from numbers import Integral
from typing import Any, Literal

from .resources import load_csv, load_json

Language = Literal["th", "en"]


@dataclass(frozen=True)
class Term:
    """A code of a list in ``resources/domains``, said in the words of that list.

    A ``table`` (``parcel``) or ``column`` (``parcel.note``) is said as the data model calls it,
    what else ``_LISTS`` names as the law does.
    """

    domain: str
    code: str


class Message:
    """A message id and its parameters: hashable, comparable, stored as JSON.

    >>> Message("common.rows", count=3).to_json()
    '{"id": "common.rows", "count": 3}'
    """

    __slots__ = ("id", "params")

    def __init__(self, id: str, **params: Any) -> None:
        self.id = id
        self.params = params

    def to_dict(self) -> dict[str, Any]:
        """Plain values for JSON: a message is ``{"message": …}``, a day ``{"date": …}``, a
        moment ``{"moment": …}``, a term ``{"term": […]}``."""
        return {"id": self.id, **{name: _packed(value) for name, value in self.params.items()}}

    def to_json(self) -> str:
        """One JSON object: ``id`` and the parameters (text for what JSON lacks)."""
        return json.dumps(self.to_dict(), ensure_ascii=False, default=str)

    @classmethod
    def from_dict(cls, values: dict[str, Any]) -> Message:
        """The reverse of :meth:`to_dict`."""
        params = {name: _unpacked(value) for name, value in values.items() if name != "id"}
        return cls(values["id"], **params)

    @classmethod
    def from_json(cls, text: str) -> Message:
        return cls.from_dict(json.loads(text))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and (self.id, self.params) == (other.id, other.params)

    def __hash__(self) -> int:
        return hash(self.to_json())

    def __repr__(self) -> str:
        return f"Message({self.to_json()})"


def stored_message(text: str) -> Message:
    """A message as it is stored; what somebody typed in its place is said as it stands.

    >>> stored_message("ดูแนวเขต")
    Message({"id": "common.typed", "text": "ดูแนวเขต"})
    """
    try:
        return Message.from_json(text)
    except (ValueError, KeyError, TypeError, AttributeError):
        return Message("common.typed", text=text)


def _packed(value: Any) -> Any:
    if isinstance(value, Message):
        return {"message": value.to_dict()}
    if isinstance(value, dt.date):
        return {"moment" if isinstance(value, dt.datetime) else "date": value.isoformat()}
    if isinstance(value, Term):
        return {"term": [value.domain, value.code]}
    if isinstance(value, (list, tuple)):
        return [_packed(item) for item in value]
    return value


def _unpacked(value: Any) -> Any:
    if isinstance(value, dict) and set(value) == {"message"}:
        return Message.from_dict(value["message"])
    if isinstance(value, dict) and set(value) == {"date"}:
        return dt.date.fromisoformat(value["date"])
    if isinstance(value, dict) and set(value) == {"moment"}:
        return dt.datetime.fromisoformat(value["moment"])
    if isinstance(value, dict) and set(value) == {"term"}:
        return Term(*value["term"])
    if isinstance(value, list):
        return [_unpacked(item) for item in value]
    return value


_COUNTS = frozenset(
    {
        *("count", "rows", "parcels", "blocks", "sheets", "needed", "tested", "inside"),
        *("matched", "suggested", "conflict", "alone", "expected", "drawn"),
        *("inserted", "updated", "unchanged", "set_aside", "done", "kept", "failed"),
    }
)


def render(message: Message, language: Language) -> str:
    """The message as a sentence in ``language``.

    A parameter that is itself a :class:`Message` (or a list of them) is rendered
    too, a ``datetime.date`` or ``datetime`` as that language writes days and moments
    (of the Buddhist era in Thai), a :class:`Term` as its list says it. An id without a
    text is shown as it is, with its parameters: better an ugly message than none.
    """
    params = {
        name: _render_param(_Count(value) if _is_count(name, value) else value, language)
        for name, value in message.params.items()
    }
    area = message.id.split(".", 1)[0]
    texts = load_json("messages", area + ".json", default={}).get(message.id)
    if texts is None:
        return " ".join([message.id, *(f"{name}={value}" for name, value in params.items())])
    return with_words(str(texts[language]), message.params).format_map(_Lenient(params))


_WORDS = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")


def with_words(text: str, params: Mapping[str, Any]) -> str:
    """The text with the words that fit its numbers: ``{count:row|rows}`` is row for one.

    A list counts its items; without the parameter it is the word for more.
    """
    if "|" not in text:
        return text
    return _WORDS.sub(lambda found: found[2 if _is_one(params.get(found[1])) else 3], text)


def _is_one(value: Any) -> bool:
    if isinstance(value, (list, tuple)):
        return len(value) == 1
    return isinstance(value, Integral) and value == 1


def _is_count(name: str, value: Any) -> bool:
    return name in _COUNTS and isinstance(value, Integral) and not isinstance(value, bool)


class _Count(int):
    """A number of things, written 2,997; years, rows and scales are written as they are."""

    def __format__(self, spec: str) -> str:
        return format(int(self), spec or ",")


def _render_param(value: Any, language: Language) -> Any:
    if isinstance(value, Message):
        return render(value, language)
    if isinstance(value, dt.date):
        return _moment_text(value, language)
    if isinstance(value, Term):
        return _term_text(value, language)
    if isinstance(value, (list, tuple)):
        return ", ".join(str(_render_param(item, language)) for item in value)
    return value


def _moment_text(moment: dt.date, language: Language) -> str:
    from .thai_date import format_moment  # which says in messages what it cannot read

    return format_moment(moment, language)


def _term_text(term: Term, language: Language) -> str:
    folder, file, *told_by = _LISTS.get(term.domain, ("domains", term.domain, "code"))
    for row in load_csv(folder, f"{file}.csv"):
        if ".".join(row[name] for name in told_by) == term.code:
            return row[language]
    return term.code


_LISTS = {
    "table": ("schema", "table", "table"),
    "column": ("schema", "column", "table", "column"),
    "law_table": ("law", "table", "table"),
    "law_column": ("law", "column", "table", "column"),
    "law_choice": ("law", "choice", "choice"),
    "law_option": ("law", "choice_option", "choice", "option"),
    "reconcile_kind": ("reconcile", "kind", "kind"),
    "tax_step": ("law", "calendar_step", "step"),
    "special_question": ("special", "question", "kind", "question"),
    "special_option": ("special", "option", "kind", "question", "option"),
    "special_rule": ("special", "rule", "kind", "answers"),
    "special_sign": ("special", "find", "kind", "table", "column", "code"),
}
"""Lists that are not of ``domains``: folder, file, and the columns that tell a row."""


class _Lenient(dict):
    """Parameters for ``format_map`` that leave an unknown name in its braces."""

    def __missing__(self, name: str) -> str:
        return "{" + name + "}"
