"""The alerts page of the small workbook: who has to see to what, by when."""

from datetime import date

import pytest

from tests.report.scored_book import rows_of, scored, table, with_column, with_sheet
from tests.small_crm import write_small_crm


@pytest.fixture
def book(tmp_path):
    return write_small_crm(tmp_path / "客户.xlsx")


def test_alerts_say_who_has_to_do_what_by_when(book):
    with_column(book, "商机", "采购阶段", [None] * 6 + ["设计"])

    made = scored(book, as_of=date(2027, 1, 18))

    columns = ["事项", "负责人", "最晚日期", "客户", "商机编号", "金额(万元)"]
    assert table(made, "提醒", "逐条", columns) == [
        ["签约日已过", "王芳", date(2027, 1, 18), "华东精工", "P01", 100_000],
        ["缺关键角色", "李强", date(2027, 2, 1), "江南电子", "P07", 300_000],
    ]
    what = table(made, "提醒", "逐条", ["要做什么"])
    assert what[0][0].startswith("签约日期已过3天")
    assert "挖掘需求" in what[1][0]
    assert [2, 1, 2, 400_000] in rows_of(made, "提醒")


def test_alerts_add_up_by_kind_and_by_owner(book):
    late = scored(book, as_of=date(2027, 3, 16))

    # P01, P02, P03 (10 + 20 + 30 万) and P07 and P08 are past their dates
    assert table(late, "提醒", "按事项", ["事项", "提醒数", "涉及金额(万元)"]) == [
        ["签约日已过", 5, 950_000]
    ]
    assert table(late, "提醒", "按负责人", ["负责人", "提醒数", "涉及金额(万元)"]) == [
        ["王芳", 4, 650_000],
        ["李强", 1, 300_000],
    ]


def test_a_typed_level_above_the_level_met_is_an_alert_with_what_is_missing(book):
    for header in ("客户压力驱动", "厂家价值体现"):
        with_column(book, "商机", header, ["是"])

    made = scored(book)

    (alert,) = table(made, "提醒", "逐条", ["事项", "商机编号", "要做什么"])
    assert alert[:2] == ["层级偏高", "P01"]
    assert "商机需求" in alert[2]


def test_unknown_answers_of_our_own_assessment_become_alerts(book):
    answers = [["商机编号", "1.业务状况是否面临挑战"], ["P02", "+"]]
    with_sheet(book, "商机评估", answers)

    made = scored(book)

    (alert,) = table(made, "提醒", "逐条", ["事项", "商机编号", "最晚日期"])
    assert alert == ["未知问题", "P02", date(2027, 1, 24)]
    (what,) = table(made, "提醒", "逐条", ["要做什么"])
    assert what[0].startswith("弄清：2.项目需求是否清晰")


def test_promises_and_acts_of_care_past_their_day_become_alerts(book):
    with_sheet(
        book,
        "活动",
        [
            [
                "活动编号",
                "客户编号",
                "商机编号",
                "负责人",
                "我方承诺",
                "我方承诺期限",
                "我方承诺兑现",
            ],
            ["H1", "A001", "P02", "李强", "寄图纸", date(2027, 1, 2), None],
            ["H2", "A001", "P02", "李强", "寄样品", date(2027, 1, 2), "是"],
            ["H3", "A001", None, "李强", "报价", date(2027, 1, 11), None],
        ],
    )
    with_sheet(
        book,
        "关怀",
        [
            ["客户编号", "计划日期", "关怀内容", "审批状态", "执行日期"],
            ["A002", date(2027, 1, 4), "参观展厅", "已审批", None],
            ["A002", date(2027, 1, 4), "节日问候", "未通过", None],
            ["A002", date(2027, 1, 5), "回访", "已审批", date(2027, 1, 5)],
            ["A003", date(2027, 1, 10), "技术沙龙", None, None],
        ],
    )

    made = scored(book)

    columns = ["事项", "负责人", "最晚日期", "客户", "商机编号", "金额(万元)"]
    alerts = table(made, "提醒", "逐条", columns)
    assert ["承诺逾期", "李强", date(2027, 1, 10), "华东精工", "P02", 200_000] in alerts
    assert ["关怀逾期", "李强", date(2027, 1, 13), "江南电子", "", ""] in alerts
    assert [row[0] for row in alerts].count("承诺逾期") == 1
    assert [row[0] for row in alerts].count("关怀逾期") == 1
    said = [row[0] for row in table(made, "提醒", "逐条", ["要做什么"])]
    assert "我方答应“寄图纸”，已逾期8天" in said
    assert "参观展厅，原定2027-01-04" in said


def test_an_open_complaint_past_the_days_of_its_customer_is_an_alert(book):
    # an ordinary customer has ten days; by 10 January C1 has waited 20 and C2 two
    with_sheet(
        book,
        "投诉",
        [
            ["投诉编号", "客户编号", "投诉日期", "首次响应日期", "结案日期"],
            ["C1", "A001", date(2026, 12, 21), date(2026, 12, 21), None],
            ["C2", "A002", date(2027, 1, 8), date(2027, 1, 8), None],
            ["C3", "A002", date(2026, 12, 1), date(2026, 12, 1), date(2026, 12, 28)],
        ],
    )

    made = scored(book)

    alerts = table(made, "提醒", "逐条", ["事项", "客户", "最晚日期"])
    assert [row for row in alerts if row[0] == "投诉超时"] == [
        ["投诉超时", "华东精工", date(2027, 1, 11)]
    ]


def test_a_credit_hold_is_an_alert_for_whoever_answers_for_the_customer(book):
    with_column(book, "客户档案", "信用额度(万元)", [30, None, 30])

    made = scored(book, as_of=date(2026, 11, 30))

    # A001 owes 40 万 with a limit of 30 万
    holds = [
        row
        for row in table(made, "提醒", "逐条", ["事项", "负责人", "客户", "要做什么"])
        if row[0] == "暂停赊销"
    ]
    assert [row[:3] for row in holds] == [["暂停赊销", "王芳", "华东精工"]]
    assert "额度30万，敞口40万，剩余−10万" in holds[0][3]


def test_a_customer_not_contacted_within_its_tier_is_an_alert(book):
    with_column(book, "客户档案", "关怀等级", ["A级", "A级", None])
    with_sheet(
        book,
        "活动",
        [
            ["活动编号", "客户编号", "活动日期", "活动类型"],
            ["H1", "A001", date(2026, 12, 1), "拜访"],
            ["H2", "A002", date(2027, 1, 3), "拜访"],
        ],
    )

    made = scored(book)

    alerts = table(made, "提醒", "逐条", ["事项", "客户", "最晚日期"])
    assert ["该联系了", "华东精工", date(2027, 1, 17)] in alerts
    assert [row[0] for row in alerts].count("该联系了") == 1


def test_failures_the_whole_workbook_shows_are_alerts_for_whoever_has_most_of_them(book):
    with_column(book, "客户档案", "状态", ["合作中", "合作中", "潜在"])

    made = scored(book)

    columns = ["事项", "最晚日期", "要做什么"]
    found = [row for row in table(made, "提醒", "逐条", columns) if row[0] == "客户关系自查"]
    # neither of the two existing customers has an agreement or a plan on record
    assert [row[1] for row in found] == [date(2027, 2, 9)] * 2
    assert found[0][2] == (
        "没有协议数据库：补齐合同编号和到期日（2项现有客户中有在期协议的0项，占0%，要求50%）"
    )
    assert found[1][2].startswith("缺少策略：")


def test_what_cannot_be_looked_for_is_named_with_its_sheet(book):
    note = rows_of(scored(book), "提醒")

    assert any(row and "没有“商机评估”表，查不出未知问题" in str(row[0]) for row in note)
    assert any(row and "没有要提醒的事项" in str(row[0]) for row in note)
