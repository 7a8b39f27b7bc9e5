"""What the private sheet computes, and that it stays there."""

from dataclasses import replace

import pandas as pd
import pytest

from tests.methods.funnel_frames import page
from xlcrm.language import LANGUAGES
from xlcrm.methods import METHODS, animal_quadrant, personal_wins, temperament
from xlcrm.planning.tokens import Facts

PRIVATE = {"personal_wins", "animal_quadrant", "temperament"}


def animal(*scores: float, **options: object) -> "pd.Series[object]":
    columns = (pd.Series([score], dtype=float) for score in scores)
    return animal_quadrant.compute(*columns, **options).iloc[0]


@pytest.mark.parametrize(
    ("scores", "style"),
    [
        ((5, 0, 0, 0), "未定"),
        ((6, 0, 0, 0), "偏鹰"),
        ((8, 0, 0, 0), "偏鹰"),
        ((9, 0, 0, 0), "鹰"),
        ((0, 0, 6, 0), "羊"),
        ((0, 0, 0, 8), "狐"),
        ((0, 0, 0, 7), "未定"),
        ((5, 6, 5, 7), "未定"),
        ((5, 8, 5, 7), "驴"),
    ],
)
def test_styles_begin_at_the_cuts_of_the_source(scores, style) -> None:
    assert animal(*scores)["style"] == style


def test_a_second_style_that_is_met_is_told_and_does_not_decide_the_order_of_talk() -> None:
    result = animal(7, 2, 6, 5)

    assert (result["style"], result["sequence"]) == ("偏鹰", "听→问→说")
    assert result["reason"] == "偏鹰最明显；也符合羊"


def test_styles_as_far_above_their_cuts_are_named_together() -> None:
    result = animal(7, 0, 7, 0, language="en")

    assert result["style"] == "Tends to hawk, Sheep"
    assert result["sequence"] == "listen, ask, speak / speak, ask, listen"
    assert result["reason"] == "Tends to hawk, Sheep alike: go by what you see"


@pytest.mark.parametrize(
    ("scores", "sequence"),
    [((0, 3, 0, 0), "说→问→听"), ((0, 0, 7, 0), "说→问→听"), ((0, 0, 0, 9), "问→听→说")],
)
def test_the_order_of_talk_follows_the_style(scores, sequence) -> None:
    assert animal(*scores)["sequence"] == sequence


def test_the_donkey_can_be_switched_off() -> None:
    never = animal_quadrant.Params(donkey="never")

    assert animal(0, 9, 0, 0, params=never)["style"] == "未定"


def test_a_missing_score_leaves_the_style_open() -> None:
    result = animal(9, float("nan"), 0, 0)

    assert pd.isna(result["style"])
    assert result["reason"] == "缺少驴分"


def mixed(*shares: float, **options: object) -> "pd.Series[object]":
    return temperament.compute(*(pd.Series([share]) for share in shares), **options).iloc[0]


def test_the_largest_share_leads_by_its_points() -> None:
    result = mixed(0.4, 0.35, 0.15, 0.1, language="en")

    assert result["temperament"] == "Lively"
    assert result["reason"] == "Lively leads by 5 points: praise what deserves praise"


def test_a_tie_shows_both_strategies() -> None:
    result = mixed(0.1, 0.2, 0.35, 0.35)

    assert result["temperament"] == "和平型、分析型"
    assert result["reason"] == "和平型、分析型并列：耐心解释；先给专业依据，再征求意见"


def test_shares_that_do_not_make_up_the_whole_give_no_temperament() -> None:
    result = mixed(0.4, 0.3, 0.1, 0.1)

    assert pd.isna(result["temperament"])
    assert result["reason"] == "四项合计90%，应为100%"


def test_three_of_five_key_persons_are_complete() -> None:
    people = "\n".join(f"{one} K {one} yes" for one in "ABCDE")
    notes = """
        contact_id personal_concern business_concern
        A          RETURN           节能
        B          EASE             节能
        C          PRESTIGE         节能
        D          .                节能
    """
    private = page("contact_private", notes)

    result = personal_wins.compute(
        private["contact_id"],
        private["personal_concern"],
        private["business_concern"],
        contacts=page("contacts", "contact_id account_id name is_key_player\n" + people),
    )

    assert result["share"].tolist() == [0.6] * 4
    assert result["complete"].tolist() == ["是", "是", "是", "否"]
    assert result["reason"].iloc[3] == "还缺个人关注；该客户关键人物完整3/5"


def test_no_advice_names_a_threat_or_a_trick() -> None:
    texts = [text[language] for text in temperament.ADVICE for language in LANGUAGES]
    docs = (animal_quadrant.__doc__ or "") + (temperament.__doc__ or "")

    words = ("威胁", "好骗", "threat", "cheat", "fool")
    assert not [word for word in words for text in [*texts, docs] if word in text]


def test_what_the_private_sheet_computes_is_read_by_no_method_elsewhere() -> None:
    on_it = {entry.LABEL.name for entry in METHODS if entry.LABEL.sheet == "contact_private"}
    readers = {
        entry.LABEL.name
        for entry in METHODS
        for name in PRIVATE
        if name in entry.compute.__kwdefaults__ or name in entry.compute.__annotations__
    }

    assert on_it == PRIVATE
    assert readers == set()


def test_planning_tabs_are_told_nothing_private_unless_the_run_says_so() -> None:
    contacts = page("contacts", "contact_id account_id name\nC A 李总")
    notes = page("contact_private", "contact_id hawk\nC 9")
    styles = pd.DataFrame({"style": ["鹰"], "sequence": ["x"], "reason": ["x"]}, index=[2])
    facts = Facts(
        frames={"contacts": contacts, "contact_private": notes},
        results={"animal_quadrant": styles},
        language="zh",
    )

    told = {"animal_quadrant.style": "鹰"}
    assert facts.values(told, {"contacts": 2}) == {"animal_quadrant.style": None}
    assert replace(facts, private=True).values(told, {"contacts": 2}) == told
