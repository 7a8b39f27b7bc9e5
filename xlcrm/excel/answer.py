"""What a worksheet function answers: ranges in, a block of cells out, trouble in words.

A row that lacks an input shows #N/A in place of its numbers, one that holds something unreadable
#VALUE!; the cause stands in the row's reason, or behind the sign where the reason is not shown. A
call that makes no sense answers one cell: #VALUE! and why.
"""

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pandas as pd

from xlcrm.addin.signatures import Argument, Signature
from xlcrm.book import BookError
from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.run import run
from xlcrm.settings import from_words, params_of
from xlcrm.sheets import Field, fields_of, sheet_model
from xlcrm.sheets.coerce import DAY_ONE_1900, Fault, Unreadable, fold, to_date
from xlcrm.sheets.frame import read_frame
from xlcrm.sheets.headers import find_header_row
from xlcrm.sheets.reading import read_column
from xlcrm.sheets.shown import shown

Cells = list[list[object]]
Reader = Callable[[Argument, Any], "_Sheet"]

LACKING, WRONG = "#N/A", "#VALUE!"
BETWEEN = re.compile("[,，、;；]")

FAULTS = {
    "wrong-type": Text("“{}”读不懂", '"{}" cannot be read'),
    "not-in-list": Text("“{}”不在选项中", '"{}" is not in the list'),
    "ambiguous-date": Text("“{}”日月不明", '"{}" may mean two days'),
    "error-value": Text("错误值 {}", "error value {}"),
    "never-calculated": Text("公式未计算", "formula not calculated"),
    "digits-lost": Text("“{}”丢了数字", '"{}" has lost digits'),
}
"""Why a cell cannot be used, by the kind of its fault."""


@dataclass(frozen=True)
class _Sheet:
    """What was given for a sheet: its rows, all rows to answer for, and what is unreadable."""

    frame: pd.DataFrame
    rows: Sequence[int]
    faults: tuple[Fault, ...]


def answer(
    signature: Signature, given: Mapping[str, Any], *, language: Language, today: date
) -> Cells:
    """The cells of a call with these values by argument name; ranges are lists of rows."""
    try:
        return _answer(signature, given, language, today)
    except BookError as error:
        return [[f"{WRONG} {error.message[language]}"]]


def _answer(
    signature: Signature, given: Mapping[str, Any], language: Language, today: date
) -> Cells:
    label = signature.method.LABEL
    tables = {
        each.name: _table(given[each.name], each.name)
        for each in signature.arguments
        if each.kind == "table"
    }
    sheet = tables.get(label.sheet) or _columns(signature, given, language)
    frames = {name: table.frame for name, table in tables.items()} | {label.sheet: sheet.frame}
    results = run(
        signature.method,
        frames,
        params=_params(label, given.get("settings")),
        as_of=_day(given.get("as_of"), today),
        language=language,
    )
    causes = _causes(sheet, signature, language)
    chosen = _chosen(label, given.get("show"))
    found = results.to_dict("index")
    return [
        _row(found.get(row), chosen, cause=causes.get(row), language=language) for row in sheet.rows
    ]


def _columns(signature: Signature, given: Mapping[str, Any], language: Language) -> _Sheet:
    """The sheet from one range per column; a single value serves every row."""
    fields = {each.name: each for each in fields_of(sheet_model(signature.method.LABEL.sheet))}
    names = [each.name for each in signature.arguments if each.kind == "column"]
    cells = {name: _line(given[name], fields[name]) for name in names}
    count = max(map(len, cells.values()))
    for name, values in cells.items():
        if len(values) not in (1, count):
            header = Text(fields[name].column.zh, fields[name].column.en)
            message = Text(
                f"“{header.zh}”有 {len(values)} 个单元格,别的区域有 {count} 个",
                f"{header.en} has {len(values)} cells, another range {count}",
            )
            raise BookError("bad-range", message)
    rows = range(1, count + 1)
    full = {name: v * count if len(v) == 1 else v for name, v in cells.items()}
    read = {name: read_column(full[name], rows, fields[name]) for name in names}
    frame = pd.DataFrame(
        {name: _series(reading.values, fields[name], rows) for name, reading in read.items()},
        index=pd.Index(rows),
    )
    filled = [row for row in rows if any(full[name][row - 1] not in ("", None) for name in names)]
    faults = tuple(fault for reading in read.values() for fault in reading.faults)
    return _Sheet(frame.loc[filled], rows, faults)


def _series(values: Any, field: Field, rows: range) -> pd.Series:
    dtype = object if field.type not in (float, int, date) else None
    return pd.Series(values, index=pd.Index(rows), dtype=dtype)


def _line(block: Any, field: Field) -> list[object]:
    """The cells of a range one column or one row large."""
    rows = _grid(block)
    if len(rows) == 1:
        return rows[0]
    if any(len(row) != 1 for row in rows):
        header = Text(field.column.zh, field.column.en)
        message = Text(
            f"“{header.zh}”应是一列或一行", f"{header.en} should be one column or one row"
        )
        raise BookError("bad-range", message)
    return [row[0] for row in rows]


def _table(block: Any, sheet_id: str) -> _Sheet:
    """The sheet from a range with its header row."""
    model, grid = sheet_model(sheet_id), _grid(block)
    header = find_header_row(grid, model)
    if header is None:
        message = Text(
            f"区域里没有“{model.SHEET.zh}”的表头行", f"the range has no header row of {sheet_id}"
        )
        raise BookError("no-headers", message)
    found = read_frame(sheet_id, grid, header)
    return _Sheet(found.frame, range(header.row + 1, len(grid) + 1), found.faults)


def _grid(block: Any) -> list[list[object]]:
    """A range as rows of cells, "" for an empty one, numbers as the sheets have them."""
    rows = block if isinstance(block, list) else [[block]]
    return [[_cell(value) for value in row] for row in rows]


def _cell(value: object) -> object:
    if value is None:
        return ""
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _causes(sheet: _Sheet, signature: Signature, language: Language) -> dict[int, str]:
    """Row to why it cannot be computed; only columns that the method takes count."""
    label = signature.method.LABEL
    fields = {each.name: each for each in fields_of(sheet_model(label.sheet))}
    taken = signature.method.compute.__annotations__
    causes: dict[int, list[str]] = {}
    for fault in sheet.faults:
        if fault.field in taken:
            header = fields[fault.field].column.header(language)
            words = FAULTS[fault.kind][language].format(fault.value)
            causes.setdefault(fault.row, []).append(f"{header} {words}")
    return {row: "; ".join(words) for row, words in causes.items()}


def _row(
    found: Mapping[Any, Any] | None,
    chosen: Sequence[Result],
    *,
    cause: str | None,
    language: Language,
) -> list[object]:
    """One row's cells; a row that is no data, such as a blank one of a table, has empty ones."""
    if found is None:
        return [""] * len(chosen)
    sign, words = (WRONG, cause) if cause else (LACKING, str(found["reason"]))
    alone = sign if any(result.name == "reason" for result in chosen) else f"{sign} {words}"
    return [
        words
        if result.name == "reason"
        else _shown(found[result.name], result, alone, cause, language)
        for result in chosen
    ]


def _shown(
    value: Any, result: Result, lacking: str, cause: str | None, language: Language
) -> object:
    told = None if cause else shown(value, language)
    if told is None:
        return "" if result.kind == "text" and not cause else lacking
    return told


def _chosen(label: Label, show: object) -> list[Result]:
    """The results asked for, by name or header in either language; all for nothing."""
    known = {
        fold(text): result
        for result in label.results
        for text in (result.name, result.zh, result.en)
    }
    words = [word.strip() for word in BETWEEN.split(str(show or "")) if word.strip()]
    for word in words:
        if fold(word) not in known:
            near = difflib.get_close_matches(fold(word), known, n=1, cutoff=0.4)
            names = [known[each].name for each in near] or [each.name for each in label.results]
            listed = ", ".join(names)
            message = Text(f"没有结果“{word}”;可用:{listed}", f'no result "{word}"; try: {listed}')
            raise BookError("unknown-result", message)
    return [known[fold(word)] for word in words] or list(label.results)


def _params(label: Label, told: object) -> MethodParams:
    """The method's parameters from "name=value; name=value"."""
    words = [word.strip() for word in BETWEEN.split(str(told or "")) if word.strip()]
    return params_of([from_words([f"{label.name}.{word}" for word in words])])[label.name]


def _day(told: object, today: date) -> date:
    """The day to judge by."""
    found = to_date(told, day_one=DAY_ONE_1900)
    if isinstance(found, Unreadable):
        message = Text(f"“{told}”不是日期", f'"{told}" is no date')
        raise BookError("bad-date", message)
    return found or today
