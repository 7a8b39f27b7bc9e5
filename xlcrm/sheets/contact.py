"""联系人 · Contacts: one row per person at a customer, without private life.

Role and attitude use the symbols of the decision-maker card (`dm-role-codes`,
`dm-attitude-codes`): the same symbol means different things in the two columns.
Source: domain inventory, area 4 and appendix B.
"""

from datetime import date
from typing import Annotated, ClassVar

from xlcrm.sheets.account import ACCOUNT_NAMES
from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class BuyingRole(Choice):
    """Part a person plays in the purchase."""

    APPROVER = "最后批准", "Final approval", "※", "最后批准者", "批准"
    DECIDER = "决策制定", "Decision maker", "+", "＋", "决策"
    EVALUATOR = "方案评估", "Evaluator", "=", "＝", "评估"
    USER = "最终用户", "End user", "-", "－", "−", "用户"


class Attitude(Choice):
    """How readily a person takes up new things."""

    INNOVATOR = "领先创造型", "Innovator", "※"
    VISIONARY = "前瞻先进型", "Visionary", "+", "＋"
    PRAGMATIST = "实用求是型", "Pragmatist", "=", "＝"
    CONSERVATIVE = "保守求稳型", "Conservative", "-", "－", "−"
    LAGGARD = "不求进取型", "Laggard", "×", "x", "X"


class Support(Choice):
    """Whether a person is for us."""

    SUPPORTS = "支持", "Supports", "支持我方"
    NEUTRAL = "中立", "Neutral"
    OPPOSES = "反对", "Opposes", "支持对手"
    UNKNOWN = "未知", "Unknown", "不详"


class RelationshipStage(Choice):
    """How far the relation with a person has come."""

    ACQUAINTED = "认识", "Acquainted"
    DATING = "约会", "Meeting", "Dating"
    TRUST = "信赖", "Trust", "信任"
    ALLIANCE = "同盟", "Alliance"


class OrganisationLevel(Choice):
    """Height in the customer's organisation."""

    DECISION = "决策层", "Decision level", "高层"
    MANAGEMENT = "管理层", "Management", "中层"
    EXECUTION = "执行层", "Execution", "基层"


class BuyingCentreRole(Choice):
    """Place in the buying centre."""

    BUYER = "采购人员", "Buyer", "采购"
    DECIDER = "决策人", "Decider"
    USER = "使用者", "User"
    GATEKEEPER = "技术/财务把关者", "Gatekeeper", "把关者"
    TECHNICAL = "技术把关者", "Technical gatekeeper", "技术把关"
    FINANCIAL = "财务把关者", "Financial gatekeeper", "财务把关"


class CoachSource(Choice):
    """Where a coach belongs."""

    INSIDE = "客户内部", "Inside the customer"
    OUTSIDE = "客户外部", "Outside"
    OURS = "我们内部", "Inside our company", "我方内部"


class Contact(Row):
    """One person at a customer."""

    SHEET: ClassVar = SheetLabel(
        id="contacts",
        zh="联系人",
        en="Contacts",
        also=("客户联系人", "联系人清单", "Contact", "People"),
        key=("contact_id",),
    )

    contact_id: Annotated[
        str, Column("联系人编号", "Contact ID", ("联系人ID", "联系人代码", "Contact No"))
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
    """Customer the person works for."""
    name: Annotated[
        str, Column("姓名", "Name", ("联系人", "联系人姓名", "Contact name", "Full name"))
    ]
    """Full name."""
    title: Annotated[str | None, Column("职务", "Job title", ("职位", "岗位", "Title"))] = None
    """Position."""
    department: Annotated[str | None, Column("部门", "Department", ("所在部门",))] = None
    """Department."""
    level: Annotated[OrganisationLevel | None, Column("层级", "Level", ("组织层级",))] = None
    """Height in the organisation."""
    role: Annotated[BuyingRole | None, Column("采购角色", "Buying role", ("角色", "Role"))] = None
    """Part in the purchase: ※ approves, + decides, = evaluates, - uses."""
    attitude: Annotated[Attitude | None, Column("创新态度", "Attitude", ("态度",))] = None
    """Readiness for new things: ※ + = - ×."""
    support: Annotated[Support | None, Column("支持度", "Support", ("支持态度", "立场"))] = None
    """For us, neutral or against."""
    relationship: Annotated[
        RelationshipStage | None, Column("关系阶段", "Relationship stage", ("关系", "Relationship"))
    ] = None
    """How far the relation has come."""
    buying_centre: Annotated[
        tuple[BuyingCentreRole, ...] | None,
        Column("采购中心角色", "Buying-centre role", ("采购中心",)),
    ] = None
    """Place in the buying centre; one person may hold several."""
    phone: Annotated[
        str | None, Column("手机", "Mobile", ("电话", "联系电话", "Phone"), form="phone")
    ] = None
    """Number to call."""
    email: Annotated[
        str | None, Column("邮箱", "E-mail", ("电子邮箱", "邮件", "Email"), form="email")
    ] = None
    """Business address."""
    last_contact: Annotated[
        date | None, Column("最近联系", "Last contact", ("最近联系日期", "上次联系"))
    ] = None
    """When we last spoke."""
    is_key_player: Annotated[
        bool | None, Column("关键人物", "Key player", ("政治地位", "核心人物"))
    ] = None
    """Belongs to those who really decide."""
    relationship_evidence: Annotated[str | None, Column("关系依据", "Relationship evidence")] = None
    """What the relationship stage rests on."""
    reports_to: Annotated[str | None, Column("汇报对象", "Reports to", ("上级",))] = None
    """Superior, by name or id."""
    influences: Annotated[str | None, Column("影响对象", "Influences")] = None
    """People who follow this person's opinion, with commas between."""
    is_coach: Annotated[bool | None, Column("是否向导", "Coach", ("向导", "教练"))] = None
    """Guides us inside the deal."""
    coach_source: Annotated[CoachSource | None, Column("向导来源", "Coach source")] = None
    """Where the coach belongs."""
    coach_confidential: Annotated[
        bool | None, Column("向导保密", "Keep coach secret", ("保密",))
    ] = None
    """Leave this out of everything that is shared."""
    office_phone: Annotated[
        str | None, Column("座机", "Office phone", ("办公电话", "Telephone"), form="phone")
    ] = None
    """Landline at work."""
    wechat: Annotated[str | None, Column("微信", "WeChat", ("微信号",))] = None
    """Account name."""
    has_left: Annotated[bool | None, Column("已离职", "Has left", ("离职",))] = None
    """No longer with the customer."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Business remarks only; private matters have their own sheet."""
