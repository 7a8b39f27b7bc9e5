"""Marks: a conditional format of ours over a list of cells, removed without a trace.

A mark is known by its formula, `N("mark:<name>")=0`, which is always true. Cells keep their own
formats; taking the marks away gives the part's bytes as they were.
"""

import re
from collections.abc import Iterable

from xlcrm.ooxml.a1 import parse_cell, runs, whole
from xlcrm.ooxml.package import Package
from xlcrm.ooxml.sheet_frame import Piece, SheetFrame
from xlcrm.ooxml.sheet_stream import attributes

_KIND = "conditionalFormatting"
_SIGN = re.compile(rb'N\((?:"|&quot;)mark:([\w-]+)(?:"|&quot;)\)=0')
_RULE = re.compile(rb"<(?:[\w.-]+:)?cfRule\s[^>]*>")
_PRIORITY = re.compile(rb'\spriority\s*=\s*["\'](\d+)')
_FORMAT_USE = re.compile(rb'[dD]xfId\s*=\s*["\'](\d+)')
_AREAS_EACH = 500


def add_mark(frame: SheetFrame, name: str, cells: Iterable[str], *, format: int) -> None:
    """Show a differential format (`dxfs` index) on these cells."""
    areas = [str(area) for area in runs(parse_cell(cell) for cell in cells)]
    priority = 1 + max([whole(p) for piece in frame.all(_KIND) + frame.all("extLst")
                        for p in _PRIORITY.findall(piece.markup)], default=0)  # fmt: skip
    for at in range(0, len(areas), _AREAS_EACH):
        sqref = " ".join(areas[at : at + _AREAS_EACH])
        frame.insert(_KIND, frame.tag(
            f'<conditionalFormatting sqref="{sqref}"><cfRule type="expression" dxfId="{format}"'
            f' priority="{priority}"><formula>N("mark:{name}")=0</formula></cfRule>'
            "</conditionalFormatting>"
        ))  # fmt: skip
        priority += 1


def marks(frame: SheetFrame) -> dict[str, list[Piece]]:
    """The marks a sheet has, by name."""
    found: dict[str, list[Piece]] = {}
    for piece in frame.all(_KIND):
        if sign := _SIGN.search(piece.markup):
            found.setdefault(sign[1].decode(), []).append(piece)
    return found


def formats_of(pieces: Iterable[Piece]) -> set[int]:
    """The differential formats that marks use."""
    return {
        whole(attributes(rule).get("dxfId"), -1)
        for piece in pieces
        for rule in _RULE.findall(piece.markup)
    } - {-1}


def formats_in_use(
    package: Package, frames: Iterable[SheetFrame], *, by_marks: bool = True
) -> set[int]:
    """Every differential format that a sheet, a table, a pivot table or a table style names.

    With `by_marks` False, those that only marks use are left out.
    """
    markup = [
        piece.markup
        for frame in frames
        for name in (_KIND, "autoFilter", "sortState", "extLst")
        for piece in frame.all(name)
        if by_marks or not _SIGN.search(piece.markup)
    ]
    for name in package.names:
        kind = package.content_type(name)
        if any(word in kind for word in ("table+xml", "pivotTable+xml", "styles+xml")):
            markup.append(package.read(name))
    return {whole(number) for text in markup for number in _FORMAT_USE.findall(text)}
