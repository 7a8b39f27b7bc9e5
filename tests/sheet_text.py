"""Workbooks as text, so that a test reads like a page of one.

    sheets('''
        == 客户档案
        客户编号 | 客户名称 | 年销售额(万元)
        A001     | 海川重工 | 120

        == 商机
        ...
    ''')

A line `== name` begins a sheet; the line below it is row 1. A cell that looks like a number, a
day (2026-03-05) or TRUE/FALSE has that type, as a spreadsheet would have it; anything in double
quotes is text as it stands, spaces included.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime
from textwrap import dedent

import pandas as pd
from openpyxl.utils import get_column_letter

from xlcrm.rules import RULES, Finding, Rule, findings_of
from xlcrm.sheets import SHEETS, Field, Row, fields_of
from xlcrm.sheets.frame import Grid, SheetFrame, read_frame, recognise
from xlcrm.sheets.reading import read_column

AS_OF = date(2026, 11, 30)
NUMBER = re.compile(r"-?\d+(\.\d+)?")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
TRUTH = {"TRUE": True, "FALSE": False}


def sheets(pages: str) -> dict[str, SheetFrame]:
    """Sheet id to sheet, for every page that is recognised."""
    found = grids(pages)
    headers = recognise(found, SHEETS)
    read = [read_frame(name, found[name], header) for name, header in headers.items()]
    return {sheet.id: sheet for sheet in read}


def sheet(page: str) -> SheetFrame:
    """The one sheet of a page; raises ValueError when there is not exactly one."""
    (found,) = sheets(page).values()
    return found


def grids(pages: str) -> dict[str, Grid]:
    """Sheet name to its cells, row 1 first."""
    found: dict[str, list[list[object]]] = {}
    for block in re.split(r"^== ", dedent(pages), flags=re.MULTILINE)[1:]:
        name, *lines = block.rstrip().splitlines()
        found[name.strip()] = [[cell(part.strip()) for part in line.split("|")] for line in lines]
    return found


def cell(text: str) -> object:
    """What a spreadsheet makes of what is typed into a cell."""
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        return text[1:-1]
    if NUMBER.fullmatch(text):
        return float(text)
    return date.fromisoformat(text) if DAY.fullmatch(text) else TRUTH.get(text, text)


def findings(pages: str, *, rules: Iterable[Rule] = RULES, as_of: date = AS_OF) -> list[Finding]:
    """What the rules object to on these pages."""
    return findings_of(sheets(pages), rules, workbook="客户.xlsx", as_of=as_of, cell_name=address)


def places(pages: str, *, rules: Iterable[Rule] = RULES, as_of: date = AS_OF) -> list[str]:
    """The findings as coordinates and codes: 商机!C2 out-of-range."""
    return [f"{f.sheet}!{f.cell} {f.code}" for f in findings(pages, rules=rules, as_of=as_of)]


def address(row: int, column: int) -> str:
    """A1 name of a cell, by openpyxl."""
    return f"{get_column_letter(column)}{row}"


def field(model: type[Row], name: str) -> Field:
    """One column of a sheet model."""
    return next(each for each in fields_of(model) if each.name == name)


def meaning(column: Field, content: object, *, scale: float = 1.0) -> object:
    """The value of one cell in a column, or the kind of its fault."""
    read = read_column([content], [2], column, scale=scale)
    if read.faults:
        return read.faults[0].kind
    (value,) = read.values.tolist()
    if not isinstance(value, tuple) and pd.isna(value):
        return None
    return value.date() if isinstance(value, datetime) else value
