"""One report over many workbooks: by file, owner and rule, worst first, against the run before."""

import json
import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path, PurePath

from xlcrm.book.errors import BookError, told
from xlcrm.language import Language, Text
from xlcrm.report.completeness import SheetCompleteness
from xlcrm.report.finding_text import as_json
from xlcrm.report.owner_figures import OwnerFigures, total_by_owner
from xlcrm.rules import Finding, Severity

PER_FILE = 200
"""Findings listed per workbook, worst first; all are counted (ours)."""
LISTED = 20_000
"""Findings listed in all (ours)."""
WORST_FIRST = sorted(Severity, reverse=True)

Counts = Mapping[Severity, int]


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """What is to be reported of one workbook."""

    path: PurePath
    counts: Counts = field(default_factory=Counter)
    findings: Sequence[Finding] = ()
    """The worst of them."""
    rules: Mapping[tuple[Severity, str, Text], int] = field(default_factory=Counter)
    owners: Mapping[tuple[str, Severity], int] = field(default_factory=Counter)
    completeness: Sequence[SheetCompleteness] = ()
    figures: Sequence[OwnerFigures] = ()
    failed: Text | None = None
    """Why the workbook could not be done."""

    @property
    def order(self) -> tuple[object, ...]:
        """Sort key: what could not be done, then the worst."""
        return (self.failed is None, *(-self.counts.get(s, 0) for s in WORST_FIRST), str(self.path))


def file_report(
    path: PurePath,
    findings: Sequence[Finding] = (),
    *,
    counts: Counts | None = None,
    completeness: Sequence[SheetCompleteness] = (),
    figures: Sequence[OwnerFigures] = (),
) -> FileReport:
    """What a workbook comes to; its findings are counted, and the worst kept.

    `counts` where the findings themselves are not at hand.
    """
    return FileReport(
        path=path,
        counts=Counter(f.severity for f in findings) if counts is None else counts,
        findings=findings[:PER_FILE],
        rules=Counter((f.severity, f.code, f.message) for f in findings),
        owners=Counter((f.owner, f.severity) for f in findings),
        completeness=completeness,
        figures=figures,
    )


@dataclass(frozen=True, kw_only=True)
class Previous:
    """The run before, as its JSON report tells."""

    as_of: str
    checked: bool
    counts: Counts
    files: Mapping[str, Counts]
    rules: Mapping[str, int]
    outlook: Mapping[str, float]
    """Owner to outlook."""


@dataclass(frozen=True, kw_only=True)
class TeamReport:
    """The whole report."""

    files: Sequence[FileReport]
    """Worst first."""
    as_of: date
    language: Language
    folder: Path
    """Where the report lies; links start there."""
    previous: Previous | None = None
    checked: bool = True
    """False after scoring: nobody looked for findings, and none is no good news."""

    @property
    def counts(self) -> Counter[Severity]:
        """All findings by severity."""
        found: Counter[Severity] = Counter()
        for each in self.files:
            found.update(each.counts)
        return found

    @property
    def rules(self) -> list[tuple[Severity, str, Text, int]]:
        """Rule by rule, worst and most frequent first."""
        found: Counter[tuple[Severity, str, Text]] = Counter()
        for each in self.files:
            found.update(each.rules)
        ranked = sorted(found.items(), key=lambda one: (-one[0][0], -one[1], one[0][1]))
        return [(*rule, count) for rule, count in ranked]

    @property
    def owners(self) -> list[tuple[str, Counts, OwnerFigures | None]]:
        """Everybody with findings or figures; most errors first, then the largest outlook."""
        found: dict[str, Counter[Severity]] = {}
        for each in self.files:
            for (owner, severity), count in each.owners.items():
                found.setdefault(owner, Counter())[severity] += count
        figures = {f.owner: f for f in total_by_owner([f for e in self.files for f in e.figures])}
        names = dict.fromkeys([*figures, *found])
        ranked = sorted(
            names, key=lambda name: [-found.get(name, Counter())[s] for s in WORST_FIRST]
        )
        return [(name, found.get(name, Counter()), figures.get(name)) for name in ranked]

    @property
    def findings(self) -> list[tuple[FileReport, Finding]]:
        """The findings to list, file by file."""
        pairs = [(each, finding) for each in self.files for finding in each.findings]
        return pairs[:LISTED]

    def name(self, path: PurePath) -> str:
        """A workbook as seen from the report."""
        return relative(path, self.folder)


def team_report(
    files: Iterable[FileReport],
    *,
    as_of: date,
    language: Language,
    folder: Path,
    previous: Previous | None = None,
    checked: bool = True,
) -> TeamReport:
    """The report of these workbooks, worst first."""
    ranked = sorted(files, key=lambda each: each.order)
    return TeamReport(
        files=ranked,
        as_of=as_of,
        language=language,
        folder=folder,
        previous=previous if previous is None or previous.checked is checked else None,
        checked=checked,
    )


def relative(path: PurePath, folder: Path) -> str:
    """A path as seen from a folder, with forward slashes; as it is where that cannot be."""
    if not isinstance(path, Path):
        return str(path)
    try:
        return Path(os.path.relpath(path.absolute(), folder.absolute())).as_posix()
    except ValueError:  # another drive
        return path.absolute().as_posix()


def report_json(report: TeamReport) -> dict[str, object]:
    """The report as plain data: what programs read, and what the next run compares itself with."""
    return {
        "as_of": report.as_of.isoformat(),
        "checked": report.checked,
        "counts": _words(report.counts),
        "files": [
            {
                "workbook": report.name(each.path),
                **_words(each.counts),
                "failed": each.failed[report.language] if each.failed else None,
                "completeness": [asdict(sheet) for sheet in each.completeness],
            }
            for each in report.files
        ],
        "rules": [
            {"code": code, "severity": severity.name.lower(), "count": count}
            for severity, code, _, count in report.rules
        ],
        "owners": [
            {"owner": owner, **_words(counts), **(_plain(figures) if figures else {})}
            for owner, counts, figures in report.owners
        ],
        "findings": [
            as_json(finding, report.language, path=PurePath(report.name(each.path)))
            for each, finding in report.findings
        ],
    }


def previous_report(path: Path) -> Previous:
    """The run before from its JSON report; raises BookError "bad-report" where it is none."""
    with told(path):
        text = path.read_text(encoding="utf-8")
    try:
        read = json.loads(text)
        return Previous(
            as_of=str(read["as_of"]),
            checked=bool(read["checked"]),
            counts=_counts(read["counts"]),
            files={str(each["workbook"]): _counts(each) for each in read["files"]},
            rules={str(each["code"]): int(each["count"]) for each in read["rules"]},
            outlook={
                str(each["owner"]): float(each["outlook"])
                for each in read["owners"]
                if each.get("outlook") is not None
            },
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        message = Text(
            "不是以前的汇总报告(--report 写出的 .json);请换一个文件,或删去它",
            "not the report of an earlier run (a .json written by --report); name another file "
            "or delete it",
        )
        raise BookError("bad-report", message, path=path) from error


def _words(counts: Counts) -> dict[str, int]:
    return {severity.name.lower() + "s": counts.get(severity, 0) for severity in WORST_FIRST}


def _counts(read: Mapping[str, object]) -> Counts:
    return Counter({s: int(str(read[s.name.lower() + "s"])) for s in WORST_FIRST})


def _plain(figures: OwnerFigures) -> dict[str, object]:
    return {name: value for name, value in asdict(figures).items() if name != "owner"}
