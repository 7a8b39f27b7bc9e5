"""Excel Tables of a template: their place, and their parts with new ids and names."""

from dataclasses import dataclass

from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.clone.formulas import TABLE_MARK
from xlcrm.ooxml.clone.pieces import (
    Cutter,
    Layout,
    Pieces,
    Slot,
    Tab,
    TabSlot,
    as_attribute,
)
from xlcrm.ooxml.clone.rows import Block
from xlcrm.ooxml.errors import OoxmlError, Refused
from xlcrm.ooxml.markup import Element, children, local

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
        right = self.first_col + len(self.columns) - 1
        top, first, last = self.header_row or self.first_row, self.first_row, self.last_row
        return Block(self.name, top, first, last, self.first_col, right, self.has_totals)

    @property
    def marks(self) -> tuple[str, str]:
        """What stands for its name and for its id in the parts of a tab."""
        return f"{TABLE_MARK}{self.name.lower()}{TABLE_MARK}", f"\x03{self.name.lower()}\x03"


def read_table(root: Element, *, part: str) -> TemplateTable:
    """A table part's place and columns. Raises Refused for tables fed by a query."""
    if root.get("tableType", "worksheet") != "worksheet":
        raise Refused("unsupported-part", "tables fed by a query cannot be cloned", part=part)
    area = Area.parse(root.get("ref") or "A1")
    headers = int(root.get("headerRowCount") or 1)
    totals = int(root.get("totalsRowCount") or 0)
    first, last = area.top + headers, max(area.bottom - totals, area.top + headers)
    return TemplateTable(
        root.get("displayName") or root.get("name") or "",
        str(area),
        area.top if headers else 0,
        first,
        last,
        area.left,
        [column.get("name") or "" for column in _columns(root)],
        bool(totals),
    )


def _columns(root: Element) -> list[Element]:
    return [e for holder in children(root, "tableColumns") for e in children(holder, "tableColumn")]


def cut_table(root: Element, cutter: Cutter, table: TemplateTable) -> Pieces:
    """Cut a table part at its id, names, area, columns, formulas and formats."""
    for key in [key for key in root.attrib if str(key).endswith("}uid") or key == "insertRow"]:
        del root.attrib[key]
    name, id = table.marks
    root.set("id", cutter.mark(lambda _: id))
    for attribute in ("name", "displayName"):
        root.set(attribute, cutter.mark(lambda _: name))
    for element in root.iter("{*}*"):
        if element is root:
            element.set("ref", cutter.mark(_area_slot(table, with_totals=table.has_totals)))
        elif local(element) == "autoFilter" and element.getparent() is root:
            element.set("ref", cutter.mark(_area_slot(table, with_totals=False)))
        elif element.get("ref"):
            cutter.areas(element, "ref")
        if local(element) in ("calculatedColumnFormula", "totalsRowFormula") and element.text:
            element.text = cutter.formula(element.text)
        if local(element) == "tableStyleInfo" and element.get("name"):
            element.set("name", cutter.mark(_style_slot(element.get("name") or "")))
        for attribute in _DIFFERENCES:
            cutter.style(element, attribute, "difference")
    for number, column in enumerate(_columns(root) if table.header_row else ()):
        place = table.header_row, table.first_col + number
        column.set("name", cutter.mark(_header_slot(table.columns[number], place)))
    return cutter.cut(root)


def _area_slot(table: TemplateTable, *, with_totals: bool) -> Slot:
    area = Area.parse(table.ref)

    def slot(layout: Layout) -> str:
        """The table's range in the new rows."""
        rows = layout.rows
        grown = any(block.name == table.name for block in rows.blocks)
        last = rows.body(table.block)[1] if grown else rows.row(table.last_row)
        return str(Area(rows.row(area.top), area.left, last + with_totals, area.right))

    return slot


def _style_slot(name: str) -> Slot:
    return lambda layout: as_attribute(layout.styles.table_style(name))


def _header_slot(column: str, place: tuple[int, int]) -> Slot:
    """Column names repeat the header cells' texts, or Excel repairs the file."""

    def slot(layout: Layout) -> str | TabSlot:
        """The column's name, each tab's own where its header cell is given."""
        if place not in layout.given:
            return as_attribute(column)
        return lambda tab: _encoded(_header(column, tab.cells.get(place)))

    return slot


def _header(column: str, value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and value != "" else column


def _encoded(name: str) -> str:
    return as_attribute(name.replace("\r", "_x000d_").replace("\n", "_x000a_"))


def check_headers(table: TemplateTable, tab: Tab) -> None:
    """Raises OoxmlError "duplicate-name" when a tab gives two columns of a table one name."""
    places = ((table.header_row, table.first_col + at) for at in range(len(table.columns)))
    names = [
        _header(column, tab.cells.get(place)).lower()
        for column, place in zip(table.columns, places, strict=True)
    ]
    if len(set(names)) < len(names):
        raise OoxmlError(
            "duplicate-name", f"the table {table.name} would have two columns of one name"
        )
