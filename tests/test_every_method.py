"""The contract of every method in the roll-call: what a new method is held to once listed."""

import inspect
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal

import xlcrm.methods
from xlcrm.language import LANGUAGES, Language
from xlcrm.methods import METHODS, Method, method
from xlcrm.methods.label import Kind, MethodParams
from xlcrm.sheets import SHEETS, Field, fields_of, sheet_model
from xlcrm.sheets.column import Choice

AS_OF = date(2026, 5, 20)
# not the finances of a year
LEFTOVER = r"(?<![A-Za-z])(?:nan|None|NaT)(?![A-Za-z])|<NA>|[{}]"
SCAFFOLD = {
    "__init__",
    "decision_group",
    "history",
    "label",
    "quarters",
    "run",
    "scorecard",
    "wording",
}
NAMES = [entry.LABEL.name for entry in METHODS]
KEYWORDS = {"params", "as_of", "language"} | {model.SHEET.id for model in SHEETS}

COLUMN_METHODS = [entry for entry in METHODS if entry.LABEL.shape == "column"]

every_method = pytest.mark.parametrize("entry", METHODS, ids=lambda entry: entry.LABEL.name)
every_column_method = pytest.mark.parametrize(
    "entry", COLUMN_METHODS, ids=lambda entry: entry.LABEL.name
)


def filled(field: Field) -> list[object]:
    """Three plausible values of a column."""
    if field.choices:
        entries: list[Choice] = list(field.choices)
        return [entries[0], entries[1], entries[-1]]
    values: dict[Any, list[object]] = {
        str: [f"{field.name}-1", f"{field.name}-2", f"{field.name}-3"],
        bool: [True, False, True],
        date: ["2026-05-31", "2026-04-30", "2026-06-30"],
        int: [30.0, 60.0, 7.0],
        float: [0.25, 0.5, 0.75] if field.column.unit == "percent" else [4e6, 5e5, 2e4],
    }
    return values[field.type]


def column(field: Field, values: list[object], index: list[int]) -> pd.Series:
    """A column as a sheet frame holds it."""
    if field.type in (int, float):
        return pd.Series(values, index=index, dtype=float)
    if field.type is date:
        return pd.Series(pd.to_datetime(pd.Series(values, dtype=object)).to_numpy(), index=index)
    return pd.Series(values, index=index, dtype=object)


def frame(sheet_id: str, rows: str) -> pd.DataFrame:
    """The sheet with no row, one blank row, three blank, one filled or three filled rows."""
    index = {"none": [], "one": [5], "one blank": [5]}.get(rows, [5, 9, 12])
    blank: list[object] = [None] * len(index)
    return pd.DataFrame(
        {
            field.name: column(
                field, blank if "blank" in rows else filled(field)[: len(index)], index
            )
            for field in fields_of(sheet_model(sheet_id))
        },
        index=index,
    )


def arguments(
    entry: Method, rows: str, language: Language = "zh"
) -> tuple[list[pd.Series], dict[str, Any]]:
    """What a door hands to the method: columns, and the frames and date it asks for."""
    sheet = frame(entry.LABEL.sheet, rows)
    parameters = inspect.signature(entry.compute).parameters.values()
    columns = [sheet[one.name] for one in parameters if one.kind is not one.KEYWORD_ONLY]
    asked = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY}
    sheets = asked & {model.SHEET.id for model in SHEETS}
    offered: dict[str, Any] = {sheet_id: frame(sheet_id, rows) for sheet_id in sheets}
    offered["as_of"] = AS_OF
    earlier = asked.intersection(NAMES)
    offered |= {name: settled(name, rows, language) for name in earlier}
    return columns, {name: value for name, value in offered.items() if name in asked}


@cache
def settled(name: str, rows: str, language: Language) -> pd.DataFrame:
    """What a method finds on such rows, for those after it."""
    return scored(method(name), rows, language=language)


def scored(entry: Method, rows: str, **options: Any) -> pd.DataFrame:
    columns, keywords = arguments(entry, rows, options.get("language", "zh"))
    result: pd.DataFrame = entry.compute(*columns, **keywords, **options)
    return result


def test_the_roll_call_lists_every_method_module() -> None:
    folder = Path(xlcrm.methods.__file__).parent
    modules = {path.stem for path in folder.glob("*.py")} - SCAFFOLD

    assert {entry.LABEL.name for entry in METHODS} == modules


def test_a_method_is_found_by_its_name() -> None:
    assert method("pareto").LABEL.en == "Pareto analysis"


def test_an_unknown_method_name_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        method("horoscope")


@every_method
def test_a_method_is_named_like_its_module(entry: Method) -> None:
    assert entry.__name__ == f"xlcrm.methods.{entry.LABEL.name}"


@every_method
def test_the_first_docstring_line_names_the_method_in_both_languages(entry: Method) -> None:
    first = (entry.__doc__ or "").splitlines()[0]

    assert first == f"{entry.LABEL.zh} · {entry.LABEL.en}."
    assert len(first) <= 80


@every_method
@pytest.mark.parametrize(
    "part", ["Question: ", "Formula: ", "Units: ", "Source: ", "Not for: ", "Example: ", ">>> "]
)
def test_the_docstring_has_every_part(entry: Method, part: str) -> None:
    assert f"\n{part}" in (entry.__doc__ or "")


@every_method
def test_the_docstring_names_the_ids_it_rests_on(entry: Method) -> None:
    assert entry.LABEL.ids
    assert all(f"`{one}`" in (entry.__doc__ or "") for one in entry.LABEL.ids)


@every_method
def test_positional_parameters_are_columns_of_the_sheet(entry: Method) -> None:
    parameters = inspect.signature(entry.compute).parameters.values()
    names = [one.name for one in parameters if one.kind is one.POSITIONAL_OR_KEYWORD]
    columns = {field.name for field in fields_of(sheet_model(entry.LABEL.sheet))}

    assert names
    assert set(names) <= columns


@every_method
def test_keyword_parameters_are_frames_earlier_results_params_as_of_and_language(
    entry: Method,
) -> None:
    parameters = inspect.signature(entry.compute).parameters.values()
    names = {one.name for one in parameters if one.kind is one.KEYWORD_ONLY}
    earlier = NAMES[: NAMES.index(entry.LABEL.name)]

    assert names <= KEYWORDS.union(earlier)
    assert {"params", "language"} <= names


@every_method
def test_the_results_a_worksheet_function_cannot_see_are_not_asked_for(entry: Method) -> None:
    asked = set(inspect.signature(entry.compute).parameters).intersection(NAMES)

    assert not (entry.LABEL.worksheet_function and asked)
    assert not (entry.LABEL.worksheet_function and entry.LABEL.shape == "table")


@every_method
def test_default_params_are_frozen_and_described(entry: Method) -> None:
    params = entry.Params()

    assert isinstance(params, MethodParams)
    for name, field in entry.Params.model_fields.items():
        assert field.description, name
        with pytest.raises(ValueError, match="frozen"):
            setattr(params, name, field.default)


@every_method
def test_an_unknown_parameter_is_refused(entry: Method) -> None:
    with pytest.raises(ValueError, match="horoscope"):
        entry.Params.model_validate({"horoscope": 1})


@every_method
def test_results_are_named_and_titled_in_both_languages(entry: Method) -> None:
    results = entry.LABEL.results
    names = [one.name for one in results]

    assert len(names) == len(set(names))
    assert all(one.zh and one.en and one.zh != one.en for one in results)
    assert all(one.kind in get_args(Kind) for one in results)
    assert names[-1] == "reason"


def test_a_result_header_is_owned_by_one_method_and_by_no_sheet_column() -> None:
    for model in SHEETS:
        typed = [
            text
            for field in fields_of(model)
            for text in (field.column.zh, field.column.en, *field.column.also)
        ]
        computed = [
            result.header(language)
            for entry in METHODS
            if entry.LABEL.sheet == model.SHEET.id and entry.LABEL.shape == "column"
            for result in entry.LABEL.results
            for language in LANGUAGES
        ]

        assert len(computed) == len(set(computed))
        assert not {text.lower() for text in typed} & {text.lower() for text in computed}


@every_method
@pytest.mark.parametrize("rows", ["none", "one", "one blank", "three", "three blank"])
def test_every_frame_survives_with_the_labelled_results(entry: Method, rows: str) -> None:
    result = scored(entry, rows)

    assert list(result.columns) == [one.name for one in entry.LABEL.results]
    if entry.LABEL.shape == "column":
        assert list(result.index) == list(frame(entry.LABEL.sheet, rows).index)


@every_method
@pytest.mark.parametrize("rows", ["none", "three", "three blank"])
def test_results_have_the_dtype_of_their_kind(entry: Method, rows: str) -> None:
    result = scored(entry, rows)

    for one in entry.LABEL.results:
        dtype = result[one.name].dtype
        if one.kind == "text":
            assert pd.api.types.is_string_dtype(dtype), one.name
        elif one.kind == "date":
            assert pd.api.types.is_datetime64_any_dtype(dtype), one.name
        else:
            assert pd.api.types.is_numeric_dtype(dtype), one.name


@every_method
def test_inputs_are_not_mutated(entry: Method) -> None:
    columns, keywords = arguments(entry, "three")
    before = [one.copy(deep=True) for one in columns]
    frames = {
        name: value.copy(deep=True)
        for name, value in keywords.items()
        if isinstance(value, pd.DataFrame)
    }

    entry.compute(*columns, **keywords)

    for one, copy in zip(columns, before, strict=True):
        pd.testing.assert_series_equal(one, copy)
    for name, copy in frames.items():
        assert_frame_equal(keywords[name], copy)


@every_column_method
def test_a_row_scores_the_same_wherever_it_stands(entry: Method) -> None:
    columns, keywords = arguments(entry, "three")

    forward = entry.compute(*columns, **keywords)
    backward = entry.compute(*(one.iloc[::-1] for one in columns), **keywords)

    assert_frame_equal(backward.iloc[::-1], forward)


@every_column_method
def test_missing_inputs_give_empty_results_and_a_reason(entry: Method) -> None:
    numbers = [one.name for one in entry.LABEL.results if one.kind != "text"]

    result = scored(entry, "three blank")

    assert result[numbers].isna().all(axis=None)
    assert result["reason"].str.contains("缺少").all()


@every_method
@pytest.mark.parametrize("rows", ["three", "three blank"])
def test_reasons_speak_the_language_asked_for(entry: Method, rows: str) -> None:
    zh = scored(entry, rows, language="zh")["reason"]
    en = scored(entry, rows, language="en")["reason"]

    assert (zh != en).all()
    assert zh.str.contains("[\u4e00-\u9fff]").all()
    assert not en.str.contains("[\u3000-\u9fff\uff00-\uffef]").any()
    for reasons in (zh, en):
        assert reasons.notna().all()
        assert not reasons.str.contains(LEFTOVER).any()
