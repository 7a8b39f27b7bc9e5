"""How fast columns are written, against openpyxl and calamine in the same run.

    python tests/benchmarks/bench_ooxml.py [ROWS] [--openpyxl]

A sheet of ROWS × 20 columns gets five columns of numbers. Each figure is the median of alternating
runs, each in a process of its own; memory is what the run added to the interpreter with its
imports. openpyxl takes minutes, so it runs once and only when asked for.
"""

import argparse
import multiprocessing
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import openpyxl
import python_calamine
import xlsxwriter

from xlcrm.ooxml import Workbook

ROUNDS = 5
Values = dict[str, list[float]]
NEW_COLUMNS = ["U", "V", "W", "X", "Y"]


def make_sheet(path: Path, rows: int) -> None:
    """Eight texts, six numbers, two dates, two whole numbers, two formulas in every row."""
    chance = random.Random(7)
    workbook = xlsxwriter.Workbook(path, {"constant_memory": False})
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


def read_with_calamine(path: Path, values: Values) -> None:
    """Every cell of the sheet into lists, nothing else."""
    workbook = python_calamine.CalamineWorkbook.from_path(path)
    workbook.get_sheet_by_name("Data").to_python()


def measured(act: Callable[[Path, Values], None], path: Path, rows: int) -> tuple[float, float]:
    """Seconds and megabytes of one run in a fresh process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (act, path, rows))


def _measure(act: Callable[[Path, Values], None], path: Path, rows: int) -> tuple[float, float]:
    values = new_values(rows)
    before = peak_megabytes()
    start = time.perf_counter()
    act(path, values)
    seconds = time.perf_counter() - start
    return seconds, peak_megabytes() - before


def peak_megabytes() -> float:
    """The process's largest size so far (Linux; elsewhere 0)."""
    status = Path("/proc/self/status")
    if not status.exists():
        return 0.0
    line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def main() -> None:
    """Print one line per contender."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="?", type=int, default=100_000)
    parser.add_argument("--openpyxl", action="store_true", help="run openpyxl too, once")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "in.xlsx"
        make_sheet(path, options.rows)
        acts = (write_with_xlcrm, write_again_with_xlcrm, read_with_calamine)
        runs: dict[str, list[tuple[float, float]]] = {act.__name__: [] for act in acts}
        for _ in range(ROUNDS):
            for act in acts:
                runs[act.__name__].append(measured(act, path, options.rows))
        if options.openpyxl:
            runs["write_with_openpyxl"] = [measured(write_with_openpyxl, path, options.rows)]
    base = statistics.median(seconds for seconds, _ in runs["read_with_calamine"])
    for name, found in runs.items():
        seconds = statistics.median(second for second, _ in found)
        megabytes = statistics.median(memory for _, memory in found)
        line = f"{name:24} {seconds:8.2f} s {megabytes:8.0f} MB {seconds / base:8.2f} x calamine"
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
