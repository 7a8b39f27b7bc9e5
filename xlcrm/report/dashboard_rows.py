"""What the dashboards share: open deals, results that may be missing, records of a table."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from xlcrm.book.template import Record
from xlcrm.language import Language, Text
from xlcrm.methods.weighted_amount import is_open
from xlcrm.sheets import sheet_model
from xlcrm.sheets.shown import shown

Frames = Mapping[str, pd.DataFrame]
"""Sheet id to frame, and under `UNCONVERTED` the amounts in currencies without a rate."""
UNCONVERTED = "unconverted"
Results = Mapping[str, pd.DataFrame]
"""Method name to its results."""
Filled = tuple[dict[str, object], dict[str, list[Record]]]
"""A page's single values, and the records of its tables."""

NO_OWNER = Text("未填负责人", "No owner")


def result_of(results: Results, method: str, name: str, index: pd.Index) -> "pd.Series[Any]":
    """One result column on `index`; missing everywhere when the method did not run."""
    frame = results.get(method)
    if frame is None or name not in frame:
        return pd.Series(float("nan"), index=index)
    return frame[name].reindex(index)


def result_known(results: Results, method: str, name: str) -> bool:
    """Whether a result of a method is known for any row."""
    frame = results.get(method)
    return frame is not None and name in frame and bool(frame[name].notna().any())


def ran(results: Results, method: str) -> bool:
    """Whether a method has run and has rows to show."""
    return method in results and not results[method].empty


def open_deals(frames: Frames, results: Results, language: Language) -> pd.DataFrame:
    """The open deals with their weighted amount and an owner's name in every row."""
    deals = frames["opportunities"]
    deals = deals[is_open(deals["status"])].copy()
    deals["weighted"] = result_of(results, "weighted_amount", "weighted", deals.index)
    deals["owner"] = deals["owner"].where(deals["owner"].notna(), NO_OWNER[language])
    return deals


def absent_sheets(frames: Frames, sheets: Sequence[str], language: Language) -> str:
    """The sheets among `sheets` that the workbook lacks, by name; "" when none."""
    titles = [sheet_model(each).SHEET.title(language) for each in sheets if each not in frames]
    return Text("、", ", ")[language].join(titles)


def records(table: str, frame: pd.DataFrame, language: Language) -> list[Record]:
    """A frame's rows as records of a template's table."""
    return [
        {f"{table}.{name}": shown(value, language) for name, value in row.items()}
        for row in frame.to_dict("records")
    ]
