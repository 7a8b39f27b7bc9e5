"""Two cells of one row disagree: the dates of a deal, and what a closed deal must say."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Rule, Sheets
from xlcrm.sheets.opportunity import OpportunityStatus

ORDER = ("created", "stage_entered", "close_date")


def dates_out_of_order(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """Created, level entered and close date do not follow one another."""
    if "opportunities" not in sheets:
        return
    deals = sheets["opportunities"].frame
    pairs = [(ORDER[0], ORDER[1]), (ORDER[1], ORDER[2]), (ORDER[0], ORDER[2])]
    seen: set[int] = set()
    for earlier, later in pairs:
        wrong = deals.index[deals[later] < deals[earlier]]
        for row in wrong.difference(list(seen)):
            seen.add(row)
            limit = pd.Timestamp(str(deals.at[row, earlier])).date().isoformat()
            yield Mark(
                sheet="opportunities",
                row=row,
                field=later,
                value=deals.at[row, later],
                expected=Text(f"不早于 {limit}", f"{limit} or later"),
                hint=Text("请核对这两个日期的先后", "Check which of the two dates is right"),
            )


def open_past_close(sheets: Sheets, as_of: date) -> Iterator[Mark]:
    """An open deal should have been signed already."""
    if "opportunities" not in sheets:
        return
    deals = sheets["opportunities"].frame
    still_open = deals["status"].isna() | (deals["status"] == OpportunityStatus.OPEN)
    late = still_open & (deals["close_date"] < pd.Timestamp(as_of))
    for row, value in deals["close_date"][late].items():
        yield Mark(
            sheet="opportunities",
            row=int(str(row)),
            field="close_date",
            value=value,
            expected=Text(f"{as_of} 或以后", f"{as_of} or later"),
            hint=Text(
                "请更新预计日期,或改为赢单/丢单", "Set a new date, or mark the deal won or lost"
            ),
        )


def won_incomplete(sheets: Sheets, _as_of: date) -> Iterator[Mark]:
    """A won deal lacks its amount or its date."""
    if "opportunities" not in sheets:
        return
    sheet = sheets["opportunities"]
    unreadable = {(fault.row, fault.field) for fault in sheet.faults}
    won = sheet.frame["status"] == OpportunityStatus.WON
    for name in ("amount", "close_date"):
        for row in sheet.frame.index[won & sheet.frame[name].isna()]:
            if name in sheet.columns and (row, name) not in unreadable:
                yield Mark(
                    sheet="opportunities",
                    row=row,
                    field=name,
                    hint=Text("赢单必须填写金额和签约日期", "Enter amount and date of a won deal"),
                )


ROW_RULES = (
    Rule(
        code="dates-out-of-order",
        severity=Severity.ERROR,
        message=Text("日期先后矛盾", "The dates contradict each other"),
        check=dates_out_of_order,
    ),
    Rule(
        code="open-past-close",
        severity=Severity.WARNING,
        message=Text("进行中的商机已过预计签约日期", "An open deal is past its close date"),
        check=open_past_close,
    ),
    Rule(
        code="won-incomplete",
        severity=Severity.ERROR,
        message=Text("赢单缺少金额或日期", "A won deal lacks its amount or date"),
        check=won_incomplete,
    ),
)
