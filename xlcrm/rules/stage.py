"""How far a deal has come: what its level must show, and whether we keep up with the customer."""

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, unreadable
from xlcrm.sheets.coerce import fold, spellings_of
from xlcrm.sheets.column import Choice, Field, fields_of
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.opportunity import (
    GATES,
    FunnelLevel,
    OpportunityStatus,
    ProcurementStage,
    SellingStep,
)

BUYERS = list(ProcurementStage)
SELLERS = list(SellingStep)
"""Both in order: the customer's first stage expects our first step (`six-step-selling`)."""


def stage_not_earned(case: Case) -> Iterator[Mark]:
    """The typed funnel level is higher than its conditions show; those missing are named."""
    sheet = case.sheet("opportunities", "stage")
    if sheet is None:
        return
    deals = sheet.frame
    fields = {field.name: field for field in fields_of(sheet.model)}
    known = [gate for gates in GATES.values() for gate in gates if gate in sheet.columns]
    if not known:
        return
    judged = case.open_deals & deals[known].notna().any(axis=1)
    levels = list(GATES)
    reached = set(deals["stage"].tolist())
    for number, level in enumerate(levels):
        if level not in reached:
            continue
        needed = [gate for below in levels[: number + 1] for gate in GATES[below] if gate in known]
        absent = deals.loc[judged & (deals["stage"] == level), needed].ne(True)
        for row in rows_where(absent.any(axis=1)):
            missing = [fields[gate] for gate in needed if absent.at[row, gate]]
            yield _unearned(sheet, row, level, missing)


def _unearned(sheet: SheetFrame, row: int, level: FunnelLevel, missing: list[Field]) -> Mark:
    zh = "、".join(field.column.zh for field in missing)
    en = ", ".join(field.column.en for field in missing)
    return Mark(
        sheet=sheet.id,
        row=row,
        field="stage",
        value=level,
        expected=Text(f"具备:{zh}", f"shown: {en}"),
        hint=Text(f"{level.zh}还缺:{zh}", f"{level.en} still needs: {en}"),
    )


def stage_field_missing(case: Case) -> Iterator[Mark]:
    """An open deal lacks what its funnel level must have filled in."""
    sheet = case.sheet("opportunities", "stage")
    if sheet is None:
        return
    names = {fold(t): f.name for f in fields_of(sheet.model) for t in _names(f)}
    levels = spellings_of(FunnelLevel) | {level.name.lower(): level for level in FunnelLevel}
    held = unreadable(sheet)
    reached = set(sheet.frame["stage"].tolist())
    for said, words in case.settings.required.items():
        level = levels.get(fold(said))
        if level is None or level not in reached:
            continue
        there = case.open_deals & (sheet.frame["stage"] == level)
        for name in (names.get(fold(word), "") for word in words):
            if name not in sheet.columns:
                continue
            for row in rows_where(there & sheet.frame[name].isna()):
                if (row, name) not in held:
                    yield Mark(
                        sheet=sheet.id,
                        row=row,
                        field=name,
                        hint=Text(f"到了{level.zh}必须填写", f"Must be filled on level {level.en}"),
                    )


def _names(field: Field) -> tuple[str, ...]:
    return (field.name, field.column.zh, field.column.en, *field.column.also)


def probability_without_amount(case: Case) -> Iterator[Mark]:
    """An open deal has a probability but no amount that it could weigh."""
    sheet = case.sheet("opportunities", "probability", "amount")
    if sheet is None:
        return
    deals = sheet.frame
    held = unreadable(sheet)
    for row in rows_where(case.open_deals & (deals["probability"] > 0) & deals["amount"].isna()):
        if (row, "amount") not in held:
            yield Mark(
                sheet=sheet.id,
                row=row,
                field="amount",
                hint=Text("填了赢率,还要填金额", "A probability is given: enter the amount too"),
            )


def probability_contradicts_status(case: Case) -> Iterator[Mark]:
    """An open deal is certain or hopeless, or a lost one still has a chance."""
    sheet = case.sheet("opportunities", "probability", "status")
    if sheet is None:
        return
    given, status = sheet.frame["probability"], sheet.frame["status"]
    cases = (
        (case.open_deals & (given >= 1), Text("已签约请改为赢单,否则赢率应小于 100%",
            "Signed? Mark it won; else it is less than 100%")),
        (case.open_deals & (given <= 0), Text("没有希望请改为丢单或搁置",
            "Without hope? Mark it lost or on hold")),
        ((status == OpportunityStatus.LOST) & (given > 0), Text("丢单的赢率应为空或 0",
            "Clear the probability of a lost deal")),
    )  # fmt: skip
    for wrong, hint in cases:
        for row in rows_where(wrong):
            yield Mark(
                sheet=sheet.id,
                row=row,
                field="probability",
                value=f"{given.at[row]:.0%}",
                hint=hint,
            )


def selling_step_behind(case: Case) -> Iterator[Mark]:
    """The customer's purchase is ahead of our selling: late entry."""
    sheet = case.sheet("opportunities", "procurement_stage", "selling_step")
    if sheet is None:
        return
    deals = sheet.frame
    buyer = _places(deals["procurement_stage"], BUYERS)
    behind = buyer - _places(deals["selling_step"], SELLERS)
    for row in rows_where(case.open_deals & (behind > 0)):
        due, stage = SELLERS[int(buyer.loc[row])], BUYERS[int(buyer.loc[row])]
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="selling_step",
            value=deals.at[row, "selling_step"],
            expected=Text(due.zh, due.en),
            hint=Text(
                f"客户已到{stage.zh},我们应做到{due.zh},落后 {behind.at[row]:g} 步",
                f"The customer is at {stage.en}: {due.en} is due, {behind.at[row]:g} behind",
            ),
        )


def _places(chosen: "pd.Series[Any]", order: Sequence[Choice]) -> "pd.Series[float]":
    """Each entry's place in the order, counted from 0."""
    return chosen.map({entry: float(at) for at, entry in enumerate(order)}).astype(float)


STAGE_RULES = (
    Rule(
        code="stage-not-earned",
        severity=Severity.WARNING,
        message=Text("填写的层级高于已具备的条件", "The typed level is higher than shown"),
        check=stage_not_earned,
        ids=("project-funnel-4",),
    ),
    Rule(
        code="stage-field-missing",
        severity=Severity.WARNING,
        message=Text("本层级必填的内容为空", "The level asks for this cell"),
        check=stage_field_missing,
    ),
    Rule(
        code="probability-without-amount",
        severity=Severity.WARNING,
        message=Text("有赢率没有金额", "A probability without an amount"),
        check=probability_without_amount,
    ),
    Rule(
        code="probability-contradicts-status",
        severity=Severity.WARNING,
        message=Text("赢率与状态矛盾", "Probability and status contradict each other"),
        check=probability_contradicts_status,
    ),
    Rule(
        code="selling-step-behind",
        severity=Severity.WARNING,
        message=Text("销售步骤落后于客户采购", "Our selling lags the customer's purchase"),
        check=selling_step_behind,
        ids=("six-step-selling",),
    ),
)
"""Every rule about the progress of a deal."""
