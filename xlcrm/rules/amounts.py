"""Numbers that must fit together: priorities from 1 to n, weights that make up the whole."""

from collections.abc import Iterator

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, said, unreadable
from xlcrm.sheets.target import ALLOCATED, UNITS

TOLERANCE = 0.005
"""How far weights may miss the whole, for rounding (ours)."""


def priorities_not_in_order(case: Case) -> Iterator[Mark]:
    """The priorities of one deal's decision factors are not 1, 2, 3 ... each once."""
    sheet = case.sheet("decision_factors", "opportunity_id", "priority")
    if sheet is None:
        return
    rows = sheet.frame[["opportunity_id", "priority"]].dropna()
    rows = rows.sort_values(["opportunity_id", "priority"], kind="stable")
    due = rows.groupby("opportunity_id", sort=False).cumcount() + 1
    for row in rows_where(rows["priority"] != due):
        deal = said(sheet, row, "opportunity_id")
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="priority",
            value=rows["priority"].loc[row],
            expected=Text(f"{due.loc[row]}", f"{due.loc[row]}"),
            hint=Text(
                f"{deal} 的优先级应为 1、2、3…,不重不漏",
                f"The priorities of {deal} run 1, 2, 3 ..., each once",
            ),
        )


def weights_not_whole(case: Case) -> Iterator[Mark]:
    """The weights of one survey do not sum to 100%."""
    sheet = case.sheet("surveys", "account_id", "surveyed", "weight")
    if sheet is None:
        return
    keys = ["account_id", "surveyed"] + (["contact_id"] if "contact_id" in sheet.columns else [])
    rows = sheet.frame[[*keys, "weight"]].dropna(subset=["account_id", "surveyed", "weight"])
    groups = rows.groupby(keys, sort=False, dropna=False)["weight"]
    total = groups.transform("sum")
    first = ~rows.duplicated(subset=keys)
    for row in rows_where(first & ((total - 1).abs() > TOLERANCE)):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="weight",
            value=f"{total.loc[row]:.4g}",
            expected=Text("合计 100%", "100% in all"),
            hint=Text(
                f"同一次调查的权重合计 {total.loc[row]:.1%},应为 100%",
                f"The weights of this survey sum to {total.loc[row]:.1%}, not 100%",
            ),
        )


RESOURCES = {
    "time": Text("时间", "Time"),
    "manpower": Text("人力", "Manpower"),
    "money": Text("财力", "Money"),
}


def allocation_not_ten(case: Case) -> Iterator[Mark]:
    """The units of a resource planned for a month, attack, defence and upkeep, are not ten."""
    sheet = case.sheet("targets")
    if sheet is None:
        return
    held = unreadable(sheet)
    for resource, fields in ALLOCATED.items():
        named = [name for name in fields if name in sheet.columns]
        planned = sheet.frame[named]
        sound = (planned.ge(0) & planned.le(UNITS)) | planned.isna()  # `out_of_range` has the rest
        planned = planned[sound.all(axis=1) & planned.notna().any(axis=1)]
        total = planned.sum(axis=1)
        for row in rows_where(total != UNITS):
            if not any((row, name) in held for name in named):
                yield _off_ten(sheet.id, row, named[0], resource, total.loc[row] - UNITS)


def _off_ten(sheet: str, row: int, field: str, resource: str, over: float) -> Mark:
    name = RESOURCES[resource]
    zh, en = ("多", "over") if over > 0 else ("少", "under")
    return Mark(
        sheet=sheet,
        row=row,
        field=field,
        value=f"{UNITS + over:g}",
        expected=Text(f"合计 {UNITS} 份", f"{UNITS} units in all"),
        hint=Text(
            f"{name.zh}三项合计应为 {UNITS} 份,现{zh} {abs(over):g} 份",
            f"{name.en} makes {UNITS} units in all: {en} by {abs(over):g}",
        ),
    )


AMOUNT_RULES = (
    Rule(
        code="priorities-not-in-order",
        severity=Severity.WARNING,
        message=Text("优先级不是 1 到 n", "Priorities do not run from 1 to n"),
        check=priorities_not_in_order,
        ids=("decision-factor-matrix",),
    ),
    Rule(
        code="weights-not-whole",
        severity=Severity.WARNING,
        message=Text("权重合计不是 100%", "Weights do not sum to 100%"),
        check=weights_not_whole,
    ),
    Rule(
        code="allocation-not-ten",
        severity=Severity.ERROR,
        message=Text("资源分配合计不是 10 份", "The units planned are not ten"),
        check=allocation_not_ten,
        ids=("resource-allocation-10",),
    ),
)
"""Every rule about numbers that must fit together."""
