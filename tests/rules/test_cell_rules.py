"""One cell by itself: what is objected to, what is let through, and in which words."""

from typing import get_type_hints

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tests.sheet_text import AS_OF, findings, places
from xlcrm.rules import Case
from xlcrm.rules.cell import LIMITS, out_of_range
from xlcrm.sheets import SHEETS, Field, Row, fields_of
from xlcrm.sheets.frame import SheetFrame, empty_frame
from xlcrm.sheets.header_text import read_header

LIMITED = [(model, field) for model in SHEETS for field in fields_of(model) if field.limits]
BOUNDS = [-1.0, 0.0, 1.0, 12.0, 13.0, 365.0, 366.0]
NUMBERS = st.floats(-500, 500) | st.floats(allow_nan=False, allow_infinity=False)

every_limited_field = pytest.mark.parametrize(
    ("model", "field"), LIMITED, ids=[f"{model.SHEET.id}.{field.name}" for model, field in LIMITED]
)


def test_a_required_column_that_is_missing_is_named_in_the_language_of_the_sheet() -> None:
    (chinese,) = findings(
        """
        == 客户档案
        客户编号 | 城市
        A001     | 青岛
        """
    )
    (english,) = findings(
        """
        == Accounts
        Account ID | City
        A001       | Qingdao
        """
    )

    assert (chinese.value, chinese.cell) == ("客户名称", "")
    assert (english.value, english.cell) == ("Account name", "")
    assert english.hint.en == (
        "Add a column headed “Account name”, or say under [headers.accounts] in xlcrm.toml "
        "which one it is"
    )


def test_an_unreadable_required_cell_is_wrong_but_not_also_missing() -> None:
    page = """
        == 交易与应收
        客户编号 | 月份 | 销售额
        A001     | 上月 | 100
        A001     |      | 100
    """

    assert places(page) == ["交易与应收!B2 wrong-type", "交易与应收!B3 required-missing"]


def test_a_finding_shows_what_stands_in_the_cell_and_what_should() -> None:
    (found,) = findings(
        """
        == 商机
        备注 | 商机编号 | 客户编号 | 商机名称 | 金额 *（万元）
             | P1       | A001     | 检测线   | 二十万左右
        """
    )

    assert found.cell == "E2"
    assert found.row_key == "P1"
    assert found.header == "金额 *（万元）"
    assert found.value == "二十万左右"
    assert found.expected == ("数字", "a number")


def test_the_hint_for_a_closed_list_offers_its_entries_in_both_languages() -> None:
    (found,) = findings(
        """
        == Accounts
        Account ID | Account name | Status
        A001       | Haichuan     | Paused
        """
    )

    assert found.expected.en == "Active / Prospect / Lost / Closed"
    assert found.expected.zh == "合作中 / 潜在 / 流失 / 停用"


def test_a_limit_holds_in_base_units_whatever_the_header_declares() -> None:
    page = """
        == 商机
        商机编号 | 客户编号 | 商机名称 | 赢率(%) | 金额(万元)
        P1       | A001     | 检测线   | 60      | 0.0001
        P2       | A001     | 称重台   | 101     | 0
    """

    assert places(page) == ["商机!D3 out-of-range", "商机!E3 amount-zero"]


def test_a_number_beyond_its_limit_is_shown_as_it_was_typed() -> None:
    potential, rate = findings(
        """
        == 客户档案
        客户编号 | 客户名称 | 年采购潜力(万元)
        A001     | 海川重工 | -60

        == 商机
        商机编号 | 客户编号 | 商机名称 | 赢率(%)
        P1       | A001     | 检测线   | 101
        """
    )[::-1]

    assert potential.value == pytest.approx(-60)
    assert rate.value == pytest.approx(101)


def test_the_words_of_a_limit_name_the_bound() -> None:
    late, negative = findings(
        """
        == 客户档案
        客户编号 | 客户名称 | 账期
        A001     | 海川重工 | 366
        A002     | 远帆机电 | -1
        """
    )

    assert late.hint == ("账期应不大于 365", "Payment terms must be at most 365")
    assert negative.hint == ("账期应不小于 0", "Payment terms must be at least 0")


@every_limited_field
@settings(max_examples=25, deadline=None)
@given(numbers=st.lists(NUMBERS, max_size=40))
def test_the_column_wise_limits_agree_with_pydantic_on_the_model_field(
    model: type[Row], field: Field, numbers: list[float]
) -> None:
    whole = field.type is int
    values = [*BOUNDS, *(float(round(number)) if whole else number for number in numbers)]

    marks = list(out_of_range(Case({model.SHEET.id: one_column(model, field, values)}, AS_OF)))

    rejected = {row for row, value in enumerate(values) if not accepted(model, field, value)}
    assert {mark.row for mark in marks} == rejected


def one_column(model: type[Row], field: Field, values: list[float]) -> SheetFrame:
    """A sheet with one column, its rows counted from 0."""
    frame = empty_frame(model).reindex(range(len(values)))
    frame[field.name] = pd.Series(values, dtype=float)
    return SheetFrame(
        model=model,
        name=model.SHEET.en,
        header_row=1,
        last_row=len(values),
        last_column=1,
        columns={field.name: 1},
        headers={field.name: read_header(field.column.en)},
        missing=(),
        frame=frame,
        faults=(),
        scales={},
    )


def accepted(model: type[Row], field: Field, value: float) -> bool:
    """Pydantic's own verdict on the annotated type of the field line."""
    annotated = get_type_hints(model, include_extras=True)[field.name]
    try:
        TypeAdapter(annotated).validate_python(value)
    except ValidationError:
        return False
    return True


def test_every_limit_on_a_field_line_is_one_that_the_rule_knows() -> None:
    limits = [(field.name, limit) for _, field in LIMITED for limit in field.limits]

    assert limits
    assert [name for name, limit in limits if type(limit) not in LIMITS] == []
