"""Two workbooks compared, as a user sees it."""

import json
from datetime import date

import openpyxl
import pytest

from tests.small_crm import write_small_crm


@pytest.fixture
def pair(tmp_path):
    """A workbook, and the same a month later: sorted anew, a grade changed, deals come and gone."""
    old, new = write_small_crm(tmp_path / "上月.xlsx"), write_small_crm(tmp_path / "本月.xlsx")
    book = openpyxl.load_workbook(new)
    accounts = book["客户档案"]
    rows = [[cell.value for cell in row] for row in accounts["A2:F4"]]
    for at, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            accounts.cell(at, column, value)
    accounts["F4"] = 90
    deals = book["商机"]
    deals.delete_rows(2)
    deals.append(["P99", "A003", "新线", "王芳", 70, "潜在商机", "进行中", date(2027, 3, 1)])
    book.save(new)
    return old, new


def told(out):
    return [(e["kind"], e["sheet"], e["key"], e["header"], e["cell"]) for e in json.loads(out)]


def test_rows_are_compared_by_key_wherever_they_stand(xlcrm, pair):
    code, out, _ = xlcrm("diff", *pair, "--format", "json")

    assert code == 1
    assert told(out) == [
        ("changed", "客户档案", "A001", "账期", "F4"),
        ("added", "商机", "P99", "", "A9"),
        ("removed", "商机", "P01", "", ""),
    ]
    (change, added, removed) = json.loads(out)
    assert (change["before"], change["after"], change["was_cell"]) == (60, 90, "F2")
    assert added["after"][:3] == ["P99", "A003", "新线"]
    assert removed["was_cell"] == "A2"


def test_the_text_names_row_column_and_both_values(xlcrm, pair):
    _, out, _ = xlcrm("diff", *pair)

    assert "  ~ A001  账期 F4: 60 → 90" in out
    assert "  + 新增行  P99" in out
    assert "  − 删除行  P01" in out


def test_equal_workbooks_exit_with_zero(xlcrm, pair):
    code, out, _ = xlcrm("diff", pair[0], pair[0], "--lang", "en")

    assert code == 0
    assert "The two workbooks say the same" in out


def test_what_cannot_be_read_exits_with_two(xlcrm, pair, tmp_path):
    code, _, err = xlcrm("diff", pair[0], tmp_path / "nowhere.xlsx", "--lang", "en")

    assert code == 2
    assert "nowhere.xlsx: no such file" in err


def test_the_same_amount_in_another_unit_and_language_is_no_difference(xlcrm, tmp_path):
    for name, header, amount, status in (
        ("a", "金额(万元)", 30, "进行中"),
        ("b", "金额(元)", 300000, "Open"),
    ):
        book = openpyxl.Workbook()
        book.active.title = "商机"
        book.active.append(["商机编号", "客户编号", "商机名称", header, "状态"])
        book.active.append(["P1", "A1", "检测线", amount, status])
        book.save(tmp_path / f"{name}.xlsx")

    code, _, _ = xlcrm("diff", tmp_path / "a.xlsx", tmp_path / "b.xlsx")

    assert code == 0


def test_sheets_nobody_knows_are_compared_by_position_and_own_tabs_are_left_out(xlcrm, tmp_path):
    paths = [write_small_crm(tmp_path / name) for name in ("a.xlsx", "b.xlsx")]
    for path, value in zip(paths, (1, 2), strict=True):
        book = openpyxl.load_workbook(path)
        book.create_sheet("草稿")["C3"] = value
        book.save(path)
    xlcrm("validate", paths[1])

    _, out, _ = xlcrm("diff", *paths, "--format", "json")

    assert [e for e in told(out) if e[1] != "草稿"] == []
    assert [(e["cell"], e["before"], e["after"]) for e in json.loads(out)] == [("C3", 1, 2)]


def test_the_marked_copy_lists_every_change_and_leaves_the_workbooks_alone(xlcrm, pair, tmp_path):
    before = [path.read_bytes() for path in pair]
    marked = tmp_path / "marked.xlsx"

    code, _, _ = xlcrm("diff", *pair, "-o", marked)

    book = openpyxl.load_workbook(marked)
    listed = [row[0].value for row in book["差异清单"].iter_rows() if row[0].value]
    shown = book["客户档案"].conditional_formatting
    assert code == 1
    assert [path.read_bytes() for path in pair] == before
    assert book.sheetnames[0] == "差异清单"
    assert listed[-3:] == ["~ 改动", "+ 新增行", "− 删除行"]
    assert [str(area.sqref) for area in shown] == ["F4"]


def test_personal_notes_are_told_without_their_words(xlcrm, sample, tmp_path):
    other = tmp_path / "other.xlsx"
    book = openpyxl.load_workbook(sample)
    (name,) = {"联系人私密", "Private contact notes"} & set(book.sheetnames)
    page = book[name]
    page.cell(page.max_row, 3, "secret")
    book.save(other)

    _, out, _ = xlcrm("diff", sample, other, "--format", "json")
    _, shown, _ = xlcrm("diff", sample, other, "--format", "json", "--include-private")

    assert "secret" not in out
    assert "•••" in out
    assert "secret" in shown
