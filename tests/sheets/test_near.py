"""Near misses are proposed, and nothing more."""

import pytest

from tests.sheet_text import grids, sheet
from xlcrm.sheets import SHEETS
from xlcrm.sheets.frame import recognise
from xlcrm.sheets.near import NearMiss, NearSheet, near_sheets


def proposed(headers: str, name: str = "客户档案") -> list[tuple[str, str]]:
    """Header and field of every proposal on a sheet with these headers."""
    return [(miss.text, miss.field) for miss in sheet(f"== {name}\n{headers}").near]


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("客户名你", "name"),
        ("客户名稱", "name"),
        ("Account nmae", "name"),
        ("Purchase potental", "potential"),
        ("年采购潜里(万元)", "potential"),
        ("* Industy", "industry"),
    ],
)
def test_a_header_one_slip_away_is_proposed_and_not_matched(header: str, field: str) -> None:
    read = sheet(f"== 客户档案\n客户编号 | 城市 | {header}\nA001 | 青岛 | x")

    assert read.near == (NearMiss(3, header, field),)
    assert field not in read.columns


@pytest.mark.parametrize(
    "header", ["上年排名", "城区", "职称", "Rank", "Cities served", "内部代号", "年度总结", ""]
)
def test_people_s_own_headers_are_left_alone(header: str) -> None:
    assert proposed(f"客户编号 | 客户名称 | {header}") == []


def test_a_column_the_sheet_has_already_is_not_proposed_again() -> None:
    assert proposed("客户编号 | 客户名称 | 客户名你") == []


def test_close_dat_is_proposed_for_the_close_date() -> None:
    assert proposed("Deal ID | Account ID | Deal name | Close dat", "Deals") == [
        ("Close dat", "close_date")
    ]


def test_a_header_that_stands_twice_is_noted_where_it_stands_again() -> None:
    read = sheet("== 客户档案\n客户编号 | 客户名称 | 备注 | Notes\nA001 | 海川重工 | 甲 | 乙")

    assert [(each.column, each.text, each.field) for each in read.repeated] == [
        (4, "Notes", "note")
    ]
    assert read.frame["note"].tolist() == ["甲"]
    assert read.near == ()


def test_a_sheet_name_one_slip_away_is_proposed_for_a_sheet_the_workbook_lacks() -> None:
    found = grids("== 商机\n商机编号 | 客户编号\n\n== 联系入清单\n姓名 | 手机\n\n== 说明\n请填写")
    headers = recognise(found, SHEETS)
    rest = [name for name in found if name not in headers]

    assert near_sheets(rest, [each.model for each in headers.values()], SHEETS) == (
        NearSheet("联系入清单", "contacts", "联系人清单"),
    )


def test_a_sheet_name_is_not_proposed_when_that_sheet_is_there() -> None:
    found = grids("== 联系人清单\n姓名 | 手机\n\n== 联系入清单\n姓 | 名")
    headers = recognise(found, SHEETS)

    assert near_sheets(["联系入清单"], [each.model for each in headers.values()], SHEETS) == ()
