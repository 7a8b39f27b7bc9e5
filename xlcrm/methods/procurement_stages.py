"""客户采购流程阶段 · Customer procurement stages.

Question: how long has the customer's purchase stood where it is, what is our task there, and do
we know the person who counts?

Formula: days in a stage = day the next one was reached (of the present stage: `as_of`) − day it
was reached. Earlier stages come from the weekly snapshots. Our task and the key role by stage:

    stage      发现需求     酝酿        设计         比较         购买承诺    安装实施
    task       客户分析     建立信任    挖掘需求     呈现价值     赢取承诺    回收账款
    key role   end user     decider     evaluator    evaluator    decider     end user

A decider is a contact with the role ※ or +; people who have left do not count. Lost and shelved
deals are no longer counted.

Units: dates; the results are days.

Source: domain inventory `procurement-stages`; the table of the source is cut off, stages and key
roles outside 酝酿, 设计 and 比较 follow Fu Yao's published list. The initiator of 发现需求 has no
symbol of his own and is looked for among the end users (ours).

Not for: frame contracts, where the customer calls off without a new purchase.

Example: 酝酿 was reached on 1 March, 设计 on 20 March, 比较 on 15 April 2024; on 30 April that
makes 19, 26 and 15 days, 60 in all.

>>> stages = list(Stage)[1:4]
>>> days = pd.to_datetime(["2024-03-01", "2024-03-20", "2024-04-15"])
>>> snapshots = pd.DataFrame(
...     {
...         "week": pd.to_datetime(["2024-03-04", "2024-03-25"]), "opportunity_id": "P",
...         "taken": pd.NaT, "procurement_stage": stages[:2], "procurement_entered": days[:2],
...     }
... )
>>> contacts = pd.DataFrame({"account_id": ["A"], "role": [BuyingRole.EVALUATOR], "has_left": None})
>>> scored = compute(
...     *(pd.Series([value]) for value in ("P", "A", None, stages[2], days[2])),
...     contacts=contacts, snapshots=snapshots, as_of=date(2024, 4, 30),
... )
>>> scored[["days", "total"]].to_dict("records"), scored["role_known"].tolist()
([{'days': 15.0, 'total': 60.0}], ['是'])
>>> scored["steps"].tolist()
['酝酿19天、设计26天、比较15天']
"""

from datetime import date

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.history import looked_up, past
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    LISTING,
    NO,
    YES,
    days_words,
    missing_words,
    text_column,
)
from xlcrm.sheets.contact import BuyingRole
from xlcrm.sheets.opportunity import OpportunityStatus
from xlcrm.sheets.opportunity import ProcurementStage as Stage

TASKS = {
    Stage.DISCOVERY: Text("客户分析", "analyse the customer"),
    Stage.GESTATION: Text("建立信任", "build trust"),
    Stage.DESIGN: Text("挖掘需求", "dig out needs"),
    Stage.COMPARISON: Text("呈现价值", "present value"),
    Stage.COMMITMENT: Text("赢取承诺", "win the commitment"),
    Stage.INSTALLATION: Text("回收账款", "collect payment"),
}
DECIDERS = (BuyingRole.APPROVER, BuyingRole.DECIDER)
KEY_ROLES = {
    Stage.DISCOVERY: (BuyingRole.USER,),
    Stage.GESTATION: DECIDERS,
    Stage.DESIGN: (BuyingRole.EVALUATOR,),
    Stage.COMPARISON: (BuyingRole.EVALUATOR,),
    Stage.COMMITMENT: DECIDERS,
    Stage.INSTALLATION: (BuyingRole.USER,),
}


class Params(MethodParams):
    """Nothing to choose: tasks and key roles are those of the stage."""


DEFAULTS = Params()

LABEL = Label(
    name="procurement_stages",
    ids=("procurement-stages",),
    zh="客户采购流程阶段",
    en="Customer procurement stages",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="days", zh="采购阶段天数", en="Days in purchase stage", kind="days",
               written=False),
        Result(name="total", zh="采购累计天数", en="Days of purchase", kind="days", written=False),
        Result(name="steps", zh="各阶段天数", en="Days by stage", written=False),
        Result(name="task", zh="本阶段任务", en="Task of the stage", written=False),
        Result(name="role_known", zh="关键角色已识别", en="Key role known", written=False),
        Result(name="reason", zh="采购说明", en="Purchase reason"),
    ),
)  # fmt: skip


def compute(
    opportunity_id: pd.Series,
    account_id: pd.Series,
    status: pd.Series,
    procurement_stage: pd.Series,
    procurement_entered: pd.Series,
    *,
    contacts: pd.DataFrame,
    snapshots: pd.DataFrame,
    as_of: date,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Days, task and key role of each deal; contacts have account_id, role and has_left."""
    deals = pd.DataFrame(
        {
            "opportunity_id": opportunity_id,
            "stage": procurement_stage,
            "entered": pd.to_datetime(procurement_entered),
        }
    )
    spans = _spans(deals, past(snapshots, as_of=as_of), pd.Timestamp(as_of).normalize())
    result = _days(spans, deals, language)
    task = procurement_stage.map({stage: task[language] for stage, task in TASKS.items()})
    result["task"] = text_column(task.where(task.notna(), None).tolist(), task.index)
    result["role_known"] = _role_known(procurement_stage, account_id, contacts, language)
    result["reason"] = _reason(result, deals, language)
    over = status.isin([OpportunityStatus.LOST, OpportunityStatus.ON_HOLD])
    given_up = Text("已丢单或搁置，不再计时", "lost or on hold: no longer counted")[language]
    result[["days", "total"]] = result[["days", "total"]].mask(over)
    result["reason"] = result["reason"].mask(over, given_up)
    return result


def _spans(deals: pd.DataFrame, history: pd.DataFrame, today: pd.Timestamp) -> pd.DataFrame:
    """One row per deal (`row` is its place) and stage that it passed, in order, with its days."""
    rows = pd.DataFrame(
        {
            "row": range(len(deals)),
            "stage": deals["stage"].to_numpy(),
            "entered": deals["entered"].to_numpy(),
        }
    )
    places = pd.Series(range(len(deals)), index=deals["opportunity_id"])
    places = places[places.index.notna() & ~places.index.duplicated()]
    before = pd.DataFrame(
        {
            "row": looked_up(history["opportunity_id"], places),
            "stage": history["procurement_stage"],
            "entered": history["procurement_entered"],
        }
    )
    spans = pd.concat([before.astype({"entered": rows["entered"].dtype}), rows])
    spans = spans.dropna().assign(number=lambda frame: frame["stage"].map(_NUMBERS).astype(int))
    spans = spans.drop_duplicates(["row", "stage"], keep="last").sort_values(["row", "number"])
    now = pd.Series(deals["stage"].map(_NUMBERS).to_numpy(), dtype=float)
    spans = spans[spans["number"] <= spans["row"].map(now)]
    until = spans.groupby("row")["entered"].shift(-1).fillna(today)
    return spans.assign(days=(until - spans["entered"]).dt.days.astype(float))


_NUMBERS = {stage: number for number, stage in enumerate(Stage, 1)}


def _days(spans: pd.DataFrame, deals: pd.DataFrame, language: Language) -> pd.DataFrame:
    """Days in the present stage and in all; missing where dates run backwards."""
    groups = spans.groupby("row")["days"]
    totals = pd.DataFrame({"days": groups.last(), "total": groups.sum(), "least": groups.min()})
    totals = totals.reindex(range(len(deals))).set_axis(deals.index)
    usable = totals["least"].ge(0) & deals["entered"].notna() & deals["stage"].notna()
    steps = _steps(spans, language).reindex(range(len(deals))).set_axis(deals.index)
    result = totals[["days", "total"]].astype(float).where(usable)
    result["steps"] = steps.where(usable)
    return result


def _steps(spans: pd.DataFrame, language: Language) -> pd.Series:
    """The stages a deal has passed with their days, in words, by the deal's place."""
    gap = "" if language == "zh" else " "
    names = spans["stage"].map({stage: stage.text(language) for stage in Stage})
    words = [
        f"{name}{gap}{days_words(days, language)}"
        for name, days in zip(names, spans["days"], strict=True)
    ]
    wide = pd.Series(words, index=[spans["row"], spans["number"]], dtype=object).unstack()
    told = [LISTING[language].join(w for w in row if isinstance(w, str)) for row in wide.to_numpy()]
    return text_column(told, wide.index)


def _role_known(
    stage: pd.Series, account_id: pd.Series, contacts: pd.DataFrame, language: Language
) -> pd.Series:
    known = text_column([None] * len(stage), stage.index)
    present = contacts[~contacts["has_left"].isin([True])]
    for entry, roles in KEY_ROLES.items():
        held = present.loc[present["role"].isin(roles), "account_id"]
        here = stage.isin([entry])
        known = known.mask(here, NO[language])
        known = known.mask(here & account_id.isin(held.dropna()), YES[language])
    return known


def _reason(result: pd.DataFrame, deals: pd.DataFrame, language: Language) -> pd.Series:
    words = Text(
        "在{stage}{days}，累计{total}；任务：{task}；{role}",
        "{stage} for {days}, {total} in all; task: {task}; {role}",
    )[language]
    known = Text("关键角色已识别", "key role known")[language]
    unknown = Text("联系人中还没有关键角色：{roles}", "no contact in the key role: {roles}")
    absent = {
        stage: unknown[language].format(
            roles=LISTING[language].join(role.text(language) for role in roles)
        )
        for stage, roles in KEY_ROLES.items()
    }
    inputs = deals[["stage", "entered"]].rename(
        columns={"stage": "procurement_stage", "entered": "procurement_entered"}
    )
    reason = missing_words("opportunities", inputs, language)
    counted = result["days"].notna()
    backwards = Text("阶段日期先后颠倒，请核对", "dates of the stages run backwards, check them")
    reason = reason.mask(reason.eq("") & ~counted, backwards[language])
    rows = result.assign(stage=deals["stage"])[counted]
    reasons = [
        words.format(
            stage=stage.text(language),
            days=days_words(days, language),
            total=days_words(total, language),
            task=task,
            role=known if role == YES[language] else absent[stage],
        )
        for stage, days, total, task, role in rows[
            ["stage", "days", "total", "task", "role_known"]
        ].itertuples(index=False)
    ]
    reason[counted] = text_column(reasons, rows.index)
    return reason
