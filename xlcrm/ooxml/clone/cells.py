"""Writing the rows of a stamped tab: template cells moved, table rows repeated, values put in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, final
from xml.sax.saxutils import escape

from xlcrm.ooxml.a1 import Area, column_name
from xlcrm.ooxml.cells import CellMarkup, Value, is_moment
from xlcrm.ooxml.clone.formulas import Anchor
from xlcrm.ooxml.clone.rows import Block, OutputRow
from xlcrm.ooxml.clone.slots import Layout, fill_plain
from xlcrm.ooxml.clone.source import SourceCell, SourceRow
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
_ROW = "\0"
_PLAIN = frozenset({str, int, float, bool, type(None)})


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell of one kind of row. `column_in` counts from 0 within its table (`block`)."""

    source: SourceCell
    style: int
    opening: str
    kept: str
    block: Block | None
    column_in: int


@dataclass(slots=True)
class _Recipe:
    """How rows of one kind are written: their own cells, in column order.

    `only`: the table that all the cells belong to. `plain`: the row when no value is given.
    """

    attributes: str
    cells: list[_Cell]
    is_table: bool
    only: Block | None = None
    plain: str = ""


class TabCells:
    """The values of one tab: `cells` by template place, `tables` row by row."""

    def __init__(
        self,
        cells: Mapping[tuple[int, int], Value],
        tables: Mapping[str, Sequence[Sequence[RowValue]]],
    ) -> None:
        self.cells = cells
        self.tables = tables
        self.by_row: dict[int, dict[int, Value]] = {}
        for (row, column), value in cells.items():
            self.by_row.setdefault(row, {})[column] = value


class RowWriter:
    """Writes the `sheetData` of tabs that share one layout."""

    def __init__(
        self,
        rows: Mapping[int, SourceRow],
        layout: Layout,
        styles: MergedStyles,
        *,
        column_styles: Callable[[int], int],
        dynamic_number: int,
    ) -> None:
        self._rows = rows
        self._layout = layout
        self._styles = styles
        self._column_styles = column_styles
        self._dynamic_number = dynamic_number
        self._output = layout.rows.output_rows(rows)
        self._recipes: dict[tuple[int | None, tuple[str, ...]], _Recipe] = {}
        self._origin = {output.template_row for output in self._output}
        self._copied: dict[tuple[int, int, int], str] = {}
        self.by_row = {output.row: output for output in self._output}

    def write(self, tab: TabCells, markup: CellMarkup) -> bytes:
        """The rows between `<sheetData>` and `</sheetData>`."""
        extra = tab.by_row.keys() - self._origin
        output = self._with_extra_rows(extra) if extra else self._output
        written = []
        for row in output:
            recipe = self._recipe(row)
            number = str(row.row)
            if not recipe.is_table and row.template_row not in tab.by_row:
                if recipe.plain:
                    written.append(recipe.plain.replace(_ROW, number))
                continue
            cells = self._cells(row, recipe, tab, markup)
            line = '<row r="\0"' + recipe.attributes + ">" + "".join(cells) + "</row>"
            written.append(line.replace(_ROW, number))
        return "".join(written).encode()

    def source(self, row: int, column: int) -> SourceCell | None:
        """The template's cell, if it has one there."""
        own = self._rows.get(row)
        return own.cells.get(column) if own else None

    def extent(self) -> tuple[int, int]:
        """Last row and last column of the tab, as far as the template says."""
        columns = [max(row.cells, default=1) for row in self._rows.values()]
        columns += [block.right for block in self._layout.rows.blocks]
        return max(self.by_row, default=1), max(columns, default=1)

    def _with_extra_rows(self, extra: set[int]) -> list[OutputRow]:
        """Rows that the template does not have but the tab's values do."""
        rows = self._layout.rows
        more = [OutputRow(rows.row(row), row, ()) for row in extra if not rows.is_dropped(row)]
        return sorted([*self._output, *more], key=lambda output: output.row)

    def _recipe(self, row: OutputRow) -> _Recipe:
        key = row.template_row, tuple(block.name for block, _ in row.table_rows)
        recipe = self._recipes.get(key)
        if recipe is None:
            recipe = self._recipes[key] = self._new_recipe(row)
        return recipe

    def _new_recipe(self, row: OutputRow) -> _Recipe:
        cells: list[_Cell] = []
        owner = row.template_row
        for block, _ in row.table_rows:
            pattern = self._rows.get(block.first)
            owner = block.first if owner is None else owner
            for column in range(block.left, block.right + 1):
                source = pattern.cells.get(column) if pattern else None
                cells.append(self._cell(source, block.first, column, block))
        own = self._rows.get(row.template_row or 0)
        for column, source in (own.cells if own else {}).items():
            if not self._in_a_body(row.template_row or 0, column):
                cells.append(self._cell(source, source.row, column, None))
        cells.sort(key=lambda cell: cell.source.column)
        look = self._rows.get(owner or 0)
        recipe = _Recipe(self._row_attributes(look), cells, bool(row.table_rows))
        if len({id(cell.block) for cell in cells}) == 1:
            recipe.only = cells[0].block
        if not recipe.is_table and (cells or recipe.attributes):
            inner = "".join(cell.kept for cell in cells)
            recipe.plain = '<row r="\0"' + recipe.attributes + ">" + inner + "</row>"
        return recipe

    def _in_a_body(self, row: int, column: int) -> bool:
        return self._layout.rows.block_at(row, column, column) is not None

    def _row_attributes(self, row: SourceRow | None) -> str:
        if row is None:
            return ""
        if row.style is None:
            return row.attributes
        return row.attributes + f' s="{self._styles.cell(row.style)}" customFormat="1"'

    def _cell(self, source: SourceCell | None, row: int, column: int, block: Block | None) -> _Cell:
        if source is None:
            source = self._missing(row, column)
        style = self._styles.cell(source.style)
        opening = f'<c r="{column_name(column)}\0"' + (f' s="{style}"' if style else "")
        anchor = Anchor(row, self._layout.rows.body(block)[0], block) if block else None
        kept = self._kept(source, opening, anchor)
        return _Cell(source, style, opening, kept, block, column - block.left if block else 0)

    def _missing(self, row: int, column: int) -> SourceCell:
        own = self._rows.get(row)
        style = own.style if own and own.style is not None else self._column_styles(column)
        return SourceCell(row, column, style, None, "", (), None, None, None)

    def _kept(self, source: SourceCell, opening: str, anchor: Anchor | None) -> str:
        """The template's own cell at its new place."""
        if source.formula is None:
            if source.value is None:
                return opening + "/>"
            kind = f' t="{source.kind}"' if source.kind else ""
            return f"{opening}{kind}>{fill_plain(source.inner, self._layout).decode()}</c>"
        rows = self._layout.rows
        text = escape(source.formula.render(rows, anchor=anchor, home=source.row))
        array = ""
        if source.array:
            array = f' t="array" ref="{self._array(source.array, anchor)}"'
        number = f' cm="{self._dynamic_number}"' if source.dynamic else ""
        return f"{opening}{number}><f{array}>{text}</f></c>"

    def _array(self, area: Area, anchor: Anchor | None) -> Area:
        if anchor is None:
            return self._layout.rows.area(area) or area
        return Area(anchor.row, area.left, anchor.row, area.right)

    def _cells(
        self, row: OutputRow, recipe: _Recipe, tab: TabCells, markup: CellMarkup
    ) -> list[str]:
        given = tab.by_row.get(row.template_row or 0, {})
        if recipe.only and not given:
            return self._table_row(row.table_rows[0][1], recipe.only, recipe, tab, markup)
        numbers = {block.name: number for block, number in row.table_rows}
        written, used = [], 0
        for cell in recipe.cells:
            column = cell.source.column
            if cell.block:
                number = numbers[cell.block.name]
                written.append(self._table_cell(cell, cell.block, number, tab, markup))
            elif column in given:
                used += 1
                written.append(self._written(cell, given[column], markup))
            else:
                written.append(cell.kept)
        if used == len(given):
            return written
        return self._merged(recipe, written, row.template_row or 0, given, markup)

    def _table_row(
        self, number: int, block: Block, recipe: _Recipe, tab: TabCells, markup: CellMarkup
    ) -> list[str]:
        rows, body = tab.tables[block.name], markup.body
        if number >= len(rows):
            return [self._table_cell(cell, block, number, tab, markup) for cell in recipe.cells]
        return [
            # Plain values go the short way: a long table consists of nothing else.
            cell.opening + body(value)  # type: ignore[arg-type]
            if type(value) in _PLAIN
            else self._table_cell(cell, block, number, tab, markup)
            for cell, value in zip(recipe.cells, rows[number], strict=True)
        ]

    def _merged(
        self,
        recipe: _Recipe,
        written: list[str],
        row: int,
        given: Mapping[int, Value],
        markup: CellMarkup,
    ) -> list[str]:
        """The row with cells that the template does not have."""
        columns = {
            cell.source.column: text for cell, text in zip(recipe.cells, written, strict=True)
        }
        for column in given.keys() - columns.keys():
            cell = self._cell(None, row, column, None)
            columns[column] = self._written(cell, given[column], markup)
        return [columns[column] for column in sorted(columns)]

    def _table_cell(
        self, cell: _Cell, block: Block, number: int, tab: TabCells, markup: CellMarkup
    ) -> str:
        rows = tab.tables[block.name]
        source = cell.source
        wanted: RowValue = KEEP if source.formula else None
        if number < len(rows):
            wanted = rows[number][cell.column_in]
        if not isinstance(wanted, Keep):
            return self._written(cell, wanted, markup)
        if source.formula is None or not number:
            return cell.kept
        key = source.row, source.column, number
        if key not in self._copied:
            row = self._layout.rows.body(block)[0] + number
            self._copied[key] = self._kept(source, cell.opening, Anchor(source.row, row, block))
        return self._copied[key]

    def _written(self, cell: _Cell, value: Value, markup: CellMarkup) -> str:
        if type(value) not in _PLAIN and is_moment(value):
            code = next(code for kind, code in _MOMENT_FORMATS if isinstance(value, kind))
            dated = self._styles.dated(cell.style, code)
            if dated != cell.style:
                bare = cell.opening.partition(" s=")[0]
                return f'{bare} s="{dated}"{markup.body(value)}'
        return cell.opening + markup.body(value)
