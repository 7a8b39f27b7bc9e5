"""Marks, indicators and levels of loyalty; every number by hand."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods import loyalty_indicators, loyalty_marks, owner_tenure, relationship_levels
from xlcrm.sheets.account import RelationLevel

AS_OF = date(2026, 11, 30)


def marks(
    *,
    orders: float | None = 3.0,
    share: float | None = 0.35,
    brings: bool | None = False,
    brought: str | None = None,
    grade: float | None = None,
    kept: bool = True,
    **options: object,
) -> "pd.Series[object]":
    def one(value: object, dtype: type = object) -> pd.Series:
        return pd.Series([value], index=[7], dtype=dtype)

    result = loyalty_marks.compute(
        one("A"),
        one(brings),
        one(brought),
        rfm=one(orders, float).to_frame("frequency"),
        share_metrics=one(share, float).to_frame("wallet_share"),
        satisfaction_grade=one(grade, float).to_frame("grade"),
        orders=pd.DataFrame({"account_id": ["B"] if kept else []}),
        **options,
    )
    return result.loc[7]


def test_repeat_orders_without_referral_and_with_a_small_share_are_one_of_three() -> None:
    result = marks()

    assert result["class"] == 1
    assert result["reason"] == "1/3：持续购买（下单3次，我方份额35%）"


def test_all_three_marks_make_class_3() -> None:
    result = marks(share=0.5, brought="B", language="en")

    assert result["class"] == 3
    assert result["reason"] == (
        "3 of 3: continuity, referral, exclusivity (3 orders, our share 50%)"
    )


def test_a_referral_counts_only_with_the_id_of_the_customer_brought() -> None:
    result = marks(brings=True)

    assert result["class"] == 1
    assert str(result["reason"]).endswith("；说带来过客户，未填其编号")


def test_a_satisfied_customer_with_one_mark_stands_in_the_trap() -> None:
    assert marks(grade=2.0)["trap"] == "是"
    assert marks(grade=2.0, share=0.6)["trap"] == "否"
    assert marks(grade=0.0)["trap"] == "否"
    assert pd.isna(marks()["trap"])


def test_a_customer_without_an_order_in_the_list_of_orders_has_ordered_nothing() -> None:
    assert marks(orders=None)["class"] == 0


def test_a_mark_nobody_knows_is_named_and_two_unknown_marks_leave_no_class() -> None:
    one, two = marks(share=None), marks(share=None, orders=None, kept=False)

    assert one["class"] == 1
    assert str(one["reason"]).endswith("；缺少排他性")
    assert pd.isna(two["class"])
    assert two["reason"] == "缺少持续购买、排他性"


def indicators(*answers: float | None, party: str | None = None) -> "pd.Series[object]":
    columns = [pd.Series([one], index=[7], dtype=float) for one in answers]
    account, whom = pd.Series(["A"], index=[7]), pd.Series([party], index=[7], dtype=object)
    return loyalty_indicators.compute(account, whom, *columns).loc[7]


def test_three_indicators_are_turned_round_before_the_mean() -> None:
    result = indicators(4, 3, 4, 4, 4, 2, 3, 1)

    assert result["index"] == 3.875
    assert result["answered"] == 8


def test_indicators_left_open_take_no_part() -> None:
    # 4, 2 and, turned round, 1 and 5
    result = indicators(4, 2, None, None, None, 5, None, 1)

    assert result["index"] == 3.0
    assert str(result["reason"]).endswith("偏弱：品牌关注、价格敏感")


def test_three_answers_are_too_few() -> None:
    result = indicators(4, 3, 4, None, None, None, None, None)

    assert pd.isna(result["index"])
    assert result["reason"] == "缺少足够的忠诚指标：3/8项，至少4项"


def test_an_assessment_of_leaving_a_rival_says_nothing_of_loyalty_to_us() -> None:
    assert pd.isna(indicators(4, 3, 4, 4, 4, 2, 3, 1, party="对手")["index"])


@pytest.mark.parametrize(
    ("level", "target", "gap", "reason"),
    [
        (RelationLevel.FACE_TO_FACE, RelationLevel.CLOSE, 1.0, "现在面对面，目标亲密，差1级"),
        (RelationLevel.CLOSE, RelationLevel.CLOSE, 0.0, "现在亲密，目标亲密，已达到"),
        (RelationLevel.CLOSE, RelationLevel.DISTANT, -2.0, "现在亲密，目标疏远，已达到"),
        (RelationLevel.BRAND, None, None, "现在品牌；缺少目标关系层次"),
        (None, RelationLevel.CLOSE, None, "缺少公司关系层次"),
    ],
)
def test_the_gap_counts_the_levels_up_to_the_target(
    level: RelationLevel | None, target: RelationLevel | None, gap: float | None, reason: str
) -> None:
    result = relationship_levels.compute(
        pd.Series([level], dtype=object), pd.Series([target], dtype=object)
    ).loc[0]

    assert (None if pd.isna(result["gap"]) else result["gap"]) == gap
    assert result["reason"] == reason


def tenure(since: str | None, before: str | None = None) -> "pd.Series[object]":
    days = [pd.to_datetime(pd.Series([day], index=[7])) for day in (since, before)]
    return owner_tenure.compute(pd.Series(["李"], index=[7]), *days, as_of=AS_OF).loc[7]


def test_an_owner_changed_after_2_years_and_60_days_was_changed_early() -> None:
    result = tenure("2024-06-30", "2022-05-01")

    assert result["early"] == "是"
    assert str(result["reason"]).endswith("；原负责人只负责了2年60天就换人")


def test_three_years_to_the_day_are_stable_and_not_early() -> None:
    assert tenure("2023-11-30")["stable"] == "是"
    assert tenure("2023-12-01")["stable"] == "否"
    assert tenure("2024-06-30", "2021-06-30")["early"] == "否"


def test_a_start_after_as_of_is_missing() -> None:
    assert tenure("2026-12-01")["reason"] == "缺少接手日期"
