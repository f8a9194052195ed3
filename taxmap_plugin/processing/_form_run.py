"""One run of printing forms: numbers on lists, notes on pages, volumes on the disk."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from ..cartography.form_pdf import FormPrinter, FormSheet
from ..core.feedback import Feedback, Part
from ..core.form_definition import form_definition
from ..core.message import Message
from ..editing.form_documents import Printed
from ..editing.list_posting import THINGS, ListedThing, post_list, posted_places
from ..settings import language
from ..workspace.form_approval import FormApprovals
from ..workspace.store import Workspace

_NO_FILE_NAME = re.compile(r'[\\/:*?"<>|]')


def number_rows(
    ws: Workspace,
    year: int,
    form: str,
    printed: Sequence[Printed],
    printer: FormPrinter,
    day: dt.date | None,
    feedback: Feedback,
) -> int:
    """Put set, page and row beside the rows of a list, after posting it where a ``day`` is given;
    returns how many are new."""
    fresh = 0
    if day is not None:
        fresh = post_list(ws, year, form, _listed(printed, printer), day)
    places = posted_places(ws, year, form)
    without = 0
    for one in printed:
        for row in (row for rows in one.document.tables.values() for row in rows):
            place = places.get(row["uuid"])
            row["list_place"] = "/".join(place) if place else "–"
            without += place is None
    if day is not None:
        kept = len(places) - fresh
        feedback.message(Message("form_print.posted", count=fresh, kept=kept, year=year))
    elif without:
        feedback.message(Message("form_print.not_posted", count=without))
    return fresh


def _listed(printed: Sequence[Printed], printer: FormPrinter) -> list[ListedThing]:
    """On which page of whose sheets each row stands."""
    listed = []
    for number, one in enumerate(printed):
        document = one.document
        pages = printer.pages_of(FormSheet(form_definition(one.form), document))
        for page, content in enumerate(pages, 1):
            for table, at in content.rows:
                row = document.tables[table][at]
                told = table, row["uuid"], document.key
                place = document.chapter, number, page, len(pages), row["no"]
                listed.append(ListedThing(*place, *told))
    return [one for one in listed if one.table in THINGS]


def marked(
    printed: Sequence[Printed], approvals: FormApprovals, enabled: bool, feedback: Feedback
) -> list[FormSheet]:
    """The documents on their forms, with the notes that each has to bear; these are told once."""
    sheets = []
    told: set[str] = set()
    for one in printed:
        definition = form_definition(one.form)
        is_draft = not definition.is_sure and one.form not in approvals.confirmed
        if is_draft and one.form not in told:
            told.add(one.form)
            source = definition.source[language()]
            label = definition.label(language())
            feedback.message(Message("form_print.draft", form=label, source=source))
        review = definition.official and not enabled
        sheets.append(FormSheet(definition, one.document, is_draft, review))
    return sheets


def write_sheets(
    sheets: Sequence[FormSheet],
    printer: FormPrinter,
    folder: Path,
    name: str,
    apart: bool,
    feedback: Feedback,
) -> dict[str, Any]:
    """One file of all, or one for each chapter; the last one is returned as PDF."""
    volumes: list[tuple[str, list[FormSheet]]] = [("", list(sheets))]
    if apart:
        chapters = groupby(sheets, lambda sheet: sheet.document.chapter)
        volumes = [(chapter, list(some)) for chapter, some in chapters]
    pages, done, path = 0, 0, folder
    for chapter, some in volumes:
        end = f"_{_NO_FILE_NAME.sub('_', chapter)}" if chapter else ""
        path = folder / f"{name}{end}.pdf"
        whole = len(sheets)
        part = Part(feedback, 0.1 + 0.9 * done / whole, 0.1 + 0.9 * (done + len(some)) / whole)
        pages += printer.write(some, path, part)
        done += len(some)
    return {"PDF": str(path), "PAGES": pages}
