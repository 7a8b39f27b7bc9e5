"""Two bases in, counts and shares out; the worked table by hand."""

import pandas as pd
import pytest

from xlcrm.methods.segment_pivot import Params, compute
from xlcrm.sheets.account import Orientation
from xlcrm.sheets.need import NeedLevel

COLUMNS = (
    *("account_id", "sales", "account_type", "ownership", "industry", "region"),
    *("orientation", "willingness", "quality", "credit_grade"),
)
NO_NEEDS = pd.DataFrame(columns=["account_id", "level"])


def pivot(
    grades: str, needs: pd.DataFrame = NO_NEEDS, params: Params | None = None, **columns: object
) -> pd.DataFrame:
    """Customers of these Pareto classes (a dot: none), with the columns given."""
    index = pd.RangeIndex(2, 2 + len(grades))
    given = [
        pd.Series(columns.get(name, [None] * len(grades)), index=index, dtype=object)
        for name in COLUMNS
    ]
    classes = pd.DataFrame({"class": [None if one == "." else one for one in grades]}, index=index)
    language = columns.get("language", "zh")
    return compute(
        *given, needs=needs, pareto=classes, params=params or Params(), language=language
    )


def worked(**columns: object) -> pd.DataFrame:
    """A: 1 by price, 3 by value; B: 4 and 4; C: 6 and 2."""
    price, value = Orientation.PRICE, Orientation.VALUE
    bought = [price, *[value] * 3, *[price] * 4, *[value] * 4, *[price] * 6, *[value] * 2]
    return pivot("A" * 4 + "B" * 8 + "C" * 8, orientation=bought, **columns)


def test_45_percent_of_all_buy_by_value_but_75_percent_of_grade_a() -> None:
    table = worked().set_index(["segment", "entry"])

    assert table.loc[("A", "价值导向"), "share"] == 0.75
    assert table.loc[("合计", "价值导向"), ["customers", "share"]].tolist() == [9, 0.45]
    assert table.loc[("C", "价格导向"), ["customers", "share"]].tolist() == [6, 0.75]
    assert table.loc[("A", "价值导向"), "reason"] == "贡献等级A：4家中3家价值导向，占75%"


def test_the_table_reads_in_english() -> None:
    table = worked(language="en").set_index(["segment", "entry"])

    assert table.loc[("All", "Value"), "reason"] == "contribution class All: 9 of 20 are Value, 45%"


def test_sales_are_added_up_and_customers_that_lack_a_base_are_counted_apart() -> None:
    value = Orientation.VALUE
    table = pivot("AA.B", orientation=[value, value, value, None], sales=[10.0, 5.0, 9.0, 9.0])

    assert table["segment"].tolist() == ["A", "合计"]
    assert table["sales"].tolist() == [15.0, 15.0]
    assert table["reason"].tolist()[0].endswith("；另有2家缺少分类")


def test_points_are_high_from_the_cut_on() -> None:
    params = Params(down="quality", across="willingness")

    table = pivot("..", quality=[3.0, 2.9], willingness=[1.0, 5.0], params=params)

    assert table[["segment", "entry"]].to_numpy().tolist()[:2] == [["低", "高"], ["高", "低"]]


def test_the_need_level_of_a_customer_is_its_highest() -> None:
    needs = pd.DataFrame(
        {
            "account_id": ["A1", "A1", "A2"],
            "level": [NeedLevel.SOLUTION, NeedLevel.PROBLEM, None],
        }
    )

    table = pivot("AB", needs, Params(across="need_level"), account_id=["A1", "A2"])

    assert table["entry"].tolist() == ["关注方案", "关注方案"]


def test_without_any_entries_the_table_says_what_is_missing() -> None:
    table = pivot("..")

    assert table["reason"].tolist() == ["缺少贡献等级、价格/价值导向"]


def test_only_the_base_that_nobody_has_is_named() -> None:
    assert pivot("AB")["reason"].tolist() == ["缺少价格/价值导向"]


def test_an_unknown_base_is_refused() -> None:
    with pytest.raises(ValueError, match="down"):
        Params(down="zodiac")
