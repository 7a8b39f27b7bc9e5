"""The master workbook: its rows as they stand, and what has to change in them.

A row keeps its place for ever, so that what people typed beside it stays beside it. A row that no
workbook has any more is emptied, and its place is taken by the next new row.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from xlcrm.book import FileBook, OwnedColumn
from xlcrm.language import Language, Text
from xlcrm.master.conflict import STROKE, Conflict, Decisions, Offer
from xlcrm.master.entry import Entry, Plain, Values, alike, plain_rows
from xlcrm.master.matching import Groups, Identity, key_of
from xlcrm.master.merging import merged_row, typed_by_hand
from xlcrm.sheets.column import fields_of
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.grid import Grid

FILES = Text("来源文件", "Source file")
ROWS = Text("来源行", "Source row")
ORIGINS = {"files": FILES, "rows": ROWS}
"""The two columns that say where a row came from."""
AND = "; "


def owner_of(sheet: str, name: str) -> str:
    """By what the column is known as ours: rollup.accounts.files."""
    return f"rollup.{sheet}.{name}"


@dataclass(kw_only=True)
class Standing:
    """A sheet of the master as it stands."""

    sheet: SheetFrame
    rows: dict[int, dict[str, Plain]]
    """Excel row to its values."""
    identities: dict[Identity, int]
    """What is known to stand where."""
    beside: set[int]
    """Rows with something in columns that are neither the sheet's nor ours."""
    end: int
    """Last row that holds anything, or the header row."""
    free: list[int] = field(default_factory=list)
    """Empty rows between others."""

    def next_row(self) -> int:
        """Where a new row goes."""
        if self.free:
            return self.free.pop(0)
        self.end += 1
        return self.end


def standing_of(book: FileBook, sheet: SheetFrame, before: Groups, language: Language) -> Standing:
    """The sheet's rows, each with what it is: by the rows it came from, else by its key."""
    grid, ours = book.read(sheet.name), book.our_columns(sheet.name)
    rows = plain_rows(sheet, language)
    came = {
        _origin([(entry.source, entry.row) for entry in entries.values()]): identity
        for identity, entries in before.items()
        if identity.sheet == sheet.id
    }
    identities: dict[Identity, int] = {}
    for row, values in rows.items():
        origin = _cells(grid, row, [ours.get(owner_of(sheet.id, each), 0) for each in ORIGINS])
        identity = came.get((origin[0], origin[1])) or _by_key(sheet, values, identities)
        identities.setdefault(identity, row)
    known, first = set(sheet.columns.values()), sheet.header_row + 1
    held = {row: _filled(grid[row - 1], but=ours.values()) for row in range(first, len(grid) + 1)}
    end = max([sheet.header_row, *(row for row in held if held[row])])
    return Standing(
        sheet=sheet,
        rows=rows,
        identities=identities,
        beside={row for row, columns in held.items() if columns - known},
        end=end,
        free=[row for row in range(first, end) if not held[row]],
    )


def _filled(cells: Sequence[object], *, but: Collection[int]) -> set[int]:
    """The columns of a row in which something stands."""
    return {
        column
        for column, value in enumerate(cells, start=1)
        if value not in ("", None) and column not in but
    }


def _by_key(sheet: SheetFrame, values: Values, taken: Mapping[Identity, int]) -> Identity:
    key = key_of(Entry(source="", sheet=sheet.id, row=0, values=values), sheet.model)
    nth = 0
    while (identity := Identity(sheet.id, key, nth)) in taken:
        nth += 1
    return identity


def _origin(pairs: Sequence[tuple[str, int]]) -> tuple[str, str]:
    """The two source cells of a row."""
    return AND.join(name for name, _ in pairs), AND.join(str(row) for _, row in pairs)


def _cells(grid: Grid, row: int, columns: Sequence[int]) -> list[str]:
    cells = grid[row - 1]
    found = [cells[column - 1] if 0 < column <= len(cells) else "" for column in columns]
    return [str(int(v)) if isinstance(v, float) and v.is_integer() else str(v) for v in found]


@dataclass(kw_only=True)
class SheetChange:
    """What has to be written into one sheet of the master."""

    standing: Standing
    cells: dict[tuple[int, int], object] = field(default_factory=dict)
    """Row and column to value, where it differs."""
    origins: dict[int, tuple[str, str]] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    """Key to row, of the first row of that key."""
    conflicts: list[Conflict] = field(default_factory=list)

    def row_of(self, key: str) -> int | None:
        """The row a conflict is about; of two ids, that of the first."""
        return self.places.get(key) or self.places.get(key.partition(STROKE)[0])


def change_of(
    standing: Standing,
    groups: Groups,
    before: Groups,
    *,
    decisions: Decisions,
    language: Language,
) -> SheetChange:
    """What the workbooks change in a sheet; the rows nobody gave stay as they are."""
    change = SheetChange(standing=standing)
    sheet = standing.sheet
    for identity in [each for each in before if each.sheet == sheet.id and each not in groups]:
        _take_out(change, identity, before[identity])
    for identity, entries in groups.items():
        if identity.sheet != sheet.id:
            continue
        row = standing.identities.get(identity)
        merged = merged_row(
            identity,
            entries,
            before=before.get(identity, {}),
            standing=standing.rows.get(row, {}) if row else {},
            decisions=decisions,
            language=language,
        )
        place = row or standing.next_row()
        standing.rows.setdefault(place, {})
        change.cells |= dict(_differing(standing, place, merged.values))
        change.origins[place] = _origin([(e.source, e.row) for e in entries.values()])
        change.places.setdefault(identity.key, place)
        change.conflicts += merged.conflicts
    return change


def _take_out(change: SheetChange, identity: Identity, before: Mapping[str, Entry]) -> None:
    """Empty the row of something no workbook has any more, unless somebody typed there."""
    standing = change.standing
    row = standing.identities.get(identity)
    if row is None:
        return
    values = standing.rows[row]
    if row in standing.beside or typed_by_hand(values, before):
        offers = [Offer(source=e.source, row=e.row, value=None) for e in before.values()]
        about = str(values.get("name", ""))
        change.places.setdefault(identity.key, row)
        change.conflicts.append(
            Conflict(
                kind="gone", sheet=identity.sheet, key=identity.key, about=about, offers=offers
            )
        )
        return
    change.cells |= {(row, standing.sheet.columns[name]): None for name in values}
    del standing.rows[row]
    standing.free.append(row)


def _differing(
    standing: Standing, row: int, values: Values
) -> Iterator[tuple[tuple[int, int], object]]:
    """Cells of a row that do not say yet what they should, in the unit of their header."""
    sheet, stands = standing.sheet, standing.rows.get(row, {})
    echoes = sheet.echoes
    for each in fields_of(sheet.model):
        if each.name not in sheet.columns or each.name in echoes:
            continue
        value = values.get(each.name)
        if value is not None and not alike(value, stands.get(each.name)):
            scale = sheet.scale_of(each)
            number = isinstance(value, float) and scale != 1.0
            place = (row, sheet.columns[each.name])
            yield place, value / scale if number and isinstance(value, float) else value
        elif value is None and each.name in stands:
            yield (row, sheet.columns[each.name]), None


def write_change(book: FileBook, change: SheetChange, language: Language) -> None:
    """Write rows and where they came from."""
    sheet = change.standing.sheet
    if change.cells:
        book.fill(sheet.name, header_row=sheet.header_row, cells=change.cells)
    columns = [
        OwnedColumn(
            owner=owner_of(sheet.id, name),
            header=header[language],
            values={row: origin[at] for row, origin in change.origins.items()},
            width=(28, 12)[at],
        )
        for at, (name, header) in enumerate(ORIGINS.items())
    ]
    last = max([sheet.last_row, *change.origins])
    if change.origins:
        book.write_columns(sheet.name, header_row=sheet.header_row, last_row=last, columns=columns)
