"""What a cell looks like, said in words, and turned into the format's elements."""

from dataclasses import dataclass

from lxml import etree

from xlcrm.ooxml.markup import Element, child, children, new_child, place


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """How a cell looks. None leaves a property as `base` has it (None: the plain cell's format).

    Colours are "RRGGBB"; `base` is an index into the workbook's cell formats; `name` is a label
    for the reader of the code and is not written.
    """

    name: str | None = None
    number_format: str | None = None
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None
    font_color: str | None = None
    font_size: float | None = None
    fill: str | None = None
    wrap: bool | None = None
    horizontal: str | None = None
    vertical: str | None = None
    border: bool | None = None
    locked: bool | None = None
    base: int | None = None


def differential(style: Style) -> Element:
    """A `dxf` for conditional formats: only what the style says."""
    dxf = etree.Element("dxf")
    if any(v is not None for v in (style.bold, style.italic, style.font_color)):
        dxf.append(font(etree.Element("font"), style))
    if style.fill:
        pattern = etree.SubElement(etree.SubElement(dxf, "fill"), "patternFill")
        pattern.set("patternType", "solid")
        for tag in ("fgColor", "bgColor"):
            etree.SubElement(pattern, tag, rgb="FF" + style.fill)
    if style.border:
        dxf.append(_thin_border())
    return dxf


def _first_or_new(parent: Element, name: str, before: tuple[str, ...]) -> Element:
    found = child(parent, name)
    if found is None:
        found = new_child(parent, name)
        place(parent, found, before=before)
    return found


_AFTER = {
    "b": ("i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz"),
    "i": ("strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz"),
    "u": ("vertAlign", "sz"),
    "sz": ("color", "name"),
    "color": ("name",),
}
_FONT_TAIL = ("color", "name", "family", "charset", "scheme")


def font(base: Element, style: Style) -> Element:
    """A font changed (in place) as the style says."""
    for name, on in (("b", style.bold), ("i", style.italic), ("u", style.underline)):
        for old in list(children(base, name)) if on is not None else ():
            base.remove(old)
        if on:
            place(base, new_child(base, name), before=_AFTER[name] + _FONT_TAIL)
    if style.font_size is not None:
        size = _first_or_new(base, "sz", _AFTER["sz"] + _FONT_TAIL)
        size.set("val", f"{style.font_size:g}")
    if style.font_color is not None:
        color = _first_or_new(base, "color", ("name", "family", "charset", "scheme"))
        color.attrib.clear()
        color.set("rgb", "FF" + style.font_color)
    return base


def fill(base: Element, style: Style) -> Element:
    """A fill changed (in place) to the style's colour, or to none for ""."""
    del base[:]
    pattern = new_child(base, "patternFill", {"patternType": "solid" if style.fill else "none"})
    if style.fill:
        new_child(pattern, "fgColor", {"rgb": "FF" + style.fill})
        new_child(pattern, "bgColor", {"indexed": "64"})
    return base


def border(_base: Element, style: Style) -> Element:
    """A thin border on four sides, or none."""
    if style.border:
        return _thin_border()
    return etree.fromstring("<border><left/><right/><top/><bottom/><diagonal/></border>")


def _thin_border() -> Element:
    border = etree.Element("border")
    for side in ("left", "right", "top", "bottom"):
        etree.SubElement(etree.SubElement(border, side, style="thin"), "color", rgb="FFBFBFBF")
    return border


def align(xf: Element, style: Style) -> None:
    """Align a cell format as the style says."""
    if all(value is None for value in (style.wrap, style.horizontal, style.vertical)):
        return
    alignment = _first_or_new(xf, "alignment", ("protection", "extLst"))
    if style.wrap is not None:
        alignment.set("wrapText", str(int(style.wrap)))
    if style.horizontal is not None:
        alignment.set("horizontal", style.horizontal)
    if style.vertical is not None:
        alignment.set("vertical", style.vertical)
    xf.set("applyAlignment", "1")


def protect(xf: Element, style: Style) -> None:
    """Say in a cell format whether sheet protection locks the cell."""
    if style.locked is not None:
        _first_or_new(xf, "protection", ("extLst",)).set("locked", str(int(style.locked)))
        xf.set("applyProtection", "1")
