"""The small CRM workbook as other programs write it: with shared strings, formats, a formula."""

from datetime import date
from io import BytesIO

import xlsxwriter

from tests.small_crm import SHEETS


def small_book() -> bytes:
    """Three customers, eight deals, and a column of people's own with formulas."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    day = workbook.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in SHEETS.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write(number, column, value, day if isinstance(value, date) else None)
    accounts = workbook.get_worksheet_by_name("客户档案")
    accounts.write(0, 8, "自用")
    for row in range(1, 4):
        accounts.write_formula(row, 8, f"=D{row + 1}-E{row + 1}", None, 1)
    workbook.close()
    return file.getvalue()
