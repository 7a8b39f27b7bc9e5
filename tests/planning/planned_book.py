"""A workbook with a planning tab: read as another library reads it, typed into as people do."""

from datetime import date

import openpyxl

import xlcrm
from xlcrm.ooxml import Workbook

OPTIONS = xlcrm.Options(as_of=date(2026, 11, 30))
ACCOUNT = "A001"


def tab_of(path):
    """The planning tab as another library reads it."""
    workbook = openpyxl.load_workbook(path)
    return workbook[workbook.sheetnames[-1]]


def texts(path):
    """Every value of the planning tab, with its cell."""
    return {
        cell.coordinate: cell.value
        for row in tab_of(path).iter_rows()
        for cell in row
        if cell.value is not None
    }


def type_into(path, cells):
    """What a person does: type into the tab and save."""
    workbook = Workbook.open(path)
    workbook[workbook.sheet_names[-1]].write(cells, protected="write")
    workbook.save()


def replan(path, **changes):
    return xlcrm.plan(path, OPTIONS, accounts=[ACCOUNT], **changes)


def input_cell(path, name):
    """Cell of a named input of the tab."""
    tab = tab_of(path)
    return tab.defined_names[name].attr_text.rpartition("!")[2].replace("$", "")


def table_named(path, prefix):
    """Top-left and bottom-right of the tab's table whose name starts so."""
    tab = tab_of(path)
    name = next(name for name in tab.tables if name.startswith(prefix))
    return openpyxl.utils.range_boundaries(tab.tables[name].ref)


def close_first_deal(path, deal):
    """Mark a deal as lost on the opportunities sheet."""
    from xlcrm.book import FileBook, read_sheets

    book = FileBook(path)
    sheet = read_sheets(book)["opportunities"]
    row = sheet.frame.index[sheet.frame["opportunity_id"] == deal][0]
    letter = openpyxl.utils.get_column_letter(sheet.columns["status"])
    workbook = Workbook.open(path)
    workbook[sheet.name].write({f"{letter}{row}": "丢单"})
    workbook.save()
