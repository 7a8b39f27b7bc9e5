"""One run of merging: read the workbooks, match their rows, change the master."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from xlcrm.book import BookError, FileBook, Written, open_book, read_sheets
from xlcrm.language import Language, Text
from xlcrm.master.conflict import Conflict, Decisions, Kind
from xlcrm.master.entry import Source
from xlcrm.master.gather import gather
from xlcrm.master.matching import Groups, Matched, matched
from xlcrm.master.pages import decisions_of, pages, record_lines
from xlcrm.master.record import Recorded, recorded
from xlcrm.master.standing import SheetChange, change_of, standing_of, write_change
from xlcrm.ooxml.a1 import cell_name
from xlcrm.settings import (
    Choices,
    from_file,
    from_sheet,
    from_words,
    is_settings_sheet,
    own_names_of,
    rule_settings_of,
)
from xlcrm.sheets.currencies import USUAL
from xlcrm.sheets.frame import SheetFrame
from xlcrm.work import Options


@dataclass(kw_only=True)
class Merged:
    """What a run has merged."""

    sources: Sequence[Source]
    groups: Groups
    conflicts: Sequence[Conflict]
    written: Sequence[Written] = field(default_factory=list)

    def count(self, sheet: str) -> int:
        """Rows of a sheet that came from workbooks."""
        return sum(identity.sheet == sheet for identity in self.groups)


def merge_into(staged: Path, paths: Sequence[Path], options: Options, *, master: Path) -> Merged:
    """Merge workbooks into the copy at `staged` of the master at `master`; raises BookError.

    `options` name language and day.
    """
    book, language = open_book(staged), options.language or "zh"
    before, decisions = _recorded(book, master), decisions_of(book)
    choices = _choices(book, options)
    settings = rule_settings_of(choices)
    sheets = read_sheets(book, own_names_of(choices))
    gathered = gather(
        paths,
        master,
        options,
        before=before.sources,
        base=settings.base_currency,
    )
    found = matched(gathered.in_base, decisions, private=options.private, settings=settings)
    changes = _changes(
        book, sheets, found, before=before.groups, decisions=decisions, language=language
    )
    merged = Merged(
        sources=gathered.sources,
        groups=found.groups,
        conflicts=_told(changes, found, decisions),
    )
    merged.written = _write(book, changes, language)
    if gathered.base != USUAL and not settings.base_currency and "settings" in sheets:
        _say_base(book, sheets["settings"], gathered.base)
    _put_pages(book, merged, changes, options, master=master)
    book.save()
    return merged


def _recorded(book: FileBook, master: Path) -> Recorded:
    try:
        return recorded(record_lines(book))
    except (ValueError, KeyError, TypeError) as error:
        message = Text(
            "总表中隐藏的“合并记录”被改动过,无法续并;请恢复备份,或换一个输出文件名重新汇总",
            "the hidden merge record of the master was changed; go back to a backup, or roll up "
            "into a new file",
        )
        raise BookError("damaged-record", message, path=master) from error


def _choices(book: FileBook, options: Options) -> list[Choices]:
    """What was chosen in the file, on the master's settings sheet, on the command line."""
    names = [name for name in book.cell_sheets() if is_settings_sheet(name)]
    return [
        from_file(book.path.parent),
        *(from_sheet(book.read(name)) for name in names),
        from_words(options.settings),
    ]


def _changes(
    book: FileBook,
    sheets: Mapping[str, SheetFrame],
    found: Matched,
    *,
    before: Groups,
    decisions: Decisions,
    language: Language,
) -> dict[str, SheetChange]:
    """Sheet id to what changes in it."""
    met = dict.fromkeys(identity.sheet for identity in (*before, *found.groups))
    return {
        name: change_of(
            standing_of(book, sheets[name], before, language),
            found.groups,
            before,
            decisions=decisions,
            language=language,
        )
        for name in met
        if name in sheets
    }


def _told(
    changes: Mapping[str, SheetChange], found: Matched, decisions: Decisions
) -> list[Conflict]:
    """Every conflict with its decision; what was decided stays listed once all agree."""
    told = [*found.conflicts, *(c for change in changes.values() for c in change.conflicts)]
    listed = [
        replace(each, decision=said[0], note=said[1])
        for each in told
        for said in [_typed_for(each, decisions)]
    ]
    places = {each.place for each in listed} | {
        ("values", *each.place[1:]) for each in listed if each.kind == "typed"
    }
    settled = [
        Conflict(kind=kind, sheet=sheet, key=key, field=name, decision=said or "✔", note=note)
        for (kind, sheet, key, name), (said, note) in decisions.typed.items()
        if (kind, sheet, key, name) not in places
    ]
    return listed + settled


def _typed_for(each: Conflict, decisions: Decisions) -> tuple[str, str]:
    """Decision and note of a conflict, under either name that conflicts of values go by."""
    of_values: tuple[Kind, ...] = ("values", "typed")
    kinds = of_values if each.kind in of_values else (each.kind,)
    for kind in kinds:
        typed = decisions.typed.get((kind, each.sheet, each.key, each.field))
        if typed:
            return typed
    return ("", "")


def _write(book: FileBook, changes: Mapping[str, SheetChange], language: Language) -> list[Written]:
    for change in changes.values():
        write_change(book, change, language)
    return [
        Written(sheet=change.standing.sheet.name, cells="", what=change.standing.sheet.name)
        for change in changes.values()
        if change.cells
    ]


def _say_base(book: FileBook, sheet: SheetFrame, base: str) -> None:
    """Write the currency of the team onto the settings sheet, where it is not the usual one."""
    row = max([sheet.header_row, *sheet.frame.index]) + 1
    words = {"subject": "rules", "parameter": "base_currency", "value": base}
    cells = {(int(row), sheet.columns[n]): v for n, v in words.items() if n in sheet.columns}
    book.fill(sheet.name, header_row=sheet.header_row, cells=cells)


def _put_pages(
    book: FileBook,
    merged: Merged,
    changes: Mapping[str, SheetChange],
    options: Options,
    *,
    master: Path,
) -> None:
    def place(conflict: Conflict) -> str:
        """Where in the master a conflict is."""
        change = changes.get(conflict.sheet)
        row = change.row_of(conflict.key) if change else None
        if change is None or row is None:
            return ""
        sheet = change.standing.sheet
        cell = cell_name(row, sheet.columns.get(conflict.field, 1))
        return "'" + sheet.name.replace("'", "''") + "'!" + cell

    if options.as_of is None or options.language is None:
        raise ValueError("the master's day and language must be named")
    tabs = pages(
        merged.conflicts,
        merged.sources,
        merged.groups,
        place=place,
        workbook=master.name,
        as_of=options.as_of,
        language=options.language,
    )
    merged.written = [*merged.written, *(book.put_tab(tab) for tab in tabs)]
