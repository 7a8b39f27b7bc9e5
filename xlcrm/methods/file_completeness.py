"""档案完整度 · File completeness.

Question: how much of a customer's file is filled, by field and by class?

Formula: by field = filled fields ÷ all fields; by class = mean of the classes' own shares. The two
differ, so both are named; `measure` chooses the one that is held against `least`.

    basic       name, address, fax, bank account
    commercial  development plan, first month of the financial year
    personal    birthday, hobbies, activities outside business, likes and taboos, of any contact
    logistics   delivery needs
    record      a month's sales, the result of an activity

Units: columns as typed and the rows of other sheets; the results are shares from 0 to 1, shown as
percentages. A sheet without any row is not kept here: its fields are left out, and the reason says
so. Personal details count as there or not; what they say is never shown.

Source: domain inventory `file-5-classes`, which lists the classes; the fields that stand for
interests and for other matters of the record are ours, and so is the share that is enough.

Not for: judging whether what is written is right or fresh.

Example: of 13 fields 10 are filled, 4/4, 1/2, 3/4, 0/1 and 2/2 by class: 76.9 % by field, 65 % by
class.

>>> ids = pd.DataFrame({"account_id": ["A"], "contact_id": ["C"]})
>>> yes, no = pd.Series(["x"]), pd.Series([None])
>>> scored = compute(
...     ids["account_id"], yes, yes, yes, yes, yes, no.astype(float), no, contacts=ids,
...     contact_private=ids.assign(
...         birthday="1980-01-01", hobbies="x", likes_and_taboos="x", private_activity=None
...     ),
...     ledger=ids.assign(sales=1.0), activities=ids.assign(result="x"),
... )
>>> scored[["by_field", "by_class"]].round(3).to_dict("records")
[{'by_field': 0.769, 'by_class': 0.65}]
"""

from typing import Literal

import pandas as pd
from pydantic import Field

from xlcrm.language import Language, Text
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    NO,
    YES,
    header_words,
    listed,
    missing_words,
    percent_words,
    sentences,
    text_column,
)

CLASSES: dict[str, tuple[tuple[str, str], ...]] = {
    "basic": tuple(("accounts", name) for name in ("name", "address", "fax", "bank_account")),
    "commercial": (("accounts", "development_plan"), ("accounts", "fiscal_year_start")),
    "personal": tuple(
        ("contact_private", name)
        for name in ("birthday", "hobbies", "private_activity", "likes_and_taboos")
    ),
    "logistics": (("accounts", "delivery"),),
    "record": (("ledger", "sales"), ("activities", "result")),
}
"""Class to the places, sheet and field, that belong to it."""


class Params(MethodParams):
    """Which of the two shares counts, and how much is enough."""

    measure: Literal["by_field", "by_class"] = Field(
        default="by_field",
        description="by_field: filled of all fields; by_class: mean of the five classes",
    )
    least: float = Field(
        default=0.8, gt=0, le=1, description="Ours: share from which a file is complete enough"
    )


DEFAULTS = Params()

LABEL = Label(
    name="file_completeness",
    ids=("file-5-classes",),
    zh="档案完整度",
    en="File completeness",
    sheet="accounts",
    shape="column",
    results=(
        Result(name="by_field", zh="字段完整度", en="Completeness by field", kind="percent"),
        Result(
            name="by_class",
            zh="类别完整度",
            en="Completeness by class",
            kind="percent",
            written=False,
        ),
        Result(name="basic", zh="基本细节", en="Basic details", kind="percent", written=False),
        Result(
            name="commercial", zh="商业细节", en="Commercial details", kind="percent", written=False
        ),
        Result(
            name="personal", zh="个人细节", en="Personal details", kind="percent", written=False
        ),
        Result(
            name="logistics", zh="后勤细节", en="Logistics details", kind="percent", written=False
        ),
        Result(name="record", zh="商业记录", en="Commercial record", kind="percent", written=False),
        Result(name="enough", zh="档案合格", en="File complete enough", written=False),
        Result(name="reason", zh="完整度说明", en="Completeness reason", written=False),
    ),
)


def compute(  # noqa: PLR0917 - one parameter per column
    account_id: pd.Series,
    name: pd.Series,
    address: pd.Series,
    fax: pd.Series,
    bank_account: pd.Series,
    development_plan: pd.Series,
    fiscal_year_start: pd.Series,
    delivery: pd.Series,
    *,
    contacts: pd.DataFrame,
    contact_private: pd.DataFrame,
    ledger: pd.DataFrame,
    activities: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Completeness of each customer's file; `contacts` tells whose the private notes are."""
    typed = (name, address, fax, bank_account, development_plan, fiscal_year_start, delivery)
    names = [field for places in CLASSES.values() for at, field in places if at == "accounts"]
    people = contacts.drop_duplicates("contact_id").set_index("contact_id")["account_id"]
    private = contact_private.assign(account_id=contact_private["contact_id"].map(people))
    sheets = {
        "accounts": pd.DataFrame(dict(zip(names, typed, strict=True))).assign(
            account_id=account_id
        ),
        "contact_private": private,
        "ledger": ledger,
        "activities": activities,
    }
    filled = _filled(sheets, account_id)
    result = _shares(filled, account_id)
    result["enough"] = _verdict(result[params.measure], params, language)
    result["reason"] = _reason(filled, result, params, language)
    nameless = missing_words("accounts", account_id.to_frame("account_id"), language)
    result["reason"] = result["reason"].mask(account_id.isna(), nameless)
    return result[[one.name for one in LABEL.results]]


def _verdict(share: pd.Series, params: Params, language: Language) -> pd.Series:
    """Whether the share is enough; missing where the share is."""
    verdict = text_column([YES[language]] * len(share), share.index)
    return verdict.mask(share < params.least, NO[language]).where(share.notna())


def _filled(sheets: dict[str, pd.DataFrame], account_id: pd.Series) -> pd.DataFrame:
    """One column per (class, sheet, field) that is kept: whether it says anything of a customer."""
    return pd.DataFrame(
        {
            (part, sheet, field): account_id.isin(
                sheets[sheet].loc[sheets[sheet][field].notna(), "account_id"].dropna().unique()
            )
            for part, places in CLASSES.items()
            for sheet, field in places
            if len(sheets[sheet])
        },
        index=account_id.index,
    )


def _shares(filled: pd.DataFrame, account_id: pd.Series) -> pd.DataFrame:
    """The share of each class that is kept, their mean, and the share of all fields."""
    kept = filled.columns.get_level_values(0) if len(filled.columns) else pd.Index([])
    classes = pd.DataFrame(
        {
            part: filled.loc[:, kept == part].mean(axis=1) if part in kept else float("nan")
            for part in CLASSES
        },
        index=filled.index,
        dtype=float,
    )
    means = classes.assign(by_field=filled.mean(axis=1), by_class=classes.mean(axis=1))
    return means.astype(float).where(account_id.notna())


def _reason(
    filled: pd.DataFrame, result: pd.DataFrame, params: Params, language: Language
) -> pd.Series:
    words = Text(
        "{all}项已填{filled}项：按字段{by_field}，按类别{by_class}，要求{chosen}{least}",
        "{filled} of {all} fields filled: {by_field} by field, {by_class} by class, "
        "wanted {least} {chosen}",
    )[language]
    chosen = {"by_field": Text("按字段", "by field"), "by_class": Text("按类别", "by class")}
    facts = pd.DataFrame(
        {
            "all": str(len(filled.columns)),
            "filled": filled.sum(axis=1).astype(str),
            "by_field": result["by_field"].map(percent_words),
            "by_class": result["by_class"].map(percent_words),
            "chosen": chosen[params.measure][language],
            "least": percent_words(params.least),
        },
        index=filled.index,
    )
    places = [(str(at[1]), str(at[2])) for at in filled.columns]
    titles = [header_words(sheet, language)[field] for sheet, field in places]
    absent = listed((~filled.astype(bool)).set_axis(titles, axis=1), language)
    lacking = (Text("；缺少", "; missing ")[language] + absent).where(absent.ne(""), "")
    sheets = {sheet for sheet, _ in places}
    unkept = Text("；{}无记录，未计", "; nothing on {}, left out")[language]
    titled = {
        "contact_private": Text("联系人私密", "Private contact notes"),
        "ledger": Text("交易与应收", "Ledger"),
        "activities": Text("活动", "Activities"),
    }
    left_out = [titled[sheet][language] for sheet in titled if sheet not in sheets]
    tail = unkept.format(Text("、", ", ")[language].join(left_out)) if left_out else ""
    return sentences(words, facts) + lacking + tail
