"""商机 · Opportunities: one row per deal, with the fourteen conditions of the project funnel.

Source: domain inventory, area 3 (`project-funnel-4`, `procurement-stages`, `six-step-selling`,
`customer-background-sheet`) and appendix B.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class FunnelLevel(Choice):
    """The four levels of the project funnel, in order."""

    POTENTIAL = "潜在商机", "Potential", "1", "潜在"
    CONFIRMED = "落实项目", "Confirmed", "2", "落实"
    OURS = "我的项目", "Ours", "3"
    WINNING = "项目胜算", "Winning", "4", "胜算"


class OpportunityStatus(Choice):
    """Whether a deal is still open."""

    OPEN = "进行中", "Open", "跟进中", "在谈"
    WON = "赢单", "Won", "成交", "中标", "已签约"
    LOST = "丢单", "Lost", "失单", "未中标"
    ON_HOLD = "搁置", "On hold", "暂停"


class ProcurementStage(Choice):
    """How far the customer's own purchase has come."""

    DISCOVERY = "发现需求", "Discovery"
    GESTATION = "酝酿", "Gestation", "内部酝酿"
    DESIGN = "设计", "Design", "采购设计"
    COMPARISON = "比较", "Comparison", "评估比较"
    COMMITMENT = "购买承诺", "Commitment"
    INSTALLATION = "安装实施", "Installation"


class SellingStep(Choice):
    """How far our own selling has come: the six steps."""

    ANALYSIS = "客户分析", "Customer analysis"
    RELATION = "建立关系", "Build relation", "建立信任"
    NEEDS = "挖掘需求", "Dig out needs"
    VALUE = "呈现价值", "Present value"
    COMMITMENT = "获取承诺", "Gain commitment", "赢取承诺"
    COLLECTION = "回收货款", "Collect payment", "回收账款"


class DecisionStep(Choice):
    """Where the customer's mind stands."""

    CONTENT = "满意", "Content"
    NOTICES = "发现问题", "Notices a problem"
    CLEAR = "明确问题", "Sees it clearly"
    ACTS = "采取行动", "Acts"
    EVALUATES = "评估", "Evaluates"
    DECIDES = "谈判/决策", "Negotiates and decides", "谈判", "决策"
    SIGNS = "签约", "Signs"


class LeadSource(Choice):
    """Where a deal came from."""

    INBOUND = "客户来电", "Inbound", "来电"
    MAILING = "直邮", "Direct mail", "邮件"
    REFERRAL = "转介绍", "Referral", "推荐"
    EVENT = "展会活动", "Event", "展会"
    VISIT = "主动拜访", "Cold visit", "陌拜"
    TENDER = "招标信息", "Tender", "招标"
    OTHER = "其他", "Other", "其它"


class Opportunity(Row):
    """One deal."""

    SHEET: ClassVar = SheetLabel(
        id="opportunities",
        zh="商机",
        en="Opportunities",
        also=("商机清单", "销售机会", "项目", "销售漏斗", "Opportunity", "Deals", "Pipeline"),
        key=("opportunity_id",),
        required=True,
    )

    opportunity_id: Annotated[
        str,
        Column("商机编号", "Opportunity ID", ("商机ID", "项目编号", "Deal ID", "Opportunity No")),
    ]
    """Short code that never changes."""
    account_id: Annotated[
        str,
        Column(
            "客户编号",
            "Account ID",
            ("客户代码", "客户ID", "Customer ID"),
            link="accounts",
            instead=ACCOUNT_NAMES,
        ),
    ]
    """Customer who would buy."""
    name: Annotated[
        str | None, Column("商机名称", "Opportunity name", ("项目名称", "商机", "Deal name"))
    ] = None
    """What the deal is about; lists kept elsewhere often name no more than the product."""
    owner: Annotated[
        str | None,
        Column(
            "负责人", "Owner", ("销售", "销售负责人", "Sales rep", "Sales agent", "Salesperson")
        ),
    ] = None
    """Salesperson who answers for the deal."""
    product: Annotated[str | None, Column("产品", "Product", ("产品线", "产品名称"))] = None
    """What we offer."""
    amount: Annotated[
        float | None,
        Field(ge=0),
        Column(
            "金额",
            "Amount",
            ("预计金额", "商机金额", "合同金额", "Value", "Deal value", "Close value"),
            unit="money",
        ),
    ] = None
    """Expected order value; the order value once won, 0 where nothing came of it."""
    currency: Annotated[str | None, Column("币种", "Currency", ("货币", "币别"))] = None
    """Currency of the row's amounts; blank: the workbook's base currency."""
    stage: Annotated[
        FunnelLevel | None,
        Column("漏斗层级", "Funnel level", ("阶段", "商机阶段", "层级", "Stage", "Deal stage")),
    ] = None
    """Level the salesperson believes the deal has reached."""
    status: Annotated[OpportunityStatus | None, Column("状态", "Status", ("商机状态", "结果"))] = (
        None
    )
    """Open, won, lost or on hold; blank counts as open."""
    probability: Annotated[
        float | None,
        Field(ge=0, le=1),
        Column("赢率", "Probability", ("成功率", "概率", "Win rate"), unit="percent"),
    ] = None
    """Own estimate; overrides the level's probability in the forecast."""
    created: Annotated[date | None, Column("创建日期", "Created", ("立项日期", "Created on"))] = (
        None
    )
    """When the deal entered the funnel."""
    stage_entered: Annotated[
        date | None, Column("进入本层日期", "Level entered", ("进入阶段日期", "Stage entered"))
    ] = None
    """When the deal reached its present level."""
    close_date: Annotated[
        date | None,
        Column(
            "预计签约日期", "Close date", ("成交日期", "签约日期", "预计成交日期", "Expected close")
        ),
    ] = None
    """Expected signature; the real one once won or lost."""
    procurement_stage: Annotated[
        ProcurementStage | None, Column("采购阶段", "Procurement stage", ("客户采购阶段",))
    ] = None
    """Where the customer's purchase stands."""
    selling_step: Annotated[
        SellingStep | None, Column("销售步骤", "Selling step", ("销售六步",))
    ] = None
    """Where our selling stands."""
    competitor: Annotated[
        str | None, Column("竞争对手", "Competitor", ("主要对手", "对手", "Competitors"))
    ] = None
    """Strongest rival."""
    lost_reason: Annotated[str | None, Column("丢单原因", "Lost reason", ("失单原因",))] = None
    """Why a lost deal was lost."""
    next_step: Annotated[str | None, Column("下一步", "Next step", ("下一步行动", "下步计划"))] = (
        None
    )
    """What the customer will do next."""
    next_step_date: Annotated[
        date | None, Column("下一步日期", "Next step date", ("下次跟进日期",))
    ] = None
    """By when."""
    gate_pressure: Annotated[bool | None, Column("客户压力驱动", "Customer pressure")] = None
    """Level 1: something presses the customer to act."""
    gate_vendor_value: Annotated[bool | None, Column("厂家价值体现", "Vendor value shown")] = None
    """Level 1: our value has been shown."""
    gate_need: Annotated[bool | None, Column("商机需求", "Need")] = None
    """Level 2: the need is stated."""
    gate_decision_process: Annotated[bool | None, Column("决策过程", "Decision process")] = None
    """Level 2: the way to the decision is known."""
    gate_resources: Annotated[bool | None, Column("实施资源", "Implementation resources")] = None
    """Level 2: money and people are there."""
    gate_driver: Annotated[bool | None, Column("驱动因素", "Driver")] = None
    """Level 2: something drives the date."""
    gate_unique_value: Annotated[bool | None, Column("独特价值", "Unique value")] = None
    """Level 3: we offer what others cannot."""
    gate_solution: Annotated[bool | None, Column("完备方案", "Complete solution")] = None
    """Level 3: our solution is complete."""
    gate_guarantee: Annotated[bool | None, Column("实施保障", "Implementation guarantee")] = None
    """Level 3: we can deliver."""
    gate_trust: Annotated[bool | None, Column("客户信任", "Customer trust")] = None
    """Level 3: the customer trusts us."""
    gate_inside_support: Annotated[bool | None, Column("内部支持", "Inside support")] = None
    """Level 4: somebody inside works for us."""
    gate_recognition: Annotated[bool | None, Column("决策认同", "Decision-maker recognition")] = (
        None
    )
    """Level 4: the decision makers accept us."""
    gate_preference: Annotated[bool | None, Column("厂家倾向", "Vendor preference")] = None
    """Level 4: the preference is ours."""
    gate_connections: Annotated[bool | None, Column("决策关联", "Decision connections")] = None
    """Level 4: the links between the deciders are known."""
    source: Annotated[LeadSource | None, Column("商机来源", "Lead source", ("来源", "Source"))] = (
        None
    )
    """Where the deal came from."""
    new_market: Annotated[bool | None, Column("是否新市场", "New market", ("新市场",))] = None
    """Yes where we have never sold before; a coach is needed then."""
    decision_step: Annotated[DecisionStep | None, Column("决策心理", "Decision step")] = None
    """Where the customer's mind stands."""
    phone_layer: Annotated[
        int | None, Field(ge=1, le=5), Column("电话漏斗层", "Phone funnel layer")
    ] = None
    """Layer of the telephone funnel, 1 to 5."""
    planned_days: Annotated[
        int | None,
        Field(gt=0, le=3650),
        Column("计划停留天数", "Planned days in level", ("计划天数",), unit="days"),
    ] = None
    """Days the deal is to stay on its level."""
    procurement_entered: Annotated[
        date | None, Column("采购阶段进入日期", "Procurement stage entered")
    ] = None
    """When the customer's purchase reached its stage."""
    budget_fixed: Annotated[bool | None, Column("预算已定", "Budget fixed")] = None
    """The customer has set time and budget."""
    specification_done: Annotated[bool | None, Column("规格已定", "Specification done")] = None
    """The customer's specification is complete."""
    suppliers_invited: Annotated[bool | None, Column("已邀请供应商", "Suppliers invited")] = None
    """The customer has asked suppliers to offer."""
    proposal_submitted: Annotated[bool | None, Column("已提交方案", "Proposal submitted")] = None
    """Our proposal is with the customer."""
    quote_submitted: Annotated[bool | None, Column("已提交报价", "Quote submitted")] = None
    """Our price is with the customer."""
    negotiation_start: Annotated[date | None, Column("谈判开始日期", "Negotiation start")] = None
    """When terms were first negotiated."""
    concession_budget: Annotated[
        float | None,
        Field(ge=0),
        Column("让步预算", "Concession budget", ("谈判预算", "让利预算"), unit="money"),
    ] = None
    """What all concessions of the negotiation may cost us, as approved."""
    environment: Annotated[
        str | None, Column("经营竞争环境", "Business environment", ("经营环境", "竞争环境"))
    ] = None
    """The customer's market and rivals."""
    core_business: Annotated[str | None, Column("核心业务结构", "Core business", ("核心业务",))] = (
        None
    )
    """What the customer lives on."""
    finances: Annotated[str | None, Column("今年财务情况", "Finances this year", ("财务情况",))] = (
        None
    )
    """How the customer's year is going."""
    application: Annotated[str | None, Column("应用需求", "Application need")] = None
    """What the purchase is for."""
    description: Annotated[str | None, Column("项目描述", "Project description")] = None
    """The project in a few words."""
    decision_path: Annotated[str | None, Column("决策过程说明", "Decision process described")] = (
        None
    )
    """Who decides what, in which order."""
    goal: Annotated[str | None, Column("实施目标", "Implementation goal")] = None
    """What is to be reached."""
    payback: Annotated[str | None, Column("项目回报", "Payback", ("实施回报",))] = None
    """What the customer gains."""
    risk: Annotated[str | None, Column("实施风险", "Risk of doing it", ("项目风险",))] = None
    """What may go wrong if it is done."""
    cost_of_waiting: Annotated[str | None, Column("不实施的代价", "Cost of not doing it")] = None
    """What happens if it is not."""
    emphasis: Annotated[
        str | None, Column("业务与技术侧重", "Business or technical emphasis", ("侧重",))
    ] = None
    """Which side weighs more."""
    compelling_event: Annotated[
        str | None, Column("实施动力", "Compelling event", ("驱动事件",))
    ] = None
    """What forces a date."""
    event_date: Annotated[date | None, Column("动力日期", "Event date")] = None
    """That date."""
    climate: Annotated[int | None, Field(ge=1, le=5), Column("采购氛围", "Buying climate")] = None
    """Mood in the buying centre, 1 bad to 5 good."""
    hours: Annotated[float | None, Field(ge=0), Column("投入工时", "Hours spent")] = None
    """Working hours spent on the deal."""
    expenses: Annotated[
        float | None, Field(ge=0), Column("投入费用", "Expenses", ("销售费用",), unit="money")
    ] = None
    """Money spent on the deal."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""


GATES: dict[FunnelLevel, tuple[str, ...]] = {
    FunnelLevel.POTENTIAL: ("gate_pressure", "gate_vendor_value"),
    FunnelLevel.CONFIRMED: (
        "gate_need",
        "gate_decision_process",
        "gate_resources",
        "gate_driver",
    ),
    FunnelLevel.OURS: ("gate_unique_value", "gate_solution", "gate_guarantee", "gate_trust"),
    FunnelLevel.WINNING: (
        "gate_inside_support",
        "gate_recognition",
        "gate_preference",
        "gate_connections",
    ),
}
"""Each level's own conditions, by field; a level is reached when its own and all lower ones hold.
Both the method that verifies levels and the rule that objects to them read this list."""
