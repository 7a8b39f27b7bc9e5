"""One workbook's turn: what a worker is handed, what it does, what it hands back."""

from collections import Counter
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from xlcrm.batch.address import Place
from xlcrm.batch.mistake import mistakes_told
from xlcrm.batch.remote import staged
from xlcrm.batch.run_log import last_run, note_run, run_key
from xlcrm.book import BookError
from xlcrm.book.in_use import refuse_if_open, refuse_if_read_only
from xlcrm.book.lock import only_writer
from xlcrm.rules import Severity
from xlcrm.work import DEFAULTS, Options, Outcome

Verb = Callable[[Path, Options], Outcome]


@dataclass(frozen=True, kw_only=True)
class Job:
    """A verb to be run on one workbook; goes to another process as it is."""

    path: Place
    verb: Verb
    options: Options = DEFAULTS
    noted: bool = False
    """Whether the run is written down, so that a later one may resume."""
    resume: bool = False
    """Leave the workbook where the last good run of this very kind left it as it is now."""


@dataclass(frozen=True)
class Done:
    """What became of one workbook: an outcome, a reason why not, or nothing to do."""

    path: Place
    outcome: Outcome | None = None
    error: BookError | None = None
    unchanged: Counter[Severity] | None = None
    """Left alone by `resume`: how many findings the last good run had, by severity."""

    @property
    def untouched(self) -> bool:
        """Whether the run was stopped before it came to this workbook."""
        return self.outcome is None and self.error is None and self.unchanged is None

    def brief(self) -> "Done":
        """The same without its findings, which take room; their counts stay."""
        counts = self.counts
        slim = self.outcome and replace(self.outcome, findings=(), fixes=(), completeness=())
        brief = replace(self, outcome=slim)
        brief.__dict__["counts"] = counts
        return brief

    @cached_property
    def counts(self) -> Counter[Severity]:
        """How many findings, by severity."""
        if self.unchanged is not None:
            return self.unchanged
        findings = self.outcome.findings if self.outcome else ()
        return Counter(finding.severity for finding in findings)


def work_on(job: Job) -> Done:
    """Run the verb on the workbook, alone on it; what comes back holds no frames.

    Raises BookError.
    """
    path = job.path
    staging = nullcontext(path) if isinstance(path, Path) else staged(path)
    with mistakes_told(path), staging as local:
        if job.options.dry_run:
            return _done(job, job.verb(local, job.options))
        with only_writer(local):
            key = run_key(job.verb, job.options, folder=local.parent) if job.noted else ""
            if job.resume and (counts := last_run(local, key)) is not None:
                return Done(path, unchanged=counts)
            refuse_if_read_only(local)
            refuse_if_open(local)
            done = _done(job, job.verb(local, job.options))
            if job.noted:
                note_run(local, key, done.counts)
            return done


def _done(job: Job, outcome: Outcome) -> Done:
    return Done(job.path, outcome=replace(outcome, results={}, path=job.path))
