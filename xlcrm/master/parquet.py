"""The master's sheets as Parquet files, for analysts: one file per sheet, amounts in base units."""

from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

import pandas as pd

from xlcrm.book import BookError
from xlcrm.book.errors import told
from xlcrm.language import Language, Text
from xlcrm.master.entry import merged_sheets
from xlcrm.master.standing import ORIGINS, owner_of
from xlcrm.sheets.column import fields_of
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.shown import shown
from xlcrm.work import Options, Work


def write_parquet(master: Path, folder: Path, options: Options) -> list[Path]:
    """Write the sheets of the master that have rows; returns the files written.

    Columns are the fields' names, with `source_file` and `source_row`; entries of lists are in
    words. Raises BookError "needs-pyarrow" where the library is missing.
    """
    if find_spec("pyarrow") is None:
        message = Text(
            "写 Parquet 需要 pyarrow;请运行 pip install xlcrm[parquet]",
            "Parquet needs pyarrow: pip install xlcrm[parquet]",
        )
        raise BookError("needs-pyarrow", message, path=folder)
    work = Work(master, options)
    written = []
    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        for model in merged_sheets(private=options.private):
            sheet = work.sheets.get(model.SHEET.id)
            if sheet is not None and len(sheet.frame):
                path = folder / f"{sheet.id}.parquet"
                table = _table(sheet, work.language).join(_origins(work, sheet))
                table.to_parquet(path, index=False, engine="pyarrow")
                written.append(path)
    return written


def _table(sheet: SheetFrame, language: Language) -> pd.DataFrame:
    """The sheet's columns in types that every reader knows."""
    columns = {}
    for field in fields_of(sheet.model):
        column = sheet.frame[field.name]
        if field.type is bool:
            columns[field.name] = column.astype("boolean")
        elif field.type in (float, int) or str(column.dtype).startswith("datetime"):
            columns[field.name] = column
        else:
            texts = [shown(value, language) for value in column]
            columns[field.name] = pd.Series(texts, index=column.index, dtype="string")
    return pd.DataFrame(columns, index=sheet.frame.index)


def _origins(work: Work, sheet: SheetFrame) -> pd.DataFrame:
    """Where each row came from, as text: a row of two workbooks names both."""
    grid, ours = work.book.read(sheet.name), work.book.our_columns(sheet.name)
    found = {
        name: [
            _cell(grid[row - 1], ours.get(owner_of(sheet.id, each), 0)) for row in sheet.frame.index
        ]
        for each, name in zip(ORIGINS, ("source_file", "source_row"), strict=True)
    }
    return pd.DataFrame(found, index=sheet.frame.index, dtype="string")


def _cell(cells: Sequence[object], column: int) -> str | None:
    value = cells[column - 1] if 0 < column <= len(cells) else ""
    return None if value in ("", None) else str(value)
