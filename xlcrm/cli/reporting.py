"""The report over all workbooks of a run: gathered while it goes on, written at its end."""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from xlcrm.batch import Done
from xlcrm.book import BookError, report_book
from xlcrm.book.errors import told
from xlcrm.cli.options import Reported
from xlcrm.cli.progress import out
from xlcrm.language import Language, Text
from xlcrm.report.team_report import (
    FileReport,
    Previous,
    TeamReport,
    file_report,
    previous_report,
    report_json,
    team_report,
)
from xlcrm.report.team_sections import team_page
from xlcrm.report.team_tab import team_tab
from xlcrm.work import Options

ENDINGS = (".html", ".xlsx", ".json")


Show = Callable[[Done, int], None]


@contextmanager
def gathered(
    asked: Reported, options: Options, *, spoken: Language, show: Show | None, checked: bool = True
) -> Iterator[tuple[Show | None, Callable[[Iterable[Done]], None]]]:
    """Two calls for a run: to show a workbook and note it, and to note them all at the end.

    The report is written when the block is left without an error; `checked` says whether the verb
    looks for findings. Raises BookError.
    """
    if asked.report is None:
        yield show, lambda _done: None
        return
    gathering = Gathering(asked, options=options, spoken=spoken)

    def show_and_note(done: Done, of: int) -> None:
        """Note a workbook as it is done, then show it."""
        gathering.add(done)
        if show:
            show(done, of)

    def note(done: Iterable[Done]) -> None:
        """Note all workbooks of the run."""
        for one in done:
            gathering.add(one)

    yield (show_and_note if show else None), note
    gathering.write(checked=checked)


class Gathering:
    """What a run comes to, workbook by workbook; little is kept of each.

    Raises BookError "bad-ending" for a report of another kind, "bad-report" for a previous run
    that is none.
    """

    def __init__(self, asked: Reported, *, options: Options, spoken: Language) -> None:
        if asked.report is None:
            raise ValueError("no report was asked for")
        self.path = asked.report
        if self.path.suffix.lower() not in ENDINGS:
            message = Text(
                "报告的文件名应以 .html、.xlsx 或 .json 结尾",
                "the report's name must end in .html, .xlsx or .json",
            )
            raise BookError("bad-ending", message, path=self.path)
        self.as_of = options.as_of or date.today()
        self.spoken = spoken
        self.language = options.language
        self.files: dict[str, FileReport] = {}
        self.previous = self._previous(asked.previous)

    def _previous(self, named: Path | None) -> Previous | None:
        """The run before: as named, or the JSON beside the report."""
        beside = self.path.with_suffix(".json")
        if named is None and not beside.exists():
            return None
        return previous_report(named or beside)

    def add(self, done: Done) -> None:
        """Note what became of a workbook."""
        if done.outcome:
            outcome = done.outcome
            self.language = self.language or outcome.language
            self.files.setdefault(
                str(done.path),
                file_report(
                    done.path,
                    outcome.findings,
                    counts=done.counts,
                    completeness=outcome.completeness,
                    figures=outcome.figures,
                ),
            )
        elif done.error:
            self.files[str(done.path)] = FileReport(path=done.path, failed=done.error.message)
        elif done.unchanged is not None:
            self.files.setdefault(str(done.path), file_report(done.path, counts=done.counts))

    def write(self, *, checked: bool) -> None:
        """Write the report, and its JSON beside it for the next run. Raises BookError."""
        report = team_report(
            self.files.values(),
            as_of=self.as_of,
            language=self.language or self.spoken,
            folder=self.path.parent,
            previous=self.previous,
            checked=checked,
        )
        with told(self.path):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._write(report)
            text = json.dumps(report_json(report), ensure_ascii=False, indent=2)
            self.path.with_suffix(".json").write_text(text, encoding="utf-8")
        words = Text(f"汇总报告已写入 {self.path}", f"Report written to {self.path}")
        out.print(words[self.spoken], markup=False)

    def _write(self, report: TeamReport) -> None:
        if self.path.suffix.lower() == ".html":
            self.path.write_text(team_page(report), encoding="utf-8")
        elif self.path.suffix.lower() == ".xlsx":
            report_book([team_tab(report)], self.path)
