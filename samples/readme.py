"""The README of the samples, in both languages, with figures taken from the company itself."""

from collections.abc import Mapping, Sequence
from typing import cast

from samples.activities import PLANNED
from samples.company import COMPANY, SEED
from samples.names import OWNERS
from samples.record import AS_OF, Rows
from samples.surveys import ASKED
from xlcrm.language import Language

Errors = Mapping[Language, Sequence[Mapping[str, str]]]

_ENGLISH = """\
# Samples: {company_en} ({company_zh})

An invented maker of inspection and weighing equipment, its customers and its sales team. Nobody
and nothing here is real: company names are made up, mobile numbers use the block 0000, addresses
for mail end in example.com, and registration numbers have true check digits but a series that is
not in common use. Any likeness is accidental.

- `crm_zh.xlsx` and `crm_en.xlsx`: the same company in Chinese and in English.
- `planted_errors.json`: where the dozen planted errors are.
- `generate.py`: writes all of this anew from one seed ({seed}), byte for byte the same.

The as-of date is **{as_of}**: the ledger ends with that month, open deals close after it.

| | |
|---|---|
| Accounts | {accounts} rows, {active} of them with a ledger; annual sales CNY {sales:,.0f} |
| Skew | the 12 largest customers make {skew:.0%} of the sales |
| Salespeople | {owners_en} |
| Contacts | {contacts} |
| Opportunities | {opportunities} over six quarters, {open} of them open |
| Assessments | {assessments}, for the larger open deals |
| Ledger | {ledger} rows: 24 months for each active customer, balances add up |
| Orders | {orders} over 24 months; what was delivered adds up to about the ledger's sales |
| Activities | {activities} from June 2026 on, the last {planned} planned for December |
| Decision factors | {decision_factors} of the larger deals that are far along |
| Private notes | {contact_private}, on a sheet of their own |
| Surveys | {surveys} answers: four questions to {asked} customers in autumn 2026 |
| Negotiations | {negotiations} items of the deals closest to signature |
| Call log | {call_log} days of five salespeople in November 2026 |
| Switching costs | {switching} assessments of the largest customers |
| Care | {care} acts planned for 2026, most of them done |
| Complaints | {complaints} since April, the last ones still open |
| Targets | {targets} rows: five salespeople, October 2026 to March 2027 |

Annual sales on the accounts sheet are the last twelve months of the ledger. In the Chinese file
the money of accounts and deals is in 万元 (10,000 yuan), the ledger in yuan; in the English file
all money is in yuan (CNY). Some open deals are typed a funnel level above the level their
conditions meet: that is for scoring to find, not an error of validation. Likewise a few activities
aim at our own action or leave open for whom, where or why they are: validation warns of them.

Orders not paid are the newest ones, up to the receivable of the ledger; two dozen are placed and
not delivered, a few only quoted or cancelled. Orders that call off a won deal name it; the others
are the small sales outside the funnel on the targets sheet. Last year's sales are the first twelve
months of the ledger. The fields of the accounts that grades need (loyalty, willingness, quality,
first order and so on) are filled for the large customers and have gaps among the small ones.

The files are dressed as people dress theirs: a banner of merged cells, headers that are not on
row 1, columns of their own (a lookup, a share, an internal code), a hidden column, a table,
filters, drop-downs, data bars, sparklines, comments and a sheet of charts.

## The planted errors

{table_en}
Everything else is valid.

## 说明

虚构的检测与称重设备公司“{company_zh}”，客户、人员、数字全部是编的，如有雷同纯属巧合。截止日期
**{as_of}**。`crm_zh.xlsx` 与 `crm_en.xlsx` 是同一家公司的中英文两版；中文版客户档案和商机的金额
单位为万元，交易与应收为元。年销售额等于最近12个月交易之和，前12名客户占销售额的 {skew:.0%}。
销售人员：{owners_zh}。有些在谈商机填写的漏斗层级高于条件实际达到的层级，那是评分要发现的，不算
校验错误。活动{activities}条（6月起，最后{planned}条是12月的计划），少数写成我方行动或5W不全，校验会提醒。订单{orders}张，
已交付的合计约等于交易与应收的销售额，未付的是最新的几张；满意度{surveys}条，{asked}家客户各答四题；销售任务为
2026年10月至2027年3月，按人按月。评分要用的客户字段（忠诚度、意愿、素质、首单日期等）大客户齐全，小客户
有空缺。除下表12处以外，数据都没有错误。

{table_zh}"""


def readme(rows: Rows, errors: Errors) -> str:
    """The text of README.md."""
    sales = sorted((cast(float, row.get("sales") or 0) for row in rows["accounts"]), reverse=True)
    return _ENGLISH.format(
        company_en=COMPANY.en,
        company_zh=COMPANY.zh,
        seed=SEED,
        as_of=AS_OF,
        sales=sum(sales),
        skew=sum(sales[:12]) / sum(sales),
        planned=PLANNED,
        asked=ASKED,
        active=len({row["account_id"] for row in rows["ledger"]}),
        open=sum(str(row["status"]).endswith("OPEN") for row in rows["opportunities"]),
        owners_en=", ".join(owner.en for owner in OWNERS),
        owners_zh="、".join(owner.zh for owner in OWNERS),
        table_en=_table(errors["en"], ("Sheet", "Cell", "Code", "What")),
        table_zh=_table(errors["zh"], ("工作表", "单元格", "代码", "问题")),
        **{sheet: len(records) for sheet, records in rows.items()},
    )


def _table(errors: Sequence[Mapping[str, str]], headings: tuple[str, ...]) -> str:
    lines = [f"| # | {' | '.join(headings)} |", "|---" * (len(headings) + 1) + "|"]
    for number, error in enumerate(errors, start=1):
        place = f"{error['sheet']} | {error['cell']}"
        lines.append(f"| {number} | {place} | `{error['code']}` | {error['what']} |")
    return "\n".join(lines) + "\n"
