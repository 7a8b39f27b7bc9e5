"""Coverage-guided fuzzing of the package reader and the cell patcher; see README.md beside it.

The first byte chooses: the bytes are a whole package, or the rows, the surroundings, the texts,
the formats or the workbook part of an otherwise sound one. Any exception but OoxmlError is a find,
and so is a cell that, once written and saved, does not read back.
"""

import sys
from collections.abc import Iterator

import atheris
from lxml import etree

with atheris.instrument_imports(include=["xlcrm.ooxml"]):
    from xlcrm.ooxml import OoxmlError, Style, Workbook

from tests.ooxml.workbooks import MAIN, tiny

ROOT = f'<worksheet xmlns="{MAIN}">'.encode()
EDITS = {"A1": 1, "B2": "text", "C3": None, "AA7": True}


def as_package(data: bytes) -> bytes:
    """The bytes as they are."""
    return data


def as_rows(data: bytes) -> bytes:
    """The rows of a sheet."""
    return tiny(ROOT + b"<sheetData>" + data + b"</sheetData></worksheet>")


def as_sheet(data: bytes) -> bytes:
    """A whole sheet part."""
    return tiny(data)


def as_surroundings(data: bytes) -> bytes:
    """What stands before and after the rows."""
    head, _, tail = data.partition(b"\n")
    return tiny(ROOT + head + b"<sheetData/>" + tail + b"</worksheet>")


def as_workbook(data: bytes) -> bytes:
    """Elements of the workbook part."""
    return tiny(workbook=data.decode("utf-8", "replace"))


def as_relationships(data: bytes) -> bytes:
    """The workbook's relationships."""
    return tiny(parts={"xl/_rels/workbook.xml.rels": data})


SHAPES = (as_package, as_rows, as_rows, as_sheet, as_surroundings, as_workbook, as_relationships)


def one_input(data: bytes) -> None:
    """Open, read, edit and save what the fuzzer made."""
    if not data:
        return
    try:
        workbook = Workbook.open(SHAPES[data[0] % len(SHAPES)](data[1:]))
        names = workbook.sheet_names
        sheet = workbook[names[0]] if names else None
        _read(workbook)
        if sheet:
            sheet.refuse_sprawl()
            sheet.odd_cells()
            sheet.read_cells("A1:Z99")
            sheet.write(EDITS, formulas="replace")
            sheet.write_columns(2, {"D": [1.5, "x", None]})
            sheet.mark({"error": ["A1"]}, formats={"error": Style(fill="FFC7CE")})
        content = workbook.to_bytes()
    except OoxmlError:
        return
    if sheet and _is_well_formed(workbook.package.unedited(sheet.part)):
        written = Workbook.open(content)[sheet.name].read_cells(EDITS)
        assert {name: cell.value for name, cell in written.items()} == EDITS


def _is_well_formed(blocks: Iterator[bytes]) -> bool:
    """Whether the part is XML at all: what is not may read back in any way, and saving says so."""
    try:
        etree.fromstring(b"".join(blocks))
    except etree.XMLSyntaxError:
        return False
    return True


def _read(workbook: Workbook) -> None:
    _ = workbook.defined_names, workbook.date_system, workbook.styles.is_date(0)
    for name in workbook.sheet_names:
        workbook.visibility(name)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
