"""The decision maps of a small workbook, read with calamine; worked out by hand."""

from datetime import date

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

import xlcrm
from tests.small_crm import write_small_crm

AS_OF = date(2027, 1, 10)
PEOPLE = [
    ["联系人编号", "客户编号", "姓名", "职务", "层级", "采购角色", "创新态度", "支持度",
     "关系阶段", "关键人物", "是否向导", "已离职"],
    ["C1", "A001", "李总", "总经理", "决策层", "※", "=", "中立", "约会", "", "", ""],
    ["C2", "A001", "王工", "技术总监", "管理层", "+", "※", "支持", "信赖", "", "", ""],
    ["C3", "A001", "周秘书", "秘书", "管理层", "", "", "支持", "同盟", "", "是", ""],
    ["C4", "A001", "老赵", "厂长", "决策层", "+", "-", "反对", "", "", "", "是"],
    ["C5", "A002", "外人", "总经理", "决策层", "※", "", "", "", "", "", ""],
]  # fmt: skip
SMALL = ["C6", "A001", "小陈", "", "执行层", "-", "", "反对", "", "是", "", ""]


@pytest.fixture
def book(tmp_path):
    return write_small_crm(tmp_path / "客户.xlsx")


def scored(path, people, *, language=None):
    workbook = openpyxl.load_workbook(path)
    del workbook["联系人"]
    sheet = workbook.create_sheet("联系人")
    for row in people:
        sheet.append(row)
    workbook.save(path)
    xlcrm.score(path, xlcrm.Options(as_of=AS_OF, language=language))
    return CalamineWorkbook.from_path(str(path))


def body(made, section, *, sheet="关系"):
    """The rows below a section's headings, up to the next empty row."""
    grid = made.get_sheet_by_name(sheet).to_python(skip_empty_area=False)
    start = next(at for at, row in enumerate(grid) if section in row) + 2
    rows = []
    for row in grid[start:]:
        if not any(value != "" for value in row):
            break
        rows.append(row)
    return rows


MAP = "大客户决策地图：层级 × 采购角色"


def test_people_stand_at_their_level_and_role_with_symbols_and_words(book):
    top, middle, bottom = body(scored(book, PEOPLE), MAP)

    assert top[:3] == ["华东精工", "决策层", "● 李总 总经理\n中立 · 态度= · 约会（自填）"]
    assert middle[3] == "▲ 王工 技术总监\n支持 · 态度※ · 信赖（自填）"
    assert [row[1] for row in (middle, bottom)] == ["管理层", "执行层"]


def test_a_role_or_level_nobody_holds_is_marked_as_empty_and_other_cells_are_blank(book):
    top, middle, bottom = body(scored(book, PEOPLE), MAP)

    # roles = and - are held by nobody, nor is the lowest level; 老赵 has left
    assert top[3:6] == ["", "✕ 空缺", "✕ 空缺"]
    assert middle[2] == ""
    assert bottom[2:6] == ["✕ 空缺"] * 4


def test_status_gaps_and_next_steps_stand_beside_the_grid_in_words(book):
    top, middle, bottom = body(scored(book, PEOPLE), MAP)

    # roles 2/4, levels 2/3, won 1/4: (0.5 + 0.667 + 0.25) / 3 = 47 %
    assert middle[0] == "地图：绿 · 47%"
    assert top[6] == "关键人物支持我方：王工（+决策制定）"
    assert middle[6].startswith("角色2/4，缺=方案评估、-最终用户；层级2/3，缺执行层")
    assert middle[6].endswith("未填角色或层级：周秘书")
    assert bottom[6].startswith("下一步：争取※最后批准李总（中立）的支持；认识执行层的人")


def test_that_there_is_a_coach_is_told_and_never_who(book):
    made = scored(book, PEOPLE)

    assert body(made, MAP)[2][0].endswith("\n有向导")
    marked = [row for row in body(made, MAP) if any("向导" in str(value) for value in row[1:])]
    assert marked == []


def test_a_person_marked_as_key_has_a_star(book):
    bottom = body(scored(book, [*PEOPLE, SMALL]), MAP)[2]

    assert bottom[5] == "▼ ★ 小陈\n反对 · 态度未知"


def test_more_than_two_people_in_a_cell_are_counted(book):
    more = [["D" + str(n), "A001", f"员工{n}", "", "执行层", "-", "", "", "", "", "", ""]
            for n in range(4)]  # fmt: skip

    cell = body(scored(book, [*PEOPLE, *more, SMALL]), MAP)[2][5]

    assert cell.splitlines()[0] == "▼ ★ 小陈"
    assert cell.splitlines()[-1] == "另有3人"


def test_the_deals_of_key_accounts_are_listed_with_the_largest_first(book):
    deals = body(scored(book, PEOPLE), "这些客户的进行中商机")

    assert {row[0] for row in deals} == {"华东精工"}
    assert {row[1] for row in deals} == {"绿 · 47%"}
    amounts = [row[4] for row in deals]
    assert amounts == sorted(amounts, reverse=True)
    assert deals[0][6] == "缺少带优先级的决策因素"


def test_a_deal_far_along_without_a_key_supporter_is_an_alert_with_the_next_step(book):
    neutral = [*PEOPLE[:1], ["C9", "A002", "钱总", "总经理", "决策层", "※", "", "中立"]]

    alerts = body(scored(book, neutral), "逐条", sheet="提醒")

    (found,) = [row for row in alerts if row[0] == "决策人无支持"]
    assert found[3:5] == ["江南电子", "P07"]
    assert "争取※最后批准钱总（中立）的支持" in found[6]


def test_the_page_speaks_english(book):
    made = scored(book, PEOPLE, language="en")

    top, middle, _ = body(made, "Decision maps: level × buying role", sheet="Relationship")
    assert top[2] == "● 李总, 总经理\nNeutral · attitude = · Meeting (claimed)"
    assert middle[0] == "Map: Green · 47%"


def test_a_workbook_without_contacts_has_no_map(book):
    workbook = openpyxl.load_workbook(book)
    del workbook["联系人"]
    workbook.save(book)

    xlcrm.score(book, xlcrm.Options(as_of=AS_OF))

    assert "关系" not in CalamineWorkbook.from_path(str(book)).sheet_names
