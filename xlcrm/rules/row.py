"""Two cells of one row disagree: the dates of a deal, and what a closed deal must say."""

from collections.abc import Iterable, Iterator

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, unreadable
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.opportunity import OpportunityStatus

PAIRS = (("created", "stage_entered"), ("stage_entered", "close_date"), ("created", "close_date"))
"""Dates of a deal, earlier and later."""


def dates_out_of_order(case: Case) -> Iterator[Mark]:
    """Created, level entered and close date do not follow one another."""
    sheet = case.sheet("opportunities")
    if sheet is None:
        return
    deals = sheet.frame
    seen: set[int] = set()
    for earlier, later in PAIRS:
        for row in rows_where(deals[later] < deals[earlier]):
            if row in seen:
                continue
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


def open_past_close(case: Case) -> Iterator[Mark]:
    """An open deal should have been signed already."""
    sheet = case.sheet("opportunities", "close_date")
    if sheet is None:
        return
    late = case.open_deals & (sheet.frame["close_date"] < pd.Timestamp(case.as_of))
    for row in rows_where(late):
        yield Mark(
            sheet="opportunities",
            row=row,
            field="close_date",
            value=sheet.frame.at[row, "close_date"],
            expected=Text(f"{case.as_of} 或以后", f"{case.as_of} or later"),
            hint=Text(
                "请更新预计日期,或改为赢单/丢单", "Set a new date, or mark the deal won or lost"
            ),
        )


def won_incomplete(case: Case) -> Iterator[Mark]:
    """A won deal lacks its amount or its date."""
    sheet = case.sheet("opportunities")
    hint = Text("赢单必须填写金额和签约日期", "Enter amount and date of a won deal")
    if sheet is not None:
        yield from _closed_without(sheet, OpportunityStatus.WON, ("amount", "close_date"), hint)


def amount_zero(case: Case) -> Iterator[Mark]:
    """A deal that is open or won is worth nothing; only lost deals and those on hold may be."""
    sheet = case.sheet("opportunities", "amount")
    if sheet is None:
        return
    alive = case.open_deals | (sheet.frame["status"] == OpportunityStatus.WON)
    for row in rows_where(alive & (sheet.frame["amount"] == 0)):
        yield Mark(
            sheet="opportunities",
            row=row,
            field="amount",
            value=0.0,
            expected=Text("大于 0", "more than 0"),
            hint=Text(
                "请填写金额;还不知道就留空,没有成交请改为丢单或搁置",
                "Enter the amount, or leave it empty while unknown; mark the deal lost or on hold "
                "if nothing came of it",
            ),
        )


def lost_without_reason(case: Case) -> Iterator[Mark]:
    """A lost deal does not say why it was lost."""
    sheet = case.sheet("opportunities")
    hint = Text("请写明丢单原因,下次才能避免", "Say why it was lost, so that the next one is not")
    if sheet is not None:
        yield from _closed_without(sheet, OpportunityStatus.LOST, ("lost_reason",), hint)


def _closed_without(
    sheet: SheetFrame, status: OpportunityStatus, fields: Iterable[str], hint: Text
) -> Iterator[Mark]:
    """Deals of that status with one of the fields empty, where the sheet has the column."""
    closed = sheet.frame["status"] == status
    held = unreadable(sheet)
    for name in fields:
        if name in sheet.columns:
            for row in rows_where(closed & sheet.frame[name].isna()):
                if (row, name) not in held:
                    yield Mark(sheet=sheet.id, row=row, field=name, hint=hint)


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
    Rule(
        code="amount-zero",
        severity=Severity.ERROR,
        message=Text("金额为 0", "The deal is worth nothing"),
        check=amount_zero,
    ),
    Rule(
        code="lost-without-reason",
        severity=Severity.WARNING,
        message=Text("丢单没有写原因", "A lost deal without its reason"),
        check=lost_without_reason,
    ),
)
