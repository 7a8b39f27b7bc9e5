"""Headers and sheets by the names people gave them."""

from tests.sheet_text import grids
from xlcrm.sheets import SHEETS
from xlcrm.sheets.frame import SheetFrame, read_frame, recognise
from xlcrm.sheets.headers import OwnNames
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

TABLE = """
    == My deals
    Acct | Deal | Sum | how far
    A001 | Line | 20  | Confirmed
"""
DEALS = """
    == 商机
    商机编号 | 客户编号 | Phase    | 金额
    P1       | A001     | Open-ish | 20
    P2       | A001     | Signed   | 20
    P3       | A001     | unheard  | 20
"""
OWN = OwnNames(
    headers={"opportunities": {"acct": ("account_id",), "Deal": ("name",), "SUM ": ("amount",)}},
    sheets={"my deals": "opportunities"},
)


def read(pages: str, own: OwnNames) -> dict[str, SheetFrame]:
    """Sheet id to sheet, as read with people's own names."""
    found = grids(pages)
    return {
        header.model.SHEET.id: read_frame(name, found[name], header, own=own)
        for name, header in recognise(found, SHEETS, own).items()
    }


def test_without_being_told_nobody_knows_such_a_table() -> None:
    assert read(TABLE, OwnNames()) == {}


def test_a_table_is_read_by_the_names_people_gave_its_headers_and_sheet() -> None:
    deals = read(TABLE, OWN)["opportunities"]

    assert deals.columns == {"account_id": 1, "name": 2, "amount": 3}
    assert deals.frame["amount"].tolist() == [20.0]
    assert deals.near == ()


def test_what_people_say_of_a_header_wins_over_what_it_means_otherwise() -> None:
    own = OwnNames(headers={"accounts": {"备注": ("city",), "公司": ("name",)}})

    accounts = read("== 客户档案\n客户编号 | 客户名称 | 备注 | 公司\nA001 | 甲 | 乙 | 丙", own)[
        "accounts"
    ]

    assert accounts.columns == {"account_id": 1, "name": 4, "city": 3}
    assert [(each.column, each.field) for each in accounts.repeated] == [(2, "name")]


def test_a_sheet_is_what_people_say_it_is_whatever_its_name() -> None:
    pages = "== 客户\n商机编号 | 客户编号 | 商机名称\nP1 | A001 | 检测线"
    own = OwnNames(sheets={"客户": "opportunities"})

    assert list(read(pages, own)) == ["opportunities"]


def test_of_two_sheets_the_one_people_named_is_taken() -> None:
    pages = "== 客户\n客户编号 | 客户名称\n\n== 2026\n客户编号 | 客户名称"
    own = OwnNames(sheets={"2026": "accounts"})

    assert read(pages, own)["accounts"].name == "2026"


def test_one_column_may_fill_two_fields_each_with_peoples_own_words_for_its_entries() -> None:
    own = OwnNames(
        headers={"opportunities": {"phase": ("status", "stage")}},
        entries={
            ("opportunities", "status"): {
                "open-ish": OpportunityStatus.OPEN,
                "SIGNED": OpportunityStatus.WON,
            },
            ("opportunities", "stage"): {"Open-ish": FunnelLevel.CONFIRMED, "Signed": None},
        },
    )

    deals = read(DEALS, own)["opportunities"]

    assert deals.frame["status"].tolist() == [OpportunityStatus.OPEN, OpportunityStatus.WON, None]
    assert deals.frame["stage"].tolist() == [FunnelLevel.CONFIRMED, None, None]
    assert [(fault.row, fault.field, fault.kind) for fault in deals.faults] == [
        (4, "stage", "not-in-list"),
        (4, "status", "not-in-list"),
    ]
    assert deals.echoes == {"stage"}
