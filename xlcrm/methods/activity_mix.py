"""活动构成 · Activity mix.

Question: in what forms do we meet customers, and what do these contacts bring about?

Formula: share of a form = activities of that form ÷ activities with a form; share of an effect
likewise. Activities done in the last `window_days` count; planned and cancelled ones do not.

Units: numbers of activities, shares from 0 to 1, days. One row per form, then one per effect.

Source: domain inventory `activity-types` (eight forms; the telephone call beside them is ours) and
`activity-purposes` (four effects). The window is ours.

Not for: telling whether a contact was worth its time: see visit_results.

Example: of 20 activities 11 were visits: 55 %.

>>> kinds = ["VISIT"] * 11 + ["SEMINAR"] * 3 + ["EXCHANGE"] * 2 + ["DEMO"] * 2
>>> kinds += ["EXECUTIVE", "NEGOTIATION"]
>>> kind = pd.Series([ActivityKind[name] for name in kinds])
>>> nothing = pd.Series([None] * 20)
>>> day = pd.Series(pd.to_datetime(["2026-05-04"] * 20))
>>> mix = compute(nothing, day, kind, nothing, nothing, as_of=date(2026, 5, 20))
>>> mix[["entry", "activities", "share"]].values.tolist()[0]
['销售拜访', 11, 0.55]
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import LISTING, MISSING, header_words, percent_words, text_column
from xlcrm.sheets.activity import ActivityKind, ActivityPurpose, ActivityStatus

GROUPS = {"kind": ActivityKind, "purpose": ActivityPurpose}
"""Column to its entries, in the order of the rows."""
IDLE = (ActivityStatus.PLANNED, ActivityStatus.CANCELLED)
"""Activities that have not taken place."""


class Params(MethodParams):
    """How far back activities count."""

    window_days: int = Field(default=180, ge=1, le=3650, description="Ours: days that count")


DEFAULTS = Params()

LABEL = Label(
    name="activity_mix",
    ids=("activity-types", "activity-purposes"),
    zh="活动构成",
    en="Activity mix",
    sheet="activities",
    shape="table",
    results=(
        Result(name="group", zh="分类", en="Group"),
        Result(name="entry", zh="项目", en="Entry"),
        Result(name="activities", zh="活动数", en="Activities", kind="number"),
        Result(name="accounts", zh="客户数", en="Customers", kind="number"),
        Result(name="share", zh="占比", en="Share", kind="percent"),
        Result(name="last", zh="最近一次", en="Last one", kind="date"),
        Result(name="reason", zh="构成说明", en="Mix reason"),
    ),
)


def compute(
    account_id: pd.Series,
    day: pd.Series,
    kind: pd.Series,
    purpose: pd.Series,
    status: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count what was done in the window by its form and by its effect."""
    today = pd.Timestamp(as_of)
    when = pd.to_datetime(day)
    done = ~status.isin(IDLE) & when.le(today)
    done &= when.gt(today - pd.Timedelta(days=params.window_days))
    rows = pd.DataFrame({"account_id": account_id, "day": when, "kind": kind, "purpose": purpose})
    parts = [_counted(rows[done], name, language) for name in GROUPS]
    return pd.concat(parts, ignore_index=True)[[one.name for one in LABEL.results]]


def _counted(rows: pd.DataFrame, name: str, language: Language) -> pd.DataFrame:
    """One row per entry of a column's list."""
    entries = list(GROUPS[name])
    number = rows[name].map({entry: at for at, entry in enumerate(entries)}).astype(float)
    grouped = rows.groupby(number)
    counts = grouped.size().reindex(range(len(entries)), fill_value=0).reset_index(drop=True)
    total = int(counts.sum())
    titles = [entry.text(language) for entry in entries]
    result = pd.DataFrame({"entry": text_column(titles, counts.index), "activities": counts})
    result["group"] = text_column(
        [header_words("activities", language)[name]] * len(titles), counts.index
    )
    reached = grouped["account_id"].nunique().reindex(range(len(entries)), fill_value=0)
    result["accounts"] = reached.to_numpy()
    result["share"] = counts / (total or float("nan"))
    last = grouped["day"].max().reindex(range(len(entries)))
    result["last"] = pd.to_datetime(pd.Series(last.to_numpy(), index=counts.index))
    result["reason"] = _reason(result, total, name, language)
    return result


def _reason(result: pd.DataFrame, total: int, name: str, language: Language) -> pd.Series:
    header = header_words("activities", language)[name]
    if not total:
        nothing = MISSING[language] + Text(
            "近期已做且填了“{}”的活动", "recent activities with “{}”"
        )[language].format(header)
        return text_column([nothing] * len(result), result.index)
    words = Text("{total}次中{count}次，占{share}", "{count} of {total}, {share}")[language]
    catch_all = ActivityKind.OTHER.text(language)
    unused = result.loc[result["activities"].eq(0) & result["entry"].ne(catch_all), "entry"]
    tail = Text("；没有用过：{}", "; never used: {}")[language].format(
        LISTING[language].join(unused)
    )
    reasons = [
        words.format(total=total, count=count, share=percent_words(share))
        for count, share in zip(result["activities"], result["share"], strict=True)
    ]
    reasons[0] += tail if len(unused) else ""
    return text_column(reasons, result.index)
