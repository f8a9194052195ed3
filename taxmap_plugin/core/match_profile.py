"""How one office joins its registers to its parcels: columns, steps, tolerances, as data.

Shipped profiles lie in ``resources/match_profiles/NAME.json``; an officer changes one,
gives it a name and saves it. A profile says

* ``fields``: where a key stands on the parcel and in the register, what kind of text it
  is, and how many points its agreement is worth (``agree``) and its contradiction costs
  (``against``) when it serves as second key;
* ``steps``: which keys are joined in which order and form, how many points of second keys
  a match needs, and which cardinality it allows (``1:1``, ``n:1`` = several rows to one
  parcel, ``n:m`` = also several shapes of one parcel);
* ``area``: how far the areas may differ;
* ``shares``: rows that agree in these fields and name different owners are shares of one
  document; ``many_when``: register columns that mark a row as one of several on its parcel
  (a condominium's unit number).
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Literal, Optional

from ..errors import TaxMapError
from .message import Message
from .resources import resource_path

SCHEMA = 1
Kind = Literal["code", "number", "sheet", "text", "name", "area"]
Form = Literal["exact", "normal", "near"]
Cardinality = Literal["1:1", "n:1", "n:m"]
_KINDS = ("code", "number", "sheet", "text", "name", "area")
_FORMS = ("exact", "normal", "near")
_CARDINALITIES = ("1:1", "n:1", "n:m")


class ProfileError(TaxMapError):
    """A matching profile that cannot be read or does not make sense."""


@dataclass(frozen=True)
class Field:
    """One key: its columns on either side (the first that has a value counts) and its worth."""

    name: str
    kind: Kind
    parcel: tuple[str, ...]
    register: tuple[str, ...]
    agree: int = 0
    against: int = 0


@dataclass(frozen=True)
class Step:
    """One way to find pairs; ``near`` names the key in which one slip is forgiven."""

    method: str
    keys: tuple[str, ...]
    form: Form = "exact"
    near: str = ""
    cardinality: Cardinality = "1:1"
    base: float = 0.8
    need: int = 0
    suggest_only: bool = False
    report_conflict: bool = False


@dataclass(frozen=True)
class AreaTolerance:
    """Areas agree within the larger of a share of the bigger one and a fixed amount.

    ``relative`` is a fraction, ``absolute`` integer hundredths of a ตารางวา.
    """

    relative: float = 0.10
    absolute: int = 200


@dataclass(frozen=True)
class MatchProfile:
    """A named way to match; immutable, so a result can say exactly how it came about."""

    name: str
    title: dict[str, str]
    fields: tuple[Field, ...]
    steps: tuple[Step, ...]
    area: AreaTolerance = AreaTolerance()
    shares: tuple[str, ...] = ()
    share_owner: str = ""
    many_when: tuple[str, ...] = ()

    def field(self, name: str) -> Field:
        """The field of that name (KeyError when there is none)."""
        return next(field for field in self.fields if field.name == name)

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    def with_area(self, relative: float, absolute: int) -> MatchProfile:
        """The same profile with another area tolerance."""
        return replace(self, area=AreaTolerance(relative, absolute))

    def to_json(self) -> str:
        """The profile as a text that :func:`from_json` reads back unchanged."""
        return json.dumps({"schema": SCHEMA, **asdict(self)}, ensure_ascii=False, indent=1)


def from_json(text: str, source: str = "") -> MatchProfile:
    """Read a profile. Raises :class:`ProfileError` naming ``source`` and what is wrong."""
    try:
        data = json.loads(text)
        if data.get("schema") != SCHEMA:
            raise ProfileError(
                Message("match_profile.schema", file=source, schema=data.get("schema"))
            )
        profile = _from_dict(data)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ProfileError(
            Message("match_profile.unreadable", file=source), details=str(error)
        ) from error
    problem = _problem(profile)
    if problem is not None:
        raise ProfileError(problem)
    return profile


def load(path: Path) -> MatchProfile:
    """Read a profile file (see :func:`from_json`)."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError(
            Message("match_profile.unreadable", file=path.name), details=str(error)
        ) from error
    return from_json(text, path.name)


def save(profile: MatchProfile, path: Path) -> None:
    """Write a profile so that another office can use it."""
    path.write_text(profile.to_json(), encoding="utf-8")


def shipped(name: str) -> MatchProfile:
    """A profile that comes with the plugin: ``thai_tax_map``, ``cambridge`` …"""
    return load(resource_path("match_profiles", name + ".json"))


def shipped_names() -> list[str]:
    """The names that :func:`shipped` knows."""
    return sorted(path.stem for path in resource_path("match_profiles").glob("*.json"))


def method_message(method: str) -> Message:
    """What a step is called: "รหัสแปลงที่ดิน", "parcel code"."""
    return Message("matching.method_" + method)


def field_message(name: str) -> Message:
    """What a field is called in messages and reports."""
    return Message("matching.field_" + name)


def _from_dict(data: dict[str, Any]) -> MatchProfile:
    area = AreaTolerance(float(data["area"]["relative"]), int(data["area"]["absolute"]))
    return MatchProfile(
        name=str(data["name"]),
        title=dict(data["title"]),
        fields=tuple(Field(**_tuples(field)) for field in data["fields"]),
        steps=tuple(Step(**_tuples(step)) for step in data["steps"]),
        area=area,
        shares=tuple(data.get("shares", ())),
        share_owner=str(data.get("share_owner", "")),
        many_when=tuple(data.get("many_when", ())),
    )


def _tuples(values: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}


def _problem(profile: MatchProfile) -> Optional[Message]:
    names = profile.names
    used = [key for step in profile.steps for key in (*step.keys, step.near) if key]
    used += [key for key in (*profile.shares, profile.share_owner) if key]
    for key in used:
        if key not in names:
            return Message("match_profile.unknown_field", profile=profile.name, field=key)
    wrong: list[str] = [field.kind for field in profile.fields if field.kind not in _KINDS]
    wrong += [step.form for step in profile.steps if step.form not in _FORMS]
    wrong += [step.cardinality for step in profile.steps if step.cardinality not in _CARDINALITIES]
    wrong += [
        step.method
        for step in profile.steps
        if not step.keys or (step.form == "near" and step.near not in step.keys)
    ]
    if wrong:
        return Message("match_profile.unknown_value", profile=profile.name, value=wrong[0])
    if profile.area.relative < 0 or profile.area.absolute < 0:
        return Message("match_profile.negative_area", profile=profile.name)
    return None
