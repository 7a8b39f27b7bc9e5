"""The key-account plan: one calm A4 page wide per account, facts above, typed judgement below them.

Blocks that people type into stand before the tables that grow, so that they keep their place.
"""

from pathlib import Path

from workbook_templates import plan_tables
from workbook_templates.charts import Spot
from workbook_templates.page import Page, token
from workbook_templates.plan_page import (
    TYPE_HERE,
    Ask,
    Fact,
    actions,
    banner,
    begin,
    boxes,
    end,
    facts,
    reasons,
    tiles,
)
from workbook_templates.radar import Measure, measures
from xlcrm.language import Language, Text
from xlcrm.sheets import fields_of, sheet_model

TITLE = Text("大客户计划", "Key account plan")
WIDTHS = {
    "zh": (11, 22, 9, 9.5, 9.5, 12, 12, 15, 22, 9, 9, 18),
    "en": (11, 22, 10, 10.5, 11, 12, 12, 15, 22, 9.5, 10, 18),
}
LAST = 11
HALVES = ((0, 5), (6, LAST))
SPANS = ((0, 1), (2, 4), (5, 7), (8, 8), (9, 10), (11, 11))
"""The six upright strips that the facts and figures stand in."""

FACTS = (
    Fact(Text("客户编号", "Account ID"), "account.account_id"),
    Fact(Text("负责人", "Owner"), "account.owner"),
    Fact(Text("行业", "Industry"), "account.industry"),
    Fact(Text("城市", "City"), "account.city"),
    Fact(Text("账期（天）", "Payment terms (days)"), "account.payment_terms", "count"),
    Fact(Text("超出账期（天）", "Beyond terms (days)"), "dso_countback.beyond_terms", "days"),
    Fact(Text("KPI 组", "KPI set"), "account.owner_type"),
    Fact(Text("满意等级（0–3）", "Satisfaction (0–3)"), "satisfaction_grade.grade", "count"),
    Fact(Text("忠诚级（0–3）", "Loyalty (0–3)"), "loyalty_marks.class", "count"),
    Fact(Text("转换成本（1–5）", "Switching cost (1–5)"), "customer_ties.switching_cost", "days"),
    Fact(Text("档案更新", "File reviewed"), "account.reviewed", "date"),
    Fact(Text("计划是否新近", "Plan fresh?"), "plan_upkeep.fresh"),
)
MEASURES = (
    Measure(Text("我方份额", "Our share"), "attack_defence.share", "attack_defence.reason"),
    Measure(Text("角色覆盖", "Roles covered"), "role_coverage.roles", "role_coverage.reason"),
    Measure(Text("关系牢固", "Firmness"), "customer_ties.firmness", "customer_ties.reason"),
    Measure(Text("维系手段", "Ties in use"), "switching_methods.coverage",
            "switching_methods.reason"),
    Measure(Text("档案完整", "File complete"), "file_completeness.by_field",
            "file_completeness.reason"),
    Measure(Text("按时关怀", "Care on time"), "care_calendar.due_rate", "care_calendar.reason"),
)  # fmt: skip
REASONS = (
    Fact(Text("价值判断", "Why this grade"), "account_value.reason"),
    Fact(Text("贡献判断", "Contribution"), "pareto.reason"),
    Fact(Text("回款判断", "Why this DSO"), "dso_countback.reason"),
)
JUDGEMENT = (
    Ask(Text("本季目标", "Objective this quarter"), "input_objective"),
    Ask(Text("竞争对手", "Competitors"), "input_competitors"),
    Ask(Text("风险", "Risks"), "input_risks"),
    Ask(Text("增值服务与优惠政策", "Value-added services and policies"), "input_services"),
)
UNITS = (
    Ask(Text("下次复盘日期", "Next review date"), "input_next_review", "date"),
    Ask(Text("时间份数（共 10 份）", "Time, units of ten"), "input_time_units", "count"),
    Ask(Text("人力份数（共 10 份）", "People, units of ten"), "input_manpower_units", "count"),
    Ask(Text("财力份数（共 10 份）", "Money, units of ten"), "input_money_units", "count"),
)
UNIT_SPANS = ((0, 1), (2, 4), (5, 7), (8, 8))


def build(path: Path, language: Language) -> None:
    """Writes the account-plan template."""
    page = begin(path, language, TITLE, WIDTHS[language])
    banner(page, TITLE, token("account.name"), (7, 9))
    facts(page, FACTS, SPANS)
    page.skip()
    tiles(page, _figures(page), SPANS)
    page.skip()
    page.section(Text("客户评估", "Assessment"))
    measures(page, MEASURES, title=Text("客户评估雷达", "Assessment radar"), until=7)
    page.skip(4)
    reasons(page, REASONS, last=1, height=26)
    page.skip()
    judgement = Text("我们的判断", "Our judgement")
    page.section(Text(judgement.zh + TYPE_HERE.zh, judgement.en + TYPE_HERE.en))
    boxes(page, JUDGEMENT, HALVES, height=48)
    boxes(page, UNITS, UNIT_SPANS, height=20)
    page.skip()
    page.section(Text("目标与行动", "Objectives and actions"))
    top = page.row
    actions(page)
    beside = Spot(top, page.pixels(4) - 12, 7 * 40 - 2, column=4, right=12, down=2)
    page.skip()
    plan_tables.records(page)
    _switching(page)
    plan_tables.ledger(page, beside)
    entries = {"version": "2", "tab_name": "{{account.name}}", "subject": "account",
               "opportunities": "open", "ledger": "last 12"}  # fmt: skip
    end(page, entries, first=1)


def _figures(page: Page) -> list[Fact]:
    money = page.draft.money
    return [
        Fact(money(Text("年销售额", "Annual sales")), "account.sales", "money"),
        Fact(money(Text("年采购潜力", "Purchase potential")), "account.potential", "money"),
        Fact(Text("客户份额", "Share of customer"), "attack_defence.share", "percent"),
        Fact(Text("价值等级", "Value grade"), "account_value.grade"),
        Fact(Text("攻守姿态", "Stance"), "attack_defence.stance"),
        Fact(Text("回款天数", "DSO (days)"), "dso_countback.days", "days"),
    ]


def _switching(page: Page) -> None:
    """The seventeen ways to tie a customer, which are in use, and what we shall do."""
    page.section(Text("转换成本：17 种手段是否在用", "Switching costs: 17 ways, in use or not"))
    found = [f for f in fields_of(sheet_model("switching")) if f.name.startswith("method_")]
    entries = [
        Fact(Text(f"{n}.{field.column.zh}", f"{n}. {field.column.en}"), f"switching.{field.name}")
        for n, field in enumerate(found, start=1)
    ]
    share = Fact(Text("在用比例", "Share in use"), "switching_methods.coverage", "percent")
    facts(page, [*entries, share], SPANS, height=15)
    boxes(page, [Ask(Text("准备增加的手段", "Ways to add next"), "input_switching")],
          ((0, LAST),), height=32)  # fmt: skip
    page.skip()
