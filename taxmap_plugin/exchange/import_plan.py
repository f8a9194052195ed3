"""Which layers and tables of an officer's files go where: found, guessed, decided by her.

One :class:`PlanItem` is one layer or sheet. Nothing is written here; :mod:`.import_run`
rehearses a plan and carries it out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Optional

from ..core.columns import ColumnGuess, Profile, guess_mapping
from ..core.datum_guess import DatumGuess
from ..core.feedback import Feedback, Part, Silent, check_cancelled
from ..core.message import Message
from ..core.shape_source import LAND_OFFICE, SHAPE_SOURCE
from ..errors import TaxMapError
from .datum_guard import DatumChoice, DatumRefused, guess_datum, judge_datum
from .layer_profile import ProfileError, fitting_profile, guess_columns, map_tables
from .register_workbook import REGISTER_TABLES, recognise
from .source import PathLike, Source, list_layers, read_source
from .table_source import TEXTS, WORKBOOKS, list_sheets, read_table

SUFFIXES = (
    *(".shp", ".geojson", ".json", ".gpkg", ".kml", ".dxf", ".zip"),
    *TEXTS,
    *WORKBOOKS,
)
"""Files that are offered when she chooses; others are tried when they are dropped."""

_SAMPLE = 600
_ENCODING = "encoding"


@dataclass
class PlanItem:
    """One layer or sheet and what shall become of it.

    ``table`` is empty while nobody knows what it is; ``mapping`` is header → our column;
    ``guesses`` say why, by header; ``encoding`` is what she chose, empty for the judged one;
    ``of_land_office``: the shapes of its parcels are the land office's.
    """

    source: Source
    table: str = ""
    mapping: dict[str, str] = field(default_factory=dict)
    guesses: dict[str, ColumnGuess] = field(default_factory=dict)
    wanted: bool = True
    encoding: str = ""
    profile_name: str = ""
    remember: bool = False
    of_land_office: bool = False
    choice: DatumChoice = field(default_factory=DatumChoice)

    @property
    def headers(self) -> list[str]:
        """The columns of the file."""
        return [str(name) for name in self.source.frame.columns]

    @property
    def columns(self) -> dict[str, str]:
        """Our column → hers."""
        return {target: header for header, target in self.mapping.items()}

    @property
    def is_register(self) -> bool:
        """Whether it has no shapes and so goes in as rows of a register."""
        return self.source.geom is None

    def tables(self) -> list[str]:
        """The tables that it can go into."""
        if self.is_register:
            return list(REGISTER_TABLES)
        return map_tables()

    def choose_table(self, table: str) -> None:
        """Another table: the columns are guessed anew."""
        self.table, self.profile_name = table, ""
        self.guesses, self.mapping = {}, {}
        if table:
            sample = self.source.frame.iloc[:: max(1, len(self.source) // _SAMPLE)]
            self._take_guesses(guess_mapping(self.headers, sample, table))

    def set_column(self, target: str, header: str) -> None:
        """Her column ``header`` (empty: none) goes into our ``target``, and nowhere else."""
        kept = {h: t for h, t in self.mapping.items() if t != target and h != header}
        self.mapping = {**kept, header: target} if header else kept

    def use_profile(self, profile: Profile) -> None:
        """A saved mapping. Raises ColumnProfileError when the file lacks its columns."""
        profile.validate(self.headers)
        self.choose_table(profile.table)
        self.mapping, self.profile_name = dict(profile.mapping), profile.name
        self.of_land_office = profile.options.get(SHAPE_SOURCE) == LAND_OFFICE

    def profile(self, name: str = "") -> Profile:
        """The mapping as it stands, to be used or saved."""
        options = {_ENCODING: self.encoding} if self.encoding else {}
        if self.of_land_office and self.table == "parcel":
            options[SHAPE_SOURCE] = LAND_OFFICE
        return Profile(name or self.profile_name or self.label, self.table, self.mapping, options)

    @property
    def label(self) -> str:
        """``2_ที่ดิน (register.xlsx)``; the layer only where the file's name does not say it."""
        layer = self.source.layer
        if not layer or layer == Path(self.source.file).stem:
            return self.source.file
        return f"{layer} ({self.source.file})"

    def guess_datum(self) -> Optional[DatumGuess]:
        """What its map sheets say of its coordinates."""
        return guess_datum(self.source, self.columns, self.choice.epsg)

    def refusal(self, epsg: int, guess: Optional[DatumGuess] = None) -> Optional[Message]:
        """Why it may not enter a workspace of this CRS before she decides; None when it may."""
        if self.is_register:
            return None
        try:
            judge_datum(self.source, self.columns, epsg, self.choice, guess)
        except DatumRefused as refused:
            return refused.message
        return None

    def read_again(self, encoding: str, feedback: Optional[Feedback] = None) -> Source:
        """The same layer with another encoding (empty: judged). Raises SourceError."""
        path, layer = self.source.path, self.source.layer
        if Path(path).suffix.lower() in TEXTS:
            return read_table(path, None, encoding or None, feedback)
        return read_source(path, layer, encoding or None, feedback=feedback)

    def has_encoding(self) -> bool:
        """Whether the file's letters have to be judged at all."""
        return self.source.driver in ("CSV", "ESRI Shapefile")

    def _take_guesses(self, guesses: Iterable[ColumnGuess]) -> None:
        self.guesses = {guess.source: guess for guess in guesses}
        self.mapping = {guess.source: guess.target for guess in self.guesses.values()}


@dataclass(frozen=True)
class Unreadable:
    """A file, or a layer of it, that could not be read, and why."""

    path: str
    error: TaxMapError


def read_files(
    paths: Iterable[PathLike],
    profiles: Iterable[Profile] = (),
    feedback: Optional[Feedback] = None,
) -> tuple[list[PlanItem], list[Unreadable]]:
    """Every layer and sheet of the files; what cannot be read does not stop the rest.

    A profile of ``profiles`` that was made for files like it decides what a layer is. Empty
    layers and sheets are left out when others are filled.
    """
    feedback = feedback or Silent()
    wanted, known = list(paths), list(profiles)
    items: list[PlanItem] = []
    failed: list[Unreadable] = []
    for number, path in enumerate(wanted):
        part = Part(feedback, number / len(wanted), (number + 1) / len(wanted))
        check_cancelled(feedback)
        feedback.message(Message("import_plan.reading", file=Path(path).name))
        try:
            items += _of_file(path, known, part)
        except TaxMapError as error:
            failed.append(Unreadable(str(path), error))
    feedback.progress(1.0)
    return items, failed


def plan_item(source: Source, profiles: Iterable[Profile] = ()) -> PlanItem:
    """What a source probably is."""
    item = PlanItem(source)
    allowed = item.tables()
    fitting = fitting_profile(profiles, source, allowed)
    if fitting is not None:
        item.use_profile(fitting)
    else:
        _guess(item, allowed)
    item.wanted = bool(item.table and len(source))
    return item


def _guess(item: PlanItem, allowed: list[str]) -> None:
    if item.is_register:
        sheet = recognise(item.source)
        item.choose_table(sheet.table if sheet else "")
        return
    try:
        table, _ = guess_columns(item.source)
    except ProfileError:
        return
    item.choose_table(table if table in allowed else "")


def _of_file(path: PathLike, profiles: list[Profile], feedback: Feedback) -> list[PlanItem]:
    suffix = Path(path).suffix.lower()
    is_table = suffix in TEXTS or suffix in WORKBOOKS
    names = list_sheets(path) if is_table else [layer.name for layer in list_layers(path)]
    sources = []
    for number, name in enumerate(names):
        part = Part(feedback, number / len(names), (number + 1) / len(names))
        read = read_table if is_table else read_source
        sources.append(read(path, None if suffix in TEXTS else name, feedback=part))
    filled = [source for source in sources if len(source)]
    return [plan_item(source, profiles) for source in filled or sources[:1]]
