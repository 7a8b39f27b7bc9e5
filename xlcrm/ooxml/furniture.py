"""What makes a sheet pleasant to use: links, column widths, frozen panes, filters.

Each function edits one element of the sheet's frame.
"""

import re
from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from xlcrm.ooxml.a1 import Area, cell_name, column_number, parse_cell, whole
from xlcrm.ooxml.relationships import STRICT, TRANSITIONAL, Relationships
from xlcrm.ooxml.sheet_frame import SheetFrame, children

_PANE = re.compile(rb"<(?:[\w.-]+:)?(?:pane|selection)\s[^>]*?/>")
_VIEW = re.compile(rb"<((?:[\w.-]+:)?)sheetView(\s[^>]*?)?(/?)>")
_LINK = re.compile(rb"<(?:[\w.-]+:)?hyperlink\s[^>]*?(?:/>|>.*?</(?:[\w.-]+:)?hyperlink>)", re.S)
_LINK_CELL = re.compile(rb'\sref\s*=\s*["\']([A-Z0-9:]+)')


def set_links(frame: SheetFrame, relationships: Relationships, links: Mapping[str, str]) -> None:
    """Let cells lead to a place in the workbook (`'Sheet 1'!C7`) or to a web or mail address."""
    strict = STRICT.rstrip("/").encode() in frame.root or b"purl.oclc.org" in frame.root
    namespace = (STRICT if strict else TRANSITIONAL).rstrip("/")
    known = frame.first("hyperlinks")
    kept = _LINK.findall(known.markup) if known else []
    cells = {name.encode() for name in links}
    kept = [m for m in kept if (cell := _LINK_CELL.search(m)) is None or cell[1] not in cells]
    for name, target in links.items():
        if re.match(r"[a-z]+://|mailto:", target):
            id = relationships.add(type="hyperlink", target=target, external=True)
            where = f'xmlns:r="{namespace}" r:id="{id}"'
        else:
            where = f"location={quoteattr(target.removeprefix('#'))}"
        kept.append(frame.tag(f'<hyperlink ref="{cell_name(*parse_cell(name))}" {where}/>'))
    start, end = frame.tag("<hyperlinks>"), frame.tag("</hyperlinks>")
    frame.put("hyperlinks", start + b"".join(kept) + end)


def set_column_widths(frame: SheetFrame, widths: Mapping[str, float]) -> None:
    """Set columns' widths, in characters; their formats stay."""
    columns: dict[int, dict[str, str]] = {}
    wide: list[dict[str, str]] = []
    for found in children(frame.first("cols"), "col"):
        first, last = whole(found.get("min")), whole(found.get("max"))
        wide.append(found | {"min": str(first), "max": str(last)})
    for letters, width in widths.items():
        columns[column_number(letters)] = {"width": f"{width:g}", "customWidth": "1"}
    for column, changed in columns.items():
        old = next((c for c in wide if int(c["min"]) <= column <= int(c["max"])), None)
        if old:
            wide.remove(old)
            wide += _around(old, column)
        place = {"min": str(column), "max": str(column)}
        wide.append((old or {}) | place | changed)
    wide.sort(key=lambda found: int(found["min"]))
    entries = "".join(
        "<col " + " ".join(f'{key}="{value}"' for key, value in found.items()) + "/>"
        for found in wide
    )
    frame.put("cols", frame.tag(f"<cols>{entries}</cols>"))


def _around(columns: dict[str, str], column: int) -> list[dict[str, str]]:
    """What is left of a `col` element when one column gets its own."""
    first, last = int(columns["min"]), int(columns["max"])
    parts = ((first, column - 1), (column + 1, last))
    return [columns | {"min": str(a), "max": str(b)} for a, b in parts if a <= b]


def freeze(frame: SheetFrame, cell: str) -> None:
    """Keep what is above and left of `cell` on screen; "A1" freezes nothing."""
    row, column = parse_cell(cell)
    if frame.first("sheetViews") is None:
        view = '<sheetViews><sheetView workbookViewId="0"/></sheetViews>'
        frame.insert("sheetViews", frame.tag(view))
    piece = frame.all("sheetViews")[0]
    markup = _PANE.sub(b"", piece.markup)
    view_tag = _VIEW.search(markup)
    if view_tag is None:
        return
    pane = frame.tag(_pane(row, column))
    tag = b"<%bsheetView%b>" % (view_tag[1], (view_tag[2] or b"").rstrip())
    end = b"</%bsheetView>" % view_tag[1] if view_tag[3] else b""
    piece.markup = markup[: view_tag.start()] + tag + pane + end + markup[view_tag.end() :]


def _pane(row: int, column: int) -> str:
    if (row, column) == (1, 1):
        return ""
    across = f'xSplit="{column - 1}" ' if column > 1 else ""
    down = f'ySplit="{row - 1}" ' if row > 1 else ""
    corner = ("bottom" if row > 1 else "top") + ("Right" if column > 1 else "Left")
    return (
        f'<pane {across}{down}topLeftCell="{cell_name(row, column)}" activePane="{corner}"'
        f' state="frozen"/><selection pane="{corner}"/>'
    )


def set_autofilter(frame: SheetFrame, ref: str) -> str:
    """Put filter buttons on the first row of a range; returns the range in absolute form."""
    area = Area.parse(ref)
    frame.put("autoFilter", frame.tag(f'<autoFilter ref="{area}"/>'))
    return ":".join(
        f"${re.sub(r'[0-9]+', '', name)}${re.sub('[A-Z]+', '', name)}"
        for name in str(area).split(":")
    )
