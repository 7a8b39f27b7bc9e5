"""The words of the reasons."""

import pandas as pd
import pytest

from xlcrm.language import Language
from xlcrm.methods.wording import (
    amount_words,
    days_words,
    missing_words,
    month_words,
    percent_words,
    text_column,
)


@pytest.mark.parametrize(
    ("amount", "zh", "en"),
    [
        (1_200_000, "120万", "1.2m"),
        (15_000_000, "1,500万", "15m"),
        (12_345, "1.23万", "12.35k"),
        (9_999, "9,999", "10k"),
        (999, "999", "999"),
        (0, "0", "0"),
        (-50_000, "−5万", "−50k"),
        (0.5, "0.5", "0.5"),
    ],
)
def test_amounts_are_said_in_wan_or_in_thousands(amount: float, zh: str, en: str) -> None:
    assert (amount_words(amount, "zh"), amount_words(amount, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("ratio", "words"), [(0.4, "40%"), (0.125, "12.5%"), (-0.2, "−20%"), (-0.0, "0%"), (1, "100%")]
)
def test_ratios_are_said_as_percentages(ratio: float, words: str) -> None:
    assert percent_words(ratio) == words


@pytest.mark.parametrize(("ratio", "words"), [(0.4, "+40%"), (0, "0%"), (-0.2, "−20%")])
def test_a_signed_percentage_shows_its_plus(ratio: float, words: str) -> None:
    assert percent_words(ratio, signed=True) == words


def test_whole_days_have_no_decimals() -> None:
    assert days_words(30.0, "zh") == "30天"
    assert days_words(14.5, "en") == "14.5 days"


@pytest.mark.parametrize(("language", "words"), [("zh", "2011年12月"), ("en", "2011-12")])
def test_months_are_said_with_their_year(language: Language, words: str) -> None:
    assert month_words(2011, 12, language) == words


def test_missing_inputs_are_named_by_the_headers_of_the_sheet() -> None:
    inputs = pd.DataFrame(
        {"potential": [None, 1.0, None], "sales": [2.0, 2.0, None]}, index=[2, 5, 9]
    )

    words = missing_words("accounts", inputs, "en")

    assert words.to_dict() == {
        2: "missing Purchase potential",
        5: "",
        9: "missing Purchase potential, Annual sales",
    }


def test_a_text_column_of_nothing_is_text_nevertheless() -> None:
    nothing = text_column([None], pd.Index([3]))

    assert nothing.dtype == text_column(["x"], pd.Index([3])).dtype
    assert nothing.isna().tolist() == [True]
