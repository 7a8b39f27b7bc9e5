"""A template sheet with everything below it, read once and cut for stamping."""

from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.clone.cells import CellReader, SourceCell, SourceRow, read_strings
from xlcrm.ooxml.clone.dialect import as_transitional
from xlcrm.ooxml.clone.formulas import CutFormula, Template, parse_formula
from xlcrm.ooxml.clone.parts import PartReader
from xlcrm.ooxml.clone.pieces import Cutter, Layout, TabSlot, parsed
from xlcrm.ooxml.clone.rows import Block, sample_rows
from xlcrm.ooxml.clone.sheet_xml import cut_sheet
from xlcrm.ooxml.clone.tables import TemplateTable, read_table
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element, children

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook


class Source:
    """What is known of a template sheet before any target.

    `pieces` is the sheet's XML, `parts` what hangs below it, `links` how the sheet leads there.
    `formulas` holds the names of the sheet, `shared_names` those of the workbook for anything
    else; `sheets` and `words` are what the template's formulas name beside its own cells.
    """

    def __init__(self, source: "Workbook", sheet: str) -> None:
        source = as_transitional(source)
        self.workbook = source
        self.name = sheet
        part = source[sheet].part
        root = parsed(source.package.read(part), part)
        tables = _tables(source, part)
        cutter = Cutter(Template(sheet, tuple(table.name.lower() for table in tables)))
        self.rows: dict[int, SourceRow] = CellReader(_strings(source), cutter, sheet).rows(root)
        self.cells: Mapping[tuple[int, int], SourceCell] = {
            (number, column): cell
            for number, row in self.rows.items()
            for column, cell in row.cells.items()
        }
        self.has_dynamic_arrays = any(cell.is_dynamic for cell in self.cells.values())
        self.merged = [
            Area.parse(item.get("ref") or "A1")
            for holder in children(root, "mergeCells")
            for item in children(holder, "mergeCell")
        ]
        self._column_styles = _column_styles(root)
        self.pieces = cut_sheet(root, cutter, sheet=sheet, rows=_rows_slot)
        reader = PartReader(source.package, cutter)
        self.links = reader.read_below(part, "worksheet")
        self.parts = reader.parts
        self.tables: dict[str, TemplateTable] = {table.name: table for table in tables}
        self._read_names(cutter)
        self.sheets = frozenset(cutter.sheets)
        self.words = frozenset(cutter.words)
        self.dropped = lru_cache(maxsize=64)(self._dropped)

    def _read_names(self, cutter: Cutter) -> None:
        """Names of this sheet, and names of the workbook for cells of this sheet alone."""
        names = self.workbook.defined_names
        self.hidden_names = {item.name for item in names if item.hidden}
        self.names: dict[str, str] = {}
        self.formulas: dict[str, CutFormula] = {}
        self.shared_names: dict[str, CutFormula] = {}
        for item in sorted(names, key=lambda item: item.sheet is not None):
            if item.sheet not in (None, self.name) or "#REF!" in item.refers_to:
                continue
            try:
                formula = parse_formula(item.refers_to, cutter.template)
            except Refused:
                if item.sheet is None:
                    continue
                raise
            if item.sheet is None and (formula.sheets or not formula.has_references):
                self.shared_names[item.name] = formula
                continue
            cutter.sheets |= formula.sheets
            self.names[item.name] = item.refers_to
            self.formulas[item.name] = formula

    def column_style(self, column: int) -> int:
        """The style of a column's cells that have none of their own."""
        for first, last, style in self._column_styles:
            if first <= column <= last:
                return style
        return 0

    def blocks(self, growing: Collection[str]) -> list[Block]:
        """The places of the tables that are given rows."""
        return [table.block for name, table in self.tables.items() if name in growing]

    def _dropped(self, growing: tuple[str, ...]) -> frozenset[int]:
        """The sample rows that disappear when these tables are given rows."""
        content = [place for place, cell in self.cells.items() if not cell.is_empty]
        content += [(area.top, area.left) for area in self.merged]
        return sample_rows(self.blocks(growing), content)


def _rows_slot(layout: Layout) -> TabSlot:
    return layout.cells.sheet_data(layout)


def _tables(source: "Workbook", part: str) -> list[TemplateTable]:
    package = source.package
    return [
        read_table(parsed(package.read(item.target), item.target), part=item.target)
        for item in package.relationships(part).of_type("table")
    ]


def _strings(source: "Workbook") -> list[Element]:
    package = source.package
    for item in package.relationships(source.part).of_type("sharedStrings"):
        if item.target in package:
            return read_strings(package.read(item.target), item.target)
    return []


def _column_styles(root: Element) -> list[tuple[int, int, int]]:
    return [
        (int(column.get("min") or 1), int(column.get("max") or 1), int(column.get("style") or 0))
        for holder in children(root, "cols")
        for column in children(holder, "col")
    ]
