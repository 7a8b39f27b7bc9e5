"""All methods on 100,000 deals of 20,000 customers against reading them, and how time grows.

Run with `python -m tests.benchmarks.bench_methods [deals]`. Prints the seconds of reading the
workbook, those of every method, and their sum as a multiple of reading; then the seconds of all
methods on 10,000 to 300,000 deals, and how much faster than n·log n they grow (1 is n·log n),
all together and the one that grows fastest.
"""

import math
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

from tests.benchmarks.method_frames import AS_OF, frames, write_book
from xlcrm.book import open_book, read_sheets
from xlcrm.methods import METHODS
from xlcrm.methods.run import run
from xlcrm.sheets import SHEETS
from xlcrm.sheets.frame import empty_frame

SIZES = (10_000, 30_000, 100_000, 300_000)


def method_seconds(sheets: dict[str, pd.DataFrame]) -> dict[str, float]:
    """Method name to the seconds it took, in the order of computation."""
    known = {model.SHEET.id: empty_frame(model) for model in SHEETS} | sheets
    spent: dict[str, float] = {}
    for method in METHODS:
        name = method.LABEL.name
        start = time.perf_counter()
        known[name] = run(method, known, params=method.Params(), as_of=AS_OF, language="zh")
        spent[name] = time.perf_counter() - start
    return spent


def compare_with_reading(deals: int) -> None:
    """One workbook read and scored."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_book(Path(folder) / "large.xlsx", frames(deals))
        start = time.perf_counter()
        sheets = {name: sheet.frame for name, sheet in read_sheets(open_book(path)).items()}
        reading = time.perf_counter() - start
    cells = sum(int(frame.notna().to_numpy().sum()) for frame in sheets.values())
    spent = method_seconds(sheets)
    print(f"{deals:,} deals, {len(sheets['accounts']):,} customers, {cells:,} filled cells")
    for name, cost in sorted(spent.items(), key=lambda pair: -pair[1]):
        print(f"  {name:26}{cost:8.2f} s")
    total = sum(spent.values())
    print(f"reading {reading:.1f} s, methods {total:.1f} s: {total / reading:.2f} × reading")


def growth() -> None:
    """All methods on ever more deals; no workbook in between."""
    first: dict[str, float] = {}
    for deals in SIZES:
        spent = method_seconds(frames(deals))
        work = deals * math.log(deals)
        first = first or {name: seconds / work for name, seconds in spent.items()}
        grown = {name: seconds / work / first[name] for name, seconds in spent.items()}
        fastest = max(grown, key=lambda name: grown[name])
        total = sum(spent.values())
        share = total / work / sum(first.values())
        print(
            f"{deals:>9,} deals {total:8.2f} s   {share:5.2f} × n·log n   "
            f"at most {grown[fastest]:.2f} ({fastest})"
        )


if __name__ == "__main__":
    compare_with_reading(int(sys.argv[1]) if sys.argv[1:] else 100_000)
    growth()
