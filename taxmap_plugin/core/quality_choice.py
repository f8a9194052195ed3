"""Which rules a check is asked for, and with which options, as they are typed.

>>> typed_options("overlap.area = 0.5 m2")
{'overlap': {'area': 0.5}}
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from ..errors import TaxMapError
from .message import Language, Message, render
from .quality_rule import Group, Option, Rule
from .quality_rules import RULES
from .thai_text import arabic_digits

UNITS = {
    "m": ("m", "ม", "ม."),
    "m2": ("m2", "m²", "ตร.ม."),
    "degree": ("degree", "degrees", "°", "องศา"),
    "percent": ("percent", "%", "ร้อยละ"),
}
"""How each unit of an option may be typed; without one the option's own is meant."""
_SEPARATORS = re.compile(r"[,;\n]+")
_TYPED = re.compile(
    r"([a-z_]+[0-9]*)\.([a-z_0-9]+)\s*[=:]\s*(-?[0-9]+(?:\.[0-9]+)?(?:e[+-]?[0-9]+)?)\s*(\S*)",
    re.IGNORECASE,
)
_LANGUAGES: tuple[Language, ...] = ("th", "en")


class ChoiceError(TaxMapError):
    """A rule, an option, a unit or a value that there is not."""


def chosen_rules(typed: str, groups: Collection[Group]) -> tuple[Rule, ...]:
    """The rules that are named, by id or by their title in either language, else all of the
    ``groups``. Raises ChoiceError for a name that no rule has."""
    named = {name: rule.id for rule in RULES for name in _names(rule)}
    text = "\n".join(map(_plain, typed.splitlines()))
    for name in filter(_SEPARATORS.search, named):  # a title with a comma in it
        text = text.replace(name, named[name])
    names = [name for name in map(_plain, _SEPARATORS.split(text)) if name]
    if not names:
        return tuple(rule for rule in RULES if rule.group in groups)
    unknown = [name for name in names if name not in named]
    if unknown:
        raise ChoiceError(Message("quality_choice.no_rule", rule=unknown[0]))
    wanted = {named[name] for name in names}
    return tuple(rule for rule in RULES if rule.id in wanted)


def _names(rule: Rule) -> Iterator[str]:
    yield rule.id
    for language in _LANGUAGES:
        yield _plain(render(rule.title, language))


def _plain(text: str) -> str:
    return " ".join(text.split()).lower()


def typed_options(text: str) -> dict[str, dict[str, float]]:
    """Options by rule, of lines such as ``overlap.area=0.5`` or ``spike.angle = 2 degree``.

    Raises ChoiceError for a line that cannot be read, a rule or option that there is not, another
    unit than the option has, or a value beyond its limits.
    """
    options: dict[str, dict[str, float]] = {}
    for line in _SEPARATORS.split(arabic_digits(text)):
        if not line.strip():
            continue
        found = _TYPED.fullmatch(line.strip())
        if found is None:
            raise ChoiceError(Message("quality_choice.unreadable", line=line.strip()))
        rule, name, value, unit = found.groups()
        rule, name = rule.lower(), name.lower()
        option = _option(rule, name)
        options.setdefault(rule, {})[name] = _value(option, f"{rule}.{name}", float(value), unit)
    return options


def _option(rule: str, name: str) -> Option:
    known = {one.id: {option.name: option for option in one.options} for one in RULES}
    if rule not in known:
        raise ChoiceError(Message("quality_choice.no_rule", rule=rule))
    if name not in known[rule]:
        there = [f"{rule}.{one}" for one in known[rule]]
        wrong = Message("quality_choice.no_option", option=f"{rule}.{name}", known=there or "–")
        raise ChoiceError(wrong)
    return known[rule][name]


def _value(option: Option, name: str, value: float, unit: str) -> float:
    if unit and unit.lower() not in UNITS[option.unit]:
        raise ChoiceError(Message("quality_choice.unit", option=name, unit=_unit(option)))
    if not option.least <= value <= option.most:
        limits = {"least": f"{option.least:,g}", "most": f"{option.most:,g}"}
        raise ChoiceError(
            Message("quality_choice.limits", option=name, unit=_unit(option), **limits)
        )
    return value


def _unit(option: Option) -> Message:
    return Message(f"quality_choice.{option.unit}")


def option_words() -> list[Message]:
    """Every option there is, with its unit and the value that it has unless another is typed."""
    return [
        Message(
            "quality_choice.option",
            option=f"{rule.id}.{option.name}",
            value=f"{option.default:g}",
            unit=_unit(option),
        )
        for rule in RULES
        for option in rule.options
    ]
