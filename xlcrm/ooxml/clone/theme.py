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
THEME_ORDER = (
    "dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6",
    "hlink", "folHlink",
)  # fmt: skip
_CELL_ORDER = ("lt1", "dk1", "lt2", "dk2", *THEME_ORDER[4:])
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
DRAWING_NAMES = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}
# The theme of Office 2007, which programs without a theme part assume.
_OFFICE_2007 = (
    "000000", "FFFFFF", "1F497D", "EEECE1", "4F81BD", "C0504D", "9BBB59", "8064A2", "4BACC6",
    "F79646", "0000FF", "800080",
)  # fmt: skip
_SCHEME_COLOUR = re.compile(
    r'<(\w+:)?schemeClr val="(\w+)"\s*(?:/>|>(.*?)</(?:\w+:)?schemeClr>)', re.S
)


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
        return cls(dict(zip(THEME_ORDER, _OFFICE_2007, strict=True)), ("Cambria", "Calibri"))

    @classmethod
    def _read(cls, root: Element) -> "Theme":
        colours = dict(zip(THEME_ORDER, _OFFICE_2007, strict=True))
        for scheme in root.iter("{*}clrScheme"):
            for entry in scheme:
                for colour in entry if isinstance(entry.tag, str) else ():
                    value = colour.get("lastClr") or colour.get("val") or ""
                    if local(entry) in colours and len(value) == 6:
                        colours[local(entry)] = value.upper()
            break
        major, minor = (next(root.iter(f"{{*}}{name}Font"), None) for name in ("major", "minor"))
        return cls(colours, (_latin(major), _latin(minor)), _elements(root))

    def cell_colour(self, number: int, tint: float) -> str:
        """A cell style's theme colour as "RRGGBB". `tint`: -1 black, 0 unchanged, 1 white.

        >>> office = Theme(dict(zip(THEME_ORDER, _OFFICE_2007)), ("", ""))
        >>> office.cell_colour(4, 0), office.cell_colour(4, 0.8), office.cell_colour(1, 0.5)
        ('4F81BD', 'DCE6F2', '808080')
        """
        name = _CELL_ORDER[number] if number < len(_CELL_ORDER) else "dk1"
        return tinted(self.colours[name], tint)

    def plain_colours(self, xml: str) -> str:
        """Drawing XML with its theme colours written as they are in this theme."""
        return _SCHEME_COLOUR.sub(self._plain_colour, xml)

    def _plain_colour(self, match: re.Match[str]) -> str:
        prefix, name, changes = match.groups(default="")
        colour = self.colours.get(DRAWING_NAMES.get(name, name))
        if colour is None:
            return match[0]
        return f'<{prefix}srgbClr val="{colour}">{changes}</{prefix}srgbClr>'


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
    declared = f' xmlns:a="{DRAWING}"'
    return inner.replace(declared, "") if f"<a:{local(holder[0])}" in inner else ""


def _latin(font: Element | None) -> str:
    latin = None if font is None else child(font, "latin")
    return "" if latin is None else latin.get("typeface", "")
