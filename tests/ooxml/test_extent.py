"""A stray cell far out makes a huge rectangle, wherever it stands and however it is spelt."""

import pytest

from tests.ooxml.workbooks import tiny
from xlcrm.ooxml import OoxmlError, Workbook


def sheet(far):
    """A1 in the first row, and a last row with the cell `far`, given as its markup."""
    row = "".join(letter for letter in far if letter.isdigit())[:8]
    first = '<row r="1"><c r="A1"><v>1</v></c></row>'
    return Workbook.open(tiny(f'<sheetData>{first}<row r="{row}">{far}</row></sheetData>'))["Data"]


@pytest.mark.parametrize("name", ["AL1048576", "A1048576", "XFD2000", "B7"])
@pytest.mark.parametrize("spelling", ['r="{}"', "r='{}'", 'r = "{}"'])
def test_a_cell_of_a_rectangle_that_can_be_held_is_read(name, spelling):
    sheet(f"<c {spelling.format(name)}><v>2</v></c>").refuse_sprawl()


@pytest.mark.parametrize("name", ["AM1048576", "XFD1048576", "XFD2500", "xfd9999"])
@pytest.mark.parametrize("spelling", ['r="{}"', "r='{}'", 'r = "{}"'])
def test_a_cell_too_far_out_is_refused(name, spelling):
    with pytest.raises(OoxmlError) as refused:
        sheet(f"<c {spelling.format(name)}><v>2</v></c>").refuse_sprawl()

    assert refused.value.code == "sprawling"


def test_cells_without_names_are_counted():
    cells = "<c><v>1</v></c>" * 16_000
    row = f'<row r="3000">{cells}</row>'

    with pytest.raises(OoxmlError, match="reach too far"):
        Workbook.open(tiny(f"<sheetData>{row}</sheetData>"))["Data"].refuse_sprawl()


def test_a_row_that_no_sheet_has_is_refused_as_such():
    with pytest.raises(OoxmlError) as refused:
        sheet('<c r="A99999999"><v>2</v></c>').refuse_sprawl()

    assert refused.value.code == "bad-address"
