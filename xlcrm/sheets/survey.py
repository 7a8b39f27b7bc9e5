"""满意度 · Surveys: one row per question and answer, from questionnaires, audits and interviews.

Source: domain inventory, area 7 (`satisfaction-formula`, `satisfaction-grade-3`, `kano`,
`zone-of-tolerance`).
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class SurveySide(Choice):
    """What an item belongs to."""

    PRODUCT = "产品", "Product", "产品质量"
    PROCEDURE = "程序面", "Procedural", "流程面", "服务程序"
    PERSONAL = "个人面", "Personal", "服务个人"
    LOYALTY = "忠诚", "Loyalty", "忠诚度"
    PRICE = "价格", "Price"
    OTHER = "其他", "Other", "其它"


class KanoAnswer(Choice):
    """How a feature, or its absence, would be felt."""

    LIKE = "喜欢", "Like it", "1"
    EXPECT = "理应如此", "Expect it", "2", "应该"
    NEUTRAL = "无所谓", "Neutral", "3"
    TOLERATE = "可以忍受", "Tolerate it", "4", "忍受"
    DISLIKE = "不喜欢", "Dislike it", "5", "讨厌"


class SurveyAnswer(Row):
    """One item judged by one customer."""

    SHEET: ClassVar = SheetLabel(
        id="surveys",
        zh="满意度",
        en="Surveys",
        also=(
            "满意度调查",
            "客户满意度",
            "满意与忠诚",
            "Survey",
            "Satisfaction",
            "Satisfaction survey",
        ),
        key=("account_id", "surveyed", "item", "contact_id"),
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
    surveyed: Annotated[date, Column("调查日期", "Surveyed on", ("评价日期", "Survey date"))]
    """Day of the answer."""
    item: Annotated[str, Column("评价项目", "Survey item", ("项目", "指标", "评价内容", "Item"))]
    """What is judged, such as delivery on time."""
    side: Annotated[SurveySide | None, Column("评价方面", "Survey side", ("方面", "维度"))] = None
    """What the item belongs to."""
    contact_id: Annotated[
        str | None, Column("联系人编号", "Contact ID", ("联系人ID", "联系人代码"), link="contacts")
    ] = None
    """Person who answered."""
    weight: Annotated[
        float | None,
        Field(ge=0, le=1),
        Column("项目权重", "Item weight", ("权重", "Weight"), unit="percent"),
    ] = None
    """Share of the item in the index; the items add up to 100%."""
    expectation: Annotated[
        float | None,
        Field(ge=1, le=10),
        Column("期望值", "Expectation", ("期望", "期望分", "Expected")),
    ] = None
    """Expected, 1 to 10; left out when not asked."""
    experience: Annotated[
        float | None,
        Field(ge=1, le=10),
        Column("体验值", "Experience", ("体验", "得分", "评分", "Score")),
    ] = None
    """Experienced, 1 to 10."""
    adequate: Annotated[
        float | None,
        Field(ge=1, le=10),
        Column("必要水平", "Adequate level", ("必要的服务", "Adequate")),
    ] = None
    """The least that is accepted."""
    desired: Annotated[
        float | None,
        Field(ge=1, le=10),
        Column("渴望水平", "Desired level", ("渴望的服务", "Desired")),
    ] = None
    """What is hoped for."""
    functional: Annotated[
        KanoAnswer | None, Column("有此功能", "If present", ("具备时", "Functional"))
    ] = None
    """How it feels with the feature."""
    dysfunctional: Annotated[
        KanoAnswer | None, Column("无此功能", "If absent", ("不具备时", "Dysfunctional"))
    ] = None
    """How it feels without the feature."""
    satisfied: Annotated[bool | None, Column("是否满意", "Satisfied", ("满意",))] = None
    """First grade: satisfied."""
    will_return: Annotated[
        bool | None, Column("还会再来", "Will return", ("会再购买", "Repurchase"))
    ] = None
    """Second grade: would buy again."""
    will_refer: Annotated[
        bool | None, Column("愿意推荐", "Will refer", ("会带朋友来", "推荐", "Referral"))
    ] = None
    """Third grade: would bring others."""
    comment: Annotated[str | None, Column("客户意见", "Comment", ("意见", "建议"))] = None
    """In the customer's words."""
    auditor: Annotated[
        str | None, Column("调查人", "Auditor", ("审核人", "访谈人", "Interviewer"))
    ] = None
    """Who asked."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Anything else."""
