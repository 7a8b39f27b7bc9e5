"""项目商机漏斗四层 · Four-level project funnel.

Question: which level of the funnel has this deal really reached, and what does the next one need?

Formula: level = the highest one whose own conditions and all conditions below it hold; 0 when
the first level does not hold. Conditions: 潜在商机 potential 2, 落实项目 confirmed 4, 我的项目 ours
4, 项目胜算 winning 4. A blank condition counts as not shown yet. The missing conditions are those
of the levels up to the next one, or up to the typed one when that is higher.

Units: conditions are yes or no, the typed level is one of the four names; the result is a number
of levels (0-4) and its name.

Source: domain inventory `project-funnel-4`.

Not for: deals already won or lost, and small repeat orders, which pass no gates.

Example: levels 1 and 2 are complete, level 3 lacks the customer's trust and level 4 holds two of
four: the deal stands on level 2, although five conditions above it hold.

>>> from xlcrm.sheets.opportunity import FunnelLevel
>>> ticks = [True, True] + [True] * 4 + [True, True, True, False] + [True, True, False, False]
>>> gates = [pd.Series([tick], dtype=object) for tick in ticks]
>>> scored = compute(*gates, pd.Series([FunnelLevel.OURS]))
>>> scored[["level_name", "missing", "overstated"]].iloc[0].tolist()
['落实项目', '客户信任', '是']
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    LISTING,
    NO,
    SEMICOLON,
    YES,
    header_words,
    text_column,
)
from xlcrm.sheets.opportunity import GATES as CONDITIONS

LEVELS = tuple(CONDITIONS)
GATES = tuple(gate for gates in CONDITIONS.values() for gate in gates)
OUTSIDE = Text("未入漏斗", "Not in the funnel")


class Params(MethodParams):
    """The funnel leaves nothing to choose: levels and conditions are the source's."""


DEFAULTS = Params()

LABEL = Label(
    name="project_funnel",
    ids=("project-funnel-4",),
    zh="项目商机漏斗四层",
    en="Four-level project funnel",
    sheet="opportunities",
    shape="column",
    results=(
        Result(
            name="level",
            zh="核定层级序号",
            en="Verified level number",
            kind="number",
            written=False,
        ),
        Result(name="level_name", zh="核定层级", en="Verified level"),
        Result(name="missing", zh="缺少条件", en="Missing conditions"),
        Result(name="overstated", zh="层级偏高", en="Level overstated"),
        Result(name="reason", zh="层级说明", en="Level reason", written=False),
    ),
    worksheet_function=True,
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    gate_pressure: pd.Series,
    gate_vendor_value: pd.Series,
    gate_need: pd.Series,
    gate_decision_process: pd.Series,
    gate_resources: pd.Series,
    gate_driver: pd.Series,
    gate_unique_value: pd.Series,
    gate_solution: pd.Series,
    gate_guarantee: pd.Series,
    gate_trust: pd.Series,
    gate_inside_support: pd.Series,
    gate_recognition: pd.Series,
    gate_preference: pd.Series,
    gate_connections: pd.Series,
    stage: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Verify the level of each deal; `stage` is the typed FunnelLevel, to compare with."""
    potential = (gate_pressure, gate_vendor_value)
    confirmed = (gate_need, gate_decision_process, gate_resources, gate_driver)
    ours = (gate_unique_value, gate_solution, gate_guarantee, gate_trust)
    winning = (gate_inside_support, gate_recognition, gate_preference, gate_connections)
    columns = (*potential, *confirmed, *ours, *winning)
    gates = pd.DataFrame(dict(zip(GATES, columns, strict=True)), dtype=object)
    return _verify(gates, stage, language)


def _verify(gates: pd.DataFrame, stage: pd.Series, language: Language) -> pd.DataFrame:
    typed = stage.map({level: number for number, level in enumerate(LEVELS, 1)}).astype(float)
    result = pd.DataFrame(index=gates.index)
    result["level"] = _level(gates)
    result["level_name"] = _name(result["level"], language)
    absent = _absent(gates, result["level"], typed, language)
    missing = [LISTING[language].join(row.values()) or None for row in absent]
    result["missing"] = text_column(missing, gates.index)
    above = text_column([NO[language]] * len(gates), gates.index)
    above = above.mask(typed > result["level"], YES[language])
    result["overstated"] = above.where(typed.notna() & result["level"].notna())
    result["reason"] = _reason(result, typed, absent, language)
    return result


def _level(gates: pd.DataFrame) -> pd.Series:
    """Number of the highest level reached, 0-4; missing where no condition is filled in."""
    held = pd.DataFrame(
        {level.name: gates[list(names)].eq(True).all(axis=1) for level, names in CONDITIONS.items()}
    )
    reached = held.astype(int).cumprod(axis=1).sum(axis=1).astype(float)
    return reached.where(gates.notna().any(axis=1))


def _name(level: pd.Series, language: Language) -> pd.Series:
    names = {0: OUTSIDE[language]}
    names |= {number: entry.text(language) for number, entry in enumerate(LEVELS, 1)}
    return text_column([names.get(number) for number in level], level.index)


def _absent(
    gates: pd.DataFrame, level: pd.Series, typed: pd.Series, language: Language
) -> list[dict[str, str]]:
    """For each row, level name to its conditions not shown yet, up to the level aimed at."""
    goal = (level + 1).clip(upper=len(LEVELS))
    goal = goal.mask(typed > goal, typed).fillna(0)
    headers = header_words("opportunities", language)
    absent = []
    for row, aim in zip(gates.eq(True).to_dict("records"), goal, strict=True):
        lacking = {
            entry.text(language): [headers[gate] for gate in CONDITIONS[entry] if not row[gate]]
            for entry in LEVELS[: int(aim)]
        }
        absent.append({name: LISTING[language].join(gap) for name, gap in lacking.items() if gap})
    return absent


def _reason(
    result: pd.DataFrame, typed: pd.Series, absent: list[dict[str, str]], language: Language
) -> pd.Series:
    needs = Text("{level}还缺{conditions}", "{level} needs {conditions}")[language]
    above = Text("填写的{level}高于核定层级", "typed level {level} is above it")[language]
    outside = Text("未入漏斗", "not in the funnel yet")[language]
    reached = Text("已达到{level}", "{level} reached")[language]
    typed_names = _name(typed, language)
    reasons = []
    for level, name, gaps, claim, claimed in zip(
        result["level"], result["level_name"], absent, typed, typed_names, strict=True
    ):
        parts = [reached.format(level=name) if level else outside]
        parts += [needs.format(level=gap, conditions=gaps[gap]) for gap in gaps]
        parts += [above.format(level=claimed)] if claim > level else []
        reasons.append(SEMICOLON[language].join(parts))
    unfilled = Text("缺少十四项漏斗条件", "missing the fourteen funnel conditions")[language]
    return text_column(reasons, result.index).mask(result["level"].isna(), unfilled)
