"""Formulas of a template, cut once at their references so that they can be moved quickly.

References to the template's own sheet (unqualified or by its name) follow the rows; references to
other sheets stay as they are; tables and the sheet itself take their new names. Both new names are
written as marks that cannot occur in XML and are replaced in the finished part.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import lru_cache

from xlcrm.ooxml.a1 import MAX_COLUMN, MAX_ROW, column_name, column_number
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
_CORNER = re.compile(r"(\$?)([A-Za-z]{0,3})(\$?)(\d{0,7})")


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a reference. A column of 0 or a row of 0: whole rows, whole columns."""

    column: int
    row: int
    fixed_column: bool
    fixed_row: bool

    def moved(self, rows: int, columns: int) -> "Corner":
        """The corner after copying its formula by so many rows and columns."""
        column = self.column if self.fixed_column or not self.column else self.column + columns
        row = self.row if self.fixed_row or not self.row else self.row + rows
        return replace(self, column=column, row=row)

    def text(self, row: int) -> str:
        """As written in a formula, standing on `row`."""
        column = ("$" * self.fixed_column + column_name(self.column)) if self.column else ""
        return column + ("$" * self.fixed_row + str(row) if self.row else "")


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to cells of the template's own sheet; `last` is None for a single cell."""

    first: Corner
    last: Corner | None

    def moved(self, rows: int, columns: int) -> "Reference":
        """The reference after copying its formula by so many rows and columns."""
        last = self.last.moved(rows, columns) if self.last else None
        return Reference(self.first.moved(rows, columns), last)

    def loosened(self, row: int) -> "Reference":
        """With the corners on `row` made relative."""
        corners = [
            replace(corner, fixed_row=False) if corner and corner.row == row else corner
            for corner in (self.first, self.last)
        ]
        return Reference(corners[0] or self.first, corners[1])

    @property
    def has_fixed_rows(self) -> bool:
        """Whether no row of it moves when its formula is copied."""
        last = self.last
        return (self.first.fixed_row and (last is None or last.fixed_row)) or not self.first.row

    def lies_in(self, row: int) -> bool:
        """Whether it means cells of one row, relative to a formula there."""
        last = self.last or self.first
        return self.first.row == last.row == row and not self.has_fixed_rows

    @property
    def columns(self) -> tuple[int, int]:
        """Left and right column."""
        if not self.first.column:
            return 1, MAX_COLUMN
        last = self.last or self.first
        return min(self.first.column, last.column), max(self.first.column, last.column)


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
    """A formula as text and references in turn; `sheets` are the other sheets it names."""

    pieces: tuple[str | Reference, ...]
    sheets: frozenset[str]
    words: frozenset[str]

    def moved(self, rows: int, columns: int) -> "CutFormula":
        """As copied by so many rows and columns."""
        pieces = tuple(p if isinstance(p, str) else p.moved(rows, columns) for p in self.pieces)
        return CutFormula(pieces, self.sheets, self.words)

    def render(
        self,
        rows: RowMap,
        *,
        anchor: Anchor | None = None,
        home: int = 0,
        spread: bool = False,
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

    def loosened(self, row: int) -> "CutFormula":
        """With the references to `row` made relative: they belong to that row, `$` or not."""
        pieces = tuple(p if isinstance(p, str) else p.loosened(row) for p in self.pieces)
        return CutFormula(pieces, self.sheets, self.words)

    @property
    def references(self) -> list[Reference]:
        """The references to the own sheet, in order."""
        return [piece for piece in self.pieces if not isinstance(piece, str)]


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
        kind = match.lastgroup
        pieces.append(text[done : match.start()])
        done = match.end()
        if match["external"]:
            raise Refused("external-reference", f"the formula {text!r} points to another workbook")
        if match["sheet"]:
            foreign = not _is_own(match["sheet"], template.sheet)
            if foreign:
                sheets.update(_sheet_names(match["sheet"]))
            pieces.append(match[0] if foreign else SHEET_MARK)
            continue
        pieces.append(match[0] if foreign else _own_piece(match, template))
        if match["word"] and not foreign:
            words.add(match["word"].lower())
        foreign = foreign and kind in {"area", "rows", "columns"} and text[done : done + 1] == ":"
    pieces.append(text[done:])
    return CutFormula(_joined(pieces), frozenset(sheets), frozenset(words))


def _own_piece(match: re.Match[str], template: Template) -> str | Reference:
    if match["word"]:
        word = match["word"]
        if word.lower() in template.tables:
            return f"{TABLE_MARK}{word.lower()}{TABLE_MARK}{match['brackets'] or ''}"
        return match[0]
    reference = match["area"] or match["rows"] or match["columns"]
    return (_reference(reference) or match[0]) if reference else match[0]


def _reference(text: str) -> Reference | None:
    corners = []
    for fixed_column, letters, fixed_row, digits in map(_corner_fields, text.split(":")):
        if len(letters) == 3 and letters.upper() > "XFD":
            return None
        row = int(digits or 0)
        if row > MAX_ROW or (digits and not row):
            return None
        column = column_number(letters) if letters else 0
        corners.append(Corner(column, row, bool(fixed_column), bool(fixed_row)))
    return Reference(corners[0], corners[1] if len(corners) > 1 else None)


def _corner_fields(text: str) -> tuple[str, str, str, str]:
    match = _CORNER.fullmatch(text)
    fixed_column, letters, fixed_row, digits = match.groups() if match else ("", "", "", "")
    if not letters:
        return "", "", fixed_column or fixed_row, digits
    return fixed_column, letters, fixed_row, digits


def _is_own(qualifier: str, sheet: str) -> bool:
    return _unquoted(qualifier).lower() == sheet.lower()


def _unquoted(name: str) -> str:
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def _sheet_names(qualifier: str) -> list[str]:
    name = _unquoted(qualifier)
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
    first, last = reference.first, reference.last
    if not first.row:
        return f"{first.text(0)}:{last.text(0)}" if last else first.text(0)
    if reference.lies_in(home):
        row = rows.row(home)
        return f"{first.text(row)}:{last.text(row)}" if last else first.text(row)
    left, right = reference.columns
    top, bottom = sorted((first.row, (last or first).row))
    widens = spread and first.fixed_row and rows.block_at(top, left, right)
    if last is None and not widens:
        return first.text(rows.row(first.row))
    new_top, new_bottom = rows.span(top, bottom, left, right)
    if last is None and new_top == new_bottom:
        return first.text(new_top)
    return f"{first.text(new_top)}:{(last or first).text(new_bottom)}"


def _copied(reference: Reference, rows: RowMap, anchor: Anchor) -> str:
    """A reference of a table row's formula with relative rows, for one output row."""
    first, last = reference.first, reference.last
    start = first.text(_copied_row(first, rows, anchor, last_of=None))
    if last is None:
        return start
    columns = reference.columns
    return f"{start}:{last.text(_copied_row(last, rows, anchor, last_of=columns))}"


def _copied_row(
    corner: Corner, rows: RowMap, anchor: Anchor, *, last_of: tuple[int, int] | None
) -> int:
    if corner.fixed_row:
        return rows.span(corner.row, corner.row, *last_of)[1] if last_of else rows.row(corner.row)
    block = anchor.block
    if block.top <= corner.row <= block.bottom:
        row = anchor.row + corner.row - anchor.template_row
    else:
        row = rows.row(corner.row) + anchor.row - rows.body(block)[0]
    return min(max(row, 1), MAX_ROW)
