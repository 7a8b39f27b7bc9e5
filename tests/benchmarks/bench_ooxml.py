"""How fast columns are written, against calamine, openpyxl and excelize in the same run.

    python tests/benchmarks/bench_ooxml.py [ROWS] [--peers] [--growth 1000 10000 100000 1000000]

A sheet of ROWS × 20 columns gets five columns of numbers with headers. Each run has a process of
its own, and the contenders take turns. Figures are medians: seconds by the clock, seconds of
processor time (which other programs on the machine disturb less), megabytes that the run added to
the interpreter with its imports and the values; ratios are medians of the ratio to the calamine
run of the same round. openpyxl and excelize take minutes, so they run once and only when asked
for. Growth is measured over sheets with their texts inside the cells, once each.
"""

import argparse
import importlib
import importlib.util
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import openpyxl
import python_calamine
import xlsxwriter

from xlcrm.ooxml import Workbook

ROUNDS = 5
Values = dict[str, list[float]]
NEW_COLUMNS = ["U", "V", "W", "X", "Y"]


class Run(NamedTuple):
    """What one run took."""

    seconds: float
    processor: float
    megabytes: float


def make_sheet(path: Path, rows: int, *, inline_texts: bool = False) -> None:
    """Eight texts, six numbers, two dates, two whole numbers, two formulas in every row."""
    chance = random.Random(7)
    workbook = xlsxwriter.Workbook(path, {"constant_memory": inline_texts})
    sheet = workbook.add_worksheet("Data")
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [f"column {number}" for number in range(20)])
    for row in range(1, rows + 1):
        sheet.write_row(
            row, 0, [f"text {chance.randrange(10 ** (at // 2 + 1))}" for at in range(8)]
        )
        sheet.write_row(row, 8, [round(chance.random() * 1e6, 2) for _ in range(6)])
        sheet.write_row(row, 14, [44_000 + chance.randrange(1500) for _ in range(2)], day)
        sheet.write_row(row, 16, [chance.randrange(5), chance.randrange(2)])
        sheet.write_formula(row, 18, f"=I{row + 1}/2", None, 0)
        sheet.write_formula(row, 19, f"=J{row + 1}+K{row + 1}", None, 0)
    workbook.close()


def new_values(rows: int) -> Values:
    """The five columns to write."""
    chance = random.Random(1)
    return {
        column: [round(chance.random() * 100, 2) for _ in range(rows)] for column in NEW_COLUMNS
    }


def write_with_xlcrm(path: Path, values: Values) -> None:
    """Headers and columns, saved with self-check."""
    workbook = Workbook.open(path)
    sheet = workbook["Data"]
    sheet.write({f"{column}1": f"score {column}" for column in NEW_COLUMNS})
    sheet.write_columns(2, values)
    workbook.save(path.with_name("out.xlsx"))


def write_again_with_xlcrm(path: Path, values: Values) -> None:
    """The same columns over the ones just written."""
    write_with_xlcrm(path.with_name("out.xlsx"), values)


def write_with_openpyxl(path: Path, values: Values) -> None:
    """Load, set cells, save."""
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["Data"]
    for at, column in enumerate(values.values(), start=21):
        for row, value in enumerate(column, start=2):
            sheet.cell(row, at, value)
    workbook.save(path.with_name("openpyxl.xlsx"))


def write_with_excelize(path: Path, values: Values) -> None:
    """Open, set each column in one call, save."""
    excelize = importlib.import_module("excelize")
    workbook = excelize.open_file(str(path))
    for column, numbers in values.items():
        workbook.set_sheet_col("Data", f"{column}1", [f"score {column}", *numbers])
    workbook.save_as(str(path.with_name("excelize.xlsx")))
    workbook.close()


def read_with_calamine(path: Path, values: Values) -> None:
    """Every cell of the sheet into lists, nothing else."""
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    workbook.get_sheet_by_name("Data").to_python()


def measured(act: Callable[[Path, Values], None], path: Path, rows: int) -> Run:
    """One run in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (act, path, rows))


def _measure(act: Callable[[Path, Values], None], path: Path, rows: int) -> Run:
    values = new_values(rows)
    before = peak_megabytes()
    start, busy = time.perf_counter(), time.process_time()
    act(path, values)
    seconds, processor = time.perf_counter() - start, time.process_time() - busy
    return Run(seconds, processor, peak_megabytes() - before)


def peak_megabytes() -> float:
    """The process's largest size so far (Linux; elsewhere 0)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def compare(path: Path, rows: int, *, peers: bool) -> None:
    """Print one line per contender, with how many times calamine's time it took."""
    acts = (write_with_xlcrm, write_again_with_xlcrm, read_with_calamine)
    runs: dict[str, list[Run]] = {act.__name__: [] for act in acts}
    for _ in range(ROUNDS):
        for act in acts:
            runs[act.__name__].append(measured(act, path, rows))
    if peers:
        runs["write_with_openpyxl"] = [measured(write_with_openpyxl, path, rows)]
        if importlib.util.find_spec("excelize"):
            runs["write_with_excelize"] = [measured(write_with_excelize, path, rows)]
        else:
            say("write_with_excelize      left out: the package excelize is not installed")
    base = runs["read_with_calamine"]
    for name, found in runs.items():
        ratio = statistics.median(a.seconds / b.seconds for a, b in zip(found, base, strict=False))
        cost = statistics.median(
            a.processor / b.processor for a, b in zip(found, base, strict=False)
        )
        say(f"{name:24} {shown(found)} {ratio:8.2f} x calamine, {cost:.2f} x in processor time")


def grow(folder: Path, sizes: list[int]) -> None:
    """Print one line per size of sheet."""
    for rows in sizes:
        path = folder / "in.xlsx"
        make_sheet(path, rows, inline_texts=True)
        run = measured(write_with_xlcrm, path, rows)
        say(f"{rows:10,} rows          {shown([run])} {run.processor / rows * 1e6:8.1f} µs per row")


def shown(runs: list[Run]) -> str:
    """The medians of some runs."""
    seconds, processor, megabytes = (statistics.median(kind) for kind in zip(*runs, strict=True))
    return f"{seconds:8.2f} s {processor:8.2f} s cpu {megabytes:6.0f} MB"


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    """Compare, or measure growth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--peers", action="store_true", help="run openpyxl and excelize too, once")
    parser.add_argument("--growth", nargs="+", type=int, help="sizes of sheet to measure, in rows")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if options.growth:
            grow(Path(folder), options.growth)
        else:
            path = Path(folder) / "in.xlsx"
            make_sheet(path, options.rows)
            compare(path, options.rows, peers=options.peers)


if __name__ == "__main__":
    main()
