"""What the file report is made of: the report itself, and what its sections are told from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import pandas as pd

from ..core.code_style import CodeStyle
from ..core.columns import ColumnGuess
from ..core.datum_guess import DatumGuess
from ..core.finding import SEVERITIES, Finding, Severity
from ..core.message import Language, Message, render
from ..workspace.schema import Table
from .layer_prepare import Prepared
from .source import Source


@dataclass(frozen=True)
class Section:
    """One question about the file: its title, plain facts, what is to be checked."""

    title: Message
    facts: tuple[Message, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def severity(self) -> Optional[Severity]:
        """The worst of its findings; None when there is none."""
        return min((f.severity for f in self.findings), key=SEVERITIES.index, default=None)


@dataclass(frozen=True)
class ColumnFact:
    """A column of the file: what it probably is, how full and how distinct it is."""

    name: str
    target: Optional[str]
    certainty: float
    filled: int
    distinct: int


@dataclass(frozen=True)
class Diagnosis:
    """The report on one layer or table. ``table`` is what it probably is, None if unknown.

    ``enters``, ``without_code`` and ``set_aside`` say what an import would give now:
    nothing while it would stop, and ``refused`` says why it would.
    """

    file: str
    layer: str
    driver: str
    rows: int
    table: Optional[Table]
    sections: tuple[Section, ...]
    columns: tuple[ColumnFact, ...]
    enters: int
    without_code: int
    set_aside: int
    refused: Optional[Message]
    datum: Optional[DatumGuess]
    seconds: float

    @property
    def severity(self) -> Optional[Severity]:
        found = [section.severity for section in self.sections if section.severity]
        return min(found, key=SEVERITIES.index, default=None)

    def findings(self) -> list[Finding]:
        """Every finding, section by section."""
        return [finding for section in self.sections for finding in section.findings]

    def findings_frame(self, language: Language = "th") -> pd.DataFrame:
        """One line for each row that has something to check: ``row``, ``severity``,
        ``finding``, ``detail`` (as text, for a CSV file)."""
        lines = []
        for finding in self.findings():
            title = render(finding.message, language)
            detail_of = {
                row: render(example.message, language)
                for example in reversed(finding.examples)
                for row in example.rows
            }
            lines += [(row, finding.severity, title, detail_of.get(row)) for row in finding.rows]
        return pd.DataFrame(lines, columns=["row", "severity", "finding", "detail"])


@dataclass
class Look:
    """Everything that was found out about a source, for the sections to tell."""

    source: Source
    table: Optional[Table]
    guesses: list[ColumnGuess]
    given: pd.DataFrame
    prepared: Prepared
    sheets: Optional[pd.DataFrame]
    datum: Optional[DatumGuess]
    refused: Optional[Message]
    is_metric: bool
    style: CodeStyle
    columns: dict[str, str]
