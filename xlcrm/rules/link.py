"""One sheet points at another: what it points at must be there."""

from collections.abc import Iterator

from rapidfuzz import process

from xlcrm.language import Text
from xlcrm.rules.finding import UNSAID, Mark, Severity
from xlcrm.rules.row import is_open
from xlcrm.rules.rule import Case, Rule, rows_where, said
from xlcrm.sheets.coerce import fold
from xlcrm.sheets.column import fields_of
from xlcrm.sheets.contact import BuyingRole, Support
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
    high = is_open(deals) & deals.frame["stage"].isin([FunnelLevel.OURS, FunnelLevel.WINNING])
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


def coach_missing(case: Case) -> Iterator[Mark]:
    """An open deal at a new customer where nobody supports us yet: a new market needs a coach."""
    deals = case.sheet("opportunities", "account_id")
    accounts = case.sheet("accounts", "account_id", "is_new")
    people = case.sheet("contacts", "account_id", "support")
    if deals is None or accounts is None or people is None:
        return
    new = set(accounts.frame.loc[accounts.frame["is_new"].eq(True), "account_id"].dropna())
    ours = people.frame["support"] == Support.SUPPORTS
    guided = set(people.frame.loc[ours, "account_id"].dropna())
    alone = deals.frame["account_id"].isin(new - guided)
    for row in rows_where(is_open(deals) & alone):
        account = said(deals, row, "account_id")
        yield Mark(
            sheet=deals.id,
            row=row,
            field="account_id",
            value=account,
            hint=Text(
                f"{account} 是新客户,“{people.name}”里还没有支持我方的人,请先找到向导",
                f"{account} is new and nobody on “{people.name}” supports us: find a coach first",
            ),
        )


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
    ),
    Rule(
        code="coach-missing",
        severity=Severity.INFO,
        message=Text("新客户的商机没有向导", "A deal at a new customer without a coach"),
        check=coach_missing,
    ),
)
