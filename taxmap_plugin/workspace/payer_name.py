"""What payers are called: masked as anyone may see it, or in full for who asks and may."""

from __future__ import annotations

from collections.abc import Callable

from .reader import Reader

_PARTS = ("prefix", "first_name", "last_name")


def payer_names(reader: Reader, in_full: bool = False) -> Callable[[str], str]:
    """The name of a payer's key (owners' uuids joined by "+"); – for one that is unknown."""
    owners = reader.read("owner", ["uuid", "display_name"])
    known = dict(zip(owners["uuid"], owners["display_name"]))
    if in_full:
        private = reader.read("owner_private", ["owner_uuid", *_PARTS])
        for row in private.to_dict("records"):
            prefix, *rest = (row[name] or "" for name in _PARTS)
            known[row["owner_uuid"]] = (prefix + " ".join(filter(None, rest))).strip() or "–"

    def name(key: str) -> str:
        return ", ".join(known.get(uuid) or "–" for uuid in key.split("+"))

    return name
