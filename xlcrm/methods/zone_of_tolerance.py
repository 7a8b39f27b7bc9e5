"""服务容忍范围 · Zone of tolerance.

Question: does the service lie below, within or above what this customer tolerates?

Formula: adequacy = experience − adequate level; superiority = experience − desired level. Below
the zone when adequacy < 0, above it when superiority > 0, within it otherwise. The zone is
narrower and higher for what matters more.

Units: all three from 1 to 10; adequacy and superiority in points of that scale.

Source: domain inventory `zone-of-tolerance`; the measures are those of Zeithaml, Berry and
Parasuraman.

Not for: items whose adequate level is typed above the desired one: they have no zone.

Example: adequate 7, desired 8.5, experienced 6.5: adequacy −0.5, below; adequate 6, desired 8,
experienced 7: +1 and −1, within.

>>> scored = compute(pd.Series([7.0, 6.0]), pd.Series([8.5, 8.0]), pd.Series([6.5, 7.0]))
>>> scored[["adequacy", "superiority", "zone"]].to_numpy().tolist()
[[-0.5, -2.0, '低于'], [1.0, -1.0, '之内']]
"""

import numpy as np
import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.satisfaction import signed
from xlcrm.methods.wording import missing_words, sentences, text_column

BELOW, WITHIN, ABOVE = Text("低于", "Below"), Text("之内", "Within"), Text("高于", "Above")


class Params(MethodParams):
    """Nothing to choose: the customer sets both ends of the zone."""


DEFAULTS = Params()

LABEL = Label(
    name="zone_of_tolerance",
    ids=("zone-of-tolerance",),
    zh="服务容忍范围",
    en="Zone of tolerance",
    sheet="surveys",
    shape="column",
    results=(
        Result(name="adequacy", zh="高于必要", en="Adequacy", kind="rating", written=False),
        Result(name="superiority", zh="高于渴望", en="Superiority", kind="rating", written=False),
        Result(name="zone", zh="容忍范围", en="Tolerance zone"),
        Result(name="reason", zh="容忍说明", en="Tolerance reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    adequate: pd.Series,
    desired: pd.Series,
    experience: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Where each item lies."""
    inputs = pd.DataFrame({"adequate": adequate, "desired": desired, "experience": experience})
    numbers = inputs.astype(float)
    reversed_ = numbers["adequate"].gt(numbers["desired"])
    ends = numbers.mask(reversed_)
    result = pd.DataFrame(
        {
            "adequacy": ends["experience"] - ends["adequate"],
            "superiority": ends["experience"] - ends["desired"],
        }
    )
    conditions = [result["adequacy"].lt(0).to_numpy(), result["superiority"].gt(0).to_numpy()]
    zones = np.select(conditions, [BELOW[language], ABOVE[language]], default=WITHIN[language])
    known = result.notna().all(axis=1)
    result["zone"] = text_column([str(one) for one in zones], result.index).where(known)
    words = Text(
        "{zone}容忍范围：比必要{adequacy}，比渴望{superiority}",
        "{zone} the zone: {adequacy} on adequate, {superiority} on desired",
    )[language]
    facts = pd.DataFrame(
        {
            "zone": result["zone"],
            "adequacy": result["adequacy"].map(signed),
            "superiority": result["superiority"].map(signed),
        }
    )
    odd = Text("必要水平高于渴望水平，请核对", "adequate above desired: check both")[language]
    missing = missing_words("surveys", inputs, language)
    reason = sentences(words, facts).mask(reversed_, odd)
    result["reason"] = reason.mask(missing.ne(""), missing)
    return result
