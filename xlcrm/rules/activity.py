"""Activities: prepared with five W, and aimed at what the customer will do."""

from collections.abc import Iterator

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, said, unreadable
from xlcrm.sheets.activity import ActivityStatus
from xlcrm.sheets.coerce import fold

FIVE_W = {
    "contact_id": Text("针对谁", "whom it is for"),
    "kind": Text("什么形式", "in what form"),
    "objective": Text("什么目的", "for what purpose"),
    "place": Text("在哪里", "where"),
    "day": Text("什么时候", "when"),
}
"""What must be settled before an activity (`activity-5w`)."""


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
)
"""Every rule about activities."""
