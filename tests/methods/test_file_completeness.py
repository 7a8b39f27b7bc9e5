"""Filled fields in, two shares out; the worked example by hand."""

import pandas as pd
import pytest

from xlcrm.methods.file_completeness import Params, compute

FIELDS = ("name", "address", "fax", "bank_account", "development_plan", "fiscal_year_start")
WORKED = {"name", "address", "fax", "bank_account", "development_plan"}


def complete(
    filled: set[str],
    *,
    private: set[str] = frozenset({"birthday", "hobbies", "likes_and_taboos"}),
    record: set[str] = frozenset({"sales", "result"}),
    rows: int = 1,
    **options: object,
) -> "pd.Series[object]":
    """One customer on row 4 with these fields filled; `rows` of other sheets (0: none kept)."""
    index = pd.Index([4])

    def one(name: str) -> pd.Series:
        return pd.Series(["x" if name in filled else None], index=index, dtype=object)

    def sheet(names: tuple[str, ...], held: set[str]) -> pd.DataFrame:
        row = {name: ["x" if name in held else None] for name in names}
        return pd.DataFrame({"account_id": ["A"], "contact_id": ["C"], **row}).head(rows)

    result = compute(
        pd.Series(["A"], index=index),
        *(one(name) for name in FIELDS),
        one("delivery"),
        contacts=pd.DataFrame({"contact_id": ["C"], "account_id": ["A"]}),
        contact_private=sheet(
            ("birthday", "hobbies", "private_activity", "likes_and_taboos"), private
        ).drop(columns="account_id"),
        ledger=sheet(("sales",), record),
        activities=sheet(("result",), record),
        **options,
    )
    return result.loc[4]


def test_the_worked_example_is_76_9_percent_by_field_and_65_by_class() -> None:
    result = complete(WORKED)

    assert result["by_field"] == pytest.approx(10 / 13)
    assert result["by_class"] == pytest.approx(0.65)
    classes = ["basic", "commercial", "personal", "logistics", "record"]
    assert result[classes].tolist() == [1.0, 0.5, 0.75, 0.0, 1.0]


def test_the_reason_names_both_shares_and_what_is_missing() -> None:
    assert complete(WORKED)["reason"] == (
        "13项已填10项：按字段76.9%，按类别65%，要求按字段80%；缺少财年起始月、私人活动、物流要求"
    )
    assert complete(WORKED, language="en")["reason"] == (
        "10 of 13 fields filled: 76.9% by field, 65% by class, wanted 80% by field; "
        "missing Fiscal year start, Private activity, Delivery needs"
    )


def test_the_share_that_is_chosen_decides_whether_the_file_is_complete_enough() -> None:
    by_field, by_class = Params(least=0.7), Params(least=0.7, measure="by_class")

    assert complete(WORKED, params=by_field)["enough"] == "是"
    assert complete(WORKED, params=by_class)["enough"] == "否"


def test_a_sheet_that_is_not_kept_is_left_out_and_named() -> None:
    result = complete(WORKED, rows=0)

    # 5 of the 7 fields of the customer sheet; classes 4/4, 1/2 and 0/1
    assert result["by_field"] == pytest.approx(5 / 7)
    assert result["by_class"] == pytest.approx(0.5)
    assert pd.isna(result["personal"])
    assert str(result["reason"]).endswith("；联系人私密、交易与应收、活动无记录，未计")


def test_personal_details_never_stand_in_the_reason() -> None:
    assert "x" not in str(complete(set())["reason"])


def test_another_customer_s_rows_do_not_count() -> None:
    blank = pd.DataFrame(columns=["account_id", "contact_id"])
    ledger = pd.DataFrame({"account_id": ["B"], "sales": [1.0]})
    text = pd.Series(["x"])

    result = compute(
        pd.Series(["A"]),
        *[text] * 7,
        contacts=blank,
        contact_private=blank.assign(birthday=None),
        ledger=ledger,
        activities=blank,
    )

    assert result["record"].tolist() == [0.0]
