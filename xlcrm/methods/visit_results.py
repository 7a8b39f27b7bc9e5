"""拜访成效 · Visit results.

Question: are each salesperson's contacts prepared, do they reach what they aim at, and are promises
kept on both sides?

Formula: counts of the following, for everybody and for each salesperson:

    prepared    planned activities with all five W (whom, in what form, why, where, and a day that
                is still to come) ÷ planned activities
    hit rate    objectives met ÷ activities done for which that was written down
    committed   meetings that ended with a promise of the customer ÷ meetings done
    kept        promises kept ÷ promises of which the outcome is written down, for either side
    broken      our promises past their day and not kept

Units: numbers of activities and shares from 0 to 1. Activities of the last `window_days` and
planned ones count. One row for everybody, then one per salesperson.

Source: domain inventory `activity-5w`, `activity-objective-rule` and `commitment-per-visit`. A
telephone call and "other" are no meetings: that is ours, and so is the window.

Not for: ranking salespeople whose customers differ.

Example: of two meetings both met their objective, one ended with a promise, which was kept.

>>> from xlcrm.sheets import sheet_model
>>> from xlcrm.sheets.frame import empty_frame
>>> blank = empty_frame(sheet_model("activities")).reindex(range(2))
>>> met, day = pd.Series([True, True]), pd.Series(pd.to_datetime(["2026-05-11", "2026-05-12"]))
>>> promise, kept = pd.Series(["decides", None]), pd.Series([True, None])
>>> scored = compute(
...     blank["contact_id"], day, blank["place"], blank["kind"], blank["objective"], met,
...     promise, kept, blank["our_commitment"], blank["our_commitment_due"],
...     blank["our_commitment_kept"], blank["owner"], blank["status"], as_of=date(2026, 5, 20),
... )
>>> scored[["done", "hit_rate", "committed", "kept"]].values.tolist()
[[2.0, 1.0, 0.5, 1.0]]
"""

from datetime import date

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import COMMA, MISSING, percent_words, text_column
from xlcrm.sheets.activity import ActivityKind, ActivityStatus

EVERYBODY = Text("全部", "Everybody")
NO_MEETING = (ActivityKind.CALL, ActivityKind.OTHER)
SHARES = {
    "prepared": ("ready", "planned", Text("5W齐备", "prepared")),
    "hit_rate": ("met", "aimed", Text("目的达成", "objectives met")),
    "committed": ("promised", "meetings", Text("带回承诺", "ended with a promise")),
    "kept": ("kept_yes", "kept_known", Text("客户兑现", "kept by customers")),
    "our_kept": ("our_yes", "our_known", Text("我方兑现", "kept by us")),
}
"""Share to what is counted, of what, and its words."""


class Params(MethodParams):
    """How far back activities count."""

    window_days: int = Field(default=180, ge=1, le=3650, description="Ours: days that count")


DEFAULTS = Params()

LABEL = Label(
    name="visit_results",
    ids=("activity-5w", "activity-objective-rule", "commitment-per-visit"),
    zh="拜访成效",
    en="Visit results",
    sheet="activities",
    shape="table",
    results=(
        Result(name="owner", zh="负责人", en="Owner"),
        Result(name="planned", zh="计划活动", en="Planned", kind="number"),
        Result(name="prepared", zh="5W齐备率", en="Prepared", kind="percent"),
        Result(name="done", zh="完成活动", en="Done", kind="number"),
        Result(name="hit_rate", zh="目的达成率", en="Objectives met", kind="percent"),
        Result(name="committed", zh="带回承诺率", en="With a promise", kind="percent"),
        Result(name="kept", zh="客户兑现率", en="Kept by customers", kind="percent"),
        Result(name="our_kept", zh="我方兑现率", en="Kept by us", kind="percent"),
        Result(name="broken", zh="我方逾期承诺", en="Our overdue promises", kind="number"),
        Result(name="reason", zh="成效说明", en="Visit reason"),
    ),
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    contact_id: pd.Series,
    day: pd.Series,
    place: pd.Series,
    kind: pd.Series,
    objective: pd.Series,
    objective_met: pd.Series,
    customer_commitment: pd.Series,
    customer_commitment_kept: pd.Series,
    our_commitment: pd.Series,
    our_commitment_due: pd.Series,
    our_commitment_kept: pd.Series,
    owner: pd.Series,
    status: pd.Series,
    *,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count preparation, objectives and promises of everybody and of each salesperson."""
    today, when = pd.Timestamp(as_of), pd.to_datetime(day)
    since = today - pd.Timedelta(days=params.window_days)
    planned = status.isin([ActivityStatus.PLANNED])
    done = ~planned & ~status.isin([ActivityStatus.CANCELLED]) & when.between(since, today)
    five = pd.DataFrame({"who": contact_id, "how": kind, "why": objective, "where": place})
    met, promised = done & objective_met.notna(), customer_commitment.notna()
    meeting, ours = done & ~kind.isin(NO_MEETING), done & our_commitment.notna()
    late = pd.to_datetime(our_commitment_due).lt(today) & ~our_commitment_kept.eq(True)
    marks = pd.DataFrame(
        {
            "planned": planned,
            "ready": planned & five.notna().all(axis=1) & when.ge(today),
            "done": done,
            "aimed": met,
            "met": met & objective_met.eq(True),
            "meetings": meeting,
            "promised": meeting & promised,
            "kept_known": done & promised & customer_commitment_kept.notna(),
            "kept_yes": done & promised & customer_commitment_kept.eq(True),
            "our_known": ours & our_commitment_kept.notna(),
            "our_yes": ours & our_commitment_kept.eq(True),
            "broken": ours & late,
        }
    ).astype(int)
    return _shares(_by_owner(marks, owner, language), language)


def _shares(counts: pd.DataFrame, language: Language) -> pd.DataFrame:
    """The counts with each share of its whole, and the reason."""
    for share, (part, whole, _) in SHARES.items():
        counts[share] = counts[part] / counts[whole].where(counts[whole] > 0)
    counts["reason"] = _reason(counts, language)
    return counts[[one.name for one in LABEL.results]]


def _by_owner(marks: pd.DataFrame, owner: pd.Series, language: Language) -> pd.DataFrame:
    """The sums of everybody, then of each salesperson with anything to count, by name."""
    counted = marks.any(axis=1) & owner.notna()
    each = marks[counted].groupby(owner[counted]).sum()
    everybody = marks.sum().to_frame().T
    counts = pd.concat([everybody, each], ignore_index=True)
    names = [EVERYBODY[language], *(str(name) for name in each.index)]
    counts["owner"] = text_column(names, counts.index)
    return counts


def _reason(counts: pd.DataFrame, language: Language) -> pd.Series:
    share = Text("{title}{part}/{whole}（{share}）", "{part} of {whole} {title} ({share})")[
        language
    ]
    broken = Text("{}条我方承诺逾期", "{} of our promises overdue")[language]
    nothing = MISSING[language] + Text("近期活动", "recent activities")[language]
    reasons = []
    for row in counts.to_dict("records"):
        parts = [
            share.format(
                part=row[part],
                whole=row[whole],
                title=title[language],
                share=percent_words(row[name]),
            )
            for name, (part, whole, title) in SHARES.items()
            if row[whole]
        ]
        parts += [broken.format(row["broken"])] if row["broken"] else []
        reasons.append(COMMA[language].join(parts) or nothing)
    return text_column(reasons, counts.index)
