"""The self-check after writing: the cells of the new file hold the values that were asked for."""

from collections.abc import Sequence

from xlcrm.ooxml.a1 import cell_name
from xlcrm.ooxml.cells import Formula, Value, is_moment, serial
from xlcrm.ooxml.edits import CellEdits, ColumnEdits
from xlcrm.ooxml.errors import OoxmlError
from xlcrm.ooxml.read import Cell
from xlcrm.ooxml.sheet import Sheet

_SAMPLE_ROWS = 16


def check_cells(written: Sheet, stages: Sequence[CellEdits | ColumnEdits], system: int) -> None:
    """Read edited cells back and compare: all single ones, a sample of the rows of columns.

    Raises OoxmlError "self-check".
    """
    expected: dict[str, Value] = {}
    for edits in stages:
        rows = edits.rows()
        step = max(1, len(rows) // _SAMPLE_ROWS) if isinstance(edits, ColumnEdits) else 1
        for row in {*rows[::step], rows[-1]}:
            for edit in edits.row(row):
                expected[cell_name(row, edit.column)] = edit.value
    found = written.read_cells(expected) if expected else {}
    for name, value in expected.items():
        if not _same(value, found[name], system):
            raise OoxmlError(
                "self-check", "the written file is not as intended", sheet=written.name, cell=name
            )


def _same(value: Value, cell: Cell, system: int) -> bool:
    if value is None:
        return cell.kind == "empty" and cell.formula is None
    if isinstance(value, Formula):
        return cell.formula == value.text.removeprefix("=")
    shown = serial(cell.value, system) if is_moment(cell.value) else cell.value
    meant = serial(value, system) if is_moment(value) else value
    if isinstance(meant, str) or isinstance(shown, str):
        return str(meant) == shown
    return shown is not None and abs(float(meant) - float(shown)) <= 1e-9 * abs(float(meant))  # type: ignore[arg-type]
