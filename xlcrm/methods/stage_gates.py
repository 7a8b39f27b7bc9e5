"""阶段门里程碑 · Stage-gate milestones.

Question: has this deal earned the selling step it is said to be on?

Formula: every step has conditions over the deal, its contacts, needs and assessment; a gate is
passed when the conditions of the present step and of all steps before it hold. A person is key
when marked so, or, where the mark is blank, has the role ※ or +; people who have left do not
count. What is not filled in is not shown; a condition over a sheet that the workbook does not have
(or that is empty) cannot be checked, and a gate with such a condition is neither passed nor, for
that reason, shut. Open deals alone are judged.

Units: conditions are yes or no.

Source: domain inventory `stage-gate-milestones`, which gives the milestones of 挖掘需求 alone:
relation with a key customer at 约会 or above, and an explicit need. Those of the other steps are
ours; each step's list is a setting, with commas between the names of conditions.

Not for: judging a salesperson: an open gate shows what to do next, not who is at fault.

Example: the contacts stand at 认识 (key) and 信赖 (not key), so although somebody trusts us the
best key relation is 认识 and the gate of 挖掘需求 stays shut.

>>> deal = {
...     "opportunity_id": "P", "account_id": "A", "selling_step": SellingStep.NEEDS,
...     "status": None, "close_date": pd.NaT, "gate_resources": None, "gate_decision_process": None,
...     "gate_solution": None, "proposal_submitted": None,
... }
>>> contacts = pd.DataFrame(
...     {
...         "account_id": "A", "role": [BuyingRole.DECIDER, BuyingRole.USER],
...         "relationship": [RelationshipStage.ACQUAINTED, RelationshipStage.TRUST],
...         "is_key_player": None, "has_left": None,
...     }
... )
>>> scored = compute(
...     *(pd.Series([value], dtype=object) for value in deal.values()), contacts=contacts,
...     needs=pd.DataFrame({"need": ["speed"]}), assessments=pd.DataFrame(),
...     needs_ladder=pd.DataFrame({"explicit_share": [0.6]}),
...     competitive_position=pd.DataFrame({"net": [0.4]}),
... )
>>> scored[["passed", "missing"]].iloc[0].tolist()
['否', '关键客户关系达到约会']
"""

from typing import Annotated, Literal

import pandas as pd
from pydantic import BeforeValidator, Field

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import LISTING, NO, SEMICOLON, YES, missing_words, text_column
from xlcrm.sheets.contact import BuyingRole, RelationshipStage
from xlcrm.sheets.opportunity import SellingStep

Condition = Literal[
    "decider_known",
    "key_contact_meeting",
    "key_contact_trust",
    "explicit_need",
    "assessed",
    "budget",
    "decision_process",
    "solution",
    "proposal",
    "close_date",
]
WORDS: dict[Condition, Text] = {
    "decider_known": Text("已识别关键人", "key person known"),
    "key_contact_meeting": Text("关键客户关系达到约会", "key relation at Meeting"),
    "key_contact_trust": Text("关键客户关系达到信赖", "key relation at Trust"),
    "explicit_need": Text("明确的需求", "explicit need"),
    "assessed": Text("完成二十问评估", "twenty answers given"),
    "budget": Text("实施资源", "implementation resources"),
    "decision_process": Text("决策过程", "decision process"),
    "solution": Text("完备方案", "complete solution"),
    "proposal": Text("已提交方案", "proposal submitted"),
    "close_date": Text("预计签约日期", "close date"),
}


RESTS_ON: dict[Condition, str] = {
    "decider_known": "contacts",
    "key_contact_meeting": "contacts",
    "key_contact_trust": "contacts",
    "explicit_need": "needs",
    "assessed": "assessments",
}
"""Condition to the other sheet it is looked for on."""


def _names(value: object) -> object:
    """A settings cell holds the names with commas between."""
    if not isinstance(value, str):
        return value
    plain = value.replace("，", ",").replace("、", ",")
    return tuple(name.strip() for name in plain.split(",") if name.strip())


Conditions = Annotated[tuple[Condition, ...], BeforeValidator(_names)]


class Params(MethodParams):
    """The conditions of each selling step, by name."""

    analysis: Conditions = Field(default=(), description="Ours: conditions of 客户分析")
    relation: Conditions = Field(
        default=("decider_known",), description="Ours: conditions of 建立关系"
    )
    needs: Conditions = Field(
        default=("key_contact_meeting", "explicit_need"),
        description="Conditions of 挖掘需求, as the source has them",
    )
    value: Conditions = Field(
        default=("assessed", "solution"), description="Ours: conditions of 呈现价值"
    )
    commitment: Conditions = Field(
        default=("budget", "decision_process", "close_date"),
        description="Ours: conditions of 获取承诺",
    )
    collection: Conditions = Field(default=(), description="Ours: conditions of 回收货款")

    def needed(self, step: SellingStep) -> list[Condition]:
        """Conditions of a step and of those before it, in order, each once."""
        lists = (self.analysis, self.relation, self.needs, self.value, self.commitment,
                 self.collection)  # fmt: skip
        upto = lists[: list(SellingStep).index(step) + 1]
        return list(dict.fromkeys(name for names in upto for name in names))


DEFAULTS = Params()

LABEL = Label(
    name="stage_gates",
    ids=("stage-gate-milestones",),
    zh="阶段门里程碑",
    en="Stage-gate milestones",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="passed", zh="阶段门通过", en="Gate passed", written=False),
        Result(name="missing", zh="阶段门缺口", en="Gate gaps", written=False),
        Result(name="unchecked", zh="阶段门未核对", en="Gate not checkable", written=False),
        Result(name="reason", zh="阶段门说明", en="Gate reason", written=False),
    ),
)


def compute(  # noqa: PLR0917 - the names are the sheet's columns
    opportunity_id: pd.Series,
    account_id: pd.Series,
    selling_step: pd.Series,
    status: pd.Series,
    close_date: pd.Series,
    gate_resources: pd.Series,
    gate_decision_process: pd.Series,
    gate_solution: pd.Series,
    proposal_submitted: pd.Series,
    *,
    contacts: pd.DataFrame,
    needs: pd.DataFrame,
    assessments: pd.DataFrame,
    needs_ladder: pd.DataFrame,
    competitive_position: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Check each deal's gate; the two results are those of the methods of these names."""
    index = opportunity_id.index
    relation = looked_up(account_id, _best_key_relation(contacts))
    held: dict[Condition, pd.Series] = {
        "decider_known": relation.notna(),
        "key_contact_meeting": relation >= _RELATIONS[RelationshipStage.DATING],
        "key_contact_trust": relation >= _RELATIONS[RelationshipStage.TRUST],
        "explicit_need": needs_ladder["explicit_share"].reindex(index).astype(float) > 0,
        "assessed": competitive_position["net"].reindex(index).notna(),
        "budget": gate_resources.isin([True]),
        "decision_process": gate_decision_process.isin([True]),
        "solution": gate_solution.isin([True]),
        "proposal": proposal_submitted.isin([True]),
        "close_date": close_date.notna(),
    }
    sheets = {"contacts": contacts, "needs": needs, "assessments": assessments}
    blind = {name for name, sheet in RESTS_ON.items() if sheets[sheet].empty}
    gaps = pd.DataFrame({name: ~shown.astype(bool) for name, shown in held.items()})
    unseen = pd.DataFrame({name: name in blind for name in held}, index=index)
    missing = _named(selling_step, gaps & ~unseen, params, language)
    unchecked = _named(selling_step, unseen, params, language)
    return _judged(missing, unchecked, status, selling_step, language)


def _judged(
    missing: pd.Series,
    unchecked: pd.Series,
    status: pd.Series,
    selling_step: pd.Series,
    language: Language,
) -> pd.DataFrame:
    """The verdict on each open deal whose step is known, with its reason."""
    live, index = is_open(status), status.index
    passed = text_column([NO[language]] * len(index), index).mask(missing.isna(), YES[language])
    passed = passed.where(missing.notna() | unchecked.isna())
    judged = live & selling_step.notna()
    result = pd.DataFrame({"passed": passed, "missing": missing, "unchecked": unchecked})
    result = result.where(judged)
    closed = Text("已不在进行中，不判断", "no longer open: not judged")[language]
    result["reason"] = _reason(result, selling_step, language).mask(~live, closed)
    return result


_RELATIONS = {stage: float(number) for number, stage in enumerate(RelationshipStage, 1)}
KEY_ROLES = (BuyingRole.APPROVER, BuyingRole.DECIDER)


def _best_key_relation(contacts: pd.DataFrame) -> pd.Series:
    """Account to its best relation with a key person: 0 known but not rated, 4 同盟."""
    marked = contacts["is_key_player"]
    key = marked.isin([True]) | (marked.isna() & contacts["role"].isin(KEY_ROLES))
    present = contacts[key & ~contacts["has_left"].isin([True])]
    number = present["relationship"].map(_RELATIONS).astype(float).fillna(0.0)
    return number.groupby(present["account_id"]).max()


def _named(step: pd.Series, flags: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    """The flagged conditions among those each deal's step needs, by name; missing where none."""
    named = text_column([None] * len(step), step.index)
    for entry in SellingStep:
        here = step.isin([entry])
        needed = params.needed(entry)
        labels = [WORDS[name][language] for name in needed]
        rows = flags.loc[here, needed].to_numpy()
        words = [
            LISTING[language].join(w for w, flag in zip(labels, row, strict=True) if flag) or None
            for row in rows
        ]
        named[here] = text_column(words, step.index[here])
    return named


def _reason(result: pd.DataFrame, step: pd.Series, language: Language) -> pd.Series:
    shut = Text("要在{step}还缺：{missing}", "{step} still needs: {missing}")[language]
    open_ = Text("{step}的条件都已具备", "{step}: every condition shown")[language]
    rest = Text("{step}的其余条件都已具备", "{step}: every other condition shown")[language]
    blind = Text("缺少工作表，无法核对：", "missing sheets, not checkable: ")[language]
    reason = missing_words("opportunities", pd.DataFrame({"selling_step": step}), language)
    stepped = step.notna()
    facts = zip(
        step[stepped],
        result.loc[stepped, "missing"],
        result.loc[stepped, "unchecked"],
        strict=True,
    )
    reasons = []
    for entry, missing, unchecked in facts:
        words = open_ if pd.isna(unchecked) else rest
        said = (words if pd.isna(missing) else shut).format(
            step=entry.text(language), missing=missing
        )
        unseen = "" if pd.isna(unchecked) else SEMICOLON[language] + blind + unchecked
        reasons.append(said + unseen)
    reason[stepped] = text_column(reasons, reason.index[stepped])
    return reason
