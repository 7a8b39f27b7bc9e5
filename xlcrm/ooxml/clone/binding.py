"""One template in one target: its styles merged, its layouts kept for tabs of equal shape."""

import hashlib
import re
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from xlcrm.ooxml.a1 import whole
from xlcrm.ooxml.clone.dialect import as_strict, is_strict
from xlcrm.ooxml.clone.dynamic import dynamic_array_number
from xlcrm.ooxml.clone.formulas import SHEET_MARK
from xlcrm.ooxml.clone.parts import Link
from xlcrm.ooxml.clone.pieces import (
    Layout,
    Pieces,
    Settled,
    Tab,
    TabSlot,
    as_attribute,
    fill,
    settle,
)
from xlcrm.ooxml.clone.placing import (
    PartNames,
    Place,
    add_tab,
    cut_links,
    define_names,
    is_selected,
    link_counts,
    put,
    put_links,
    remove_unused,
    reuse_tab,
)
from xlcrm.ooxml.clone.rows import RowMap
from xlcrm.ooxml.clone.source import Source
from xlcrm.ooxml.clone.styles import MergedStyles
from xlcrm.ooxml.clone.tab_rows import TabRows
from xlcrm.ooxml.clone.tables import check_headers
from xlcrm.ooxml.clone.theme import Theme
from xlcrm.ooxml.clone.themed_parts import themed_parts
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.markup import XmlPart
from xlcrm.ooxml.references import has_formulas
from xlcrm.ooxml.sheet_parts import sheet_parts
from xlcrm.ooxml.workbook import SHEET_TYPE

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_KEPT_LAYOUTS = 64
_FAR_ID = 1_000_000
_DRAWN = frozenset({"drawing", "vmlDrawing"})

Piece = TypeVar("Piece", TabSlot, int)


@dataclass(frozen=True, slots=True)
class TabShape:
    """The parts of all tabs of one layout, but for their values and names.

    `parts` holds bytes for a part that is the same in every tab.
    """

    rows: RowMap
    sheet: Settled
    parts: list[Settled | bytes]
    names: dict[str, str]


class Binding:
    """A template's styles, images and table names in one target, and the shapes of its tabs."""

    def __init__(self, source: Source, target: "Workbook") -> None:
        self._strict = is_strict(target)
        if self._strict and any(part.kind in _DRAWN for part in source.parts):
            raise Refused("strict", "a strict workbook takes no tab with drawings or notes")
        self.source = source
        self.package = target.package
        self._styles = MergedStyles(source.workbook, target)
        self._rows = TabRows(
            source.rows,
            self._styles,
            column_style=source.column_style,
            date_system=target.date_system,
            dynamic_number=dynamic_array_number(target) if source.has_dynamic_arrays else 0,
        )
        self._parts = source.parts
        if not self._styles.same_colours:
            self._parts = themed_parts(source.parts, Theme.of(source.workbook))
        self._images = self._name_images()
        self._sheet_links = self._cut_links(source.links)
        self._part_links = [self._cut_links(part.links) for part in self._parts]
        self._tables = self._read_tables()
        shared = {item.name.lower() for item in target.defined_names if item.sheet is None}
        self._names = shared | {item.name.lower() for item in target.defined_names}
        self._borrowed = {
            name: formula
            for name, formula in source.shared_names.items()
            if name.lower() in source.words and name.lower() not in shared
        }
        borrowed_sheets = [formula.sheets for formula in self._borrowed.values()]
        self._sheets = source.sheets.union(*borrowed_sheets)
        self._shapes: OrderedDict[object, TabShape] = OrderedDict()
        self._same: dict[bytes, bytes] = {}
        self._link_counts: Counter[str] | None = None

    def stamp(self, target: "Workbook", tab: Tab, place: Place) -> tuple[RowMap, dict[str, str]]:
        """Write a tab; returns where its rows went, and the names its tables got.

        Everything that may be refused is, before anything is written.
        """
        self._check(target, tab)
        package, shape = self.package, self._shape(tab)
        replaced = target[place.replace].part if place.replace is not None else None
        had_formulas = replaced is not None and has_formulas(package.stream(replaced))
        tab.is_selected = replaced is not None and is_selected(package, replaced)
        names = PartNames(package, self._own_parts(replaced) if replaced else ())
        parts = {number: self._part_name(number, names) for number in range(len(self._parts))}
        part = replaced or package.fresh_name("xl/worksheets/sheet{}.xml")
        new_names, tables = self._new_names(tab, parts)
        tab.new_names = {mark: as_attribute(name) for mark, name in new_names.items()}
        sheet = fill(shape.sheet, tab).encode()
        formulas = {name: _named(text, new_names) for name, text in shape.names.items()}
        if place.replace is None:
            add_tab(target, tab.name, part, sheet, place)
        else:
            reuse_tab(target, tab.name, place.replace, place)
        changed = put(package, part, sheet, SHEET_TYPE) or replaced is None
        changed |= put_links(package, part, _joined(self._sheet_links, parts))
        for number, source in enumerate(self._parts):
            content = shape.parts[number]
            if not isinstance(content, bytes):
                content = fill(content, tab).encode()
            changed |= put(package, parts[number], content, source.content_type)
            changed |= put_links(package, parts[number], _joined(self._part_links[number], parts))
        define_names(
            target,
            tab.name,
            {**formulas, **place.names},
            hidden={*self.source.hidden_names, *place.names},
            is_new=place.replace is None,
        )
        remove_unused(package, names.free)
        if changed and (had_formulas or has_formulas(iter((sheet,)))):
            target.values_changed(formulas=had_formulas)
        elif changed and replaced:
            target.replaced(tab.name)
        return shape.rows, tables

    def _check(self, target: "Workbook", tab: Tab) -> None:
        """Raises Refused "missing-sheet" when the template reads a sheet the target lacks."""
        known = {sheet.lower() for sheet in target.sheet_names} if self._sheets else set()
        for sheet in sorted(self._sheets):
            if sheet.lower() not in known:
                raise Refused(
                    "missing-sheet",
                    f"the template {self.source.name!r} reads the sheet {sheet!r}, "
                    "which the workbook does not have",
                    sheet=tab.name,
                )
        for table in self.source.tables.values():
            check_headers(table, tab)

    def _shape(self, tab: Tab) -> TabShape:
        counts = {name: max(len(rows), 1) for name, rows in tab.tables.items()}
        places = frozenset(tab.cells)
        key = tuple(sorted(counts.items())), places
        shape = self._shapes.get(key)
        if shape is None:
            shape = self._shapes[key] = self._new_shape(counts, places)
            if len(self._shapes) > _KEPT_LAYOUTS:
                self._shapes.popitem(last=False)
        return shape

    def _new_shape(self, counts: Mapping[str, int], places: frozenset[tuple[int, int]]) -> TabShape:
        source = self.source
        dropped = source.dropped(tuple(sorted(counts))) - {row for row, _ in places}
        rows = RowMap(source.blocks(counts), dropped=dropped, counts=counts)
        layout = Layout(rows, self._styles, places, self._rows)
        names = (source.formulas | self._borrowed).items()
        return TabShape(
            rows,
            self._said(settle(source.pieces, layout)),
            [self._settled(part.content, layout) for part in self._parts],
            {name: formula.render(rows, spread=True) for name, formula in names},
        )

    def _settled(self, content: Pieces | bytes, layout: Layout) -> Settled | bytes:
        """A part's pieces; its bytes, one object for all tabs, when no tab differs in it."""
        if isinstance(content, bytes):
            return content
        settled = self._said(settle(content, layout))
        if len(settled) > 1:
            return settled
        written = str(settled[0]).encode()
        return self._same.setdefault(written, written)

    def _said(self, pieces: Sequence[str | Piece]) -> list[str | Piece]:
        """Markup in the target's dialect."""
        if not self._strict:
            return list(pieces)
        return [as_strict(piece) if isinstance(piece, str) else piece for piece in pieces]

    def _cut_links(self, links: Iterable[Link]) -> list[str | int]:
        return self._said(cut_links(links))

    def _own_parts(self, part: str) -> list[str]:
        """The parts of a tab of the target that no other tab has a share in, and its images."""
        if self._link_counts is None:  # images aside, what is shared does not change by stamping
            self._link_counts = link_counts(self.package)
        return [
            name
            for name in sheet_parts(self.package, part)[1:]
            if "/media/" in name.lower() or self._link_counts[name.lower()] < 2
        ]

    def _part_name(self, number: int, names: PartNames) -> str:
        if number in self._images:
            return names.keep(self._images[number])
        return names.name(self._parts[number].pattern)

    def _name_images(self) -> dict[int, str]:
        """Every image's part in the target: the one holding it, or a name made of its content."""
        images = {}
        media = [name for name in self.package.names if "/media/" in name.lower()]
        for number, part in enumerate(self._parts):
            if part.kind == "image" and isinstance(part.content, bytes):
                ending = part.pattern.rpartition(".")[2]
                digest = hashlib.sha256(part.content).hexdigest()[:16]
                same = (
                    name
                    for name in media
                    if name.lower().endswith("." + ending)
                    and self.package.read(name) == part.content
                )
                images[number] = next(same, f"xl/media/image-{digest}.{ending}")
        return images

    def _read_tables(self) -> dict[str, tuple[int, str]]:
        """Ids and names of the tables the target has, by part name in lower case."""
        package, found = self.package, {}
        for name in package.names:
            if package.content_type(name).endswith("spreadsheetml.table+xml"):
                root = XmlPart(package.read(name), part=name).root
                found[name.lower()] = whole(root.get("id")), root.get("displayName", "")
        self._table_ids = {id for id, _ in found.values()}
        self._table_names = {name.lower() for _, name in found.values()}
        return found

    def _new_names(
        self, tab: Tab, parts: Mapping[int, str]
    ) -> tuple[dict[str, str], dict[str, str]]:
        """What stands for the marks in a tab's parts; its tables' names by the template's."""
        names = {SHEET_MARK: "'" + tab.name.replace("'", "''") + "'!"}
        tables = {}
        for number, part in enumerate(self._parts):
            if part.table:
                id, tables[part.table.name] = self._identity(part.table.name, parts[number])
                name_mark, id_mark = part.table.marks
                names |= {name_mark: tables[part.table.name], id_mark: str(id)}
        return names, tables

    def _identity(self, wanted: str, part: str) -> tuple[int, str]:
        """Id and name for the table `wanted` of the template, stored in this part.

        A table that was stamped into this part before keeps both, so that formulas elsewhere go
        on finding it; else the part's number makes them unique.
        """
        own = self._tables.get(part.lower())
        if own and re.fullmatch(re.escape(wanted) + r"_\d+_*", own[1], re.IGNORECASE):
            return own
        match = re.search(r"(\d+)\.\w+$", part)
        number = whole(match[1], 1) if match else 1
        name = f"{wanted}_{number}"
        while name.lower() in self._table_names or name.lower() in self._names:
            name += "_"
        return number + _FAR_ID * (number in self._table_ids), name


def _named(text: str, names: Mapping[str, str]) -> str:
    """A formula with the marks for a tab's own names replaced."""
    for mark, name in names.items():
        if mark in text:
            text = text.replace(mark, name)
    return text


def _joined(links: list[str | int], parts: Mapping[int, str]) -> str:
    """Relationships with the names of a tab's parts."""
    return "".join([item if isinstance(item, str) else parts[item] for item in links])
