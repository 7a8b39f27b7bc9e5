"""What the verbs on many workbooks print."""

import json
from itertools import groupby
from pathlib import Path

from rich.text import Text as Styled

from xlcrm.cli.progress import err, out
from xlcrm.language import Language, Text
from xlcrm.master.pages import STATES, verdict
from xlcrm.report.comparison import KINDS, SIGNS, Change
from xlcrm.report.differences_tab import change_text
from xlcrm.verbs.diff import Difference
from xlcrm.verbs.rollup import RolledUp

COLORS = {"~": "yellow", "+": "green", "−": "red"}


def print_rolled_up(done: RolledUp) -> None:
    """The workbooks merged, one line each, then what waits for a decision."""
    language = done.language
    for source in done.sources:
        if source.state == "failed":
            words = Styled(f"{source.name}: {source.reason[language]}")
            err.print(Styled("✖ ", style="red") + words)
        else:
            out.print(f"  {source.name}  {STATES[source.state][language]}", markup=False)
    waiting = sum(conflict.is_open for conflict in done.conflicts)
    counts = Text(
        f"{done.accounts} 个客户、{done.deals} 个商机",
        f"{done.accounts} accounts, {done.deals} deals",
    )
    out.print(Styled(str(done.path), style="bold") + Styled(f"  {counts[language]}"))
    out.print(f"  {verdict(waiting)[language]}")
    for path in done.exported:
        out.print(f"  {path}", markup=False)
    if not done.saved:
        out.print(Text("  没有写入任何内容", "  Nothing was written")[language])


def print_watching(folder: Path, language: Language, *, poll: bool) -> None:
    """What is being watched, and how to end it."""
    how = Text("（每 2 秒查看一次）", " (looking every 2 seconds)")[language] if poll else ""
    words = Text(
        f"正在监视 {folder}{how};按 Ctrl-C 结束", f"Watching {folder}{how}; Ctrl-C ends it"
    )
    out.print(words[language], markup=False)


def print_difference(done: Difference) -> None:
    """Every difference on a line, under its sheet."""
    language = done.language
    if not done.changes:
        out.print(Text("两个工作簿内容相同", "The two workbooks say the same")[language])
    for sheet, changes in groupby(done.changes, key=lambda each: each.sheet):
        out.print(Styled(sheet, style="bold"))
        for each in changes:
            sign = SIGNS[each.kind]
            out.print(Styled(f"  {sign} ", style=COLORS[sign]) + Styled(_line(each, done)))
    if done.marked:
        out.print(Text(f"已写入 {done.marked}", f"Written to {done.marked}")[language])


def print_difference_json(done: Difference) -> None:
    """All differences as one JSON list."""
    found = [
        {
            "kind": each.kind,
            "sheet": each.sheet,
            "key": each.key,
            "header": each.header,
            "cell": each.cell,
            "was_cell": each.was_cell,
            "before": _told(each.before),
            "after": _told(each.after),
        }
        for each in done.changes
    ]
    print(json.dumps(found, ensure_ascii=False, indent=2))


def _line(each: Change, done: Difference) -> str:
    language = done.language
    before, after = (change_text(value, language) for value in (each.before, each.after))
    if each.kind != "changed":
        return "  ".join(
            part for part in (KINDS[each.kind][language], each.key, before + after) if part
        )
    return (
        f"{each.key}  {each.header} {each.cell or each.was_cell}: {before or '∅'} → {after or '∅'}"
    )


def _told(value: object) -> object:
    """A value as JSON has it."""
    if isinstance(value, tuple):
        return [_told(each) for each in value]
    return value if value is None or isinstance(value, str | int | float | bool) else str(value)
