"""A template's cell formats in the target workbook: found by content, else appended.

Nothing of the target is renumbered. Theme colours become plain colours and theme fonts plain
fonts where the two themes differ, so that a tab looks the same in every workbook.
"""

from copy import deepcopy
from typing import TYPE_CHECKING

from lxml import etree

from xlcrm.ooxml.clone.theme import Theme
from xlcrm.ooxml.markup import Element, children, local
from xlcrm.ooxml.styles import signature

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

_POINTERS = (("font", "fonts"), ("fill", "fills"), ("border", "borders"))


class MergedStyles:
    """The numbers of one template's styles in one target."""

    def __init__(self, source: "Workbook", target: "Workbook") -> None:
        self._source = source.styles
        self._target = target.styles
        self._theme = Theme.of(source)
        theirs = Theme.of(target)
        self.same_colours = theirs.colours == self._theme.colours
        self._same_fonts = theirs.fonts == self._theme.fonts
        self._palette = _own_palette(self._source.root)
        self._formats = {
            int(entry.get("numFmtId", "0")): entry.get("formatCode", "")
            for entry in self._source.entries("numFmts")
        }
        self._cells: dict[int, int] = {}
        self._pointed: dict[tuple[str, int], int] = {}
        self._differences: dict[int, int] = {}

    def cell(self, style: int) -> int:
        """Index of a cell style in the target."""
        if style not in self._cells:
            self._cells[style] = self._merge_cell(style)
        return self._cells[style]

    def font(self, font: int) -> int:
        """Index of a font in the target."""
        return self._merge_pointed("font", "fonts", font)

    def difference(self, dxf: int) -> int:
        """Index of a differential format in the target."""
        if dxf not in self._differences:
            entry = deepcopy(self._source.entries("dxfs")[dxf])
            self._settle(entry)
            for number_format in children(entry, "numFmt"):
                code = number_format.get("formatCode", "General")
                number_format.set("numFmtId", str(self._target.number_format(code)))
            self._differences[dxf] = self._target.append("dxfs", entry)
        return self._differences[dxf]

    def table_style(self, name: str) -> str:
        """The name of a table style: a custom one comes along, a built-in one is everywhere."""
        for style in self._source.entries("tableStyles"):
            if style.get("name") == name:
                return self._merge_table_style(deepcopy(style), name)
        return name

    def _merge_table_style(self, style: Element, name: str) -> str:
        for element in children(style, "tableStyleElement"):
            if element.get("dxfId"):
                element.set("dxfId", str(self.difference(int(element.get("dxfId", "0")))))
        others = {known.get("name"): known for known in self._target.entries("tableStyles")}
        while name in others and signature(others[name]) != signature(style):
            name += "_"
            style.set("name", name)
        self._target.append("tableStyles", style)
        return name

    def colour(self, theme: int, tint: float) -> str:
        """A theme colour as attributes: kept when both themes have the same colours."""
        if self.same_colours:
            return f' theme="{theme}"' + (f' tint="{tint!r}"' if tint else "")
        return f' rgb="FF{self._theme.cell_colour(theme, tint)}"'

    def dated(self, style: int, number_format: str) -> int:
        """A target style showing dates: itself unless its number format is the general one."""
        if self._target.format_code(style) != "General":
            return style
        entry = deepcopy(self._target.entries("cellXfs")[style])
        entry.set("numFmtId", str(self._target.number_format(number_format)))
        entry.set("applyNumberFormat", "1")
        return self._target.append("cellXfs", entry)

    def _merge_cell(self, style: int) -> int:
        formats = self._source.entries("cellXfs")
        old = formats[style] if style < len(formats) else formats[0]
        number = int(old.get("numFmtId", "0"))
        if number in self._formats:
            number = self._target.number_format(self._formats[number])
        new = etree.Element("xf", numFmtId=str(number))
        for name, kind in _POINTERS:
            index = self._merge_pointed(name, kind, int(old.get(f"{name}Id", "0")))
            new.set(f"{name}Id", str(index))
        first = self._target.entries("cellXfs")[0]
        is_plain = not len(old) and not len(first) and not old.get("quotePrefix")
        if is_plain and all(first.get(key, "0") == value for key, value in new.attrib.items()):
            return 0  # the target's own plain format, under whatever flags
        new.set("xfId", "0")
        if old.get("quotePrefix"):
            new.set("quotePrefix", old.get("quotePrefix", ""))
        details = [found for found in old if local(found) in ("alignment", "protection")]
        new.extend(deepcopy(found) for found in details)
        for flag in ("numberFormat", "font", "fill", "border", *map(local, details)):
            new.set(f"apply{flag[0].upper()}{flag[1:]}", "1")
        return self._target.append("cellXfs", new)

    def _merge_pointed(self, name: str, kind: str, index: int) -> int:
        key = (kind, index)
        if key not in self._pointed:
            entries = self._source.entries(kind)
            entry = deepcopy(entries[index]) if index < len(entries) else etree.Element(name)
            self._settle(entry)
            known = self._known_look(kind, entry)
            self._pointed[key] = self._target.append(kind, entry) if known is None else known
        return self._pointed[key]

    def _known_look(self, kind: str, entry: Element) -> int | None:
        """An entry that looks the same though programs spell it differently."""
        if kind == "fills" and _is_no_fill(entry):
            return 0
        if kind != "fonts":
            return None
        look = _unordered(entry)
        entries = self._target.entries(kind)
        return next((at for at, known in enumerate(entries) if _unordered(known) == look), None)

    def _settle(self, entry: Element) -> None:
        """Replace what the target's theme or palette would show differently."""
        for element in list(entry.iter()):
            if not isinstance(element.tag, str):
                continue
            theme, indexed = element.get("theme"), element.get("indexed")
            if theme is not None and not self.same_colours:
                tint = float(element.attrib.pop("tint", "0"))
                element.attrib.pop("theme")
                element.set("rgb", "FF" + self._theme.cell_colour(int(theme), tint))
            elif indexed is not None and int(indexed) < len(self._palette):
                element.attrib.pop("indexed")
                element.set("rgb", self._palette[int(indexed)])
            parent = element.getparent()
            if local(element) == "scheme" and not self._same_fonts and parent is not None:
                parent.remove(element)


def _is_no_fill(fill: Element) -> bool:
    return all(pattern.get("patternType", "none") == "none" for pattern in fill)


def _unordered(font: Element) -> frozenset[object]:
    return frozenset(signature(item) for item in font if isinstance(item.tag, str))


def _own_palette(root: Element) -> list[str]:
    """The template's own indexed colours as "AARRGGBB"; empty when it uses the standard ones."""
    return [
        entry.get("rgb", "FF000000")
        for holder in root.iter("{*}indexedColors")
        for entry in children(holder, "rgbColor")
    ]
