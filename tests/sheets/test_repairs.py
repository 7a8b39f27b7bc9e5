"""What was silently put right: which repair, what the cell should hold, and what is none."""

from datetime import date, datetime

import pytest

from tests.sheet_text import field, sheet
from xlcrm.sheets import Account, Contact, Field, LedgerMonth, Opportunity
from xlcrm.sheets.coerce import DAY_ONE_1904
from xlcrm.sheets.reading import read_column
from xlcrm.sheets.remarks import CellState, Repair

MONEY = field(Opportunity, "amount")
DAY = field(LedgerMonth, "month")
NAME = field(Account, "name")
PHONE = field(Account, "phone")
STATUS = field(Account, "status")
NEW = field(Account, "is_new")


def repair(column: Field, content: object, *, scale: float = 1.0) -> tuple[str, object] | None:
    """Kind of the repair of a cell and what it should hold; None when nothing was put right."""
    read = read_column([content], [7], column, scale=scale)
    assert not read.faults
    if not read.repairs:
        return None
    (one,) = read.repairs
    assert (one.row, one.field, one.value, one.formula) == (7, column.name, content, False)
    return one.kind, one.became


@pytest.mark.parametrize(
    ("content", "kind", "became"),
    [
        ("1200", "text-number", 1200.0),
        ("¥1,200.00", "text-number", 1200.0),
        ("(1,200)", "text-number", -1200.0),
        ("１２００", "full-width", 1200.0),
        ("120万", "unit", 1_200_000.0),
        ("1.2亿", "unit", 120_000_000.0),
        ("12k", "unit", 12_000.0),
        ("12.5%", "percent", 0.125),
        ("１２％", "percent", 0.12),
        ("1\u00a0200", "text-number", 1200.0),
    ],
)
def test_a_number_typed_as_text_is_repaired_to_the_number(
    content: object, kind: str, became: float
) -> None:
    found = repair(MONEY, content)

    assert found is not None
    assert found == (kind, pytest.approx(became))


@pytest.mark.parametrize(("content", "became"), [("120万", 120.0), ("5000元", 0.5), ("30", 30.0)])
def test_a_repaired_amount_is_given_in_the_unit_of_its_header(
    content: object, became: float
) -> None:
    found = repair(MONEY, content, scale=1e4)

    assert found is not None
    assert found[1] == pytest.approx(became)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("2026-3-5", "text-date"),
        ("2026/03/05", "text-date"),
        ("2026.3.5", "text-date"),
        ("2026年3月5日", "text-date"),
        ("2026 年 3 月 5 日", "text-date"),
        ("20260305", "text-date"),
        (20260305.0, "text-date"),
        (46086.0, "serial-date"),
        ("25/03/2026", "text-date"),
    ],
)
def test_a_date_that_is_none_to_the_spreadsheet_is_repaired_to_the_date(
    content: object, kind: str
) -> None:
    day = date(2026, 3, 25 if content == "25/03/2026" else 5)

    assert repair(DAY, content) == (kind, day)


@pytest.mark.parametrize(
    ("content", "kind", "became"),
    [
        (" 海川重工", "stray-space", "海川重工"),
        ("海川重工\u00a0", "stray-space", "海川重工"),
        ("海川\u200b重工", "stray-space", "海川重工"),
        ("海川重工\n", "stray-space", "海川重工"),
        ("ＡＢＣ公司", "full-width", "ABC公司"),
        ("３Ｍ中国", "full-width", "3M中国"),
    ],
)
def test_a_name_loses_stray_space_and_full_width_letters(
    content: str, kind: str, became: str
) -> None:
    assert repair(NAME, content) == (kind, became)


@pytest.mark.parametrize(
    ("content", "kind", "became"),
    [
        (13800138000.0, "number-phone", "13800138000"),
        (1.38e10, "number-phone", "13800000000"),
        ("13800138000.0", "number-phone", "13800138000"),
        ("13800138000/13900139000", "two-phones", "13800138000; 13900139000"),
        ("13800138000 13900139000", "two-phones", "13800138000; 13900139000"),
        ("010-62345678 分机 801", "extension", "010-62345678转801"),
        ("１３８００１３８０００", "full-width", "13800138000"),
        (" 13800138000", "stray-space", "13800138000"),
    ],
)
def test_telephone_numbers_are_repaired_to_one_form(
    content: object, kind: str, became: str
) -> None:
    assert repair(PHONE, content) == (kind, became)


@pytest.mark.parametrize(
    ("column", "content", "kind", "became"),
    [
        (STATUS, " 合作中", "stray-space", "合作中"),
        (STATUS, "Ａctive", "full-width", "Active"),
        (NEW, "Ｙ", "full-width", "Y"),
        (NEW, "是\u3000", "stray-space", "是"),
    ],
)
def test_an_entry_of_a_list_is_tidied_and_not_translated(
    column: Field, content: str, kind: str, became: str
) -> None:
    assert repair(column, content) == (kind, became)


@pytest.mark.parametrize(
    ("column", "content"),
    [
        (MONEY, 1200.0),
        (MONEY, ""),
        (MONEY, "  "),
        (MONEY, "-"),
        (DAY, date(2026, 3, 5)),
        (DAY, datetime(2026, 3, 5, 14, 30)),
        (DAY, None),
        (NAME, "海川重工（青岛）有限公司"),
        (NAME, "第一行\n第二行"),
        (NAME, 1001.0),
        (PHONE, "0532-88881234"),
        (PHONE, "010-62345678转801"),
        (PHONE, "+86 532 8888 1234"),
        (PHONE, "13800138000; 13900139000"),
        (STATUS, "active"),
        (STATUS, ""),
        (NEW, "√"),
        (NEW, True),
        (NEW, 1.0),
        (field(Contact, "role"), "＋"),
        (field(Contact, "role"), "※"),
    ],
)
def test_what_stands_as_it_should_is_no_repair(column: Field, content: object) -> None:
    assert repair(column, content) is None


def test_repairs_keep_their_rows_and_a_fault_is_no_repair() -> None:
    read = read_column(["120万", 5.0, "about ten", " 7 "], [4, 5, 8, 9], MONEY)

    assert [(one.row, one.became) for one in read.repairs] == [(4, 1_200_000.0), (9, 7.0)]
    assert [fault.row for fault in read.faults] == [8]


def test_a_repair_of_a_formula_says_so_because_writing_would_lose_it() -> None:
    states = {3: CellState("formula-text"), 4: CellState("formula")}

    read = read_column(["120", "130", "140"], [2, 3, 4], MONEY, states=states)

    assert [one.formula for one in read.repairs] == [False, True, True]


def test_an_error_and_a_formula_never_calculated_are_no_empty_cells() -> None:
    states = {
        2: CellState("error-value", "#N/A"),
        3: CellState("never-calculated"),
        5: CellState("formula"),
    }

    read = read_column(["", "", "", 8.0], [2, 3, 4, 5], MONEY, states=states)

    assert [(fault.row, fault.kind, fault.value) for fault in read.faults] == [
        (2, "error-value", "#N/A"),
        (3, "never-calculated", ""),
    ]
    assert str(read.values.tolist()) == "[nan, nan, nan, 8.0]"


def test_a_serial_number_counts_from_1904_in_workbooks_of_that_system() -> None:
    serial_of_2026_03_05 = float((date(2026, 3, 5) - date(1904, 1, 1)).days)

    read = read_column([serial_of_2026_03_05], [2], DAY, day_one=DAY_ONE_1904)

    assert read.values[0].item().date() == date(2026, 3, 5)
    assert read.repairs == [
        Repair(2, "month", serial_of_2026_03_05, date(2026, 3, 5), "serial-date")
    ]


def test_the_sheet_gathers_the_repairs_of_all_its_columns() -> None:
    read = sheet(
        """
        == 客户档案
        客户编号 | 客户名称      | 年销售额(万元) | 电话
        A001     | "海川重工　"  | "120万"        | 13800138000
        "Ａ002"  | 远帆机电      | 80             | "0532-88881234"
        """
    )

    assert [(one.row, one.field, one.kind, one.became) for one in read.repairs] == [
        (3, "account_id", "full-width", "A002"),
        (2, "name", "stray-space", "海川重工"),
        (2, "sales", "unit", 120.0),
        (2, "phone", "number-phone", "13800138000"),
    ]
    assert read.frame["account_id"].tolist() == ["A001", "A002"]
