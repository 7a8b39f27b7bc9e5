"""One workbook being worked on: what a verb is told, what it reads and computes, what it did."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path, PurePath

import pandas as pd

from xlcrm.book import Book, Written, open_book, read_sheets
from xlcrm.language import Language, Text
from xlcrm.methods import METHODS
from xlcrm.methods.run import needed, run_all
from xlcrm.ooxml.a1 import cell_name
from xlcrm.report.completeness import SheetCompleteness
from xlcrm.report.fixes import Fix
from xlcrm.report.owner_figures import OwnerFigures
from xlcrm.report.veil import veiled_findings
from xlcrm.rules import RULES, Finding, findings_of
from xlcrm.settings import (
    Choices,
    from_file,
    from_sheet,
    from_words,
    is_settings_sheet,
    own_names_of,
    params_of,
    rule_settings_of,
)
from xlcrm.sheets import SHEETS
from xlcrm.sheets.currencies import base_of, in_base_currency
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.near import near_sheets

Progress = Callable[[Text, int, int], None]
"""Called as work goes on: what is being done, how much is done, of how much."""


def quiet(_what: Text, _done: int, _of: int) -> None:
    """No progress shown."""


@dataclass(frozen=True, kw_only=True)
class Options:
    """What every verb can be told."""

    language: Language | None = None
    """Of findings, headers and tabs; None: the language of the workbook's own headers."""
    as_of: date | None = None
    """The day to judge by; None: today."""
    settings: Sequence[str] = ()
    """method.parameter=value, above the settings sheet and xlcrm.toml."""
    dry_run: bool = False
    private: bool = False
    """Whether findings and planning tabs may show birthdays, hobbies and the like."""
    progress: Progress = quiet


DEFAULTS = Options()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a verb did to one workbook."""

    path: PurePath
    """Where the workbook lies; a URL's for one on another machine."""
    language: Language
    written: Sequence[Written] = ()
    saved: bool = False
    """False after a dry run, and when nothing differed."""
    findings: Sequence[Finding] = ()
    results: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    """Method name to its results, index = Excel row number."""
    fixes: Sequence[Fix] = ()
    """Corrections that were written into people's cells."""
    completeness: Sequence[SheetCompleteness] = ()
    remarks: Sequence[Text] = ()
    """What was left alone, and why."""
    figures: Sequence[OwnerFigures] = ()
    """Customers, deals and forecast by owner, after scoring."""


class Work:
    """A workbook for one verb, its sheets read: a file, or a book that is open already.

    Raises BookError.
    """

    def __init__(self, where: Path | Book, options: Options) -> None:
        self.options = options
        self.as_of = options.as_of or date.today()
        self.say(Text("读取工作簿", "Reading the workbook"), 0, 3)
        self.book: Book = open_book(where) if isinstance(where, Path) else where
        self.path = self.book.path
        self.choices = self._choices()
        own = own_names_of(self.choices)
        self.sheets: dict[str, SheetFrame] = read_sheets(self.book, own)
        self.language = options.language or next(iter(self.sheets.values())).language
        self.base_currency = base_of(self.sheets, rule_settings_of(self.choices).base_currency)
        converted = in_base_currency(self.sheets, base=self.base_currency, as_of=self.as_of)
        self.frames, self.unconverted = converted.frames, converted.unconverted

    def say(self, what: Text, done: int, of: int) -> None:
        """Tell how far the work has come."""
        self.options.progress(what, done, of)

    def findings(self) -> list[Finding]:
        """What the rules object to, worst first."""
        self.say(Text("校验", "Checking"), 1, 3)
        unread = self.unread()
        found = findings_of(
            self.sheets,
            RULES,
            workbook=self.path.name,
            as_of=self.as_of,
            cell_name=cell_name,
            settings=rule_settings_of(self.choices),
            near=near_sheets(unread, [each.model for each in self.sheets.values()], SHEETS),
            unread=tuple(unread),
        )
        return veiled_findings(found, self.veiled)

    @property
    def veiled(self) -> set[str]:
        """The private sheets, whose contents this run may show nowhere else."""
        private = {each.name for each in self.sheets.values() if each.model.SHEET.private}
        return set() if self.options.private else private

    def unread(self) -> list[str]:
        """People's sheets that were not recognised."""
        known = {sheet.name for sheet in self.sheets.values()} | set(self.book.owned_sheets())
        return [
            name
            for name in self.book.cell_sheets()
            if name not in known and not is_settings_sheet(name)
        ]

    def results(self, names: Collection[str] | None = None) -> dict[str, pd.DataFrame]:
        """Results of every method whose sheet is there; other sheets it reads may be empty.

        `names` asks for some methods only; those they rest on come along.
        """
        self.say(Text("计算", "Computing"), 1, 3)
        params = params_of(self.choices)
        methods = METHODS if names is None else needed(METHODS, names)
        return run_all(
            methods, self.frames, params=params, as_of=self.as_of, language=self.language
        )

    def finish(
        self,
        written: Sequence[Written],
        *,
        findings: Sequence[Finding] = (),
        results: Mapping[str, pd.DataFrame] | None = None,
    ) -> Outcome:
        """Save, unless it is a dry run, and tell what was done."""
        self.say(Text("保存", "Saving"), 2, 3)
        saved = not self.options.dry_run and self.book.save()
        self.say(Text("完成", "Done"), 3, 3)
        return Outcome(
            path=self.path,
            language=self.language,
            written=written,
            saved=saved,
            findings=findings,
            results=results or {},
        )

    def _choices(self) -> list[Choices]:
        """What was chosen, in the file, on the settings sheet, on the command line."""
        grids = [self.book.read(n) for n in self.book.cell_sheets() if is_settings_sheet(n)]
        return [
            from_file(self.path.parent),
            *map(from_sheet, grids),
            from_words(self.options.settings),
        ]
