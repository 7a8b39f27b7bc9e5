"""What surrounds the rows of a sheet: the elements before and after `<sheetData>`.

Each element is kept as the bytes it is, so an edit touches that element alone and taking an
element out again leaves no trace.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from xlcrm.ooxml.errors import NotAWorkbook
from xlcrm.ooxml.sheet_stream import SheetStream, attributes

_TAG = re.compile(rb"""<(/?)([\w:.-]++)((?:[^<>"']|"[^"<]*"|'[^'<]*')*?)(/?)>""")
_ROWS = "sheetData"
_ORDER = (
    "sheetPr", "dimension", "sheetViews", "sheetFormatPr", "cols", _ROWS, "sheetCalcPr",
    "sheetProtection", "protectedRanges", "scenarios", "autoFilter", "sortState",
    "dataConsolidate", "customSheetViews", "mergeCells", "phoneticPr", "conditionalFormatting",
    "dataValidations", "hyperlinks", "printOptions", "pageMargins", "pageSetup", "headerFooter",
    "rowBreaks", "colBreaks", "customProperties", "cellWatches", "ignoredErrors", "smartTags",
    "drawing", "legacyDrawing", "legacyDrawingHF", "drawingHF", "picture", "oleObjects",
    "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_PLACE = {name: place for place, name in enumerate(_ORDER)}


@dataclass(slots=True)
class Piece:
    """A top-level element, or ("") what stands between elements."""

    name: str
    markup: bytes


class SheetFrame:
    """The head and tail of one sheet, as editable pieces."""

    def __init__(self, blocks: Iterator[bytes], *, part: str) -> None:
        sheet = SheetStream(blocks, part=part)
        self.prefix = sheet.tags.prefix
        for _ in sheet.row_blocks():
            continue
        start = _root_end(sheet.head, part)
        self.root = sheet.head[:start]
        self._head = [Piece("", self.root), *_pieces(sheet.head, start)]
        self._tail = _pieces(b"".join(sheet.tail()), 0)

    def all(self, name: str) -> list[Piece]:
        """The elements of this name, in order; their `markup` may be assigned."""
        return [piece for piece in self._side(name) if piece.name == name]

    def first(self, name: str) -> Piece | None:
        """The first element of this name."""
        return next(iter(self.all(name)), None)

    def insert(self, name: str, markup: bytes) -> None:
        """Add an element where the format wants it, after others of its name."""
        side = self._side(name)
        later = (
            at
            for at, piece in enumerate(side)
            if _PLACE.get(piece.name, -1) > _PLACE[name] or piece.markup.startswith(b"</")
        )
        side.insert(next(later, len(side)), Piece(name, markup))

    def put(self, name: str, markup: bytes) -> None:
        """Replace the first element of this name, or add it."""
        piece = self.first(name)
        if piece is None:
            self.insert(name, markup)
        else:
            piece.markup = markup

    def remove(self, piece: Piece) -> None:
        """Take an element out."""
        self._side(piece.name).remove(piece)

    def apply(self, blocks: Iterator[bytes], *, part: str) -> Iterator[bytes]:
        """A sheet's blocks with this frame around its rows (the used range stays the sheet's)."""
        sheet = SheetStream(blocks, part=part)
        head = _pieces(sheet.head, _root_end(sheet.head, part))
        dimension = next((piece for piece in head if piece.name == "dimension"), None)
        yield b"".join(
            dimension.markup if dimension and piece.name == "dimension" else piece.markup
            for piece in self._head
        )
        yield sheet.opening
        if not sheet.empty:
            yield from sheet.row_blocks()
            yield sheet.closing
        yield b"".join(piece.markup for piece in self._tail)

    def tag(self, markup: str) -> bytes:
        """Markup written without prefixes, with this sheet's prefix put on every element."""
        return re.sub(r"<(/?)(?=\w)", rf"<\1{self.prefix}", markup).encode()

    def _side(self, name: str) -> list[Piece]:
        return self._head if _PLACE.get(name, 99) < _PLACE[_ROWS] else self._tail


def _root_end(head: bytes, part: str) -> int:
    """Where the opening tag of the part's root element ends."""
    for tag in _TAG.finditer(head):
        if not tag[1]:
            return tag.end()
    raise NotAWorkbook("damaged-part", "this sheet is damaged", part=part)


def _pieces(markup: bytes, start: int) -> list[Piece]:
    """Cut at the top-level elements; the root's closing tag is a piece without a name."""
    pieces: list[Piece] = []
    depth, done, begun = 0, start, start
    for match in _TAG.finditer(markup, start):
        if depth == 0:
            if match.start() > done:
                pieces.append(Piece("", markup[done : match.start()]))
            begun = match.start()
        if match[1]:
            depth -= 1
        elif not match[4]:
            depth += 1
        if depth <= 0:
            name = "" if depth < 0 else _name(markup[begun : match.end()])
            pieces.append(Piece(name, markup[begun : match.end()]))
            done, depth = match.end(), 0
    if done < len(markup):
        pieces.append(Piece("", markup[done:]))
    return pieces


def _name(element: bytes) -> str:
    found = _TAG.match(element)
    return found[2].decode().rpartition(":")[2] if found else ""


def children(piece: Piece | None, name: str) -> list[dict[str, str]]:
    """The attributes of the elements of this name inside a piece."""
    if piece is None:
        return []
    return [
        attributes(match[3])
        for match in _TAG.finditer(piece.markup)
        if not match[1] and match[2].decode().rpartition(":")[2] == name
    ]
