"""One sheet points at another: what it points at must be there."""

from collections.abc import Iterator

import pandas as pd
from rapidfuzz import process

from xlcrm.language import Text
from xlcrm.rules.finding import UNSAID, Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, said
from xlcrm.sheets import sheet_model
from xlcrm.sheets.coerce import fold
from xlcrm.sheets.column import fields_of
from xlcrm.sheets.contact import BuyingRole, Support
from xlcrm.sheets.currencies import RATES, base_of, foreign, rates_known
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.opportunity import FunnelLevel

KEY_ROLES = (BuyingRole.APPROVER, BuyingRole.DECIDER)
"""Who must be known before level 3 (`dm-role-codes`)."""


def broken_link(case: Case) -> Iterator[Mark]:
    """A row belongs to a customer or deal that its sheet does not list."""
    for sheet in case.sheets.values():
        for field in fields_of(sheet.model):
            target = case.sheets.get(field.column.link or "")
            if target is None or field.name not in sheet.columns:
                continue
            key = target.model.SHEET.key[0]
            if key not in target.columns:
                continue
            known = set(target.frame[key].dropna())
            values = sheet.frame[field.name].dropna()
            for row, value in values[~values.isin(known)].items():
                yield Mark(
                    sheet=sheet.id,
                    row=int(str(row)),
                    field=field.name,
                    value=value,
                    expected=Text(f"“{target.name}”中的编号", f"an id on “{target.name}”"),
                    hint=Text(
                        f"“{target.name}”没有 {value},请改正或先登记",
                        f"“{target.name}” has no {value}: correct it, or add it there first",
                    ),
                )


def owner_unknown(case: Case) -> Iterator[Mark]:
    """A row's owner is not among the owners that staff have listed."""
    known = {fold(name): name for name in case.settings.owners}
    if not known:
        return
    for sheet, field, texts in case.texts("owner"):
        for row in rows_where(~texts.map(fold).isin(known)):
            near = process.extractOne(
                fold(said(sheet, row, field.name))[:60], list(known), score_cutoff=60
            )
            meant = Text(f",是否为 {known[near[0]]}?", f"; {known[near[0]]}?") if near else UNSAID
            yield Mark(
                sheet=sheet.id,
                row=row,
                field=field.name,
                value=texts.at[row],
                hint=Text(
                    f"不在负责人名单中{meant.zh or ',请改正或加入名单'}",
                    f"Not on the list of owners{meant.en or ': correct it, or list the name'}",
                ),
            )


def key_roles_missing(case: Case) -> Iterator[Mark]:
    """A deal on level 3 or above whose customer has nobody who approves (※) or decides (+)."""
    deals = case.sheet("opportunities", "stage", "account_id")
    people = case.sheet("contacts", "account_id", "role")
    if deals is None or people is None:
        return
    high = case.open_deals & deals.frame["stage"].isin([FunnelLevel.OURS, FunnelLevel.WINNING])
    known = people.frame.dropna(subset=["account_id", "role"]).groupby("account_id")["role"]
    roles = {str(account): set(found) for account, found in known}
    for row in rows_where(high & deals.frame["account_id"].notna()):
        held = roles.get(said(deals, row, "account_id"), set())
        lacking = [role for role in KEY_ROLES if role not in held]
        if lacking:
            zh = "、".join(f"{role.also[0]} {role.zh}" for role in lacking)
            en = ", ".join(f"{role.also[0]} {role.en}" for role in lacking)
            yield Mark(
                sheet=deals.id,
                row=row,
                field="stage",
                value=deals.frame.at[row, "stage"],
                hint=Text(
                    f"“{people.name}”里还没有:{zh}", f"Nobody on “{people.name}” plays: {en}"
                ),
            )


def contact_of_another_account(case: Case) -> Iterator[Mark]:
    """A row names a customer and a person who works for another customer."""
    people = case.sheet("contacts", "contact_id", "account_id")
    if people is None:
        return
    employers = people.frame.dropna(subset=["contact_id", "account_id"])
    works_for = dict(zip(employers["contact_id"], employers["account_id"], strict=True))
    for sheet in case.sheets.values():
        links = {f.column.link: f.name for f in fields_of(sheet.model) if f.name in sheet.columns}
        if sheet is people or not {"contacts", "accounts"} <= set(links):
            continue
        rows = sheet.frame[[links["contacts"], links["accounts"]]].dropna()
        employer = rows[links["contacts"]].map(works_for)
        for row in rows_where(employer.notna() & (employer != rows[links["accounts"]])):
            yield Mark(
                sheet=sheet.id,
                row=row,
                field=links["contacts"],
                value=rows.at[row, links["contacts"]],
                hint=Text(
                    f"此人属于 {employer.loc[row]},不是 {said(sheet, row, links['accounts'])}",
                    f"This person is with {employer.loc[row]}, not "
                    f"{said(sheet, row, links['accounts'])}",
                ),
            )


def coach_missing(case: Case) -> Iterator[Mark]:
    """An open deal in a new market without anybody who guides us: there a coach is needed."""
    deals = case.sheet("opportunities", "account_id")
    people = case.sheet("contacts", "account_id")
    if deals is None or people is None:
        return
    named = "is_coach" if "is_coach" in people.columns else "support"
    if named not in people.columns:
        return
    guides = people.frame["is_coach"].eq(True) | (people.frame["support"] == Support.SUPPORTS)
    guided = set(people.frame.loc[guides, "account_id"].dropna())
    alone = ~deals.frame["account_id"].isin(guided) & deals.frame["account_id"].notna()
    for row in rows_where(case.open_deals & _in_new_market(case, deals) & alone):
        account = said(deals, row, "account_id")
        yield Mark(
            sheet=deals.id,
            row=row,
            field="account_id",
            value=account,
            hint=Text(
                f"{account} 是新市场,“{people.name}”里还没有向导或支持我方的人,请先找到向导",
                f"{account} is a new market and nobody on “{people.name}” guides or supports us: "
                "find a coach first",
            ),
        )


def _in_new_market(case: Case, deals: SheetFrame) -> "pd.Series[bool]":
    """Where the deal says so, or its customer is new."""
    said_so = deals.frame["new_market"].eq(True)
    accounts = case.sheet("accounts", "account_id", "is_new")
    if accounts is None:
        return said_so
    new = accounts.frame.loc[accounts.frame["is_new"].eq(True), "account_id"].dropna()
    return said_so | deals.frame["account_id"].isin(set(new))


def currency_without_rate(case: Case) -> Iterator[Mark]:
    """An amount's currency has no rate, so that the amount counts nowhere."""
    base = base_of(case.sheets, case.settings.base_currency)
    known = rates_known(case.sheets)
    rates = sheet_model(RATES).SHEET
    for sheet in case.sheets.values():
        told = set(rows_where(sheet.frame["currency"].notna())) if _has_currency(sheet) else set()
        seen: set[int] = set()
        for name, codes in foreign(sheet, base=base).items():
            for row, code in codes[~codes.isin(known)].items():
                if (at := int(str(row))) in seen:
                    continue
                seen.add(at)
                yield Mark(
                    sheet=sheet.id,
                    row=at,
                    field="currency" if at in told else name,
                    value=code,
                    hint=Text(
                        f"在“{rates.zh}”表登记 {code} 兑 {base} 的汇率;在此之前不计入合计",
                        f"Enter the rate of {code} to {base} on “{rates.en}”; until then its "
                        "amounts are left out of every sum",
                    ),
                )


def _has_currency(sheet: SheetFrame) -> bool:
    return "currency" in sheet.columns


LINK_RULES = (
    Rule(
        code="broken-link",
        severity=Severity.ERROR,
        message=Text("引用的编号不存在", "The id pointed at does not exist"),
        check=broken_link,
    ),
    Rule(
        code="owner-unknown",
        severity=Severity.WARNING,
        message=Text("负责人不在名单中", "The owner is not on the list"),
        check=owner_unknown,
    ),
    Rule(
        code="key-roles-missing",
        severity=Severity.INFO,
        message=Text("缺少关键角色", "Key roles are missing"),
        check=key_roles_missing,
        ids=("dm-role-codes",),
    ),
    Rule(
        code="contact-of-another-account",
        severity=Severity.ERROR,
        message=Text("联系人属于别的客户", "The person works for another customer"),
        check=contact_of_another_account,
    ),
    Rule(
        code="coach-missing",
        severity=Severity.WARNING,
        message=Text("新市场的商机没有向导", "A deal in a new market without a coach"),
        check=coach_missing,
        ids=("coach-register",),
    ),
    Rule(
        code="currency-without-rate",
        severity=Severity.ERROR,
        message=Text("币种没有汇率，金额无法折算", "No rate for the currency of the amount"),
        check=currency_without_rate,
    ),
)
