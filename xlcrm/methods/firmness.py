"""关系牢固度 · Firm relationship.

Question: how many of the ten signs of a firm relation does this customer show?

Formula: firmness = signs seen ÷ 10. Signs not known count as not seen; with all of them it would
be at most (seen + unknown) ÷ 10, and both ends of that range are told. Firm from `firm_from` signs
on, fair from `fair_from`, weak below. change = firmness less that of the customer's last
assessment in an earlier quarter.

Units: signs are yes, no or blank (not known); shares, shown as percentages; change in shares. An
answer holds for `valid_months`: an older assessment has no result, and asks to be renewed.

Source: domain inventory `firmness-10`. Pointing out faults and scolding us are good signs and count
as such. Cut-offs and validity are ours.

Not for: an assessment of leaving a rival: it says nothing of us.

Example: seven yes, one no, two not known: 70 %, at most 90 %.

>>> signs = [pd.Series([one], dtype=object) for one in [True] * 7 + [False, None, None]]
>>> scored = compute(
...     pd.Series(["A"]), pd.Series([None]), pd.to_datetime(pd.Series(["2026-09-01"])), *signs,
...     as_of=date(2026, 11, 30),
... )
>>> scored[["share", "highest", "unknown", "grade"]].to_numpy().tolist()
[[0.7, 0.9, 2.0, '一般']]
"""

from datetime import date
from typing import Self

import numpy as np
import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.switching_costs import RIVAL_ROW
from xlcrm.methods.wording import (
    MISSING,
    header_words,
    listed,
    percent_words,
    sentences,
    text_column,
)

SIGNS = (
    "sign_points_out_faults",
    "sign_discusses_business",
    "sign_calls_back",
    "sign_thinks_us_best",
    "sign_signs_no_rival",
    "sign_postpones_rivals",
    "sign_scolds_us",
    "sign_believes_we_help",
    "sign_chooses_no_rival",
    "sign_needs_us",
)
FIRM, FAIR, WEAK = Text("牢固", "Firm"), Text("一般", "Fair"), Text("薄弱", "Weak")


class Params(MethodParams):
    """Cut-offs in signs, and how long an answer holds."""

    firm_from: int = Field(default=8, ge=1, le=10, description="Ours: signs from which it is firm")
    fair_from: int = Field(default=5, ge=1, le=10, description="Ours: signs from which it is fair")
    valid_months: int = Field(
        default=12, ge=1, le=60, description="Ours: months after which an assessment expires"
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.firm_from <= self.fair_from:
            raise ValueError("firm_from must exceed fair_from")
        return self


DEFAULTS = Params()

LABEL = Label(
    name="firmness",
    ids=("firmness-10",),
    zh="关系牢固度",
    en="Firm relationship",
    sheet="switching",
    shape="column",
    results=(
        Result(name="share", zh="牢固度得分", en="Firmness score", kind="percent"),
        Result(name="highest", zh="牢固度上限", en="Firmness at most", kind="percent",
               written=False),
        Result(name="unknown", zh="牢固迹象未知数", en="Signs not known", kind="number",
               written=False),
        Result(name="change", zh="牢固度变化", en="Firmness change", kind="percent",
               written=False),
        Result(name="grade", zh="牢固等级", en="Firmness grade"),
        Result(name="reason", zh="牢固度说明", en="Firmness reason"),
    ),
)  # fmt: skip


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    account_id: pd.Series,
    party: pd.Series,
    assessed: pd.Series,
    sign_points_out_faults: pd.Series,
    sign_discusses_business: pd.Series,
    sign_calls_back: pd.Series,
    sign_thinks_us_best: pd.Series,
    sign_signs_no_rival: pd.Series,
    sign_postpones_rivals: pd.Series,
    sign_scolds_us: pd.Series,
    sign_believes_we_help: pd.Series,
    sign_chooses_no_rival: pd.Series,
    sign_needs_us: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Firmness at each assessment of a customer."""
    first = (sign_points_out_faults, sign_discusses_business, sign_calls_back, sign_thinks_us_best)
    second = (sign_signs_no_rival, sign_postpones_rivals, sign_scolds_us, sign_believes_we_help)
    columns = [*first, *second, sign_chooses_no_rival, sign_needs_us]
    answers = pd.concat(columns, axis=1, keys=SIGNS)
    seen, blank = answers.eq(True).sum(axis=1), answers.isna().sum(axis=1)
    day = pd.to_datetime(assessed)
    told = party.isna() & blank.lt(len(SIGNS)) & day.notna()
    expired = day.le(pd.Timestamp(as_of) - pd.DateOffset(months=params.valid_months))
    known = told & ~expired
    share = (seen / len(SIGNS)).astype(float)
    result = share.where(known).to_frame("share")
    result["highest"] = ((seen + blank) / len(SIGNS)).where(known)
    result["unknown"] = blank.astype(float).where(known)
    result["change"] = (share - _before(account_id, day, share.where(told))).where(known)
    conditions = [seen.ge(params.firm_from).to_numpy(), seen.ge(params.fair_from).to_numpy()]
    grades = np.select(conditions, [FIRM[language], FAIR[language]], default=WEAK[language])
    result["grade"] = text_column([str(one) for one in grades], seen.index).where(known)
    reason = _reason(answers, result, seen, language)
    signs = Text("十项牢固迹象", "the ten signs")
    absent = text_column([MISSING[language] + signs[language]] * len(seen), seen.index)
    old = Text("{}的评估已超过{}个月，请重新评估", "assessed on {}, over {} months ago: renew it")
    days = day.dt.strftime("%Y-%m-%d")
    renew = days.map(lambda one: old[language].format(one, params.valid_months))
    absent = absent.mask(told & expired, renew).mask(party.notna(), RIVAL_ROW[language])
    result["reason"] = reason.where(known, absent)
    return result


def _before(account_id: pd.Series, day: pd.Series, share: pd.Series) -> pd.Series:
    """The share of the customer's last assessment in an earlier quarter, row by row."""
    quarter = day.dt.to_period("Q")
    rows = pd.DataFrame({"account": account_id, "quarter": quarter, "day": day, "share": share})
    rows = rows.dropna().sort_values("day", kind="stable")
    latest = rows.drop_duplicates(["account", "quarter"], keep="last")
    latest = latest.assign(before=latest.groupby("account")["share"].shift())
    found = latest.set_index(["account", "quarter"])["before"]
    keys = pd.MultiIndex.from_arrays([account_id, quarter], names=["account", "quarter"])
    return pd.Series(found.reindex(keys).to_numpy(dtype=float), index=account_id.index)


def _reason(
    answers: pd.DataFrame, result: pd.DataFrame, seen: pd.Series, language: Language
) -> pd.Series:
    """Signs seen, the range, which speak against, and how it has changed."""
    headers = header_words("switching", language)
    against = answers.eq(False).rename(columns=headers)
    absent = listed(against, language)
    words = Text("{seen}/10项迹象：{grade}", "{seen} of 10 signs: {grade}")[language]
    facts = pd.DataFrame({"seen": seen.astype(str), "grade": result["grade"]})
    said = sentences(words, facts)
    most = Text("；{:.0f}项未知，最多{}", "; {:.0f} not known, at most {}")[language]
    ranges = [
        most.format(unknown, percent_words(highest)) if unknown > 0 else ""
        for unknown, highest in zip(result["unknown"], result["highest"], strict=True)
    ]
    said = said + text_column(ranges, said.index)
    no = Text("；未见：", "; not seen: ")[language] + absent
    said = said + no.where(absent.ne(""), "")
    moved = Text("；比上季{}", "; {} since the quarter before")[language]
    changes = result["change"].map(lambda one: moved.format(percent_words(one, signed=True)))
    return said + changes.where(result["change"].notna(), "")
