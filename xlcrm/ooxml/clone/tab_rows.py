"""The rows of a stamped tab: template cells moved, table rows repeated, values put in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final, final

from xlcrm.ooxml.a1 import Area, column_name
from xlcrm.ooxml.cells import CellMarkup, Formula, Value, is_moment
from xlcrm.ooxml.clone.cells import SourceCell, SourceRow
from xlcrm.ooxml.clone.formulas import Anchor
from xlcrm.ooxml.clone.pieces import Layout, Tab, TabSlot, as_attribute, fill, merged, settle
from xlcrm.ooxml.clone.rows import Block, OutputRow, RowMap
from xlcrm.ooxml.clone.styles import MergedStyles

_MOMENT_FORMATS: tuple[tuple[type, str], ...] = (
    (datetime, "yyyy-mm-dd hh:mm"),
    (date, "yyyy-mm-dd"),
    (time, "hh:mm"),
    (timedelta, "[h]:mm"),
)


@final
class Keep:
    """In a table row: leave what the template has in this column, a formula for example."""

    def __repr__(self) -> str:
        return "KEEP"


KEEP: Final = Keep()
RowValue = Value | Keep
TabValue = Callable[[Tab], Value]
_PLAIN = frozenset({str, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell in the target's styles: `before`, its row, `after`, then its `body`.

    `body` is None for a formula, which reads differently in every row.
    """

    source: SourceCell
    style: int
    before: str
    after: str
    body: str | None


class TabRows:
    """Writes the rows of tabs from one template in one target."""

    def __init__(
        self,
        rows: Mapping[int, SourceRow],
        styles: MergedStyles,
        *,
        column_style: Callable[[int], int],
        date_system: int,
        dynamic_number: int,
    ) -> None:
        self._rows = rows
        self._styles = styles
        self._column_style = column_style
        self.date_system = date_system
        self._body = CellMarkup("", date_system).body
        self._dynamic_number = dynamic_number
        self._cells: dict[tuple[int, int], _Cell] = {}
        self._anywhere = Layout(_NO_ROWS, styles, frozenset(), self)

    def sheet_data(self, layout: Layout) -> TabSlot:
        """The `sheetData` of all tabs of one layout."""
        given: dict[int, list[int]] = {}
        for row, column in layout.given:
            given.setdefault(row, []).append(column)
        pieces: list[str | TabSlot] = ["<sheetData>"]
        for output in layout.rows.output_rows(self._rows.keys() | given.keys()):
            pieces += self._row(output, layout.rows, given.get(output.template_row or 0, []))
        return partial(fill, merged([*pieces, "</sheetData>"]))

    def value(self, row: int, column: int, layout: Layout) -> Value | TabValue:
        """What a cell of a tab holds, or what finds that in the tab; a Formula: nobody knows."""
        rows = layout.rows
        bodies = [(block, *rows.body(block)) for block in rows.blocks]
        beside = [(block, first) for block, first, last in bodies if first <= row <= last]
        for block, first in beside:
            if block.left <= column <= block.right:
                return partial(self._table_value, block, row - first, column)
        place = rows.template_row(row), column
        if place in layout.given:
            return lambda tab: tab.cells[place]
        is_sample = beside and rows.block_at(*place, column)
        return None if is_sample else self._own_value(*place)

    def _table_value(self, block: Block, number: int, column: int, tab: Tab) -> Value:
        given = tab.tables[block.name]
        value = given[number][column - block.left] if number < len(given) else KEEP
        if not isinstance(value, Keep):
            return value
        own = self._own_value(block.first, column)
        return own if number < len(given) or isinstance(own, Formula) else None

    def _own_value(self, row: int, column: int) -> Value:
        own = self._rows.get(row)
        cell = own.cells.get(column) if own else None
        if cell is None:
            return None
        return Formula(cell.formula_text or "") if cell.formula else cell.value

    def _row(self, output: OutputRow, rows: RowMap, given: list[int]) -> list[str | TabSlot]:
        """One row: its own cells and its table rows from left to right."""
        row, own_row = output.row, output.template_row or 0
        parts: dict[int, str | TabSlot] = {}
        own = self._rows[own_row].cells if own_row in self._rows else {}
        for column in {*own, *given}:
            cell = self._cell(own_row, column)
            if column in given:
                start = f"{cell.before}{row}{cell.after}"
                parts[column] = partial(self._given, cell, row, (own_row, column), start)
            elif not output.table_rows or rows.block_at(own_row, column, column) is None:
                parts[column] = self._kept(cell, row, rows)
        for block, number in output.table_rows:
            parts[block.left] = partial(self._table_row, block, number, row, rows)
        attributes = self._attributes(own_row or next((b.first for b, _ in output.table_rows), 0))
        if not parts and not attributes:
            return []
        cells = [parts[column] for column in sorted(parts)]
        return [f'<row r="{row}"{attributes}>', *cells, "</row>"]

    def _attributes(self, row: int) -> str:
        own = self._rows.get(row)
        if own is None:
            return ""
        if own.style is None:
            return own.attributes
        return f'{own.attributes} s="{self._styles.cell(own.style)}" customFormat="1"'

    def _cell(self, row: int, column: int) -> _Cell:
        found = self._cells.get((row, column))
        if found is None:
            found = self._cells[row, column] = self._new_cell(row, column)
        return found

    def _new_cell(self, row: int, column: int) -> _Cell:
        own = self._rows.get(row)
        source = own.cells.get(column) if own else None
        if source is None:
            look = own.style if own and own.style is not None else self._column_style(column)
            source = SourceCell(row, column, look)
        style = self._styles.cell(source.style)
        body = None
        if source.formula is None:
            # No constant depends on rows or values; runs of rich text have colours of a theme.
            body = fill(settle(source.body, self._anywhere), _NO_TAB)
        after = f'" s="{style}"' if style else '"'
        return _Cell(source, style, f'<c r="{column_name(column)}', after, body)

    def _kept(self, cell: _Cell, row: int, rows: RowMap, anchor: Anchor | None = None) -> str:
        """The template's own cell at its new place."""
        source, start = cell.source, f"{cell.before}{row}{cell.after}"
        if source.formula is None:
            return f"{start}{cell.body}"
        text = as_attribute(source.formula.render(rows, anchor=anchor, home=source.row))
        if source.array is None:
            return f"{start}><f>{text}</f></c>"
        area = rows.area(source.array) or source.array
        if anchor:
            area = Area(row, source.array.left, row, source.array.right)
        number = f' cm="{self._dynamic_number}"' if source.is_dynamic else ""
        return f'{start}{number}><f t="array" ref="{area}">{text}</f></c>'

    def _given(self, cell: _Cell, row: int, place: tuple[int, int], start: str, tab: Tab) -> str:
        value = tab.cells[place]
        if type(value) in _PLAIN:
            return start + self._body(value)
        return self._written(cell, row, value)

    def _written(self, cell: _Cell, row: int, value: Value) -> str:
        after = cell.after
        if type(value) not in _PLAIN and is_moment(value):
            code = next(code for kind, code in _MOMENT_FORMATS if isinstance(value, kind))
            after = f'" s="{self._styles.dated(cell.style, code)}"'
        return f"{cell.before}{row}{after}{self._body(value)}"

    def _table_row(self, block: Block, number: int, row: int, rows: RowMap, tab: Tab) -> str:
        """One body row of a table; below the given rows only formulas go on."""
        cells = [self._cell(block.first, at) for at in range(block.left, block.right + 1)]
        given = tab.tables[block.name]
        values = given[number] if number < len(given) else None
        if values is None:
            values = [KEEP if cell.source.formula else None for cell in cells]
        anchor = Anchor(block.first, row, block)
        return "".join(
            tab.named(self._kept(cell, row, rows, anchor))
            if isinstance(value, Keep)
            else self._written(cell, row, value)
            for cell, value in zip(cells, values, strict=True)
        )


_NO_ROWS = RowMap([], dropped=(), counts={})
_NO_TAB = Tab("", {}, {})
