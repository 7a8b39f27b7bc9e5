"""What worksheet functions answer, called as Excel calls them: ranges as lists of rows."""

from datetime import date, datetime
from math import isnan

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xlcrm.addin.signatures import HELP_LENGTH, signatures
from xlcrm.excel.answer import answer
from xlcrm.methods import METHODS
from xlcrm.sheets import fields_of, sheet_model

SIGNATURES = {signature.name: signature for signature in signatures()}
TODAY = date(2026, 5, 20)
LEDGER = [
    ["客户编号", "月份", "销售额", "应收余额"],
    ["A", datetime(2012, 1, 31), 600.0, None],
    ["A", datetime(2012, 2, 29), 800.0, None],
    ["A", datetime(2012, 3, 31), 500.0, None],
    ["A", datetime(2012, 4, 30), 600.0, 1500.0],
]

every_function = pytest.mark.parametrize("name", SIGNATURES)


def called(name, *given, language="zh"):
    names = [argument.name for argument in SIGNATURES[name].arguments]
    padded = [*given, *[None] * (len(names) - len(given))]
    return answer(
        SIGNATURES[name], dict(zip(names, padded, strict=True)), language=language, today=TODAY
    )


def down(*cells):
    """A column of cells, as a range gives it."""
    return [[cell] for cell in cells]


def test_every_method_marked_as_a_worksheet_function_is_one():
    marked = {f"CRM_{m.LABEL.name.upper()}" for m in METHODS if m.LABEL.worksheet_function}

    assert marked <= set(SIGNATURES)
    assert set(SIGNATURES) - marked == {"CRM_DSO", "CRM_CLV"}


@every_function
def test_help_is_in_both_languages_and_fits(name):
    signature = SIGNATURES[name]
    helps = [signature.help, *(argument.help for argument in signature.arguments)]

    assert all(0 < len(text) <= HELP_LENGTH for words in helps for text in words)
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in words.zh) for words in helps)
    assert not any("\u4e00" <= letter <= "\u9fff" for words in helps for letter in words.en)


@every_function
@pytest.mark.parametrize("language", ["zh", "en"])
def test_blank_cells_are_answered_with_blank_cells_or_words_and_never_fail(name, language):
    given = [down(None, None) if a.kind == "column" else None for a in SIGNATURES[name].arguments]

    cells = called(name, *given, language=language)

    assert len({len(row) for row in cells}) == 1
    blank = all(cell == "" for row in cells for cell in row)
    assert blank or cells[0][0].startswith("#VALUE! ")


CELLS = st.one_of(
    st.none(),
    st.floats(),
    st.integers(-(10**18), 10**18),
    st.booleans(),
    st.datetimes(),
    st.sampled_from(["", "是", "+", "120万", "50%", "#N/A", "A", "2026-05", "进行中", "=1+1"]),
    st.text(max_size=8),
)


@every_function
@given(data=st.data())
@settings(max_examples=15, deadline=None)
def test_whatever_the_cells_hold_the_answer_is_a_block_of_plain_values(name, data):
    count = data.draw(st.integers(1, 4))
    told = []
    for argument in SIGNATURES[name].arguments:
        if argument.kind == "column":
            told.append(
                data.draw(st.lists(st.tuples(CELLS).map(list), min_size=count, max_size=count))
            )
        elif argument.kind == "table":
            told.append(table_of(argument.name, data, count))
        else:
            told.append(None if argument.kind == "text" else data.draw(CELLS))

    cells = called(name, *told)

    assert len({len(row) for row in cells}) == 1
    assert {type(cell) for row in cells for cell in row} <= {str, float, int, bool, date}
    assert not any(isinstance(cell, float) and isnan(cell) for row in cells for cell in row)


def table_of(sheet_id, data, count):
    """A table of a sheet with all its headers and any content."""
    headers = [field.column.zh for field in fields_of(sheet_model(sheet_id))]
    width = len(headers)
    rows = st.lists(st.lists(CELLS, min_size=width, max_size=width), min_size=count, max_size=count)
    return [headers, *data.draw(rows)]


def test_days_of_sales_are_counted_back_from_a_ledger_with_headers():
    found = called("CRM_DSO", down("A"), down(60.0), LEDGER, datetime(2012, 4, 30), "days")

    assert found == [[75.5]]  # 30 + 31 + half of 29


def test_the_long_name_answers_the_same():
    given = (down("A"), down(60.0), LEDGER, 41029.0, "回收天数,超账期天数")  # 30 April 2012

    assert called("CRM_DSO_COUNTBACK", *given) == called("CRM_DSO", *given) == [[75.5, 15.5]]


def test_results_spill_one_row_per_row_and_one_column_per_result():
    found = called("CRM_SALES_MARGIN", down(1000.0, 200.0), down(250.0, 20.0))

    assert [row[0] for row in found] == [0.25, 0.1]
    assert [len(row) for row in found] == [3, 3]


def test_a_row_of_cells_serves_as_well_as_a_column():
    assert called("CRM_SALES_MARGIN", [[1000.0, 200.0]], [[250.0, 20.0]], "margin") == [
        [0.25],
        [0.1],
    ]


def test_a_single_value_serves_every_row():
    assert called("CRM_SALES_MARGIN", down(1000.0, 200.0), 50.0, "margin") == [[0.05], [0.25]]


def test_a_blank_row_between_others_stays_blank():
    found = called("CRM_SALES_MARGIN", down(1000.0, None, 200.0), down(250.0, None, 20.0), "margin")

    assert found == [[0.25], [""], [0.1]]


def test_a_missing_input_shows_na_and_the_cause_stands_in_the_reason():
    ((margin, _, reason),) = called("CRM_SALES_MARGIN", down(1000.0), down(None))

    assert margin == "#N/A"
    assert "缺少" in reason
    assert "年毛利" in reason


def test_without_the_reason_the_cause_stands_behind_the_sign():
    ((margin,),) = called("CRM_SALES_MARGIN", down(1000.0), down(None), "margin", language="en")

    assert margin.startswith("#N/A missing")
    assert "Gross profit" in margin


def test_an_unreadable_cell_shows_value_and_says_which():
    found = called("CRM_SALES_MARGIN", down("许多", 200.0), down(250.0, 20.0))

    assert found[0] == ["#VALUE!", "#VALUE!", "年销售额 “许多”读不懂"]
    assert found[1][0] == 0.1


def test_an_error_in_a_cell_is_passed_on_with_its_name():
    ((margin,),) = called("CRM_SALES_MARGIN", down("#DIV/0!"), down(250.0), "margin")

    assert margin == "#VALUE! 年销售额 错误值 #DIV/0!"


def test_texts_of_lists_are_understood_in_both_languages():
    zh = called("CRM_SIX_STEP_SELLING", down("比较"), down("挖掘需求"), "lag")
    en = called("CRM_SIX_STEP_SELLING", down("Comparison"), down("Dig out needs"), "lag")

    assert zh == en == [[1.0]]


def test_a_method_of_many_columns_finds_them_by_their_headers_in_any_order():
    questions = [f.column.zh for f in fields_of(sheet_model("assessments")) if f.name[1:].isdigit()]
    answers = [*"++++-", *"+++-?", *"+--??", *"++++?"]  # the worked example of the method
    table = [[*reversed(questions), "备注"], [*reversed(answers), "x"], [None] * 21]

    found = called("CRM_OPPORTUNITY_ASSESSMENT", table, "score, coverage, decision")

    assert found == [[0.4, 0.8, "补课"], ["", "", ""]]


def test_a_table_without_its_headers_is_named():
    header = ["商机编号", "问题1", "问题2"]

    ((text,),) = called("CRM_OPPORTUNITY_ASSESSMENT", [header, ["O1", "+", "-"]])

    assert text == "#VALUE! 区域里没有“商机评估”的表头行"


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("CRM_SALES_MARGIN", (down(1.0, 2.0), down(1.0, 2.0, 3.0)), "年销售额”有 2 个单元格"),
        ("CRM_CLV", ([[1.0, 2.0], [3.0, 4.0]],), "年毛利”应是一列或一行"),
        ("CRM_CLV", (down(1.0), "valu"), "没有结果“valu”;可用:value"),
        ("CRM_CLV", (down(1.0), None, "yeers=3"), "lifetime_value.years"),
        ("CRM_CLV", (down(1.0), None, "years=many"), "lifetime_value.years"),
        ("CRM_DSO", (down("A"), down(60.0), LEDGER, "someday"), "“someday”不是日期"),
        ("CRM_DSO", (down("A"), down(60.0), [["x", "y"]]), "没有“交易与应收”的表头行"),
    ],
)
def test_a_call_that_makes_no_sense_answers_one_cell_with_the_cause(name, given, words):
    ((cell,),) = called(name, *given)

    assert cell.startswith("#VALUE! ")
    assert words in cell


def test_parameters_of_the_method_may_be_given():
    usual = called("CRM_DSO", down("A"), down(60.0), LEDGER, "2012-04-30", "days")
    thirty = called(
        "CRM_DSO", down("A"), down(60.0), LEDGER, "2012-04-30", "days", "days_in_month=30"
    )

    assert usual == [[75.5]]
    assert thirty == [[75.0]]  # 30 + 30 + half of 30
