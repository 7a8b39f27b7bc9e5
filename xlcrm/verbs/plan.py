"""One planning tab per chosen account, regenerated with everything typed kept."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

from xlcrm.book import Book, BookError, Written
from xlcrm.book.standing import StandingTab
from xlcrm.book.template import Tab, Template
from xlcrm.language import Text
from xlcrm.planning.contents import (
    CONTENTS,
    COPY,
    LEFT_ALONE,
    Entry,
    contents_tab,
    filled_share,
    open_actions,
)
from xlcrm.planning.plan import MONTH, NAME, PLAN, identity, planning_tab
from xlcrm.planning.subject import CHOOSING, Subject, chosen_accounts, kind_of, subjects
from xlcrm.planning.tables import methods_of
from xlcrm.planning.tokens import Facts
from xlcrm.settings import planning_settings_of
from xlcrm.shipped import template_path
from xlcrm.work import DEFAULTS, Options, Outcome, Work


def plan(
    where: Path | Book,
    options: Options = DEFAULTS,
    *,
    grades: Collection[str] = ("A",),
    accounts: Collection[str] = (),
    top: int | None = None,
    template: str = "account_plan",
    month: date | None = None,
    archive: Path | None = None,
) -> Outcome:
    """One planning tab per chosen account, regenerated with everything typed kept.

    `accounts` (ids) goes before `top` (so many of the largest), that before `grades` (of account
    value, of pareto where that gives none); `month` (any day of it; None: the month of `as_of`)
    stands on the tab. `archive` is a folder for a copy of tabs of an earlier month. A tab protected
    with a password is left alone.

    Raises BookError "no-accounts", "unknown-account", "unknown-template" or "unknown-token".
    """
    run = _Run(Work(where, options), template, month=month)
    wanted = run.subjects(accounts=accounts, grades=grades, top=top)
    standing = run.standing(wanted)
    if archive:
        run.archive(standing.values(), archive)
    for done, subject in enumerate(wanted):
        run.work.say(Text("生成计划页", "Making planning tabs"), done, len(wanted))
        run.make(subject, standing.get(identity(run.template, subject)))
    run.list_contents()
    outcome = run.work.finish(run.written, results=run.facts.results)
    return replace(outcome, remarks=run.remarks)


class _Run:
    """One run of the verb on one workbook."""

    def __init__(self, work: Work, template: str, *, month: date | None) -> None:
        self.work = work
        self.settings = planning_settings_of(work.choices)
        self.template = self._template(template)
        self.month = (month or work.as_of).replace(day=1)
        self.facts = Facts(
            frames=work.frames,
            results=work.results({*CHOOSING, *methods_of(self.template)}),
            language=work.language,
            private=work.options.private,
        )
        self.made: dict[str, tuple[Subject, Tab]] = {}
        self.written: list[Written] = []
        self.remarks: list[Text] = []

    def subjects(
        self, *, accounts: Collection[str], grades: Collection[str], top: int | None
    ) -> list[Subject]:
        """What tabs are wanted about."""
        frames, results = self.facts.frames, self.facts.results
        rows: list[int] = []
        if kind_of(self.template) != "team":
            rows = chosen_accounts(frames, results, accounts=accounts, grades=grades, top=top)
        return list(subjects(self.template, rows, frames))

    def standing(self, wanted: Collection[Subject]) -> dict[str, StandingTab]:
        """The wanted tabs that stand already, by identity."""
        names = {what: self.work.book.sheet_of(what) for what in self._identities(wanted)}
        return {what: self.work.book.standing(name) for what, name in names.items() if name}

    def _identities(self, wanted: Collection[Subject]) -> Iterator[str]:
        ours = set(self.work.book.owned_sheets().values())
        return (what for each in wanted if (what := identity(self.template, each)) in ours)

    def archive(self, standing: Collection[StandingTab], folder: Path) -> None:
        """Copies of the tabs of earlier months, a workbook for each month."""
        months: dict[str, list[str]] = {}
        for tab in standing:
            if tab.record.get(MONTH, "") < f"{self.month:%Y-%m}":
                months.setdefault(tab.record.get(MONTH, "0"), []).append(tab.sheet)
        for month, sheets in months.items():
            path = folder / f"{self.work.path.stem} {month}.xlsx"
            if path.exists():
                message = Text("存档已存在,请换个文件夹", "the archive exists; name another folder")
                raise BookError("exists", message, path=path)
            if not self.work.options.dry_run:
                self.work.book.copy_out(sheets, path)
            self.written.append(Written(sheet=str(path), cells="", what=month))

    def make(self, subject: Subject, standing: StandingTab | None) -> None:
        """Make one tab, unless somebody sealed it."""
        if standing and standing.sealed:
            self.remarks.append(
                Text(
                    f"{standing.sheet}:有密码保护,没有更新;解除保护后再运行",
                    f"{standing.sheet}: protected with a password, left as it is; unprotect it "
                    "and run again",
                )
            )
            return
        tab = planning_tab(
            subject,
            self.template,
            self.facts,
            standing=standing,
            month=self.month,
            as_of=self.work.as_of,
        )
        if standing:
            self._rename(standing, tab)
        written = self.work.book.put_tab(tab)
        self.written.append(written)
        self.made[written.sheet] = subject, tab

    def _rename(self, standing: StandingTab, tab: Tab) -> None:
        """Let a tab follow its account's new name, unless people named the tab themselves."""
        given = standing.record.get(NAME)
        if tab.name == given or not standing.sheet.startswith(str(given)):
            return
        contents = self.work.book.sheet_of(CONTENTS)
        if contents:  # its links would hold the tab to its name; it is made anew below
            self.work.book.drop_tab(contents)
        self.work.book.rename(standing.sheet, tab.name)

    def list_contents(self) -> None:
        """The contents tab, made anew from every planning tab in the workbook."""
        entries = list(self._entries())
        if not entries:
            return
        tab = contents_tab(
            entries,
            workbook=self.work.path.name,
            as_of=self.work.as_of,
            language=self.work.language,
            fresh_days=self.settings.fresh_days,
            stale_days=self.settings.stale_days,
        )
        self.written.append(self.work.book.put_tab(tab))

    def _entries(self) -> Iterator[Entry]:
        owned = self.work.book.owned_sheets()
        for sheet in self.work.book.sheet_names():
            what = owned.get(sheet, "")
            if not what.startswith(f"{PLAN} "):
                continue
            if sheet in self.made:
                yield self._made_entry(sheet)
            else:
                is_copy = self.work.book.sheet_of(what) != sheet
                key = what.split(" ", 2)[2]
                yield Entry(
                    sheet=sheet,
                    subject=key,
                    owner=self._owner(key),
                    record=self.work.book.record(sheet),
                    filled=None,
                    actions=None,
                    remark=COPY if is_copy else LEFT_ALONE,
                )

    def _made_entry(self, sheet: str) -> Entry:
        subject, tab = self.made[sheet]
        return Entry(
            sheet=sheet,
            subject=subject.key,
            owner=self._owner(subject.key),
            record=tab.record,
            filled=filled_share(tab),
            actions=open_actions(tab),
        )

    def _owner(self, key: str) -> object:
        """Whose the account or deal with this id is; None for the team and for ids gone."""
        for sheet, field in (("accounts", "account_id"), ("opportunities", "opportunity_id")):
            frame = self.facts.frames.get(sheet)
            if frame is not None and (mine := frame.loc[frame[field] == key, "owner"]).any():
                return mine.iloc[0]
        return None

    def _template(self, name: str) -> Template:
        """The template of this name: staff's own goes before the one that comes with xlcrm."""
        file = f"{name}_{self.work.language}.xlsx"
        shipped = template_path(f"planning/{name}", self.work.language)
        own = self.work.path.parent / self.settings.templates if self.settings.templates else None
        for path in (own / file, own / f"{name}.xlsx") if own else ():
            if path.is_file():
                return Template(path)
        if shipped.is_file():
            return Template(shipped)
        folders = [shipped.parent, *([own] if own else [])]
        found = {
            p.stem.removesuffix("_zh").removesuffix("_en")
            for f in folders
            for p in f.glob("*.xlsx")
        }
        known = ", ".join(sorted(found))
        message = Text(
            f"没有计划模板 {name};可用:{known}", f"no planning template {name}; known: {known}"
        )
        raise BookError("unknown-template", message)
