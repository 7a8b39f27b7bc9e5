"""商机评分 · Opportunity score.

Question: where do we stand in this deal, from 0 to 100, and what speaks for and against it?

Formula: a scorecard that starts at 50: each part known adds its weight × (its score − 50), the
weights of the parts known adding up to 1. Scores run from 0 (against us) to 100 (for us):

    assessment    0 at a net of -100 % in the twenty questions, 100 at +100 %
    level         verified funnel level: 0 at 0, 50 at 2, 100 at 4
    pace          100 up to the planned day, falling to 0 at `slow_days` over the plan
    movement      signs of stalling: 100 at none, 50 at one, 0 from two on
    step          steps we lag behind the customer: 100 at none, 50 at one, 0 from two on
    rivals        0 when the strongest rival leads by 100 %, 100 when we do
    pushes        pushes of the close date: 100 at none, 50 at one, 0 from two on

A part without its inputs is left out and named; below `minimum_coverage` of the weights there is
no score. Won, lost and shelved deals have none.

Units: a number from 0 to 100; 50 is undecided.

Source: parts are the domain inventory's `opp-20q`, `project-funnel-4`, `stage-dwell-plan`,
`six-step-selling` and `sales-progress`; weights and limits are ours.

Not for: a forecast; a score is no probability of winning.

Example: with the assessment at +40 % (score 70) and level 2 verified (50), of weights 30 and 25,
the score is 50 + 30/55 × 20 + 25/55 × 0 = 60.9.

>>> known = {"net": [0.4], "level": [2.0], "lead": [None], "days_over": [None]}
>>> known |= {"signs": [None], "lag": [None], "pushes": [None]}
>>> parts = pd.DataFrame(known, dtype=float)
>>> scored = compute(
...     pd.Series(["P"]), pd.Series([None]), project_funnel=parts, stage_dwell=parts,
...     stalled_deals=parts, six_step_selling=parts, close_date_pushes=parts,
...     competitive_position=parts,
... )
>>> scored["score"].round(1).tolist()
[60.9]
"""

from typing import Self

import pandas as pd
from pydantic import Field, model_validator

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.scorecard import Part, ramp, scorecard
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import days_words, percent_words, text_column


class Params(MethodParams):
    """Weights of the parts and limits of their values; all ours."""

    assessment: float = Field(default=30, ge=0, description="Ours: weight of the twenty questions")
    level: float = Field(default=25, ge=0, description="Ours: weight of the verified level")
    pace: float = Field(default=15, ge=0, description="Ours: weight of the time on the level")
    movement: float = Field(default=10, ge=0, description="Ours: weight of signs of stalling")
    step: float = Field(default=10, ge=0, description="Ours: weight of keeping up with the buyer")
    rivals: float = Field(default=5, ge=0, description="Ours: weight of the lead over rivals")
    pushes: float = Field(default=5, ge=0, description="Ours: weight of close-date pushes")
    slow_days: int = Field(default=60, ge=1, description="Ours: days over plan that count -1")
    minimum_coverage: float = Field(
        default=0.5, gt=0, le=1, description="Ours: share of the weights that must be known"
    )

    @model_validator(mode="after")
    def _something_weighs(self) -> Self:
        if not sum(self.weights().values()):
            raise ValueError("at least one part must weigh more than 0")
        return self

    def weights(self) -> dict[str, float]:
        """Weight of each part."""
        return {name: getattr(self, name) for name in PARTS}


PARTS = {
    "assessment": Text("二十问净分", "twenty questions"),
    "level": Text("核定层级", "verified level"),
    "pace": Text("停留", "time on level"),
    "movement": Text("停滞迹象", "signs of stalling"),
    "step": Text("落后客户步数", "steps behind"),
    "rivals": Text("对手比较", "lead over rivals"),
    "pushes": Text("推迟次数", "pushes"),
}

DEFAULTS = Params()

LABEL = Label(
    name="opportunity_score",
    ids=("opp-20q", "project-funnel-4", "stage-dwell-plan", "six-step-selling", "sales-progress"),
    zh="商机评分",
    en="Opportunity score",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="score", zh="商机得分", en="Opportunity points", kind="number"),
        Result(name="coverage", zh="评分覆盖率", en="Score coverage", kind="percent",
               written=False),
        Result(name="reason", zh="得分说明", en="Score reason"),
    ),
)  # fmt: skip


def compute(
    opportunity_id: pd.Series,
    status: pd.Series,
    *,
    project_funnel: pd.DataFrame,
    stage_dwell: pd.DataFrame,
    stalled_deals: pd.DataFrame,
    six_step_selling: pd.DataFrame,
    competitive_position: pd.DataFrame,
    close_date_pushes: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Score each open deal from the results of the methods named like the keywords."""
    index = opportunity_id.index
    measures = {
        "assessment": competitive_position["net"],
        "level": project_funnel["level"],
        "pace": stage_dwell["days_over"],
        "movement": stalled_deals["signs"],
        "step": six_step_selling["lag"],
        "rivals": competitive_position["lead"],
        "pushes": close_date_pushes["pushes"],
    }
    ends = _ends(params)
    parts = [
        _part(name, values.reindex(index).astype(float), weight, ends[name], language)
        for (name, values), weight in zip(measures.items(), params.weights().values(), strict=True)
    ]
    result = scorecard(parts, minimum=params.minimum_coverage, language=language)
    live = is_open(status)
    result["score"] = result["score"].where(live)
    result["coverage"] = result["coverage"].where(live & (result["coverage"] > 0))
    closed = Text("已不在进行中，不评分", "no longer open: not scored")[language]
    result["reason"] = result["reason"].mask(~live, closed)
    return result


def _ends(params: Params) -> dict[str, tuple[float, float]]:
    """The measure of each part at which its score is 0, and that at which it is 100."""
    return {
        "assessment": (-1.0, 1.0),
        "level": (0.0, 4.0),
        "pace": (float(params.slow_days), 0.0),
        "movement": (2.0, 0.0),
        "step": (2.0, 0.0),
        "rivals": (-1.0, 1.0),
        "pushes": (2.0, 0.0),
    }


def _part(
    name: str, values: pd.Series, weight: float, ends: tuple[float, float], language: Language
) -> Part:
    nothing, full = ends
    title = PARTS[name]
    said = [f"{title[language]} {_said(name, value, language)}" for value in values]
    return Part(
        title=title,
        weight=weight,
        score=ramp(values, nothing=nothing, full=full),
        words=text_column(said, values.index),
    )


def _said(name: str, value: float, language: Language) -> str:
    """A measure as people say it."""
    if pd.isna(value):
        return ""
    if name in ("assessment", "rivals"):
        return percent_words(value, signed=True)
    if name == "pace":
        over = Text("超期{}", "{} over")[language].format(days_words(value, language))
        return over if value > 0 else Text("未超期", "as planned")[language]
    return f"{value:.0f}".replace("-", "−")
