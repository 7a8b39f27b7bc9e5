"""What staff may change of the rules: severities, thresholds, stage requirements, lists.

The defaults are ours where no source gives a number. Every rule reads these; none keeps its own.
Each has a Chinese title, by which the settings sheet may call it.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

SeverityName = Literal["error", "warning", "info", "off"]
Days = Annotated[int, Field(ge=1)]


def _parts(value: object) -> object:
    """A cell's text with commas between is a list: "amount, 预计签约日期"."""
    if not isinstance(value, str):
        return value
    plain = value.replace("，", ",").replace("、", ",").replace("；", ",").replace(";", ",")
    return tuple(part.strip() for part in plain.split(",") if part.strip())


Words = Annotated[tuple[str, ...], BeforeValidator(_parts)]
"""Several words, as a list in xlcrm.toml or with commas between in a cell."""


def _dated(days: tuple[str, ...]) -> tuple[str, ...]:
    """Refuse what is no date, so that no rule stumbles over it."""
    for day in days:
        date.fromisoformat(day)
    return days


IsoDays = Annotated[Words, AfterValidator(_dated)]
"""Several days, each as 2026-09-25."""

OUR_ACTIONS = (
    "介绍", "演示", "拜访", "汇报", "宣讲", "展示", "讲解",
    "introduce", "demonstrate", "demo", "visit", "present", "report", "show", "explain",
)  # fmt: skip
HOLIDAYS = (
    "2025-10-06", "2026-02-17", "2026-06-19", "2026-09-25", "2027-02-06", "2027-06-09",
    "2027-09-15", "2028-01-26", "2028-05-28", "2028-10-03",
)  # fmt: skip
"""Spring festival, dragon boat and mid-autumn."""
REQUIRED = {
    "CONFIRMED": ("amount", "close_date"),
    "OURS": ("amount", "close_date", "owner"),
    "WINNING": ("amount", "close_date", "owner"),
}
STALE_DAYS = {"A": 90, "B": 180, "C": 365, "": 365}


class RuleSettings(BaseModel):
    """Choices that apply to all rules; frozen, and an unknown name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    severity: dict[str, SeverityName] = Field(default={}, title="级别")
    """Rule code to error, warning, info or off; rules left out keep their own severity."""
    required: dict[str, Words] = Field(default=REQUIRED, title="层级必填")
    """Funnel level (any of its names) to the columns an open deal on it must fill."""
    accepted: dict[str, Words] = Field(default={}, title="补充选项")
    """sheet.column to texts accepted beside its closed list; they count as unknown in scores."""
    owners: Words = Field(default=(), title="负责人名单")
    """Everybody who may own a row; empty: any name is accepted."""
    phone_region: str = Field(default="CN", pattern="^[A-Z]{2}$", title="电话默认地区")
    """Country of phone numbers written without one, as two capital letters."""
    base_currency: str = Field(default="", title="本位币")
    """Currency that all amounts are converted into, by code or name; empty: the one that most
    money headers name, else CNY (ours)."""
    longest_text: int = Field(default=32_767, ge=1, title="最长文字")
    """Characters a cell can hold in Excel."""
    stale_days: dict[str, Days] = Field(default=STALE_DAYS, title="更新天数")
    """Customer tier to the days after which its row must be looked at again (ours); "": no tier."""
    likely_duplicate: float = Field(default=92, ge=50, le=100, title="疑似重复")
    """Likeness of two customer names, in percent, from which they are shown as a pair (ours)."""
    likely_with_proof: float = Field(default=75, ge=50, le=100, title="有佐证的疑似重复")
    """The same where phone or domain agree too (ours)."""
    likely_with_hint: float = Field(default=86, ge=50, le=100, title="同城同人的疑似重复")
    """The same where city or owner agree (ours)."""
    boilerplate_rows: int = Field(default=5, ge=2, title="雷同行数")
    """Rows with word for word the same text from which it says nothing (ours)."""
    boilerplate_length: int = Field(default=12, ge=1, title="雷同字数")
    """Characters a text must have to be judged so (ours)."""
    large_deal: float = Field(default=1_000_000, gt=0, title="大额商机")
    """Amount from which every level and place in the buying centre should be known (ours)."""
    owner_years: int = Field(default=3, ge=1, le=20, title="负责人年限")
    """Years within which a change of owner needs a reason and an approver; the source's."""
    holidays: IsoDays = Field(default=HOLIDAYS, title="节日")
    """Days of the holidays on which B customers get a gift, as 2026-09-25 (ours)."""
    holiday_days: int = Field(default=30, ge=1, le=180, title="节日提前天数")
    """Days around a holiday in which its gift is planned, and before it is asked for (ours)."""
    our_action_words: Words = Field(default=OUR_ACTIONS, title="我方动作词")
    """Words that open an objective stating our own action; the first four are the source's."""

    commitment_days: int = Field(default=30, ge=1, title="承诺回看天数")
    """Days back in which a visit without a promise of the customer is pointed out (ours)."""
    gift_limit: float = Field(default=200.0, ge=0, title="礼品限额")
    """Cost of a gift or trip in base units above which it needs approval (ours)."""
    gift_limit_public: float = Field(default=0.0, ge=0, title="政府国企礼品限额")
    """The same for government and state-owned customers (ours)."""


DEFAULT_SETTINGS = RuleSettings()
