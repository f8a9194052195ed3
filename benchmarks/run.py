"""All benchmarks: a table on the screen and in build/bench.md.

python -m benchmarks.run              10,000 and 100,000 rows
python -m benchmarks.run --million    1,000,000 rows too, where a benchmark allows it
"""

from __future__ import annotations

import os
import platform
import sys
from collections import defaultdict
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from . import edit_parcels, import_layers, land_tax, match, quality
from .measure import Measurement, exponent

REPORT = Path(__file__).resolve().parent.parent / "build" / "bench.md"


def measure_all(sizes: list[int]) -> list[Measurement]:
    rows = []
    for module in (match, import_layers, edit_parcels, quality, land_tax):
        for size in sizes:
            rows += module.measure(size)
    return rows


def table(rows: list[Measurement]) -> str:
    lines = [
        f"Python {platform.python_version()}, {os.cpu_count()} cores. Ratio: how many times",
        "faster than the other tool in the same run.",
        "",
        "| work | rows | ours (s) | other | theirs (s) | ratio | wanted | |",
        "|---|--:|--:|---|--:|--:|--:|---|",
    ]
    lines += [
        f"| {row.what} | {row.size:,} | {row.ours:.3f} | {row.other} | {row.theirs:.3f} "
        f"| {row.ratio:.2f} | {row.wanted:.2f} | {'yes' if row.reached else 'NO'} |"
        for row in rows
    ]
    return "\n".join(
        [*lines, "", "| work | growth exponent (1 = linear) |", "|---|--:|", *growth(rows)]
    )


def growth(rows: list[Measurement]) -> list[str]:
    series = defaultdict(list)
    for row in rows:
        series[row.what].append(row)
    return [
        f"| {what} | {exponent(found[0], found[-1]):.2f} |"
        for what, found in series.items()
        if len(found) > 1
    ]


def main() -> None:
    sizes = [10_000, 100_000] + ([1_000_000] if "--million" in sys.argv else [])
    report = table(measure_all(sizes))
    print(report)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(report + "\n", encoding="utf-8")
    print(f"\nwritten to {REPORT}")


if __name__ == "__main__":
    main()
