"""The contents tab: every planning tab with its link, owner, freshness, completeness, actions."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from xlcrm.book.template import Linked, Record, Tab, Template
from xlcrm.language import Language, Text
from xlcrm.planning.plan import MONTH, SINCE, TYPED
from xlcrm.shipped import template_path

CONTENTS = "contents"
"""Identity of the contents tab, and name of its table."""
TITLE = Text("计划目录", "Plan contents")

ACTIONS = "actions"
"""Table of a planning tab whose rows are open until their last column says 100 %."""

FRESH, AGEING, STALE, BLANK = (
    Text("● 新近填写", "● fresh"),
    Text("◐ 该复核了", "◐ due for review"),
    Text("○ 久未更新", "○ stale"),
    Text("– 尚未填写", "– nothing typed"),
)
LEFT_ALONE = Text("本次未更新", "not made anew this time")
COPY = Text("副本,不再更新", "a copy, not kept up to date")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One planning tab as the contents list it."""

    sheet: str
    subject: str
    owner: object
    record: Mapping[str, str]
    filled: float | None
    """Share of the single inputs that hold something, 0-1; None where the tab has none."""
    actions: int | None
    """Actions with something written that are not done."""
    remark: Text | None = None


def contents_tab(
    entries: Iterable[Entry],
    *,
    workbook: str,
    as_of: date,
    language: Language,
    fresh_days: int,
    stale_days: int,
) -> Tab:
    """The list of all planning tabs, in tab order."""
    listed = list(entries)
    rows = [_row(each, as_of, language, fresh_days, stale_days) for each in listed]
    return Tab(
        template=Template(template_path("contents", language)),
        name=TITLE[language],
        identity=CONTENTS,
        values={"report.workbook": workbook, "report.as_of": as_of},
        tables={CONTENTS: rows},
        before=listed[0].sheet if listed else "",
    )


def filled_share(tab: Tab) -> float | None:
    """How much of what a tab asks people for is there, 0-1; None where it asks nothing."""
    return len(tab.typed) / len(tab.template.inputs) if tab.template.inputs else None


def open_actions(tab: Tab) -> int:
    """Actions with something written whose last column, what is done (0-1), is below 1."""
    if ACTIONS not in tab.template.tables:
        return 0
    *said, done = (slot.header for slot in tab.template.tables[ACTIONS].slots)
    rows = [row for row in tab.tables[ACTIONS] if any(row.get(name) for name in said)]
    return sum(not _is_done(row.get(done)) for row in rows)


def _is_done(value: object) -> bool:
    return isinstance(value, int | float) and value >= 1


def light(record: Mapping[str, str], as_of: date, fresh_days: int, stale_days: int) -> Text:
    """How long ago something was typed: in a sign and in words."""
    if TYPED not in record:
        return BLANK
    days = (as_of - date.fromisoformat(record[SINCE])).days
    return FRESH if days <= fresh_days else AGEING if days <= stale_days else STALE


def _row(entry: Entry, as_of: date, language: Language, fresh_days: int, stale_days: int) -> Record:
    quoted = entry.sheet.replace("'", "''")
    values = {
        "tab": Linked(entry.sheet, f"'{quoted}'!A1"),
        "subject": entry.subject,
        "owner": entry.owner,
        "month": date.fromisoformat(f"{entry.record[MONTH]}-01") if MONTH in entry.record else None,
        "freshness": light(entry.record, as_of, fresh_days, stale_days)[language],
        "filled": entry.filled,
        "actions": entry.actions,
        "remark": entry.remark[language] if entry.remark else None,
    }
    return {f"{CONTENTS}.{name}": value for name, value in values.items()}
