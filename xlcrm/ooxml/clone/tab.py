"""One tab: its values, and writing its parts into the target workbook."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from xlcrm.ooxml.a1 import Area, cell_name
from xlcrm.ooxml.cells import CellMarkup, Formula, is_moment, serial
from xlcrm.ooxml.clone.binding import Binding, TabLayout
from xlcrm.ooxml.clone.cells import Keep, TabCells
from xlcrm.ooxml.clone.formulas import SHEET_MARK
from xlcrm.ooxml.clone.register import TabPlace, is_selected, register
from xlcrm.ooxml.clone.settings import DIMENSION_MARK, SELECTED_MARK
from xlcrm.ooxml.clone.slots import fill
from xlcrm.ooxml.clone.source import SourceCell
from xlcrm.ooxml.clone.tables import ID_MARK
from xlcrm.ooxml.clone.target import Placement
from xlcrm.ooxml.errors import OoxmlError
from xlcrm.ooxml.relationships import TRANSITIONAL
from xlcrm.ooxml.workbook import SHEET_TYPE

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_LINK_TYPE = TRANSITIONAL + "hyperlink"
_TABLE_NAME = re.compile(rb"\x02([^\x02]*)\x02")


class Tab:
    """The values of one tab in its layout."""

    def __init__(
        self,
        layout: TabLayout,
        values: TabCells,
        links: Mapping[tuple[int, int], str],
        *,
        date_system: int,
    ) -> None:
        self.layout = layout
        self.values = values
        self.links = links
        self.date_system = date_system
        self.outside: dict[str, str] = {}
        self._given = {
            (layout.rows.row(row), column): value for (row, column), value in values.cells.items()
        }
        self._areas: dict[tuple[int, int, int, int], list[object]] = {}

    def link_id(self, address: str) -> str:
        """The relationship id for an address outside the workbook."""
        return self.outside.setdefault(address, f"rIdLink{len(self.outside) + 1}")

    def known(self, row: int, column: int) -> object:
        """The constant in an output cell; raises LookupError when a formula decides it."""
        value = self._value(row, column)
        if isinstance(value, Formula):
            raise LookupError(cell_name(row, column))
        return serial(value, self.date_system) if is_moment(value) else value

    def differs(self, top: int, bottom: int, left: int, right: int) -> bool:
        """Whether some cell of this output area holds a value given for this tab."""
        for block in self.layout.rows.blocks:
            first, last = self.layout.rows.body(block)
            if block.body_meets(left, right) and first <= bottom and top <= last:
                return True
        return any(top <= row <= bottom and left <= column <= right for row, column in self._given)

    def known_area(self, top: int, bottom: int, left: int, right: int) -> list[object]:
        """The constants in output cells, row by row; raises LookupError like `known`."""
        key = top, bottom, left, right
        if key not in self._areas:
            self._areas[key] = [
                self.known(row, column)
                for row in range(top, bottom + 1)
                for column in range(left, right + 1)
            ]
        return self._areas[key]

    def _value(self, row: int, column: int) -> object:
        output = self.layout.writer.by_row.get(row)
        if output is None or (row, column) in self._given:
            return self._given.get((row, column))
        for block, number in output.table_rows:
            if block.left <= column <= block.right:
                rows = self.values.tables[block.name]
                value = rows[number][column - block.left] if number < len(rows) else None
                pattern = self.layout.writer.source(block.first, column)
                return _constant(pattern) if isinstance(value, Keep) else value
        return _constant(self.layout.writer.source(output.template_row or 0, column))


def _constant(cell: SourceCell | None) -> object:
    if cell is not None and cell.formula is not None:
        raise LookupError(cell_name(cell.row, cell.column))
    return cell.value if cell else None


class _Marks:
    """Replaces the marks for a tab's own names in its finished parts."""

    def __init__(self, sheet: str) -> None:
        self.reference = "'" + sheet.replace("'", "''") + "'!"
        self._sheet = escape(self.reference, {'"': "&quot;"}).encode()
        self.tables: dict[str, str] = {}
        self.ids: dict[int, int] = {}

    def replaced(self, xml: bytes) -> bytes:
        xml = xml.replace(SHEET_MARK.encode(), self._sheet)
        if b"\x02" not in xml:
            return xml
        return _TABLE_NAME.sub(lambda m: self.tables[m[1].decode()].encode(), xml)

    def replaced_text(self, text: str) -> str:
        text = text.replace(SHEET_MARK, self.reference)
        for old, new in self.tables.items():
            text = text.replace(f"\x02{old}\x02", new)
        return text


def write_tab(tab: Tab, target: "Workbook", binding: Binding, place: TabPlace) -> dict[str, str]:
    """Write a tab and everything below it; returns the names its tables got."""
    package = target.package
    replaced = target[place.replace].part if place.replace is not None else None
    old = binding.parts_below(package, replaced) if replaced else []
    placement = Placement(package, old=old)
    marks = _Marks(place.name)
    names = _name_parts(binding, placement, marks)
    part = replaced or package.fresh_name("xl/worksheets/sheet{}.xml")
    written = _rendered(tab, binding, part, names, marks)
    formulas = {name: marks.replaced_text(text) for name, text in tab.layout.names.items()}
    for one in written:
        placement.put(one.name, one.content, one.content_type)
        placement.put_links(one.name, one.links)
    hidden = {*binding.sheet.hidden_names, *place.names}
    try:
        register(target, part, place, names={**formulas, **place.names}, hidden=hidden)
    except OoxmlError:
        placement.undo()
        raise
    placement.finish()
    if placement.changed:
        target.values_changed(formulas=replaced is not None)
    return {table.name: marks.tables[table.name.lower()] for table in binding.sheet.tables.values()}


@dataclass(frozen=True, slots=True)
class _Written:
    name: str
    content: bytes
    content_type: str
    links: list[tuple[str, str, str, bool]]


def _rendered(
    tab: Tab, binding: Binding, part: str, names: Mapping[int, str], marks: _Marks
) -> list[_Written]:
    """All parts of the tab, the sheet first."""
    selected = is_selected(binding.package, part)
    content = marks.replaced(_sheet(tab, selected=selected))
    outside = [(id, _LINK_TYPE, url, True) for url, id in tab.outside.items()]
    links = _resolved(binding.sheet.links, names) + outside
    written = [_Written(part, content, SHEET_TYPE, links)]
    for number, source in enumerate(binding.parts):
        name, links = names[number], _resolved(source.links, names)
        content = fill(tab.layout.parts[number], tab)
        if not source.is_binary:
            content = marks.replaced(content)
        if source.table:
            content = content.replace(ID_MARK, b"%d" % marks.ids[number])
        written.append(_Written(name, content, source.content_type, links))
    return written


def _name_parts(binding: Binding, placement: Placement, marks: _Marks) -> dict[int, str]:
    names = {}
    for number, source in enumerate(binding.parts):
        if source.kind == "image":
            placement.keep(binding.images[number])
            names[number] = binding.images[number]
            continue
        names[number] = placement.name(source.pattern)
        if source.table:
            wanted = source.table.name
            id, name = binding.table_identity(wanted, names[number])
            marks.tables[wanted.lower()], marks.ids[number] = name, id
    return names


def _sheet(tab: Tab, *, selected: bool) -> bytes:
    layout = tab.layout
    markup = CellMarkup("", tab.date_system)
    row, column = layout.writer.extent()
    dimension = f'<dimension ref="{Area(1, 1, row, column)}"/>'.encode()
    before = fill(layout.before, tab).replace(DIMENSION_MARK, dimension, 1)
    before = before.replace(SELECTED_MARK, b' tabSelected="1"' if selected else b"", 1)
    rows = layout.writer.write(tab.values, markup)
    body = b"<sheetData>" + rows + b"</sheetData>" if rows else b"<sheetData/>"
    return before + body + fill(layout.after, tab)


def _resolved(
    links: Iterable[tuple[str, str, int | str, bool]], names: Mapping[int, str]
) -> list[tuple[str, str, str, bool]]:
    return [
        (id, type, names[target] if isinstance(target, int) else target, external)
        for id, type, target, external in links
    ]
