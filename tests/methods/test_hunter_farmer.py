"""Stances and figures in, KPIs out; the worked examples by hand."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods.hunter_farmer import Params, compute
from xlcrm.sheets.account import OwnerType

JUNE = date(2026, 6, 30)


def ledger_of(*rows: tuple[str, float, float]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "account_id": "A",
            "month": pd.to_datetime([row[0] for row in rows]),
            "receipts": [row[1] for row in rows],
            "overdue": [row[2] for row in rows],
        }
    )


# 60 and 210 collected, 30 overdue at the end: 270 of 300 due
LEDGER = ledger_of(("2026-05-01", 60e4, 90e4), ("2026-06-01", 210e4, 30e4))


def kpi(
    stance: str | None,
    *,
    sales: float | None = 320e4,
    target: float | None = None,
    profit: float | None = 64e4,
    loyalty: float | None = 2.0,
    owner: OwnerType | None = None,
    ledger: pd.DataFrame = LEDGER,
    satisfaction: float | None = None,
    **options: object,
) -> "pd.Series[object]":
    numbers = [
        pd.Series([value], index=[7], dtype=float) for value in (sales, target, profit, loyalty)
    ]
    result = compute(
        pd.Series(["A"], index=[7]),
        *numbers,
        pd.Series([owner], index=[7], dtype=object),
        attack_defence=pd.DataFrame({"stance": [stance]}, index=[7]),
        ledger=ledger,
        satisfaction=pd.DataFrame({"experience": [satisfaction]}, index=[7]),
        as_of=JUNE,
        **options,
    )
    return result.loc[7]


def test_an_attacked_customer_is_measured_by_sales_against_target() -> None:
    result = kpi("进攻", sales=240e4, target=300e4)

    assert result["attainment"] == 0.8
    assert result["complete"] == "是"
    assert result["reason"] == "进攻看销售额：240万，目标300万，完成80%"


def test_a_defended_customer_without_satisfaction_is_incomplete() -> None:
    result = kpi("防御")

    assert result["margin"] == 0.2
    assert result["collection"] == pytest.approx(0.9)
    assert result["complete"] == "否"
    assert result["reason"] == (
        "防御看利润、回款、忠诚度、满意度：毛利率20%，回款率90%，忠诚度2，满意度缺（不齐）"
    )


def test_the_stance_is_understood_in_either_language() -> None:
    result = kpi("Defend", satisfaction=7.0, language="en")

    assert result["complete"] == "Yes"
    assert result["satisfaction"] == 7.0
    assert result["reason"] == "defend: margin 20%, collection 90%, loyalty 2, satisfaction 7"


def test_an_attacked_customer_without_target_says_what_is_missing() -> None:
    result = kpi("进攻", target=None)

    assert pd.isna(result["attainment"])
    assert result["complete"] == "否"
    assert result["reason"] == "进攻看销售额：缺少年销售目标"


def test_an_attacked_customer_owned_by_a_farmer_is_flagged() -> None:
    result = kpi("进攻", sales=240e4, target=300e4, owner=OwnerType.FARMER)

    assert str(result["reason"]).endswith("；负责人为农夫型，宜由猎手型负责")


def test_receipts_before_the_window_do_not_count() -> None:
    # only June's 210 of 210 + 30
    result = kpi("防御", params=Params(window_months=1))

    assert result["collection"] == pytest.approx(210 / 240)


def test_zero_sales_leave_the_margin_blank() -> None:
    assert pd.isna(kpi("防御", sales=0, profit=5)["margin"])


def test_a_customer_to_maintain_has_no_kpi_of_the_source() -> None:
    result = kpi("维持")

    assert pd.isna(result["complete"])
    assert result["reason"] == "维持：来源未规定KPI"
