"""What an import did, so that every row of the source is accounted for."""

from __future__ import annotations

from dataclasses import dataclass, field

import pandas as pd

from ..core.column_alias import target_labels
from ..core.message import Message
from ..workspace.schema import GEOMETRY_COLUMN
from ..workspace.schema import table as table_of


@dataclass
class ImportReport:
    """Counts of source rows and what happened to them.

    ``changes`` lists each changed cell (row, uuid, code, column, before, after),
    ``gone`` the rows of the map (or, ``of_register``, of the register) that the source no
    longer has (uuid, code, which is None for what has none),
    ``reasons`` why rows were set aside and ``findings`` what is to be checked, by
    message id, ``found_by`` how buildings and signs found their parcel. ``gone_here``
    counts rows whose target the office has retired or deleted since; they count as
    unchanged.
    """

    file: str
    layer: str
    table: str
    rows: int
    batch_uuid: str = ""
    inserted: int = 0
    updated: int = 0
    unchanged: int = 0
    set_aside: int = 0
    gone_here: int = 0
    reasons: dict[str, int] = field(default_factory=dict)
    findings: dict[str, int] = field(default_factory=dict)
    found_by: dict[str, int] = field(default_factory=dict)
    linked: dict[str, int] = field(default_factory=dict)
    changes: pd.DataFrame = field(default_factory=pd.DataFrame)
    gone: pd.DataFrame = field(default_factory=pd.DataFrame)
    messages: list[Message] = field(default_factory=list)
    of_register: bool = False

    @property
    def adds_up(self) -> bool:
        """Every row of the source has exactly one fate."""
        return self.rows == self.inserted + self.updated + self.unchanged + self.set_aside

    def summary(self) -> list[Message]:
        """The report as sentences, most important first."""
        lines = [
            Message(
                "import_report.counts",
                file=self.file,
                rows=self.rows,
                inserted=self.inserted,
                updated=self.updated,
                unchanged=self.unchanged,
                set_aside=self.set_aside,
            )
        ]
        lines += self._changed()
        lines += self.messages
        if self.set_aside:
            lines.append(Message("import_report.set_aside", count=self.set_aside))
        if self.findings:
            lines.append(Message("import_report.findings", count=sum(self.findings.values())))
        if len(self.gone):
            lines.append(self._gone())
        if self.gone_here:
            lines.append(Message("import_report.gone_here", count=self.gone_here))
        if self.found_by:
            lines.append(
                Message(
                    "import_report.found_by",
                    code=self.found_by.get("code", 0),
                    place=self.found_by.get("place", 0),
                    none=self.found_by.get("", 0),
                )
            )
        lines += [
            Message("import_report.linked", table=table_of(table).label, count=count)
            for table, count in self.linked.items()
        ]
        return lines

    def _gone(self) -> Message:
        codes = [code for code in self.gone["code"].head(10) if code]
        named = Message("import_report.named", codes=codes) if codes else ""
        said = "gone_from_register" if self.of_register else "gone"
        return Message("import_report." + said, file=self.file, count=len(self.gone), named=named)

    def _changed(self) -> list[Message]:
        """How many values of which columns changed; the values themselves may be private."""
        if self.changes.empty:
            return []
        labels = target_labels(self.table)
        columns = []
        for name, count in self.changes["column"].value_counts(sort=False).items():
            th, en = labels.get(str(name), (str(name), str(name)))
            if name == GEOMETRY_COLUMN:
                columns.append(Message("import_report.changed_shape", count=int(count)))
            else:
                columns.append(
                    Message("import_report.changed_column", th=th, en=en, count=int(count))
                )
        return [Message("import_report.changed", columns=columns)]
