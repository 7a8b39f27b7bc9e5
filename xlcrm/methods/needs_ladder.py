"""需求阶梯 · Needs ladder.

Question: has the customer said what is wanted clearly enough to sell a solution?

Formula: a need on level 4 (明显强烈需求) or 5 (关注方案) is explicit, one on level 1 to 3 implicit;
explicit share = explicit needs ÷ needs with a level. Needs of the deal count, and those of its
customer that name no deal; dropped needs do not.

Units: levels 1-5; the share runs from 0 to 1, shown as a percentage.

Source: domain inventory `needs-implicit-explicit`. That an explicit need quotes the customer's own
words is the source's condition; needs without a quotation are counted beside it.

Not for: comparing customers: whoever asks more finds more needs.

Example: five needs on levels 2, 3, 4, 5 and 5, so three of five are explicit.

>>> needs = pd.DataFrame(
...     {
...         "account_id": "A", "opportunity_id": "P", "status": None, "in_their_words": "...",
...         "level": [list(NeedLevel)[number - 1] for number in (2, 3, 4, 5, 5)],
...     }
... )
>>> scored = compute(pd.Series(["P"]), pd.Series(["A"]), needs=needs)
>>> scored[["needs", "explicit_share", "strongest"]].to_dict("records")
[{'needs': 5.0, 'explicit_share': 0.6, 'strongest': '关注方案'}]
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import MISSING, SEMICOLON, missing_words, percent_words, text_column
from xlcrm.sheets.need import NeedLevel, NeedStatus

NUMBERS = {level: number for number, level in enumerate(NeedLevel, 1)}
EXPLICIT = 4
"""Number of the first explicit level."""


class Params(MethodParams):
    """Nothing to choose: the levels and where needs become explicit are the source's."""


DEFAULTS = Params()

LABEL = Label(
    name="needs_ladder",
    ids=("needs-implicit-explicit",),
    zh="需求阶梯",
    en="Needs ladder",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="needs", zh="需求条数", en="Needs known", kind="number", written=False),
        Result(
            name="explicit_share",
            zh="明显性需求占比",
            en="Explicit needs",
            kind="percent",
            written=False,
        ),
        Result(name="strongest", zh="最强需求", en="Strongest need", written=False),
        Result(name="unquoted", zh="缺原话需求", en="Unquoted needs", kind="number", written=False),
        Result(name="reason", zh="需求说明", en="Needs reason", written=False),
    ),
)


def compute(
    opportunity_id: pd.Series,
    account_id: pd.Series,
    *,
    needs: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count each deal's needs; `needs` has account_id, opportunity_id, level, status and words."""
    counted = needs[needs["level"].notna() & ~needs["status"].isin([NeedStatus.DROPPED])]
    number = counted["level"].map(NUMBERS).astype(float)
    explicit = number >= EXPLICIT
    facts = pd.DataFrame(
        {
            "account_id": counted["account_id"],
            "opportunity_id": counted["opportunity_id"],
            "needs": 1.0,
            "explicit": explicit.astype(float),
            "unquoted": (explicit & counted["in_their_words"].isna()).astype(float),
            "level": number,
        }
    )
    total = _of_deals(facts, opportunity_id, account_id)
    result = pd.DataFrame({"needs": total["needs"], "explicit_share": _share(total)})
    names = {number: level.text(language) for level, number in NUMBERS.items()}
    result["strongest"] = text_column([names.get(n) for n in total["level"]], result.index)
    result["unquoted"] = total["unquoted"]
    result["reason"] = _reason(result, total, opportunity_id, language)
    return result


def _of_deals(facts: pd.DataFrame, deal: pd.Series, account: pd.Series) -> pd.DataFrame:
    """Totals for each deal; missing where neither the deal nor its customer has a need."""
    sums = {"needs": "sum", "explicit": "sum", "unquoted": "sum", "level": "max"}
    own = facts.groupby("opportunity_id").agg(sums).reindex(deal)
    loose = facts[facts["opportunity_id"].isna()].groupby("account_id").agg(sums).reindex(account)
    own.index = loose.index = deal.index
    total = own.add(loose, fill_value=0.0)
    total["level"] = (
        own["level"].combine(loose["level"], max, fill_value=0.0).where(total["needs"].notna())
    )
    return total.where(deal.notna())


def _share(total: pd.DataFrame) -> pd.Series:
    return total["explicit"] / total["needs"]


def _reason(
    result: pd.DataFrame, total: pd.DataFrame, deal: pd.Series, language: Language
) -> pd.Series:
    words = Text(
        "{needs}条需求中{explicit}条明显（{share}），最强：{strongest}",
        "{explicit} of {needs} needs explicit ({share}), strongest: {strongest}",
    )[language]
    unquoted = Text("{count}条缺客户原话", "{count} without the customer's words")[language]
    known = total["needs"].notna()
    reasons = [
        words.format(
            needs=f"{needs:.0f}",
            explicit=f"{explicit:.0f}",
            share=percent_words(share),
            strongest=strongest,
        )
        + (SEMICOLON[language] + unquoted.format(count=f"{count:.0f}") if count else "")
        for needs, explicit, share, strongest, count in zip(
            total.loc[known, "needs"], total.loc[known, "explicit"],
            result.loc[known, "explicit_share"], result.loc[known, "strongest"],
            result.loc[known, "unquoted"], strict=True,
        )
    ]  # fmt: skip
    nothing = MISSING[language] + Text("带阶梯的需求", "needs with a level")[language]
    missing = missing_words("opportunities", pd.DataFrame({"opportunity_id": deal}), language)
    reason = missing.mask(missing.eq(""), nothing)
    reason[known] = text_column(reasons, reason.index[known])
    return reason
