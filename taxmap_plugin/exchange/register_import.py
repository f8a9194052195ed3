"""Registers into the workspace: each source row enters, or is set aside with its reason.

All sheets of a file are one transaction: a process that dies leaves the workspace as it
was. The same file a second time updates by key, never doubles, and says what changed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Optional, Union

from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.message import Message
from ..workspace.store import Workspace
from .import_report import ImportReport
from .layer_import import style_of
from .register_link import Links
from .register_owner import Owners
from .register_use import write_main_uses
from .register_workbook import REGISTER_TABLES, Register, RegisterSheet
from .register_write import SheetWriter


@dataclass
class RegisterReport:
    """One :class:`~.import_report.ImportReport` for each sheet, and what was no register."""

    sheets: list[ImportReport] = field(default_factory=list)
    unknown: dict[str, Message] = field(default_factory=dict)

    @property
    def adds_up(self) -> bool:
        """Every row of every sheet has exactly one fate."""
        return all(sheet.adds_up for sheet in self.sheets)

    def sheet(self, table: str) -> ImportReport:
        """The report of one register (KeyError when the file had none)."""
        for report in self.sheets:
            if report.table == table:
                return report
        raise KeyError(table)

    def summary(self) -> list[Message]:
        """The report as sentences, sheet by sheet."""
        sheets = [
            Message("register_import.sheet", sheet=report.layer, lines=report.summary())
            for report in self.sheets
        ]
        return [*self.unknown.values(), *sheets]


def import_register(
    ws: Workspace,
    register: Union[Register, Sequence[RegisterSheet]],
    tax_year: int = 0,
    document: str = "",
    feedback: Optional[Feedback] = None,
    prices_from: str = "",
) -> RegisterReport:
    """Bring the sheets of a register (see ``register_workbook.read_register``) into ``ws``.

    Uses without a year of their own get ``tax_year`` (the municipality's when 0), prices without
    a day ``prices_from`` (ISO): a new list of the Treasury stands beside the old one by it. Raises
    WorkspaceError, Cancelled; the workspace is then as before.
    """
    feedback = feedback or Silent()
    sheets = register.sheets if isinstance(register, Register) else list(register)
    sheets = sorted(sheets, key=lambda sheet: REGISTER_TABLES.index(sheet.table))
    report = RegisterReport(unknown=register.unknown if isinstance(register, Register) else {})
    files = ", ".join(dict.fromkeys(sheet.source.file for sheet in sheets))
    year = tax_year or ws.municipality.tax_year
    with ws.transaction("import_register", reason=files, document=document) as tx:
        owners, links = Owners(tx), Links(tx)
        writers: list[SheetWriter] = []
        for number, sheet in enumerate(sheets):
            check_cancelled(feedback)
            part = Part(feedback, number / len(sheets), (number + 1) / len(sheets))
            style = style_of(ws.municipality)
            writer = SheetWriter(tx, sheet, style, year, owners, links, prices_from)
            writer.write(part)
            report.sheets.append(writer.report)
            writers.append(writer)
        for writer in writers:
            write_main_uses(tx, writer, year)
        check_cancelled(feedback)
    feedback.progress(1.0)
    return report
