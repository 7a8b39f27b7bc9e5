"""From header cells to fields: every form in which people write a header."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xlcrm.sheets import SHEETS, Account, Contact, Opportunity, fields_of
from xlcrm.sheets.assessment import Assessment
from xlcrm.sheets.column import Row
from xlcrm.sheets.header_text import read_header
from xlcrm.sheets.headers import find_header_row


@pytest.mark.parametrize(
    "header",
    [
        "年采购潜力",
        "年采购潜力*",
        "*年采购潜力",
        "★ 年采购潜力",
        "必填 年采购潜力",
        "年采购潜力\n*必填",
        "年采购潜力(必填*)",
        "年采购\n潜力",
        "年采购\r\n潜力",
        " 年 采购 潜力 ",
        "年采购潜力：",
        "年采购潜力（万元）",
        "年采购潜力(万元)*",
        "年采购潜力 *（万元）",
        "年采购潜力\n【万元】",
        "年采购潜力〔万元〕",
        "年采购潜力［万元］",
        "采购潜力",
        "Purchase potential",
        "PURCHASE POTENTIAL",
        "Purchase_potential",
        "Ｐｕｒｃｈａｓｅ　Ｐｏｔｅｎｔｉａｌ",
        "Purchase\npotential (CNY)",
        "Annual potential",
        "年采购潜力 Purchase potential",
        "年采购潜力Purchase potential",
        "年采购潜力/Purchase potential",
        "年采购潜力 | Annual potential",
        "年采购潜力\nPurchase potential*",
        "Purchase potential\r\n年采购潜力(万元)",
        "年采购潜力(万元) Purchase potential",
        "年采购潜力 万元",
        "年采购潜力万元",
        "年采购潜力/万元",
        "年采购潜力，单位：万元",
        "年采购潜力 Purchase potential 万元",
        "Purchase potential k",
        "Purchase potential in USD million",
    ],
)
def test_a_header_is_known_however_it_is_dressed(header: str) -> None:
    found = find_header_row([["客户编号", header]], Account)

    assert found is not None
    assert found.columns == {"account_id": 1, "potential": 2}
    assert found.headers["potential"].text == header


@pytest.mark.parametrize(
    "header",
    [
        "", None, 12.0, True, "年采购", "潜力分析", "(万元)", "*", "万元", "潜力 分析",
        "年采购潜力 客户名称", "年采购潜力/Owner", "年采购潜力 占比", "Purchase potential rank",
        "负责人 k", "负责人 万元", "年采购潜力 k/a", "年采购潜力 %",
    ],
)  # fmt: skip
def test_a_header_that_only_resembles_a_column_names_none(header: object) -> None:
    found = find_header_row([["客户编号", "客户名称", header]], Account)

    assert found is not None
    assert found.columns == {"account_id": 1, "name": 2}


@pytest.mark.parametrize(
    ("header", "worth"),
    [
        ("金额", 1.0),
        ("金额(元)", 1.0),
        ("金额（千元）", 1e3),
        ("金额(万元)", 1e4),
        ("金额（万）", 1e4),
        ("金额(万元/年)", 1e4),
        ("金额（人民币万元）", 1e4),
        ("金额（单位：万元）", 1e4),
        ("金额(单位: 人民币 万元)", 1e4),
        ("金额(百万元)", 1e6),
        ("金额(亿元)", 1e8),
        ("Amount (CNY)", 1.0),
        ("Amount (k CNY)", 1e3),
        ("Amount (CNY thousand)", 1e3),
        ("Amount (USD million)", 1e6),
        ("Amount [M]", 1e6),
        ("Amount (expected)", 1.0),
    ],
)
def test_the_brackets_of_a_header_say_what_one_unit_is_worth(header: str, worth: float) -> None:
    assert read_header(header).scale == worth


def test_headers_may_mix_languages_stand_in_any_order_and_have_strangers_between() -> None:
    row = ["Industry", "内部代码", "客户名称", "", "Owner", "客户编号", "上年排名", "城市"]

    found = find_header_row([row], Account)

    assert found is not None
    assert found.columns == {"industry": 1, "name": 3, "owner": 5, "account_id": 6, "city": 8}


def test_the_header_row_may_stand_under_banner_rows() -> None:
    rows = [
        ["客户档案 2026", "", "", ""],
        ["", "", "", ""],
        ["填表人", "周以宁", "更新日期", "2026-11-30"],
        ["客户编号", "客户名称", "城市", "负责人"],
        ["A001", "海川重工", "青岛", "周以宁"],
    ]

    found = find_header_row(rows, Account)

    assert found is not None
    assert found.row == 4


def test_the_first_of_two_equal_header_rows_counts() -> None:
    rows = [["客户编号", "客户名称"], ["A001", "海川重工"], ["客户编号", "客户名称"]]

    found = find_header_row(rows, Account)

    assert found is not None
    assert found.row == 1


def test_a_header_that_stands_twice_is_read_where_it_stands_first() -> None:
    found = find_header_row([["客户编号", "客户名称", "备注", "备注"]], Account)

    assert found is not None
    assert found.columns["note"] == 3


@pytest.mark.parametrize("depth", [30, 31])
def test_a_header_row_is_sought_in_the_first_thirty_rows(depth: int) -> None:
    rows = [["x"]] * (depth - 1) + [["客户编号", "客户名称"]]

    assert (find_header_row(rows, Account) is not None) == (depth == 30)


def test_one_known_header_alone_is_no_header_row() -> None:
    assert find_header_row([["客户编号", "颜色", "尺寸"]], Account) is None


def test_required_columns_that_are_absent_are_named() -> None:
    found = find_header_row([["商机编号", "金额", "状态"]], Opportunity)

    assert found is not None
    assert [field.name for field in found.missing] == ["account_id"]


@pytest.mark.parametrize(
    ("model", "header", "field"),
    [
        (Account, "客户", "name"),
        (Contact, "联系人", "name"),
        (Contact, "电话", "phone"),
        (Contact, "层级", "level"),
        (Opportunity, "层级", "stage"),
        (Opportunity, "商机", "name"),
        (Opportunity, "阶段", "stage"),
        (Assessment, "业务状况是否面临挑战", "q01"),
        (Assessment, "1、业务状况是否面临挑战", "q01"),
        (Assessment, "Q1", "q01"),
        (Assessment, "Q20", "q20"),
    ],
)
def test_the_same_word_may_name_another_column_on_another_sheet(
    model: type[Row], header: str, field: str
) -> None:
    first = "opportunity_id" if model is Assessment else "account_id"
    ids = {"account_id": "客户编号", "opportunity_id": "商机编号"}

    found = find_header_row([[ids[first], header]], model)

    assert found is not None
    assert found.columns == {first: 1, field: 2}


@pytest.mark.parametrize(
    ("header", "unit", "worth", "currency"),
    [
        ("金额 万元", "万元", 1e4, None),
        ("金额亿元", "亿元", 1e8, None),
        ("金额 万美元", "万美元", 1e4, "USD"),
        ("金额，单位：千元", "千元", 1e3, None),
        ("Amount k", "k", 1e3, None),
        ("Amount USD k", "USD k", 1e3, "USD"),
        ("Amount in EUR", "EUR", 1.0, "EUR"),
        ("金额(万元) Amount", "万元", 1e4, None),
        ("金额/Amount (k CNY)", "k CNY", 1e3, "CNY"),
        ("金额 Amount 百万元", "百万元", 1e6, None),
    ],
)
def test_a_unit_without_brackets_counts_like_one_in_brackets(
    header: str, unit: str, worth: float, currency: str | None
) -> None:
    found = find_header_row([["商机编号", header]], Opportunity)

    assert found is not None
    amount = found.headers["amount"]
    assert (amount.unit_as_typed, amount.scale, amount.currency) == (unit, worth, currency)


def test_a_plain_header_goes_before_one_that_is_composed() -> None:
    found = find_header_row([["商机编号", "金额 万元", "金额"]], Opportunity)

    assert found is not None
    assert found.columns["amount"] == 3


@given(
    st.sampled_from(SHEETS), st.sampled_from(["zh", "en", "zh en", "en/zh", "zh\nen"]), st.data()
)
def test_every_header_names_its_own_column_in_any_company(
    model: type[Row], form: str, data: st.DataObject
) -> None:
    fields = data.draw(st.lists(st.sampled_from(fields_of(model)), min_size=2, unique=True))
    strangers = data.draw(st.lists(st.sampled_from(["颜色", "内部代码", "Ship mode", "k"])))
    written = {
        each.name: form.replace("zh", "\0").replace("en", each.column.en)
        .replace("\0", each.column.zh)
        for each in fields
    }  # fmt: skip

    found = find_header_row([[*strangers, *written.values()]], model)

    assert found is not None
    first = len(strangers) + 1
    own = {name: column for name, column in found.columns.items() if name not in found.stand_ins}
    assert own == {name: column for column, name in enumerate(written, start=first)}


@pytest.mark.parametrize("model", SHEETS)
@pytest.mark.parametrize("between", [" ", "/", "\n"])
def test_the_headers_of_two_columns_in_one_cell_name_neither(
    model: type[Row], between: str
) -> None:
    first, second, *others = fields_of(model)
    for one in fields_of(model):
        other = second if one is first else first
        header = one.column.zh + between + other.column.en
        rest = [each.column.zh for each in others if each is not one][:2]
        found = find_header_row([[*rest, header]], model)
        assert found is None or len(rest) + 1 not in found.columns.values()
