"""A whole sample workbook in one language, the same bytes at each call."""

from datetime import datetime
from io import BytesIO

from xlsxwriter import Workbook

from samples.charts import ChartSheet
from samples.company import COMPANY
from samples.dress import (
    add_colours,
    add_comments,
    add_sparklines,
    add_table,
    write_banner,
    write_figures,
    write_groups,
)
from samples.layout import PLANS, Plan
from samples.look import FONT, Look
from samples.record import Rows
from samples.sheet import Sheet, add_choices, fit_columns, write_rows
from xlcrm.language import Language, Text

TITLE = Text("客户与商机台账", "Customers and deals")
SAVED = datetime(2026, 11, 30, 17, 30)
A3_PAPER, A4_PAPER = 8, 9
FOOTER = {"zh": "&L&F&C&A&R第 &P 页，共 &N 页", "en": "&L&F&C&A&RPage &P of &N"}


def workbook_bytes(company: Rows, language: Language) -> bytes:
    """The .xlsx file of the company in `language`."""
    content = BytesIO()
    font = {"font_name": FONT[language], "font_size": 10}
    options = {"in_memory": True, "default_format_properties": font}
    with Workbook(content, options) as workbook:
        workbook.set_properties(
            {
                "title": TITLE[language],
                "author": COMPANY[language],
                "company": COMPANY[language],
                "created": SAVED,
            }
        )
        look = Look(workbook, language)
        for plan in PLANS.values():
            _write(Sheet(plan, company, workbook.add_worksheet(plan.title(language)), look))
        ChartSheet(workbook, company, look).write()
    return content.getvalue()


def _write(sheet: Sheet) -> None:
    write_banner(sheet)
    write_figures(sheet)
    write_groups(sheet)
    add_table(sheet)
    write_rows(sheet)
    fit_columns(sheet)
    add_choices(sheet)
    add_colours(sheet)
    add_sparklines(sheet)
    add_comments(sheet)
    _set_up_view(sheet, sheet.plan)


def _set_up_view(sheet: Sheet, plan: Plan) -> None:
    worksheet = sheet.worksheet
    worksheet.set_default_row(18)
    worksheet.freeze_panes(plan.header_row, plan.frozen)
    worksheet.hide_gridlines(2)
    if len(plan.columns) > 10:
        worksheet.set_landscape()
        worksheet.set_paper(A3_PAPER)
    else:
        worksheet.set_paper(A4_PAPER)
    worksheet.fit_to_pages(2 if len(plan.columns) > 40 else 1, 0)
    worksheet.repeat_rows(plan.header_row - 1)
    worksheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    worksheet.set_footer(FOOTER[sheet.language])
