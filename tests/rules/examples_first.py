"""Pages for the rules on single cells, dates, keys and links."""

from tests.rules.example import Example

EXAMPLES = {
    "column-missing": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称
            A001     | 海川重工
        """,
        fails="""
            == 客户档案
            客户编号 | 城市
            A001     | 青岛
        """,
        places=["客户档案!"],
    ),
    "required-missing": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 城市
            A001     | 海川重工 |
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 城市
            A001     |          | 青岛
            A002     | 远帆机电 | 大连
                     | 澜栖部件 | 青岛
        """,
        places=["客户档案!B2", "客户档案!A4"],
    ),
    "wrong-type": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 金额(万元) | 创建日期  | 客户信任
            P1       | A001     | 检测线   | "20万"     | 2026年3月5日 | √
            P2       | A001     | 称重台   |            |           |
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 金额(万元) | 创建日期 | 客户信任
            P1       | A001     | 检测线   | 二十万左右 | 三月初   | 也许
            P2       | A001     | 称重台   | TRUE       | 20       | 2
        """,
        places=["商机!D2", "商机!E2", "商机!F2", "商机!D3", "商机!E3", "商机!F3"],
    ),
    "not-in-list": Example(
        passes="""
            == Contacts
            Contact ID | Account ID | Name     | Buying role | Support
            C1         | A001       | Yang Nan | ※           | 支持
            C2         | A001       | Zhou Wei | end user    |
        """,
        fails="""
            == Contacts
            Contact ID | Account ID | Name     | Buying role | Support
            C1         | A001       | Yang Nan | The boss    | 支持
            C2         | A001       | Zhou Wei | ??          | lukewarm
        """,
        places=["Contacts!D2", "Contacts!D3", "Contacts!E3"],
    ),
    "several-entries": Example(
        passes="""
            == 联系人
            联系人编号 | 客户编号 | 姓名 | 采购中心角色      | 层级
            C1         | A001     | 杨楠 | 采购人员、使用者  | 决策层
            C2         | A001     | 周伟 | 技术/财务把关者   | 管理层
            C3         | A001     | 秦岭 | 采购人员/决策人   |
        """,
        fails="""
            == 联系人
            联系人编号 | 客户编号 | 姓名 | 采购中心角色      | 层级
            C1         | A001     | 杨楠 | 采购人员、使用者  | 决策层、管理层
            C2         | A001     | 周伟 | Buyer, User       | Management / Execution
        """,
        places=["联系人!E2", "联系人!E3"],
    ),
    "out-of-range": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称 | 年采购潜力(元) | 年销售额(元) | 账期 | 财年起始月
            A001     | 海川重工 | 0.01           | 0            | 0    | 1
            A002     | 远帆机电 | 500000         | 100          | 365  | 12
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称 | 年采购潜力(元) | 年销售额(元) | 账期 | 财年起始月
            A001     | 海川重工 | 0              | -1           | -1   | 0
            A002     | 远帆机电 | -500000        | 100          | 366  | 13
        """,
        places=[
            "客户档案!C2",
            "客户档案!D2",
            "客户档案!E2",
            "客户档案!F2",
            "客户档案!C3",
            "客户档案!E3",
            "客户档案!F3",
        ],
    ),
    "dates-out-of-order": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 创建日期   | 进入本层日期 | 预计签约日期
            P1       | A001     | 检测线   | 2026-03-05 | 2026-03-05   | 2026-12-05
            P2       | A001     | 称重台   |            | 2026-03-05   |
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 创建日期   | 进入本层日期 | 预计签约日期
            P1       | A001     | 检测线   | 2026-03-05 | 2026-03-04   | 2026-12-05
            P2       | A001     | 称重台   | 2026-03-05 | 2027-06-05   | 2027-05-31
            P3       | A001     | 分选机   | 2026-12-31 |              | 2026-12-30
        """,
        places=["商机!E2", "商机!F3", "商机!F4"],
    ),
    "open-past-close": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 状态   | 预计签约日期
            P1       | A001     | 检测线   | 进行中 | 2026-11-30
            P2       | A001     | 称重台   | 赢单   | 2026-11-29
            P3       | A001     | 分选机   | 丢单   | 2026-11-29
            P4       | A001     | 传感器   | 搁置   | 2026-11-29
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 状态   | 预计签约日期
            P1       | A001     | 检测线   | 进行中 | 2026-11-29
            P2       | A001     | 称重台   |        | 2026-11-29
        """,
        places=["商机!E2", "商机!E3"],
    ),
    "won-incomplete": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 状态   | 金额(万元) | 预计签约日期
            P1       | A001     | 检测线   | 赢单   | 20         | 2026-11-29
            P2       | A001     | 称重台   | 进行中 |            |
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 状态   | 金额(万元) | 预计签约日期
            P1       | A001     | 检测线   | 赢单   |            | 2026-11-29
            P2       | A001     | 称重台   | Won    | 20         |
        """,
        places=["商机!E2", "商机!F3"],
    ),
    "duplicate-id": Example(
        passes="""
            == Ledger
            Account ID | Month      | Sales (CNY)
            A001       | 2026-03-01 | 100
            A001       | 2026-04-01 | 100
            A002       | 2026-03-01 | 100
        """,
        fails="""
            == Ledger
            Account ID | Month      | Sales (CNY)
            A001       | 2026-03-01 | 100
            A001       | 2026-04-01 | 100
            A001       | 2026-03-01 | 250
        """,
        places=["Ledger!A4"],
    ),
    "broken-link": Example(
        passes="""
            == 客户档案
            客户编号 | 客户名称
            A001     | 海川重工

            == 商机
            商机编号 | 客户编号 | 商机名称
            P1       | A001     | 检测线
        """,
        fails="""
            == 客户档案
            客户编号 | 客户名称
            A001     | 海川重工

            == 商机
            商机编号 | 客户编号 | 商机名称
            P1       | A001     | 检测线
            P2       | A100     | 称重台
        """,
        places=["商机!B3"],
    ),
}
