"""Excel Tables: where they stand, and making them wider or longer."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlcrm.ooxml.a1 import Area, whole
from xlcrm.ooxml.cells import plain_text
from xlcrm.ooxml.errors import OoxmlError, Refused
from xlcrm.ooxml.markup import Element, XmlPart, child, children, new_child
from xlcrm.ooxml.package import Package


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `ref` includes its header and totals rows; `columns` are its header texts."""

    name: str
    display_name: str
    ref: str
    columns: tuple[str, ...]
    part: str
    header_rows: int = 1
    totals_rows: int = 0


def sheet_tables(package: Package, sheet_part: str) -> list[Table]:
    """The tables on one sheet."""
    related = package.relationships(sheet_part).of_type("table")
    return [_table(package.xml(item.target), item.target) for item in related]


def find_table(tables: Sequence[Table], name: str) -> Table:
    """The table of this name; OoxmlError "no-such-table"."""
    for table in tables:
        if name.casefold() in (table.name.casefold(), table.display_name.casefold()):
            return table
    raise OoxmlError("no-such-table", f"there is no table {name!r} on this sheet")


def add_columns(package: Package, table: Table, columns: Sequence[str]) -> Area:
    """Widen a table to the right; returns where its new header cells are (not written here).

    Raises Refused "duplicate-name" for a header the table already has.
    """
    known = {name.casefold() for name in table.columns}
    for name in columns:
        if name.casefold() in known or not name:
            raise Refused("duplicate-name", f"the table already has a column {name!r}")
        known.add(name.casefold())
    xml = package.xml(table.part)
    holder = _required(xml.root, "tableColumns", table.part)
    number = max([whole(c.get("id")) for c in children(holder, "tableColumn")], default=0)
    for offset, name in enumerate(columns, start=1):
        text = name.replace("\r", "_x000d_").replace("\n", "_x000a_")
        new_child(holder, "tableColumn", {"id": str(number + offset), "name": text})
    holder.set("count", str(len(table.columns) + len(columns)))
    area = Area.parse(table.ref)
    wider = Area(area.top, area.left, area.bottom, area.right + len(columns))
    _set_area(xml, table, wider)
    return Area(area.top, area.right + 1, area.top, wider.right)


def set_area(package: Package, table: Table, ref: str) -> None:
    """Give a table more or fewer rows; its header row and columns stay where they are."""
    old, new = Area.parse(table.ref), Area.parse(ref)
    if (new.top, new.left, new.right) != (old.top, old.left, old.right):
        raise OoxmlError("bad-table-range", f"{ref} does not keep the table's header row")
    if new.bottom - new.top < table.header_rows + table.totals_rows:
        raise OoxmlError("bad-table-range", f"{ref} leaves the table without a row")
    _set_area(package.xml(table.part), table, new)


def _set_area(xml: XmlPart, table: Table, area: Area) -> None:
    xml.root.set("ref", str(area))
    rows_end = area.bottom - table.totals_rows
    for holder in (child(xml.root, "autoFilter"),):
        if holder is not None:
            holder.set("ref", str(Area(area.top, area.left, rows_end, area.right)))
    xml.changed = True


def _table(xml: XmlPart, part: str) -> Table:
    root = xml.root
    holder = _required(root, "tableColumns", part)
    names = [column.get("name", "") for column in children(holder, "tableColumn")]
    return Table(
        root.get("name", root.get("displayName", "")),
        root.get("displayName", ""),
        root.get("ref", ""),
        tuple(map(plain_text, names)),
        part,
        whole(root.get("headerRowCount"), 1),
        whole(root.get("totalsRowCount")),
    )


def _required(root: Element, name: str, part: str) -> Element:
    found = child(root, name)
    if found is None:
        raise OoxmlError("damaged-part", "this table is damaged", part=part)
    return found
