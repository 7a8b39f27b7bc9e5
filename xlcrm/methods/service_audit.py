"""服务程序面与个人面 · Service audit.

Question: how good are the two sides of the service to this customer, and which type does that make?

Formula: each side has seven elements from 1 to 5; side = sum ÷ 35. High from `cut` on:

    procedural high, personal high    优质型 Quality
    procedural high, personal low     工厂型 Factory
    procedural low, personal high     友善型 Friendly zoo
    both low                          冷淡型 Freezer

A side with an element missing has no result, and without both sides there is no type.

Units: elements from 1 to 5; sides as shares of the 35 points, shown as percentages (20 % is the
least).

Source: domain inventory `service-7x7` and `service-type-4`; names and places of the types follow
Martin, for the labels of the source's four panels are lost. The cut is ours.

Not for: one auditor's view of one day taken for the year's service.

Example: 28 of 35 procedural points, 80 %, and 21 of 35 personal, 60 %: factory, with a cut of 70 %.

>>> elements = [pd.Series([4.0])] * 7 + [pd.Series([3.0])] * 7
>>> scored = compute(*elements)
>>> scored[["procedural", "personal", "type"]].to_numpy().tolist()
[[0.8, 0.6, '工厂型']]
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import header_words, listed, missing_words, percent_words, quadrant

PROCEDURAL = tuple(
    f"procedural_{name}"
    for name in ("timeliness", "flow", "adaptability", "anticipation", "communication",
                 "feedback", "supervision")
)  # fmt: skip
PERSONAL = tuple(
    f"personal_{name}"
    for name in ("appearance", "attitude", "attentiveness", "tact", "guidance", "selling",
                 "problem_solving")
)  # fmt: skip
TYPES = {
    (True, True): Text("优质型", "Quality"),
    (True, False): Text("工厂型", "Factory"),
    (False, True): Text("友善型", "Friendly zoo"),
    (False, False): Text("冷淡型", "Freezer"),
}
HIGHEST = 5
ROUNDING = 1e-9


class Params(MethodParams):
    """Where a side becomes high."""

    cut: float = Field(
        default=0.7, gt=0.2, le=1, description="Ours: share of the points from which a side is high"
    )


DEFAULTS = Params()

LABEL = Label(
    name="service_audit",
    ids=("service-7x7", "service-type-4"),
    zh="服务程序面与个人面",
    en="Service audit",
    sheet="service_audits",
    shape="column",
    results=(
        Result(name="procedural", zh="程序面得分", en="Procedural score", kind="percent"),
        Result(name="personal", zh="个人面得分", en="Personal score", kind="percent"),
        Result(name="type", zh="服务类型", en="Service type"),
        Result(name="reason", zh="服务类型说明", en="Service type reason"),
    ),
    worksheet_function=True,
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    procedural_timeliness: pd.Series,
    procedural_flow: pd.Series,
    procedural_adaptability: pd.Series,
    procedural_anticipation: pd.Series,
    procedural_communication: pd.Series,
    procedural_feedback: pd.Series,
    procedural_supervision: pd.Series,
    personal_appearance: pd.Series,
    personal_attitude: pd.Series,
    personal_attentiveness: pd.Series,
    personal_tact: pd.Series,
    personal_guidance: pd.Series,
    personal_selling: pd.Series,
    personal_problem_solving: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Both sides and the type of each audit."""
    first = (procedural_timeliness, procedural_flow, procedural_adaptability)
    second = (procedural_anticipation, procedural_communication, procedural_feedback)
    third = (procedural_supervision, personal_appearance, personal_attitude)
    rest = (personal_attentiveness, personal_tact, personal_guidance, personal_selling)
    columns = [*first, *second, *third, *rest, personal_problem_solving]
    points = pd.concat(columns, axis=1, keys=[*PROCEDURAL, *PERSONAL]).astype(float)
    result = pd.DataFrame(
        {
            "procedural": points[[*PROCEDURAL]].mean(axis=1, skipna=False) / HIGHEST,
            "personal": points[[*PERSONAL]].mean(axis=1, skipna=False) / HIGHEST,
        }
    )
    known = result.notna().all(axis=1)
    high = result.ge(params.cut - ROUNDING)
    result["type"] = quadrant(TYPES, high["procedural"], high["personal"], language).where(known)
    missing = missing_words("service_audits", points, language)
    result["reason"] = _reason(points, result, params, language).mask(missing.ne(""), missing)
    return result


def _reason(
    points: pd.DataFrame, result: pd.DataFrame, params: Params, language: Language
) -> pd.Series:
    """Both sides, the type, which side to raise, and the lowest elements."""
    raise_ = {
        (True, True): Text("保持", "keep it up")[language],
        (True, False): Text("先提高个人面", "raise the personal side")[language],
        (False, True): Text("先提高程序面", "raise the procedural side")[language],
        (False, False): Text("两面都要提高", "raise both sides")[language],
    }
    high = result[["procedural", "personal"]].ge(params.cut - ROUNDING)
    headers = header_words("service_audits", language)
    lowest = points.eq(points.min(axis=1), axis=0).rename(columns=headers)
    named = listed(lowest, language)
    words = Text(
        "程序面{}，个人面{}，以{}为界：{}，{}；最低：{}",
        "procedural {}, personal {}, cut {}: {}, {}; lowest: {}",
    )[language]
    cut = percent_words(params.cut)
    reasons = [
        words.format(
            percent_words(one), percent_words(two), cut, kind, raise_[bool(up), bool(warm)], low
        )
        for one, two, kind, up, warm, low in zip(
            result["procedural"], result["personal"], result["type"], high["procedural"],
            high["personal"], named, strict=True,
        )
    ]  # fmt: skip
    return pd.Series(reasons, index=result.index, dtype="str")
