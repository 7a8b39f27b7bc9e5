"""The key-account plan: one calm A4 page wide per account, facts above, typed judgement below them.

Blocks that people type into stand before the tables that grow, so that they keep their place.
"""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from workbook_templates import plan_tables
from workbook_templates.charts import Spot
from workbook_templates.explicit import spell_out
from workbook_templates.look import QUIET, SECOND, Draft, Kind
from workbook_templates.page import Page, Slot, Tile, field_slot, token
from xlcrm.language import Language, Text

TITLE = Text("大客户计划", "Key account plan")
WIDTHS = {
    "zh": (11, 22, 9, 9.5, 9, 9, 11.5, 15, 22, 8.5, 8.5, 18),
    "en": (11, 22, 10, 10.5, 11, 11, 11.5, 15, 22, 9.5, 10, 18),
}
LAST = 11
EARLIEST = date(2000, 1, 1)

SPANS = ((0, 1), (2, 4), (5, 7), (8, 8), (9, 10), (11, 11))
"""The six upright strips that the facts and figures stand in."""

FACTS = ("account_id", "owner", "industry", "city", "payment_terms")


def build(path: Path, language: Language) -> None:
    """Writes the account-plan template."""
    draft = Draft.begin(path, language, TITLE)
    page = Page.begin(draft, TITLE, WIDTHS[language])
    page.indent = 0
    _banner(page)
    _facts(page)
    page.skip()
    page.tiles(_tiles(draft))
    page.skip()
    _reasons(page)
    _judgement(page)
    beside = _actions(page)
    plan_tables.records(page)
    plan_tables.ledger_chart(page, beside)
    plan_tables.finish(page)
    plan_tables.notes(draft)
    draft.workbook.close()
    spell_out(path)


def _banner(page: Page) -> None:
    style = page.draft.style
    page.sheet.set_row(page.row, 38)
    page.put(0, token("account.name"), style("banner", text_wrap=False), last=7)
    page.put(8, page.text(TITLE), style("banner_side", text_wrap=False), last=9)
    page.put(10, token("plan.month"), style("banner_side", "month", align="right"), last=LAST)
    page.row += 1


def _facts(page: Page) -> None:
    labels = [field_slot(f"accounts.{name}") for name in FACTS]
    facts = [(slot.header, f"account.{name}", slot.kind)
             for slot, name in zip(labels, FACTS, strict=True)]  # fmt: skip
    terms = Text("账期（天）", "Payment terms (days)")
    facts[4] = (terms, "account.payment_terms", "count")
    beyond = Text("超出账期（天）", "Beyond terms (days)")
    facts.append((beyond, "dso_countback.beyond_terms", "days"))
    for height, role in ((20, "label"), (20, "fact")):
        page.sheet.set_row(page.row, height)
        for (label, path, kind), (first, last) in zip(facts, SPANS, strict=True):
            shown = page.text(label) if role == "label" else token(path)
            cell: Kind = "text" if role == "label" else kind
            look = page.draft.style(role, cell, align="left", text_wrap=False, indent=1)
            page.put(first, shown, look, last=last)
        page.row += 1


def _tiles(draft: Draft) -> list[Tile]:
    money = draft.money
    figures: list[tuple[Text, str, Kind]] = [
        (money(Text("年销售额", "Annual sales")), "account.sales", "money"),
        (money(Text("年采购潜力", "Purchase potential")), "account.potential", "money"),
        (Text("我方份额", "Our share"), "attack_defence.share", "percent"),
        (Text("价值等级", "Value grade"), "account_value.grade", "text"),
        (Text("攻守姿态", "Stance"), "attack_defence.stance", "text"),
        (Text("回款天数", "DSO (days)"), "dso_countback.days", "days"),
    ]
    return [
        Tile(label, path, kind, *span)
        for (label, path, kind), span in zip(figures, SPANS, strict=True)
    ]


def _reasons(page: Page) -> None:
    rows = (
        (Text("攻守判断", "Why this stance"), "attack_defence.reason"),
        (Text("价值判断", "Why this grade"), "account_value.reason"),
        (Text("贡献判断", "Contribution"), "pareto.reason"),
        (Text("回款倒推", "DSO steps"), "dso_countback.steps"),
        (Text("回款判断", "Why this DSO"), "dso_countback.reason"),
    )
    style = page.draft.style
    for label, path in rows:
        page.sheet.set_row(page.row, 28)
        page.put(0, page.text(label), style("body", font_color=QUIET, indent=1), last=1)
        page.put(2, token(path), style("body", "note"), last=LAST)
        page.row += 1
    page.skip()


def _judgement(page: Page) -> None:
    """Four yellow boxes and the date of the next review."""
    page.section(Text("我们的判断（黄色处填写）", "Our judgement (type into the yellow cells)"))
    _boxes(page, (
        (Text("本季目标", "Objective this quarter"), "input_objective"),
        (Text("竞争对手", "Competitors"), "input_competitors"),
    ))  # fmt: skip
    _boxes(page, (
        (Text("风险", "Risks"), "input_risks"),
        (Text("增值服务与优惠政策", "Value-added services and policies"), "input_services"),
    ))  # fmt: skip
    page.skip(6)
    page.sheet.set_row(page.row, 22)
    label = page.text(Text("下次复盘日期", "Next review date"))
    page.put(0, label, page.draft.style("label", font_size=10, indent=1), last=1)
    page.put(2, "", page.draft.style("input", "date"), last=3)
    _name_input(page, "input_next_review", 2)
    page.sheet.data_validation(page.row, 2, page.row, 2, _date_rule(page))
    page.row += 1
    page.skip(10)


def _date_rule(page: Page) -> dict[str, Any]:
    words = Text("请填日期，如 2026-12-31", "Type a date such as 2026-12-31")
    return {"validate": "date", "criteria": ">=", "value": EARLIEST, **_complaint(page, words)}


def _boxes(page: Page, boxes: Sequence[tuple[Text, str]]) -> None:
    for height, role in ((20, "label"), (54, "input")):
        page.sheet.set_row(page.row, height)
        for (label, name), (first, last) in zip(boxes, ((0, 5), (6, LAST)), strict=True):
            if role == "label":
                look = page.draft.style(role, font_size=10, valign="bottom", indent=1)
                page.put(first, page.text(label), look, last=last)
            else:
                look = page.draft.style(role, "note", valign="top")
                page.put(first, "", look, last=last)
                _name_input(page, name, first)
        page.row += 1


def _name_input(page: Page, name: str, column: int) -> None:
    sheet = page.sheet.get_name()
    letter = chr(ord("A") + column)
    page.draft.workbook.define_name(f"'{sheet}'!{name}", f"='{sheet}'!${letter}${page.row + 1}")


def _complaint(page: Page, words: Text) -> dict[str, str]:
    return {"error_title": page.text(TITLE), "error_message": page.text(words)}


def _actions(page: Page) -> Spot:
    """The typed table of actions; returns the room that is left beside it."""
    page.section(Text("目标与行动", "Objectives and actions"))
    top = page.row
    slots = [
        Slot(Text("截止日", "Due"), kind="date"),
        Slot(Text("行动", "Action"), kind="note"),
        Slot(Text("负责人", "Owner")),
        Slot(Text("完成%", "Done %"), kind="percent"),
    ]
    body = page.table("actions", slots, blanks=6, height=30)
    page.sheet.data_validation(body.first_row, 0, body.last_row, 0, _date_rule(page))
    _done_bars(page, (body.first_row, 3, body.last_row, 3))
    page.skip(10)
    room = page.pixels(4)
    return Spot(top, room - 12, 7 * 40 - 2, column=4, right=12, down=2)


def _done_bars(page: Page, rows: tuple[int, int, int, int]) -> None:
    """A bar behind the percentage, which must lie between 0 and 100 %."""
    words = Text("请填 0% 到 100%", "Type 0% to 100%")
    rule = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 1}
    page.sheet.data_validation(*rows, {**rule, **_complaint(page, words)})
    bar = {"type": "data_bar", "data_bar_2010": True, "bar_solid": True, "bar_color": SECOND,
           "min_type": "num", "max_type": "num", "min_value": 0, "max_value": 1}  # fmt: skip
    page.sheet.conditional_format(*rows, bar)
