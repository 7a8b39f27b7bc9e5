"""Sheets as large as the format allows."""

import os
import sys
from io import BytesIO

import pytest
import xlsxwriter

from tests.faults.books import small_book
from tests.faults.test_bombs import SHEET, inside
from tests.faults.trial import tried
from tests.ooxml.workbooks import by_calamine, unzipped, zipped

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="memory is bounded by POSIX")
LONGEST = "长" * 32_767
FULL = pytest.mark.skipif("XLCRM_MUTANTS" not in os.environ, reason="takes a minute")


def with_rows(rows):
    """The small workbook with these rows of markup below its customers."""
    parts = unzipped(small_book())
    return zipped({**parts, SHEET: inside(parts[SHEET], b"</sheetData>", rows)})


def test_a_text_of_32767_characters_stays_as_it_is(tmp_path):
    file = BytesIO()
    workbook = xlsxwriter.Workbook(file, {"in_memory": True})
    sheet = workbook.add_worksheet("客户档案")
    sheet.write_row(0, 0, ["客户编号", "客户名称", "负责人", "备注"])
    sheet.write_row(1, 0, ["A001", LONGEST, LONGEST, LONGEST])
    workbook.close()
    paths = [tmp_path / "validate.xlsx", tmp_path / "score.xlsx"]
    for path in paths:
        path.write_bytes(file.getvalue())
        (outcome,) = tried(path.stem, [path])

        assert outcome["outcome"] == "saved", outcome["said"]
        found = by_calamine(path.read_bytes(), "客户档案")
        assert {found[cell] for cell in ("B2", "C2", "D2")} == {LONGEST}


@pytest.mark.parametrize(
    "cell",
    ["XFD9", pytest.param("Z1048576", marks=FULL)],
    ids=["the last of 16,384 columns", "the last of 1,048,576 rows"],
)
def test_the_edge_of_the_sheet_is_reached_and_kept(cell, tmp_path):
    row = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    content = with_rows(f'<row r="{row}"><c r="{cell}"><v>1</v></c></row>'.encode())
    path = tmp_path / "客户.xlsx"
    path.write_bytes(content)

    (outcome,) = tried("validate", [path])

    assert outcome["outcome"] == "saved", outcome["said"]
    assert f'r="{cell}"><v>1</v>'.encode() in unzipped(path.read_bytes())[SHEET]
