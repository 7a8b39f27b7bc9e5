"""How complete the customer files are: by field, and as the mean of the five classes.

The two numbers differ, so both are always named (`file-5-classes`). Counted are filled fields,
never what stands in them: personal details leave no trace here.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from xlcrm.language import LANGUAGES, Text
from xlcrm.methods import file_completeness
from xlcrm.methods.run import run_all
from xlcrm.report.score_columns import written_methods
from xlcrm.rules import Sheets
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.header_text import read_header

CLASS_TITLES = {
    "basic": Text("基本细节", "Basic"),
    "commercial": Text("商业细节", "Commercial"),
    "personal": Text("个人细节", "Personal"),
    "logistics": Text("后勤细节", "Logistics"),
    "record": Text("商业记录", "Record"),
}


@dataclass(frozen=True, kw_only=True)
class SheetCompleteness:
    """How many cells of a sheet's known columns are filled."""

    sheet: str
    rows: int
    columns: int
    share: float
    """0-1."""
    unread: tuple[str, ...] = ()
    """Headers of people's columns that nothing is read from."""


@dataclass(frozen=True, kw_only=True)
class AccountCompleteness:
    """How complete one customer's file is."""

    account: str
    name: str
    by_field: float
    """Filled fields of all fields, 0-1."""
    by_class: float
    """Mean of the classes' own shares, 0-1."""
    empty: tuple[str, ...]
    """Classes with nothing filled at all."""


def sheets_completeness(sheets: Sheets) -> list[SheetCompleteness]:
    """Every sheet with rows, in the order of the workbook."""
    found = []
    for sheet in sheets.values():
        cells = sheet.frame[list(sheet.columns)]
        if cells.size:
            share = float(cells.notna().to_numpy().mean())
            found.append(
                SheetCompleteness(
                    sheet=sheet.name,
                    rows=len(cells),
                    columns=len(sheet.columns),
                    share=share,
                    unread=_theirs(sheet),
                )
            )
    return found


def _theirs(sheet: SheetFrame) -> tuple[str, ...]:
    """The headers that are not read, without those of our own results beside the data."""
    ours = {
        read_header(result.header(language)).name
        for label in written_methods(sheet.id)
        for result in label.results
        for language in LANGUAGES
    }
    return tuple(text for text in sheet.unread if read_header(text).name not in ours)


def accounts_completeness(sheets: Sheets) -> list[AccountCompleteness]:
    """Every customer with an id, least complete first by field, then by id.

    The shares are those of the method `file_completeness`, with its default parameters.
    """
    if "accounts" not in sheets:
        return []
    frames = {sheet.id: sheet.frame for sheet in sheets.values()}
    params = {file_completeness.LABEL.name: file_completeness.Params()}
    run = run_all((file_completeness,), frames, params=params, as_of=date.min, language="en")
    shares = run[file_completeness.LABEL.name]
    accounts = frames["accounts"].join(shares[["by_field", "by_class", *CLASS_TITLES]])
    accounts = accounts[accounts["account_id"].notna() & accounts["by_field"].notna()]
    ranked = accounts.drop_duplicates("account_id").sort_values(["by_field", "account_id"])
    return [
        AccountCompleteness(
            account=row["account_id"],
            name=row["name"] or "",
            by_field=row["by_field"],
            by_class=row["by_class"],
            empty=tuple(name for name in CLASS_TITLES if row[name] == 0),
        )
        for row in ranked.to_dict("records")
    ]


def overall(accounts: Sequence[AccountCompleteness]) -> tuple[float, float]:
    """The mean of all customers by field, and by class; raises ValueError without any."""
    if not accounts:
        raise ValueError("no customers to take the mean of")
    return _mean(each.by_field for each in accounts), _mean(each.by_class for each in accounts)


def _mean(shares: Iterable[float]) -> float:
    values = list(shares)
    return sum(values) / len(values)
