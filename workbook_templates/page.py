"""A page of a template, laid out from top to bottom: titles, tiles, tables with one pattern row."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from xlsxwriter.worksheet import Worksheet

from workbook_templates.look import Draft, Kind, alignment
from xlcrm.language import Text
from xlcrm.sheets import fields_of, sheet_model

ROOM_PIXELS = 26
"""Height of a row of `Page.room` on the screen, rounded down."""

AS_OF = Text("数据截至 {{report.as_of}}", "As of {{report.as_of}}")


@dataclass(frozen=True)
class Slot:
    """One column of a table: its heading, the token of the pattern row, and how it is shown.

    A slot without a token is typed by people: unlocked and yellow, with a drop-down of `choices`.
    """

    header: Text
    token: str = ""
    kind: Kind = "text"
    role: str = "body"
    choices: Sequence[Text] = ()

    @property
    def typed(self) -> bool:
        """Whether people fill this column."""
        return not self.token


@dataclass(frozen=True)
class Tile:
    """A figure with its label, from one column to another (both from 0, both included)."""

    label: Text
    token: str
    kind: Kind
    first: int
    last: int


@dataclass(frozen=True)
class Body:
    """Where a table's rows stand (all from 0) and which column holds which token."""

    sheet: str
    first_row: int
    last_row: int
    columns: dict[str, int]

    def reference(self, column: str) -> list[Any]:
        """The rows of one column as a chart takes them."""
        at = self.columns[column]
        return [self.sheet, self.first_row, at, self.last_row, at]


@dataclass
class Page:
    """One worksheet of a draft and the row that comes next."""

    draft: Draft
    sheet: Worksheet
    widths: Sequence[float]
    """Column widths in characters."""
    indent: int = 1
    """Space before text in tables; 0 where columns are tight."""
    row: int = 0
    bodies: dict[str, Body] = field(default_factory=dict)

    @classmethod
    def begin(cls, draft: Draft, title: Text, widths: Sequence[float]) -> "Page":
        """A new sheet with these column widths."""
        sheet = draft.workbook.add_worksheet(title[draft.language])
        sheet.hide_gridlines(2)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return cls(draft, sheet, widths)

    @property
    def width(self) -> int:
        """Number of columns the page uses."""
        return len(self.widths)

    def pixels(self, first: int = 0, last: int | None = None) -> int:
        """Width on the screen from one column to another, both included."""
        columns = self.widths[first : self.width if last is None else last + 1]
        return sum(int(width * 7 + 5) for width in columns)

    def text(self, label: Text) -> str:
        """The wording in the draft's language."""
        return label[self.draft.language]

    def put(self, column: int, content: str, style: Any, *, last: int | None = None) -> None:
        """Text or a token on the current row, merged up to column `last` if given."""
        if last is not None and last > column:
            self.sheet.merge_range(self.row, column, self.row, last, content, style)
        elif content:
            self.sheet.write_string(self.row, column, content, style)
        else:
            self.sheet.write_blank(self.row, column, None, style)

    def head(self, title: Text) -> None:
        """Title, then the workbook's name and the date of its data."""
        style, last = self.draft.style, self.width - 1
        self.sheet.set_row(self.row, 32)
        self.put(0, self.text(title), style("title", text_wrap=False))
        self.row += 1
        middle = (last + 1) // 2
        self.put(0, token("report.workbook"), style("subtitle", text_wrap=False), last=middle)
        right = style("subtitle", align="right", text_wrap=False)
        self.put(middle + 1, self.text(AS_OF), right, last=last)
        self.row += 1
        self.skip()

    def room(self, rows: int) -> int:
        """Rows kept free for charts; returns the first of them."""
        first = self.row
        for row in range(first, first + rows):
            self.sheet.set_row(row, 20)
        self.row = first + rows
        return first

    def skip(self, height: float = 8) -> None:
        """An empty row that sets two blocks apart."""
        self.sheet.set_row(self.row, height)
        self.row += 1

    def section(self, title: Text, *, first: int = 0) -> None:
        """A section heading with a rule across the page."""
        style = self.draft.style("section")
        self.sheet.set_row(self.row, 24)
        self.put(first, self.text(title), style)
        for column in range(first + 1, self.width):
            self.put(column, "", style)
        self.row += 1

    def sentence(self, path: str, *, label: str = "", height: float = 20) -> None:
        """One line of words across the page, after a label in the first column if given."""
        style = self.draft.style
        self.sheet.set_row(self.row, height)
        if label:
            self.put(0, token(label), style("body", indent=self.indent))
        role = "body" if label else "subtitle"
        first = 1 if label else 0
        self.put(first, token(path), style(role, "note", indent=self.indent), last=self.width - 1)
        self.row += 1

    def say(self, words: Text, *, height: float = 32) -> None:
        """Words of the template's own across the page."""
        self.sheet.set_row(self.row, height)
        style = self.draft.style("body", "note", indent=self.indent)
        self.put(0, self.text(words), style, last=self.width - 1)
        self.row += 1
        self.skip(14)

    def tiles(self, tiles: Sequence[Tile], *, align: str = "left", shrink: bool = False) -> None:
        """A row of labels over a row of figures, which may `shrink` where they are words."""
        for height, role in ((20, "tile_label"), (32, "tile")):
            self.sheet.set_row(self.row, height)
            for tile in tiles:
                label = role == "tile_label"
                content = self.text(tile.label) if label else token(tile.token)
                kind: Kind = "text" if label else tile.kind
                look = {"shrink": True} if shrink else {}
                style = self.draft.style(role, kind, align=align, indent=1, text_wrap=False, **look)
                self.put(tile.first, content, style, last=tile.last)
            self.row += 1

    def table(
        self,
        name: str,
        slots: Sequence[Slot],
        *,
        first: int = 0,
        blanks: int = 1,
        height: float = 20,
        autofilter: bool = False,
    ) -> Body:
        """An Excel Table: a header, then one pattern row or `blanks` rows that people type in."""
        head, rows = self.row, max(1, blanks)
        last = first + len(slots) - 1
        columns = [
            {
                "header": self.text(slot.header),
                "header_format": self.heading(slot),
            }
            for slot in slots
        ]
        options = {"name": name, "columns": columns, "style": None, "autofilter": autofilter}
        self.sheet.add_table(head, first, head + rows, last, options)
        self.sheet.set_row(head, 30)
        for _ in range(rows):
            self.row += 1
            self.sheet.set_row(self.row, height)
            self.pattern_row(slots, first)
        self.row += 1
        columns_at = {_field(slot.token): first + at for at, slot in enumerate(slots)}
        body = Body(self.sheet.get_name(), head + 1, head + rows, columns_at)
        self.bodies[name] = body
        return body

    def heading(self, slot: Slot) -> Any:
        """The format of a column's header, aligned like its values."""
        align = alignment(slot.kind)
        indent = max(self.indent, int(slot.typed)) if align == "left" else 0
        return self.draft.style("header", align=align, indent=indent)

    def pattern_row(self, slots: Sequence[Slot], first: int) -> None:
        """The tokens of one table row, and its typed cells."""
        for column, slot in enumerate(slots, start=first):
            role = "input" if slot.typed else slot.role
            content = token(slot.token) if slot.token else ""
            indent = self.indent if alignment(slot.kind) == "left" else 0
            self.put(column, content, self.draft.style(role, slot.kind, indent=indent))


def token(path: str) -> str:
    """The token of a path: {{account.name}}."""
    return "{{" + path + "}}"


def _field(path: str) -> str:
    return path.rpartition(".")[2]


KINDS: dict[str, Kind] = {"money": "money", "percent": "percent", "days": "count"}


def field_slot(path: str) -> Slot:
    """The slot of a sheet's own column, `contacts.name`: heading and kind from the field line.

    Raises KeyError when there is no such sheet, StopIteration when it has no such field.
    """
    sheet, _, name = path.partition(".")
    found = next(each for each in fields_of(sheet_model(sheet)) if each.name == name)
    kind = KINDS.get(found.column.unit, "date" if found.type.__name__ == "date" else "text")
    header = Text(found.column.zh, found.column.en)
    if kind == "money":
        header = Text(f"{header.zh}(万元)", header.en)
    return Slot(header, path, kind)
