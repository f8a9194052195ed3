"""The private snapshot that a set of sheets is drawn from.

Everything is read in one read transaction before the first page, so that another
program that opens or changes the file during the export changes no page.
"""

from __future__ import annotations

import datetime as dt

import pandas as pd

from ..core.sheet_data import COLUMNS, SEVERAL_TYPES, Origin, SheetSource
from ..core.thai_date import local_day
from ..workspace.reader import Reader
from ..workspace.schema import table
from ..workspace.store import Workspace

_DRAWN = {"boundary", "zone", "block", "parcel", "building", "road", "water", "public_land"}


def from_workspace(workspace: Workspace) -> SheetSource:
    """What the sheets of a workspace need, as it is at this moment.

    The day of the data is that of the last change, the sources are the imported files.
    """
    with workspace.reading() as reader:
        frames = {name: reader.read(name, _columns(name)) for name in COLUMNS}
        changes = reader.read(
            "change",
            ["changed_at"],
            "kind NOT IN ('settings', 'print') ORDER BY fid DESC LIMIT 1",
        )
        batches = reader.read(
            "import_batch",
            ["source_name", "target_table", "imported_at"],
            "1 = 1 ORDER BY imported_at",
        )
        frames["parcel"]["owner_type"] = _owner_types(reader, frames["parcel"]["uuid"])
    day = local_day(str(changes["changed_at"].iloc[0])) if len(changes) else dt.date.today()
    return SheetSource.of(workspace.municipality, frames, day.isoformat(), _sources(batches))


def _columns(name: str) -> list[str]:
    stored = [column for column in COLUMNS[name] if column in table(name).names]
    return [*stored, *(["geom"] if table(name).geometry else [])]


def _owner_types(reader: Reader, parcels: pd.Series) -> pd.Series:
    """What kind of person holds each parcel now, by itself or by the title document that
    names it or was matched with it."""
    held = reader.read(
        "ownership",
        ["owner_uuid", "parcel_uuid", "title_document_uuid"],
        "to_date IS NULL AND kind IN ('owner', 'co_owner', 'possessor')",
    )
    named = reader.read("title_document", ["uuid", "parcel_uuid"])
    matched = reader.read(
        "match",
        ["register_uuid", "parcel_uuid"],
        "register_table = 'title_document' AND state IN ('auto', 'confirmed')",
    )
    documents = pd.concat([named, matched.rename(columns={"register_uuid": "uuid"})]).dropna()
    place = documents.drop_duplicates("uuid").set_index("uuid")["parcel_uuid"]
    owners = reader.read("owner", ["uuid", "person_type"])
    by_document = held["title_document_uuid"].map(place)
    kinds = pd.DataFrame(
        {
            "parcel": held["parcel_uuid"].where(held["parcel_uuid"].notna(), by_document),
            "kind": held["owner_uuid"].map(owners.set_index("uuid")["person_type"]),
        }
    )
    kinds = kinds.dropna().drop_duplicates().groupby("parcel")["kind"]
    one = kinds.first().where(kinds.size() == 1, SEVERAL_TYPES)
    return parcels.map(one).astype(object)


def _sources(batches: pd.DataFrame) -> list[Origin]:
    """The files that the drawn layers came from, each with the day of its last import; that
    of the parcels first, for low sheets name only some."""
    drawn = batches[batches["target_table"].isin(_DRAWN)].drop_duplicates(
        "source_name", keep="last"
    )
    drawn = drawn.sort_values("target_table", key=lambda table: table != "parcel", kind="stable")
    return [
        Origin(str(name), local_day(str(when)))
        for name, when in zip(drawn["source_name"], drawn["imported_at"])
    ]
