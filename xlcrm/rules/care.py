"""Care and complaints: planned, approved, carried out; answered, solved, closed."""

from collections.abc import Iterator
from datetime import date

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, unreadable
from xlcrm.sheets.account import AccountStatus, CareTier
from xlcrm.sheets.care import CareApproval, CareKind

APPROVED = (CareApproval.APPROVED, CareApproval.DONE)
GONE = (AccountStatus.LOST, AccountStatus.CLOSED)
CLOSED_WITH = ("explanation", "solution", "satisfied")
"""What a closed complaint must tell (`complaint-process`)."""


def care_not_approved(case: Case) -> Iterator[Mark]:
    """Care was carried out without approval, or before the day of it."""
    sheet = case.sheet("care", "done", "approval")
    if sheet is None:
        return
    frame = sheet.frame
    held = unreadable(sheet)
    early = frame["done"] < frame["approved"]
    unapproved = frame["done"].notna() & ~frame["approval"].isin(APPROVED)
    for row in rows_where(unapproved | early):
        if (row, "approval") not in held:
            yield Mark(
                sheet=sheet.id,
                row=row,
                field="done",
                value=frame.at[row, "done"],
                hint=Text(
                    "关怀须先审批再执行,请补审批或核对日期",
                    "Care is approved before it is carried out: enter the approval or check the "
                    "dates",
                ),
            )


def care_plan_short(case: Case) -> Iterator[Mark]:
    """A kind of care stands on the year's plan less often than its own frequency says."""
    sheet = case.sheet("care", "account_id", "planned", "kind", "frequency")
    if sheet is None:
        return
    rows = sheet.frame[["account_id", "planned", "kind", "frequency", "approval"]]
    rows = rows.dropna(subset=["account_id", "planned", "kind"])
    rows = rows[~rows["approval"].isin([CareApproval.REJECTED])]
    rows = rows.assign(year=rows["planned"].dt.year)
    groups = rows.groupby(["account_id", "kind", "year"], sort=False)
    count, due = groups["planned"].transform("size"), groups["frequency"].transform("max")
    first = ~rows.duplicated(["account_id", "kind", "year"])
    for row in rows_where(first & count.lt(due)):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="frequency",
            value=due.loc[row],
            expected=Text(f"{due.loc[row]:g} 行", f"{due.loc[row]:g} rows"),
            hint=Text(
                f"全年应有 {due.loc[row]:g} 次,只排了 {count.loc[row]} 次,请补排日期",
                f"{due.loc[row]:g} times a year, {count.loc[row]} planned: plan the others",
            ),
        )


def care_entitlement_missing(case: Case) -> Iterator[Mark]:
    """An A customer has no trip planned this year, or a B customer no gift for the next holiday."""
    sheet, plan = case.sheet("accounts", "care_tier"), case.sheet("care", "kind", "planned")
    if sheet is None or plan is None:
        return
    rows = plan.frame[~plan.frame["approval"].isin([CareApproval.REJECTED])]
    trips = rows[rows["kind"].isin([CareKind.TRIP]) & rows["planned"].dt.year.eq(case.as_of.year)]
    live = ~sheet.frame["status"].isin(GONE) & sheet.frame["account_id"].notna()
    ids = sheet.frame["account_id"]
    absent = {CareTier.A: live & ~ids.isin(trips["account_id"].dropna())}
    hints = {CareTier.A: Text("A 级客户今年还没有排旅游", "No trip is planned for this year")}
    holiday = _next_holiday(case)
    if holiday is not None:
        window = pd.Timedelta(days=case.settings.holiday_days)
        near = rows["planned"].between(holiday - window, holiday + window)
        gifts = rows[rows["kind"].isin([CareKind.GIFT]) & near]
        absent[CareTier.B] = live & ~ids.isin(gifts["account_id"].dropna())
        day = holiday.date()
        hints[CareTier.B] = Text(f"{day} 的节日还没有排礼品", f"No gift for the holiday of {day}")
    for tier, missing in absent.items():
        for row in rows_where(sheet.frame["care_tier"].isin([tier]) & missing):
            yield Mark(sheet=sheet.id, row=row, field="care_tier", value=tier, hint=hints[tier])


def _next_holiday(case: Case) -> pd.Timestamp | None:
    """The next holiday within the notice of the settings; None where none is that near."""
    today = pd.Timestamp(case.as_of)
    last = today + pd.Timedelta(days=case.settings.holiday_days)
    days = sorted(pd.Timestamp(date.fromisoformat(day)) for day in case.settings.holidays)
    return next((day for day in days if today <= day <= last), None)


def complaint_dates_reversed(case: Case) -> Iterator[Mark]:
    """A complaint was answered before it was received, or closed before it was answered."""
    sheet = case.sheet("complaints")
    if sheet is None:
        return
    frame = sheet.frame
    seen: set[int] = set()
    pairs = (("received", "first_response"), ("first_response", "closed"), ("received", "closed"))
    for earlier, later in pairs:
        for row in rows_where(frame[later] < frame[earlier]):
            if row in seen:
                continue
            seen.add(row)
            limit = pd.Timestamp(str(frame.at[row, earlier])).date()
            yield Mark(
                sheet=sheet.id,
                row=row,
                field=later,
                value=frame.at[row, later],
                expected=Text(f"不早于 {limit}", f"{limit} or later"),
                hint=Text("请核对受理、响应、结案的先后", "Check which of the dates is right"),
            )


def complaint_closed_incomplete(case: Case) -> Iterator[Mark]:
    """A complaint is closed without explanation, solution or the customer's confirmation."""
    sheet = case.sheet("complaints", "closed")
    if sheet is None:
        return
    held = unreadable(sheet)
    for name in CLOSED_WITH:
        if name in sheet.columns:
            for row in rows_where(sheet.frame["closed"].notna() & sheet.frame[name].isna()):
                if (row, name) not in held:
                    yield Mark(
                        sheet=sheet.id,
                        row=row,
                        field=name,
                        hint=Text(
                            "结案须写明原因说明、解决方案和客户是否满意",
                            "A closed complaint tells the cause, the solution and whether the "
                            "customer is satisfied",
                        ),
                    )


CARE_RULES = (
    Rule(
        code="care-not-approved",
        severity=Severity.ERROR,
        message=Text("关怀未经审批就执行", "Care carried out before approval"),
        check=care_not_approved,
        ids=("care-plan-dimensions",),
    ),
    Rule(
        code="care-plan-short",
        severity=Severity.INFO,
        message=Text("关怀计划次数不足", "Care planned too seldom"),
        check=care_plan_short,
        ids=("care-plan-dimensions",),
    ),
    Rule(
        code="care-entitlement-missing",
        severity=Severity.INFO,
        message=Text("等级应有的关怀没有安排", "Care due to the tier is not planned"),
        check=care_entitlement_missing,
        ids=("abc-care-tier",),
    ),
    Rule(
        code="complaint-dates-reversed",
        severity=Severity.ERROR,
        message=Text("投诉日期先后颠倒", "The dates of a complaint are reversed"),
        check=complaint_dates_reversed,
        ids=("complaint-process",),
    ),
    Rule(
        code="complaint-closed-incomplete",
        severity=Severity.WARNING,
        message=Text("投诉结案内容不全", "A closed complaint is incomplete"),
        check=complaint_closed_incomplete,
        ids=("complaint-process",),
    ),
)
"""Every rule about care and complaints."""
