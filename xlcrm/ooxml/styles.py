"""Cell formats: `xl/styles.xml`, to which formats are only ever appended.

The part is edited by inserting bytes at the end of one of its lists, so everything already there
keeps its bytes and its number, and what was appended can be taken out again without a trace.
"""

import re
from collections.abc import Callable, Mapping
from copy import deepcopy
from dataclasses import replace
from datetime import datetime, time, timedelta
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from xlcrm.ooxml import looks
from xlcrm.ooxml.a1 import whole
from xlcrm.ooxml.cells import Moment
from xlcrm.ooxml.errors import NotAWorkbook
from xlcrm.ooxml.looks import Style
from xlcrm.ooxml.markup import Element, XmlPart, child, local
from xlcrm.ooxml.package import Package

_ORDER = (
    "numFmts", "fonts", "fills", "borders", "cellStyleXfs", "cellXfs", "cellStyles", "dxfs",
    "tableStyles", "colors", "extLst",
)  # fmt: skip
_FIRST_CUSTOM_FORMAT = 164
BUILT_IN = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%",
    11: "0.00E+00", 12: "# ?/?", 13: "# ??/??", 14: "mm-dd-yy", 15: "d-mmm-yy", 16: "d-mmm",
    17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss",
    22: "m/d/yy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)",
    39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss",
    47: "mmss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
_DATE_IDS = {*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)}
_NOT_DATE_TEXT = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.I)
_EMPTY = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<styleSheet xmlns="%b">'
    b'<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    b'<fills count="2"><fill><patternFill patternType="none"/></fill>'
    b'<fill><patternFill patternType="gray125"/></fill></fills>'
    b'<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    b'<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    b'<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs>'
    b'<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    b"</styleSheet>"
)
STYLES_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"


def is_date_format(code: str) -> bool:
    """Whether numbers under this format show as dates or times.

    >>> [is_date_format(code) for code in ('yyyy"年"m"月"', '0.00', '[h]:mm', '[Red]0"d"')]
    [True, False, True, False]
    """
    first = _NOT_DATE_TEXT.sub("", code).split(";")[0].lower()
    return "general" not in first and any(letter in first for letter in "ymdhs")


class Styles:
    """The lists of one styles part. `append` finds an equal entry or adds one at the end."""

    def __init__(self, package: Package, part: str, *, new: bytes, add: Callable[[], None]) -> None:
        """`new` is what to start from if the package has no such part; `add` then adds it."""
        self._package = package
        self.part = package.spelling(part) if part in package else part
        self._new = new
        self._add = add
        self._lists: dict[str, list[Element]] = {}
        self._known: dict[str, dict[object, int]] = {}
        self._looks: dict[Style, int] = {}
        self._load()

    def _load(self) -> None:
        known = self.part in self._package
        xml = XmlPart(self._package.read(self.part) if known else self._new, part=self.part)
        if len(xml.root) == 0:
            xml = XmlPart(self._new, part=self.part)
        encoding = xml.root.getroottree().docinfo.encoding or "UTF-8"
        if encoding.upper() not in ("UTF-8", "ASCII", "US-ASCII"):
            xml.changed = True
        self._content = xml.content()
        self.root = xml.root
        self._prefix = f"{xml.root.prefix}:" if xml.root.prefix else ""
        for kind in _ORDER:
            found = child(xml.root, kind)
            self._lists[kind] = [] if found is None else [e for e in found if _is_element(e)]
        self._known.clear()

    def entries(self, kind: str) -> list[Element]:
        """The elements of a list such as "cellXfs", "fonts", "dxfs": read, do not edit."""
        return self._lists[kind]

    def equal(self, kind: str, element: Element) -> list[int]:
        """The indexes of all entries of a list that are equal to `element`."""
        key = signature(element)
        return [index for index, entry in enumerate(self._lists[kind]) if signature(entry) == key]

    def append(self, kind: str, element: Element, *, share: bool = True) -> int:
        """The index of an equal entry in the list, appended if there is none.

        `element` may come from another workbook; only the main namespace is written. With
        `share` False it is appended even when an equal one exists.
        """
        if kind not in self._known:
            known: dict[object, int] = {}
            for index, entry in enumerate(self._lists[kind]):
                known.setdefault(signature(entry), index)
            self._known[kind] = known
        key = signature(element)
        if share and key in self._known[kind]:
            return self._known[kind][key]
        index = len(self._lists[kind])
        self._insert(kind, render(element, self._prefix).encode())
        self._lists[kind].append(deepcopy(element))
        self._known[kind].setdefault(key, index)
        return index

    def number_format(self, code: str) -> int:
        """The id of a number format code: a built-in one, an equal one, or appended."""
        for id, known in {**BUILT_IN, **self._custom_formats()}.items():
            if known == code:
                return id
        id = max([_FIRST_CUSTOM_FORMAT - 1, *self._custom_formats()]) + 1
        self.append("numFmts", etree.Element("numFmt", numFmtId=str(id), formatCode=code))
        return id

    def format_code(self, index: int) -> str:
        """The number format code of a cell format, "General" when nothing is said."""
        id = whole(self._format(index).get("numFmtId"))
        return self._custom_formats().get(id) or BUILT_IN.get(id, "General")

    def is_date(self, index: int) -> bool:
        """Whether a number in a cell of this format is shown as a date or time."""
        id = whole(self._format(index).get("numFmtId"))
        custom = self._custom_formats().get(id)
        return is_date_format(custom) if custom else id in _DATE_IDS

    def locked(self, index: int) -> bool:
        """Whether sheet protection locks cells of this format (the default)."""
        protection = child(self._format(index), "protection")
        return protection is None or protection.get("locked", "1") not in ("0", "false")

    def fill_of(self, index: int) -> object:
        """What fills cells of this format: equal for formats whose fills look the same."""
        fills, fill = self._lists["fills"], whole(self._format(index).get("fillId"))
        return signature(fills[fill]) if 0 < fill < len(fills) else None

    def with_fill(self, index: int, other: int) -> int:
        """The format `index` with the fill of the format `other`."""
        xf = deepcopy(self._format(index))
        xf.set("fillId", self._format(other).get("fillId", "0"))
        xf.set("applyFill", "1")
        return self.append("cellXfs", xf)

    def index(self, style: Style) -> int:
        """The cell format index for a look: the same look always gives the same index."""
        if style not in self._looks:
            if not self._lists["cellXfs"]:  # cells without a format mean the first one
                self.append("cellXfs", etree.Element("xf"))
            key = replace(style, name=None)
            self._looks[style] = self.append("cellXfs", self._cell_format(key))
        return self._looks[style]

    def date_index(self, index: int | None, moment: Moment) -> int:
        """The format that shows `moment` in a cell of this format: itself if it shows dates."""
        if index is not None and self.is_date(index):
            return index
        code = "yyyy-mm-dd"
        if isinstance(moment, timedelta):
            code = "[h]:mm:ss"
        elif isinstance(moment, time):
            code = "hh:mm:ss"
        elif isinstance(moment, datetime) and moment.time() != time():
            code = "yyyy-mm-dd hh:mm:ss" if moment.second else "yyyy-mm-dd hh:mm"
        return self.index(Style(number_format=code, base=index))

    def take_out(self, kind: str, indexes: set[int]) -> None:
        """Remove entries from the end of a list, as far as the end consists of these."""
        left = len(self._lists[kind])
        while left and left - 1 in indexes:
            left -= 1
        self.cut({kind: left})

    def cut(self, lengths: Mapping[str, int]) -> None:
        """Remove what stands in these lists beyond so many entries."""
        content = self.content_at(lengths)
        if content != self._content:
            self._write(content)
            self._load()

    def content_at(self, lengths: Mapping[str, int]) -> bytes:
        """The part's bytes if these lists had only so many entries."""
        content = self._content
        for kind, length in lengths.items():
            entries = self._lists[kind]
            for number in range(len(entries) - 1, length - 1, -1):
                tag, item = (self._prefix + name for name in (kind, local(entries[number])))
                content = _without_last(content, tag.encode(), item.encode(), left=number)
        return content

    def _format(self, index: int) -> Element:
        formats = self._lists["cellXfs"]
        if index < len(formats):
            return formats[index]
        return formats[0] if formats else etree.Element("xf")

    def _custom_formats(self) -> dict[int, str]:
        return {
            whole(entry.get("numFmtId")): entry.get("formatCode", "")
            for entry in self._lists["numFmts"]
        }

    def _cell_format(self, style: Style) -> Element:
        xf = deepcopy(self._format(style.base or 0))
        if style.number_format is not None:
            xf.set("numFmtId", str(self.number_format(style.number_format)))
            xf.set("applyNumberFormat", "1")
        fonts = style.bold, style.italic, style.underline, style.font_color, style.font_size
        self._point(xf, "font", style, looks.font, fonts)
        self._point(xf, "fill", style, looks.fill, (style.fill,))
        self._point(xf, "border", style, looks.border, (style.border,))
        looks.align(xf, style)
        looks.protect(xf, style)
        return xf

    def _point(
        self,
        xf: Element,
        kind: str,
        style: Style,
        shape: Callable[[Element, Style], Element],
        wanted: tuple[object, ...],
    ) -> None:
        """Let a cell format point at its base's font, fill or border as the style changes it."""
        if all(value is None for value in wanted):
            return
        entries, index = self._lists[kind + "s"], whole(xf.get(f"{kind}Id"))
        old = deepcopy(entries[index]) if index < len(entries) else etree.Element(kind)
        xf.set(f"{kind}Id", str(self.append(kind + "s", shape(old, style))))
        xf.set(f"apply{kind.capitalize()}", "1")

    def _insert(self, kind: str, entry: bytes) -> None:
        tag = (self._prefix + kind).encode()
        opening = re.search(rb"<" + tag + rb"(\s[^>]*?)?(/?)>", self._content)
        if opening is None:
            self._insert_list(kind, b"<" + tag + b">" + entry + b"</" + tag + b">")
            return
        attributes = _counted(opening[1] or b"", +1)
        end = opening.end()
        if opening[2]:
            inside, rest = b"", b"</" + tag + b">" + self._content[end:]
        else:
            close = self._content.index(b"</" + tag, end)
            inside, rest = self._content[end:close], self._content[close:]
            if not self._lists[kind]:  # told apart from a self-closed list when emptied again
                rest = rest.replace(tag + b">", tag + b" >", 1)
        head = self._content[: opening.start()] + b"<" + tag + attributes + b">"
        self._write(head + inside + entry + rest)

    def _insert_list(self, kind: str, markup: bytes) -> None:
        prefix = self._prefix.encode()
        later = [prefix + name.encode() for name in _ORDER[_ORDER.index(kind) + 1 :]]
        following = b"|".join([b"<" + name + rb"[\s/>]" for name in later])
        match = re.search(following + b"|</" + prefix + b"styleSheet", self._content)
        if match is None:
            raise NotAWorkbook("damaged-part", "the styles are damaged", part=self.part)
        self._write(self._content[: match.start()] + markup + self._content[match.start() :])

    def _write(self, content: bytes) -> None:
        if self.part not in self._package:
            self._add()
        self._content = content
        self._package.replace(self.part, content)


def _without_last(content: bytes, tag: bytes, item: bytes, *, left: int) -> bytes:
    """The styles without the last entry of a list, `left` entries staying."""
    opening = re.search(rb"<" + tag + rb"(\s[^>]*?)?>", content)
    if opening is None:
        return content
    close = content.index(b"</" + tag, opening.end())
    starts = (b"<" + item + after for after in (b" ", b">", b"/"))
    start = max(content.rfind(each, opening.end(), close) for each in starts)
    head, end = content[: opening.start()], content.index(b">", close) + 1
    inside = content[opening.end() : start]
    ending = content[close:end]
    if left or inside or ending.endswith(b" >"):
        attributes = _counted(opening[1] or b"", -1)
        ending = ending if left else ending.replace(b" >", b">")
        middle = b"<" + tag + attributes + b">" + inside + ending
    elif opening[1]:
        middle = b"<" + tag + _counted(opening[1], -1) + b"/>"
    else:
        middle = b""
    return head + middle + content[end:]


def empty_styles(namespace: str) -> bytes:
    """A styles part with the plain format alone."""
    return _EMPTY % namespace.encode()


def signature(element: Element) -> object:
    """What makes two entries equal: names, attributes, order of children; not prefixes."""
    attributes = tuple(sorted((k, v) for k, v in element.attrib.items() if "{" not in str(k)))
    inner = tuple(signature(e) for e in element if _is_element(e))
    return local(element), attributes, (element.text or "").strip(), inner


def render(element: Element, prefix: str) -> str:
    """An element as text under another prefix, without attributes of foreign namespaces."""
    name = prefix + local(element)
    attributes = "".join(
        f" {key}={quoteattr(str(value))}"
        for key, value in ((str(k), str(v)) for k, v in element.attrib.items())
        if "{" not in key
    )
    inner = escape((element.text or "").strip())
    inner += "".join(render(e, prefix) for e in element if _is_element(e))
    return f"<{name}{attributes}>{inner}</{name}>" if inner else f"<{name}{attributes}/>"


def _is_element(node: Element) -> bool:
    return isinstance(node.tag, str)


def _counted(attributes: bytes, more: int) -> bytes:
    """A list's attributes with its count changed; a wrong count, as some have, stays wrong."""
    return re.sub(
        rb'(\scount\s*=\s*["\'])(\d+)',
        lambda match: match[1] + b"%d" % max(whole(match[2]) + more, 0),
        attributes,
    )
