"""大客户信息分析四步 · Four steps of key-account information.

Question: how far has the analysis of this customer come, counting a step only when all before it
are done?

Formula: the steps, in the order of the source:

    1 发展向导       somebody at the customer, or outside it, is marked as our coach
    2 收集客户资料   the file is complete enough (as the method file_completeness is set)
    3 组织结构分析   all 3 levels and all 4 buying roles are held by somebody
    4 判断销售机会   enough of the open deals have all twenty questions answered

progress = steps done in an unbroken row from the first ÷ 4. Steps done out of turn are named, and
do not count. People who have left do not count.

Units: progress runs from 0 to 1, shown as a percentage.

Source: domain inventory `ka-info-4-steps`. How many of the open deals must be judged is ours.

Not for: small customers, where the analysis costs more than it brings.

Example: a coach is named, the file is not complete, the map is, and the twenty questions are
answered: only step 1 counts, 25 %.

>>> places = [
...     (role, level) for role, level in zip(BuyingRole, [*Level, Level.EXECUTION], strict=True)
... ]
>>> contacts = pd.DataFrame(places, columns=["role", "level"]).assign(
...     account_id="A", has_left=None, is_coach=True
... )
>>> deals = pd.DataFrame({"opportunity_id": ["P"], "account_id": "A", "status": None})
>>> scored = compute(
...     pd.Series(["A"]), contacts=contacts, opportunities=deals,
...     assessments=pd.DataFrame({"opportunity_id": ["P"], "party": None}),
...     file_completeness=pd.DataFrame({"enough": ["否"]}),
...     opportunity_assessment=pd.DataFrame({"coverage": [1.0]}),
... )
>>> scored["progress"].tolist(), scored["due"].tolist()
([0.25], ['收集客户资料'])
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.decision_group import filled_places, present
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import (
    LISTING,
    SEMICOLON,
    YES,
    missing_words,
    percent_words,
    text_column,
)
from xlcrm.sheets.contact import BuyingRole
from xlcrm.sheets.contact import OrganisationLevel as Level

STEPS = {
    "coach": Text("发展向导", "develop a coach"),
    "file": Text("收集客户资料", "complete the file"),
    "map": Text("组织结构分析", "map the organisation"),
    "judged": Text("判断销售机会", "judge the deals"),
}


class Params(MethodParams):
    """When the deals of a customer count as judged."""

    judged_share: float = Field(
        default=1, gt=0, le=1, description="Ours: share of the open deals with twenty answers"
    )


DEFAULTS = Params()

LABEL = Label(
    name="ka_info_steps",
    ids=("ka-info-4-steps",),
    zh="大客户信息分析四步",
    en="Four steps of key-account information",
    sheet="accounts",
    shape="column",
    results=(
        Result(
            name="progress",
            zh="信息分析进度",
            en="Analysis progress",
            kind="percent",
            written=False,
        ),
        Result(name="due", zh="信息分析应做", en="Analysis step due", written=False),
        Result(name="reason", zh="信息分析说明", en="Analysis reason", written=False),
    ),
)


def compute(
    account_id: pd.Series,
    *,
    contacts: pd.DataFrame,
    opportunities: pd.DataFrame,
    assessments: pd.DataFrame,
    file_completeness: pd.DataFrame,
    opportunity_assessment: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Count each customer's steps; the two results are those of the methods of these names."""
    people = present(contacts)
    coached = people.loc[people["is_coach"].isin([True]), "account_id"].unique()
    mapped = [
        filled_places(people, "role", BuyingRole, account_id),
        filled_places(people, "level", Level, account_id),
    ]
    enough = file_completeness["enough"].reindex(account_id.index).eq(YES[language])
    answered = _answered(opportunities, assessments, opportunity_assessment)
    done = pd.DataFrame(
        {
            "coach": account_id.isin(coached),
            "file": enough.fillna(False).astype(bool),
            "map": (mapped[0] > 0).all(axis=1) & (mapped[1] > 0).all(axis=1),
            "judged": looked_up(account_id, answered) >= params.judged_share - 1e-9,
        },
        index=account_id.index,
    ).astype(bool)
    known = account_id.notna()
    counted = done.astype(int).cumprod(axis=1).sum(axis=1)
    result = pd.DataFrame({"progress": (counted / len(STEPS)).where(known)})
    names = [*(text[language] for text in STEPS.values()), None]
    due = [names[number] for number in counted]
    result["due"] = text_column(due, account_id.index).where(known)
    result["reason"] = _reason(result, done, counted, account_id, language)
    return result


def _answered(
    opportunities: pd.DataFrame, assessments: pd.DataFrame, scores: pd.DataFrame
) -> pd.Series:
    """Account to the share of its open deals whose own assessment has all answers."""
    coverage = scores["coverage"].reindex(assessments.index).astype(float)
    whole = assessments["party"].isna() & (coverage >= 1 - 1e-9)
    full = assessments.loc[whole, "opportunity_id"].dropna().unique()
    deals = opportunities[is_open(opportunities["status"]) & opportunities["account_id"].notna()]
    return deals["opportunity_id"].isin(full).astype(float).groupby(deals["account_id"]).mean()


def _reason(
    result: pd.DataFrame,
    done: pd.DataFrame,
    counted: pd.Series,
    account_id: pd.Series,
    language: Language,
) -> pd.Series:
    head = Text("{count}/4步（{share}）", "{count} of 4 steps ({share})")[language]
    due_words = Text("应做：{}", "due: {}")[language]
    early = Text("已做但不计：{}", "done out of turn: {}")[language]
    titles = [text[language] for text in STEPS.values()]
    reason = missing_words("accounts", account_id.to_frame("account_id"), language)
    known = account_id.notna()
    told = []
    for row, count, share, due in zip(
        done[known].to_numpy(), counted[known], result.loc[known, "progress"],
        result.loc[known, "due"], strict=True,
    ):  # fmt: skip
        ahead = [title for title, flag in zip(titles[count:], row[count:], strict=True) if flag]
        words = [head.format(count=count, share=percent_words(share))]
        words += [due_words.format(due)] if isinstance(due, str) else []
        words += [early.format(LISTING[language].join(ahead))] if ahead else []
        told.append(SEMICOLON[language].join(words))
    reason[known] = text_column(told, reason.index[known])
    return reason
