"""Theme colours and theme fonts, and what they look like under another workbook's theme."""

import colorsys
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import etree

from xlcrm.ooxml.markup import Element, XmlPart, child, local

if TYPE_CHECKING:
    from xlcrm.ooxml.workbook import Workbook

# Order of the colours in a theme, and of the numbers that cell styles use for them.
_THEME_ORDER = (
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
_CELL_ORDER = ("lt1", "dk1", "lt2", "dk2", *_THEME_ORDER[4:])
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_DRAWING_NAMES = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
# The theme of Office 2007, which programs without a theme part assume.
_OFFICE_2007 = (
    "000000", "FFFFFF", "1F497D", "EEECE1", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6",
    "F79646", "0000FF", "800080",
)  # fmt: skip
_SCHEME_COLOUR = re.compile(rb'<(\w+:)?schemeClr val="(\w+)"\s*(/?)>')


@dataclass(frozen=True, slots=True)
class Theme:
    """A workbook's twelve colours by name ("RRGGBB"), and its heading and body font.

    `elements`: the theme as XML, for parts that bring their theme along; "" when there is none.
    """

    colours: dict[str, str]
    fonts: tuple[str, str]
    elements: str = ""

    @classmethod
    def of(cls, workbook: "Workbook") -> "Theme":
        """The workbook's theme, that of Office 2007 when it has none."""
        package = workbook.package
        for item in package.relationships(workbook.part).of_type("theme"):
            if item.target in package:
                return cls._read(XmlPart(package.read(item.target), part=item.target).root)
        return cls(dict(zip(_THEME_ORDER, _OFFICE_2007, strict=True)), ("Cambria", "Calibri"))

    @classmethod
    def _read(cls, root: Element) -> "Theme":
        colours = dict(zip(_THEME_ORDER, _OFFICE_2007, strict=True))
        for scheme in root.iter("{*}clrScheme"):
            for entry in scheme:
                for colour in entry if isinstance(entry.tag, str) else ():
                    value = colour.get("lastClr") or colour.get("val") or ""
                    if local(entry) in colours and len(value) == 6:
                        colours[local(entry)] = value.upper()
            break
        major, minor = (next(root.iter(f"{{*}}{name}Font"), None) for name in ("major", "minor"))
        return cls(colours, (_latin(major), _latin(minor)), _elements(root))

    def override(self) -> bytes:
        """A theme override part, by which a chart keeps this theme in any workbook."""
        head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        body = f'<a:themeOverride xmlns:a="{_DRAWING}">{self.elements}</a:themeOverride>'
        return (head + body).encode()

    def cell_colour(self, number: int, tint: float) -> str:
        """A cell style's theme colour as "RRGGBB". `tint`: -1 black, 0 unchanged, 1 white.

        >>> office = Theme(dict(zip(_THEME_ORDER, _OFFICE_2007)), ("", ""))
        >>> office.cell_colour(4, 0), office.cell_colour(4, 0.8), office.cell_colour(1, 0.5)
        ('4F81BD', 'DCE6F2', '808080')
        """
        name = _CELL_ORDER[number] if number < len(_CELL_ORDER) else "dk1"
        return tinted(self.colours[name], tint)

    def drawing_colour(self, name: str) -> str | None:
        """A drawing's theme colour as "RRGGBB"; None for a placeholder."""
        return self.colours.get(_DRAWING_NAMES.get(name, name))

    def fix_drawing(self, xml: bytes) -> bytes:
        """Drawing XML with its theme colours written as they are in this theme."""
        if b"schemeClr" not in xml:
            return xml
        closing: list[tuple[bytes, bytes]] = []

        def fixed(match: re.Match[bytes]) -> bytes:
            colour = self.drawing_colour(match[2].decode())
            prefix = match[1] or b""
            if colour is None:
                return match[0]
            closing.append((b"</" + prefix + b"schemeClr>", b"</" + prefix + b"srgbClr>"))
            return b"<" + prefix + b'srgbClr val="' + colour.encode() + b'"' + match[3] + b">"

        xml = _SCHEME_COLOUR.sub(fixed, xml)
        for old, new in dict(closing).items():
            xml = xml.replace(old, new)
        return xml


def tinted(colour: str, tint: float) -> str:
    """A colour made lighter (tint above 0) or darker (below), as Excel does."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, depth = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, light, depth)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def _elements(root: Element) -> str:
    holder = child(root, "themeElements")
    if holder is None:
        return ""
    inner = "".join(etree.tostring(item, encoding="unicode", with_tail=False) for item in holder)
    declared = f' xmlns:a="{_DRAWING}"'
    return inner.replace(declared, "") if f"<a:{local(holder[0])}" in inner else ""


def _latin(font: Element | None) -> str:
    latin = None if font is None else child(font, "latin")
    return "" if latin is None else latin.get("typeface", "")
