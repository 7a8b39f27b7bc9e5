"""Pages for the rules on the progress of a deal."""

from tests.rules.example import Example

EXAMPLES = {
    "amount-zero": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 状态   | 金额(万元)
            P1       | A001     | 丢单   | 0
            P2       | A001     | 搁置   | 0
            P3       | A001     | 进行中 |
            P4       | A001     | 赢单   | 0.01
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 状态   | 金额(万元)
            P1       | A001     | 赢单   | 0
            P2       | A001     | 进行中 | 0
            P3       | A001     |        | 0
        """,
        places=["商机!D2", "商机!D3", "商机!D4"],
    ),
    "lost-without-reason": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 状态   | 丢单原因
            P1       | A001     | 检测线   | 丢单   | 预算取消
            P2       | A001     | 称重台   | 进行中 |
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 状态   | 丢单原因
            P1       | A001     | 检测线   | 失单   |
            P2       | A001     | 称重台   | Lost   | 价格
        """,
        places=["商机!E2"],
    ),
    "stage-not-earned": Example(
        passes="""
            == 商机
            Deal ID | 客户编号 | 商机 | 阶段 | Customer pressure | Vendor value shown | Need | 状态
            P1 | A001 | 检测线 | 潜在商机 | 是 | 是 | 否 | 进行中
            P2 | A001 | 称重台 | 潜在商机 | 是 | 是 | 是 |
            P3 | A001 | 分选机 | 落实项目 | 否 | 是 | 是 | 丢单
            P4 | A001 | 传感器 | 落实项目 |  |  |  | 进行中
        """,
        fails="""
            == 商机
            Deal ID | 客户编号 | 商机 | 阶段 | Customer pressure | Vendor value shown | Need
            P1 | A001 | 检测线 | 落实项目 | 是 | 是 |
            P2 | A001 | 称重台 | 落实项目 | 是 | 是 | 是
            P3 | A001 | 分选机 | 潜在商机 | 是 | 否 | 是
        """,
        places=["商机!D2", "商机!D4"],
    ),
    "stage-field-missing": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 漏斗层级 | 金额(元) | 预计签约日期 | 状态
            P1       | A001     | 检测线   | 潜在商机 |          |              | 进行中
            P2       | A001     | 称重台   | 落实项目 | 100      | 2026-12-31   | 进行中
            P3       | A001     | 分选机   | 项目胜算 |          |              | 搁置
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 漏斗层级 | 金额(元) | 预计签约日期
            P1       | A001     | 检测线   | 落实项目 |          | 2026-12-31
            P2       | A001     | 称重台   | Winning  | 100      |
        """,
        places=["商机!E2", "商机!F3"],
    ),
    "probability-without-amount": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 赢率 | 金额(元)
            P1       | A001     | 检测线   | 0.6  | 100
            P2       | A001     | 称重台   |      |
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 赢率 | 金额(元)
            P1       | A001     | 检测线   | 0.6  |
        """,
        places=["商机!E2"],
    ),
    "probability-contradicts-status": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 赢率 | 状态
            P1       | A001     | 检测线   | 0.99 | 进行中
            P2       | A001     | 称重台   | 1    | 赢单
            P3       | A001     | 分选机   | 0    | 丢单
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 赢率 | 状态
            P1       | A001     | 检测线   | 1    | 进行中
            P2       | A001     | 称重台   | 0    |
            P3       | A001     | 分选机   | 0.1  | 丢单
        """,
        places=["商机!D2", "商机!D3", "商机!D4"],
    ),
    "selling-step-behind": Example(
        passes="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 采购阶段 | 销售步骤 | 状态
            P1       | A001     | 检测线   | 比较     | 呈现价值 | 进行中
            P2       | A001     | 称重台   | 酝酿     | 挖掘需求 | 进行中
            P3       | A001     | 分选机   | 比较     | 建立关系 | 丢单
            P4       | A001     | 传感器   | 比较     |          | 进行中
        """,
        fails="""
            == 商机
            商机编号 | 客户编号 | 商机名称 | 采购阶段   | 销售步骤
            P1       | A001     | 检测线   | 比较       | 建立关系
            P2       | A001     | 称重台   | Commitment | 呈现价值
        """,
        places=["商机!E2", "商机!E3"],
    ),
}
