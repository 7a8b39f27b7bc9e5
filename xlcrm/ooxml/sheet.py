"""One worksheet: writing and reading its cells, and what stands around them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, Protocol

from xlcrm.ooxml import furniture, marks, notes, tables
from xlcrm.ooxml.a1 import Area, cell_name, column_name, column_number, parse_cell
from xlcrm.ooxml.cells import Formula, Moment, Value
from xlcrm.ooxml.edits import CellEdit, CellEdits, ColumnEdits, Edits
from xlcrm.ooxml.errors import OoxmlError, Refused
from xlcrm.ooxml.extent import refuse_sprawl
from xlcrm.ooxml.looks import Style
from xlcrm.ooxml.new_cells import column_styles
from xlcrm.ooxml.odd_cells import OddCell, odd_cells
from xlcrm.ooxml.package import Package
from xlcrm.ooxml.patch import SheetPatcher
from xlcrm.ooxml.read import Cell, CellReader, hidden_rows
from xlcrm.ooxml.sheet_frame import SheetFrame, children
from xlcrm.ooxml.styles import Styles
from xlcrm.ooxml.tables import Table

_TRUE = ("1", "true", "on")


class Owner(Protocol):
    """What a sheet needs of its workbook."""

    @property
    def package(self) -> Package:
        """The package the sheet is stored in."""

    @property
    def styles(self) -> Styles:
        """The cell formats."""

    @property
    def date_system(self) -> int:
        """1900 or 1904."""

    @property
    def frames(self) -> Iterable[SheetFrame]:
        """What surrounds the rows, for every worksheet."""

    def texts(self, numbers: set[int]) -> dict[int, str]:
        """Shared strings by number."""

    def values_changed(self, *, formulas: bool) -> None:
        """Note that values change, and whether formulas came or went."""

    def mark_format(self, style: Style) -> int:
        """The differential format for a mark."""

    def define(
        self, name: str, refers_to: str, *, sheet: str | None = None, hidden: bool = False
    ) -> None:
        """Add or change a defined name."""


class Sheet:
    """A worksheet: `name`, and the package part it is stored in.

    Edits are collected and happen while the workbook is saved; reading sees them at once.
    """

    def __init__(self, owner: Owner, name: str, part: str) -> None:
        self._owner = owner
        self.name = name
        self.part = part
        self.stages: list[CellEdits | ColumnEdits] = []
        self._frame: SheetFrame | None = None
        self._frame_is_staged = False

    # cells

    def write(
        self,
        cells: Mapping[str, Value],
        *,
        styles: Mapping[str, int] | None = None,
        formulas: Literal["refuse", "replace"] = "refuse",
        protected: Literal["refuse", "write"] = "refuse",
    ) -> None:
        """Write values into cells; None clears. A cell keeps its format unless `styles` names one.

        Text is always text; a Formula is written as one. Raises Refused, with nothing written, for
        the inside of a merged cell, part of an array formula or data table, a formula (unless
        `formulas="replace"`), a protected sheet (unless `protected="write"`), and NaN.
        """
        if not cells:
            return
        edits, chosen = CellEdits(), styles or {}
        for name, value in cells.items():
            row, column = parse_cell(name)
            over = formulas == "replace"
            edits.put(row, CellEdit(column, value, chosen.get(name), over))
        self._check_place(edits, protected)
        replaced = self._rehearse(edits)
        is_formula = any(isinstance(value, Formula) for value in cells.values())
        self._owner.values_changed(formulas=replaced or is_formula)
        if self.stages and isinstance(self.stages[-1], CellEdits):
            self.stages[-1].update(edits)
        else:
            self._stage(edits)

    def write_columns(
        self,
        first_row: int,
        columns: Mapping[str, Sequence[Value]],
        *,
        styles: Mapping[str, int] | None = None,
        protected: Literal["refuse", "write"] = "refuse",
    ) -> None:
        """Write whole columns of values from `first_row` down: the fast form of `write`.

        Columns are of equal length; None clears a cell. Lists are read while saving, so leave them
        alone until then. Formulas and values no cell can hold are refused while saving.
        """
        values = {column_number(letters): _listed(given) for letters, given in columns.items()}
        lengths = {len(column) for column in values.values()}
        if len(lengths) > 1:
            raise OoxmlError("column-lengths", "columns written together must be equally long")
        if not lengths - {0}:
            return
        chosen = {column_number(letters): style for letters, style in (styles or {}).items()}
        edits = ColumnEdits(first_row, values, chosen)
        Area.parse(str(edits.area()))
        self._check_place(edits, protected)
        types = set().union(*(map(type, column) for column in values.values()))
        if any(issubclass(kind, Moment) for kind in types):
            self._rehearse(edits)
        self._owner.values_changed(formulas=False)
        self._stage(edits)

    def read_cells(self, cells: Iterable[str] | str) -> dict[str, Cell]:
        """Cells as stored: of a range ("A1:D9", only those the file holds) or by name (all)."""
        styles = self._owner.styles
        reader = CellReader(
            part=self.part,
            date_system=self._owner.date_system,
            is_date=styles.is_date,
            texts=self._owner.texts,
        )
        blocks = self._owner.package.stream(self.part)
        if isinstance(cells, str):
            return reader.area(blocks, Area.parse(cells))
        return reader.cells(blocks, list(cells))

    # what stands around the cells

    @property
    def frame(self) -> SheetFrame:
        """The elements around the rows."""
        if self._frame is None:
            self._frame = SheetFrame(self._owner.package.stream(self.part), part=self.part)
        return self._frame

    @property
    def merged(self) -> list[str]:
        """The ranges of merged cells."""
        cells = children(self.frame.first("mergeCells"), "mergeCell")
        return [found["ref"] for found in cells if "ref" in found]

    @property
    def protected(self) -> bool:
        """Whether the sheet is protected against typing."""
        found = children(self.frame.first("sheetProtection"), "sheetProtection")
        return bool(found) and found[0].get("sheet", "0") in _TRUE

    @property
    def sealed(self) -> bool:
        """Whether the protection asks for a password before it can be lifted."""
        found = children(self.frame.first("sheetProtection"), "sheetProtection")
        return self.protected and any(found[0].get(key) for key in ("password", "hashValue"))

    @property
    def hidden_rows(self) -> set[int]:
        """The rows a person has hidden or filtered away."""
        return hidden_rows(self._owner.package.stream(self.part), part=self.part)

    def refuse_sprawl(self) -> None:
        """Raise TooLarge "sprawling" if stray cells make the sheet a huge rectangle.

        The part is read through, so that what others read of it is known to be as it says.
        """
        package = self._owner.package
        try:
            refuse_sprawl(lambda: package.unedited(self.part), part=self.part)
        except OoxmlError as error:
            error.sheet = self.name
            raise

    def odd_cells(self) -> dict[tuple[int, int], OddCell]:
        """(row, column) to what is odd there, for every formula and error value."""
        return odd_cells(self._owner.package.stream(self.part), part=self.part)

    @property
    def column_styles(self) -> dict[str, int]:
        """The formats that whole columns have."""
        cols = self.frame.first("cols")
        found = column_styles(cols.markup) if cols else {}
        return {column_name(column): style for column, style in found.items()}

    @property
    def tables(self) -> list[Table]:
        """The Excel Tables on this sheet."""
        return tables.sheet_tables(self._owner.package, self.part)

    def set_links(self, links: Mapping[str, str]) -> None:
        """Let cells lead to a place in the workbook (`'Sheet 1'!C7`) or to a web address."""
        if links:
            relationships = self._owner.package.relationships(self.part)
            furniture.set_links(self._edited_frame(), relationships, links)

    def set_column_widths(self, widths: Mapping[str, float]) -> None:
        """Set columns' widths, in characters; their formats stay."""
        if widths:
            furniture.set_column_widths(self._edited_frame(), widths)

    def freeze(self, cell: str) -> None:
        """Keep what is above and left of `cell` on screen; "A1" freezes nothing."""
        furniture.freeze(self._edited_frame(), cell)

    def set_autofilter(self, ref: str) -> None:
        """Put filter buttons on the first row of a range."""
        area = furniture.set_autofilter(self._edited_frame(), ref)
        quoted = self.name.replace("'", "''")
        self._owner.define(
            "_xlnm._FilterDatabase", f"'{quoted}'!{area}", sheet=self.name, hidden=True
        )

    @property
    def notes(self) -> dict[str, str]:
        """Cell to text of every note and comment."""
        return notes.read_notes(self._owner.package, self.part)

    def set_notes(self, texts: Mapping[str, str], *, author: str = "") -> None:
        """Put notes on cells of a sheet that has none; Refused "has-notes" otherwise."""
        if texts:
            package = self._owner.package
            notes.set_notes(package, self.part, self._edited_frame(), texts, author=author)

    def extend_table(self, name: str, columns: Sequence[str]) -> None:
        """Widen a table by columns to its right, and write their header texts."""
        table = tables.find_table(self.tables, name)
        area = Area.parse(table.ref)
        wider = Area(area.top, area.right + 1, area.bottom, area.right + len(columns))
        self._check_free(wider, table.name)
        headers = tables.add_columns(self._owner.package, table, columns)
        if table.header_rows:
            names = (cell_name(*cell) for cell in headers.cells())
            self.write(dict(zip(names, columns, strict=True)))

    def resize_table(self, name: str, ref: str) -> None:
        """Give a table more or fewer rows; its header row and columns stay."""
        table = tables.find_table(self.tables, name)
        self._check_free(Area.parse(ref), table.name)
        tables.set_area(self._owner.package, table, ref)

    # marks

    def mark(self, cells: Mapping[str, Sequence[str]], *, formats: Mapping[str, Style]) -> None:
        """Show marks over cells, by name, replacing all earlier marks of this sheet."""
        self.clear_marks()
        for name, marked in cells.items():
            if marked:
                format = self._owner.mark_format(formats[name])
                marks.add_mark(self._edited_frame(), name, marked, format=format)

    @property
    def marks(self) -> list[str]:
        """The names of the marks this sheet shows."""
        return list(marks.marks(self.frame))

    def clear_marks(self) -> None:
        """Take all marks away; the file is then as it was before them."""
        pieces = [piece for found in marks.marks(self.frame).values() for piece in found]
        if not pieces:
            return
        frame = self._edited_frame()
        for piece in pieces:
            frame.remove(piece)
        unused = marks.formats_of(pieces)
        unused -= marks.formats_in_use(self._owner.package, self._owner.frames)
        self._owner.styles.take_out("dxfs", unused)

    # how edits are kept

    def forget(self) -> None:
        """Drop what is remembered of the sheet: its part has been saved or replaced."""
        self.stages, self._frame, self._frame_is_staged = [], None, False

    def _stage(self, edits: CellEdits | ColumnEdits) -> None:
        self.stages.append(edits)
        self._owner.package.transform(self.part, lambda blocks: self._patched(edits, blocks))

    def _patcher(self, edits: Edits) -> SheetPatcher:
        return SheetPatcher(
            edits,
            part=self.part,
            date_system=self._owner.date_system,
            date_style=self._owner.styles.date_index,
            is_last=not self.stages or edits is self.stages[-1],
        )

    def _patched(self, edits: Edits, blocks: Iterator[bytes]) -> Iterator[bytes]:
        try:
            yield from self._patcher(edits)(blocks)
        except Refused as error:
            error.sheet = self.name
            raise

    def _rehearse(self, edits: Edits) -> bool:
        """Run the edits without writing: refusals come now. Tells whether formulas give way."""
        patcher = self._patcher(edits)
        try:
            for _ in patcher(self._owner.package.stream(self.part)):
                if patcher.done:
                    break
        except Refused as error:
            error.sheet = self.name
            raise
        return bool(patcher.replaced_formulas)

    def _check_place(self, edits: CellEdits | ColumnEdits, protected: str) -> None:
        if self.protected and protected != "write":
            raise Refused("protected-sheet", "the sheet is protected", sheet=self.name)
        for ref in self.merged:
            if hit := edits.touches(Area.parse(ref)):
                raise Refused(
                    "merged-cell",
                    f"the cell is inside the merged cells {ref}",
                    sheet=self.name,
                    cell=cell_name(*hit),
                )

    def _check_free(self, area: Area, table: str) -> None:
        """Refuse to let a table grow over merged cells or another table."""
        for ref in self.merged:
            if Area.parse(ref).overlaps(area):
                raise Refused("merged-cell", f"the table would cover {ref}", sheet=self.name)
        for other in self.tables:
            if other.name != table and Area.parse(other.ref).overlaps(area):
                raise Refused(
                    "table-overlap", f"the table would cover {other.name}", sheet=self.name
                )

    def _edited_frame(self) -> SheetFrame:
        frame = self.frame
        if not self._frame_is_staged:
            self._frame_is_staged = True
            self._owner.package.transform(
                self.part, lambda blocks: frame.apply(blocks, part=self.part)
            )
        return frame


def _listed(values: Sequence[Value]) -> Sequence[Value]:
    """Plain values, also from arrays and series; lists are not copied."""
    if isinstance(values, list | tuple):
        return values
    listed = getattr(values, "tolist", None)
    return listed() if callable(listed) else list(values)
