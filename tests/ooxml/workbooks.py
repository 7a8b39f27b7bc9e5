"""Workbooks the tests build: ordinary ones by XlsxWriter, odd ones part by part."""

import io
import warnings
import zipfile
from collections.abc import Callable, Mapping
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def built(fill: Callable[[Any, Any], object], **options: Any) -> bytes:
    """A workbook by XlsxWriter; `fill` gets the workbook and its first sheet, "Data"."""
    file = io.BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True, **options})
    fill(workbook, workbook.add_worksheet("Data"))
    workbook.close()
    return file.getvalue()


def tiny(
    sheet: str | bytes = "<sheetData/>",
    *,
    parts: Mapping[str, str | bytes] | None = None,
    main: str = MAIN,
    office: str = OFFICE,
    workbook: str = "",
    defaults: str = "",
) -> bytes:
    """The smallest package around one sheet, "Data".

    `sheet`: the inside of `<worksheet>`, or as bytes the whole part. `workbook`: elements in front
    of `<sheets>`. `parts`: further parts, or replacements.
    """
    if isinstance(sheet, str):
        sheet = (
            f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{main}">'
            f"{sheet}</worksheet>"
        ).encode()
    content: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{defaults}'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1"'
        f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}">{workbook}<sheets>'
        '<sheet name="Data" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>",
        "xl/worksheets/sheet1.xml": sheet,
        **(parts or {}),
    }
    return zipped(content)


def zipped(content: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these entries."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return file.getvalue()


def unzipped(source: bytes) -> dict[str, bytes]:
    """The entries of a zip."""
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def by_openpyxl(source: bytes, sheet: str = "Data") -> dict[str, object]:
    """The cells that hold something, as openpyxl reads them."""
    with warnings.catch_warnings(action="ignore"):  # openpyxl drops extensions, and says so
        workbook = openpyxl.load_workbook(io.BytesIO(source))
    return {
        cell.coordinate: cell.value
        for row in workbook[sheet].iter_rows()
        for cell in row
        if cell.value is not None
    }


def by_calamine(source: bytes, sheet: str = "Data") -> dict[str, object]:
    """The cells that hold something, as calamine reads them."""
    workbook = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(source))
    found = workbook.get_sheet_by_name(sheet)
    top, left = found.start or (0, 0)
    return {
        f"{openpyxl.utils.get_column_letter(left + c + 1)}{top + r + 1}": value
        for r, row in enumerate(found.to_python(skip_empty_area=True))
        for c, value in enumerate(row)
        if value != ""
    }
