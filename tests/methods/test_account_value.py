"""Parts in, one score and its reasons out; every number by hand."""

import pandas as pd
import pytest

from xlcrm.methods.account_value import Params, compute

# larger customers hold 20 %; potential half the full mark; share 50 %; growth 25 %; 2 of 4;
# loyalty 4 (75); satisfaction 7.75 (75); 36 days late (60)
MIDDLING = {
    "before": 0.2, "potential": 2.5e6, "share": 0.5, "sales": 1.25e6, "last": 1e6, "points": 2.0,
    "loyalty": 4.0, "satisfaction": 7.75, "late": 36.0,
}  # fmt: skip


def value(facts: dict[str, float | None], **options: object) -> "pd.Series[object]":
    names = [*MIDDLING, "indicators"]
    one = {name: pd.Series([facts.get(name)], index=[9], dtype=float) for name in names}
    result = compute(
        one["potential"],
        one["sales"],
        one["last"],
        one["loyalty"],
        pareto=pd.DataFrame({"share": one["before"] * 0 + 0.1, "cumulative": one["before"] + 0.1}),
        share_metrics=one["share"].to_frame("wallet_share"),
        nonmonetary_key_account=one["points"].to_frame("score"),
        satisfaction=one["satisfaction"].to_frame("experience"),
        customer_ties=one["indicators"].to_frame("loyalty_index"),
        dso_countback=one["late"].to_frame("beyond_terms"),
        **options,
    )
    return result.loc[9]


def test_the_parts_add_up_to_the_score() -> None:
    result = value(MIDDLING)

    # .30×80 + .15×50 + .10×50 + .10×75 + .10×50 + .10×75 + .05×75 + .10×60
    assert result["score"] == pytest.approx(66.25)
    assert result["grade"] == "A"
    assert result["coverage"] == 1.0


def test_every_point_has_its_words_and_they_add_up() -> None:
    assert value(MIDDLING)["reason"] == (
        "基准50：+9 贡献：更大客户占20%，+2.5 增长+25%，+2.5 忠诚度4/5，+1.2 满意度7.75/10，"
        "+1 超账期36天"
    )


def test_bad_payment_takes_points_away() -> None:
    result = value(MIDDLING | {"late": 90.0}, language="en")

    assert "−5 90 days beyond terms" in str(result["reason"])
    assert result["score"] == pytest.approx(60.25)
    assert result["grade"] == "B"


def test_a_missing_part_is_named_and_its_weight_goes_to_the_others() -> None:
    result = value(MIDDLING | {"satisfaction": None})

    # without .05 × 75, over 95
    assert result["score"] == pytest.approx(62.5 / 0.95)
    assert str(result["reason"]).endswith("；缺少满意度")


def test_the_loyalty_indicators_speak_where_no_loyalty_is_typed() -> None:
    typed = value(MIDDLING | {"indicators": 1.0})
    assessed = value(MIDDLING | {"loyalty": None, "indicators": 3.875})

    assert typed["score"] == pytest.approx(66.25)
    # 2.875 of 4 points above the least: .10 × 71.875 instead of .10 × 75
    assert assessed["score"] == pytest.approx(66.25 - 0.3125)
    assert "忠诚指标3.88/5" in str(assessed["reason"])


def test_below_the_minimum_coverage_there_is_no_score_and_no_grade() -> None:
    result = value({"before": 0.0, "potential": 5e6}, language="en")

    assert pd.isna(result["score"])
    assert pd.isna(result["grade"])
    assert result["coverage"] == pytest.approx(0.45)
    assert str(result["reason"]).endswith("weighs 45%, below 60%, so there is no score")


def test_a_part_never_gives_more_than_its_full_mark() -> None:
    best = MIDDLING | {"before": 0.0, "potential": 9e9, "share": 3.0, "sales": 9e9, "points": 4.0}
    best |= {"loyalty": 5.0, "satisfaction": 10.0, "late": -20.0}

    assert value(best)["score"] == pytest.approx(100.0)


def test_a_first_year_has_no_growth() -> None:
    assert "缺少上年销售额" in str(value(MIDDLING | {"last": 0.0})["reason"])


def test_weights_are_relative() -> None:
    names = [name for name in Params.model_fields if name.startswith("weight_")]
    only_sales = Params(**{name: 7.0 if "contribution" in name else 0.0 for name in names})

    result = value({"before": 0.2}, params=only_sales)

    assert result["score"] == pytest.approx(80.0)
    assert result["coverage"] == 1.0


def test_results_of_methods_that_did_not_run_are_missing_parts() -> None:
    number = pd.Series([1.0], index=[9])
    result = compute(
        number,
        number,
        number,
        number,
        pareto=pd.DataFrame(columns=["share", "cumulative"]),
        share_metrics=pd.DataFrame(columns=["wallet_share"]),
        nonmonetary_key_account=pd.DataFrame(columns=["score"]),
        satisfaction=pd.DataFrame(columns=["experience"]),
        customer_ties=pd.DataFrame(columns=["loyalty_index"]),
        dso_countback=pd.DataFrame(columns=["beyond_terms"]),
    )

    assert result.index.tolist() == [9]
    assert result["score"].isna().all()


@pytest.mark.parametrize(
    ("choice", "message"),
    [({"cut_a": 40.0, "cut_b": 50.0}, "cut_a must exceed"), ({"weight_share": -1}, "weight_share")],
)
def test_senseless_params_are_refused(choice: dict[str, float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Params(**choice)
