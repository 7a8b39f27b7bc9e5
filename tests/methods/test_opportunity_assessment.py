"""Twenty answers in, nets and a decision out; every number is counted by hand."""

import pandas as pd
import pytest

from xlcrm.methods.opportunity_assessment import Params, compute
from xlcrm.sheets.assessment import Answer

ANSWERS = {
    "+": Answer.FAVOURABLE,
    "-": Answer.UNFAVOURABLE,
    "?": Answer.UNKNOWN,
    ".": None,
}
WORKED = "++++- +++-? +--?? ++++?"
BLOCKS = ["block1", "block2", "block3", "block4"]


def assess(*rows: str, **options: object) -> pd.DataFrame:
    """Rows of twenty signs, a dot for a blank; row numbers as in a workbook."""
    signs = [list(row.replace(" ", "")) for row in rows]
    index = range(2, 2 + len(rows))
    columns = [
        pd.Series([ANSWERS[row[number]] for row in signs], index=index, dtype=object)
        for number in range(20)
    ]
    return compute(*columns, **options)


def test_the_worked_example_keeps_its_block_view() -> None:
    result = assess(WORKED).loc[2]

    assert result["coverage"] == 0.8
    assert result["score"] == 0.4
    assert result[BLOCKS].tolist() == [0.6, 0.4, -0.2, 0.8]
    assert result["weakest"] == "是否能赢"
    assert result["decision"] == "补课"


def test_a_negative_block_stops_a_go_although_the_total_is_high() -> None:
    result = assess("+++++ +++++ --+-+ +++++").loc[2]

    assert result["score"] == 0.7
    assert result["block3"] == -0.2
    assert result["decision"] == "补课"
    assert "有一块低于0%" in result["reason"]


def test_an_opportunity_on_both_cut_offs_is_a_go() -> None:
    # three blocks net +2 and one net 0 give 6 of 20, which is the cut-off of 30 %
    result = assess("+++-? +++-? ++--? +++-?").loc[2]

    assert result["score"] == 0.3
    assert result["block3"] == 0.0
    assert result["decision"] == "立项"


def test_a_negative_total_is_a_no_go() -> None:
    result = assess("++--- ++--- ++--- +++--", language="en").loc[2]

    assert result["score"] == -0.1
    assert result["decision"] == "No-go"
    assert "net below 0%" in result["reason"]


def test_a_total_of_zero_is_no_reason_to_give_up() -> None:
    assert assess("+-+-? +-+-? +-+-? +-+-?").loc[2, "decision"] == "补课"


def test_eleven_answers_are_too_few_for_a_score() -> None:
    result = assess("+++++ +++++ +???? ?????").loc[2]

    assert result["coverage"] == 0.55
    assert pd.isna(result["score"])
    assert pd.isna(result["decision"])
    assert result["reason"] == "缺少回答：二十问只答了11问，至少要60%"


def test_twelve_answers_are_enough_but_an_unanswered_block_has_no_net() -> None:
    result = assess("+++++ +++++ ++??? ?????").loc[2]

    assert result["coverage"] == 0.6
    assert result["score"] == 0.6
    assert result["block1"] == 1.0
    assert pd.isna(result["block3"])
    assert pd.isna(result["block4"])
    assert result["decision"] == "补课"
    assert "有一块回答太少" in result["reason"]


def test_a_blank_is_as_unknown_as_a_question_mark() -> None:
    result = assess(WORKED, WORKED.replace("?", "."))

    assert result.loc[2].tolist() == result.loc[3].tolist()


def test_unknown_questions_are_listed_by_their_headers() -> None:
    result = assess("+++++ +++++ ++++? ++++?", "+" * 20, language="en")

    assert result.loc[2, "unknown"] == "15. Political structure, 20. Strategic value"
    assert pd.isna(result.loc[3, "unknown"])


def test_a_row_nobody_began_is_not_covered_while_twenty_question_marks_cover_nothing() -> None:
    result = assess("." * 20, "?" * 20)

    assert pd.isna(result.loc[2, "coverage"])
    assert result.loc[2, "unknown"] == "全部二十问"
    assert result.loc[3, "coverage"] == 0.0
    named = result.loc[3, "unknown"]
    assert named.startswith("1.业务状况是否面临挑战、2.项目需求是否清晰、")
    assert named.endswith("5.实施驱动因素是否明显等20问")


def test_the_earlier_of_two_equally_weak_blocks_is_named() -> None:
    assert assess("+++++ ++++- ++++- +++++").loc[2, "weakest"] == "是否我的商机"


def test_the_reason_counts_the_answers_and_says_what_decided() -> None:
    result = assess(WORKED)["reason"].tolist() + assess(WORKED, language="en")["reason"].tolist()

    assert result == [
        "净分+40%（有利12，不利4，未知4）；最弱：是否能赢−20%；有一块低于0%：补课",
        "net +40% (12 favourable, 4 unfavourable, 4 unknown); weakest: Can we win −20%; "
        "a block below 0%: Fix",
    ]


def test_cut_offs_are_parameters() -> None:
    strict = Params(minimum_coverage=0.9)
    lenient = Params(go_block=-0.2)

    assert pd.isna(assess(WORKED, params=strict).loc[2, "score"])
    assert assess(WORKED, params=lenient).loc[2, "decision"] == "立项"


def test_a_drop_score_above_the_go_score_is_refused() -> None:
    with pytest.raises(ValueError, match="drop_score must not exceed go_score"):
        Params(drop_score=0.5, go_score=0.3)
