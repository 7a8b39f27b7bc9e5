"""The people who decide at a customer: who still counts, who is key, which places are filled.

What the methods on decision makers share: the decision group of a deal are all known people of
its customer who have not left.
"""

from typing import Any

import pandas as pd

from xlcrm.language import Language
from xlcrm.methods.history import looked_up
from xlcrm.methods.wording import text_column
from xlcrm.sheets.column import Choice
from xlcrm.sheets.contact import BuyingRole

KEY_ROLES = (BuyingRole.APPROVER, BuyingRole.DECIDER)
"""Who approves and who decides: key where nobody has marked who is."""


def present(contacts: pd.DataFrame) -> pd.DataFrame:
    """The people who have a customer and have not left it."""
    return contacts[contacts["account_id"].notna() & ~contacts["has_left"].isin([True])]


def is_key(people: pd.DataFrame) -> pd.Series:
    """Where a person is key: marked so, or not marked and with the role ※ or +."""
    marked = people["is_key_player"]
    return marked.isin([True]) | (marked.isna() & people["role"].isin(KEY_ROLES))


def symbol_of(entry: Choice, language: Language) -> str:
    """An entry as people know it: its symbol, then its name.

    >>> symbol_of(BuyingRole.APPROVER, "zh"), symbol_of(BuyingRole.DECIDER, "en")
    ('※最后批准', '+ Decision maker')
    """
    gap = "" if language == "zh" else " "
    return entry.also[0] + gap + entry.text(language)


def filled_places(
    people: pd.DataFrame, column: str, entries: type[Choice], account_id: pd.Series
) -> pd.DataFrame:
    """How many people of each row's customer hold each entry; missing where none holds any.

    `people` has account_id and the column; the result has one column per entry, by its name.
    """
    numbers = {entry: number for number, entry in enumerate(entries)}
    held = people[["account_id", column]].explode(column)  # a cell may hold several entries
    known = held.assign(number=held[column].map(numbers)).dropna(subset=["number"])
    counts = known.groupby(["account_id", "number"]).size().unstack(fill_value=0)
    counts = counts.reindex(columns=range(len(entries)), fill_value=0).astype(float)
    places = {entry.name: looked_up(account_id, counts[at]) for at, entry in enumerate(entries)}
    return pd.DataFrame(places, index=account_id.index)


def joined(people: pd.DataFrame, words: "pd.Series[Any]", joiner: str) -> pd.Series:
    """Account to the words about its people, in the order of the sheet, joined."""
    said = words[words.notna()]
    accounts = people.loc[said.index, "account_id"]
    gathered = said.groupby(accounts).agg(joiner.join)
    return text_column(gathered.tolist(), gathered.index)
