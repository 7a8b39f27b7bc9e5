"""客户关系的四个层次 · Four relationship levels.

Question: how close are the two companies, and how far is it to where we want to be?

Formula: level = 1 brand, 2 distant, 3 face to face, 4 close; gap = target level − level.

Units: levels are entries of their list; both results are numbers, the gap negative when the
relation is closer than we aimed for.

Source: domain inventory `relationship-levels-4`. The positions on the slide are lost: that the
order runs from brand to close follows Barnes. One person's relation with one of us is another
question.

Not for: proving a relation: the level is what the salesperson says.

Example: face to face (3), the target is close (4): a gap of one level.

>>> level, target = pd.Series([RelationLevel.FACE_TO_FACE]), pd.Series([RelationLevel.CLOSE])
>>> scored = compute(level, target)
>>> scored[["level", "gap"]].to_numpy().tolist()
[[3.0, 1.0]]
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import missing_words, text_column
from xlcrm.sheets.account import RelationLevel

NUMBERS = {level: float(number) for number, level in enumerate(RelationLevel, 1)}


class Params(MethodParams):
    """Nothing to choose: the levels are the source's."""


DEFAULTS = Params()

LABEL = Label(
    name="relationship_levels",
    ids=("relationship-levels-4",),
    zh="客户关系的四个层次",
    en="Four relationship levels",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="level", zh="关系层次数", en="Relation level", kind="number", written=False),
        Result(name="gap", zh="关系层次差", en="Relation gap", kind="number", written=False),
        Result(name="reason", zh="关系层次说明", en="Relation reason", written=False),
    ),
    worksheet_function=True,
)


def compute(
    relation_level: pd.Series,
    relation_target: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Level and gap of each customer; without a target there is no gap."""
    level = relation_level.map(NUMBERS).astype(float)
    result = level.to_frame("level")
    result["gap"] = relation_target.map(NUMBERS).astype(float) - level
    inputs = {"relation_level": relation_level, "relation_target": relation_target}
    missing = missing_words("accounts", pd.DataFrame(inputs), language)
    at, target = _titles(relation_level, language), _titles(relation_target, language)
    words = Text("现在{}，目标{}，差{:.0f}级", "now {}, target {}: {:.0f} levels to go")[language]
    there = Text("现在{}，目标{}，已达到", "now {}, target {}: reached")[language]
    only = Text("现在{}；{}", "now {}; {}")[language]
    gaps = [None if pd.isna(gap) else float(gap) for gap in result["gap"]]
    reasons = [
        (words if gap > 0 else there).format(level, aim, gap) if gap is not None else
        only.format(level, lacking) if level else lacking
        for level, aim, gap, lacking in zip(at, target, gaps, missing, strict=True)
    ]  # fmt: skip
    result["reason"] = text_column(reasons, result.index)
    return result


def _titles(levels: pd.Series, language: Language) -> list[str]:
    return [one.text(language) if isinstance(one, RelationLevel) else "" for one in levels]
