"""供应商四象限 · Kraljic matrix.

Question: how does the customer class what we sell, and how should we hold ourselves?

Formula: purchase value and supply risk are high from the cut-off on, the line itself included.

    value, risk    customer's class       our posture
    high, low      杠杆型 leverage          defend the price with volume terms
    high, high     战略型 strategic         be a partner, with cover by executives
    low, high      瓶颈型 bottleneck        assure supply
    low, low       标准型 standard          cut the cost of the process

Units: points from 1 to 10.

Source: domain inventory `kraljic`; the postures and the cut-off of 5.5 are ours.

Not for: scores that the customer's own buyers would not sign.

Example: value 8, risk 3: leverage; value 8, risk 7: strategic.

>>> scored = compute(pd.Series([8.0, 8.0]), pd.Series([3.0, 7.0]))
>>> scored["class"].tolist()
['杠杆型', '战略型']
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import missing_words, quadrant, sentences

CLASSES = {
    (True, False): Text("杠杆型", "Leverage"),
    (True, True): Text("战略型", "Strategic"),
    (False, True): Text("瓶颈型", "Bottleneck"),
    (False, False): Text("标准型", "Standard"),
}
POSTURES = {
    (True, False): Text("以批量条件守价", "defend the price with volume terms"),
    (True, True): Text("结成伙伴，高层对接", "be a partner, with cover by executives"),
    (False, True): Text("保障供应", "assure supply"),
    (False, False): Text("降低交易流程成本", "cut the cost of the process"),
}


class Params(MethodParams):
    """Where high begins."""

    value_cut: float = Field(
        default=5.5, ge=1, le=10, description="Ours: purchase value from which it is high"
    )
    risk_cut: float = Field(
        default=5.5, ge=1, le=10, description="Ours: supply risk from which it is high"
    )


DEFAULTS = Params()

LABEL = Label(
    name="kraljic",
    ids=("kraljic",),
    zh="供应商四象限",
    en="Kraljic matrix",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="class", zh="供应商象限", en="Kraljic class", written=False),
        Result(name="posture", zh="销售姿态建议", en="Kraljic posture", written=False),
        Result(name="reason", zh="供应商象限说明", en="Kraljic reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    purchase_value: pd.Series,
    supply_risk: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """How each customer classes us."""
    inputs = pd.DataFrame({"purchase_value": purchase_value, "supply_risk": supply_risk})
    inputs = inputs.astype(float)
    high = inputs["purchase_value"].ge(params.value_cut), inputs["supply_risk"].ge(params.risk_cut)
    kind, posture = (quadrant(cells, *high, language) for cells in (CLASSES, POSTURES))
    words = Text(
        "采购价值{value}，供应风险{risk}：{kind}，{posture}",
        "purchase value {value}, supply risk {risk}: {kind}, {posture}",
    )[language]
    facts = pd.DataFrame(
        {
            "value": inputs["purchase_value"].map("{:g}".format),
            "risk": inputs["supply_risk"].map("{:g}".format),
            "kind": kind,
            "posture": posture,
        }
    )
    missing = missing_words("accounts", inputs, language)
    known = missing.eq("")
    result = pd.DataFrame({"class": kind.where(known), "posture": posture.where(known)})
    result["reason"] = sentences(words, facts).where(known, missing)
    return result
