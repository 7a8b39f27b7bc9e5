"""One sheet of a sample workbook: values, formulas, drop-downs, as its staff would type them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import cast

from xlsxwriter.worksheet import Worksheet

from samples.layout import ACCOUNTS, OPPORTUNITIES, OWN, Plan
from samples.look import Look, width_of
from samples.record import Record, Rows
from samples.wording import Cell, choices_of, worded
from xlcrm.language import Language

WIDEST = 50
TABLE = {"zh": "交易表", "en": "LedgerTable"}
NOT_FOUND = "—"
FORMULAS = frozenset({"company", "deal", "share", "net", "unpaid"})
STYLE_OF = {
    "share": "share",
    "net": "money",
    "unpaid": "money",
    "trend": "text",
    "month": "month",
    "payment_terms": "days",
    "city": "middle",
}
"""Columns whose look their field line does not tell."""


@dataclass(frozen=True)
class Sheet:
    """What is needed to write one sheet."""

    plan: Plan
    company: Rows
    worksheet: Worksheet
    look: Look

    @property
    def language(self) -> Language:
        """The workbook's language."""
        return self.look.language

    @property
    def rows(self) -> list[Record]:
        """The records of this sheet."""
        return self.company[self.plan.model.SHEET.id]


def write_rows(sheet: Sheet) -> None:
    """Headers, values and the staff's own formulas."""
    header_row = sheet.plan.header_row - 1
    for index, column in enumerate(sheet.plan.columns):
        style = "own_header" if column in OWN else "header"
        text = sheet.plan.header(column, sheet.language)
        sheet.worksheet.write_string(header_row, index, text, sheet.look[style])
        body = sheet.look[_style(sheet, column)]
        for row, value in enumerate(_values(sheet, column), start=header_row + 1):
            if column in FORMULAS:
                formula = formula_of(sheet, column, row - header_row - 1)
                sheet.worksheet.write_formula(row, index, formula, body, value)
            elif isinstance(value, str):
                sheet.worksheet.write_string(row, index, value, body)
            elif isinstance(value, date):
                midnight = datetime(value.year, value.month, value.day)
                sheet.worksheet.write_datetime(row, index, midnight, body)
            elif value is None:
                sheet.worksheet.write_blank(row, index, None, body)
            else:
                sheet.worksheet.write_number(row, index, value, body)


def _style(sheet: Sheet, column: str) -> str:
    if column in STYLE_OF:
        return STYLE_OF[column]
    field = sheet.plan.fields().get(column)
    if field is None or column.endswith(("_id", "_code")):
        return "code"
    if field.column.unit == "money":
        return "wan" if sheet.plan.money[sheet.language].yuan > 1 else "money"
    if field.column.unit == "percent":
        return "percent"
    if field.type is date:
        return "date"
    short = field.choices or field.type in (bool, float, int)
    return "middle" if short else "text"


def _values(sheet: Sheet, column: str) -> Iterator[Cell]:
    if column in FORMULAS:
        yield from (result_of(sheet, column, record) for record in sheet.rows)
        return
    for record in sheet.rows:
        yield worded(record.get(column), sheet.plan, column, sheet.language)


def formula_of(sheet: Sheet, column: str, row: int) -> str:
    """The formula in an own column; `row` counts the data rows from 0."""
    plan = sheet.plan
    if column == "company":
        key = table_cell(sheet, "account_id") if is_table(plan) else plan.cell("account_id", row)
        return _lookup(sheet, ACCOUNTS, key)
    if column == "deal":
        return _lookup(sheet, OPPORTUNITIES, plan.cell("opportunity_id", row))
    if column == "net":
        return f"={table_cell(sheet, 'sales')}-{table_cell(sheet, 'receipts')}"
    if column == "unpaid":
        return f"={plan.cell('amount', row)}-{plan.cell('paid', row)}"
    total = plan.span("sales", len(sheet.rows))
    return f"={plan.cell('sales', row)}/SUM({total})"


def is_table(plan: Plan) -> bool:
    """The sheet whose columns can be named in formulas, being an Excel table."""
    return "net" in plan.columns


def table_cell(sheet: Sheet, column: str) -> str:
    """A cell of the formula's own row in the Excel table."""
    header = sheet.plan.header(column, sheet.language)
    return f"{TABLE[sheet.language]}[[#This Row],[{header}]]"


def _lookup(sheet: Sheet, plan: Plan, key: str) -> str:
    """The name that stands beside a key on another sheet."""
    count = len(sheet.company[plan.model.SHEET.id])
    names = plan.reference("name", count, sheet.language)
    keys = plan.reference(plan.model.SHEET.key[0], count, sheet.language)
    return f'=IFERROR(INDEX({names},MATCH({key},{keys},0)),"{NOT_FOUND}")'


def result_of(sheet: Sheet, column: str, record: Record) -> str | float:
    """What the formula of an own column shows; 0 is Excel's answer for an empty name."""
    if column == "net":
        return cast(float, record["sales"]) - cast(float, record["receipts"])
    if column == "unpaid":
        return cast(float, record["amount"]) - cast(float, record["paid"])
    if column == "share":
        total = sum(cast(float, row.get("sales") or 0) for row in sheet.rows)
        return cast(float, record.get("sales") or 0) / total
    plan, key = (
        (ACCOUNTS, "account_id") if column == "company" else (OPPORTUNITIES, "opportunity_id")
    )
    for row in sheet.company[plan.model.SHEET.id]:
        if row[key] == record[key]:
            return cast(str, worded(row["name"], plan, "name", sheet.language)) or 0
    return NOT_FOUND


def add_choices(sheet: Sheet) -> None:
    """Drop-downs that advise without forbidding, so that the planted errors could be typed."""
    first = sheet.plan.header_row
    for index, column in enumerate(sheet.plan.columns):
        choices = choices_of(sheet.plan, column, sheet.language)
        if choices:
            sheet.worksheet.data_validation(
                first,
                index,
                first + len(sheet.rows) - 1,
                index,
                {"validate": "list", "source": choices, "error_type": "warning"},
            )


def fit_columns(sheet: Sheet) -> None:
    """Widths that show every value, headers wrapped; hidden columns hidden."""
    tallest = 1
    for index, column in enumerate(sheet.plan.columns):
        header = sheet.plan.header(column, sheet.language)
        values = max(_width_of_value(value) for value in _values(sheet, column))
        width = min(WIDEST, max(values, _narrowest(column, header), 7)) + 3
        if column == "trend":
            width = 20
        hidden = {"hidden": True} if column in sheet.plan.hidden else {}
        sheet.worksheet.set_column(index, index, width, None, hidden)
        tallest = max(tallest, lines_of(header, width - 2))
    sheet.worksheet.set_row(sheet.plan.header_row - 1, 8 + 15 * tallest)


def _width_of_value(value: Cell) -> int:
    if isinstance(value, date):
        return 10
    if isinstance(value, float | int):
        return len(f"{value:,.1f}") if abs(value) >= 10 else 4
    return width_of(value or "")


def _narrowest(column: str, header: str) -> int:
    """Width a header needs at least: ticks and answers wrap, other Chinese headers stay whole."""
    if header.isascii():
        return max(map(len, header.split()))
    return 8 if column.startswith(("gate_", "q")) else width_of(header)


def lines_of(text: str, width: float) -> int:
    """Lines that a wrapped text takes in a column of `width` characters."""
    lines, used = 1, 0
    for word in text.split() if text.isascii() else text:
        need = width_of(word) + (1 if used and text.isascii() else 0)
        if used and used + need > width:
            lines, used = lines + 1, 0
        used += need
    return lines
