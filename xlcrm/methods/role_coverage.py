"""角色覆盖 · Role coverage.

Question: whom do we know at this customer, and which role, level or place in the buying centre is
nobody known for?

Formula: coverage = places that somebody holds ÷ all places, for each of three lists:

    roles           ※ 最后批准, + 决策制定, = 方案评估, - 最终用户
    levels          决策层, 管理层, 执行层
    buying centre   buyer, decider, user, technical gatekeeper, financial gatekeeper

The two gatekeepers count apart, or as one place when `gatekeepers` is "together"; whoever is
listed as 技术/财务把关者 keeps both gates. People who have left do not count.

Units: entries of the lists; the results are shares from 0 to 1, shown as percentages. A list in
which nobody of the customer has an entry gives no share.

Source: domain inventory `dm-role-codes`, `org-levels-3` and `buying-centre-5`.

Not for: government customers, where a limited circle known well is worth more than a wide one.

Example: four people with the roles ※, =, = and - hold three of four roles; nobody decides.

>>> roles = [BuyingRole.APPROVER, BuyingRole.EVALUATOR, BuyingRole.EVALUATOR, BuyingRole.USER]
>>> blank = pd.Series([None] * 4)
>>> scored = compute(pd.Series(["A"] * 4), pd.Series(roles), blank, blank, blank)
>>> scored["roles"].tolist()
[0.75, 0.75, 0.75, 0.75]
>>> scored["reason"][0]
'角色3/4，缺+决策制定；缺少层级、采购中心角色'
"""

from typing import Literal

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.decision_group import filled_places, present, symbol_of
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import MISSING, SEMICOLON, header_words, listed, missing_words
from xlcrm.sheets.column import Choice
from xlcrm.sheets.contact import BuyingCentreRole as Centre
from xlcrm.sheets.contact import BuyingRole, OrganisationLevel


class Params(MethodParams):
    """How the gatekeepers of the buying centre are counted."""

    gatekeepers: Literal["apart", "together"] = Field(
        default="apart",
        description="apart: technical and financial gatekeeper are two places; together: one",
    )


DEFAULTS = Params()

LABEL = Label(
    name="role_coverage",
    ids=("dm-role-codes", "org-levels-3", "buying-centre-5"),
    zh="角色覆盖",
    en="Role coverage",
    sheet="contacts",
    shape="column",
    results=(
        Result(name="roles", zh="角色覆盖率", en="Roles covered", kind="percent"),
        Result(name="levels", zh="层级覆盖率", en="Levels covered", kind="percent", written=False),
        Result(
            name="centre",
            zh="采购中心覆盖率",
            en="Buying centre covered",
            kind="percent",
            written=False,
        ),
        Result(name="reason", zh="覆盖说明", en="Coverage reason"),
    ),
)

LISTS: dict[str, tuple[Text, str, type[Choice]]] = {
    "roles": (Text("角色", "roles"), "role", BuyingRole),
    "levels": (Text("层级", "levels"), "level", OrganisationLevel),
    "centre": (Text("采购中心", "buying centre"), "buying_centre", Centre),
}
"""Result to what its list is called, its column, and its entries."""


def compute(
    account_id: pd.Series,
    role: pd.Series,
    level: pd.Series,
    buying_centre: pd.Series,
    has_left: pd.Series,
    *,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Coverage at the customer of each person; every person of a customer has the same."""
    people = present(
        pd.DataFrame(
            {
                "account_id": account_id,
                "role": role,
                "level": level,
                "buying_centre": buying_centre,
                "has_left": has_left,
            }
        )
    )
    places = {
        "roles": filled_places(people, "role", BuyingRole, account_id),
        "levels": filled_places(people, "level", OrganisationLevel, account_id),
        "centre": _centre(people, account_id, params),
    }
    shares = {name: (held > 0).mean(axis=1) for name, held in places.items()}
    result = pd.DataFrame(
        {name: share.where(places[name].notna().all(axis=1)) for name, share in shares.items()},
        index=account_id.index,
    ).astype(float)
    result["reason"] = _reason(places, account_id, language)
    return result


def _centre(people: pd.DataFrame, account_id: pd.Series, params: Params) -> pd.DataFrame:
    """Holders of each place of the buying centre; the gates as `params` counts them."""
    held = filled_places(people, "buying_centre", Centre, account_id)
    if params.gatekeepers == "together":
        return held.assign(GATEKEEPER=held[list(GATES)].sum(axis=1, skipna=False)).drop(
            columns=list(GATES[1:])
        )
    both = held.pop("GATEKEEPER")
    return held.assign(**{gate: held[gate] + both for gate in GATES[1:]})


GATES = ("GATEKEEPER", "TECHNICAL", "FINANCIAL")
"""The entry that keeps both gates, and one for each."""


def _reason(
    places: dict[str, pd.DataFrame], account_id: pd.Series, language: Language
) -> pd.Series:
    """Each list in words: how many of its places are held, and which are not."""
    lacking = Text("，缺", ", lacking ")[language]
    gap = "" if language == "zh" else " "
    parts = []
    for name, held in places.items():
        title, _column, entries = LISTS[name]
        named = [_named(entries[column], language) for column in held.columns]
        gaps = listed(held.eq(0).set_axis(named, axis=1), language)
        counts = (held > 0).sum(axis=1).astype(str)
        words = title[language] + gap + counts + f"/{len(named)}"
        known = held.notna().all(axis=1)
        parts.append((words + (lacking + gaps).where(gaps.ne(""), "")).where(known))
    headers = header_words("contacts", language)
    columns = [headers[column] for _title, column, _entries in LISTS.values()]
    unknown = pd.DataFrame(
        {column: part.isna() for column, part in zip(columns, parts, strict=True)}
    )
    absent = listed(unknown, language)
    said = [*parts, (MISSING[language] + absent).where(absent.ne(""))]
    table = pd.concat(said, axis=1).to_numpy(dtype=object)
    lines = [SEMICOLON[language].join(p for p in row if isinstance(p, str)) for row in table]
    reason = pd.Series(lines, index=account_id.index, dtype="str")
    nameless = missing_words("contacts", account_id.to_frame("account_id"), language)
    return reason.mask(account_id.isna(), nameless)


def _named(entry: Choice, language: Language) -> str:
    """A role with its symbol, anything else by name."""
    return symbol_of(entry, language) if isinstance(entry, BuyingRole) else entry.text(language)
