"""客户档案 · Accounts: one row per customer.

Classes 1, 2 and 4 of the five-class file (`file-5-classes`) and the inputs of segmentation.
Source: domain inventory, areas 1 and 2.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Choice, Column, Row, SheetLabel

ALSO_NAMED = ("客户", "公司名称", "客户全称", "Customer", "Account")
ACCOUNT_NAMES = ("客户名称", "Account name", *ALSO_NAMED)
"""Headers of the customer's name, which serves as its id where there are no ids."""


class AccountStatus(Choice):
    """Where the relation with a customer stands."""

    ACTIVE = "合作中", "Active", "现有", "正常"
    PROSPECT = "潜在", "Prospect", "意向"
    LOST = "流失", "Lost", "已流失"
    CLOSED = "停用", "Closed", "注销"


class AccountType(Choice):
    """What the customer does with what we sell."""

    END_USER = "最终用户", "End user", "消费者", "终端用户"
    DISTRIBUTOR = "分销商", "Distributor"
    DEALER = "经销商", "Dealer"
    WHOLESALER = "批发商", "Wholesaler"
    AGENT = "代理商", "Agent", "代理"


class Ownership(Choice):
    """Whom the customer belongs to."""

    GOVERNMENT = "政府", "Government", "机关"
    STATE = "国企", "State-owned", "国有企业", "央企"
    PRIVATE = "民企", "Private", "民营企业", "私企"
    FOREIGN = "外企", "Foreign", "外资企业", "合资"


class OwnerType(Choice):
    """What kind of work the customer needs of its salesperson."""

    HUNTER = "猎手型", "Hunter", "猎手"
    FARMER = "农夫型", "Farmer", "农夫"


class Orientation(Choice):
    """What the customer buys by."""

    PRICE = "价格导向", "Price", "价格"
    VALUE = "价值导向", "Value", "价值"


class CareTier(Choice):
    """How much care the customer gets."""

    A = "A级", "A", "A类", "A级客户"
    B = "B级", "B", "B类", "B级客户"
    ORDINARY = "普通", "Ordinary", "C", "C级", "C类", "普遍"


class CreditGrade(Choice):
    """How far the customer is trusted with credit."""

    A = "A级", "A", "AAA"
    B = "B级", "B"
    C = "C级", "C"
    D = "D级", "D"


class RelationLevel(Choice):
    """How close the two companies are."""

    BRAND = "品牌", "Brand"
    DISTANT = "疏远", "Distant"
    FACE_TO_FACE = "面对面", "Face to face"
    CLOSE = "亲密", "Close"


class DevelopmentStage(Choice):
    """Steps of developing a key account."""

    TARGET = "定义目标客户群体", "Define target group", "定义目标"
    SCREEN = "客户筛选", "Screening", "筛选"
    CONTACT = "联系建立", "First contact", "建立联系"
    NEEDS = "需求分析", "Needs analysis"
    SOLUTION = "定制方案", "Tailored solution"
    NEGOTIATION = "商务谈判", "Negotiation", "谈判"
    CONTRACT = "合约签订", "Contract", "签约"


class Account(Row):
    """One customer."""

    SHEET: ClassVar = SheetLabel(
        id="accounts",
        zh="客户档案",
        en="Accounts",
        also=("客户", "客户清单", "客户资料", "客户信息", "Customers", "Account", "Customer list"),
        key=("account_id",),
        required=True,
    )

    account_id: Annotated[
        str,
        Column(
            "客户编号",
            "Account ID",
            ("客户代码", "客户ID", "Customer ID", "Account No"),
            instead=ACCOUNT_NAMES,
        ),
    ]
    """Short code that never changes; every other sheet points at it."""
    name: Annotated[
        str,
        Column("客户名称", "Account name", ALSO_NAMED),
    ]
    """Registered company name."""
    industry: Annotated[str | None, Column("行业", "Industry", ("所属行业", "Sector"))] = None
    """Line of business."""
    city: Annotated[str | None, Column("城市", "City", ("所在城市", "所在地"))] = None
    """Seat of the customer."""
    owner: Annotated[
        str | None,
        Column("负责人", "Owner", ("客户经理", "销售负责人", "Sales rep", "Account owner")),
    ] = None
    """Salesperson who answers for the customer."""
    status: Annotated[AccountStatus | None, Column("状态", "Status", ("客户状态",))] = None
    """Where the relation stands."""
    is_new: Annotated[bool | None, Column("新客户", "New customer", ("是否新客户", "Is new"))] = (
        None
    )
    """Yes while the first order is still to come, or the market is new to us."""
    potential: Annotated[
        float | None,
        Field(gt=0),
        Column("年采购潜力", "Purchase potential", ("采购潜力", "Annual potential"), unit="money"),
    ] = None
    """What the customer can buy in a year of what we sell, from everybody."""
    sales: Annotated[
        float | None,
        Field(ge=0),
        Column("年销售额", "Annual sales", ("我方销售额", "销售额", "Sales"), unit="money"),
    ] = None
    """What the customer bought from us in the last twelve months."""
    sales_target: Annotated[
        float | None,
        Field(gt=0),
        Column("年销售目标", "Annual sales target", ("客户销售目标",), unit="money"),
    ] = None
    """What we want to sell to the customer in a year."""
    gross_profit: Annotated[
        float | None, Column("年毛利", "Gross profit", ("毛利", "毛利额", "Profit"), unit="money")
    ] = None
    """Gross profit on those sales; may be negative."""
    currency: Annotated[str | None, Column("币种", "Currency", ("货币", "币别"))] = None
    """Currency of the row's amounts; blank: the workbook's base currency."""
    payment_terms: Annotated[
        int | None,
        Field(ge=0, le=365),
        Column("账期", "Payment terms", ("付款账期", "信用期", "Terms"), unit="days"),
    ] = None
    """Agreed days from invoice to payment."""
    credit_limit: Annotated[
        float | None,
        Field(ge=0),
        Column("信用额度", "Credit limit", ("授信额度",), unit="money"),
    ] = None
    """Highest receivable agreed."""
    credit_code: Annotated[
        str | None,
        Column(
            "统一社会信用代码",
            "Registration number",
            ("信用代码", "税号", "Tax number"),
            form="credit-code",
        ),
    ] = None
    """Unified social credit code, or the registration number abroad."""
    address: Annotated[str | None, Column("地址", "Address", ("公司地址", "详细地址"))] = None
    """Postal address."""
    phone: Annotated[
        str | None, Column("电话", "Phone", ("公司电话", "联系电话", "Telephone"), form="phone")
    ] = None
    """Switchboard."""
    fax: Annotated[str | None, Column("传真", "Fax", ("传真号",), form="phone")] = None
    """Fax number."""
    bank_account: Annotated[
        str | None,
        Column("银行账号", "Bank account", ("银行帐号", "账号", "IBAN"), form="bank-account"),
    ] = None
    """Account the customer pays from."""
    development_plan: Annotated[
        str | None, Column("发展计划", "Development plan", ("发展规划",))
    ] = None
    """What the customer wants to become, in its own words."""
    fiscal_year_start: Annotated[
        int | None, Field(ge=1, le=12), Column("财年起始月", "Fiscal year start", ("财年开始",))
    ] = None
    """Month in which the customer's financial year begins."""
    delivery: Annotated[
        str | None, Column("物流要求", "Delivery needs", ("物流", "配送要求", "Logistics"))
    ] = None
    """Logistics: priority delivery, packing, receiving hours."""
    reviewed: Annotated[
        date | None, Column("更新日期", "Last reviewed", ("最近更新", "更新时间", "Last updated"))
    ] = None
    """When somebody last checked this row."""
    segmented: Annotated[date | None, Column("细分日期", "Segmented on", ("客户细分日期",))] = None
    """When the customer was last graded and put into a segment."""
    tags: Annotated[str | None, Column("标签", "Tags", ("客户标签", "Labels"))] = None
    """Words that mark the customer, with commas between."""
    region: Annotated[str | None, Column("区域", "Region", ("地区", "大区"))] = None
    """Sales region."""
    account_type: Annotated[AccountType | None, Column("客户类型", "Account type")] = None
    """End user, distributor, dealer, wholesaler or agent."""
    ownership: Annotated[Ownership | None, Column("客户性质", "Ownership", ("企业性质",))] = None
    """Government, state-owned, private or foreign."""
    owner_type: Annotated[OwnerType | None, Column("负责人类型", "Owner type")] = None
    """Hunter or farmer."""
    owner_since: Annotated[date | None, Column("接手日期", "Owner since", ("负责起始日期",))] = None
    """When the present owner took over."""
    previous_owner: Annotated[str | None, Column("原负责人", "Previous owner", ("前任负责人",))] = (
        None
    )
    """Who had the customer before."""
    previous_since: Annotated[date | None, Column("原负责人接手日期", "Previous owner since")] = (
        None
    )
    """When the owner before took over."""
    change_reason: Annotated[str | None, Column("换人原因", "Reason for change")] = None
    """Why the owner was changed."""
    change_approver: Annotated[str | None, Column("换人批准人", "Change approved by")] = None
    """Who approved the change of owner."""
    handover: Annotated[date | None, Column("交接日期", "Handed over on", ("移交日期",))] = None
    """Day of the handover."""
    development_stage: Annotated[
        DevelopmentStage | None, Column("开发阶段", "Development stage")
    ] = None
    """How far a new key account has been developed."""
    last_year_sales: Annotated[
        float | None,
        Field(ge=0),
        Column("上年销售额", "Last year's sales", ("去年销售额",), unit="money"),
    ] = None
    """What the customer bought from us the year before."""
    monthly_spend: Annotated[
        float | None, Field(ge=0), Column("月消费额", "Monthly spend", ("月均消费",), unit="money")
    ] = None
    """Spend in a usual month, for the VIP threshold."""
    main_spend: Annotated[str | None, Column("主要消费类别", "Main spend category")] = None
    """Category most of it goes to."""
    product_lines: Annotated[
        int | None, Field(ge=0, le=1000), Column("已购产品线数", "Product lines bought")
    ] = None
    """Number of our product lines the customer buys."""
    first_order: Annotated[
        date | None, Column("首单日期", "First order", ("首次合作日期", "First order date"))
    ] = None
    """Day of the first order."""
    tolerant: Annotated[bool | None, Column("服务失误能体谅", "Forgives failures")] = None
    """More forgiving than a new customer when service fails."""
    gives_advice: Annotated[bool | None, Column("热心提建议", "Gives advice")] = None
    """Gives opinions and suggestions when asked."""
    brings_customers: Annotated[
        bool | None, Column("带来新客户", "Brings customers", ("转介绍",))
    ] = None
    """Has brought us a new customer."""
    brought_account: Annotated[str | None, Column("转介客户编号", "Customer brought")] = None
    """Id of the customer brought in."""
    willingness: Annotated[
        float | None,
        Field(ge=1, le=5),
        Column("购买意愿", "Willingness to buy", ("意愿评分", "意愿")),
    ] = None
    """Mean of the items of willingness, 1 to 5."""
    quality: Annotated[
        float | None,
        Field(ge=1, le=5),
        Column("客户素质", "Customer quality", ("素质评分", "素质")),
    ] = None
    """Mean of the items of quality, 1 to 5."""
    structure: Annotated[
        float | None, Field(ge=1, le=5), Column("客户结构", "Customer structure", ("结构评分",))
    ] = None
    """Composition and product mix, 1 to 5."""
    loyalty: Annotated[
        float | None, Field(ge=1, le=5), Column("忠诚度", "Loyalty", ("忠诚度评分",))
    ] = None
    """Loyalty, 1 to 5: it weighs most."""
    orientation: Annotated[
        Orientation | None, Column("价格/价值导向", "Price or value", ("购买导向",))
    ] = None
    """What the customer buys by."""
    purchase_value: Annotated[
        float | None, Field(ge=1, le=10), Column("采购价值", "Purchase value", ("采购价值评分",))
    ] = None
    """What our goods mean to the customer's competitiveness, 1 to 10."""
    supply_risk: Annotated[
        float | None, Field(ge=1, le=10), Column("供应风险", "Supply risk", ("供应风险评分",))
    ] = None
    """How hard we are to replace, 1 to 10."""
    reference: Annotated[bool | None, Column("标杆客户", "Reference customer", ("样板客户",))] = (
        None
    )
    """Serves as an example to others."""
    care_tier: Annotated[CareTier | None, Column("关怀等级", "Care tier")] = None
    """A, B or ordinary."""
    relation_level: Annotated[
        RelationLevel | None, Column("公司关系层次", "Company relation", ("关系层次",))
    ] = None
    """How close the two companies are."""
    relation_target: Annotated[
        RelationLevel | None, Column("目标关系层次", "Target relation", ("关系目标",))
    ] = None
    """How close we want the two companies to be."""
    credit_grade: Annotated[CreditGrade | None, Column("信用等级", "Credit grade")] = None
    """A to D."""
    credit_reviewed: Annotated[date | None, Column("信用评估日期", "Credit reviewed")] = None
    """When the grade was last judged."""
    contract_number: Annotated[
        str | None, Column("合同编号", "Contract number", ("协议编号", "合同号", "Contract no"))
    ] = None
    """Agreement in force, by its number."""
    contract_until: Annotated[
        date | None, Column("合同到期日", "Contract until", ("协议到期日", "合同期限"))
    ] = None
    """Last day of that agreement."""
    plan_date: Annotated[
        date | None, Column("计划复盘日期", "Plan reviewed", ("计划日期", "计划更新日期"))
    ] = None
    """When the customer's plan was last made or gone through."""
    value_added_services: Annotated[
        str | None, Column("增值服务", "Value-added services", ("增值项目",))
    ] = None
    """Services beyond the product that the plan gives the customer."""
    preferential_policies: Annotated[
        str | None, Column("优惠政策", "Preferential policies", ("优惠",))
    ] = None
    """Terms that only this customer has."""
    do_not_call: Annotated[bool | None, Column("谢绝来电", "Do not call", ("勿扰",))] = None
    """Does not want to be called."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark", "Remarks"))] = None
    """Anything else."""
