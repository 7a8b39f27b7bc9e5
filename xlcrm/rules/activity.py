"""Activities: prepared with five W, aimed at what the customer will do, ended with a promise."""

import re
from collections.abc import Iterator

import pandas as pd

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, said, unreadable
from xlcrm.sheets.activity import ActivityKind, ActivityStatus
from xlcrm.sheets.coerce import fold

FIVE_W = {
    "contact_id": Text("针对谁", "whom it is for"),
    "kind": Text("什么形式", "in what form"),
    "objective": Text("什么目的", "for what purpose"),
    "place": Text("在哪里", "where"),
    "day": Text("什么时候", "when"),
}
"""What must be settled before an activity (`activity-5w`)."""

NO_MEETING = (ActivityKind.CALL, ActivityKind.OTHER)
"""Forms of contact that need not end with a promise."""
DAY = re.compile(
    r"\d|[一二三四五六七八九十]月|今天|明天|本周|下周|周[一二三四五六日天]|月底|月内|年底|季度"
    r"|\b(?:today|tomorrow|week|month|quarter|year|(?:mon|tues|wednes|thurs|fri)day)\b",
    re.IGNORECASE,
)
"""Words that tell a day."""


def activity_unprepared(case: Case) -> Iterator[Mark]:
    """An activity leaves one of the five W open: who, what, why, where, when."""
    sheet = case.sheet("activities")
    if sheet is None:
        return
    held = unreadable(sheet)
    on = sheet.frame["status"] != ActivityStatus.CANCELLED
    for name, question in FIVE_W.items():
        if name not in sheet.columns:
            continue
        for row in rows_where(on & sheet.frame[name].isna()):
            if (row, name) not in held:
                yield Mark(
                    sheet=sheet.id,
                    row=row,
                    field=name,
                    hint=Text(f"请写明{question.zh}", f"Say {question.en}"),
                )


def objective_our_action(case: Case) -> Iterator[Mark]:
    """An objective states what we will do instead of what the customer will do."""
    sheet = case.sheet("activities", "objective")
    if sheet is None:
        return
    ours = tuple(fold(word) for word in case.settings.our_action_words)
    texts = sheet.frame["objective"].dropna()
    for row in rows_where(texts.map(lambda text: fold(text).startswith(ours)).astype(bool)):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="objective",
            value=said(sheet, row, "objective"),
            expected=Text("客户的行动", "the customer's action"),
            hint=Text(
                "请写活动结束时期望客户做什么,例如:李总 5 月 10 日前确认评审名单",
                "Write what the customer will do when it ends: confirms the list by 10 May",
            ),
        )


def objective_undated(case: Case) -> Iterator[Mark]:
    """An objective does not say by when the customer will do it."""
    sheet = case.sheet("activities", "objective")
    if sheet is None:
        return
    ours = tuple(fold(word) for word in case.settings.our_action_words)
    texts = sheet.frame["objective"].dropna()
    theirs = texts[~texts.map(lambda text: fold(text).startswith(ours)).astype(bool)]
    for row in rows_where(~theirs.map(lambda text: bool(DAY.search(text))).astype(bool)):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="objective",
            value=said(sheet, row, "objective"),
            expected=Text("带日期的目的", "an objective with a day"),
            hint=Text("请写明客户在哪天之前做到", "Say by which day the customer will do it"),
        )


def other_activity_unnamed(case: Case) -> Iterator[Mark]:
    """An activity of type other does not say in its note what it was."""
    sheet = case.sheet("activities", "kind")
    if sheet is None:
        return
    other = (sheet.frame["kind"] == ActivityKind.OTHER) & sheet.frame["note"].isna()
    for row in rows_where(other):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="kind",
            value=ActivityKind.OTHER,
            hint=Text("类型为其他时请在备注写明", "Say in the notes what it was"),
        )


def plan_in_the_past(case: Case) -> Iterator[Mark]:
    """An activity is still planned though its day has passed."""
    sheet = case.sheet("activities", "day", "status")
    if sheet is None:
        return
    today = pd.Timestamp(case.as_of)
    planned = sheet.frame["status"] == ActivityStatus.PLANNED
    for row in rows_where(planned & (sheet.frame["day"] < today)):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="day",
            value=sheet.frame.at[row, "day"],
            expected=Text(f"{case.as_of} 或以后", f"{case.as_of} or later"),
            hint=Text("请改为完成或取消,或另定日期", "Mark it done or cancelled, or set a new day"),
        )


def visit_without_commitment(case: Case) -> Iterator[Mark]:
    """A visit of late ended without the customer promising anything."""
    sheet = case.sheet("activities", "day", "customer_commitment")
    if sheet is None:
        return
    rows, today = sheet.frame, pd.Timestamp(case.as_of)
    since = today - pd.Timedelta(days=case.settings.commitment_days)
    met = ~rows["status"].isin([ActivityStatus.PLANNED, ActivityStatus.CANCELLED])
    met &= ~rows["kind"].isin(NO_MEETING) & (rows["day"] > since) & (rows["day"] <= today)
    held = unreadable(sheet)
    for row in rows_where(met & rows["customer_commitment"].isna()):
        if (row, "customer_commitment") not in held:
            yield Mark(
                sheet=sheet.id,
                row=row,
                field="customer_commitment",
                hint=Text(
                    "请写客户答应做什么;没有就约好下一步",
                    "Write what the customer promised; if nothing, agree on a next step",
                ),
            )


def our_commitment_overdue(case: Case) -> Iterator[Mark]:
    """We promised a customer something, its day has passed, and it is not kept."""
    sheet = case.sheet("activities", "our_commitment", "our_commitment_due")
    if sheet is None:
        return
    rows = sheet.frame
    late = rows["our_commitment"].notna() & rows["our_commitment_kept"].ne(True)
    late &= rows["our_commitment_due"] < pd.Timestamp(case.as_of)
    for row in rows_where(late):
        yield Mark(
            sheet=sheet.id,
            row=row,
            field="our_commitment_due",
            value=rows.at[row, "our_commitment_due"],
            hint=Text(
                "请今天兑现,或与客户另约日期并说明",
                "Keep it today, or agree on a new day and say why",
            ),
        )


ACTIVITY_RULES = (
    Rule(
        code="activity-unprepared",
        severity=Severity.WARNING,
        message=Text("活动的 5W 不全", "The activity lacks one of its five W"),
        check=activity_unprepared,
        ids=("activity-5w",),
    ),
    Rule(
        code="objective-our-action",
        severity=Severity.WARNING,
        message=Text("目的写的是我方行动", "The objective states our own action"),
        check=objective_our_action,
        ids=("activity-objective-rule",),
    ),
    Rule(
        code="objective-undated",
        severity=Severity.INFO,
        message=Text("目的没有写到哪天", "The objective names no day"),
        check=objective_undated,
        ids=("activity-objective-rule",),
    ),
    Rule(
        code="other-activity-unnamed",
        severity=Severity.INFO,
        message=Text("其他活动没有说明", "An activity of type other without a note"),
        check=other_activity_unnamed,
        ids=("activity-types",),
    ),
    Rule(
        code="plan-in-the-past",
        severity=Severity.WARNING,
        message=Text("计划的活动已过日期", "A planned activity is past its day"),
        check=plan_in_the_past,
        ids=("activity-5w",),
    ),
    Rule(
        code="visit-without-commitment",
        severity=Severity.WARNING,
        message=Text("拜访没有带回客户承诺", "The visit ended without a promise"),
        check=visit_without_commitment,
        ids=("commitment-per-visit",),
    ),
    Rule(
        code="our-commitment-overdue",
        severity=Severity.ERROR,
        message=Text("我方承诺逾期未兑现", "Our promise is overdue"),
        check=our_commitment_overdue,
        ids=("commitment-per-visit",),
    ),
)
"""Every rule about activities."""
