"""联系人私密 · Private contact notes: what is personal, on a sheet of its own.

Out of exports and planning tabs unless asked for: hide it, protect it, or leave it out. Every row
says where the knowledge comes from and whether the person agreed to its being kept.
Source: domain inventory, area 4 (`personal-wins`, `animal-quadrant`, `temperament-4`) and
`file-5-classes`, class 3. Social class and income (`profile-5-attributes`) are left out on purpose.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Choice, Column, Row, SheetLabel


class PersonalConcern(Choice):
    """What a person wants for themselves from a purchase."""

    PRESTIGE = "威望", "Prestige", "名望"
    POSITION = "巩固地位", "Position", "地位"
    PROMOTION = "升迁", "Promotion", "晋升"
    RECOGNITION = "领导认可", "Recognition", "认可"
    EASE = "好学好用", "Ease of use", "易用"
    RETURN = "投资回报", "Return on investment", "ROI"
    SECURITY = "安全稳妥", "Security", "稳妥"
    OTHER = "其他", "Other"


class ContactPrivate(Row):
    """The private side of one person."""

    SHEET: ClassVar = SheetLabel(
        id="contact_private",
        zh="联系人私密",
        en="Private contact notes",
        also=(
            "联系人私密信息",
            "私密信息",
            "Contact private",
            "Private contacts",
            "Personal notes",
        ),
        key=("contact_id",),
        private=True,
    )

    contact_id: Annotated[
        str, Column("联系人编号", "Contact ID", ("联系人ID", "联系人代码"), link="contacts")
    ]
    """Person, as listed among the contacts."""
    name: Annotated[str | None, Column("姓名", "Name", ("联系人姓名", "Contact name"))] = None
    """For reading only; the id counts."""
    birthday: Annotated[date | None, Column("生日", "Birthday", ("出生日期", "Date of birth"))] = (
        None
    )
    """Day of birth."""
    hobbies: Annotated[str | None, Column("爱好", "Hobbies", ("兴趣爱好", "兴趣", "Interests"))] = (
        None
    )
    """What the person likes to do."""
    family: Annotated[str | None, Column("家庭", "Family", ("家庭情况",))] = None
    """Family, as far as the person speaks of it."""
    likes_and_taboos: Annotated[
        str | None, Column("偏好与忌讳", "Likes and taboos", ("个人偏好", "忌讳", "Prejudices"))
    ] = None
    """Personal preferences and prejudices to respect."""
    core_values: Annotated[str | None, Column("价值观", "Values", ("核心价值观",))] = None
    """What matters to the person."""
    goals: Annotated[str | None, Column("目标偏向", "Goals", ("个人目标",))] = None
    """What the person works towards."""
    personal_concern: Annotated[
        PersonalConcern | None, Column("个人关注", "Personal concern", ("个人赢", "Personal win"))
    ] = None
    """What the person wants out of this purchase."""
    business_concern: Annotated[
        str | None, Column("业务关注", "Business concern", ("业务赢", "Business win"))
    ] = None
    """What the person wants for the company."""
    our_response: Annotated[str | None, Column("我方回应", "Our response", ("应对",))] = None
    """How what we offer answers both."""
    private_activity: Annotated[
        str | None, Column("私人活动", "Private activity", ("私下活动",))
    ] = None
    """Activities outside business the person joined."""
    hawk: Annotated[
        int | None, Field(ge=0, le=100), Column("鹰分", "Hawk score", ("鹰", "A分", "Score A"))
    ] = None
    """Answers of type A in the thinking-style test."""
    donkey: Annotated[
        int | None, Field(ge=0, le=100), Column("驴分", "Donkey score", ("驴", "B分", "Score B"))
    ] = None
    """Answers of type B."""
    sheep: Annotated[
        int | None, Field(ge=0, le=100), Column("羊分", "Sheep score", ("羊", "C分", "Score C"))
    ] = None
    """Answers of type C."""
    fox: Annotated[
        int | None, Field(ge=0, le=100), Column("狐分", "Fox score", ("狐", "D分", "Score D"))
    ] = None
    """Answers of type D."""
    lively: Annotated[
        float | None,
        Field(ge=0, le=1),
        Column("活泼型占比", "Lively share", ("活泼型", "Lively"), unit="percent"),
    ] = None
    """Share of the lively temperament; the four add up to 100%."""
    powerful: Annotated[
        float | None,
        Field(ge=0, le=1),
        Column("力量型占比", "Powerful share", ("力量型", "Powerful"), unit="percent"),
    ] = None
    """Share of the powerful temperament."""
    peaceful: Annotated[
        float | None,
        Field(ge=0, le=1),
        Column("和平型占比", "Peaceful share", ("和平型", "平和型", "Peaceful"), unit="percent"),
    ] = None
    """Share of the peaceful temperament."""
    analytical: Annotated[
        float | None,
        Field(ge=0, le=1),
        Column("分析型占比", "Analytical share", ("分析型", "Analytical"), unit="percent"),
    ] = None
    """Share of the analytical temperament."""
    source: Annotated[str | None, Column("信息来源", "Source of knowledge", ("来源",))] = None
    """Where we know this from."""
    consent: Annotated[bool | None, Column("本人同意", "Consent", ("已征得同意",))] = None
    """Whether the person agreed to our keeping it."""
    private_note: Annotated[str | None, Column("私密备注", "Private notes", ("备注", "Notes"))] = (
        None
    )
    """Anything else that is private."""
