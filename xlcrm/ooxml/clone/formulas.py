"""Formulas of a template, cut once at their references so that they can be moved quickly.

References to the template's own sheet (unqualified or by its name) follow the rows; references to
other sheets stay as they are; tables and the sheet itself take their new names. Both new names are
written as marks that cannot occur in XML and are replaced in the finished part.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from xlcrm.ooxml.a1 import MAX_COLUMN, MAX_ROW, Area, column_name, column_number
from xlcrm.ooxml.clone.rows import Block, RowMap
from xlcrm.ooxml.errors import Refused

SHEET_MARK = "\x01"
TABLE_MARK = "\x02"

_BRACKETS = r"\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])*\]"
_TOKEN = re.compile(
    rf"""(?P<text>"(?:[^"]|"")*")
    | (?P<external>\[\d+\]) (?=[^\]\[]*!)
    | (?P<sheet>'(?:[^']|'')+'|(?!\$?[A-Za-z]{{1,3}}\$?\d+:)[\w.\u00b7\\]+(?::[\w.]+)?) !
    | (?P<area>\$?[A-Za-z]{{1,3}}\$?\d{{1,7}}(?::\$?[A-Za-z]{{1,3}}\$?\d{{1,7}})?) (?![\w.(\[!])
    | (?P<rows>\$?\d{{1,7}}:\$?\d{{1,7}}) (?![\w.(\[])
    | (?P<columns>\$?[A-Za-z]{{1,3}}:\$?[A-Za-z]{{1,3}}) (?![\w.(\[!])
    | (?P<word>[^\W\d][\w.\\?]*|\\[\w.\\?]*) (?P<brackets>{_BRACKETS})?
    | (?P<own_brackets>{_BRACKETS})
    | (?P<number>[\d.]+(?:[eE][+-]?\d+)?)""",
    re.VERBOSE,
)
_REFERENCES = ("area", "rows", "columns")
_CORNER = re.compile(r"(\$?(?=[A-Za-z]))([A-Za-z]*)(\$?)(\d*)")


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference. A column of 0 or a row of 0: whole rows, whole columns."""

    column: int
    row: int
    fixed_column: bool
    fixed_row: bool

    def text(self, row: int) -> str:
        """As written in a formula, standing on `row`."""
        column = ("$" * self.fixed_column + column_name(self.column)) if self.column else ""
        return column + ("$" * self.fixed_row + str(row) if self.row else "")


@dataclass(frozen=True)
class Reference:
    """A reference to cells of the template's own sheet; a single cell has one corner twice."""

    first: Corner
    last: Corner
    is_cell: bool

    @cached_property
    def area(self) -> Area:
        """The cells meant."""
        top, bottom = sorted((self.first.row, self.last.row))
        left, right = sorted((self.first.column, self.last.column))
        return Area(top or 1, left or 1, bottom or MAX_ROW, right or MAX_COLUMN)

    @property
    def has_fixed_rows(self) -> bool:
        """Whether no row of it moves when its formula is copied."""
        return (self.first.fixed_row and self.last.fixed_row) or not self.first.row

    def text(self, first: int, last: int) -> str:
        """As written in a formula, from row `first` to row `last`."""
        start = self.first.text(first)
        return start if self.is_cell and first == last else f"{start}:{self.last.text(last)}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The table row in which a formula stands: template row, output row, and the table."""

    template_row: int
    row: int
    block: Block


@dataclass(frozen=True, slots=True)
class Template:
    """What the formulas of a template may name: its sheet and its tables (names in lower case)."""

    sheet: str
    tables: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class CutFormula:
    """A formula as text and references in turn.

    `sheets` are the other sheets it names, `words` its functions and names in lower case.
    """

    pieces: tuple[str | Reference, ...]
    sheets: frozenset[str]
    words: frozenset[str]

    def render(
        self, rows: RowMap, *, anchor: Anchor | None = None, home: int = 0, spread: bool = False
    ) -> str:
        """The formula for a tab with these rows.

        `anchor`: it stands in a table row, so relative references move with that row.
        `home`: the template row it stands in, whose own cells it may mean.
        `spread`: even a single fixed cell of a table's body stands for the body's whole column.
        """
        written = []
        for piece in self.pieces:
            if isinstance(piece, str):
                written.append(piece)
            elif anchor and not piece.has_fixed_rows:
                written.append(_copied(piece, rows, anchor))
            else:
                written.append(_placed(piece, rows, home, spread))
        return "".join(written)

    @property
    def is_own_area(self) -> bool:
        """Whether it is one area of the own sheet, named as such, and nothing else."""
        match self.pieces:
            case (mark, Reference()) if mark == SHEET_MARK:
                return True
        return False

    @property
    def has_references(self) -> bool:
        """Whether it refers to cells of the own sheet."""
        return any(not isinstance(piece, str) for piece in self.pieces)


@lru_cache(maxsize=4096)
def parse_formula(text: str, template: Template) -> CutFormula:
    """Cut a formula (without its `=`) at the references to the template's own sheet.

    Raises Refused "external-reference" when it points into another workbook.
    """
    pieces: list[str | Reference] = []
    sheets: set[str] = set()
    words: set[str] = set()
    done = 0
    foreign = False
    for match in _TOKEN.finditer(text):
        pieces.append(text[done : match.start()])
        done = match.end()
        if match["external"]:
            raise Refused("external-reference", f"the formula {text!r} points to another workbook")
        if match["sheet"]:
            names = _sheet_names(match["sheet"])
            foreign = [name.lower() for name in names] != [template.sheet.lower()]
            sheets.update(names if foreign else ())
            pieces.append(match[0] if foreign else SHEET_MARK)
            continue
        pieces.append(match[0] if foreign else _own_piece(match, template))
        if match["word"] and not foreign:
            words.add(match["word"].lower())
        is_reference = match.lastgroup in _REFERENCES
        foreign = foreign and is_reference and text[done : done + 1] == ":"
    pieces.append(text[done:])
    return CutFormula(_joined(pieces), frozenset(sheets), frozenset(words))


def _own_piece(match: re.Match[str], template: Template) -> str | Reference:
    word = match["word"]
    if word and word.lower() in template.tables:
        return f"{TABLE_MARK}{word.lower()}{TABLE_MARK}{match['brackets'] or ''}"
    if match.lastgroup not in _REFERENCES:
        return match[0]
    corners = [_corner(text) for text in match[match.lastgroup].split(":")]
    first, last = corners[0], corners[-1]
    return Reference(first, last, len(corners) == 1) if first and last else match[0]


def _corner(text: str) -> Corner | None:
    """One end of a reference; None for what is no cell of a sheet."""
    match = _CORNER.fullmatch(text) or re.fullmatch(r"()()(\$?)(\d+)", text)
    if match is None:
        return None
    fixed_column, letters, fixed_row, digits = match.groups()
    row = int(digits or 0)
    if (len(letters) == 3 and letters.upper() > "XFD") or row > MAX_ROW or (digits and not row):
        return None
    column = column_number(letters) if letters else 0
    return Corner(column, row, bool(fixed_column), bool(fixed_row))


def _sheet_names(qualifier: str) -> list[str]:
    """The sheet named before an exclamation mark, or the first and the last of several."""
    name = qualifier[1:-1].replace("''", "'") if qualifier.startswith("'") else qualifier
    if name.startswith("[") or "\\" in name:
        raise Refused("external-reference", f"the formula names another workbook: {name!r}")
    return name.split(":")


def _joined(pieces: list[str | Reference]) -> tuple[str | Reference, ...]:
    joined: list[str | Reference] = []
    for piece in pieces:
        last = joined[-1] if joined else None
        if isinstance(piece, str) and isinstance(last, str):
            joined[-1] = last + piece
        elif piece != "":
            joined.append(piece)
    return tuple(joined)


def _placed(reference: Reference, rows: RowMap, home: int, spread: bool) -> str:
    first, area = reference.first, reference.area
    if not first.row:
        return reference.text(0, MAX_ROW)
    if area.top == area.bottom == home and not reference.has_fixed_rows:
        return reference.text(rows.row(home), rows.row(home))
    inside = rows.block_at(area.top, area.left, area.right)
    if reference.is_cell and not (spread and first.fixed_row and inside):
        return first.text(rows.row(first.row))
    return reference.text(*rows.span(area))


def _copied(reference: Reference, rows: RowMap, anchor: Anchor) -> str:
    """A reference of a table row's formula with relative rows, for one output row."""
    last = reference.last
    start = reference.first.text(_copied_row(reference.first, rows, anchor))
    if reference.is_cell:
        return start
    if last.fixed_row:
        area = reference.area
        return f"{start}:{last.text(rows.span(replace(area, top=area.bottom))[1])}"
    return f"{start}:{last.text(_copied_row(last, rows, anchor))}"


def _copied_row(corner: Corner, rows: RowMap, anchor: Anchor) -> int:
    if corner.fixed_row:
        return rows.row(corner.row)
    block = anchor.block
    if block.top <= corner.row <= block.bottom:
        row = anchor.row + corner.row - anchor.template_row
    else:
        row = rows.row(corner.row) + anchor.row - rows.body(block)[0]
    return min(max(row, 1), MAX_ROW)
