"""Staff workbooks and masters for the tests: written and read by openpyxl."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from xlcrm import Options

OPTIONS = Options(as_of=date(2026, 11, 30))
ACCOUNT = ("客户编号", "客户名称", "负责人", "信用等级", "年销售额(万元)", "账期")
DEAL = ("商机编号", "客户编号", "商机名称", "负责人", "金额(万元)", "漏斗层级", "状态")


def staff(
    path: Path, accounts: Sequence[Sequence[object]], deals: Sequence[Sequence[object]] = ()
) -> Path:
    """A salesperson's workbook."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, header, rows in (("客户档案", ACCOUNT, accounts), ("商机", DEAL, deals)):
        sheet = book.create_sheet(name)
        for row in (header, *rows):
            sheet.append(row)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def rows_of(path: Path, sheet: str, header_row: int = 4) -> list[dict[str, Any]]:
    """The filled rows below a header row: header without its star to value."""
    cells = list(openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True))
    headers = [str(header or "").rstrip("*") for header in cells[header_row - 1]]
    rows = [dict(zip(headers, row, strict=True)) for row in cells[header_row:]]
    return [row for row in rows if any(value is not None for value in row.values())]


def conflicts_of(path: Path) -> list[dict[str, Any]]:
    """The rows of the conflict sheet."""
    return rows_of(path, "冲突清单", _header_row(path, "冲突清单", "冲突"))


def type_into(path: Path, sheet: str, cells: Mapping[tuple[str, str], object]) -> None:
    """Type as a person does: (key, header) to what is typed in that row and column."""
    book = openpyxl.load_workbook(path)
    page = book[sheet]
    head = next(
        row
        for row in page.iter_rows()
        if {"客户编号*", "商机编号*", "冲突"} & {c.value for c in row}
    )
    headers = {str(cell.value).rstrip("*"): cell.column for cell in head if cell.value}
    key_column = headers.get("客户编号" if sheet == "客户档案" else "编号", 1)
    for (key, header), value in cells.items():
        (row,) = [
            cells[0].row
            for cells in page.iter_rows(min_row=head[0].row + 1)
            if cells[key_column - 1].value == key
            and ("列" not in headers or _about(cells, headers) in (None, "", header, "信用等级"))
        ]
        page.cell(row, headers[header], value)
    book.save(path)


def _about(cells: Sequence[Any], headers: Mapping[str, int]) -> object:
    return cells[headers["列"] - 1].value


def _header_row(path: Path, sheet: str, header: str) -> int:
    page = openpyxl.load_workbook(path)[sheet]
    return next(row[0].row for row in page.iter_rows() if header in {c.value for c in row})
