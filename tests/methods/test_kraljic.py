"""Value and risk in, the customer's class of us out."""

import pandas as pd
import pytest

from xlcrm.methods.kraljic import Params, compute


def classed(value: float | None, risk: float | None, **options: object) -> "pd.Series[object]":
    columns = [pd.Series([one], index=[5], dtype=float) for one in (value, risk)]
    return compute(*columns, **options).loc[5]


@pytest.mark.parametrize(
    ("value", "risk", "zh", "en"),
    [
        (8, 3, "杠杆型", "Leverage"),
        (8, 7, "战略型", "Strategic"),
        (3, 8, "瓶颈型", "Bottleneck"),
        (3, 3, "标准型", "Standard"),
    ],
)
def test_the_worked_examples(value: float, risk: float, zh: str, en: str) -> None:
    assert classed(value, risk)["class"] == zh
    assert classed(value, risk, language="en")["class"] == en


def test_a_score_on_the_line_is_high() -> None:
    assert classed(5.5, 5.5)["class"] == "战略型"
    assert classed(5.5, 5.5, params=Params(value_cut=6, risk_cut=6))["class"] == "标准型"


def test_the_reason_holds_the_posture() -> None:
    assert classed(8, 3)["reason"] == "采购价值8，供应风险3：杠杆型，以批量条件守价"


def test_a_missing_score_gives_no_class() -> None:
    result = classed(None, 3, language="en")

    assert pd.isna(result["class"])
    assert result["reason"] == "missing Purchase value"
