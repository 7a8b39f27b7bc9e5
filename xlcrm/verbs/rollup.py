"""Staff workbooks merged into one master, scored, with conflicts listed and nothing overwritten."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from shutil import copyfile
from tempfile import TemporaryDirectory

from xlcrm.book import BookError, Written, open_book, read_sheets
from xlcrm.book.backup import put_in_place
from xlcrm.book.errors import told
from xlcrm.book.lock import only_writer
from xlcrm.language import Language
from xlcrm.master.conflict import Conflict
from xlcrm.master.entry import PRIVATE, Source
from xlcrm.master.merge import merge_into
from xlcrm.master.parquet import write_parquet
from xlcrm.settings import FILE_NAME
from xlcrm.sheets import sheet_model
from xlcrm.shipped import template_path
from xlcrm.verbs.score import score
from xlcrm.work import DEFAULTS, Options


@dataclass(frozen=True, kw_only=True)
class RolledUp:
    """What became of a master."""

    path: Path
    language: Language
    sources: Sequence[Source]
    conflicts: Sequence[Conflict]
    accounts: int
    deals: int
    written: Sequence[Written] = ()
    saved: bool = False
    """False after a dry run, and when nothing differed."""
    exported: Sequence[Path] = ()
    """The Parquet files."""


def rollup(
    paths: Sequence[Path],
    output: Path,
    options: Options = DEFAULTS,
    *,
    scored: bool = True,
    parquet: Path | None = None,
) -> RolledUp:
    """Merge workbooks into the master at `output`, made anew or brought up to date, and score it.

    What people typed into the master stays; personal notes stay out unless the options
    say `private`; without
    `scored` the scores and dashboards of the last run stand. A workbook
    that cannot be read keeps its rows of last time, and its source says why. Raises BookError
    where the master cannot be read or written.
    """
    language = _language([output]) if output.exists() else options.language or _language(paths)
    told_all = replace(options, language=language, as_of=options.as_of or date.today())
    alone = only_writer(output) if output.exists() else nullcontext()
    with alone, TemporaryDirectory() as folder:
        staged = _staged(output, Path(folder), language, private=options.private)
        before = staged.read_bytes() if output.exists() else None
        merged = merge_into(staged, paths, told_all, master=output)
        written = [*merged.written]
        if scored:
            written += score(staged, replace(told_all, dry_run=False)).written
        exported: list[Path] = []
        if parquet and not options.dry_run:
            exported = write_parquet(staged, parquet, told_all)
        saved = not options.dry_run and put_in_place(staged, output, before=before)
    return RolledUp(
        path=output,
        language=language,
        sources=merged.sources,
        conflicts=merged.conflicts,
        accounts=merged.count("accounts"),
        deals=merged.count("opportunities"),
        written=written,
        saved=saved,
        exported=exported,
    )


def _language(paths: Sequence[Path]) -> Language:
    """The language of the first workbook that can be read; Chinese where there is none."""
    for path in paths:
        try:
            return next(iter(read_sheets(open_book(path)).values())).language
        except BookError:
            continue
    return "zh"


def _staged(output: Path, folder: Path, language: Language, *, private: bool) -> Path:
    """A copy of the master to work on, or a new one from the starter, with the settings file."""
    staged = folder / output.name
    with told(output):
        copyfile(output if output.exists() else template_path("starter", language), staged)
        settings = output.parent / FILE_NAME
        if settings.is_file():
            copyfile(settings, folder / FILE_NAME)
    if not output.exists() and not private:
        book = open_book(staged)
        book.drop_tab(sheet_model(PRIVATE).SHEET.title(language))
        book.save()
    return staged
