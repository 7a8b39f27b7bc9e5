"""Cells that disagree within a row, between rows and between sheets."""

from datetime import date

from tests.sheet_text import findings, places


def test_a_row_with_all_three_dates_reversed_is_objected_to_once() -> None:
    page = """
        == 商机
        商机编号 | 客户编号 | 商机名称 | 状态 | 创建日期   | 进入本层日期 | 预计签约日期
        P1       | A001     | 检测线   | 搁置 | 2026-09-05 | 2026-08-05   | 2026-07-05
    """

    (found,) = findings(page)

    assert (found.cell, found.code) == ("F2", "dates-out-of-order")
    assert found.expected == ("不早于 2026-09-05", "2026-09-05 or later")


def test_a_deal_is_overdue_the_day_after_its_close_date() -> None:
    page = """
        == 商机
        商机编号 | 客户编号 | 商机名称 | 状态   | 预计签约日期
        P1       | A001     | 检测线   | 在谈   | 2026-11-30
    """

    assert places(page, as_of=date(2026, 11, 30)) == []
    assert places(page, as_of=date(2026, 12, 1)) == ["商机!E2 open-past-close"]


def test_a_won_deal_whose_amount_is_unreadable_is_wrong_but_not_also_incomplete() -> None:
    page = """
        == 商机
        商机编号 | 客户编号 | 商机名称 | 状态 | 金额 | 预计签约日期
        P1       | A001     | 检测线   | 赢单 | 未定 | 2026-10-01
    """

    assert places(page) == ["商机!E2 wrong-type"]


def test_won_deals_of_a_sheet_without_an_amount_column_are_let_be() -> None:
    page = """
        == 商机
        商机编号 | 客户编号 | 商机名称 | 状态 | 预计签约日期
        P1       | A001     | 检测线   | 赢单 | 2026-10-01
    """

    assert places(page) == []


def test_a_duplicate_points_at_the_first_row_of_that_id() -> None:
    second, third = findings(
        """
        == 客户档案
        客户编号 | 客户名称
        A001     | 海川重工
        A002     | 远帆机电
        A001     | 海川重工(青岛)
        A001     | 海川
        """
    )

    assert (second.cell, second.hint.en[:13]) == ("A4", "Same as row 2")
    assert (third.cell, third.hint.zh[:8]) == ("A5", "与第 2 行重复")


def test_blank_ids_are_missing_but_not_duplicates_of_each_other() -> None:
    page = """
        == 客户档案
        客户编号 | 客户名称
                 | 海川重工
                 | 远帆机电
    """

    assert places(page) == ["客户档案!A2 required-missing", "客户档案!A3 required-missing"]


def test_two_assessments_of_one_deal_are_duplicates_unless_they_judge_different_parties() -> None:
    page = """
        == 商机评估
        商机编号 | 评估对象 | 1.业务状况是否面临挑战
        P1       |          | +
        P1       | 对手甲   | -
        P1       |          | ?
    """

    assert places(page) == ["商机评估!A4 duplicate-id"]


def test_two_days_of_one_month_are_the_same_ledger_month() -> None:
    page = """
        == 交易与应收
        客户编号 | 月份       | 销售额
        A001     | 2026-03-01 | 100
        A001     | 2026-03-31 | 250
        A001     | 2025-03-31 | 250
    """

    assert places(page) == ["交易与应收!A3 duplicate-id", "交易与应收!B2 months-missing"]


def test_ledger_rows_without_a_readable_month_are_not_duplicates() -> None:
    page = """
        == 交易与应收
        客户编号 | 月份 | 销售额
        A001     | 上月 | 100
        A001     | 本月 | 250
    """

    assert places(page) == ["交易与应收!B2 wrong-type", "交易与应收!B3 wrong-type"]


def test_a_ledger_without_a_month_column_is_objected_to_once_and_not_row_by_row() -> None:
    page = """
        == 交易与应收
        客户编号 | 销售额
        A001     | 100
        A001     | 250
    """

    assert places(page) == ["交易与应收! column-missing"]


def test_ids_that_look_like_numbers_are_found_whether_typed_as_number_or_text() -> None:
    page = """
        == 客户档案
        客户编号 | 客户名称
        1001     | 海川重工
        "1002 "  | 远帆机电

        == 商机
        商机编号 | 客户编号 | 商机名称
        P1       | "1001"   | 检测线
        P2       | 1002     | 称重台
        P3       | 1003     | 分选机
    """

    assert places(page) == ["商机!B4 broken-link", "客户档案!A3 repaired"]


def test_links_are_not_judged_when_the_sheet_pointed_at_is_not_in_the_workbook() -> None:
    page = """
        == 商机
        商机编号 | 客户编号 | 商机名称
        P1       | A001     | 检测线
    """

    assert places(page) == []


def test_links_are_not_judged_when_the_sheet_pointed_at_has_no_id_column() -> None:
    page = """
        == 客户档案
        行业 | 城市
        机械 | 青岛

        == 商机
        商机编号 | 客户编号 | 商机名称
        P1       | A001     | 检测线
    """

    assert places(page) == ["客户档案! column-missing", "客户档案! column-missing"]


def test_a_broken_link_names_the_sheet_as_the_workbook_calls_it() -> None:
    (found,) = findings(
        """
        == 客户清单
        客户编号 | 客户名称
        A001     | 海川重工

        == 项目
        商机编号 | 客户编号 | 商机名称
        P1       | A100     | 检测线
        """
    )

    assert found.sheet == "项目"
    assert found.hint.zh == "“客户清单”没有 A100,请改正或先登记"
