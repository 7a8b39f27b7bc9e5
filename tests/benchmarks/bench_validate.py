"""Validation against a bare read, a row-by-row baseline and pandera, in the same run.

Run with `python -m tests.benchmarks.bench_validate [rows]`; needs pandera (the bench extra). Each
contender runs in a process of its own, so that its peak memory is its own. Contenders take turns,
and a ratio is the median over rounds of two times taken one after the other: whatever else the
machine does slows both. Validation is measured as a dry run in memory, from opening the file to
the list of findings, which is the counterpart of a read; nobody else here writes a workbook either.
"""

import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from tests.benchmarks.large_book import AS_OF, HEADERS, STAGES, STEPS, write_large_book

RUNS = 3
SHEET = "商机"


def bare_read(path: Path) -> int:
    """python-calamine alone: the sheet as lists."""
    from python_calamine import CalamineWorkbook

    book = CalamineWorkbook.from_path(str(path))
    return len(book.get_sheet_by_name(SHEET).to_python(skip_empty_area=False))


def xlcrm_validate(path: Path) -> int:
    """Opening, reading, every rule; nothing written."""
    from xlcrm.book import open_book, read_sheets
    from xlcrm.ooxml.a1 import cell_name
    from xlcrm.rules import RULES, findings_of

    sheets = read_sheets(open_book(path))
    found = findings_of(sheets, RULES, workbook="", as_of=AS_OF, cell_name=cell_name)
    return len(found)


def openpyxl_pydantic(path: Path) -> int:
    """openpyxl read-only, a pydantic model per row: types, limits and lists alone."""
    from openpyxl import load_workbook
    from pydantic import ValidationError, create_model

    model = create_model("Deal", **dict(zip(_names(), _row_types(), strict=True)))
    rows = load_workbook(path, read_only=True)[SHEET].iter_rows(min_row=2, values_only=True)
    wrong = 0
    for row in rows:
        try:
            model.model_validate(dict(zip(_names(), row, strict=True)))
        except ValidationError:
            wrong += 1
    return wrong


def pandas_pandera(path: Path) -> int:
    """pandas with the calamine engine, a pandera schema: types, limits, lists, unique ids."""
    import pandas as pd
    import pandera.pandas as pa

    frame = pd.read_excel(path, sheet_name=SHEET, engine="calamine")
    text = pa.Column(str, nullable=True)
    columns = dict.fromkeys(HEADERS, text) | {
        "商机编号": pa.Column(str, unique=True),
        "金额(万元)": pa.Column(float, pa.Check.gt(0), coerce=True),
        "赢率": pa.Column(float, pa.Check.in_range(0, 1), nullable=True, coerce=True),
        "采购阶段": pa.Column(str, pa.Check.isin(STAGES)),
        "销售步骤": pa.Column(str, pa.Check.isin(STEPS)),
        **{name: pa.Column("datetime64[us]", coerce=True) for name in HEADERS if "日期" in name},
    }
    return len(pa.DataFrameSchema(columns).validate(frame, lazy=True)) - len(frame)


CONTENDERS: dict[str, Callable[[Path], int]] = {
    each.__name__: each for each in (bare_read, xlcrm_validate, openpyxl_pydantic, pandas_pandera)
}


def _names() -> list[str]:
    return [f"c{number}" for number in range(len(HEADERS))]


def _row_types() -> list[Any]:
    from typing import Annotated, Literal

    from pydantic import Field

    special: dict[str, Any] = {
        "金额(万元)": (Annotated[float, Field(gt=0)], ...),
        "赢率": (Annotated[float | None, Field(ge=0, le=1)], None),
        "采购阶段": (Literal[STAGES], ...),
        "销售步骤": (Literal[STEPS], ...),
    }
    dates = {name: (datetime, ...) for name in HEADERS if "日期" in name}
    return [(special | dates).get(name, (str | None, None)) for name in HEADERS]


def measured(name: str, path: Path) -> tuple[float, float]:
    """Seconds and peak megabytes of one contender in a fresh process."""
    words = [sys.executable, "-m", "tests.benchmarks.bench_validate", "--one", name, str(path)]
    done = subprocess.run(words, capture_output=True, check=True, text=True)
    seconds, megabytes = json.loads(done.stdout)
    return seconds, megabytes


def one(name: str, path: Path) -> None:
    """Run a contender here and print its seconds and its peak megabytes."""
    CONTENDERS[name](path.with_name("small.xlsx"))  # libraries are loaded before the clock starts
    start = time.perf_counter()
    CONTENDERS[name](path)
    seconds = time.perf_counter() - start
    print(json.dumps([seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))


def main(rows: int) -> None:
    """Measure every contender and print its ratios to the bare read."""
    with tempfile.TemporaryDirectory() as folder:
        path = write_large_book(Path(folder) / "large.xlsx", rows=rows)
        write_large_book(path.with_name("small.xlsx"), rows=10)
        rounds = [{name: measured(name, path) for name in CONTENDERS} for _ in range(RUNS)]
    peaks = {name: max(each[name][1] for each in rounds) for name in CONTENDERS}
    for name in CONTENDERS:
        seconds = statistics.median(each[name][0] for each in rounds)
        times = statistics.median(each[name][0] / each["bare_read"][0] for each in rounds)
        memory = peaks[name] / peaks["bare_read"]
        print(f"{name:20} {seconds:7.2f} s  x{times:5.2f}  {peaks[name]:6.0f} MB  x{memory:5.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(sys.argv[2], Path(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else 100_000)
