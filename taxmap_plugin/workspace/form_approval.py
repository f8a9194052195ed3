"""Which forms an officer has compared with the real ones, and for which tax years the head of
finance lets official notices be printed: kept with who said so and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from .kept_setting import read_setting, write_setting
from .reader import Reader
from .transaction import Transaction

_KEY = "forms"  # in ``setting``: "confirmed" by form, "notices" by tax year


@dataclass(frozen=True)
class Approval:
    """Who said so, who saved it, and when (UTC)."""

    name: str
    by: str
    at: str


@dataclass(frozen=True)
class FormApprovals:
    """``confirmed`` by the id of a form, ``notices`` by tax year."""

    confirmed: Mapping[str, Approval] = field(default_factory=dict)
    notices: Mapping[int, Approval] = field(default_factory=dict)


def read_approvals(reader: Reader) -> FormApprovals:
    """As they are now; none while nobody has said anything."""
    stored: Mapping[str, Any] = read_setting(reader, _KEY) or {}
    confirmed = {form: Approval(**one) for form, one in stored.get("confirmed", {}).items()}
    notices = {int(year): Approval(**one) for year, one in stored.get("notices", {}).items()}
    return FormApprovals(confirmed, notices)


def approve(
    tx: Transaction,
    name: str,
    forms: Collection[str] = (),
    years: Collection[int] = (),
    take_back: bool = False,
) -> FormApprovals:
    """Keep, or take back, that ``name`` has confirmed forms and enabled notices of years."""
    now = read_approvals(tx)
    one = Approval(name, tx.user, tx.now)
    confirmed = _changed(now.confirmed, forms, one, take_back)
    notices = _changed(now.notices, years, one, take_back)
    value = {
        "confirmed": {form: vars(approval) for form, approval in confirmed.items()},
        "notices": {str(year): vars(approval) for year, approval in notices.items()},
    }
    write_setting(tx, _KEY, value)
    return FormApprovals(confirmed, notices)


def _changed(
    before: Mapping[Any, Approval], keys: Collection[Any], one: Approval, take_back: bool
) -> dict[Any, Approval]:
    kept = {key: approval for key, approval in before.items() if key not in keys}
    return kept if take_back else {**kept, **dict.fromkeys(keys, one)}
