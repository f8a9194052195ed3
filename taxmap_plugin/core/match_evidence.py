"""What speaks for and against a pair: its second keys, compared for all pairs at once."""

from __future__ import annotations

import numpy as np
import pandas as pd

from .masked_name import masked_text
from .match_key import is_near, near_keys, normal_keys
from .match_profile import Field, MatchProfile

MISSING, SAME, NEAR, DIFFERENT, UNKNOWN = range(5)
VERDICTS = ("missing", "same", "near", "different", "unknown")
"""Names of the verdicts; ``unknown``: the register's code is no parcel's code at all."""

_NEAR_SHORT = 3


def _near(left: np.ndarray, right: np.ndarray, kind: str) -> np.ndarray:
    """One slip of the pen apart; very short numbers never are."""
    one, other = near_keys(left, kind), near_keys(right, kind)
    lengths = [min(len(a), len(b)) for a, b in zip(one, other)]
    return is_near(one, other) & (np.array(lengths) >= _NEAR_SHORT)


def _are_among(few: np.ndarray, many: np.ndarray) -> np.ndarray:
    """Which of ``few`` occur in ``many``, hashing only the few."""
    present = many[pd.Series(many).isin(few).to_numpy()]
    return pd.Series(few).isin(present).to_numpy() & ~pd.isna(few)


class Side:
    """The keys of one side (parcels or register), read from the frame when first wanted.

    Missing columns are no error: the field is missing everywhere.
    """

    def __init__(self, frame: pd.DataFrame, profile: MatchProfile, side: str) -> None:
        self.frame, self.size = frame, len(frame)
        self._columns = {field.name: getattr(field, side) for field in profile.fields}
        self._kinds = {field.name: field.kind for field in profile.fields}
        self._texts: dict[str, tuple[np.ndarray, np.ndarray]] = {}
        self._normal: dict[str, np.ndarray] = {}
        self._numbers: dict[str, np.ndarray] = {}

    def has(self, name: str) -> bool:
        """True when at least one row has a value for the field."""
        return not self.missing(name).all()

    def texts(self, name: str) -> np.ndarray:
        """The field as written (object array, ``None`` = missing)."""
        return self._read(name)[0]

    def shown(self, name: str, rows: np.ndarray) -> list:
        """The field of some rows as anyone may see it: names of people are masked."""
        texts = self.texts(name)[rows]
        if self._kinds[name] != "name":
            return texts.tolist()
        codes, distinct = pd.factorize(texts)
        masked = np.array([*map(masked_text, distinct), None], dtype=object)
        return masked[codes].tolist()

    def missing(self, name: str) -> np.ndarray:
        """Where the field has no value."""
        if self._kinds[name] == "area":
            return np.isnan(self.numbers(name))
        return self._read(name)[1]

    def normal(self, name: str) -> np.ndarray:
        """The field's normal form for every row."""
        if name not in self._normal:
            self._normal[name] = normal_keys(self.texts(name), self._kinds[name])
        return self._normal[name]

    def normal_at(self, name: str, rows: np.ndarray) -> np.ndarray:
        """The field's normal form for a few rows."""
        if name in self._normal:
            return self._normal[name][rows]
        return normal_keys(self.texts(name)[rows], self._kinds[name])

    def keys_at(self, name: str, form: str, rows: np.ndarray) -> np.ndarray:
        """The field as it is joined in that form (``exact``, else normal)."""
        return self.texts(name)[rows] if form == "exact" else self.normal_at(name, rows)

    def numbers(self, name: str) -> np.ndarray:
        """An area as a number; NaN where it is missing, zero or no number."""
        if name not in self._numbers:
            values = np.full(self.size, np.nan)
            for column in self._present(name):
                read = pd.to_numeric(column, errors="coerce").to_numpy(float, na_value=np.nan)
                values = np.where(np.isnan(values), read, values)
            self._numbers[name] = np.where(values > 0, values, np.nan)
        return self._numbers[name]

    def _present(self, name: str) -> list[pd.Series]:
        return [self.frame[c] for c in self._columns[name] if c in self.frame.columns]

    def _read(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        if name not in self._texts:
            values = np.full(self.size, None, dtype=object)
            missing = np.ones(self.size, dtype=bool)
            for column in self._present(name):
                if not missing.any():
                    break
                read, gaps = column_texts(column)
                values = read if missing.all() else np.where(missing, read, values)
                missing = missing & gaps
            self._texts[name] = values, missing
        return self._texts[name]


def column_texts(column: pd.Series) -> tuple[np.ndarray, np.ndarray]:
    """A column as texts, and where they are missing: numbers without ``.0``, blanks ``None``."""
    if column.dtype.kind in "iuf":
        codes, distinct = pd.factorize(column)
        numbers = np.asarray(distinct, dtype=float).tolist()
        texts = np.array([*(f"{number:.15g}" for number in numbers), None], dtype=object)
        return texts[codes], codes < 0
    values = column.to_numpy(dtype=object)
    missing = np.asarray(pd.isna(values) | (values == ""))
    if missing.any():
        values = values.copy()
        values[missing] = None
    return values, missing


class Evidence:
    """Compares the second keys of pairs of row positions."""

    def __init__(self, parcels: Side, register: Side, profile: MatchProfile) -> None:
        self._parcels, self._register, self._profile = parcels, register, profile
        self.fields = [
            field
            for field in profile.fields
            if parcels.has(field.name) and register.has(field.name)
        ]
        self._known_codes: dict[str, np.ndarray] = {}

    @property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    def compare(self, p: np.ndarray, r: np.ndarray) -> np.ndarray:
        """One verdict for each pair and field: int8 array of shape (pairs, fields)."""
        verdicts = np.zeros((len(p), len(self.fields)), dtype=np.int8)
        for column, field in enumerate(self.fields):
            compare = self._compare_area if field.kind == "area" else self._compare_text
            verdicts[:, column] = compare(field, p, r)
        return verdicts

    def points(self, verdicts: np.ndarray, keys: tuple[str, ...]) -> tuple[np.ndarray, np.ndarray]:
        """Points for and against each pair, the step's own ``keys`` left out."""
        agree = np.zeros(len(verdicts), dtype=np.int16)
        against = np.zeros(len(verdicts), dtype=np.int16)
        for column, field in enumerate(self.fields):
            if field.name in keys:
                continue
            agree += np.where(verdicts[:, column] == SAME, field.agree, 0).astype(np.int16)
            agree += np.where(verdicts[:, column] == NEAR, field.agree // 2, 0).astype(np.int16)
            against += np.where(verdicts[:, column] == DIFFERENT, field.against, 0).astype(np.int16)
        return agree, against

    def is_different(self, verdicts: np.ndarray, kind: str) -> np.ndarray:
        """Pairs in which a field of ``kind`` (``area``, ``code``) contradicts."""
        columns = [i for i, field in enumerate(self.fields) if field.kind == kind]
        return (verdicts[:, columns] == DIFFERENT).any(axis=1)

    def _compare_text(self, field: Field, p: np.ndarray, r: np.ndarray) -> np.ndarray:
        name = field.name
        left, right = self._parcels.texts(name)[p], self._register.texts(name)[r]
        both = ~(self._parcels.missing(name)[p] | self._register.missing(name)[r])
        verdict = np.where(both, SAME, MISSING).astype(np.int8)
        unlike = np.flatnonzero(both & (left != right))
        if len(unlike):
            verdict[unlike] = self._compare_unlike(field, left[unlike], right[unlike], r[unlike])
        return verdict

    def _compare_unlike(
        self, field: Field, left: np.ndarray, right: np.ndarray, r: np.ndarray
    ) -> np.ndarray:
        one, other = normal_keys(left, field.kind), normal_keys(right, field.kind)
        verdict = np.where(one == other, SAME, DIFFERENT).astype(np.int8)
        verdict[pd.isna(one) | pd.isna(other)] = MISSING
        different = np.flatnonzero(verdict == DIFFERENT)
        if field.kind in ("code", "number") and len(different):
            near = _near(left[different], right[different], field.kind)
            verdict[different[near]] = NEAR
        if field.kind == "code":
            exactly, roughly = self._codes_on_map(field.name, r)
            # one slip away, but the very code of another parcel: the swapped-digit trap
            verdict[(verdict == NEAR) & exactly] = DIFFERENT
            verdict[(verdict == DIFFERENT) & ~roughly] = UNKNOWN
        return verdict

    def _codes_on_map(self, name: str, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows whose code is a parcel's code as written, and after normalisation."""
        known = self._known_codes.setdefault(name, np.full(self._register.size, -1, dtype=np.int8))
        new = np.unique(rows[known[rows] < 0])
        if len(new):
            exact = _are_among(self._register.texts(name)[new], self._parcels.texts(name))
            known[new] = np.where(exact, 2, 0)
            rest = new[~exact]
            rough = _are_among(self._register.normal_at(name, rest), self._parcels.normal(name))
            known[rest[rough]] = 1
        return known[rows] == 2, known[rows] >= 1

    def _compare_area(self, field: Field, p: np.ndarray, r: np.ndarray) -> np.ndarray:
        left, right = self._parcels.numbers(field.name)[p], self._register.numbers(field.name)[r]
        tolerance = self._profile.area
        room = np.maximum(tolerance.absolute, tolerance.relative * np.fmax(left, right))
        with np.errstate(invalid="ignore"):
            verdict = np.where(np.abs(left - right) <= room, SAME, DIFFERENT)
        return np.where(np.isnan(left) | np.isnan(right), MISSING, verdict).astype(np.int8)
