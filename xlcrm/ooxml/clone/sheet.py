"""A template sheet with everything below it, read once and cut for stamping."""

from collections.abc import Collection
from typing import TYPE_CHECKING

from lxml import etree

from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.clone.formulas import CutFormula, Template, parse_formula
from xlcrm.ooxml.clone.links import links_slot
from xlcrm.ooxml.clone.parts import PartReader
from xlcrm.ooxml.clone.rows import Block, sample_rows
from xlcrm.ooxml.clone.settings import SourceLink, read_frame
from xlcrm.ooxml.clone.slots import Cutter
from xlcrm.ooxml.clone.source import CellReader, SourceRow, read_strings
from xlcrm.ooxml.clone.tables import TemplateTable, read_table
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import Element, children, refuse_entities

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import DefinedName, Workbook

_STRICT = "http://purl.oclc.org/"


class TemplateSheet:
    """What is known of a template sheet before any target: rows, frame, parts, names, tables."""

    def __init__(self, source: "Workbook", sheet: str) -> None:
        self.source = source
        self.name = sheet
        part = source[sheet].part
        root = _parsed(source.package.read(part), part)
        if str(root.tag).startswith("{" + _STRICT):
            raise Refused("strict", "save the template as a plain .xlsx workbook", sheet=sheet)
        found = _tables(source, part)
        self.template = Template(sheet, tuple(table.name.lower() for table in found))
        cutter = Cutter(self.template)
        self.rows: dict[int, SourceRow] = {}
        for sheet_data in children(root, "sheetData"):
            self.rows = CellReader(_strings(source), cutter, sheet).rows(sheet_data)
        self.has_dynamic_arrays = any(
            cell.dynamic for row in self.rows.values() for cell in row.cells.values()
        )
        self.merged = [
            Area.parse(item.get("ref") or "A1")
            for holder in children(root, "mergeCells")
            for item in children(holder, "mergeCell")
        ]
        self._dropped: dict[tuple[str, ...], frozenset[int]] = {}
        self._column_styles = _column_styles(root)
        self._links: list[SourceLink] = []
        self.frame = read_frame(root, cutter, sheet=sheet, links=links_slot(self._links))
        self._links.extend(self.frame.links)
        reader = PartReader(source.package, cutter)
        self.links = reader.read_below(part, "worksheet")
        self.parts = reader.parts
        self.tables: dict[str, TemplateTable] = {table.name: table for table in found}
        self._read_names(source.defined_names, cutter)
        self.sheets = frozenset(cutter.sheets)
        self.words = frozenset(cutter.words)

    def _read_names(self, names: "list[DefinedName]", cutter: Cutter) -> None:
        """Names of this sheet, and names of the workbook for cells of this sheet alone."""
        self.hidden_names = {item.name for item in names if item.hidden}
        self.names: dict[str, str] = {}
        self.formulas: dict[str, CutFormula] = {}
        self.shared_names: dict[str, CutFormula] = {}
        for item in sorted(names, key=lambda item: item.sheet is not None):
            if item.sheet not in (None, self.name) or "#REF!" in item.refers_to:
                continue
            try:
                formula = parse_formula(item.refers_to, self.template)
            except Refused:
                if item.sheet is None:
                    continue
                raise
            if item.sheet is None and (formula.sheets or not formula.references):
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

    def dropped(self, growing: tuple[str, ...]) -> frozenset[int]:
        """The sample rows that disappear when these tables are given rows."""
        if growing not in self._dropped:
            content = {
                (cell.row, cell.column)
                for row in self.rows.values()
                for cell in row.cells.values()
                if not cell.is_empty
            }
            content |= {(area.top, area.left) for area in self.merged}
            self._dropped[growing] = sample_rows(self.blocks(growing), content)
        return self._dropped[growing]


def _parsed(content: bytes, part: str) -> Element:
    refuse_entities(content, part)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    return etree.fromstring(content, parser)


def _tables(source: "Workbook", part: str) -> list[TemplateTable]:
    package = source.package
    return [
        read_table(_parsed(package.read(item.target), item.target), part=item.target)
        for item in package.relationships(part).of_type("table")
    ]


def _strings(source: "Workbook") -> list[Element]:
    package = source.package
    for item in package.relationships(source.part).of_type("sharedStrings"):
        if item.target in package:
            return read_strings(package.read(item.target))
    return []


def _column_styles(root: Element) -> list[tuple[int, int, int]]:
    return [
        (int(column.get("min") or 1), int(column.get("max") or 1), int(column.get("style") or 0))
        for holder in children(root, "cols")
        for column in children(holder, "col")
    ]
