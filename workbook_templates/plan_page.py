"""The pieces that planning templates are laid out from: banner, facts, inputs, tables, protection.

People type into yellow cells: single ones have a name, `input_…`, under which next month's tab
finds what was typed. Words say what a colour says.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from workbook_templates.explicit import spell_out
from workbook_templates.look import QUIET, SECOND, Draft, Kind, print_setup
from workbook_templates.page import Body, Page, Slot, Tile, field_slot, token
from xlcrm.language import Language, Text
from xlcrm.sheets.column import Choice

NOTES = "_template"
UNPLACED = Text("未归位（以前填写、现在没有位置）", "Unplaced (typed earlier, no place now)")
TYPE_HERE = Text("（黄色处填写）", " (type into the yellow cells)")
EARLIEST = date(2000, 1, 1)

Spans = Sequence[tuple[int, int]]
"""Upright strips of the page: first and last column, both included."""


@dataclass(frozen=True)
class Fact:
    """A label with the token below or beside it."""

    label: Text
    token: str
    kind: Kind = "text"


@dataclass(frozen=True)
class Ask:
    """A single input: its label, its name, and what may be typed."""

    label: Text
    name: str
    kind: Kind = "note"
    choices: Sequence[Text] = ()


ONE_LINE = {"text_wrap": False, "shrink": True}
"""Text that is too long for its cell is shown smaller, never cut off."""

TICKS = (Text("✓ 已备", "✓ ready"), Text("○ 未备", "○ not yet"), Text("– 不需要", "– not needed"))
"""How things to prepare stand."""


def words_of(choices: Iterable[Choice]) -> tuple[Text, ...]:
    """A closed list of a sheet, as a drop-down shows it."""
    return tuple(Text(each.text("zh"), each.text("en")) for each in choices)


def begin(path: Path, language: Language, title: Text, widths: Sequence[float]) -> Page:
    """The page of a new planning template at `path`."""
    page = Page.begin(Draft.begin(path, language, title), title, widths)
    page.indent = 0
    return page


def banner(page: Page, title: Text, name: str, spans: tuple[int, int]) -> None:
    """Whom the tab is about, what it is, and the month, over the whole width.

    `name` is a token's path or, for a team, plain words; `spans` are the last columns of the name
    and of the title.
    """
    style, (middle, right) = page.draft.style, spans
    page.sheet.set_row(page.row, 38)
    page.put(0, name, style("banner", **ONE_LINE), last=middle)
    page.put(middle + 1, page.text(title), style("banner_side", text_wrap=False), last=right)
    month = style("banner_side", "month", align="right")
    page.put(right + 1, token("plan.month"), month, last=page.width - 1)
    page.row += 1


def facts(page: Page, entries: Sequence[Fact], spans: Spans, *, height: float = 18) -> None:
    """Small labels over values, as many in a row as there are spans."""
    for start in range(0, len(entries), len(spans)):
        row = list(zip(entries[start : start + len(spans)], spans, strict=False))
        for role, tall in (("label", 15), ("fact", height)):
            page.sheet.set_row(page.row, tall)
            for fact, (first, last) in row:
                shown = page.text(fact.label) if role == "label" else token(fact.token)
                kind: Kind = "text" if role == "label" else fact.kind
                look = page.draft.style(role, kind, align="left", indent=1, **ONE_LINE)
                page.put(first, shown, look, last=last)
            page.row += 1


def tiles(page: Page, entries: Sequence[Fact], spans: Spans) -> None:
    """The figures that matter most, large."""
    page.tiles([
        Tile(fact.label, fact.token, fact.kind, *span)
        for fact, span in zip(entries, spans, strict=True)
    ], shrink=True)  # fmt: skip


def reasons(
    page: Page, entries: Sequence[Fact], *, last: int, height: float = 28, until: int | None = None
) -> None:
    """A label up to column `last`, and words across the rest of the page or up to `until`."""
    style = page.draft.style
    end_of_words = page.width - 1 if until is None else until
    for fact in entries:
        page.sheet.set_row(page.row, height)
        look = style("body", font_color=QUIET, indent=1)
        page.put(0, page.text(fact.label), look, last=last)
        words = style("body", "note" if fact.kind == "text" else fact.kind, align="left")
        page.put(last + 1, token(fact.token), words, last=end_of_words)
        page.row += 1


def boxes(page: Page, asks: Sequence[Ask], spans: Spans, *, height: float = 50) -> None:
    """Yellow boxes under their labels, as many in a row as there are spans."""
    for start in range(0, len(asks), len(spans)):
        row = list(zip(asks[start : start + len(spans)], spans, strict=False))
        page.sheet.set_row(page.row, 20)
        for ask, (first, last) in row:
            look = page.draft.style("label", font_size=10, valign="bottom", indent=1)
            page.put(first, page.text(ask.label), look, last=last)
        page.row += 1
        page.sheet.set_row(page.row, height)
        for ask, (first, last) in row:
            answer(page, ask, first, last, valign="top" if ask.kind == "note" else "vcenter")
        page.row += 1


def answer(page: Page, ask: Ask, first: int, last: int | None = None, **look: Any) -> None:
    """One yellow cell with its name and its rule, on the current row."""
    page.put(first, "", page.draft.style("input", ask.kind, **look), last=last)
    sheet = page.sheet.get_name()
    place = f"${chr(ord('A') + first)}${page.row + 1}"
    page.draft.workbook.define_name(f"'{sheet}'!{ask.name}", f"='{sheet}'!{place}")
    rule = _rule(page, ask.kind, ask.choices)
    if rule:
        page.sheet.data_validation(page.row, first, page.row, first, rule)


def checklist(page: Page, asks: Sequence[Ask], spans: Spans) -> None:
    """Things to tick: each label with its drop-down in the last column of its span."""
    for start in range(0, len(asks), len(spans)):
        page.sheet.set_row(page.row, 19)
        row = zip(asks[start : start + len(spans)], spans, strict=False)
        for ask, (first, last) in row:
            look = page.draft.style("body", indent=1, **ONE_LINE)
            page.put(first, page.text(ask.label), look, last=last - 1)
            answer(page, Ask(ask.label, ask.name, "text", ask.choices or TICKS), last)
        page.row += 1


def table(
    page: Page,
    name: str,
    slots: Sequence[Slot],
    *,
    first: int = 0,
    blanks: int = 1,
    height: float = 28,
) -> Body:
    """A table whose typed columns take only what belongs there."""
    body = page.table(name, slots, first=first, blanks=blanks, height=height)
    for column, slot in enumerate(slots, start=first):
        rows = (body.first_row, column, body.last_row, column)
        rule = _rule(page, slot.kind, slot.choices) if slot.typed else None
        if rule:
            page.sheet.data_validation(*rows, rule)
        if slot.typed and slot.kind == "percent":
            page.sheet.conditional_format(*rows, DONE_BAR)
    return body


DONE_BAR = {
    "type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": SECOND,
    "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1,
}  # fmt: skip
"""A bar behind a percentage, which says the same."""


def _rule(page: Page, kind: Kind, choices: Sequence[Text]) -> dict[str, Any] | None:
    """What may be typed into a cell of this kind; None where anything may."""
    if choices:
        words = Text("请从列表中选择", "Choose from the list")
        texts = [page.text(each) for each in choices]
        return {"validate": "list", "source": texts, **_complaint(page, words)}
    if kind not in RULES:
        return None
    rule, words = RULES[kind]
    return {**rule, **_complaint(page, words)}


RULES: dict[Kind, tuple[dict[str, Any], Text]] = {
    "date": ({"validate": "date", "criteria": ">=", "value": EARLIEST},
             Text("请填日期，如 2026-12-31", "Type a date such as 2026-12-31")),
    "percent": ({"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1},
                Text("请填 0% 到 100%", "Type 0% to 100%")),
    "count": ({"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 10},
              Text("请填 0 到 10 的整数", "Type a whole number from 0 to 10")),
    "money": ({"validate": "decimal", "criteria": ">=", "value": 0},
              Text("请填金额（元），如 12000", "Type an amount such as 12000")),
}  # fmt: skip


def _complaint(page: Page, words: Text) -> dict[str, str]:
    return {"error_title": page.text(Text("请检查", "Please check")),
            "error_message": page.text(words)}  # fmt: skip


def titled(path: str, zh: str, en: str, **look: Any) -> Slot:
    """A sheet's column under a shorter heading, because columns are narrow here."""
    slot = field_slot(path)
    return Slot(Text(zh, en), slot.token, look.get("kind", slot.kind), look.get("role", "body"))


def actions(page: Page, *, blanks: int = 6, first: int = 0, height: float = 30) -> Body:
    """The typed table of actions, which the contents tab counts."""
    slots = [
        Slot(Text("截止日", "Due"), kind="date"),
        Slot(Text("行动", "Action"), kind="note"),
        Slot(Text("负责人", "Owner")),
        Slot(Text("完成%", "Done %"), kind="percent"),
    ]
    return table(page, "actions", slots, blanks=blanks, first=first, height=height)


def end(page: Page, entries: Mapping[str, str], *, first: int = 0, landscape: bool = False) -> None:
    """Unplaced notes, protection without password, print set-up, the hidden notes sheet.

    `entries` go onto the notes sheet: subject, tab name, and what tables show.
    """
    page.skip(10)
    page.section(UNPLACED)
    page.table("unplaced", UNPLACED_SLOTS, first=first)
    page.sheet.protect("", {"format_columns": True, "format_rows": True})
    page.sheet.freeze_panes(1, 0)
    print_setup(page.sheet, page.draft.language, landscape=landscape, heading=range(1))
    _notes(page.draft, entries)
    path = Path(str(page.draft.workbook.filename))
    page.draft.workbook.close()
    spell_out(path)


UNPLACED_SLOTS = (
    Slot(Text("原栏目", "Old label"), "unplaced.label"),
    Slot(Text("原位置", "Old cell"), "unplaced.cell"),
    # Runs on to the right, over empty cells.
    Slot(Text("原内容", "What was typed"), "unplaced.text", role="overflow"),
)

EXPLAINED = {
    "version": Text("模板版本", "Version of this template"),
    "tab_name": Text("标签页名称", "Name of each tab"),
    "language": Text("语言", "Language"),
    "subject": Text("每页写的是：客户、商机或团队", "What a tab is about: account, deal or team"),
}
SHOWS = Text("这张表列出哪些行", "Which rows this table shows")


def _notes(draft: Draft, entries: Mapping[str, str]) -> None:
    """The hidden sheet that tells the program how tabs of this template are made."""
    sheet = draft.workbook.add_worksheet(NOTES)
    rows = {"version": "1", "language": draft.language, **entries}
    for row, (key, value) in enumerate(rows.items()):
        note = EXPLAINED.get(key, SHOWS)[draft.language]
        for column, text in enumerate((key, value, note)):
            sheet.write_string(row, column, text, draft.style("plain"))
    sheet.set_column(0, 0, 26)
    sheet.set_column(1, 1, 36)
    sheet.set_column(2, 2, 40)
    sheet.hide()
