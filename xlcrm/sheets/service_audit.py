"""服务审核 · Service audits: how we serve a customer, judged element by element.

Seven procedural and seven personal elements, and the five gaps in which quality is lost. Source:
domain inventory, `service-7x7` and `gap-model-5` (which gap bears which number is an inference).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Column, Row, SheetLabel


class ServiceAudit(Row):
    """One audit of the service to one customer at one place."""

    SHEET: ClassVar = SheetLabel(
        id="service_audits",
        zh="服务审核",
        en="Service audits",
        also=("服务评分", "服务质量审核", "Service audit", "Service quality"),
        key=("account_id", "audited", "site"),
    )

    account_id: Annotated[
        str,
        Column("客户编号", "Account ID", ("客户代码", "客户ID", "Customer ID"), link="accounts"),
    ]
    """Customer."""
    audited: Annotated[date, Column("审核日期", "Audited on", ("日期", "Audit date"))]
    """Day of the audit."""
    site: Annotated[str | None, Column("服务地点", "Site", ("地点", "网点"))] = None
    """Where the service was given."""
    auditor: Annotated[str, Column("审核人", "Auditor", ("审核员",))]
    """Who judged it."""
    procedural_timeliness: Annotated[
        int | None, Field(ge=1, le=5), Column("时限", "Timeliness")
    ] = None
    """On time, without waiting, 1 poor to 5 excellent."""
    procedural_flow: Annotated[int | None, Field(ge=1, le=5), Column("流程", "Flow")] = None
    """Steps that follow smoothly, 1 poor to 5 excellent."""
    procedural_adaptability: Annotated[
        int | None, Field(ge=1, le=5), Column("适应性", "Adaptability")
    ] = None
    """Bends to what the customer needs, 1 poor to 5 excellent."""
    procedural_anticipation: Annotated[
        int | None, Field(ge=1, le=5), Column("预见性", "Anticipation")
    ] = None
    """Foresees the next need, 1 poor to 5 excellent."""
    procedural_communication: Annotated[
        int | None, Field(ge=1, le=5), Column("信息沟通", "Communication")
    ] = None
    """Tells what happens, on both sides, 1 poor to 5 excellent."""
    procedural_feedback: Annotated[
        int | None, Field(ge=1, le=5), Column("顾客反馈", "Customer feedback")
    ] = None
    """Asks how it went and listens, 1 poor to 5 excellent."""
    procedural_supervision: Annotated[
        int | None, Field(ge=1, le=5), Column("组织和监管", "Organisation and supervision")
    ] = None
    """Roles are clear and watched over, 1 poor to 5 excellent."""
    personal_appearance: Annotated[int | None, Field(ge=1, le=5), Column("仪表", "Appearance")] = (
        None
    )
    """Looks the part, 1 poor to 5 excellent."""
    personal_attitude: Annotated[int | None, Field(ge=1, le=5), Column("态度", "Attitude")] = None
    """Willing and friendly, 1 poor to 5 excellent."""
    personal_attentiveness: Annotated[
        int | None, Field(ge=1, le=5), Column("关注", "Attentiveness")
    ] = None
    """Notices this one customer, 1 poor to 5 excellent."""
    personal_tact: Annotated[int | None, Field(ge=1, le=5), Column("得体", "Tact")] = None
    """Says the right thing, 1 poor to 5 excellent."""
    personal_guidance: Annotated[int | None, Field(ge=1, le=5), Column("指导", "Guidance")] = None
    """Helps to decide and to use, 1 poor to 5 excellent."""
    personal_selling: Annotated[
        int | None, Field(ge=1, le=5), Column("销售技巧", "Selling skill")
    ] = None
    """Offers what helps, 1 poor to 5 excellent."""
    personal_problem_solving: Annotated[
        int | None, Field(ge=1, le=5), Column("礼貌解决问题", "Gracious problem solving")
    ] = None
    """Stays polite while solving a problem, 1 poor to 5 excellent."""
    gap_needs: Annotated[
        int | None, Field(ge=1, le=5), Column("需求认知差距", "Gap in knowing needs")
    ] = None
    """What customers expect and what managers think they expect: 1 no gap to 5 wide."""
    gap_design: Annotated[
        int | None, Field(ge=1, le=5), Column("流程设计差距", "Gap in design")
    ] = None
    """What managers know and how the service is designed: 1 no gap to 5 wide."""
    gap_delivery: Annotated[
        int | None, Field(ge=1, le=5), Column("服务执行差距", "Gap in delivery")
    ] = None
    """How the service is designed and how it is delivered: 1 no gap to 5 wide."""
    gap_promise: Annotated[
        int | None, Field(ge=1, le=5), Column("沟通承诺差距", "Gap in promises")
    ] = None
    """What is delivered and what was promised: 1 no gap to 5 wide."""
    gap_feeling: Annotated[
        int | None, Field(ge=1, le=5), Column("顾客感受差距", "Gap in feeling")
    ] = None
    """What the customer felt and what it expected: 1 no gap to 5 wide."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
