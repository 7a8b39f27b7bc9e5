"""Tabs of ours in a workbook file: read as people left them, and what is put on top of a stamp."""

from collections.abc import Mapping

from xlcrm.book.standing import StandingTab, StandingTable
from xlcrm.book.template import Kept, Place
from xlcrm.ooxml import OoxmlError, Workbook
from xlcrm.ooxml.a1 import MAX_COLUMN, MAX_ROW, Area, cell_name, parse_cell
from xlcrm.sheets.frame import Grid

WHOLE = f"A1:{cell_name(MAX_ROW, MAX_COLUMN)}"
PLAIN = 0
"""The format of a cell nobody has formatted: a template's own cells never have it."""


def standing_tab(
    workbook: Workbook, sheet: str, grid: Grid, record: Mapping[str, str]
) -> StandingTab:
    """The tab as the file holds it."""
    found = workbook[sheet]
    cells = found.read_cells(WHOLE)
    formats = {parse_cell(cell): held.style for cell, held in cells.items()}
    return StandingTab(
        sheet=sheet,
        grid=grid,
        tables=standing_tables(workbook, sheet),
        names=_single_cells(workbook, sheet),
        notes={parse_cell(cell): text for cell, text in found.notes.items()},
        open_cells=frozenset(
            place
            for place, style in formats.items()
            if style == PLAIN or not workbook.styles.locked(style)
        ),
        formats=formats,
        record=record,
        sealed=found.sealed,
    )


def read_record(text: str) -> dict[str, str]:
    """The record of a tab from its hidden name: "month=2026-11; layout=1.ab12".

    >>> read_record(record_text({"month": "2026-11", "name": 'A "B" C'}))
    {'month': '2026-11', 'name': 'A "B" C'}
    """
    plain = text.strip('"').replace('""', '"')
    return dict(entry.split("=", 1) for entry in plain.split("; ") if "=" in entry)


def record_text(record: Mapping[str, str]) -> str:
    """A tab's record as the constant of a hidden name (Excel allows 255 characters)."""
    plain = "; ".join(f"{key}={value}" for key, value in record.items())
    return '"' + plain.replace('"', '""') + '"'


def standing_tables(workbook: Workbook, sheet: str) -> list[StandingTable]:
    """The tables of a sheet."""
    areas = [(table, Area.parse(table.ref)) for table in workbook[sheet].tables]
    return [
        StandingTable(
            name=table.display_name,
            headers=tuple(table.columns),
            first_row=area.top + 1,
            last_row=area.bottom,
            first_column=area.left,
        )
        for table, area in areas
    ]


def _single_cells(workbook: Workbook, sheet: str) -> dict[str, Place]:
    found = {}
    for name in workbook.defined_names:
        if name.sheet == sheet:
            try:
                found[name.name] = parse_cell(name.refers_to.rpartition("!")[2])
            except OoxmlError:
                continue  # a range, a constant, a lost reference
    return found


def put_back(workbook: Workbook, sheet: str, kept: Mapping[str, Kept]) -> None:
    """Put people's notes and colours on cells of a tab just stamped, A1 address to what was kept.

    A colour that the template itself uses is the template's, and stays where the template has it.
    """
    tab = workbook[sheet]
    tab.set_notes({cell: each.note for cell, each in kept.items() if each.note})
    coloured = {cell: each.format for cell, each in kept.items() if each.format is not None}
    if not coloured:
        return
    styles = workbook.styles
    ours = {styles.fill_of(cell.style) for cell in tab.read_cells(WHOLE).values()}
    covered = {place for ref in tab.merged for place in list(Area.parse(ref).cells())[1:]}
    theirs = {
        cell: style
        for cell, style in coloured.items()
        if styles.fill_of(style) not in ours and parse_cell(cell) not in covered
    }
    stands = tab.read_cells(theirs)
    plain = {cell: held for cell, held in stands.items() if held.formula is None}
    tab.write(
        {cell: held.value for cell, held in plain.items()},
        styles={cell: styles.with_fill(held.style, theirs[cell]) for cell, held in plain.items()},
        protected="write",
    )
