"""Rules about parcel codes: what is written, whether it is given once, and where it says it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import shapely

from .feedback import Feedback
from .message import Message
from .parcel_at import parcel_at
from .parcel_code import compose_column, contradictions, normalise, parse_column
from .quality_rule import NOTHING, Options, Rule, found, found_at
from .quality_sight import Layer, Sight

_MOST_GAPS = 12
"""Missing numbers of a block that are told one by one."""
_MOST = 0.5
"""Of a parcel: with more of it in a block it lies there, whatever it has in none."""


def _read(sight: Sight) -> pd.DataFrame:
    """The codes of the parcels: ``code`` in force or draft, ``came`` with, and how they read."""
    layer = sight.layer("parcel")

    def read() -> pd.DataFrame:
        came, own = parse_column(layer.rows["source_code"], sight.style), _own(sight)
        columns = {"own": layer.rows["parcel_code"].map(normalise), "own_problem": own["problem"]}
        columns |= {"came": came["code"], "problem": came["problem"]}
        return pd.DataFrame({name: column.to_numpy() for name, column in columns.items()})

    return layer.once("codes", read)


def _own(sight: Sight) -> pd.DataFrame:
    """The codes in force or draft, as ``parse_column`` reads them."""
    layer = sight.layer("parcel")
    return layer.once("own", lambda: parse_column(layer.rows["parcel_code"], sight.style))


def _blank(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    layer, codes = sight.layer("parcel"), _read(sight)
    at = np.flatnonzero((codes["own"] == "") & codes["problem"].map(_is_blank))
    return found_at(layer, at, [Message("quality.code_blank.one", code=layer.name(a)) for a in at])


def _is_blank(problem: object) -> bool:
    return isinstance(problem, Message) and problem.id == "parcel_code.blank"


def _form(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    """A code that the parcel came with, or was given since, and that is none."""
    layer, codes = sight.layer("parcel"), _read(sight)
    given = (codes["own"] != "") & codes["own_problem"].notna()
    came = (codes["own"] == "") & codes["problem"].notna() & ~codes["problem"].map(_is_blank)
    at = np.flatnonzero(given | came)
    problem = np.where(given, codes["own_problem"], codes["problem"])
    messages = [Message("quality.code_form.one", code=layer.name(a), reason=problem[a]) for a in at]
    return found_at(layer, at, messages)


def _duplicate(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    """Parcels without a code of their own because the one they came with is another's too; the
    ground of all but the one that keeps it is in doubt."""
    layer, codes = sight.layer("parcel"), _read(sight)
    said = codes["own"].where(codes["own"] != "", codes["came"])
    readable = said.notna() & (said != "")
    groups = pd.Series(np.flatnonzero(readable)).groupby(said[readable].to_numpy())
    area = np.nan_to_num(shapely.area(layer.grounds))
    things, messages, at, ground = [], [], [], []
    for code, members in groups:
        if len(members) > 1:
            ordered = sorted(members, key=lambda a: (codes["own"].iat[a] == "", layer.uuids[a]))
            things.append(layer.uuids_at(ordered))
            messages.append(Message("quality.code_duplicate.one", code=code, count=len(members)))
            at.append(ordered[-1])
            ground.append(float(area[ordered[1:]].sum()))
    place = np.asarray(at, dtype=np.int64)
    return found("parcel", things, messages, layer.points_in(place), ground)


def _parts(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    layer = sight.layer("parcel")
    rows = layer.rows
    composed = compose_column(rows["zone_code"], rows["block_code"], rows["lot"], sight.style)
    said = contradictions(_own(sight), composed)
    at = np.flatnonzero(said.notna())
    messages = [Message("quality.code_parts.one", reason=said.iat[a]) for a in at]
    return found_at(layer, at, messages)


def _stated(sight: Sight) -> np.ndarray:
    """A code in the block that each parcel is said to be of: by its own code, else by the columns
    beside it, else by the code it came with; None where none of them says any."""
    layer, codes = sight.layer("parcel"), _own(sight)["code"]
    rows, lot = layer.rows, pd.Series("1", index=layer.rows.index)
    columns = compose_column(rows["zone_code"], rows["block_code"], lot, sight.style)["code"]
    stated = codes.to_numpy(dtype=object)
    for other in (columns, _read(sight)["came"]):
        stated = np.where(pd.isna(stated), other.to_numpy(dtype=object), stated)
    return stated


def _elsewhere(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    """The block, else the zone, of each parcel against that which holds most of it."""
    layer, stated = sight.layer("parcel"), _stated(sight)
    zone = sight.style.zone_digits
    told: dict[int, Message] = {}
    for table, digits in (("block", zone + 1), ("zone", zone)):
        for at, lies in _in_another(layer, sight.layer(table), stated, digits):
            told.setdefault(at, _told_elsewhere(layer, at, table, stated[at][:digits], lies))
    there = np.array(sorted(told), dtype=np.int64)
    return found_at(layer, there, [told[at] for at in there.tolist()])


def _in_another(
    layer: Layer, areas: Layer, stated: np.ndarray, digits: int
) -> Iterator[tuple[int, str]]:
    """Parcels of which most lies in an area of another code than stated, with that code."""
    own = np.array([*map(normalise, areas.codes)], dtype=object)
    asked = np.flatnonzero(~pd.isna(stated) & layer.there)
    placed = parcel_at(layer.grounds[asked], areas.grounds)
    most = (placed["share"] > _MOST).to_numpy()
    for one, lies in zip(asked[most].tolist(), own[placed["parcel"].to_numpy()[most]]):
        if lies and lies != stated[one][:digits]:
            yield one, lies


def _told_elsewhere(layer: Layer, at: int, table: str, stated: str, lies: str) -> Message:
    about = "zone" if table == "zone" else "one"
    words = {"code": layer.name(at), table: lies}
    if layer.code(at):
        return Message(f"quality.code_elsewhere.{about}", **words)
    return Message(f"quality.code_elsewhere.{about}_stated", stated=stated, **words)


def _retired(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    """A living parcel with a code that another one had in force and lost."""
    layer, retired = sight.layer("parcel"), sight.table("retired_code")
    retired = retired[retired["table_name"] == "parcel"]
    if retired.empty:
        return NOTHING
    others = pd.DataFrame({"at": range(len(layer)), "code": _read(sight)["own"]})
    met = others.merge(retired[["code", "subject_uuid", "retired_at"]], on="code")
    met = met[met["subject_uuid"].to_numpy() != layer.uuids[met["at"]]]
    met = met.sort_values("retired_at").drop_duplicates("at", keep="last").sort_values("at")
    messages = [Message("quality.code_retired.one", code=layer.name(a)) for a in met["at"]]
    return found_at(layer, met["at"].to_numpy(), messages)


def _numbers(sight: Sight, _: Options, __: Feedback) -> pd.DataFrame:
    """Numbers of a block between 1 and its largest that no parcel has or had."""
    codes = _read(sight)
    living = codes.loc[(codes["own"] != "") & codes["own_problem"].isna(), "own"]
    retired = sight.table("retired_code")
    ever = pd.concat([living, retired.loc[retired["table_name"] == "parcel", "code"]])
    read = parse_column(ever.drop_duplicates().reset_index(drop=True), sight.style).dropna(
        subset=["code"]
    )
    head = sight.style.zone_digits + 1
    lot = read["code"].str.slice(head, head + sight.style.lot_digits).astype(int)
    block = read["code"].str.slice(0, head)
    blocks = sight.layer("block")
    by_code = {normalise(code): at for at, code in enumerate(blocks.codes)}
    things, messages, places = [], [], []
    for name, numbers in lot.groupby(block):
        missing = sorted(set(range(1, int(numbers.max()))) - set(numbers))
        if missing and name in by_code:
            at = by_code[name]
            things.append((blocks.uuids[at],))
            shown = list(_runs(missing))
            messages.append(
                Message("quality.code_gaps.one", block=name, count=len(missing), numbers=shown)
            )
            places.append(blocks.points_in(np.array([at]))[0])
    return found("block", things, messages, places)


def _runs(numbers: list[int]) -> Iterator[str]:
    """Consecutive numbers as ``3–7``; after a dozen only that there are more."""
    cut = np.flatnonzero(np.diff(numbers) != 1) + 1
    for at, run in enumerate(np.split(np.array(numbers), cut)):
        if at == _MOST_GAPS:
            yield "…"
            return
        yield f"{run[0]:03d}" if len(run) == 1 else f"{run[0]:03d}–{run[-1]:03d}"


_Check = Callable[[Sight, Options, Feedback], pd.DataFrame]


def _rule(id: str, severity, check: _Check, covers=(), is_local: bool = False) -> Rule:
    return Rule(id, "code", severity, check, (), covers, is_local=is_local, known_by="things")


_NO_CODES = [
    *("parcel_code.block", "parcel_code.character", "parcel_code.lot", "parcel_code.no_zone"),
    *("parcel_code.suffix", "parcel_code.too_deep", "parcel_code.unit_of_parcel"),
    *("parcel_code.zone", "layer_codes.malformed_but"),
]
"""Why a text that came is no code; that its parts say another one is told of the file alone."""

RULES = (
    _rule("code_blank", "warning", _blank, ["layer_codes.no_code"], is_local=True),
    _rule("code_form", "error", _form, _NO_CODES, is_local=True),
    _rule("code_duplicate", "error", _duplicate, ["layer_codes.repeated"], is_local=True),
    _rule("code_parts", "error", _parts, is_local=True),
    _rule("code_elsewhere", "warning", _elsewhere, ["code_place.elsewhere"], is_local=True),
    _rule("code_retired", "error", _retired, is_local=True),
    _rule("code_gaps", "info", _numbers),
)
