"""What the tables tell of how far each parcel is in the seven stages."""

from __future__ import annotations

from ..core.progress_stages import Facts, Progress, Upkeep, judge
from ..core.quality_rules import RULES
from ..core.thai_date import today
from .check_log import read_log
from .finding_list import TO_DO, things_of
from .progress import WITH_DOCUMENT, WITH_OWNER, WITH_USE, printed_blocks
from .reader import Reader
from .store import Workspace

_PARCEL = ["uuid", "parcel_code", "zone_code", "block_code", "geom"]
_BLOCK = ["block_code", "zone_code", "geom"]
_ASSESSED = "tax_year = ? AND state <> 'cancelled' AND parcel_uuid IS NOT NULL"
_FIND_ERRORS = [one.id for one in RULES if one.severity == "error"]
_WRONG = f"severity = 'error' AND state IN {TO_DO!r}"


def parcel_progress(ws: Workspace, upkeep: Upkeep = "sound") -> Progress:
    """Every parcel with the stages that it has reached, by one state of the workspace.

    The numbers are those of the start dock (``workspace.progress``): the same conditions.
    """
    year = ws.municipality.tax_year
    with ws.reading() as reader:
        assessed = reader.read("assessment", ["parcel_uuid"], _ASSESSED, (year,))
        facts = Facts(
            parcels=reader.read("parcel", _PARCEL),
            blocks=reader.read("block", _BLOCK),
            has_boundary=reader.count("boundary") > 0,
            is_checked=not read_log(reader, _FIND_ERRORS).waiting,
            documented=_parcels(reader, WITH_DOCUMENT),
            used=_parcels(reader, WITH_USE, year),
            printed=printed_blocks(reader)[0],
            owned=_parcels(reader, WITH_OWNER),
            faulty=_faulty(reader),
            assessed=set(assessed["parcel_uuid"]),
        )
    return judge(facts, ws.municipality, today(), upkeep)


def _parcels(reader: Reader, where: str, *params: int) -> set[str]:
    return set(reader.read("parcel", ["uuid"], where, params)["uuid"])


def _faulty(reader: Reader) -> set[str]:
    """What errors are about that nobody has settled."""
    found = reader.read("finding", ["subject_uuid", "things"], _WRONG)
    about = set(found["subject_uuid"].dropna())
    return about.union(*map(things_of, found["things"], found["subject_uuid"]))
