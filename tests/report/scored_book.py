"""A workbook scored, and its pages read as another library reads them."""

from datetime import date

import openpyxl
from python_calamine import CalamineWorkbook

import xlcrm

AS_OF = date(2027, 1, 10)


def scored(path, *, as_of=AS_OF, settings=()):
    xlcrm.score(path, xlcrm.Options(as_of=as_of, settings=settings))
    return CalamineWorkbook.from_path(str(path))


def rows_of(book, sheet):
    """The cells that hold something, row by row."""
    grid = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    return [[value for value in row if value != ""] for row in grid]


def table(book, sheet, section, columns):
    """Some columns of the table below a section heading, up to the next empty row."""
    grid = book.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    start = next(at for at, row in enumerate(grid) if section in row) + 1
    places = [grid[start].index(column) for column in columns]
    body = []
    for row in grid[start + 1 :]:
        if not any(value != "" for value in row):
            break
        body.append([row[place] for place in places])
    return body


def with_sheet(path, name, rows):
    workbook = openpyxl.load_workbook(path)
    sheet = workbook.create_sheet(name)
    for row in rows:
        sheet.append(row)
    workbook.save(path)


def with_column(path, sheet, header, values):
    """A column added at the right: header, then values from row 2 on."""
    workbook = openpyxl.load_workbook(path)
    column = workbook[sheet].max_column + 1
    for row, value in enumerate([header, *values], start=1):
        workbook[sheet].cell(row, column, value)
    workbook.save(path)
