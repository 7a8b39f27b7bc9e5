"""客户关怀日历 · Care calendar.

Question: what care is due next for this customer, and what has been left undone?

Formula: next = the earliest day of its care plan that is neither carried out nor rejected; overdue
= how many such days lie before `as_of`. Of the plan of `as_of`'s calendar year: due_rate = carried
out ÷ due by `as_of`; year_rate = carried out ÷ all.

Units: dates; numbers of rows; rates as shares, shown as percentages. An act of care counts as
carried out with a day of execution up to `as_of`, or with the approval “done”.

Source: domain inventory `care-plan-dimensions`: plans by frequency, content, means and form are
drafted, approved and carried out.

Not for: judging whether the customer liked it: the feedback has its own column.

Example: four quarterly visits, three carried out by 30 September: 100 % of those due, 75 % of the
year's; the last is due on 31 December.

>>> care = pd.DataFrame(
...     {
...         "account_id": "A", "action": "visit", "kind": None, "approval": None,
...         "planned": pd.to_datetime(["2026-03-31", "2026-06-30", "2026-09-30", "2026-12-31"]),
...         "done": pd.to_datetime(["2026-03-31", "2026-06-29", "2026-09-28", None]),
...     }
... )
>>> scored = compute(pd.Series(["A"]), pd.Series([None]), care=care, as_of=date(2026, 9, 30))
>>> scored["next"].dt.date.tolist(), scored["overdue"].tolist()
([datetime.date(2026, 12, 31)], [0.0])
>>> scored[["due_rate", "year_rate"]].to_numpy().tolist()
[[1.0, 0.75]]
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import SEMICOLON, missing_words, percent_words, text_column
from xlcrm.sheets.account import CareTier
from xlcrm.sheets.care import CareApproval, CareKind

DUE_BY_TIER = {
    CareTier.A: Text("A级每年应安排一次旅游", "tier A is due one trip a year"),
    CareTier.B: Text("B级节日应有礼品", "tier B is due a gift on holidays"),
    CareTier.ORDINARY: Text("普通客户应有贺卡", "ordinary customers are due a greeting card"),
}


class Params(MethodParams):
    """Nothing to choose: the plan is the care sheet's."""


DEFAULTS = Params()

LABEL = Label(
    name="care_calendar",
    ids=("care-plan-dimensions",),
    zh="客户关怀日历",
    en="Care calendar",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="next", zh="下次关怀", en="Next care", kind="date"),
        Result(name="overdue", zh="关怀逾期数", en="Care overdue", kind="number", written=False),
        Result(name="due_rate", zh="到期关怀完成率", en="Due care done", kind="percent",
               written=False),
        Result(name="year_rate", zh="全年关怀完成率", en="Year's care done", kind="percent",
               written=False),
        Result(name="reason", zh="关怀说明", en="Care reason"),
    ),
)  # fmt: skip


def compute(
    account_id: pd.Series,
    care_tier: pd.Series,
    *,
    care: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Next care, what is overdue and what was carried out, of each customer."""
    plan = _plan(care, pd.Timestamp(as_of))
    waiting = plan[~plan["carried_out"]].drop_duplicates("account_id").set_index("account_id")
    result = looked_up(account_id, waiting["planned"]).to_frame("next")
    planned = account_id.isin(plan["account_id"].unique())
    overdue = plan[plan["overdue"]].groupby("account_id").size()
    result["overdue"] = looked_up(account_id, overdue).fillna(0.0).astype(float).where(planned)
    counts = _counts(plan)
    counted = pd.DataFrame({name: looked_up(account_id, counts[name]) for name in counts})
    result["due_rate"] = counted["due_done"] / counted["due"].where(counted["due"] > 0)
    result["year_rate"] = counted["year_done"] / counted["year"].where(counted["year"] > 0)
    what = looked_up(account_id, waiting["what"])
    reason = _reason(result.join(counted), what, care_tier, planned, language)
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    result["reason"] = reason.mask(account_id.isna(), nameless)
    return result


def _plan(care: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """The rows that count, by day, with what has become of them."""
    columns = ["account_id", "planned", "action", "kind", "approval", "done"]
    rows = care.reindex(columns=columns)
    rows["planned"], rows["done"] = pd.to_datetime(rows["planned"]), pd.to_datetime(rows["done"])
    rows = rows[rows["account_id"].notna() & rows["planned"].notna()]
    rows = rows[~rows["approval"].isin([CareApproval.REJECTED])]
    rows = rows.sort_values("planned", kind="stable")
    said_done = rows["approval"].isin([CareApproval.DONE]) & rows["done"].isna()
    carried_out = rows["done"].le(today) | said_done
    this_year = rows["planned"].dt.year.eq(today.year)
    due = this_year & rows["planned"].le(today)
    return rows.assign(
        carried_out=carried_out,
        overdue=rows["planned"].lt(today) & ~carried_out,
        what=rows["action"].astype(object).where(rows["action"].notna(), rows["kind"]),
        due=due,
        due_done=due & carried_out,
        year=this_year,
        year_done=this_year & carried_out,
    )


def _counts(plan: pd.DataFrame) -> pd.DataFrame:
    """Rows of the year and of those due, planned and carried out, by account id."""
    names = ["due", "due_done", "year", "year_done"]
    return plan.groupby("account_id")[names].sum().astype(float)


def _reason(
    result: pd.DataFrame,
    what: pd.Series,
    care_tier: pd.Series,
    planned: pd.Series,
    language: Language,
) -> pd.Series:
    """What is next, what is late, and how the year goes; or what the tier is due."""
    late = Text("已逾期{:.0f}项，最早{}：{}", "{:.0f} overdue, first {}: {}")[language]
    next_ = Text("下次{}：{}", "next {}: {}")[language]
    nothing = Text("没有未完成的计划", "nothing left on the plan")[language]
    rates = Text("本年到期{:.0f}项已做{:.0f}项（{}）", "{:.0f} due this year, {:.0f} done ({})")
    none = Text("缺少关怀计划", "missing care plan")[language]
    semicolon, reasons = SEMICOLON[language], []
    frame = result.assign(what=what, tier=care_tier, planned=planned)
    for row in frame.to_dict("records"):
        tier = DUE_BY_TIER[row["tier"]][language] if isinstance(row["tier"], CareTier) else ""
        if not row["planned"]:
            parts = [none, tier]
        else:
            day = "" if pd.isna(row["next"]) else f"{row['next']:%Y-%m-%d}"
            act = _act(row["what"], language)
            due = (
                late.format(row["overdue"], day, act) if row["overdue"] else next_.format(day, act)
            )
            share = "" if not row["due"] > 0 else percent_words(row["due_rate"])
            done = rates[language].format(row["due"], row["due_done"], share) if share else ""
            parts = [due if day else nothing, done]
        reasons.append(semicolon.join(part for part in parts if part))
    return text_column(reasons, result.index)


def _act(what: object, language: Language) -> str:
    return what.text(language) if isinstance(what, CareKind) else str(what)
