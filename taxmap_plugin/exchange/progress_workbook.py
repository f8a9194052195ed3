"""The progress of the tax map as a workbook: the stages, zones, blocks and parcels."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..core.area import in_rai
from ..core.message import Language, Message, render
from ..core.progress_stages import (
    OFFICES_OWN,
    STAGES,
    Progress,
    Share,
    criterion,
    stage_title,
    standing_title,
)
from ..core.thai_date import format_date
from .csv_file import FileNotWritten
from .report_workbook import Sheet, write_workbook


def write_progress_workbook(progress: Progress, path: Path, language: Language) -> None:
    """Write the report to ``path`` (.xlsx); an older file is replaced. Raises FileNotWritten."""
    sheets = [
        _stages(progress, language),
        _shares(progress, "zone", progress.by("zone"), language),
        _shares(progress, "block", progress.by("block"), language),
        _parcels(progress, language),
    ]
    try:
        write_workbook(sheets, path)
    except (OSError, RuntimeError) as error:
        raise FileNotWritten(path, str(error)) from error


def _say(word: str, language: Language, **params: Any) -> str:
    return render(Message("progress_report." + word, **params), language)


def _stages(progress: Progress, language: Language) -> Sheet:
    whole, office = progress.whole(), progress.municipality
    day = format_date(progress.made, "long", language=language)
    rows: list[list[Any]] = [
        [office.name],
        [_say("as_of", language, day=day, year=office.tax_year)],
        [],
        [
            _say("stage", language),
            _say("parcels", language),
            "%",
            _say("rai", language),
            "%",
            _say("criterion", language),
            _say("basis", language),
        ],
    ]
    for at, stage in enumerate(STAGES):
        rule = criterion(stage, progress.upkeep, office.tax_year)
        basis = "office" if stage in OFFICES_OWN else "guide"
        rows.append(
            [
                stage_title(stage, language),
                whole.reached[at],
                whole.percents[at],
                _rai(whole.reached_area[at]),
                whole.area_percents[at],
                render(rule, language),
                _say(basis, language),
            ]
        )
    rows.append([_say("amount", language), whole.parcels, None, _rai(whole.area)])
    return Sheet(_say("sheet_stages", language), [_say("title", language)], rows, is_list=False)


def _shares(progress: Progress, of: str, shares: Sequence[Share], language: Language) -> Sheet:
    header = [_say(of, language), _say("parcels", language), _say("rai", language)]
    for word in ("count_reached", "percent_reached", "area_reached"):
        header += [_say(word, language, stage=stage_title(stage, language)) for stage in STAGES]
    named = [(share.name or _say("none", language), share) for share in shares]
    rows: list[list[Any]] = [
        [
            name,
            share.parcels,
            _rai(share.area),
            *share.reached,
            *share.percents,
            *share.area_percents,
        ]
        for name, share in [*named, (_say("total", language), progress.whole())]
    ]
    return Sheet(_say(f"by_{of}", language), header, rows)


def _parcels(progress: Progress, language: Language) -> Sheet:
    names = ("parcel_code", "zone", "block", "area", "standing")
    header = [_say("column_" + name, language) for name in names]
    header += [stage_title(stage, language) for stage in STAGES]
    titles = {one: standing_title(one, language) for one in set(progress.parcels["standing"])}
    parcels = progress.parcels.assign(
        area=progress.parcels["area"].round(2), standing=progress.parcels["standing"].map(titles)
    )
    cells = parcels[list(names)].astype(object)
    cells = cells.where(cells.notna(), None).to_numpy().tolist()
    marks = progress.reached.astype(int).to_numpy().tolist()
    rows = [[*row, *reached] for row, reached in zip(cells, marks)]
    return Sheet(_say("parcels", language), header, rows)


def _rai(m2: float) -> float:
    return round(in_rai(m2), 2)
