"""What must be approved, signed or add up: gifts and trips, contracts, counts of calls."""

from collections.abc import Iterator

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, unreadable
from xlcrm.sheets.account import DevelopmentStage, Ownership
from xlcrm.sheets.care import CareApproval, CareKind
from xlcrm.sheets.frame import SheetFrame

GIFTS = (CareKind.GIFT, CareKind.TRIP)
PUBLIC = (Ownership.GOVERNMENT, Ownership.STATE)
"""Customers to whom the stricter limit applies."""
PARTS = (
    ("golden_calls", "calls"),
    ("connected", "calls"),
    ("interested", "connected"),
    ("deals", "interested"),
)
"""Counts of calls: the part, and what it is a part of."""


def gift_unapproved(case: Case) -> Iterator[Mark]:
    """A gift or trip costs more than the limit and nobody has approved it."""
    care = case.sheet("care", "kind", "cost")
    if care is not None:
        rows = care.frame
        limit = rows["limit"].fillna(_limits(case, rows["account_id"]))
        refused = rows["approval"].isin([CareApproval.DRAFT, CareApproval.REJECTED])
        signed = rows["approver"].notna() | rows["approval"].isin([CareApproval.APPROVED])
        off = rows["approval"].isin([CareApproval.REJECTED]) & rows["done"].isna()
        open_ = rows["kind"].isin(GIFTS) & (rows["cost"] > limit) & ~off
        yield from _unapproved(care, open_ & (refused | ~signed), limit, "cost", "approval")
    activities = case.sheet("activities", "gift_value")
    if activities is not None:
        rows = activities.frame
        limit = _limits(case, rows["account_id"])
        open_ = (rows["gift_value"] > limit) & rows["gift_approver"].isna()
        yield from _unapproved(activities, open_, limit, "gift_value", "gift_approver")


def _limits(case: Case, account_id: "pd.Series[str]") -> "pd.Series[float]":
    """The limit of each row's customer; the general one where its ownership is not known."""
    accounts = case.sheet("accounts", "ownership")
    public: set[str] = set()
    if accounts is not None:
        rows = accounts.frame
        public = set(rows.loc[rows["ownership"].isin(PUBLIC), "account_id"].dropna())
    limits = pd.Series(case.settings.gift_limit, index=account_id.index)
    return limits.mask(account_id.isin(public), case.settings.gift_limit_public)


def _unapproved(
    sheet: SheetFrame,
    wrong: "pd.Series[bool]",
    limit: "pd.Series[float]",
    cost: str,
    approval: str,
) -> Iterator[Mark]:
    field = approval if approval in sheet.columns else cost
    costs = sheet.frame[cost].astype(float)
    for row in rows_where(wrong):
        spent, most = costs.at[row], limit.at[row]
        yield Mark(
            sheet=sheet.id,
            row=row,
            field=field,
            value=sheet.frame.at[row, field],
            expected=Text("有审批", "approved"),
            hint=Text(
                f"费用 {spent:,.0f} 超过限额 {most:,.0f},请先审批并写明审批人",
                f"It costs {spent:,.0f}, the limit is {most:,.0f}: get it approved and say by whom",
            ),
        )


def contract_missing(case: Case) -> Iterator[Mark]:
    """A customer is said to have signed, but number or last day of the contract is missing."""
    sheet = case.sheet("accounts", "development_stage")
    if sheet is None:
        return
    signed = sheet.frame["development_stage"] == DevelopmentStage.CONTRACT
    held = unreadable(sheet)
    for name in ("contract_number", "contract_until"):
        if name not in sheet.columns:
            continue
        for row in rows_where(signed & sheet.frame[name].isna()):
            if (row, name) not in held:
                yield Mark(
                    sheet=sheet.id,
                    row=row,
                    field=name,
                    hint=Text("合约签订须有合同编号和到期日", "Enter contract number and last day"),
                )


def calls_do_not_add_up(case: Case) -> Iterator[Mark]:
    """A count of calls is larger than the count it is a part of."""
    sheet = case.sheet("call_log")
    if sheet is None:
        return
    rows = sheet.frame
    for part, whole in PARTS:
        wholes = rows[whole].astype(float)
        for row in rows_where(rows[part] > wholes):
            most = wholes.at[row]
            yield Mark(
                sheet=sheet.id,
                row=row,
                field=part,
                value=rows.at[row, part],
                expected=Text(f"不超过 {most:g}", f"{most:g} at most"),
                hint=Text("请核对这两个数", "Check the two counts"),
            )


def numbers_short(case: Case) -> Iterator[Mark]:
    """Fewer numbers were prepared than calls are planned for the day."""
    sheet = case.sheet("call_log", "target", "prepared")
    if sheet is None:
        return
    rows = sheet.frame
    target, prepared = rows["target"].astype(float), rows["prepared"].astype(float)
    for row in rows_where(prepared < target):
        planned, lacking = target.at[row], (target - prepared).at[row]
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="prepared",
            value=rows.at[row, "prepared"],
            expected=Text(f"{planned:g} 个", f"{planned:g}"),
            hint=Text(
                f"前一天还要备 {lacking:g} 个号码", f"Prepare {lacking:g} more the day before"
            ),
        )


COMPLIANCE_RULES = (
    Rule(
        code="gift-unapproved",
        severity=Severity.WARNING,
        message=Text("礼品或旅游超限额未审批", "A gift or trip above the limit is not approved"),
        check=gift_unapproved,
        ids=("abc-care-tier",),
    ),
    Rule(
        code="contract-missing",
        severity=Severity.WARNING,
        message=Text("已签约但缺合同编号或到期日", "Signed without contract number or last day"),
        check=contract_missing,
        ids=("ka-development-7",),
    ),
    Rule(
        code="calls-do-not-add-up",
        severity=Severity.ERROR,
        message=Text("电话量前后矛盾", "The counts of calls contradict each other"),
        check=calls_do_not_add_up,
        ids=("call-plan-200",),
    ),
    Rule(
        code="numbers-short",
        severity=Severity.INFO,
        message=Text("备好的号码少于目标", "Fewer numbers prepared than planned"),
        check=numbers_short,
        ids=("call-plan-200",),
    ),
)
"""Every rule about approvals, contracts and counts of calls."""
