"""转换成本 · Switching costs: what leaving would cost the customer, and how firm the relation is.

Eight costs in three groups (procedural 1-4, financial 5-6, emotional 7-8), seventeen methods that
raise them, ten signs of a firm relation, eight indicators of loyalty. Source: domain inventory,
`switching-costs-8`, `switching-methods-17` (the split of the list is ours), `firmness-10` and
`loyalty-indicators`.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Column, Row, SheetLabel


class SwitchingAssessment(Row):
    """One assessment of one customer."""

    SHEET: ClassVar = SheetLabel(
        id="switching",
        zh="转换成本",
        en="Switching costs",
        also=("转移成本", "客户转换成本", "关系牢固度", "Switching", "Switching cost"),
        key=("account_id", "assessed", "party"),
    )

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
    """Customer."""
    party: Annotated[str | None, Column("评估对象", "Party", ("对象", "厂家", "Vendor"))] = None
    """Blank for leaving us, or the rival the customer would have to leave."""
    assessed: Annotated[date, Column("评估日期", "Assessed on", ("日期", "Date"))]
    """Day of the assessment."""
    cost_economic: Annotated[
        int | None, Field(ge=1, le=5), Column("经济转换成本", "Economic cost")
    ] = None
    """Risk of changing, 1 low to 5 high."""
    cost_evaluation: Annotated[
        int | None, Field(ge=1, le=5), Column("评估成本", "Evaluation cost")
    ] = None
    """Search and comparison, 1 low to 5 high."""
    cost_learning: Annotated[int | None, Field(ge=1, le=5), Column("学习成本", "Learning cost")] = (
        None
    )
    """Learning the new, 1 low to 5 high."""
    cost_setup: Annotated[int | None, Field(ge=1, le=5), Column("组织调整成本", "Set-up cost")] = (
        None
    )
    """Changing the organisation, 1 low to 5 high."""
    cost_benefit_loss: Annotated[
        int | None, Field(ge=1, le=5), Column("利益损失成本", "Benefit loss cost")
    ] = None
    """Points, terms and favours lost, 1 low to 5 high."""
    cost_money_loss: Annotated[
        int | None, Field(ge=1, le=5), Column("金钱损失成本", "Monetary loss cost")
    ] = None
    """Money lost outright, 1 low to 5 high."""
    cost_personal_loss: Annotated[
        int | None, Field(ge=1, le=5), Column("个人关系损失成本", "Personal relation loss")
    ] = None
    """People lost, 1 low to 5 high."""
    cost_brand_loss: Annotated[
        int | None, Field(ge=1, le=5), Column("品牌关系损失成本", "Brand relation loss")
    ] = None
    """A name lost, 1 low to 5 high."""
    method_quality: Annotated[bool | None, Column("长期稳定质量", "Stable quality")] = None
    """Whether we use this way to raise the cost of switching."""
    method_service: Annotated[bool | None, Column("优质客户服务", "Quality service")] = None
    """Whether we use this way to raise the cost of switching."""
    method_bundle: Annotated[bool | None, Column("业务捆绑销售", "Bundled business")] = None
    """Whether we use this way to raise the cost of switching."""
    method_status_given: Annotated[bool | None, Column("身价", "Priority and status")] = None
    """Whether we use this way to raise the cost of switching."""
    method_brand_culture: Annotated[
        bool | None, Column("品牌文化标准", "Brand, culture, standard")
    ] = None
    """Whether we use this way to raise the cost of switching."""
    method_care: Annotated[bool | None, Column("个性化客户关怀", "Personalised care")] = None
    """Whether we use this way to raise the cost of switching."""
    method_promotion: Annotated[
        bool | None, Column("为客户宣传产品", "Promoting their products")
    ] = None
    """Whether we use this way to raise the cost of switching."""
    method_visits: Annotated[bool | None, Column("有计划拜访", "Planned visits")] = None
    """Whether we use this way to raise the cost of switching."""
    method_differentiation: Annotated[
        bool | None, Column("差异化服务", "Differentiated service")
    ] = None
    """Whether we use this way to raise the cost of switching."""
    method_agreement: Annotated[bool | None, Column("协议固化", "Agreement")] = None
    """Whether we use this way to raise the cost of switching."""
    method_points: Annotated[bool | None, Column("集团与个人积分", "Points")] = None
    """Whether we use this way to raise the cost of switching."""
    method_gatherings: Annotated[bool | None, Column("联谊会", "Gatherings")] = None
    """Whether we use this way to raise the cost of switching."""
    method_club: Annotated[bool | None, Column("俱乐部", "Club")] = None
    """Whether we use this way to raise the cost of switching."""
    method_people_around: Annotated[bool | None, Column("认识周围的人", "People around them")] = (
        None
    )
    """Whether we use this way to raise the cost of switching."""
    method_habit: Annotated[bool | None, Column("培养习惯", "Habit")] = None
    """Whether we use this way to raise the cost of switching."""
    method_prepayment: Annotated[bool | None, Column("趸交", "Prepayment")] = None
    """Whether we use this way to raise the cost of switching."""
    method_emotional_account: Annotated[bool | None, Column("情感帐户", "Emotional account")] = None
    """Whether we use this way to raise the cost of switching."""
    sign_points_out_faults: Annotated[bool | None, Column("指出产品缺点", "Points out faults")] = (
        None
    )
    """Sign of a firm relation; blank when not known."""
    sign_discusses_business: Annotated[
        bool | None, Column("共同讨论业务", "Discusses business")
    ] = None
    """Sign of a firm relation; blank when not known."""
    sign_calls_back: Annotated[bool | None, Column("积极回复电话", "Calls back")] = None
    """Sign of a firm relation; blank when not known."""
    sign_thinks_us_best: Annotated[bool | None, Column("认为我方最好", "Thinks us best")] = None
    """Sign of a firm relation; blank when not known."""
    sign_signs_no_rival: Annotated[bool | None, Column("不与对手签约", "Signs with no rival")] = (
        None
    )
    """Sign of a firm relation; blank when not known."""
    sign_postpones_rivals: Annotated[bool | None, Column("推迟与对手谈话", "Postpones rivals")] = (
        None
    )
    """Sign of a firm relation; blank when not known."""
    sign_scolds_us: Annotated[bool | None, Column("不时责备我方", "Scolds us")] = None
    """Sign of a firm relation; blank when not known."""
    sign_believes_we_help: Annotated[
        bool | None, Column("认为我方能助其成功", "Believes we help")
    ] = None
    """Sign of a firm relation; blank when not known."""
    sign_chooses_no_rival: Annotated[bool | None, Column("不选对手产品", "Chooses no rival")] = None
    """Sign of a firm relation; blank when not known."""
    sign_needs_us: Annotated[bool | None, Column("彼此需要", "Needs us")] = None
    """Sign of a firm relation; blank when not known."""
    loyal_repeat: Annotated[
        int | None, Field(ge=1, le=5), Column("重复购买", "Repeat purchase")
    ] = None
    """How regularly the customer buys again, 1 low to 5 high."""
    loyal_attention: Annotated[
        int | None, Field(ge=1, le=5), Column("品牌关注", "Attention to our brand")
    ] = None
    """Attention to our brand, 1 low to 5 high."""
    loyal_needs_met: Annotated[
        int | None, Field(ge=1, le=5), Column("需求满足比例", "Needs met by us")
    ] = None
    """Share of its needs that we meet, 1 low to 5 high."""
    loyal_identification: Annotated[
        int | None, Field(ge=1, le=5), Column("商品认同", "Identification")
    ] = None
    """Identification with our goods, 1 low to 5 high."""
    loyal_accidents: Annotated[
        int | None, Field(ge=1, le=5), Column("质量事故承受力", "Tolerance of accidents")
    ] = None
    """Tolerance of quality accidents, 1 low to 5 high."""
    loyal_price_sensitive: Annotated[
        int | None, Field(ge=1, le=5), Column("价格敏感", "Price sensitivity")
    ] = None
    """Sensitivity to our price, 1 low to 5 high; low is loyal."""
    loyal_likes_rivals: Annotated[
        int | None, Field(ge=1, le=5), Column("亲近竞品", "Liking for rivals")
    ] = None
    """Liking for rival products, 1 low to 5 high; low is loyal."""
    loyal_selection_time: Annotated[
        int | None, Field(ge=1, le=5), Column("挑选时间", "Selection time")
    ] = None
    """Time taken to choose, 1 short to 5 long; short is loyal."""
    evidence: Annotated[str | None, Column("依据", "Evidence", ("证据",))] = None
    """What the answers rest on."""
    document: Annotated[str | None, Column("协议文件", "Document", ("合同文件", "文件编号"))] = None
    """Paper behind an agreement or a prepayment."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
