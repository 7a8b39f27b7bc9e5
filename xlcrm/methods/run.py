"""Runs a method on a workbook's frames: what it takes is told by its parameters' names."""

import inspect
from collections.abc import Mapping
from datetime import date
from typing import Any

import pandas as pd

from xlcrm.language import Language
from xlcrm.methods.label import Method, MethodParams


def run(
    method: Method,
    frames: Mapping[str, pd.DataFrame],
    *,
    params: MethodParams,
    as_of: date,
    language: Language,
) -> pd.DataFrame:
    """The method's results on `frames` (sheet id to frame), one column per LABEL.results.

    A parameter named like a column of LABEL.sheet receives that Series, one named like a sheet
    receives its whole frame; `params`, `as_of` and `language` are passed on.
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
