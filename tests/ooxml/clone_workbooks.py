"""Templates and targets for the tests of stamping, made by XlsxWriter and openpyxl."""

import struct
import zlib
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from xlcrm.ooxml import Workbook
from xlcrm.ooxml.clone import SheetTemplate

DEALS = ["Name", "Amount", "Rate", "Value"]


def built(build: Any, **options: Any) -> bytes:
    """A workbook whose first sheet "Template" is filled by `build(workbook, sheet)`."""
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    build(workbook, workbook.add_worksheet("Template"))
    workbook.close()
    return file.getvalue()


def template(build: Any, **options: Any) -> SheetTemplate:
    """The same as a template."""
    return SheetTemplate(Workbook.open(built(build, **options)), "Template")


def deals(workbook: Any, sheet: Any) -> None:
    """A table in A5:D8 (three sample rows), a total in B10 and a heading in A12."""
    money = workbook.add_format({"num_format": "#,##0.00", "bg_color": "#FFF2CC"})
    sheet.write("A1", "{{title}}", workbook.add_format({"bold": True}))
    columns = [{"header": name} for name in DEALS]
    columns[3] |= {"formula": "=B6*C6"}
    sheet.add_table("A5:D8", {"name": "Deals", "columns": columns})
    for row in range(5, 8):
        sheet.write_row(row, 0, [f"sample {row}", 100, 0.5])
        sheet.write(row, 1, 100, money)
        sheet.write_formula(row, 3, f"=B{row + 1}*C{row + 1}", money, 50)
    sheet.write_formula("B10", "=SUM(B6:B8)", money, 300)
    sheet.write_formula("C10", "=SUM(Deals[Amount])+$B$6", None, 400)
    sheet.write("A12", "below")


def plain_target() -> bytes:
    """A workbook with one sheet `Customers`, made by openpyxl."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Customers"
    sheet.append(["id", "name"])
    sheet.append(["A001", "Acme"])
    return saved(workbook)


def saved(workbook: openpyxl.Workbook) -> bytes:
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def read(content: bytes, sheet: str) -> Worksheet:
    """A sheet through openpyxl, an independent reader."""
    found = openpyxl.load_workbook(BytesIO(content))[sheet]
    assert isinstance(found, Worksheet)
    return found


def parts(content: bytes) -> dict[str, bytes]:
    """All parts of a package by name."""
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def png(width: int = 8, height: int = 8, shade: int = 90) -> bytes:
    """A small grey image."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        crc = zlib.crc32(kind + content)
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc)

    rows = (b"\0" + bytes([shade] * width * 3)) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body
