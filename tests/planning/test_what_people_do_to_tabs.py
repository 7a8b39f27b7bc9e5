"""Renamed, copied, sealed, coloured, commented: each has its outcome, and nothing is lost."""

import re
from datetime import date

import openpyxl
import pytest

import xlcrm
from tests.planning.planned_book import (
    ACCOUNT,
    OPTIONS,
    close_first_deal,
    input_cell,
    replan,
    tab_of,
    table_named,
    texts,
    type_into,
)
from tests.small_crm import write_small_crm
from xlcrm.ooxml import Formula, Style, Workbook
from xlcrm.ooxml.clone import SheetTemplate

DECEMBER = date(2026, 12, 1)


def edit(path, change):
    """Open the workbook, let `change(workbook, planning tab)` happen, save."""
    workbook = Workbook.open(path)
    change(workbook, workbook[workbook.sheet_names[-1]])
    workbook.save()


def rename_account(path, name):
    workbook = Workbook.open(path)
    workbook["客户档案"].write({"B2": name})
    workbook.save()


def test_a_tab_that_people_renamed_keeps_their_name_and_its_place(book):
    def rename(workbook, tab):
        workbook.delete_sheet("计划目录")  # its links would not follow in this library
        workbook.rename_sheet(tab.name, "老王的大客户")

    edit(book, rename)
    rename_account(book, "华东精工集团")

    replan(book)

    assert openpyxl.load_workbook(book).sheetnames[-1] == "老王的大客户"
    assert texts(book)["A1"] == "华东精工集团"


def test_a_tab_follows_the_new_name_of_its_account(book):
    cell = input_cell(book, "input_objective")
    type_into(book, {cell: "签下年度框架协议"})
    rename_account(book, "华东精工集团")

    replan(book)

    assert openpyxl.load_workbook(book).sheetnames[-2:] == ["计划目录", "华东精工集团"]
    assert texts(book)[cell] == "签下年度框架协议"


def test_a_tab_keeps_its_name_while_formulas_refer_to_it(book):
    workbook = Workbook.open(book)
    workbook["客户档案"].write({"Z1": Formula("'华东精工'!A1")})
    workbook.save()
    rename_account(book, "华东精工集团")

    replan(book)

    assert openpyxl.load_workbook(book).sheetnames[-1] == "华东精工"


def test_a_copied_tab_is_left_alone_and_listed_as_a_copy(book):
    workbook = Workbook.open(book)
    SheetTemplate(workbook, "华东精工").stamp(workbook, "华东精工 (2)", at=1)
    workbook.save()
    before = Workbook.open(book)["华东精工 (2)"].read_cells("A1:L60")
    rename_account(book, "华东精工集团")

    replan(book, month=DECEMBER)

    assert Workbook.open(book)["华东精工 (2)"].read_cells("A1:L60") == before
    listed = {row[0]: row for row in contents(book)}
    assert listed["华东精工 (2)"][-1] == "副本,不再更新"


def test_a_tab_sealed_with_a_password_is_left_alone_and_said_so(book):
    def seal(workbook, tab):
        part = workbook.package.read(tab.part)
        sealed = part.replace(b"<sheetProtection ", b'<sheetProtection password="CC1A" ', 1)
        workbook.package.replace(tab.part, sealed)

    edit(book, seal)
    before = texts(book)

    outcome = replan(book, month=DECEMBER)

    assert texts(book) == before
    assert [remark.en for remark in outcome.remarks] == [
        "华东精工: protected with a password, left as it is; unprotect it and run again"
    ]


def test_a_deleted_tab_is_made_again(book):
    def drop(workbook, tab):
        workbook.delete_sheet("计划目录")
        workbook.delete_sheet(tab.name)

    edit(book, drop)

    replan(book)

    assert openpyxl.load_workbook(book).sheetnames[-1] == "华东精工"


def test_a_colour_and_a_note_stay_on_their_cell(book):
    cell = input_cell(book, "input_next_review")

    def colour(workbook, tab):
        held = tab.read_cells([cell])[cell]
        yellow = workbook.styles.index(Style(fill="FFFF00", base=held.style))
        tab.write({cell: held.value}, styles={cell: yellow}, protected="write")
        tab.set_notes({cell: "等陈总回国"})

    edit(book, colour)

    replan(book, month=DECEMBER)

    found = tab_of(book)[input_cell(book, "input_next_review")]
    assert found.fill.fgColor.rgb == "FFFFFF00"
    assert found.comment.text == "等陈总回国"


def test_colours_and_notes_follow_their_row(book):
    left, top, _, _ = table_named(book, "opportunities")
    deal, cell = tab_of(book).cell(top + 3, left).value, f"B{top + 3}"

    def colour(workbook, tab):
        held = tab.read_cells([cell])[cell]
        pink = workbook.styles.index(Style(fill="FFC0CB", base=held.style))
        tab.write({cell: held.value}, styles={cell: pink}, protected="write")
        tab.set_notes({cell: "竞品已进场"})

    edit(book, colour)
    close_first_deal(book, tab_of(book).cell(top + 1, left).value)

    replan(book)

    left, top, _, bottom = table_named(book, "opportunities")
    (row,) = [r for r in range(top + 1, bottom + 1) if tab_of(book).cell(r, left).value == deal]
    found = tab_of(book).cell(row, 2)
    assert found.fill.fgColor.rgb == "FFFFC0CB"
    assert found.comment.text == "竞品已进场"
    pink = [
        c for line in tab_of(book).iter_rows() for c in line if c.fill.fgColor.rgb == "FFFFC0CB"
    ]
    assert len(pink) == 1


def test_a_note_on_a_row_that_is_gone_goes_to_the_unplaced_block(book):
    left, top, _, _ = table_named(book, "opportunities")
    deal = tab_of(book).cell(top + 1, left).value
    edit(book, lambda workbook, tab: tab.set_notes({f"B{top + 1}": "价格太高"}))
    close_first_deal(book, deal)
    replan(book)

    assert "价格太高" in texts(book).values()


def test_a_row_typed_into_a_generated_table_stays_at_its_end(book):
    _, _, _, bottom = table_named(book, "opportunities")
    type_into(book, {f"A{bottom}": "新线索", f"B{bottom}": "朋友介绍的项目"})

    replan(book)
    replan(book, month=DECEMBER)

    left, _, _, bottom = table_named(book, "opportunities")
    assert tab_of(book).cell(bottom, left).value == "新线索"
    assert tab_of(book).cell(bottom, left + 1).value == "朋友介绍的项目"


def test_rows_typed_right_below_a_table_of_ones_own_join_it(book):
    left, top, _, bottom = table_named(book, "actions")
    filled = {f"B{row}": f"行动{row}" for row in range(top + 1, bottom + 1)}
    type_into(book, filled)
    replan(book)
    _, _, _, bottom = table_named(book, "actions")

    def type_below(workbook, tab):
        tab.write(
            {f"B{bottom}": "表内最后一行", f"B{bottom + 1}": "表外再加一行"}, protected="write"
        )

    edit(book, type_below)

    replan(book)

    left, top, _, bottom = table_named(book, "actions")
    said = [tab_of(book).cell(row, left + 1).value for row in range(top + 1, bottom + 1)]
    assert said[-3:-1] == ["表内最后一行", "表外再加一行"]


def test_a_column_added_to_a_table_is_reported_with_its_row(book):
    left, top, right, _ = table_named(book, "contacts")
    person = tab_of(book).cell(top + 1, left).value
    beyond = openpyxl.utils.get_column_letter(right + 1)

    def widen(workbook, tab):
        part = workbook.package.read(tab.part)
        workbook.package.replace(tab.part, re.sub(rb"<sheetProtection[^>]*>", b"", part))
        tab.forget()
        name = next(table.name for table in tab.tables if table.name.startswith("contacts"))
        tab.extend_table(name, ["喜欢的球队"])
        tab.write({f"{beyond}{top + 1}": "国安"})

    edit(book, widen)

    replan(book)

    left, top, right, bottom = table_named(book, "unplaced")
    rows = [
        [tab_of(book).cell(row, column).value for column in range(left, right + 1)]
        for row in range(top + 1, bottom + 1)
    ]
    assert rows == [[f"{person} · 喜欢的球队", f"{beyond}{top_of_contacts(book) + 1}", "国安"]]


def top_of_contacts(path):
    return table_named(path, "contacts")[1]


@pytest.mark.parametrize("name", ["A/B: [华东]*?", "'引号'", "长" * 40, "History"])
def test_any_account_name_gives_a_tab_name_that_excel_takes(tmp_path, name):
    path = write_small_crm(tmp_path / "客户.xlsx")
    rename_account(path, name)

    xlcrm.plan(path, OPTIONS, accounts=[ACCOUNT])

    title = openpyxl.load_workbook(path).sheetnames[-1]
    assert len(title) <= 31
    assert not set(title) & set("[]:*?/\\")
    assert not title.startswith("'") and not title.endswith("'")
    assert title.casefold() != "history"


def test_two_accounts_whose_names_shorten_alike_get_a_tab_each(tmp_path):
    path = write_small_crm(tmp_path / "客户.xlsx")
    workbook = Workbook.open(path)
    workbook["客户档案"].write({"B2": "长" * 35 + "甲", "B3": "长" * 35 + "乙"})
    workbook.save()

    xlcrm.plan(path, OPTIONS, accounts=["A001", "A002"])
    xlcrm.plan(path, OPTIONS, accounts=["A001", "A002"], month=DECEMBER)

    book = openpyxl.load_workbook(path)
    assert book.sheetnames[-2:] == ["长" * 31, "长" * 29 + "~2"]
    assert [book[name]["A1"].value[-1] for name in book.sheetnames[-2:]] == ["甲", "乙"]


def test_an_account_not_chosen_this_time_keeps_its_tab(tmp_path):
    path = write_small_crm(tmp_path / "客户.xlsx")
    xlcrm.plan(path, OPTIONS, accounts=["A001", "A002"])

    xlcrm.plan(path, OPTIONS, accounts=["A002"], month=DECEMBER)

    listed = {row[0]: row for row in contents(path)}
    assert listed["华东精工"][-1] == "本次未更新"
    assert listed["江南电子"][-1] is None


def test_the_contents_say_how_much_is_filled_in_and_what_is_open(book):
    _, top, _, _ = table_named(book, "actions")
    done, still_open = top + 1, top + 2
    type_into(
        book,
        {
            input_cell(book, "input_objective"): "目标",
            f"B{done}": "拜访",
            f"D{done}": 1,
            f"B{still_open}": "报价",
            f"D{still_open}": 0.5,
        },
    )

    replan(book)

    (row,) = contents(book)
    tab, subject, owner, _, freshness, filled, actions, _ = row
    assert (tab, subject, owner, actions) == ("华东精工", "A001", "王芳", 1)
    assert filled == pytest.approx(1 / 9)
    assert freshness == "● 新近填写"


def test_a_tab_nobody_typed_into_for_long_is_stale(book):
    type_into(book, {input_cell(book, "input_objective"): "目标"})
    replan(book)

    later = xlcrm.Options(as_of=date(2027, 3, 1))
    xlcrm.plan(book, later, accounts=[ACCOUNT])

    assert contents(book)[0][4] == "○ 久未更新"


def test_the_tabs_of_an_earlier_month_are_archived_as_a_workbook_of_their_own(book, tmp_path):
    type_into(book, {input_cell(book, "input_risks"): "对手降价"})

    replan(book, month=DECEMBER, archive=tmp_path / "存档")

    archived = openpyxl.load_workbook(tmp_path / "存档" / "客户 2026-11.xlsx")
    assert archived.sheetnames == ["华东精工"]
    assert "对手降价" in {cell.value for row in archived.active.iter_rows() for cell in row}


def test_the_same_month_is_not_archived(book, tmp_path):
    replan(book, archive=tmp_path / "存档")

    assert not (tmp_path / "存档").exists()


def contents(path):
    """Rows of the contents tab."""
    sheet = openpyxl.load_workbook(path)["计划目录"]
    area = next(iter(sheet.tables.values())).ref
    return [[cell.value for cell in row] for row in sheet[area][1:]]
