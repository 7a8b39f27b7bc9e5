"""Runs a method on a workbook's frames: what it takes is told by its parameters' names."""

import inspect
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

import pandas as pd

from xlcrm.language import Language
from xlcrm.methods.label import Method, MethodParams
from xlcrm.sheets import SHEETS
from xlcrm.sheets.frame import empty_frame

Frames = Mapping[str, pd.DataFrame]
"""Sheet id, or name of a method that has run, to its frame."""


def run_all(
    methods: Iterable[Method],
    sheets: Frames,
    *,
    params: Mapping[str, MethodParams],
    as_of: date,
    language: Language,
) -> dict[str, pd.DataFrame]:
    """Method name to results, for every method whose own sheet the workbook has.

    Methods run in the order given, and each may read the results of those before it. A sheet the
    workbook lacks is an empty frame, and so are the results of a method that did not run.
    """
    frames = {model.SHEET.id: empty_frame(model) for model in SHEETS} | dict(sheets)
    results: dict[str, pd.DataFrame] = {}
    for method in methods:
        label = method.LABEL
        if label.sheet in sheets:
            with pd.option_context("mode.string_storage", "python"):  # one behaviour with pyarrow
                results[label.name] = run(
                    method, frames, params=params[label.name], as_of=as_of, language=language
                )
        blank = pd.DataFrame(columns=[result.name for result in label.results])
        frames[label.name] = results.get(label.name, blank)
    return results


def needed(methods: Iterable[Method], names: Collection[str]) -> list[Method]:
    """Those of `methods` with these names, and the earlier ones whose results they read."""
    wanted = set(names)
    found = []
    for method in reversed([*methods]):
        if method.LABEL.name in wanted:
            wanted |= set(inspect.signature(method.compute).parameters)
            found.append(method)
    return found[::-1]


def run(
    method: Method,
    frames: Frames,
    *,
    params: MethodParams,
    as_of: date,
    language: Language,
) -> pd.DataFrame:
    """One method's results, one column per LABEL.results.

    A parameter named like a column of LABEL.sheet receives that Series, one named like a sheet or
    an earlier method its whole frame; `params`, `as_of` and `language` are passed on.
    """
    sheet = frames[method.LABEL.sheet]
    known = {"params": params, "as_of": as_of, "language": language, **frames}
    columns: list[Any] = []
    keywords: dict[str, Any] = {}
    for name, parameter in inspect.signature(method.compute).parameters.items():
        value = sheet[name] if name in sheet else known[name]
        if parameter.kind is inspect.Parameter.KEYWORD_ONLY:
            keywords[name] = value
        else:
            columns.append(value)
    result: pd.DataFrame = method.compute(*columns, **keywords)
    return result
