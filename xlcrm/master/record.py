"""What every workbook gave to the master, kept in the master on a hidden sheet of ours.

By it a later run tells what people typed into the master from what came out of a workbook, and
leaves alone what came from workbooks that are unchanged or not at hand.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from xlcrm.book.template import Record
from xlcrm.master.entry import Entry, Plain, Source
from xlcrm.master.matching import Groups, Identity
from xlcrm.sheets.grid import Grid

PIECE = 30_000
"""Characters of one cell; a longer line goes on in the next row."""
MORE = "+"
DAY = "day"


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """What the last run merged."""

    sources: Mapping[str, Source] = field(default_factory=dict)
    groups: Groups = field(default_factory=dict)


def lines(sources: Sequence[Source], groups: Groups) -> Iterator[str]:
    """The record, one JSON line per workbook and per row of a workbook."""
    for source in sources:
        yield json.dumps([source.name, source.mark, source.base], ensure_ascii=False)
    local = {(e.source, e.sheet, e.row): e for source in sources for e in source.entries}
    for identity, entries in groups.items():
        for entry in entries.values():
            plain = local[entry.source, entry.sheet, entry.row].values
            moved = {name: v for name, v in entry.values.items() if plain.get(name) != v}
            cells = [*identity, entry.source, entry.row, plain, moved]
            yield json.dumps(cells, ensure_ascii=False, default=_encoded)


def recorded(found: Iterable[str]) -> Recorded:
    """What the lines say; raises ValueError where they are not ours."""
    sources: dict[str, Source] = {}
    entries: dict[str, list[Entry]] = {}
    groups: Groups = {}
    for line in found:
        parts = json.loads(line)
        if len(parts) == 3:
            name, mark, base = parts
            sources[name] = Source(name=name, mark=mark, base=base, entries=(), state="absent")
            continue
        sheet, key, nth, name, row, plain, moved = parts
        entry = Entry(source=name, sheet=sheet, row=row, values=_decoded(plain))
        entries.setdefault(name, []).append(entry)
        linked = replace(entry, values={**entry.values, **_decoded(moved)})
        groups.setdefault(Identity(sheet, key, nth), {})[name] = linked
    known = {
        name: replace(source, entries=tuple(entries.get(name, ())))
        for name, source in sources.items()
    }
    return Recorded(sources=known, groups=groups)


def records(found: Iterable[str]) -> list[Record]:
    """The lines as records of the template's table, cut to what a cell can hold."""
    return [
        {"rollup_record.line": piece, "rollup_record.more": MORE if at else None}
        for line in found
        for at, piece in enumerate(line[i : i + PIECE] for i in range(0, len(line), PIECE))
    ]


def lines_of(grid: Grid, first_row: int, column: int) -> list[str]:
    """The lines as they stand in the table of the hidden sheet."""
    found: list[str] = []
    for row in grid[first_row - 1 :]:
        piece, more = str(row[column - 1]), row[column] if len(row) > column else ""
        if more == MORE and found:
            found[-1] += piece
        elif piece:
            found.append(piece)
    return found


def _encoded(value: object) -> object:
    if isinstance(value, date):
        return {DAY: value.isoformat()[:10]}
    raise TypeError(type(value).__name__)


def _decoded(values: Mapping[str, object]) -> dict[str, Plain]:
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: object) -> Plain:
    if isinstance(value, dict):
        return date.fromisoformat(value[DAY])
    return value if isinstance(value, str | int | float | bool) else str(value)
