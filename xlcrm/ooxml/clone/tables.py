"""Excel Tables of a template: their place, and their parts with new ids and names."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from xml.sax.saxutils import escape

from lxml import etree

from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.clone.formulas import TABLE_MARK
from xlcrm.ooxml.clone.rows import Block
from xlcrm.ooxml.clone.slots import (
    Cutter,
    Layout,
    Pieces,
    TabValues,
    ValueSlot,
    areas_slot,
    fill_plain,
    parse_areas,
)
from xlcrm.ooxml.errors import OoxmlError, Refused
from xlcrm.ooxml.markup import Element, child, children, local

ID_MARK = b"\x05"
_NAME_HERE = "column-name-here"
_DIFFERENCES = (
    "headerRowDxfId", "dataDxfId", "totalsRowDxfId", "headerRowBorderDxfId", "tableBorderDxfId",
    "totalsRowBorderDxfId", "dxfId",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TemplateTable:
    """A table of the template: rows and columns count from 1, `header_row` 0 means none."""

    name: str
    ref: str
    header_row: int
    first_row: int
    last_row: int
    first_col: int
    columns: list[str]
    has_totals: bool

    @property
    def block(self) -> Block:
        """Its place, as the row map wants it."""
        area = Area.parse(self.ref)
        top = self.header_row or self.first_row
        return Block(
            self.name, top, self.first_row, self.last_row, area.left, area.right, self.has_totals
        )


def read_table(root: Element, *, part: str) -> TemplateTable:
    """A table part's place and columns. Raises Refused for tables fed by a query."""
    if root.get("tableType", "worksheet") != "worksheet":
        raise Refused("unsupported-part", "tables fed by a query cannot be cloned", part=part)
    area = Area.parse(root.get("ref") or "A1")
    headers = int(root.get("headerRowCount") or 1)
    totals = int(root.get("totalsRowCount") or 0)
    columns = [
        column.get("name") or ""
        for holder in children(root, "tableColumns")
        for column in children(holder, "tableColumn")
    ]
    first, last = area.top + headers, max(area.bottom - totals, area.top + headers)
    name = root.get("displayName") or root.get("name") or ""
    header_row = area.top if headers else 0
    return TemplateTable(name, str(area), header_row, first, last, area.left, columns, bool(totals))


def cut_table(root: Element, cutter: Cutter, table: TemplateTable) -> Pieces:
    """Cut a table part at its id, names, area, columns, formulas and formats."""
    mark = f"{TABLE_MARK}{table.name.lower()}{TABLE_MARK}".encode()
    root.attrib.pop("insertRow", "")
    for key in [key for key in root.attrib if "{" in str(key)]:
        if str(key).endswith("}uid"):
            del root.attrib[key]
    root.set("id", cutter.mark(lambda _: ID_MARK))
    for name in ("name", "displayName"):
        root.set(name, cutter.mark(lambda _: mark))
    whole = partial(_whole, table)
    root.set("ref", cutter.mark(lambda layout: str(whole(layout, table.has_totals)).encode()))
    filters = child(root, "autoFilter")
    if filters is not None:
        filters.set("ref", cutter.mark(lambda layout: str(whole(layout, False)).encode()))
    for element in root.iter():
        if isinstance(element.tag, str) and element is not root and element is not filters:
            _cut_inside(element, cutter)
    for name in _DIFFERENCES:
        if root.get(name):
            cutter.mark_difference(root, name)
    _cut_columns(root, cutter, table)
    return cutter.cut(
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        + etree.tostring(root, encoding="unicode")
    )


def _whole(table: TemplateTable, layout: Layout, with_totals: bool) -> Area:
    area = Area.parse(table.ref)
    top = layout.rows.row(area.top)
    body = [block for block in layout.rows.blocks if block.name == table.name]
    last = layout.rows.body(body[0])[1] if body else layout.rows.row(table.last_row)
    return Area(top, area.left, last + with_totals, area.right)


def _cut_inside(element: Element, cutter: Cutter) -> None:
    name = local(element)
    for attribute in _DIFFERENCES:
        if element.get(attribute):
            cutter.mark_difference(element, attribute)
    if name == "tableStyleInfo" and element.get("name"):
        style = element.get("name") or ""
        slot = cutter.mark(lambda layout: _as_attribute(layout.styles.table_style(style)))
        element.set("name", slot)
    if name in ("calculatedColumnFormula", "totalsRowFormula") and element.text:
        cutter.mark_formula(element)
    elif name in ("sortState", "sortCondition") and element.get("ref"):
        element.set("ref", cutter.mark(areas_slot(parse_areas(element.get("ref") or ""))))


def _cut_columns(root: Element, cutter: Cutter, table: TemplateTable) -> None:
    """Column names repeat the header cells' texts, or Excel repairs the file."""
    if not table.header_row:
        return
    for holder in children(root, "tableColumns"):
        columns = []
        for column in children(holder, "tableColumn"):
            column.set("name", _NAME_HERE)
            columns.append(cutter.element_pieces(column))
        opening, closing = cutter.tags(holder)
        cutter.mark_element(holder, ValueSlot(_Columns(table, columns, opening, closing).prepare))


@dataclass(frozen=True, slots=True)
class _Columns:
    table: TemplateTable
    columns: list[Pieces]
    opening: bytes
    closing: bytes

    def prepare(self, layout: Layout) -> Callable[[TabValues], bytes]:
        """Cut the columns at their names, to be written from a tab's header cells."""
        row = layout.rows.row(self.table.header_row)
        halves = [
            fill_plain(pieces, layout).partition(_NAME_HERE.encode()) for pieces in self.columns
        ]

        def write(values: TabValues) -> bytes:
            names = header_names(self.table, row, values)
            written = [
                before + _as_attribute(name) + after
                for (before, _, after), name in zip(halves, names, strict=True)
            ]
            return self.opening + b"".join(written) + self.closing

        return write


def _as_attribute(name: str) -> bytes:
    name = name.replace("\r", "_x000d_").replace("\n", "_x000a_")
    return escape(name, {'"': "&quot;"}).encode()


def header_names(table: TemplateTable, row: int, values: TabValues) -> list[str]:
    """The header texts of a tab, in the template's words where a formula decides."""
    names = []
    for number, column in enumerate(table.columns):
        try:
            text = values.known(row, table.first_col + number)
        except LookupError:
            text = None
        names.append(plain_name(column) if text in (None, "") else str(text))
    if len({name.lower() for name in names}) < len(names):
        raise OoxmlError(
            "duplicate-name", f"the table {table.name} would have two columns of one name"
        )
    return names


def plain_name(text: str) -> str:
    """A column name as the header cell shows it."""
    return text.replace("_x000a_", "\n").replace("_x000A_", "\n").replace("_x000d_", "\r")


def free_name(wanted: str, number: int, taken: Collection[str]) -> str:
    """A table name not in `taken` (lower case): the template's name and the part's number."""
    name = f"{wanted}_{number}"
    while name.lower() in taken:
        name += "_"
    return name
