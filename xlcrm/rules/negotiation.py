"""Negotiations: chips with a price and something in return, terms in order, nothing half ready."""

from collections.abc import Iterator

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, unreadable
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.negotiation import NegotiationPart, NegotiationStatus

CHIP_FIELDS = {
    "chip": Text("请选筹码类型", "Choose the type of chip"),
    "our_cost": Text("请填我方代价", "Enter what it costs us"),
    "in_return": Text("请写换回什么", "Write what we get in return"),
}
BLOCKS = tuple(part for part in NegotiationPart if part is not NegotiationPart.TERM)
"""What must be there before a negotiation (`nego-5-factors`)."""


def chip_incomplete(case: Case) -> Iterator[Mark]:
    """A chip lacks its type, its cost to us, or what we ask in return."""
    sheet = case.sheet("negotiations", "part")
    if sheet is None:
        return
    chips = sheet.frame["part"] == NegotiationPart.CHIP
    for name, hint in CHIP_FIELDS.items():
        yield from _blank(sheet, chips, name, hint)


def term_without_fallback(case: Case) -> Iterator[Mark]:
    """A term has no fallback that would ease a deadlock."""
    sheet = case.sheet("negotiations", "part")
    if sheet is None:
        return
    hint = Text("请写僵局时的备选办法", "Write what eases a deadlock on it")
    yield from _blank(sheet, sheet.frame["part"] == NegotiationPart.TERM, "fallback", hint)


def _blank(sheet: SheetFrame, rows: "pd.Series[bool]", name: str, hint: Text) -> Iterator[Mark]:
    """The rows with nothing in a column that the sheet has."""
    held = unreadable(sheet)
    for row in rows_where(rows & sheet.frame[name].isna()) if name in sheet.columns else []:
        if (row, name) not in held:
            yield Mark(sheet=sheet.id, row=row, field=name, hint=hint)


def terms_out_of_order(case: Case) -> Iterator[Mark]:
    """Opening, target and floor do not go down, or up where less is better."""
    sheet = case.sheet("negotiations", "floor")
    if sheet is None:
        return
    rows = sheet.frame
    less = rows["less_is_better"].eq(True)
    wrong = pd.Series(False, index=rows.index)
    for before, after in (("opening", "target"), ("target", "floor"), ("opening", "floor")):
        gap = rows[before] - rows[after]
        wrong |= (gap < 0) & ~less | (gap > 0) & less
    for row in rows_where(wrong):
        up = bool(less.at[row])
        order = (
            Text("开价≤目标值≤底线", "opening ≤ target ≤ floor")
            if up
            else Text("开价≥目标值≥底线", "opening ≥ target ≥ floor")
        )
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="floor",
            value=rows.at[row, "floor"],
            expected=order,
            hint=Text(
                "请核对三个数;越低越好的条款请填“越低越好”",
                "Check the three numbers; say so where less is better",
            ),
        )


def ready_unprepared(case: Case) -> Iterator[Mark]:
    """A negotiation is called ready though one of its five factors is missing."""
    sheet = case.sheet("negotiations", "part", "status")
    if sheet is None:
        return
    rows = sheet.frame
    ready = rows[rows["status"] == NegotiationStatus.READY].drop_duplicates("opportunity_id")
    parts = rows["part"].groupby(rows["opportunity_id"]).agg(set)
    eased = set(rows.loc[rows["fallback"].notna(), "opportunity_id"])
    for row, deal in ready["opportunity_id"].dropna().items():
        there = parts[deal] | ({NegotiationPart.FALLBACK} if deal in eased else set())
        absent: list[NegotiationPart] = [part for part in BLOCKS if part not in there]
        if absent:
            yield _unready(sheet, int(str(row)), absent)


def _unready(sheet: SheetFrame, row: int, absent: list[NegotiationPart]) -> Mark:
    zh = "、".join(part.zh for part in absent)
    en = ", ".join(part.en for part in absent)
    return Mark(
        sheet=sheet.id,
        row=row,
        field="status",
        value=NegotiationStatus.READY,
        expected=Text(f"具备:{zh}", f"there: {en}"),
        hint=Text(f"还缺:{zh}", f"Still missing: {en}"),
    )


def chips_over_budget(case: Case) -> Iterator[Mark]:
    """The chips of a deal cost more than may be conceded."""
    sheet = case.sheet("negotiations", "part", "our_cost")
    deals = case.sheet("opportunities", "concession_budget")
    if sheet is None or deals is None:
        return
    chips = sheet.frame[sheet.frame["part"] == NegotiationPart.CHIP]
    costs = chips.groupby("opportunity_id")["our_cost"].sum()
    planned = deals.frame["opportunity_id"].map(costs).astype(float)
    over = planned - deals.frame["concession_budget"]
    for row in rows_where(over > 0):
        yield Mark(
            sheet=deals.id,
            row=row,
            field="concession_budget",
            value=deals.frame.at[row, "concession_budget"],
            expected=Text(f"筹码代价合计 {planned.at[row]:,.0f} 以上",
                f"{planned.at[row]:,.0f} or more, what the chips cost"),
            hint=Text(
                f"筹码超出预算 {over.at[row]:,.0f}:撤下一项、重新报价或申请预算",
                f"The chips are {over.at[row]:,.0f} over: drop one, reprice or ask for more",
            ),
        )  # fmt: skip


NEGOTIATION_RULES = (
    Rule(
        code="chip-incomplete",
        severity=Severity.WARNING,
        message=Text("筹码缺类型、代价或交换条件", "The chip lacks type, cost or return"),
        check=chip_incomplete,
        ids=("nego-chips-4",),
    ),
    Rule(
        code="chips-over-budget",
        severity=Severity.WARNING,
        message=Text("筹码代价超出让步预算", "The chips cost more than the budget"),
        check=chips_over_budget,
        ids=("nego-chips-4",),
    ),
    Rule(
        code="terms-out-of-order",
        severity=Severity.ERROR,
        message=Text("开价、目标、底线次序颠倒", "Opening, target and floor are out of order"),
        check=terms_out_of_order,
        ids=("nego-batna",),
    ),
    Rule(
        code="term-without-fallback",
        severity=Severity.WARNING,
        message=Text("条款没有备选办法", "A term without a fallback"),
        check=term_without_fallback,
        ids=("nego-batna",),
    ),
    Rule(
        code="ready-unprepared",
        severity=Severity.WARNING,
        message=Text("谈判五要素未齐却标为可谈判", "Called ready with factors missing"),
        check=ready_unprepared,
        ids=("nego-5-factors",),
    ),
)
"""Every rule about negotiations."""
