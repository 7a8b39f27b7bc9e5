"""意愿素质评估 · Willingness and quality.

Question: does this customer want to buy, and is it worth having?

Formula: both are typed as means of their items from 1 to 5, and high from the cut-offs on.

    willing, good    投入 invest now
    good only        培养 nurture
    willing only     低成本服务 serve cheaply
    neither          放弃 drop

Units: points from 1 to 5.

Source: domain inventory `willingness-quality`: the two forms survive by title only. The reading of
the four cells is the usual one and, with the cut-offs, ours.

Not for: a mean of fewer than half of the items; leave the cell blank then.

Example: willingness 4, quality 2.5: willing, but of low quality.

>>> scored = compute(pd.Series([4.0]), pd.Series([2.5]))
>>> scored["state"].tolist()
['低成本服务']
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import missing_words, quadrant, sentences

STATES = {
    (True, True): Text("投入", "Invest"),
    (False, True): Text("培养", "Nurture"),
    (True, False): Text("低成本服务", "Serve cheaply"),
    (False, False): Text("放弃", "Drop"),
}


class Params(MethodParams):
    """Where high begins."""

    willingness_cut: float = Field(
        default=3.0, ge=1, le=5, description="Ours: willingness from which a customer is willing"
    )
    quality_cut: float = Field(
        default=3.0, ge=1, le=5, description="Ours: quality from which a customer is good"
    )


DEFAULTS = Params()

LABEL = Label(
    name="willingness_quality",
    ids=("willingness-quality",),
    zh="意愿素质评估",
    en="Willingness and quality",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="state", zh="客户状态分析", en="Willingness-quality state", written=False),
        Result(name="reason", zh="意愿素质说明", en="Willingness-quality reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    willingness: pd.Series,
    quality: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """State of each customer by the two means."""
    inputs = pd.DataFrame({"willingness": willingness, "quality": quality}).astype(float)
    willing = inputs["willingness"].ge(params.willingness_cut)
    good = inputs["quality"].ge(params.quality_cut)
    state = quadrant(STATES, willing, good, language)
    words = Text(
        "意愿{w}{ws}{wc}，素质{q}{qs}{qc}：{state}",
        "willingness {w} {ws} {wc}, quality {q} {qs} {qc}: {state}",
    )[language]
    signs = {True: "≥", False: "<"}
    facts = pd.DataFrame(
        {
            "w": inputs["willingness"].map("{:.3g}".format),
            "ws": willing.map(signs),
            "wc": f"{params.willingness_cut:g}",
            "q": inputs["quality"].map("{:.3g}".format),
            "qs": good.map(signs),
            "qc": f"{params.quality_cut:g}",
            "state": state,
        },
        index=inputs.index,
    )
    missing = missing_words("accounts", inputs, language)
    result = state.where(missing.eq("")).to_frame("state")
    result["reason"] = sentences(words, facts).mask(missing.ne(""), missing)
    return result
