"""大客户销售六步 · Six-step key-account selling.

Question: does our selling keep up with the customer's purchase, and which step is due?

Formula: the six steps of the seller pair with the six stages of the buyer, in order:

    customer      发现需求   酝酿       设计       比较       购买承诺    安装实施
    our step      客户分析   建立关系   挖掘需求   呈现价值   获取承诺    回收货款

lag = number of the step that the customer's stage expects − number of the step we are at. A lag
above 0 means that we are late; below 0 we are ahead of the customer.

Units: stage and step are entries of their lists; the result is a number of steps.

Source: domain inventory `six-step-selling` and `procurement-stages`; the slide pairs 酝酿, 设计 and
比较 with their tasks, the other pairs follow the order of the two lists.

Not for: customers who buy from the catalogue and pass no stages.

Example: the customer compares offers (比较, where step 4 is due) while we still build the relation
(step 2), so we lag by 2 steps.

>>> customer, seller = pd.Series([ProcurementStage.COMPARISON]), pd.Series([SellingStep.RELATION])
>>> scored = compute(customer, seller)
>>> scored["lag"].tolist(), scored["due"].tolist()
([2.0], ['呈现价值'])
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import missing_words, text_column
from xlcrm.sheets.opportunity import ProcurementStage, SellingStep

DUE = dict(zip(ProcurementStage, SellingStep, strict=True))
"""The customer's stage and the step of ours that it expects."""


class Params(MethodParams):
    """Nothing to choose: stages, steps and their pairing are the source's."""


DEFAULTS = Params()

LABEL = Label(
    name="six_step_selling",
    ids=("six-step-selling",),
    zh="大客户销售六步",
    en="Six-step key-account selling",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="lag", zh="落后步数", en="Steps behind", kind="number", written=False),
        Result(name="due", zh="应到步骤", en="Step due", written=False),
        Result(name="reason", zh="步骤说明", en="Step reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    procurement_stage: pd.Series,
    selling_step: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Compare our step with the customer's stage; both as entries of their lists."""
    expected = procurement_stage.map({stage: number for number, stage in enumerate(DUE, 1)}).astype(
        float
    )
    reached = selling_step.map({step: number for number, step in enumerate(SellingStep, 1)}).astype(
        float
    )
    result = pd.DataFrame({"lag": expected - reached})
    due = procurement_stage.map({stage: step.text(language) for stage, step in DUE.items()})
    result["due"] = text_column(due.where(due.notna(), None).tolist(), due.index)
    result["reason"] = _reason(result, procurement_stage, selling_step, language)
    return result


def _reason(
    result: pd.DataFrame, stage: pd.Series, step: pd.Series, language: Language
) -> pd.Series:
    late = Text(
        "客户已到{stage}，应做到{due}，我们在{step}，落后{steps}步",
        "customer at {stage}: {due} is due, we are at {step}, {steps} behind",
    )[language]
    level = Text("与客户同步：{stage}对{step}", "in step: {stage}, {step}")[language]
    ahead = Text("比客户快{steps}步：{step}", "{steps} ahead of the customer: {step}")[language]
    known = result["lag"].notna()
    reasons = [
        (late if lag > 0 else level if lag == 0 else ahead).format(
            stage=entry.text(language), step=own.text(language), due=due, steps=f"{abs(lag):.0f}"
        )
        for lag, due, entry, own in zip(
            result.loc[known, "lag"], result.loc[known, "due"], stage[known], step[known],
            strict=True,
        )
    ]  # fmt: skip
    inputs = pd.DataFrame({"procurement_stage": stage, "selling_step": step})
    words = missing_words("opportunities", inputs, language)
    words[known] = text_column(reasons, words.index[known])
    return words
