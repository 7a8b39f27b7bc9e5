"""决策覆盖 · Decision coverage.

Question: of the roles and levels that decide on this deal, how many do we know and have won, and
whom must we see next?

Formula: three shares, over the people of the deal's customer who have not left:

    roles     roles ※ + = - that somebody holds ÷ 4
    levels    levels 决策, 管理, 执行 that somebody stands on ÷ 3
    support   roles of which a holder supports us ÷ 4

coverage = Σ weight × share ÷ Σ weight. The gaps, as next actions, in this order: find who holds ※
and +, win their support, reach the levels nobody stands on from the top down, then find and win
the other roles. Open deals alone are judged.

Units: the shares and the coverage run from 0 to 1, shown as percentages. Where no role or no level
of anybody is known, there is no coverage.

Source: domain inventory `dm-role-codes`, `org-levels-3` and `dm-card`, joined as the decision map
asks for: roles × levels × support. The equal weights and the order of the actions are ours.

Not for: purchases one person decides alone.

Example: ※ (neutral, 决策层), = (supports us, 执行层), - (supports us, 执行层): roles 3/4, levels
2/3, support 2/4, so (0.75 + 0.667 + 0.5) ÷ 3 = 63.9 %; the decision maker is to be found first.

>>> contacts = pd.DataFrame(
...     {
...         "account_id": "A", "name": ["甲", "乙", "丙"], "has_left": None,
...         "role": [BuyingRole.APPROVER, BuyingRole.EVALUATOR, BuyingRole.USER],
...         "level": [Level.DECISION, Level.EXECUTION, Level.EXECUTION],
...         "support": [Support.NEUTRAL, Support.SUPPORTS, Support.SUPPORTS],
...     }
... )
>>> scored = compute(pd.Series(["A"]), pd.Series([None]), contacts=contacts)
>>> scored["coverage"].round(3).tolist()
[0.639]
>>> scored["reason"][0]
'找到+决策制定；争取※最后批准甲（中立）的支持；认识管理层的人'
"""

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.decision_group import KEY_ROLES, filled_places, joined, present, symbol_of
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.weighted_amount import is_open
from xlcrm.methods.wording import LISTING, MISSING, SEMICOLON, missing_words, text_column
from xlcrm.sheets.contact import BuyingRole, Support
from xlcrm.sheets.contact import OrganisationLevel as Level

FIND = Text("找到{}", "find {}")
WIN = Text("争取{}的支持", "win the support of {}")
REACH = Text("认识{}的人", "meet somebody on {}")


class Params(MethodParams):
    """What each share weighs, and how many next actions are named."""

    roles_weight: float = Field(default=1, ge=0, description="Ours: weight of the roles known")
    levels_weight: float = Field(default=1, ge=0, description="Ours: weight of the levels known")
    support_weight: float = Field(default=1, ge=0, description="Ours: weight of the roles won")
    actions: int = Field(default=3, ge=1, description="Ours: next actions named at most")


DEFAULTS = Params()

LABEL = Label(
    name="decision_coverage",
    ids=("dm-role-codes", "org-levels-3", "dm-card"),
    zh="决策覆盖",
    en="Decision coverage",
    sheet="opportunities",
    shape="column",
    results=(
        Result(name="coverage", zh="决策覆盖率", en="Decision coverage", kind="percent"),
        Result(name="roles", zh="角色已识别", en="Roles known", kind="percent", written=False),
        Result(name="levels", zh="层级已识别", en="Levels known", kind="percent", written=False),
        Result(name="support", zh="角色已支持", en="Roles won", kind="percent", written=False),
        Result(name="reason", zh="决策下一步", en="Next with decision makers"),
    ),
)


def compute(
    account_id: pd.Series,
    status: pd.Series,
    *,
    contacts: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Coverage of each open deal; contacts have name, role, level, support and has_left."""
    people = present(contacts)
    live = is_open(status) & account_id.notna()
    roles = filled_places(people, "role", BuyingRole, account_id)
    levels = filled_places(people, "level", Level, account_id)
    friends = people[people["support"].isin([Support.SUPPORTS])]
    won = filled_places(friends, "role", BuyingRole, account_id).fillna(0.0)
    known = live & roles.notna().all(axis=1) & levels.notna().all(axis=1)
    result = pd.DataFrame(
        {
            "roles": roles.gt(0).mean(axis=1),
            "levels": levels.gt(0).mean(axis=1),
            "support": won.gt(0).mean(axis=1),
        },
        index=account_id.index,
    ).where(known)
    weights = (params.roles_weight, params.levels_weight, params.support_weight)
    whole = sum(weights)
    weighed = sum(result[name] * weight for name, weight in zip(result, weights, strict=True))
    result.insert(0, "coverage", weighed / whole if whole else float("nan"))
    actions = _actions(people, (roles, levels, won), account_id, language)
    told = _told(actions[known], params, language)
    lacking = _lacking(roles, levels, account_id, language)
    closed = Text("已不在进行中，不判断", "no longer open: not judged")[language]
    result["reason"] = lacking.mask(~live & account_id.notna(), closed)
    result.loc[known, "reason"] = told
    return result


def _actions(
    people: pd.DataFrame,
    held: tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame],
    account_id: pd.Series,
    language: Language,
) -> pd.DataFrame:
    """One column per possible gap, in order of weight: what to do, missing where it is closed.

    `held` counts the holders of each role, of each level, and the supporters in each role.
    """
    roles, levels, won = held
    gap = "" if language == "zh" else " "
    steps: list[pd.Series] = []
    others = [role for role in BuyingRole if role not in KEY_ROLES]
    for group in (list(KEY_ROLES), others):
        for role in group:
            steps.append(
                _where(roles[role.name].eq(0), FIND[language].format(symbol_of(role, language)))
            )
        for role in group:
            holders = looked_up(account_id, _holders(people, role, language)).astype(object)
            win = WIN[language].format(symbol_of(role, language) + gap + "{}")
            words = holders.map(win.format, na_action="ignore")
            steps.append(words.where(roles[role.name].gt(0) & won[role.name].eq(0)))
        if group[0] in KEY_ROLES:
            for level in Level:
                reach = REACH[language].format(level.text(language))
                steps.append(_where(levels[level.name].eq(0), reach))
    return pd.concat(steps, axis=1)


def _where(mask: pd.Series, words: str) -> pd.Series:
    return pd.Series(words, index=mask.index, dtype=object).where(mask)


def _holders(people: pd.DataFrame, role: BuyingRole, language: Language) -> pd.Series:
    """Account to those who hold the role, each with what is known of their support."""
    held = people[people["role"].isin([role]) & people["name"].notna()]
    support = held["support"].map({entry: entry.text(language) for entry in Support})
    unknown = Support.UNKNOWN.text(language)
    form = Text("{}（{}）", "{} ({})")[language]
    words = [
        form.format(name, told if isinstance(told, str) else unknown)
        for name, told in zip(held["name"], support, strict=True)
    ]
    return joined(held, pd.Series(words, index=held.index, dtype=object), LISTING[language])


def _told(actions: pd.DataFrame, params: Params, language: Language) -> pd.Series:
    """The first actions of each row, and how many more there are."""
    more = Text("；另有{}项", "; {} more")[language]
    done = Text("角色、层级、支持都已覆盖", "every role, level and supporter is there")[language]
    lines = []
    for row in actions.to_numpy(dtype=object):
        due = [step for step in row if isinstance(step, str)]
        left = len(due) - params.actions
        line = SEMICOLON[language].join(due[: params.actions]) or done
        lines.append(line + (more.format(left) if left > 0 else ""))
    return text_column(lines, actions.index)


def _lacking(
    roles: pd.DataFrame, levels: pd.DataFrame, account_id: pd.Series, language: Language
) -> pd.Series:
    """What must be known of the contacts before a deal can be judged."""
    reason = missing_words("opportunities", account_id.to_frame("account_id"), language)
    unknown = {
        Text("联系人的采购角色", "any contact's buying role"): roles.isna().any(axis=1),
        Text("联系人的层级", "any contact's level"): levels.isna().any(axis=1),
    }
    for words, where in unknown.items():
        reason = reason.mask(reason.eq("") & where, MISSING[language] + words[language])
    return reason
