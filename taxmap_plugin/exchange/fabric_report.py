"""A comparison of two maps as a page to print and as a list for a spreadsheet."""

from __future__ import annotations

import html
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any, Optional, Union

import pandas as pd

from ..core.compare_fabrics import KINDS, FabricComparison
from ..core.message import Language, Message, render
from ..core.thai_date import format_date
from ..workspace.domain import labels
from .csv_file import write_csv
from .report_page import ReportPage, write_page

_AREAS = ("old_area", "new_area")
_WIDTHS = ("8%", "16%", "16%", "11%", "11%", "9%", "29%")


def column_title(name: str, language: Language) -> str:
    """The title of a column of the list, the page and the layer."""
    return render(Message("fabric_report.column_" + name), language)


def keys_text(keys: Iterable[Union[str, Message]], language: Language) -> str:
    """Keys as one text; a parcel without a key says so."""
    return ", ".join(key if isinstance(key, str) else render(key, language) for key in keys)


def flags_text(flags: Iterable[Message], language: Language) -> str:
    """What to look at, as one text."""
    return "; ".join(render(flag, language) for flag in flags)


def proposal_table(found: FabricComparison, language: Language) -> pd.DataFrame:
    """One line a proposal, as text and numbers under titles in the reader's language."""
    kinds = labels("fabric_change", language)
    frame = found.proposals
    table = pd.DataFrame(index=frame.index)
    table["cluster"] = frame["cluster"]
    table["kind_name"] = frame["kind"].map(kinds)
    for name in ("old_keys", "new_keys"):
        table[name] = [keys_text(keys, language) for keys in frame[name]]
    for name in _AREAS:
        table[name] = frame[name].astype(float).round(2)
    table["score"] = frame["score"]
    table["reason"] = [render(reason, language) for reason in frame["reason"]]
    table["flags"] = [flags_text(flags, language) for flags in frame["flags"]]
    return table.rename(columns={name: column_title(name, language) for name in table.columns})


def write_table(found: FabricComparison, path: Path, language: Language) -> None:
    """Write the proposals as CSV. Raises FileNotWritten."""
    write_csv(proposal_table(found, language), path)


def render_report(
    found: FabricComparison,
    files: tuple[str, str],
    language: Language,
    made_on: Optional[date] = None,
) -> str:
    """The proposals as one HTML page; ``files`` names the older and the newer map."""
    page = _Page(language)
    parts = [page.head(files, made_on or date.today()), page.summary(found)]
    parts += [page.kind(found, kind) for kind in KINDS if found.counts()[kind]]
    return page.document(Message("fabric_report.title"), parts)


def write_report(
    found: FabricComparison, files: tuple[str, str], path: Path, language: Language
) -> None:
    """Write the page. Raises FileNotWritten."""
    write_page(render_report(found, files, language), path)


def summary(found: FabricComparison) -> list[Message]:
    """The comparison in a few sentences, most important first."""
    lines = [
        *found.messages,
        Message(
            "fabric_report.keys",
            vanished=len(found.vanished),
            appeared=len(found.appeared),
            stayed=len(found.stayed),
        ),
        Message("fabric_report.same", count=found.same_new),
    ]
    if not len(found.proposals):
        lines.append(Message("fabric_report.no_change"))
    return lines


class _Page(ReportPage):
    """Pieces of the page in one language."""

    def head(self, files: tuple[str, str], made_on: date) -> str:
        day = format_date(made_on, "long", language=self.language)
        compared = Message("fabric_report.compared", older=files[0], newer=files[1])
        return (
            f"<h1>{self.text(Message('fabric_report.title'))}</h1>"
            f'<p class="file">{self.text(compared)}</p>'
            f'<p class="small">{self.text(Message("fabric_report.made_on", day=day))}</p>'
        )

    def summary(self, found: FabricComparison) -> str:
        names = labels("fabric_change", self.language)
        shown = [(kind, count) for kind, count in found.counts().items() if count]
        counts = self.counts([(names[kind], count) for kind, count in shown])
        told = "".join(f"<p>{self.text(line)}</p>" for line in summary(found))
        return (counts if shown else "") + told

    def kind(self, found: FabricComparison, kind: str) -> str:
        title = labels("fabric_change", self.language)[kind]
        rows = found.proposals[found.proposals["kind"] == kind]
        names = ("cluster", "old_keys", "new_keys", *_AREAS, "score", "reason")
        titles = [self.wrapped(column_title(name, self.language)) for name in names]
        head = "".join(
            f'<th width="{width}" align="left">{title}</th>'
            for width, title in zip(_WIDTHS, titles)
        )
        lines = "".join(self._line(row) for row in rows.to_dict("records"))
        return (
            f"<h2>{self.wrapped(title)} ({len(rows):,})</h2>"
            f'<table class="columns" width="100%" cellspacing="0"><tr>{head}</tr>{lines}</table>'
        )

    def _line(self, row: dict[Any, Any]) -> str:
        flags = "".join(f'<p class="example">▲ {self.text(flag)}</p>' for flag in row["flags"])
        cells = [
            str(row["cluster"]),
            *(
                html.escape(keys_text(row[name], self.language))
                for name in ("old_keys", "new_keys")
            ),
            *(f"{row[name]:,.0f}" if row[name] else "–" for name in _AREAS),
            f"{row['score']:.2f}",
            self.text(row["reason"]) + flags,
        ]
        return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"
