"""Service as expected, felt and audited: zones, features, audits, gaps; every number by hand."""

import pandas as pd
import pytest

from xlcrm.methods import kano, service_audit, service_gaps, zone_of_tolerance
from xlcrm.sheets.survey import KanoAnswer


def zone(adequate: float, desired: float, felt: float | None) -> "pd.Series[object]":
    columns = [pd.Series([one], dtype=float) for one in (adequate, desired, felt)]
    return zone_of_tolerance.compute(*columns).loc[0]


@pytest.mark.parametrize(
    ("adequate", "desired", "felt", "expected"),
    [
        (7, 8.5, 6.5, "低于"),
        (6, 8, 7, "之内"),
        (6, 8, 6, "之内"),
        (6, 8, 8, "之内"),
        (6, 8, 9, "高于"),
    ],
)
def test_a_service_lies_below_within_or_above_the_zone(
    adequate: float, desired: float, felt: float, expected: str
) -> None:
    assert zone(adequate, desired, felt)["zone"] == expected


def test_a_zone_turned_round_and_a_missing_score_have_no_result() -> None:
    turned, missing = zone(9, 8, 8.5), zone(6, 8, None)

    assert pd.isna(turned["zone"])
    assert turned["reason"] == "必要水平高于渴望水平，请核对"
    assert missing["reason"] == "缺少体验值"


def features(*answers: tuple[str, KanoAnswer | None, KanoAnswer | None]) -> pd.DataFrame:
    columns = [pd.Series(list(column), dtype=object) for column in zip(*answers, strict=True)]
    return kano.compute(*columns).set_index("item")


@pytest.mark.parametrize(
    ("present", "letters"),
    [("LIKE", "QAAAO"), ("EXPECT", "RIIIM"), ("NEUTRAL", "RIIIM"), ("TOLERATE", "RIIIM"),
     ("DISLIKE", "RRRRQ")],
)  # fmt: skip
def test_the_two_answers_are_read_in_the_standard_table(present: str, letters: str) -> None:
    absent = pd.Series(["LIKE", "EXPECT", "NEUTRAL", "TOLERATE", "DISLIKE"]).map(
        KanoAnswer.__getitem__
    )

    read = kano.evaluated(pd.Series([KanoAnswer[present]] * 5), absent)

    assert "".join(read) == letters


def test_the_category_is_that_of_most_answers_with_better_and_worse() -> None:
    attractive = ("夜间送货", KanoAnswer.LIKE, KanoAnswer.EXPECT)
    needed = ("夜间送货", KanoAnswer.EXPECT, KanoAnswer.DISLIKE)
    doubtful = ("夜间送货", KanoAnswer.LIKE, KanoAnswer.LIKE)
    half = ("夜间送货", KanoAnswer.LIKE, None)

    result = features(attractive, attractive, attractive, needed, doubtful, half).loc["夜间送货"]

    assert (result["category"], result["answers"]) == ("A 迷人质量", 5)
    assert (result["better"], result["worse"], result["questionable"]) == (0.75, -0.25, 0.2)
    assert result["reason"] == (
        "5份回答：A 迷人质量，有则满意0.75，无则不满−0.25；可疑占20%；"
        "缺少一半回答的1份未计；样本偏少"
    )


def test_of_equally_many_answers_must_be_wins() -> None:
    result = features(
        ("x", KanoAnswer.LIKE, KanoAnswer.EXPECT), ("x", KanoAnswer.EXPECT, KanoAnswer.DISLIKE)
    )

    assert result.loc["x", "category"] == "M 当然质量"


def audit(procedural: list[float | None], personal: list[float | None]) -> "pd.Series[object]":
    columns = [pd.Series([one], dtype=float) for one in [*procedural, *personal]]
    return service_audit.compute(*columns).loc[0]


@pytest.mark.parametrize(
    ("procedural", "personal", "kind"),
    [
        ([4.0] * 7, [3.0] * 7, "工厂型"),
        ([3.0] * 7, [4.0] * 7, "友善型"),
        ([4.0] * 7, [5.0] * 7, "优质型"),
        ([1.0] * 7, [2.0] * 7, "冷淡型"),
    ],
)
def test_two_sides_make_one_of_four_types(
    procedural: list[float], personal: list[float], kind: str
) -> None:
    assert audit(procedural, personal)["type"] == kind


def test_28_and_21_of_35_points_are_80_and_60_percent() -> None:
    result = audit([4.0] * 7, [3.0] * 6 + [3.0])

    assert result[["procedural", "personal"]].tolist() == pytest.approx([0.8, 0.6])
    assert str(result["reason"]).startswith("程序面80%，个人面60%，以70%为界：工厂型，先提高个人面")


def test_a_side_with_an_element_missing_leaves_no_type_but_the_other_side_stands() -> None:
    result = audit([4.0] * 7, [3.0] * 6 + [None])

    assert result["procedural"] == pytest.approx(0.8)
    assert pd.isna(result["personal"])
    assert pd.isna(result["type"])
    assert result["reason"] == "缺少礼貌解决问题"


def test_the_widest_gap_comes_first_and_open_ones_are_named() -> None:
    columns = [pd.Series([one], dtype=float) for one in (2, 4, None, 4, 1)]

    result = service_gaps.compute(*columns).loc[0]

    assert result["widest"] == "流程设计差距、沟通承诺差距"
    assert result["width"] == 4
    assert result["reason"] == (
        "流程设计差距 4、沟通承诺差距 4、需求认知差距 2、顾客感受差距 1；缺少服务执行差距"
    )
