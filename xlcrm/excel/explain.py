"""Where a result comes from, and which customer a cell is about."""

from typing import Any

from xlcrm.book import BookError
from xlcrm.language import Language, Text
from xlcrm.methods import METHODS
from xlcrm.methods.label import Kind, Label, Result
from xlcrm.planning.plan import PLAN
from xlcrm.report.score_columns import written_methods
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.shown import shown
from xlcrm.work import Work

FORMATS: dict[Kind, str] = {
    "number": "{:g}",
    "rating": "{:.1f}",
    "money": "{:,.0f}",
    "percent": "{:.0%}",
    "days": "{:.1f}",
}
ABSENT = "—"


def explanation(work: Work, sheet: str, row: int, *, owner: str | None, language: Language) -> Text:
    """The results and reasons of one method for one row, a line for each.

    `owner` names the column, such as pareto.grade; None means the main method of the sheet.
    Raises BookError "nothing-to-explain" where no result can stand.
    """
    frame = _sheet(work, sheet)
    label = _label(owner, frame) if frame else None
    if frame is None or label is None or row not in frame.frame.index:
        message = Text(
            "这里没有得分可解释;请选中客户表或商机表中某一行的得分",
            "there is no score here; select a score in a row of the accounts or opportunities",
        )
        raise BookError("nothing-to-explain", message)
    results = work.results()[label.name].loc[row]
    lines = [
        f"{each.header(language)}: {_value(each, results[each.name], language)}"
        for each in label.results
    ]
    title = f"{label.title(language)} ({sheet} {row}, {frame.row_key(row)})"
    return Text(*["\n".join([title, *lines])] * 2)


def account_at(work: Work, sheet: str, row: int) -> str:
    """Id of the customer that a row, or a planning tab, is about; raises BookError "no-account"."""
    kind, _, rest = work.book.owned_sheets().get(sheet, "").partition(" ")
    if kind == PLAN and " " in rest:
        return rest.split(" ", 1)[1]
    frame = _sheet(work, sheet)
    if frame and row in frame.frame.index and "account_id" in frame.frame.columns:
        account = shown(frame.frame.loc[row, "account_id"], "en")
        if account is not None:
            return str(account)
    message = Text(
        "选中的行没有客户编号;请选中客户表中某个客户所在的行",
        "the selected row names no account; select a row of the account sheet",
    )
    raise BookError("no-account", message)


def _sheet(work: Work, name: str) -> SheetFrame | None:
    return next((each for each in work.sheets.values() if each.name == name), None)


def _label(owner: str | None, sheet: SheetFrame) -> Label | None:
    """The method that owns a column; without one, the first written beside the sheet."""
    if owner:
        name = owner.partition(".")[0]
        return next((each.LABEL for each in METHODS if each.LABEL.name == name), None)
    return next(iter(written_methods(sheet.id)), None)


def _value(result: Result, value: Any, language: Language) -> str:
    cell = shown(value, language)
    if cell is None or cell == "":
        return ABSENT
    plain = isinstance(cell, int | float) and not isinstance(cell, bool)
    return FORMATS[result.kind].format(cell) if plain and result.kind in FORMATS else str(cell)
