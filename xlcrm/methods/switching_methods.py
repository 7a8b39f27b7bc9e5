"""提高转移成本17法 · Seventeen ties.

Question: which of the seventeen ways to make staying worth while do we use with this customer, and
which kinds of switching cost do they leave open?

Formula: coverage = ways in use ÷ 17. Each way is mapped to one of the eight switching costs; types
= costs that at least one way in use raises.

Units: a way is in use, not in use, or blank (not known, counted as not in use and said so);
coverage is a share, shown as a percentage; types are counted of 8.

Source: domain inventory `switching-methods-17`. The slide has no separators: this split of its text
gives seventeen, others do too. Which cost a way raises is ours.

Not for: pressing customers: only ways that are worth something to the customer are listed, and the
slide's talk of guilt is left out.

Example: nine of seventeen in use, 52.9 %; they raise five of the eight costs.

>>> used = (1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0, 0, 0)
>>> scored = compute(pd.Series([None]), *(pd.Series([bool(one)]) for one in used))
>>> scored["coverage"].round(3).tolist(), scored["types"].tolist()
([0.529], [5.0])
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.switching_costs import GROUPS, RIVAL_ROW
from xlcrm.methods.wording import (
    MISSING,
    header_words,
    listed,
    percent_words,
    sentences,
    text_column,
)

RAISES = {
    "method_quality": "cost_economic",
    "method_service": "cost_benefit_loss",
    "method_bundle": "cost_setup",
    "method_status_given": "cost_benefit_loss",
    "method_brand_culture": "cost_brand_loss",
    "method_care": "cost_personal_loss",
    "method_promotion": "cost_benefit_loss",
    "method_visits": "cost_personal_loss",
    "method_differentiation": "cost_evaluation",
    "method_agreement": "cost_money_loss",
    "method_points": "cost_benefit_loss",
    "method_gatherings": "cost_personal_loss",
    "method_club": "cost_brand_loss",
    "method_people_around": "cost_personal_loss",
    "method_habit": "cost_learning",
    "method_prepayment": "cost_money_loss",
    "method_emotional_account": "cost_personal_loss",
}
"""Way to the switching cost it raises; ours, in the order of the slide."""

COSTS = tuple(name for group in GROUPS.values() for name in group)


class Params(MethodParams):
    """Nothing to choose: the list is the source's, the mapping stands above."""


DEFAULTS = Params()

LABEL = Label(
    name="switching_methods",
    ids=("switching-methods-17",),
    zh="提高转移成本17法",
    en="Seventeen ties",
    sheet="switching",
    shape="column",
    results=(
        Result(name="coverage", zh="17法覆盖率", en="Ties in use", kind="percent"),
        Result(name="types", zh="覆盖成本种数", en="Costs raised", kind="number", written=False),
        Result(name="unknown", zh="17法未知数", en="Ties not known", kind="number", written=False),
        Result(name="reason", zh="17法说明", en="Ties reason"),
    ),
    worksheet_function=True,
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    party: pd.Series,
    method_quality: pd.Series,
    method_service: pd.Series,
    method_bundle: pd.Series,
    method_status_given: pd.Series,
    method_brand_culture: pd.Series,
    method_care: pd.Series,
    method_promotion: pd.Series,
    method_visits: pd.Series,
    method_differentiation: pd.Series,
    method_agreement: pd.Series,
    method_points: pd.Series,
    method_gatherings: pd.Series,
    method_club: pd.Series,
    method_people_around: pd.Series,
    method_habit: pd.Series,
    method_prepayment: pd.Series,
    method_emotional_account: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Coverage of the seventeen ways at each assessment of a customer."""
    first = (method_quality, method_service, method_bundle, method_status_given)
    second = (method_brand_culture, method_care, method_promotion, method_visits)
    third = (method_differentiation, method_agreement, method_points, method_gatherings)
    rest = (method_club, method_people_around, method_habit, method_prepayment)
    columns = [*first, *second, *third, *rest, method_emotional_account]
    answers = pd.concat(columns, axis=1, keys=[*RAISES])
    used, blank = answers.eq(True), answers.isna()
    raised = pd.DataFrame(
        {
            cost: used[[way for way, raises in RAISES.items() if raises == cost]].any(axis=1)
            for cost in COSTS
        }
    )
    known = party.isna() & ~blank.all(axis=1)
    result = used.mean(axis=1).astype(float).where(known).to_frame("coverage")
    result["types"] = raised.sum(axis=1).astype(float).where(known)
    result["unknown"] = blank.sum(axis=1).astype(float).where(known)
    none = Text("17法的任何一项", "every one of the seventeen ways")[language]
    absent = text_column([MISSING[language] + none] * len(known), known.index)
    absent = absent.mask(party.notna(), RIVAL_ROW[language])
    result["reason"] = _reason(used, raised, result, language).where(known, absent)
    return result


def _reason(
    used: pd.DataFrame, raised: pd.DataFrame, result: pd.DataFrame, language: Language
) -> pd.Series:
    """How many, what they leave open with a way to close each, and how many are not known."""
    headers = header_words("switching", language)
    advice = Text("{cost}（可用{ways}）", "{cost} (by {ways})")[language]
    joiner = Text("或", " or ")[language]
    closing = {
        cost: advice.format(
            cost=headers[cost],
            ways=joiner.join(headers[way] for way, raises in RAISES.items() if raises == cost),
        )
        for cost in COSTS
    }
    open_costs = listed((~raised).rename(columns=closing), language)
    words = Text(
        "用{count}/17法（{share}），覆盖{types}/8种成本",
        "{count} of 17 in use ({share}), raising {types} of 8 costs",
    )[language]
    facts = pd.DataFrame(
        {
            "count": used.sum(axis=1).astype(str),
            "share": result["coverage"].map(percent_words),
            "types": raised.sum(axis=1).astype(str),
        }
    )
    said = sentences(words, facts)
    left = Text("；未覆盖：", "; left open: ")[language] + open_costs
    said = said + left.where(open_costs.ne(""), "")
    unknown = Text("；{:.0f}项未知", "; {:.0f} not known")[language]
    return said + result["unknown"].map(unknown.format).where(result["unknown"].gt(0), "")
