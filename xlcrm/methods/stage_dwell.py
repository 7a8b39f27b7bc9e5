"""阶段停留计划 · Planned dwell time.

Question: which deals stand on their level longer than planned, and by when should each move on?

Formula: due = day the level was reached + planned days; days over plan = `as_of` − due, negative
while there is time. The plan typed for a deal goes before that of its level. A due day after the
deal's own close date is pointed out.

Units: dates and days.

Source: domain inventory `stage-dwell-plan`; the plans by level are ours, to be set from your own
won deals.

Not for: won, lost or shelved deals, which wait for nothing.

Example: a deal that reached its level on 3 June with 14 days planned was due on 17 June; on 24 June
it is 7 days over.

>>> entered = pd.Series(pd.to_datetime(["2024-06-03"]))
>>> stage, status = pd.Series([FunnelLevel.CONFIRMED]), pd.Series([None])
>>> scored = compute(
...     stage, status, entered, pd.Series([14.0]), pd.Series([pd.NaT]), as_of=date(2024, 6, 24)
... )
>>> scored["due"].dt.date.astype(str).tolist(), scored["days_over"].tolist()
(['2024-06-17'], [7.0])
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import SEMICOLON, days_words, missing_words, text_column
from xlcrm.sheets.opportunity import FunnelLevel


class Params(MethodParams):
    """Days planned on each level where the deal has no plan of its own; all ours."""

    days_potential: int = Field(default=30, ge=1, description="Ours: days on level 1 (潜在商机)")
    days_confirmed: int = Field(default=45, ge=1, description="Ours: days on level 2 (落实项目)")
    days_ours: int = Field(default=45, ge=1, description="Ours: days on level 3 (我的项目)")
    days_winning: int = Field(default=30, ge=1, description="Ours: days on level 4 (项目胜算)")

    def plans(self) -> dict[FunnelLevel, float]:
        """Planned days of each level."""
        days = (self.days_potential, self.days_confirmed, self.days_ours, self.days_winning)
        return {level: float(plan) for level, plan in zip(FunnelLevel, days, strict=True)}


DEFAULTS = Params()

LABEL = Label(
    name="stage_dwell",
    ids=("stage-dwell-plan",),
    zh="阶段停留计划",
    en="Planned dwell time",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="due", zh="计划升层日期", en="Level due", kind="date", written=False),
        Result(name="days_over", zh="停留超期天数", en="Days over plan", kind="days"),
        Result(name="reason", zh="停留说明", en="Dwell reason", written=False),
    ),
)


def compute(
    stage: pd.Series,
    status: pd.Series,
    stage_entered: pd.Series,
    planned_days: pd.Series,
    close_date: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Days over plan of each open deal; the plan of its level stands in for a blank one."""
    own = planned_days.astype(float)
    plan = own.fillna(stage.map(params.plans()).astype(float))
    entered = pd.to_datetime(stage_entered)
    today = pd.Timestamp(as_of).normalize()
    usable = is_open(status) & plan.gt(0) & (entered <= today)
    due = (entered + pd.to_timedelta(plan, unit="D")).where(usable)
    result = pd.DataFrame({"due": due, "days_over": (today - due).dt.days.astype(float)})
    inputs = pd.DataFrame({"stage_entered": entered, "planned_days": plan})
    reason = missing_words("opportunities", inputs, language)
    future = Text("进入本层日期在将来", "the level is entered in the future")[language]
    closed = Text("已不在进行中，不计停留", "no longer open: not counted")[language]
    reason = reason.mask(entered > today, future).mask(~is_open(status), closed)
    counted = result["days_over"].notna()
    late = due > pd.to_datetime(close_date)
    reason[counted] = _words(result[counted], plan[counted], late[counted], language)
    result["reason"] = reason
    return result


def _words(result: pd.DataFrame, plan: pd.Series, late: pd.Series, language: Language) -> pd.Series:
    over = Text("计划停留{plan}，{due}到期，已超{days}", "planned {plan}, due {due}, {days} over")
    left = Text("计划停留{plan}，{due}到期，还有{days}", "planned {plan}, due {due}, {days} left")
    beyond = Text("升层晚于签约日期", "due after the close date")[language]
    reasons = [
        (over if days > 0 else left)[language].format(
            plan=days_words(planned, language), due=due, days=days_words(abs(days), language)
        )
        + (SEMICOLON[language] + beyond if after else "")
        for planned, due, days, after in zip(
            plan, result["due"].dt.strftime("%Y-%m-%d"), result["days_over"], late, strict=True
        )
    ]
    return text_column(reasons, result.index)
