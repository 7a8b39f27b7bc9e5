"""客户档案循环 · Customer file cycle.

Question: which step of file, segment, care and update comes next for this customer, and what is out
of date?

Formula: the first step that is not met, in this order:

    file       the file is complete enough (`file_completeness`)
    segment    segmented on or after the day the file was last reviewed
    care       a care action done in the last `care_days`, or planned for as_of or later
    update     the file reviewed in the last `review_days`

Days behind = reviewed − segmented, where that is positive: until the segment is made anew, care
waits.

Units: dates; days.

Source: domain inventory `file-cycle-4`: 客户档案 → 客户细分 → 客户关怀 → 动态数据库, and back. The
days are ours.

Not for: telling how good the care is.

Example: segmented on 3 May, file changed on 10 May: 7 days behind, segment before any care.

>>> scored = compute(
...     pd.Series(["A"]), pd.Series(pd.to_datetime(["2026-05-10"])),
...     pd.Series(pd.to_datetime(["2026-05-03"])),
...     file_completeness=pd.DataFrame({"enough": ["是"]}),
...     care=pd.DataFrame(columns=["account_id", "planned", "done"]), as_of=date(2026, 5, 20),
... )
>>> scored["step"].tolist(), scored["behind"].tolist()
(['细分'], [7.0])
"""

from datetime import date

import numpy as np
import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import YES, days_words, missing_words, text_column

FILE = Text("档案", "File")
SEGMENT = Text("细分", "Segment")
CARE = Text("关怀", "Care")
UPDATE = Text("更新", "Update")
DONE = Text("已完成", "Done")


class Params(MethodParams):
    """How long care and a review last."""

    care_days: int = Field(
        default=180, ge=1, le=3650, description="Ours: days for which a care action lasts"
    )
    review_days: int = Field(
        default=180, ge=1, le=3650, description="Ours: days for which a review of the file lasts"
    )


DEFAULTS = Params()

LABEL = Label(
    name="file_cycle",
    ids=("file-cycle-4",),
    zh="客户档案循环",
    en="Customer file cycle",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="step", zh="档案循环步骤", en="File cycle step", written=False),
        Result(name="behind", zh="细分滞后天数", en="Segment days behind", kind="days",
               written=False),
        Result(name="reason", zh="档案循环说明", en="File cycle reason", written=False),
    ),
)  # fmt: skip


def compute(
    account_id: pd.Series,
    reviewed: pd.Series,
    segmented: pd.Series,
    *,
    file_completeness: pd.DataFrame,
    care: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """The step each customer's record stands before, and why."""
    today = pd.Timestamp(as_of)
    changed, graded = pd.to_datetime(reviewed), pd.to_datetime(segmented)
    enough = file_completeness["enough"].reindex(account_id.index).isin([*YES])
    lag = (changed - graded).dt.days.astype(float)
    cared = account_id.isin(_cared(care, today, params))
    fresh = changed > today - pd.Timedelta(days=params.review_days)
    cases = [(~enough, FILE), (~graded.ge(changed), SEGMENT), (~cared, CARE), (~fresh, UPDATE)]
    at = np.select([case.to_numpy() for case, _ in cases], range(len(cases)), len(cases))
    steps = [*(text[language] for _, text in cases), DONE[language]]
    # whether the segment is of the file's latest state cannot be told without the file's date
    known = account_id.notna() & (changed.notna() | ~enough)
    result = text_column([steps[one] for one in at], account_id.index).where(known).to_frame("step")
    result["behind"] = lag.where(lag > 0)
    reasons = _reasons(lag, params, language)
    reason = pd.Series(
        np.choose(at, [one.to_numpy(dtype=object) for one in reasons]),
        index=account_id.index,
        dtype="str",
    )
    inputs = pd.DataFrame({"account_id": account_id, "reviewed": reviewed})
    result["reason"] = reason.where(known, missing_words("accounts", inputs, language))
    return result


def _cared(care: pd.DataFrame, as_of: pd.Timestamp, params: Params) -> pd.Series:
    """Ids of the customers with care done lately or planned."""
    done, planned = pd.to_datetime(care["done"]), pd.to_datetime(care["planned"])
    lately = done.gt(as_of - pd.Timedelta(days=params.care_days)) & done.le(as_of)
    ahead = done.isna() & planned.ge(as_of)
    return care.loc[lately | ahead, "account_id"].dropna()


def _reasons(lag: pd.Series, params: Params, language: Language) -> list[pd.Series]:
    """For each step what holds it up, for every row."""
    behind = Text(
        "细分比档案早{}，重新细分后再做关怀", "the segment is {} older than the file: segment anew"
    )[language]
    never = Text("档案有更新，尚未细分", "the file is there, the segment is not")[language]
    late = text_column([never] * len(lag), lag.index).mask(
        lag > 0, lag.map(lambda days: behind.format(days_words(days, language))).astype("str")
    )
    texts = (
        Text("档案不够完整，先补档案", "the file is not complete enough: fill it first"),
        Text("{}内无关怀，也无计划", "no care in {}, and none planned"),
        Text("档案超过{}未更新", "the file was not reviewed in {}"),
        Text("档案、细分、关怀均为最新", "file, segment and care are up to date"),
    )
    days = (0, params.care_days, params.review_days, 0)
    plain = [
        text_column([text[language].format(days_words(day, language))] * len(lag), lag.index)
        for text, day in zip(texts, days, strict=True)
    ]
    return [plain[0], late, *plain[1:]]
