"""Templates: workbooks that people design, with tokens where our values go.

A cell may hold tokens, `{{account.name}}`; an Excel Table whose first body row holds tokens
repeats that row once per record; unlocked cells are inputs that people type into. A token is a
path and nothing more: no expressions, no loops. A cell that is one token takes the value with its
type; a token inside a sentence takes its text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from xlcrm.book.errors import BookError, told
from xlcrm.language import Text
from xlcrm.ooxml import OoxmlError, Workbook
from xlcrm.ooxml.a1 import cell_name, parse_cell
from xlcrm.ooxml.clone import KEEP, SheetTemplate

TOKEN = re.compile(r"\{\{\s*([A-Za-z_][\w.]*)\s*\}\}")
NOTES_SHEET = "_template"
"""Hidden sheet of a template that holds its version and tab name."""

Place = tuple[int, int]
"""Row and column in the template, from 1."""

Record = Mapping[str, object]
"""One row of a repeating table: token to value."""


@dataclass(frozen=True)
class TableSpot:
    """A cell of a repeating table: body row and column, counted from 0."""

    table: str
    row: int
    column: int


Spot = Place | TableSpot


@dataclass(frozen=True)
class Kept:
    """What people put on a cell beyond its value: a note, a colour (as the old cell's format)."""

    note: str | None = None
    format: int | None = None


@dataclass(frozen=True)
class Linked:
    """A value that leads somewhere: text shown, and the place in the workbook behind it."""

    text: str
    target: str


@dataclass(frozen=True)
class Slot:
    """One column of a repeating table: the pattern cell's text, and whether people type there."""

    header: str
    text: str
    typed: bool
    formula: bool

    @property
    def token(self) -> str | None:
        """The token, when the cell holds exactly one."""
        found = TOKEN.fullmatch(self.text.strip())
        return found.group(1) if found else None


@dataclass(frozen=True)
class TableSlots:
    """A repeating table of a template."""

    name: str
    first_row: int
    rows: int
    first_column: int
    slots: tuple[Slot, ...]

    @property
    def typed(self) -> bool:
        """Whether people alone fill the table, so that its rows are theirs."""
        return all(slot.typed for slot in self.slots)


class Template:
    """One sheet of a template workbook, read once and filled many times."""

    def __init__(self, path: Path, sheet: str | None = None) -> None:
        """Raises BookError for a workbook that cannot be read or holds what cannot be copied."""
        self.path = path
        with told(path):
            workbook = Workbook.open(path)
            names = workbook.sheet_names
            self.sheet = sheet or next(name for name in names if name != NOTES_SHEET)
            self.cut = SheetTemplate(workbook, self.sheet)
            notes = workbook[NOTES_SHEET].read_cells("A1:B20") if NOTES_SHEET in names else {}
        self.notes = {
            str(notes[f"A{row}"].value): str(notes[f"B{row}"].value)
            for row in range(1, 21)
            if f"A{row}" in notes and f"B{row}" in notes
        }

    @property
    def name(self) -> str:
        """The template's name without its language: account_plan."""
        return self.path.stem.rsplit("_", 1)[0]

    @property
    def version(self) -> str:
        """Version from the template's notes sheet; "1" when it has none."""
        return self.notes.get("version", "1")

    @cached_property
    def layout(self) -> str:
        """Version and layout: equal for templates whose inputs stand in the same places."""
        places = sorted((place, name) for place, name in self.inputs.items())
        tables = [(slots.name, slots.first_row, slots.slots) for slots in self.tables.values()]
        digest = sha256(repr((self.sheet, places, tables)).encode()).hexdigest()
        return f"{self.version}.{digest[:8]}"

    @cached_property
    def tables(self) -> dict[str, TableSlots]:
        """The repeating tables by name."""
        return {name: self._table(name) for name in self.cut.tables}

    def _table(self, name: str) -> TableSlots:
        table = self.cut.tables[name]
        slots = []
        for offset, header in enumerate(table.columns):
            cell = self.cut.cells.get((table.first_row, table.first_col + offset))
            text = cell.value if cell and isinstance(cell.value, str) else ""
            formula = bool(cell and cell.formula)
            typed = bool(cell and not cell.locked) and not TOKEN.search(text) and not formula
            slots.append(Slot(header=header, text=text, typed=typed, formula=formula))
        rows = table.last_row - table.first_row + 1
        return TableSlots(name, table.first_row, rows, table.first_col, tuple(slots))

    @cached_property
    def texts(self) -> dict[Place, str]:
        """Cells outside the tables that hold tokens."""
        return {
            place: cell.value
            for place, cell in self.cut.cells.items()
            if isinstance(cell.value, str)
            and TOKEN.search(cell.value)
            and not self._in_table(place)
        }

    @cached_property
    def inputs(self) -> dict[Place, str]:
        """Cells outside the tables that people type into, with a name that outlives a redesign."""
        named = {_place(refers): name for name, refers in self.cut.names.items()}
        inside = {place for area in self.cut.merged for place in list(area.cells())[1:]}
        return {
            place: named.get(place, cell_name(*place))
            for place, cell in self.cut.cells.items()
            if not cell.locked and place not in inside and not self._in_table(place)
        }

    def tokens(self) -> set[str]:
        """Every token of the sheet."""
        slots = [slot.text for table in self.tables.values() for slot in table.slots]
        return {token for text in [*self.texts.values(), *slots] for token in TOKEN.findall(text)}

    def _in_table(self, place: Place) -> bool:
        return any(
            table.first_row <= place[0] < table.first_row + table.rows
            and table.first_column <= place[1] < table.first_column + len(table.slots)
            for table in self.tables.values()
        )


@dataclass(frozen=True, kw_only=True)
class Tab:
    """A filled template, ready to be put into a workbook."""

    template: Template
    name: str
    identity: str
    """What the tab is, so that it is found again: "findings", "plan account_plan A001"."""
    values: Mapping[str, object]
    tables: Mapping[str, Sequence[Record]] = field(default_factory=dict)
    typed: Mapping[Place, object] = field(default_factory=dict)
    """What people typed into input cells, by the template's coordinates."""
    kept: Mapping[Spot, Kept] = field(default_factory=dict)
    """Notes and colours that people gave to cells."""
    record: Mapping[str, str] = field(default_factory=dict)
    """What to write down about the tab, for the next time it is made."""
    first: bool = False
    """Whether a new tab stands before all others instead of after them."""
    before: str = ""
    """The sheet that a new tab stands before, if any."""
    hidden: bool = False

    def cells(self) -> dict[Place, object]:
        """Values of the single cells, by the template's coordinates."""
        filled = {
            place: fill(text, self.values, self.template)
            for place, text in self.template.texts.items()
        }
        return {**filled, **self.typed}

    def rows(self, table: TableSlots) -> list[list[object]]:
        """Rows of one table, as wide as the table; a formula of the pattern is left alone."""
        return [
            [_slot_value(slot, record, self.template) for slot in table.slots]
            for record in self.tables.get(table.name, ())
        ]


def _slot_value(slot: Slot, record: Record, template: Template) -> object:
    if slot.formula:
        return KEEP
    return record.get(slot.header) if slot.typed else fill(slot.text, record, template)


def fill(text: str, values: Mapping[str, object], template: Template) -> object:
    """The text with its tokens replaced; the value itself when the text is one token.

    Raises BookError for a token that nobody knows.
    """
    whole = TOKEN.fullmatch(text.strip())
    if whole:
        return _value(whole.group(1), values, template)
    return TOKEN.sub(lambda found: _text(_value(found.group(1), values, template)), text)


def _value(token: str, values: Mapping[str, object], template: Template) -> object:
    if token not in values:
        raise BookError(
            "unknown-token",
            Text(
                f"模板 {template.path.name} 含有未知标记 {{{{{token}}}}}",
                f"template {template.path.name} holds an unknown token {{{{{token}}}}}",
            ),
        )
    return values[token]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:g}" if isinstance(value, float) else str(value)


def _place(refers_to: str) -> Place | None:
    """The single cell a name refers to; None for anything larger."""
    try:
        return parse_cell(refers_to.rpartition("!")[2])
    except OoxmlError:
        return None
