"""Parameters of the methods: where they come from, which wins, and what is refused."""

from pathlib import Path

import pytest

from tests.sheet_text import grids
from xlcrm.book.errors import BookError
from xlcrm.settings import (
    FILE_NAME,
    Choices,
    from_file,
    from_sheet,
    from_words,
    is_settings_sheet,
    own_names_of,
    params_of,
)


def value(method: str, parameter: str, *sources: Choices) -> object:
    """What a parameter comes to when these sources speak, the last one loudest."""
    return getattr(params_of(sources)[method], parameter)


def written(folder: Path, text: str, *, encoding: str = "utf-8") -> Choices:
    """What a folder's xlcrm.toml of this text says."""
    (folder / FILE_NAME).write_text(text, encoding=encoding)
    return from_file(folder)


def typed(rows: str) -> Choices:
    """What a settings sheet with these rows says."""
    (grid,) = grids(f"== 参数\n{rows}").values()
    return from_sheet(grid)


def refusal(*sources: Choices) -> BookError:
    """The error that these sources are answered with."""
    with pytest.raises(BookError) as caught:
        params_of(sources)
    return caught.value


def test_without_any_source_a_method_has_its_documented_defaults() -> None:
    assert value("dso_countback", "days_in_month") == "calendar"
    assert value("pareto", "class_a_cut") == 0.8


def test_the_sheet_wins_over_the_file_and_set_wins_over_both(tmp_path: Path) -> None:
    file = written(tmp_path, "[pareto]\nclass_a_cut = 0.5\nclass_b_cut = 0.6\nmeasure = 'sales'")
    sheet = typed("pareto | class_a_cut | 0.4\npareto | class_b_cut | 0.7")
    words = from_words(["pareto.class_a_cut=0.3"])

    params = params_of([file, sheet, words])["pareto"]

    assert params.model_dump() == {"measure": "sales", "class_a_cut": 0.3, "class_b_cut": 0.7}


def test_one_method_s_choices_leave_the_others_alone() -> None:
    assert value("dso_countback", "window_months", from_words(["pareto.class_a_cut=0.3"])) == 24


def test_the_forecast_follows_the_probabilities_chosen_for_the_weighted_amount() -> None:
    chosen = from_words(["weighted_amount.probability_potential=0.05"])

    assert value("sales_forecast", "probability_potential", chosen) == 0.05


def test_the_forecast_s_own_probability_wins_over_the_inherited_one() -> None:
    chosen = from_words(
        ["sales_forecast.probability_potential=0.2", "weighted_amount.probability_potential=0.05"]
    )

    assert value("sales_forecast", "probability_potential", chosen) == 0.2
    assert value("weighted_amount", "probability_potential", chosen) == 0.05


@pytest.mark.parametrize(
    ("word", "wrong", "nearest"),
    [
        ("dso_countbak.days_in_month=30", "dso_countbak", "dso_countback"),
        ("pareto.class_a_cutt=0.5", "pareto.class_a_cutt", "pareto.class_a_cut"),
        ("dso_countback.days=30", "dso_countback.days", "dso_countback.days_in_month"),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest_known_one(
    word: str, wrong: str, nearest: str
) -> None:
    error = refusal(from_words([word]))

    assert error.code == "unknown-setting"
    assert error.text("en") == f"no setting {wrong}; did you mean {nearest}?"
    assert error.text("zh") == f"没有参数 {wrong};是否想写 {nearest}?"


def test_a_name_that_resembles_nothing_is_refused_with_the_known_ones() -> None:
    error = refusal(from_words(["zzz.qqq=1"]))

    assert error.code == "unknown-setting"
    assert "known: " in error.text("en")
    assert "opportunity_assessment, project_funnel" in error.text("en")


@pytest.mark.parametrize(
    ("word", "where"),
    [
        ("pareto.class_a_cut=2", "pareto.class_a_cut"),
        ("pareto.class_a_cut=many", "pareto.class_a_cut"),
        ("dso_countback.window_months=0", "dso_countback.window_months"),
        ("dso_countback.window_months=1.5", "dso_countback.window_months"),
        ("dso_countback.days_in_month=31", "dso_countback.days_in_month"),
        ("attack_defence.reading=poem", "attack_defence.reading"),
        ("pareto.class_b_cut=0.5", "pareto"),
    ],
)
def test_a_value_outside_its_limits_is_refused_by_name(word: str, where: str) -> None:
    error = refusal(from_words([word]))

    assert error.code == "bad-setting"
    assert error.text("en").startswith(f"setting {where}: ")
    assert error.text("zh").startswith(f"参数 {where}:")


@pytest.mark.parametrize("thirty", ["30", 30, 30.0])
def test_thirty_is_thirty_as_text_whole_number_or_cell(thirty: object) -> None:
    months = {"sales_forecast": {"months": thirty}}
    days = {"dso_countback": {"days_in_month": thirty}}

    assert value("sales_forecast", "months", months) == 30
    assert value("dso_countback", "days_in_month", days) == "30"


def test_set_takes_what_follows_the_first_equals_sign_and_forgives_spaces() -> None:
    assert from_words([" pareto.measure = gross_profit ", "pareto.class_a_cut=a=b"]) == {
        "pareto": {"measure": "gross_profit", "class_a_cut": "a=b"}
    }


def test_the_last_of_two_set_words_for_one_parameter_counts() -> None:
    assert from_words(["pareto.class_a_cut=0.3", "pareto.class_a_cut=0.4"]) == {
        "pareto": {"class_a_cut": "0.4"}
    }


@pytest.mark.parametrize(
    "word", ["", "pareto", "pareto.class_a_cut", "class_a_cut=0.5", "pareto.=1"]
)
def test_set_without_method_parameter_or_value_is_shown_how_to_write_it(word: str) -> None:
    with pytest.raises(BookError) as caught:
        from_words([word])

    assert caught.value.code == "bad-setting"
    assert "write method.parameter=value" in caught.value.text("en")
    assert "方法.参数=值" in caught.value.text("zh")


def test_a_folder_without_a_settings_file_chooses_nothing(tmp_path: Path) -> None:
    assert from_file(tmp_path) == {}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_settings_file_may_begin_with_the_mark_that_notepad_writes(
    tmp_path: Path, encoding: str
) -> None:
    text = "# 回款天数\n[dso_countback]\nwindow_months = 12\n"

    assert written(tmp_path, text, encoding=encoding) == {"dso_countback": {"window_months": 12}}


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("[pareto\nclass_a_cut = 0.5", "utf-8"),
        ("[pareto]\nmeasure = sales", "utf-8"),
        ("# 参数\n[pareto]", "gb18030"),
        ("class_a_cut = 0.5", "utf-8"),
    ],
)
def test_a_settings_file_that_cannot_be_understood_is_refused_by_its_path(
    tmp_path: Path, text: str, encoding: str
) -> None:
    with pytest.raises(BookError) as caught:
        written(tmp_path, text, encoding=encoding)

    assert caught.value.code == "bad-settings-file"
    assert caught.value.path == tmp_path / FILE_NAME


def test_an_unknown_table_of_the_file_is_refused_with_a_suggestion(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, "[paretto]\nclass_a_cut = 0.5"))

    assert error.code == "unknown-setting"
    assert "did you mean pareto?" in error.text("en")


def test_a_settings_sheet_may_have_a_title_a_header_and_notes_of_its_own() -> None:
    chosen = typed(
        """本公司的参数
        |
        方法          | 参数          | 值    | 说明
        dso_countback | window_months | 12    | 财务部定
        Pareto        | measure       | gross_profit
        pareto        | class_a_cut   |       | 用默认值
        汇率          | 美元          | 7.1
        联系          | 周以宁
        """
    )

    assert chosen == {
        "dso_countback": {"window_months": 12.0},
        "pareto": {"measure": "gross_profit"},
    }
    assert value("dso_countback", "window_months", chosen) == 12


def test_a_misspelt_method_on_the_settings_sheet_is_refused_and_not_passed_over() -> None:
    error = refusal(typed("dso_countbak | window_months | 12"))

    assert error.code == "unknown-setting"
    assert "did you mean dso_countback?" in error.text("en")


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("参数", True),
        ("Settings", True),
        (" SETTINGS ", True),
        ("参数说明", False),
        ("客户档案", False),
    ],
)
def test_the_settings_sheet_is_known_by_its_name(name: str, known: bool) -> None:
    assert is_settings_sheet(name) is known


def test_people_s_own_headers_and_sheet_names_come_from_the_file(tmp_path: Path) -> None:
    file = written(
        tmp_path,
        """
        [sheets]
        "My deals" = "opportunities"

        [headers.accounts]
        Acct = "name"
        "Sector (main)" = "industry"
        """,
    )

    own = own_names_of([file])

    assert own.sheets == {"My deals": "opportunities"}
    assert own.headers == {"accounts": {"Acct": ("name",), "Sector (main)": ("industry",)}}
    assert params_of([file]) == params_of([])


def test_the_settings_sheet_names_them_in_either_language() -> None:
    chosen = typed(
        """对象          | 参数     | 值
        表头.客户档案   | 抬头     | 客户名称
        headers.contacts | Person | Name
        表头 商机       | 签单日   | 预计签约日期
        工作表          | 我的单子 | 商机
        sheets          | People   | contacts
        """
    )

    own = own_names_of([chosen])

    assert own.headers == {
        "accounts": {"抬头": ("name",)},
        "contacts": {"Person": ("name",)},
        "opportunities": {"签单日": ("close_date",)},
    }
    assert own.sheets == {"我的单子": "opportunities", "People": "contacts"}


def test_what_the_sheet_says_of_a_header_wins_over_the_file(tmp_path: Path) -> None:
    file = written(tmp_path, '[headers.accounts]\nAcct = "name"\nOrt = "city"')
    sheet = typed("headers.accounts | Acct | account_id")

    assert own_names_of([file, sheet]).headers == {
        "accounts": {"Acct": ("account_id",), "Ort": ("city",)}
    }


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ('[headers.acounts]\nAcct = "name"', "did you mean headers: accounts?"),
        ('[headers.accounts]\nAcct = "nme"', "did you mean headers.accounts: name?"),
        (
            '[sheets]\n"My deals" = "opportunity list"',
            "did you mean sheets.My deals: opportunities?",
        ),
    ],
)
def test_an_unknown_sheet_or_column_is_refused_with_the_nearest_known_one(
    tmp_path: Path, text: str, proposal: str
) -> None:
    with pytest.raises(BookError) as caught:
        own_names_of([written(tmp_path, text)])

    assert caught.value.code == "unknown-setting"
    assert proposal in caught.value.text("en")
