"""Cells of the background in, how much is known out."""

from datetime import date

import pandas as pd
import pytest

from xlcrm.methods.background_sheet import GROUPS, compute

NAMES = [name for group in GROUPS.values() for name in group]


def background(*blank: str, event: str | None = None, **options: object) -> "pd.Series[object]":
    cells = [pd.Series([None if name in blank else "x"], index=[6], dtype=object) for name in NAMES]
    day = pd.Series(pd.to_datetime([event]), index=[6])
    return compute(*cells, day, as_of=date(2026, 5, 20), **options).loc[6]


def test_eight_of_eleven_cells_are_72_7_percent() -> None:
    result = background("decision_path", "finances", "goal")

    assert result["share"] == pytest.approx(8 / 11)
    assert result[["business", "project", "drivers"]].tolist() == pytest.approx([2 / 3, 0.5, 1.0])
    assert result["reason"] == "11项已填8项（72.7%）；缺少今年财务情况、决策过程说明、实施目标"


def test_a_date_stands_for_the_compelling_event() -> None:
    assert background("compelling_event", event="2026-09-01")["share"] == 1.0


def test_an_event_whose_date_has_passed_is_named() -> None:
    assert str(background(event="2026-05-19", language="en")["reason"]) == (
        "11 of 11 filled (100%); the date of the compelling event has passed"
    )
    assert "passed" not in str(background(event="2026-05-20", language="en")["reason"])


def test_nothing_written_at_all_is_no_share() -> None:
    result = background(*NAMES)

    assert pd.isna(result["share"])
    assert str(result["reason"]).startswith("缺少经营竞争环境、核心业务结构、")
