"""Workbook files, edited in place: only what was asked for changes.

    wb = Workbook.open("in.xlsx")
    wb["Sheet1"].write({"C7": 42, "D7": "text", "E7": date(2026, 11, 30), "F7": None})
    wb["Sheet1"].write_columns(first_row=2, columns={"V": values, "W": values})
    wb.save()

How a cell gets written, in ten minutes:

1. `package.py` opens the zip by its table of contents (`archive.py`) and knows of every part
   whether it was touched. Saving copies untouched parts as the compressed bytes they are.
2. `Sheet.write` (`sheet.py`) turns names and values into edits by row (`edits.py`), refuses what is
   unsafe by running them once without writing, and hangs them on the sheet's part: they happen
   while the part streams through `Package.write`.
3. `sheet_stream.py` cuts the part's bytes into head, blocks of whole rows, and tail. A sheet never
   becomes a tree, so its size does not matter.
4. `patch.py` walks the rows. A row without edits passes as it is; a row whose cells all lie left
   of the edits gets them appended (`regular_rows.py` does that for a thousand alike rows at once);
   in any other row the cells are found one by one and replaced or joined. `cells.py` says what a
   number, a text or a date looks like inside a cell; `shared_formulas.py` mends what an overwritten
   formula leaves behind.
5. `save.py` writes beside the file, opens the result, compares, and replaces the file in one step.

What stands around the rows (`sheet_frame.py`: links, widths, marks, filters) and cell formats
(`styles.py`, `looks.py`) are edited by inserting bytes too; other small parts are lxml trees
(`markup.py`), above all the list of tabs and names (`tab_list.py`).
"""

from xlcrm.ooxml.cells import Formula
from xlcrm.ooxml.errors import NotAWorkbook, OoxmlError, Refused, TooLarge
from xlcrm.ooxml.looks import Style
from xlcrm.ooxml.package import Limits, Package
from xlcrm.ooxml.read import Cell
from xlcrm.ooxml.sheet import Sheet
from xlcrm.ooxml.tab_list import DefinedName
from xlcrm.ooxml.tables import Table
from xlcrm.ooxml.workbook import Workbook

__all__ = [
    "Cell",
    "DefinedName",
    "Formula",
    "Limits",
    "NotAWorkbook",
    "OoxmlError",
    "Package",
    "Refused",
    "Sheet",
    "Style",
    "Table",
    "TooLarge",
    "Workbook",
]
