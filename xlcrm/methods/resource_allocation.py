"""资源分配十份法 · Ten-unit resource allocation.

Question: do time, people and money go where the plan for attack, defence and maintenance puts them?

Formula: each resource is planned in ten units over the three stances: the mean over the people who
planned it for the month of `as_of` on the sheet of targets, else the setting. Actual units = 10 ×
the stance's part of the resource over the last `window_days`, from the activities done: time =
hours, manpower = person-days (owner and day), money = activity expenses. Customers to give up, or
without a stance, are a fourth row with no units planned. Difference = actual − planned.

Units: hours, person-days and base currency units; units of ten.

Source: domain inventory `resource-allocation-10`: a quota of 10 over 进攻, 防御, 维持 for 时间,
人力, 财力. The cells of its table are lost, so the plan of the settings is ours. Each resource must
add up to 10; a person's plan that does not is left out.

Not for: a week with a handful of activities, or time that nobody logs.

Example: of 40 hours 18 went to attack, 14 to defence and 8 to maintenance; 5, 3 and 2 were planned.

>>> from xlcrm.sheets import Target
>>> from xlcrm.sheets.frame import empty_frame
>>> index = pd.Index([2, 3, 4])
>>> hours = pd.Series([18.0, 14.0, 8.0], index=index)
>>> scored = compute(
...     pd.Series(["A", "B", "C"], index=index),
...     pd.Series(pd.to_datetime(["2026-05-18"] * 3), index=index), hours, hours * float("nan"),
...     pd.Series(["王芳"] * 3, index=index), pd.Series([None] * 3, index=index),
...     accounts=pd.DataFrame({"account_id": ["A", "B", "C"]}),
...     attack_defence=pd.DataFrame({"stance": ["进攻", "防御", "维持"]}),
...     targets=empty_frame(Target), as_of=date(2026, 5, 20),
... )
>>> scored[["planned", "actual", "difference"]].head(3).to_numpy().tolist()
[[5.0, 4.5, -0.5], [3.0, 3.5, 0.5], [2.0, 2.0, 0.0]]
"""

from collections.abc import Mapping
from datetime import date
from typing import Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.attack_defence import ATTACK, DEFEND, MAINTAIN
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import amount_words, missing_words, text_column
from xlcrm.sheets.activity import ActivityStatus
from xlcrm.sheets.target import ALLOCATED, UNITS

STANCES = {"attack": ATTACK, "defend": DEFEND, "maintain": MAINTAIN, "other": Text("其他", "Other")}
RESOURCES = {
    "time": Text("时间", "Time"),
    "manpower": Text("人力", "Manpower"),
    "money": Text("财力", "Money"),
}


def _plan(of: str, units: int) -> int:
    field: int = Field(
        default=units, ge=0, le=UNITS, description=f"Ours: units of ten planned for {of}"
    )
    return field


class Params(MethodParams):
    """The plan, and how far back the activities count."""

    time_attack: int = _plan("time, attack", 5)
    time_defend: int = _plan("time, defence", 3)
    time_maintain: int = _plan("time, maintenance", 2)
    manpower_attack: int = _plan("manpower, attack", 4)
    manpower_defend: int = _plan("manpower, defence", 4)
    manpower_maintain: int = _plan("manpower, maintenance", 2)
    money_attack: int = _plan("money, attack", 5)
    money_defend: int = _plan("money, defence", 3)
    money_maintain: int = _plan("money, maintenance", 2)
    window_days: int = Field(
        default=30, ge=1, le=731, description="Ours: days of activities that count, to as_of"
    )

    @model_validator(mode="after")
    def _ten_each(self) -> Self:
        for resource in RESOURCES:
            over = sum(self.planned(resource, stance) for stance in STANCES) - UNITS
            if over:
                side = "over" if over > 0 else "under"
                raise ValueError(f"{resource} {side} by {abs(over)}: it must add up to {UNITS}")
        return self

    def planned(self, resource: str, stance: str) -> int:
        """Units planned of a resource for a stance; none for the others."""
        return int(getattr(self, f"{resource}_{stance}", 0))


DEFAULTS = Params()

LABEL = Label(
    name="resource_allocation",
    ids=("resource-allocation-10",),
    zh="资源分配十份法",
    en="Ten-unit resource allocation",
    sheet="activities",
    shape="table",
    results=(
        Result(name="resource", zh="资源", en="Resource"),
        Result(name="stance", zh="姿态", en="Stance"),
        Result(name="planned", zh="计划份数", en="Planned units", kind="number"),
        Result(name="actual", zh="实际份数", en="Actual units", kind="number"),
        Result(name="difference", zh="份数差", en="Difference", kind="number"),
        Result(name="spent", zh="实际投入", en="Spent", kind="number"),
        Result(name="reason", zh="说明", en="Reason"),
    ),
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    account_id: pd.Series,
    day: pd.Series,
    hours: pd.Series,
    expense: pd.Series,
    owner: pd.Series,
    status: pd.Series,
    *,
    accounts: pd.DataFrame,
    attack_defence: pd.DataFrame,
    targets: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Twelve rows, resource by stance: planned and actual units."""
    days = pd.to_datetime(day)
    until = pd.Timestamp(as_of)
    recent = days.gt(until - pd.Timedelta(days=params.window_days)) & days.le(until)
    done = recent & (status.isna() | status.isin([ActivityStatus.DONE]))
    stance = account_id.map(_stances(accounts, attack_defence)).astype("str").fillna("other")
    person_days = (owner.notna() & ~_repeated(owner, days, stance, done)).astype(float)
    rows = pd.DataFrame(
        {"stance": stance, "time": hours, "manpower": person_days, "money": expense}
    )[done & account_id.notna()].astype({"time": float, "money": float})
    spent = rows.groupby("stance")[list(RESOURCES)].sum().reindex(list(STANCES), fill_value=0.0)
    total = spent.sum()
    actual = UNITS * spent / total.where(total > 0)
    planned = {name: _planned(targets, name, until, params) for name in RESOURCES}
    result = _table(actual, spent, planned, language)
    result["difference"] = result["actual"] - result["planned"]
    result["reason"] = _reason(result, language)
    return result[[one.name for one in LABEL.results]]


def _table(
    actual: pd.DataFrame,
    spent: pd.DataFrame,
    planned: Mapping[str, Mapping[str, float]],
    language: Language,
) -> pd.DataFrame:
    """One row per resource and stance."""
    return pd.DataFrame(
        [
            {
                "resource": RESOURCES[resource][language],
                "stance": STANCES[one][language],
                "planned": planned[resource][one],
                "actual": actual.at[one, resource],
                "spent": spent.at[one, resource],
                "of": spent[resource].sum(),
                "kind": resource,
            }
            for resource in RESOURCES
            for one in STANCES
        ]
    )


def _planned(
    targets: pd.DataFrame, resource: str, month: pd.Timestamp, params: Params
) -> dict[str, float]:
    """Units by stance: the mean of the month's plans that make ten, else the setting's."""
    this_month = pd.to_datetime(targets["month"]).dt.to_period("M") == month.to_period("M")
    plans = targets.loc[this_month, list(ALLOCATED[resource])].astype(float).fillna(0.0)
    plans = plans[plans.clip(0, UNITS + 1).sum(axis=1) == UNITS]
    if plans.empty:
        return {one: float(params.planned(resource, one)) for one in STANCES}
    return {one: float(plans.get(f"{resource}_{one}", pd.Series([0.0])).mean()) for one in STANCES}


def _stances(accounts: pd.DataFrame, attack_defence: pd.DataFrame) -> pd.Series:
    """Stance by account id, of those the plan knows."""
    words = {word: name for name, text in STANCES.items() for word in text}
    stance = attack_defence["stance"].reindex(accounts.index).map(words)
    known = accounts.assign(stance=stance).dropna(subset=["account_id"])
    return known.drop_duplicates("account_id").set_index("account_id")["stance"]


def _repeated(owner: pd.Series, day: pd.Series, stance: pd.Series, done: pd.Series) -> pd.Series:
    """Whether an earlier row counts this person's day for this stance already."""
    keys = pd.DataFrame({"owner": owner, "day": day, "stance": stance, "done": done})
    return keys.duplicated(keep="first")


def _reason(result: pd.DataFrame, language: Language) -> pd.Series:
    words = Text(
        "{resource}·{stance}：计划{planned:g}份，实际{actual:.1f}份（{spent}/{of}{unit}），{verdict}",
        "{resource}, {stance}: planned {planned:g}, actual {actual:.1f} ({spent} of {of}{unit}), "
        "{verdict}",
    )[language]
    inputs = {"time": "hours", "manpower": "owner", "money": "expense"}
    unit = {
        "time": Text("小时", " hours"),
        "manpower": Text("人天", " person-days"),
        "money": Text("", ""),
    }
    colon = Text("：", ": ")[language]
    rows = result.astype(object).to_dict("records")
    reasons = [
        words.format(
            resource=row["resource"],
            stance=row["stance"],
            planned=row["planned"],
            actual=row["actual"],
            spent=_spent(row["spent"], row["kind"], language),
            of=_spent(row["of"], row["kind"], language),
            unit=unit[row["kind"]][language],
            verdict=_verdict(row["difference"], language),
        )
        if row["of"] > 0
        else f"{row['resource']}{colon}{_missing(inputs[row['kind']], language)}"
        for row in rows
    ]
    return text_column(reasons, result.index)


def _spent(amount: float, kind: str, language: Language) -> str:
    return amount_words(amount, language) if kind == "money" else f"{amount:g}"


def _verdict(difference: float, language: Language) -> str:
    """Over, under or on plan, to a tenth of a unit."""
    gap = round(difference, 1)
    if gap == 0:
        return Text("与计划一致", "on plan")[language]
    words = Text("多{:.1f}份", "{:.1f} over") if gap > 0 else Text("少{:.1f}份", "{:.1f} under")
    return words[language].format(abs(gap))


def _missing(field: str, language: Language) -> str:
    """That a column of the activities holds nothing that counts."""
    blank = pd.DataFrame({field: [None]})
    return str(missing_words("activities", blank, language).iloc[0])
