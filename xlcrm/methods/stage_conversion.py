"""层级转化率 · Stage conversion.

Question: of the deals that reach a level of the funnel, how many go on, and how many are won?

Formula: a deal has reached every level up to the highest it stood on, now or in a weekly snapshot;
a won deal has passed them all. Conversion of a level = deals that passed it ÷ (passed + lost on
it); deals still standing there, or shelved, are not decided yet. Win rate = won ÷ (won + lost)
among the deals that reached the level.

Units: numbers of deals; rates from 0 to 1, shown as percentages. One row per level.

Source: domain inventory `funnel-balance` and `funnel-phone-layers`, which compare the layers'
counts; counting decided deals alone is ours, since open ones would press the rate down.

Not for: a change of method in mid-year, nor a few deals: look at the number of decided cases.

Example: of 10 deals all on or past level 1, 4 were won and 2 lost on level 1, 4 are open there: 4
of 6 decided passed, 66.7 %.

>>> ids = pd.Series([f"P{number}" for number in range(10)])
>>> status = [OpportunityStatus.WON] * 4 + [OpportunityStatus.LOST] * 2 + [None] * 4
>>> snapshots = pd.DataFrame(
...     columns=["week", "taken", "opportunity_id", "stage"]
... ).astype({"week": "datetime64[ns]", "taken": "datetime64[ns]"})
>>> levels = compute(
...     ids, pd.Series([FunnelLevel.POTENTIAL] * 10), pd.Series(status),
...     snapshots=snapshots, as_of=date(2026, 6, 1),
... )
>>> levels.loc[0, ["reached", "passed", "lost", "standing"]].astype(int).to_dict()
{'reached': 10, 'passed': 4, 'lost': 2, 'standing': 4}
>>> levels["rate"].iloc[:1].round(3).tolist()
[0.667]
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up, past
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import MISSING, percent_words, text_column
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

NUMBERS = {level: float(number) for number, level in enumerate(FunnelLevel, 1)}


class Params(MethodParams):
    """Nothing to choose: every deal on the sheet and in the snapshots counts."""


DEFAULTS = Params()

LABEL = Label(
    name="stage_conversion",
    ids=("funnel-balance", "funnel-phone-layers"),
    zh="层级转化率",
    en="Stage conversion",
    sheet="opportunities",
    shape="table",
    results=(
        Result(name="level", zh="层级", en="Level"),
        Result(name="reached", zh="到过商机数", en="Reached", kind="number"),
        Result(name="passed", zh="进入下一层数", en="Passed", kind="number"),
        Result(name="lost", zh="本层丢单数", en="Lost here", kind="number"),
        Result(name="standing", zh="停留商机数", en="Standing", kind="number"),
        Result(name="rate", zh="转化率", en="Conversion", kind="percent"),
        Result(name="win_rate", zh="赢单率", en="Win rate", kind="percent"),
        Result(name="reason", zh="转化说明", en="Conversion reason"),
    ),
)


def compute(
    opportunity_id: pd.Series,
    stage: pd.Series,
    status: pd.Series,
    *,
    snapshots: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count the four levels; snapshots have week, taken, opportunity_id and stage."""
    highest = _highest(opportunity_id, stage, past(snapshots, as_of=as_of))
    won, lost = status.isin([OpportunityStatus.WON]), status.isin([OpportunityStatus.LOST])
    highest = highest.mask(won, float(len(NUMBERS)))
    rows = []
    for level, number in NUMBERS.items():
        here = highest >= number
        passed = here & ((highest > number) | won)
        rows.append(
            {
                "level": level.text(language),
                "reached": int(here.sum()),
                "passed": int(passed.sum()),
                "lost": int((here & ~passed & lost).sum()),
                "standing": int((here & ~passed & ~lost).sum()),
                "won": int((here & won).sum()),
                "fallen": int((here & lost).sum()),
            }
        )
    result = pd.DataFrame(rows)
    result["rate"] = result["passed"] / (result["passed"] + result["lost"]).replace(0, float("nan"))
    result["win_rate"] = result["won"] / (result["won"] + result["fallen"]).replace(0, float("nan"))
    result["reason"] = _reason(result, int((lost & highest.isna()).sum()), language)
    result["level"] = result["level"].astype("str")
    return result[[column.name for column in LABEL.results]]


def _highest(deal: pd.Series, stage: pd.Series, history: pd.DataFrame) -> pd.Series:
    """Number of the highest level each deal has stood on; missing where none is known."""
    before = history["stage"].map(NUMBERS).astype(float).groupby(history["opportunity_id"]).max()
    levels = {"now": stage.map(NUMBERS).astype(float), "before": looked_up(deal, before)}
    return pd.DataFrame(levels, index=deal.index).max(axis=1)


def _reason(result: pd.DataFrame, unplaced: int, language: Language) -> pd.Series:
    words = Text(
        "{decided}个已见分晓，{passed}个进入下一层：{rate}；另有{standing}个停留",
        "{passed} of {decided} decided went on: {rate}; {standing} standing",
    )[language]
    nothing = MISSING[language] + Text("已见分晓的商机", "decided deals")[language]
    left_out = Text("；{count}个丢单缺层级，未计入", "; {count} lost without level, not counted")
    reasons = [
        words.format(
            decided=passed + lost, passed=passed, rate=percent_words(rate), standing=standing
        )
        if passed + lost
        else nothing
        for passed, lost, standing, rate in result[
            ["passed", "lost", "standing", "rate"]
        ].itertuples(index=False)
    ]
    reasons[0] += left_out[language].format(count=unplaced) if unplaced else ""
    return text_column(reasons, result.index)
