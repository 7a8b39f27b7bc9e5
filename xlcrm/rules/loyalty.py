"""Relations with customers: who answers for them, what is claimed of them, how they were asked."""

from collections.abc import Iterator

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, said, unreadable

TIES, DOCUMENTED = "method_", ("method_agreement", "method_prepayment")
"""Ways to raise the cost of switching; those that rest on a paper (`switching-methods-17`)."""


def referral_unnamed(case: Case) -> Iterator[Mark]:
    """A customer is said to have brought another, whose id is missing or unknown."""
    sheet = case.sheet("accounts", "brought_account")
    if sheet is None:
        return
    brought = sheet.frame["brought_account"]
    unknown = brought.notna() & ~brought.isin(sheet.frame["account_id"].dropna())
    claimed = brought.isna() & (sheet.frame["brings_customers"] == True)  # noqa: E712 - a column
    for row in rows_where(unknown | claimed):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="brought_account",
            value=brought.loc[row] if unknown.loc[row] else None,
            expected=Text("客户档案中的编号", "an id of the accounts"),
            hint=Text("请填被转介客户的编号,否则不算转介", "Name the customer that was brought"),
        )


def owner_changed_early(case: Case) -> Iterator[Mark]:
    """A customer's owner was changed within three years without reason or approver."""
    sheet = case.sheet("accounts", "owner_since", "previous_since")
    if sheet is None:
        return
    since, before = sheet.frame["owner_since"], sheet.frame["previous_since"]
    years, held = case.settings.owner_years, unreadable(sheet)
    early = since.ge(before) & since.lt(before + pd.DateOffset(years=years))
    for name in ("change_reason", "change_approver"):
        for row in rows_where(early & sheet.frame[name].isna()):
            if (row, name) not in held:
                yield Mark(
                    sheet=sheet.id,
                    row=row,
                    field=name if name in sheet.columns else "owner_since",
                    hint=Text(
                        f"不满 {years} 年就换人,请写明原因和批准人",
                        f"Changed before {years} years: say why and who approved it",
                    ),
                )


def owner_dates_reversed(case: Case) -> Iterator[Mark]:
    """The present owner took over before the one before did."""
    sheet = case.sheet("accounts", "owner_since", "previous_since")
    if sheet is None:
        return
    frame = sheet.frame
    for row in rows_where(frame["owner_since"] < frame["previous_since"]):
        limit = pd.Timestamp(str(frame.at[row, "previous_since"])).date()
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="owner_since",
            value=frame.at[row, "owner_since"],
            expected=Text(f"不早于 {limit}", f"{limit} or later"),
            hint=Text("请核对两任负责人的接手日期", "Check when each owner took over"),
        )


def zone_reversed(case: Case) -> Iterator[Mark]:
    """The adequate level of an item is above the desired one."""
    sheet = case.sheet("surveys", "adequate", "desired")
    if sheet is None:
        return
    frame = sheet.frame
    for row in rows_where(frame["adequate"] > frame["desired"]):
        most = frame["desired"].loc[row]
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="adequate",
            value=frame.at[row, "adequate"],
            expected=Text(f"不高于 {most:g}", f"{most:g} or less"),
            hint=Text(
                "必要水平不会高于渴望水平,请核对", "The least accepted cannot exceed what is hoped"
            ),
        )


def kano_half_answered(case: Case) -> Iterator[Mark]:
    """Of the two questions about a feature only one is answered."""
    sheet = case.sheet("surveys", "functional", "dysfunctional")
    if sheet is None:
        return
    held = unreadable(sheet)
    names = ("functional", "dysfunctional")
    for name, other in (names, names[::-1]):
        for row in rows_where(sheet.frame[name].isna() & sheet.frame[other].notna()):
            if (row, name) not in held:
                yield Mark(
                    sheet=sheet.id,
                    row=row,
                    field=name,
                    hint=Text(
                        "有此功能和无此功能两问都要答,才能归类",
                        "Both questions must be answered before the feature can be classified",
                    ),
                )


def ties_without_evidence(case: Case) -> Iterator[Mark]:
    """Ways to raise the cost of switching are said to be in use without any evidence."""
    sheet = case.sheet("switching", "evidence")
    if sheet is None:
        return
    ways = [name for name in sheet.columns if name.startswith(TIES)]
    used = sheet.frame[ways].eq(True).any(axis=1)
    for row in rows_where(used & sheet.frame["evidence"].isna()):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="evidence",
            hint=Text("请写明在用的依据", "Say what shows that they are in use"),
        )


def tie_without_document(case: Case) -> Iterator[Mark]:
    """An agreement or a prepayment is said to be in use without its document."""
    sheet = case.sheet("switching", "document")
    if sheet is None:
        return
    used = sheet.frame[[*DOCUMENTED]].eq(True).any(axis=1)
    for row in rows_where(used & sheet.frame["document"].isna()):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="document",
            value=said(sheet, row, "account_id"),
            hint=Text(
                "协议固化和趸交要有文件,请填文件编号",
                "An agreement or a prepayment needs its paper: enter its number",
            ),
        )


LOYALTY_RULES = (
    Rule(
        code="referral-unnamed",
        severity=Severity.INFO,
        message=Text("转介的客户没有编号", "The customer brought is not named"),
        check=referral_unnamed,
        ids=("loyalty-definition-3",),
    ),
    Rule(
        code="owner-changed-early",
        severity=Severity.WARNING,
        message=Text("过早换人未写原因或批准人", "Owner changed early without reason or approver"),
        check=owner_changed_early,
        ids=("owner-tenure-3y",),
    ),
    Rule(
        code="owner-dates-reversed",
        severity=Severity.ERROR,
        message=Text("两任负责人的日期颠倒", "The owners' dates are reversed"),
        check=owner_dates_reversed,
        ids=("owner-tenure-3y",),
    ),
    Rule(
        code="zone-reversed",
        severity=Severity.ERROR,
        message=Text("必要水平高于渴望水平", "Adequate is above desired"),
        check=zone_reversed,
        ids=("zone-of-tolerance",),
    ),
    Rule(
        code="kano-half-answered",
        severity=Severity.WARNING,
        message=Text("卡诺两问只答了一问", "Half a pair of Kano answers"),
        check=kano_half_answered,
        ids=("kano",),
    ),
    Rule(
        code="ties-without-evidence",
        severity=Severity.WARNING,
        message=Text("维系手段没有依据", "Ties without evidence"),
        check=ties_without_evidence,
        ids=("switching-methods-17",),
    ),
    Rule(
        code="tie-without-document",
        severity=Severity.WARNING,
        message=Text("协议或趸交没有文件", "Agreement or prepayment without its document"),
        check=tie_without_document,
        ids=("switching-methods-17",),
    ),
)
"""Every rule about the relation with a customer."""
