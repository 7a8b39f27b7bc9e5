"""Cell formats a tab brought along: remembered when it comes, taken out again when it goes.

What the styles were before is one line of text, a checksum and the length of every list:

    1f2e3d4c fonts=3 fills=4 borders=2 numFmts=0 cellXfs=9 dxfs=1

What was appended since can be told as long as the part still begins with what it was then; a
program that wrote the styles anew has renumbered them, and then everything stays.
"""

import re
import zlib
from collections.abc import Iterable

from xlcrm.ooxml.package import Package
from xlcrm.ooxml.references import overlapping
from xlcrm.ooxml.sheet_stream import plain_blocks
from xlcrm.ooxml.styles import Styles

_POINTERS = {"fonts": "fontId", "fills": "fillId", "borders": "borderId"}
_KINDS = (*_POINTERS, "numFmts", "cellXfs", "dxfs")
_EXTENT = re.compile(r"(\w{8})((?: \w+=\d+)+)")
_USE = re.compile(rb"""\ss(?:tyle)?\s*=\s*["'](\d+)["']""")
_USE_BYTES = 64
_WITH_CELLS = ("worksheet+xml", "dialogsheet+xml", "macrosheet+xml")


def extent_of(styles: Styles) -> str:
    """The styles as they are now, in a line of text for `take_back`."""
    lengths = {kind: len(styles.entries(kind)) for kind in _KINDS}
    listed = " ".join(f"{kind}={length}" for kind, length in lengths.items())
    return f"{zlib.crc32(styles.content_at({})):08x} {listed}"


def take_back(styles: Styles, extent: str, *, package: Package, differences: set[int]) -> None:
    """Take out what was appended since `extent` and nothing uses, from the end of each list.

    `differences` are the differential formats in use. Nothing happens when the styles were
    written anew since then.
    """
    match = _EXTENT.fullmatch(extent)
    if match is None:
        return
    before = {kind: int(length) for kind, length in re.findall(r"(\w+)=(\d+)", match[2])}
    if f"{zlib.crc32(styles.content_at(before)):08x}" != match[1]:
        return
    used = {"cellXfs": _cell_formats_in_use(package), "dxfs": differences}
    styles.cut({kind: max(before[kind], _end(used[kind])) for kind in used})
    styles.cut({kind: max(before[kind], _end(_pointed(styles, kind))) for kind in _POINTERS})
    styles.cut({"numFmts": max(before["numFmts"], _end(_number_formats_in_use(styles)))})


def _end(indexes: Iterable[int]) -> int:
    return 1 + max(indexes, default=-1)


def _pointed(styles: Styles, kind: str) -> set[int]:
    """The fonts, fills or borders that cell formats point at."""
    formats = [*styles.entries("cellXfs"), *styles.entries("cellStyleXfs")]
    return {int(each.get(_POINTERS[kind], "0")) for each in formats}


def _number_formats_in_use(styles: Styles) -> list[int]:
    """Positions in the list of number formats."""
    formats = [*styles.entries("cellXfs"), *styles.entries("cellStyleXfs")]
    inner = [found for each in styles.entries("dxfs") for found in each.iter("{*}numFmt")]
    ids = {each.get("numFmtId") for each in [*formats, *inner]}
    return [at for at, each in enumerate(styles.entries("numFmts")) if each.get("numFmtId") in ids]


def _cell_formats_in_use(package: Package) -> set[int]:
    """Every cell format that a cell, a row or a column has (a text that looks so counts too)."""
    found: set[bytes] = set()
    for name in package.names:
        if package.content_type(name).endswith(_WITH_CELLS):
            blocks = plain_blocks(package.stream(name), name)
            for block in overlapping(blocks, _USE_BYTES):
                found.update(_USE.findall(block))
    return {int(number) for number in found}
