"""Pages for the rules on what reading came across."""

from tests.rules.example import Example
from xlcrm.sheets.remarks import CellState

EXAMPLES = {
    "sheet-near-miss": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称
            A001     | 海川重工

            == 我的笔记
            日期 | 内容
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称
            A001     | 海川重工

            == 联系入清单
            想到的 | 内容
        """,
        places=["联系入清单!"],
    ),
    "sheet-missing": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称
            A001     | 海川重工

            == 商机
            商机编号 | 客户编号
            P1       | A001
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称
            A001     | 海川重工

            == 我的笔记
            日期 | 内容
        """,
        places=["!"],
        whole=True,
    ),
    "name-as-id": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 城市
            A001     | 海川重工 | 青岛
        """,
        fails="""
            == 客户档案
            客户名称 | 城市
            海川重工 | 青岛

            == 商机
            商机编号 | 客户
            P1       | 海川重工
        """,
        places=["客户档案!A1"],
    ),
    "header-near-miss": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 预计签约日期 | 自己的列
            P1       | A001     | 检测线   |              | x
        """,
        fails="""
            == Opportunities
            Opportunity ID | Account ID | Opportunity name | Close dat  | My own
            P1             | A001       | Checkweigher     | 2026-12-31 | x
        """,
        places=["Opportunities!D1"],
    ),
    "header-repeated": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 城市
            A001     | 海川重工 | 青岛
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 城市 | 城市
            A001     | 海川重工 | 青岛 | 大连
        """,
        places=["客户档案!D1"],
    ),
    "ambiguous-date": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 创建日期
            P1       | A001     | 检测线   | 2026-03-05
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 创建日期
            P1       | A001     | 检测线   | 03/05/2026
        """,
        places=["商机!D2"],
    ),
    "error-value": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 金额(元)
            P1       | A001     | 检测线   | 100
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 金额(元)
            P1       | A001     | 检测线   |
        """,
        places=["商机!D2"],
        states={(2, 4): CellState("error-value", "#N/A")},
    ),
    "never-calculated": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 金额(元)
            P1       | A001     | 检测线   |
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 金额(元)
            P1       | A001     | 检测线   |
        """,
        places=["商机!D2"],
        states={(2, 4): CellState("never-calculated")},
    ),
    "digits-lost": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 电话
            A001     | 海川重工 | "13800138000"
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 电话
            A001     | 海川重工 | 1.38E+10
        """,
        places=["客户档案!C2"],
    ),
    "row-skipped": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 年销售额(元)
            A001     | 海川重工 | 100
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 年销售额(元)
            示例     | 某某公司 | 100
            A001     | 海川重工 | 100
                     |          |
            A002     | 远帆机电 | 100
            合计     |          | 200
        """,
        places=["客户档案!A2", "客户档案!A4", "客户档案!A6"],
    ),
    "repaired": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 金额(元) | 创建日期
            P1       | A001     | 检测线   | 1200     | 2026-03-05
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 金额(元) | 创建日期
            P1       | A001     | 检测线   | 120万    | 2026年3月5日
            P2       | Ａ００１ | "称重台 " | "1,200" | 20260305
        """,
        places=["商机!D2", "商机!E2", "商机!B3", "商机!C3", "商机!D3", "商机!E3"],
    ),
}
