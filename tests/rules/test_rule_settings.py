"""What staff may change of the rules, and where they say it."""

from datetime import date

import pytest

from tests.rules.example import judged
from xlcrm.book import BookError
from xlcrm.rules import RuleSettings
from xlcrm.settings import from_file, from_sheet, from_words, params_of, rule_settings_of

PHONE = """
    == 客户档案
    客户编号 | 客户名称 | 电话
    A001     | 海川重工 | 650-253-0000
"""


def test_the_settings_sheet_speaks_chinese_or_english() -> None:
    grid = [
        ["方法", "参数", "值"],
        ["规则", "电话默认地区", "US"],
        ["规则", "phone-invalid", "提示"],
        ["rules", "stale_days.a", 30.0],
        ["规则", "层级必填.落实项目", "金额、竞争对手"],
        ["规则", "负责人名单", "秦越川，梁蔓"],
        ["备注", "这一行是给人看的", "x"],
    ]

    settings = rule_settings_of([from_sheet(grid)])

    assert settings.phone_region == "US"
    assert settings.severity == {"phone-invalid": "info"}
    assert settings.stale_days == {"A": 30, "B": 180, "C": 365, "": 365}
    assert settings.required["落实项目"] == ("金额", "竞争对手")
    assert settings.owners == ("秦越川", "梁蔓")


def test_the_file_has_a_table_for_the_rules_and_the_sheet_goes_before_it(tmp_path) -> None:
    (tmp_path / "xlcrm.toml").write_text(
        '[rules]\nphone_region = "DE"\nemail-invalid = "off"\n'
        '[rules.accepted]\n"客户档案.状态" = ["暂停"]\n',
        encoding="utf-8",
    )
    sheet = from_sheet([["rules", "phone_region", "US"]])

    settings = rule_settings_of([from_file(tmp_path), sheet])

    assert settings.phone_region == "US"
    assert settings.severity == {"email-invalid": "off"}
    assert settings.accepted == {"客户档案.状态": ("暂停",)}
    assert params_of([from_file(tmp_path), sheet])


@pytest.mark.parametrize(
    ("word", "kind", "said"),
    [
        ("rules.phone_regoin=US", "unknown-setting", "rules.phone_region"),
        ("rules.fone-invalid=off", "unknown-setting", "rules.phone-invalid"),
        ("rules.severity.fone-invalid=off", "unknown-setting", "rules.phone-invalid"),
        ("rules.phone_region=China", "bad-setting", "rules.phone_region"),
        ("rules.phone-invalid=loud", "bad-setting", "phone-invalid"),
        ("rules.owners.x=loud", "unknown-setting", "rules.owners"),
    ],
)
def test_a_wrong_setting_is_refused_with_the_right_name(word, kind, said) -> None:
    with pytest.raises(BookError) as refused:
        rule_settings_of([from_words([word])])

    assert refused.value.code == kind
    assert said in refused.value.text("en")


def test_another_region_makes_other_numbers_valid() -> None:
    assert judged(PHONE) == ["客户档案!C2 phone-invalid"]
    assert judged(PHONE, settings=RuleSettings(phone_region="US")) == []


def test_a_rule_can_be_turned_off() -> None:
    assert judged(PHONE, settings=RuleSettings(severity={"phone-invalid": "off"})) == []


def test_texts_added_to_a_closed_list_are_accepted_on_that_list_only() -> None:
    page = """
        == 客户档案
        客户编号 | 客户名称 | 状态
        A001     | 海川重工 | 暂停

        == 商机
        商机编号 | 客户编号 | 商机名称 | 状态
        P1       | A001     | 检测线   | 停一停
    """

    settings = RuleSettings(accepted={"客户档案.状态": ("暂停", "停一停")})

    assert judged(page, settings=settings) == ["商机!D2 not-in-list"]


def test_what_a_level_requires_may_be_said_in_either_language() -> None:
    page = """
        == 商机
        商机编号 | 客户编号 | 商机名称 | 漏斗层级 | 竞争对手
        P1       | A001     | 检测线   | 潜在商机 |
    """

    for level, column in (("潜在商机", "竞争对手"), ("Potential", "Competitor")):
        settings = RuleSettings(required={level: (column,)})
        assert judged(page, settings=settings) == ["商机!E2 stage-field-missing"]


def test_defaults_are_frozen() -> None:
    with pytest.raises(ValueError, match="frozen"):
        RuleSettings().phone_region = str(date.today())  # type: ignore[misc]
