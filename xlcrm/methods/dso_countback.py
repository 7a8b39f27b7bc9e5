"""DSO倒算法 · DSO countback.

Question: how many days of sales does a customer still owe us, and how far beyond the terms?

Formula: go back month by month from the month of the balance. As long as the balance is not used
up, a month adds all its days and takes its sales off the balance; the month that is larger than
what is left adds (left ÷ its sales) × its days and ends the count. A month without sales adds all
its days. Days beyond terms = days − payment terms; negative when the customer pays ahead of them.

The balance is that of the customer's latest ledger row not after `as_of`. The month of `as_of`
counts its days to date, other months count in full.

Units: sales and balance in base currency units, payment terms in days; the results are days.

No number is given when a month is missing, appears twice or has negative sales (net returns), or
when the history ends before the balance is used up; the reason says which. Only months that are
needed are looked at. A credit balance gives 0 days and says so.

Source: domain inventory `dso-countback`; the source poses the example below without an answer.

Not for: seasonal customers compared across seasons, or balances with disputed invoices in them.

Example: on 30 April 2012 a customer owes 1,500; April sold 600, March 500, February 800 (of which
400 are left, half of 29 days): 30 + 31 + 14.5 = 75.5 days.

>>> ledger = pd.DataFrame(
...     {
...         "account_id": "A",
...         "month": pd.to_datetime(["2012-01-31", "2012-02-29", "2012-03-31", "2012-04-30"]),
...         "sales": [600.0, 800.0, 500.0, 600.0],
...         "balance": [None, None, None, 1500.0],
...     }
... )
>>> account_id, payment_terms = pd.Series(["A"]), pd.Series([60.0])
>>> scored = compute(account_id, payment_terms, ledger=ledger, as_of=date(2012, 4, 30))
>>> scored["days"].tolist(), scored["beyond_terms"].tolist()
([75.5], [15.5])
>>> scored["steps"].tolist()
['2012年4月：30天 + 2012年3月：31天 + 2012年2月：14.5天']
"""

from datetime import date
from typing import Annotated, Literal

import pandas as pd
from pydantic import BeforeValidator, Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    amount_words,
    days_words,
    missing_words,
    month_words,
    text_column,
)

HALF_CENT = 0.005
"""A balance smaller than this is used up: money has two decimals, its sums carry rounding."""

# a settings cell holds the number 30 rather than the text
DaysInMonth = Annotated[Literal["calendar", "30"], BeforeValidator(str)]


class Params(MethodParams):
    """How months are counted, and how far back."""

    days_in_month: DaysInMonth = Field(
        default="calendar",
        description="calendar: 28 to 31 days; 30: every month counts 30",
    )
    window_months: int = Field(
        default=24,
        ge=1,
        le=120,
        description="Ours: months to go back at most, that of the balance included",
    )


DEFAULTS = Params()

LABEL = Label(
    name="dso_countback",
    ids=("dso-countback",),
    zh="DSO倒算法",
    en="DSO countback",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="days", zh="回收天数", en="DSO days", kind="days"),
        Result(name="steps", zh="倒算过程", en="Countback steps", written=False),
        Result(name="beyond_terms", zh="超账期天数", en="Days beyond terms", kind="days"),
        Result(name="reason", zh="回收说明", en="DSO reason", written=False),
    ),
    worksheet_function=True,
    short="DSO",
)


def compute(
    account_id: pd.Series,
    payment_terms: pd.Series,
    *,
    ledger: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count back each customer; `ledger` has account_id, month, sales and balance."""
    months = _months(ledger, pd.Timestamp(as_of), params)
    months["problem"] = _problem(months, language)
    accounts = _by_account(months, language)
    result = pd.DataFrame(
        {name: account_id.map(found).astype(found.dtype) for name, found in accounts.items()}
    )
    result["beyond_terms"] = result["days"] - payment_terms.astype(float)
    terms = _terms_words(result["beyond_terms"], payment_terms, language)
    absent = Text("缺少交易与应收记录", "missing ledger rows")[language]
    result["reason"] = (result["reason"] + terms.where(result["days"].notna(), "")).fillna(absent)
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    result["reason"] = result["reason"].mask(account_id.isna(), nameless)
    return result[[column.name for column in LABEL.results]]


def _months(ledger: pd.DataFrame, as_of: pd.Timestamp, params: Params) -> pd.DataFrame:
    """Ledger rows within reach, newest first, each with what is left of the balance before it."""
    rows = ledger.reindex(columns=["account_id", "month", "sales", "balance"])
    rows["month"] = pd.to_datetime(rows["month"])
    rows = rows.dropna(subset=["account_id", "month"]).astype({"sales": float, "balance": float})
    rows["number"] = rows["month"].dt.year * 12 + rows["month"].dt.month - 1
    rows = rows[rows["number"] <= as_of.year * 12 + as_of.month - 1]
    rows = rows.sort_values(["account_id", "number"], ascending=[True, False], ignore_index=True)
    newest = rows.drop_duplicates("account_id").set_index("account_id")
    rows["newest"] = rows["account_id"].map(newest["number"])
    rows["owed"] = rows["account_id"].map(newest["balance"])
    rows = rows[rows["newest"] - rows["number"] < params.window_months].reset_index(drop=True)
    rows["length"] = _length(rows, as_of, params)
    # a month that cannot be counted stops the count where it is needed, so it takes nothing off
    rows["sold"] = rows["sales"].fillna(0.0).clip(lower=0.0)
    sold_since = rows.groupby("account_id")["sold"].cumsum() - rows["sold"]
    rows["left"] = rows["owed"] - sold_since
    rows["needed"] = rows["left"] > HALF_CENT
    return rows


def _length(rows: pd.DataFrame, as_of: pd.Timestamp, params: Params) -> pd.Series:
    """Days that each month counts: to date in the month of `as_of`, else all of them."""
    thirty = params.days_in_month == "30"
    full: pd.Series = rows["month"].dt.days_in_month.astype(float)
    full = full.clip(lower=30.0, upper=30.0) if thirty else full
    running = rows["number"].eq(as_of.year * 12 + as_of.month - 1) & (not as_of.is_month_end)
    return full.mask(running, float(min(as_of.day, 30) if thirty else as_of.day))


def _problem(rows: pd.DataFrame, language: Language) -> pd.Series:
    """Why the count cannot pass a row that it needs; missing where it can."""
    position = rows.groupby("account_id").cumcount()
    expected = rows["newest"] - position
    twice = rows.duplicated(["account_id", "number"], keep=False) & rows["number"].eq(expected)
    lacking = rows["number"].lt(expected) | rows["sales"].isna()
    # a balance that stands on two rows is in doubt even when nothing is left to count
    stopped = (rows["needed"] & (lacking | rows["sales"].lt(0))) | (
        twice & (rows["needed"] | position.eq(0))
    )
    words = {
        "twice": Text("{}有重复行，不能倒算", "{} stands on two rows"),
        "lacking": Text("缺少{}的销售额", "missing sales of {}"),
        "negative": Text("{}销售额为负，不能倒算", "negative sales in {}"),
    }
    kind = pd.Series("negative", index=rows.index).mask(lacking, "lacking").mask(twice, "twice")
    problems = pd.Series(None, index=rows.index, dtype="str")
    problems[stopped] = [
        words[why][language].format(_month(number, language))
        for why, number in zip(kind[stopped], expected[stopped], strict=True)
    ]
    return problems


def _by_account(months: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Days, steps and reason by account id."""
    needed = months[months["needed"]]
    part = (needed["left"] / needed["sold"]).clip(upper=1.0) * needed["length"]
    steps = [
        Text("{}：{}", "{}: {}")[language].format(
            _month(number, language), days_words(days, language)
        )
        for number, days in zip(needed["number"], part, strict=True)
    ]
    accounts = months.drop_duplicates("account_id").set_index("account_id")[["newest", "owed"]]
    accounts["days"] = (
        part.groupby(needed["account_id"]).sum().reindex(accounts.index, fill_value=0)
    )
    accounts["steps"] = (
        text_column(steps, needed.index).groupby(needed["account_id"]).agg(" + ".join)
    )
    accounts["left"] = accounts["owed"] - months.groupby("account_id")["sold"].sum()
    stopped = months.dropna(subset=["problem"]).drop_duplicates("account_id")
    accounts["problem"] = stopped.set_index("account_id")["problem"]
    accounts["reason"] = [
        _outcome(*facts, language=language)
        for facts in accounts[["newest", "owed", "days", "left", "problem"]].itertuples(index=False)
    ]
    counted = accounts["problem"].isna() & (accounts["left"] <= HALF_CENT)
    accounts["days"] = accounts["days"].where(counted)
    accounts["steps"] = accounts["steps"].where(counted)
    return accounts[["days", "steps", "reason"]]


def _outcome(
    newest: int, owed: float, days: float, left: float, problem: object, *, language: Language
) -> str:
    """The reason of one account: what was counted, or why no number can be given."""
    month, balance = _month(newest, language), amount_words(abs(owed), language)
    counted = days_words(days, language)
    if isinstance(problem, str):
        return problem
    if pd.isna(owed):
        return Text(f"缺少{month}的应收余额", f"missing balance of {month}")[language]
    if left > HALF_CENT:
        rest = amount_words(left, language)
        return Text(
            f"> {counted}：历史不足，{month}余额{balance}中还有{rest}找不到销售",
            f"> {counted}: history too short, {rest} of the {balance} owed in {month} unexplained",
        )[language]
    if owed < 0:
        return Text(
            f"{month}预收{balance}，按0天计", f"{month}: {balance} paid ahead, counted as 0 days"
        )[language]
    return Text(
        f"{month}余额{balance}，倒算{counted}", f"{month} balance {balance} counts back {counted}"
    )[language]


def _terms_words(beyond: pd.Series, payment_terms: pd.Series, language: Language) -> pd.Series:
    """The comparison with the agreed terms, to follow the outcome."""
    words = {
        "blank": Text("；缺少账期", "; missing payment terms"),
        "over": Text("；账期{terms}，超{gap}", "; terms {terms}, {gap} beyond"),
        "within": Text("；账期{terms}，未超", "; terms {terms}, not beyond"),
    }
    kinds = ["within" if pd.isna(gap) or gap <= 0 else "over" for gap in beyond]
    phrases = [
        words["blank" if pd.isna(terms) else kind][language].format(
            terms=days_words(terms, language) if pd.notna(terms) else "",
            gap=days_words(gap, language),
        )
        for kind, terms, gap in zip(kinds, payment_terms, beyond, strict=True)
    ]
    return text_column(phrases, beyond.index)


def _month(number: int, language: Language) -> str:
    return month_words(number // 12, number % 12 + 1, language)
