"""个人关注 · Personal wins.

Question: do we know of every key person what they want for the company and what for themselves?

Formula: a key person is complete with a business concern and a personal one; share = complete key
persons ÷ key persons of the customer who have not left, those without a private note included.

Units: concerns as typed on the private sheet; the share runs from 0 to 1, shown as a percentage.
Key is who is marked so, or, where the mark is blank, who has the role ※ or +.

Source: domain inventory `personal-wins`.

Not for: anything beyond the private sheet: the results stay on it, and on no other.

Example: five key persons, four with a business concern, three of those with a personal one too:
three of five, 60 %.

>>> people = list("ABCDE")
>>> contacts = pd.DataFrame(
...     {
...         "contact_id": people, "account_id": "K", "is_key_player": True, "role": None,
...         "has_left": None,
...     }
... )
>>> scored = compute(
...     pd.Series(people), pd.Series(["投资回报"] * 3 + [None] * 2),
...     pd.Series(["节能"] * 4 + [None]), contacts=contacts,
... )
>>> scored["share"].tolist()
[0.6, 0.6, 0.6, 0.6, 0.6]
>>> scored["reason"][3]
'还缺个人关注；该客户关键人物完整3/5'
"""

import pandas as pd

from xlcrm.language import Language, Text
from xlcrm.methods.decision_group import is_key, present
from xlcrm.methods.history import looked_up
from xlcrm.methods.label import Label, MethodParams, Result
from xlcrm.methods.wording import (
    NO,
    SEMICOLON,
    YES,
    header_words,
    listed,
    missing_words,
    text_column,
)


class Params(MethodParams):
    """Nothing to choose: both concerns are needed, as the source has it."""


DEFAULTS = Params()

LABEL = Label(
    name="personal_wins",
    ids=("personal-wins",),
    zh="个人关注",
    en="Personal wins",
    sheet="contact_private",
    shape="column",
    results=(
        Result(name="complete", zh="关注完整", en="Concerns complete"),
        Result(
            name="share",
            zh="关键人物完整率",
            en="Key persons complete",
            kind="percent",
            written=False,
        ),
        Result(name="reason", zh="关注说明", en="Concerns reason"),
    ),
)


def compute(
    contact_id: pd.Series,
    personal_concern: pd.Series,
    business_concern: pd.Series,
    *,
    contacts: pd.DataFrame,
    params: Params = DEFAULTS,
    language: Language = "zh",
) -> pd.DataFrame:
    """Check the concerns on each private row; `contacts` tells who is key, and where."""
    blanks = pd.DataFrame(
        {"business_concern": business_concern.isna(), "personal_concern": personal_concern.isna()}
    )
    full = ~blanks.any(axis=1)
    people = present(contacts)
    key = people[is_key(people)].drop_duplicates("contact_id")
    counts = _counts(key, contact_id[full])
    home = people.drop_duplicates("contact_id").set_index("contact_id")["account_id"]
    account = looked_up(contact_id, home)
    share = looked_up(account, counts["complete"] / counts["all"]).astype(float)
    complete = text_column([NO[language]] * len(full), full.index).mask(full, YES[language])
    result = pd.DataFrame({"complete": complete.where(contact_id.notna()), "share": share})
    result["reason"] = _reason(blanks, contact_id, account, counts, language)
    return result


def _counts(key: pd.DataFrame, full: pd.Series) -> pd.DataFrame:
    """Account to its key people and those whose concerns are both known."""
    marks = pd.DataFrame(
        {"all": 1.0, "complete": key["contact_id"].isin(full.dropna()).astype(float)},
        index=key.index,
    )
    return marks.groupby(key["account_id"]).sum()


def _reason(
    blanks: pd.DataFrame,
    contact_id: pd.Series,
    account: pd.Series,
    counts: pd.DataFrame,
    language: Language,
) -> pd.Series:
    headers = header_words("contact_private", language)
    gaps = listed(blanks.rename(columns=headers), language)
    both = Text("业务与个人关注都已知", "both concerns known")[language]
    words = (Text("还缺", "still to learn: ")[language] + gaps).where(gaps.ne(""), both)
    tail = Text("该客户关键人物完整{}/{}", "{} of {} key people complete")[language]
    of_all = looked_up(account, counts["all"])
    done = looked_up(account, counts["complete"])
    tails = [
        SEMICOLON[language] + tail.format(f"{complete:.0f}", f"{count:.0f}") if count > 0 else ""
        for complete, count in zip(done.astype(float), of_all.astype(float), strict=True)
    ]
    told = words + pd.Series(tails, index=words.index, dtype=object)
    nameless = missing_words("contact_private", contact_id.to_frame("contact_id"), language)
    return text_column(told.tolist(), told.index).mask(contact_id.isna(), nameless)
