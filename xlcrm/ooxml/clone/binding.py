"""One template in one target: its styles merged, its layouts kept for tabs of equal shape."""

import re
from collections import OrderedDict
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from xlcrm.ooxml.clone.cells import RowWriter
from xlcrm.ooxml.clone.colours import Theme
from xlcrm.ooxml.clone.dynamic import dynamic_array_number
from xlcrm.ooxml.clone.rows import RowMap
from xlcrm.ooxml.clone.sheet import TemplateSheet
from xlcrm.ooxml.clone.slots import Frozen, Layout, freeze
from xlcrm.ooxml.clone.styles import MergedStyles
from xlcrm.ooxml.clone.tables import free_name
from xlcrm.ooxml.clone.target import image_name, parts_below, shared_parts
from xlcrm.ooxml.clone.themes import themed_parts
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.package import Package

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_KEPT_LAYOUTS = 16
_FAR_ID = 1_000_000


def _number(part: str) -> int:
    match = re.search(r"(\d+)\.\w+$", part)
    return int(match[1]) if match else 1


class TabLayout:
    """Everything of a tab that follows from its numbers of table rows."""

    def __init__(
        self, binding: "Binding", counts: Mapping[str, int], dropped: frozenset[int]
    ) -> None:
        sheet = binding.sheet
        self.rows = RowMap(sheet.blocks(counts), dropped=dropped, counts=counts)
        layout = Layout(self.rows, binding.styles)
        self.before = freeze(sheet.frame.before, layout)
        self.writer = RowWriter(
            sheet.rows,
            layout,
            binding.styles,
            column_styles=sheet.column_style,
            dynamic_number=binding.dynamic_number,
        )
        self.after = freeze(sheet.frame.after, layout)
        self.parts: list[Frozen] = [freeze(part.pieces, layout) for part in binding.parts]
        self.names = {
            name: formula.render(self.rows, spread=True)
            for name, formula in (sheet.formulas | binding.borrowed_names).items()
        }


class Binding:
    """A template's styles and images in one target, and the layouts made for it."""

    def __init__(self, sheet: TemplateSheet, target: "Workbook") -> None:
        root = target.package.xml(target.part).root
        if "purl.oclc.org" in str(root.tag):
            raise Refused("strict", "save the workbook as a plain .xlsx workbook first")
        self.sheet = sheet
        self.package = target.package
        self.styles = MergedStyles(sheet.source, target)
        self.dynamic_number = dynamic_array_number(target) if sheet.has_dynamic_arrays else 0
        self.parts = list(sheet.parts)
        if not self.styles.same_colours:
            self.parts = themed_parts(sheet.parts, Theme.of(sheet.source))
        self.images = self._name_images(target)
        self._tables = _tables_of(target)
        self._names = {item.name.lower() for item in target.defined_names}
        shared = {item.name.lower() for item in target.defined_names if item.sheet is None}
        self.borrowed_names = {
            name: formula
            for name, formula in sheet.shared_names.items()
            if name.lower() in sheet.words and name.lower() not in shared
        }
        self._shared: frozenset[str] | None = None
        self._layouts: OrderedDict[object, TabLayout] = OrderedDict()

    def layout(self, counts: Mapping[str, int], written: Collection[int]) -> TabLayout:
        """The layout for these numbers of table rows, when values go into the rows `written`."""
        dropped = self.sheet.dropped(tuple(counts)).difference(written)
        key = tuple(sorted((name, max(count, 1)) for name, count in counts.items())), dropped
        layout = self._layouts.get(key)
        if layout is None:
            layout = self._layouts[key] = TabLayout(self, counts, dropped)
            if len(self._layouts) > _KEPT_LAYOUTS:
                self._layouts.popitem(last=False)
        return layout

    def check_sheets(self, target: "Workbook", name: str) -> None:
        """Raises Refused "missing-sheet" when the template reads a sheet the target lacks."""
        borrowed = [formula.sheets for formula in self.borrowed_names.values()]
        missing = self.sheet.sheets.union(*borrowed)
        if not missing:
            return
        known = {sheet.lower() for sheet in target.sheet_names}
        for sheet in sorted(missing):
            if sheet.lower() not in known:
                raise Refused(
                    "missing-sheet",
                    f"the template {self.sheet.name!r} reads the sheet {sheet!r}, "
                    "which the workbook does not have",
                    sheet=name,
                )

    def table_identity(self, wanted: str, part: str) -> tuple[int, str]:
        """Id and name for the table `wanted` of the template, stored in this part.

        A table that was stamped into this part before keeps both, so that formulas elsewhere go
        on finding it; else the part's number makes them unique.
        """
        own = self._tables.get(part.lower())
        if own and re.fullmatch(re.escape(wanted) + r"_\d+_*", own[1], re.IGNORECASE):
            return own
        number = _number(part)
        others = [known for name, known in self._tables.items() if name != part.lower()]
        taken = {name.lower() for _, name in others} | self._names
        id = number + _FAR_ID if number in {id for id, _ in others} else number
        return id, free_name(wanted, number, taken)

    def parts_below(self, package: Package, part: str) -> list[str]:
        """The parts of a tab of the target that no other tab has a share in."""
        if self._shared is None:
            self._shared = shared_parts(package)
        return parts_below(package, part, shared=self._shared)

    def _name_images(self, target: "Workbook") -> dict[int, str]:
        placed = {}
        for number, part in enumerate(self.parts):
            if part.kind == "image":
                content = b"".join(p for p in part.pieces if isinstance(p, bytes))
                ending = part.pattern.rpartition(".")[2]
                placed[number] = image_name(target.package, content, ending)
        return placed


def _tables_of(target: "Workbook") -> dict[str, tuple[int, str]]:
    """Ids and names of the tables a workbook has, by part name in lower case."""
    package = target.package
    found = {}
    for name in package.names:
        if package.content_type(name).endswith("spreadsheetml.table+xml"):
            root = etree.fromstring(package.read(name))
            found[name.lower()] = int(root.get("id", "0")), root.get("displayName", "")
    return found
