"""Pages of the workbook that tests of the funnel lay on the table: text in, frames out."""

from collections.abc import Mapping

import pandas as pd

from xlcrm.sheets import Choice, fields_of, sheet_model
from xlcrm.sheets.frame import empty_frame


def page(sheet_id: str, table: str, first_row: int = 2) -> pd.DataFrame:
    """A sheet's frame from a table whose first line names fields; a dot is a blank cell.

    Closed lists are written by the entry's name (WON), numbers and dates plainly.
    """
    lines = [line.split() for line in table.splitlines() if line.strip()]
    blank = empty_frame(sheet_model(sheet_id))
    if not lines:
        return blank
    fields = {field.name: field for field in fields_of(sheet_model(sheet_id))}
    index = range(first_row, first_row + len(lines) - 1)
    columns = {}
    for name, *cells in zip(*lines, strict=True):
        choices = fields[name].choices
        values = [None if cell == "." else read(cell, choices) for cell in cells]
        dtype = blank[name].dtype
        if dtype.kind == "M":
            columns[name] = pd.Series(pd.to_datetime(pd.Series(values)).to_numpy(), index=index)
        else:
            columns[name] = pd.Series(values, index=index, dtype=dtype)
    rows = pd.DataFrame(columns, index=index)
    absent = {
        name: pd.Series([None] * len(rows), index=index).astype(blank[name].dtype)
        for name in blank.columns
        if name not in rows
    }
    return rows.assign(**absent)[list(blank.columns)]


def read(cell: str, choices: type[Choice] | None) -> object:
    """What a cell holds: an entry of its list, yes or no, or the text."""
    if choices is not None:
        return choices[cell]
    truth: Mapping[str, object] = {"yes": True, "no": False}
    return truth.get(cell, float(cell) if cell.replace(".", "", 1).isdigit() else cell)
