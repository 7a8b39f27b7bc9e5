"""The people who decide: their cards, their places, how far relations are shown, what they judge.

On a large deal every level and every place of the buying centre should be known; where that is
not so on purpose, the deal says why under 决策过程说明.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, said, unreadable
from xlcrm.sheets.activity import ActivityStatus, RelationSign
from xlcrm.sheets.column import Choice, fields_of
from xlcrm.sheets.contact import (
    BuyingCentreRole,
    BuyingRole,
    OrganisationLevel,
    RelationshipStage,
    Support,
)
from xlcrm.sheets.decision_factor import FactorClass
from xlcrm.sheets.frame import SheetFrame

DECIDE = (BuyingRole.APPROVER, BuyingRole.DECIDER)
CARD = ("attitude", "support", "relationship")
"""What the card of a decision maker holds beside the role (`dm-card`)."""
HELP = (RelationSign.MATERIAL, RelationSign.INTRODUCTION, RelationSign.ADVOCACY)
PROOF = {
    RelationshipStage.TRUST: (RelationSign.OUTSIDE, *HELP),
    RelationshipStage.ALLIANCE: HELP,
}
"""Claimed stage to the signs of which one must stand in the log (`relationship-stage-4`)."""
CENTRE = [entry for entry in BuyingCentreRole if entry is not BuyingCentreRole.GATEKEEPER]
TEMPERAMENTS = ("lively", "powerful", "peaceful", "analytical")
TOLERANCE = 0.005
"""How far the four shares may miss the whole, for rounding (ours)."""


def card_slots_missing(case: Case) -> Iterator[Mark]:
    """Somebody who approves (※) or decides (+) has an empty slot on the card."""
    sheet = case.sheet("contacts", "role")
    if sheet is None:
        return
    held = unreadable(sheet)
    titles = {field.name: field.column for field in fields_of(sheet.model)}
    here = sheet.frame["role"].isin(DECIDE) & ~sheet.frame["has_left"].eq(True)
    for name in CARD:
        if name not in sheet.columns:
            continue
        unknown = sheet.frame[name].isna() | sheet.frame[name].isin([Support.UNKNOWN])
        for row in rows_where(here & unknown):
            if (row, name) not in held:
                title = titles[name]
                yield Mark(
                    sheet=sheet.id,
                    row=row,
                    field=name,
                    hint=Text(
                        f"此人批准或决策:下次见面弄清{title.zh}",
                        f"This person approves or decides: find out the {title.en.lower()}",
                    ),
                )


def relationship_not_shown(case: Case) -> Iterator[Mark]:
    """A claimed trust or alliance of which the activity log shows no sign."""
    people = case.sheet("contacts", "contact_id", "relationship")
    log = case.sheet("activities", "contact_id", "relation_sign")
    if people is None or log is None:
        return
    off = log.frame["status"].isin([ActivityStatus.PLANNED, ActivityStatus.CANCELLED])
    later = log.frame["day"] > pd.Timestamp(case.as_of)
    done = log.frame[~off & ~later]
    wanted = Text("、".join(sign.zh for sign in HELP), ", ".join(sign.en.lower() for sign in HELP))
    for stage, signs in PROOF.items():
        shown = set(done.loc[done["relation_sign"].isin(signs), "contact_id"].dropna())
        claimed = people.frame["relationship"].isin([stage]) & people.frame["contact_id"].notna()
        for row in rows_where(claimed & ~people.frame["contact_id"].isin(shown)):
            outside = stage is RelationshipStage.TRUST
            yield Mark(
                sheet=people.id,
                row=row,
                field="relationship",
                value=stage,
                hint=Text(
                    f"“{log.name}”里还没有此人的:{'业余活动、' * outside}{wanted.zh};"
                    "请补记或改低阶段",
                    f"“{log.name}” shows none of: {'something outside business, ' * outside}"
                    f"{wanted.en}; record it or lower the stage",
                ),
            )


def decision_levels_missing(case: Case) -> Iterator[Mark]:
    """A large open deal whose customer has a level on which nobody is known."""
    for deals, row, held in _large_deals(case, "level"):
        lacking = [level for level in OrganisationLevel if level not in held]
        if lacking:
            yield _unknown_places(deals, row, lacking)


def buying_centre_incomplete(case: Case) -> Iterator[Mark]:
    """A large open deal whose customer has an empty place in the buying centre."""
    for deals, row, held in _large_deals(case, "buying_centre"):
        gates = {BuyingCentreRole.TECHNICAL, BuyingCentreRole.FINANCIAL}
        known = held | gates if BuyingCentreRole.GATEKEEPER in held else held
        lacking = [place for place in CENTRE if place not in known]
        if lacking:
            yield _unknown_places(deals, row, lacking)


def _large_deals(case: Case, name: str) -> Iterator[tuple[SheetFrame, int, set[Any]]]:
    """Rows of large open deals that give no reason, with the entries their customer's people hold.

    Customers of whom no entry at all is known are left to others.
    """
    deals = case.sheet("opportunities", "account_id", "amount")
    people = case.sheet("contacts", "account_id", name)
    if deals is None or people is None:
        return
    there = people.frame[~people.frame["has_left"].eq(True)]
    entries = there[["account_id", name]].explode(name)  # a cell may hold several entries
    known = entries.dropna().groupby("account_id")[name]
    held: Mapping[str, set[Any]] = {str(account): set(found) for account, found in known}
    large = case.open_deals & (deals.frame["amount"] >= case.settings.large_deal)
    for row in rows_where(large & deals.frame["decision_path"].isna()):
        found = held.get(str(deals.frame.at[row, "account_id"]))
        if found:
            yield deals, row, found


def _unknown_places(deals: SheetFrame, row: int, lacking: "list[Any]") -> Mark:
    entries: list[Choice] = lacking
    zh = "、".join(entry.zh for entry in entries)
    en = ", ".join(entry.en for entry in entries)
    return Mark(
        sheet=deals.id,
        row=row,
        field="account_id",
        value=deals.frame.at[row, "account_id"],
        hint=Text(
            f"大额商机:联系人里还没有{zh};确实不需要时请在决策过程说明中写明",
            f"A large deal, and nobody known as {en}; if nobody is needed there, say so under "
            "Decision process described",
        ),
    )


def factor_decided_late(case: Case) -> Iterator[Mark]:
    """A decision factor that is judged only after the deal is to be signed."""
    factors = case.sheet("decision_factors", "opportunity_id", "decided_on")
    deals = case.sheet("opportunities", "opportunity_id", "close_date")
    if factors is None or deals is None:
        return
    closes = deals.frame.dropna(subset=["opportunity_id"]).drop_duplicates("opportunity_id")
    signed = dict(zip(closes["opportunity_id"], closes["close_date"], strict=True))
    close = pd.to_datetime(factors.frame["opportunity_id"].map(signed))
    for row in rows_where(factors.frame["decided_on"] > close):
        limit = close.loc[row].date().isoformat()
        yield Mark(
            sheet=factors.id,
            row=row,
            field="decided_on",
            value=factors.frame.at[row, "decided_on"],
            expected=Text(f"不晚于 {limit}", f"{limit} or earlier"),
            hint=Text(
                f"预计签约日期是 {limit},请核对这两个日期",
                f"The deal is to be signed on {limit}: check both dates",
            ),
        )


def personal_factor_missing(case: Case) -> Iterator[Mark]:
    """The factors of a deal are all technical: nobody asked what the people want."""
    sheet = case.sheet("decision_factors", "opportunity_id", "factor_class")
    if sheet is None:
        return
    rows = sheet.frame.dropna(subset=["opportunity_id", "factor_class"])
    personal = rows.loc[rows["factor_class"].isin([FactorClass.PERSONAL]), "opportunity_id"]
    technical = rows[rows["factor_class"].isin([FactorClass.TECHNICAL])]
    alone = technical[~technical["opportunity_id"].isin(set(personal))]
    for row in rows_where(~alone.duplicated("opportunity_id")):
        deal = said(sheet, row, "opportunity_id")
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="factor_class",
            value=FactorClass.TECHNICAL,
            hint=Text(
                f"{deal} 只有技术与业务因素:请补一项个人因素,不清楚时写“未知”",
                f"{deal} has technical factors alone: add a personal one, or “unknown”",
            ),
        )


def temperament_not_whole(case: Case) -> Iterator[Mark]:
    """The four shares of a person's temperament do not sum to 100%; no share is quoted."""
    sheet = case.sheet("contact_private", *TEMPERAMENTS)
    if sheet is None:
        return
    shares = sheet.frame[list(TEMPERAMENTS)].dropna()
    shares = shares[((shares >= 0) & (shares <= 1)).all(axis=1)]
    for row in rows_where((shares.sum(axis=1) - 1).abs() > TOLERANCE + 1e-9):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field=TEMPERAMENTS[0],
            expected=Text("合计 100%", "100% in all"),
            hint=Text("四种性格占比合计应为 100%", "The four shares must sum to 100%"),
        )


PEOPLE_RULES = (
    Rule(
        code="card-slots-missing",
        severity=Severity.INFO,
        message=Text("决策人分析卡有空项", "A decision maker's card has empty slots"),
        check=card_slots_missing,
        ids=("dm-card", "dm-attitude-codes"),
    ),
    Rule(
        code="relationship-not-shown",
        severity=Severity.WARNING,
        message=Text("关系阶段没有活动依据", "The log does not show this relationship"),
        check=relationship_not_shown,
        ids=("relationship-stage-4",),
    ),
    Rule(
        code="decision-levels-missing",
        severity=Severity.INFO,
        message=Text("大额商机缺少组织层级", "A large deal with a level nobody is known on"),
        check=decision_levels_missing,
        ids=("org-levels-3",),
    ),
    Rule(
        code="buying-centre-incomplete",
        severity=Severity.INFO,
        message=Text("大额商机的采购中心不全", "A large deal with a gap in the buying centre"),
        check=buying_centre_incomplete,
        ids=("buying-centre-5",),
    ),
    Rule(
        code="factor-decided-late",
        severity=Severity.WARNING,
        message=Text("决策日期晚于签约日期", "A factor is decided after the deal is signed"),
        check=factor_decided_late,
        ids=("decision-factor-matrix",),
    ),
    Rule(
        code="personal-factor-missing",
        severity=Severity.INFO,
        message=Text("决策因素缺少个人因素", "The decision factors lack a personal one"),
        check=personal_factor_missing,
        ids=("decision-factor-matrix",),
    ),
    Rule(
        code="temperament-not-whole",
        severity=Severity.WARNING,
        message=Text("性格占比合计不是 100%", "Temperament shares do not sum to 100%"),
        check=temperament_not_whole,
        ids=("temperament-4",),
    ),
)
"""Every rule about the people who decide."""
