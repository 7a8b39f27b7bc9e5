"""Staff workbooks merged into a master, seen through openpyxl."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest

import xlcrm
from tests.rollup.team import OPTIONS, conflicts_of, rows_of, staff, type_into
from xlcrm.master.entry import Source

WANG, LI = "王芳.xlsx", "李强.xlsx"

merge = partial(xlcrm.rollup, scored=False)


@pytest.fixture
def team(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Two workbooks that agree on A001 but for its credit grade, and where the master goes."""
    wang = staff(
        tmp_path / WANG,
        [
            ["A001", "华东精工有限公司", "王芳", "A级", 300, 60],
            ["A003", "远帆机电", "王芳", "B级", 40, 30],
        ],
        [["P1", "A001", "产线改造", "王芳", 100, "落实项目", "进行中"]],
    )
    li = staff(
        tmp_path / LI,
        [
            ["A001", "华东精工有限公司", "王芳", "B级", 300, 60],
            ["A002", "北方储能", "李强", None, 5, 30],
        ],
        [["P2", "A002", "储能柜", "李强", 80, "我的项目", "进行中"]],
    )
    return wang, li, tmp_path / "team.xlsx"


def test_a_customer_of_two_workbooks_is_one_row_that_names_both(team):
    wang, li, master = team

    merge([wang, li], master, OPTIONS)

    rows = {row["客户编号"]: row for row in rows_of(master, "客户档案")}
    assert list(rows) == ["A001", "A003", "A002"]
    assert (rows["A001"]["来源文件"], rows["A001"]["来源行"]) == (f"{WANG}; {LI}", "2; 2")
    assert (rows["A002"]["来源文件"], rows["A002"]["来源行"]) == (LI, "3")
    assert rows["A001"]["年销售额"] == 3_000_000


def test_what_differs_is_listed_with_every_value_and_the_first_stays(team):
    wang, li, master = team

    done = merge([wang, li], master, OPTIONS)

    (listed,) = conflicts_of(master)
    assert (listed["工作表"], listed["编号"], listed["列"]) == ("客户档案", "A001", "信用等级")
    assert listed["总表现用"] == "A级"
    assert listed["各工作簿所写（文件 行：内容）"] == f"{WANG} 2：A级；{LI} 2：B级"
    assert listed["状态"] == "▲ 待决定"
    assert [conflict.field for conflict in done.conflicts] == ["credit_grade"]


@pytest.mark.parametrize(
    ("decision", "grade"),
    [("李强", "B级"), (LI, "B级"), ("B级", "B级"), ("C", "C级"), ("王芳", "A级")],
)
def test_a_decision_names_a_workbook_or_a_value_and_stays(team, decision, grade):
    wang, li, master = team
    merge([wang, li], master, OPTIONS)
    type_into(master, "冲突清单", {("A001", "决定"): decision, ("A001", "备注"): "问过财务"})

    for _ in range(2):
        merge([wang, li], master, OPTIONS)

    (listed,) = conflicts_of(master)
    assert rows_of(master, "客户档案")[0]["信用等级"] == grade
    assert (listed["决定"], listed["备注"], listed["状态"]) == (decision, "问过财务", "✔ 已决定")


def test_a_later_run_replaces_what_came_from_the_changed_workbook_alone(team):
    wang, li, master = team
    merge([wang, li], master, OPTIONS)
    staff(
        li, [["A002", "北方储能", "李强", "C级", 9, 30], ["A009", "南湾船舶", "李强", None, 7, 30]]
    )

    done = merge([wang, li], master, OPTIONS)

    rows = {row["客户编号"]: row for row in rows_of(master, "客户档案")}
    assert [source.state for source in done.sources] == ["same", "changed"]
    assert set(rows) == {"A001", "A002", "A003", "A009"}
    assert (rows["A002"]["年销售额"], rows["A002"]["信用等级"]) == (90_000, "C级")
    assert rows["A001"]["来源文件"] == WANG
    assert [row["商机编号"] for row in rows_of(master, "商机")] == ["P1"]
    assert conflicts_of(master) == []


def test_what_was_typed_into_the_master_stays_and_the_difference_is_told(team):
    wang, li, master = team
    merge([wang, li], master, OPTIONS)
    type_into(master, "客户档案", {("A002", "账期"): 45, ("A003", "备注"): "重点跟进"})

    merge([wang, li], master, OPTIONS)

    rows = {row["客户编号"]: row for row in rows_of(master, "客户档案")}
    assert (rows["A002"]["账期"], rows["A003"]["备注"]) == (45, "重点跟进")
    (typed,) = [row for row in conflicts_of(master) if row["冲突"] == "与总表所填不同"]
    assert (typed["编号"], typed["列"], typed["总表现用"]) == ("A002", "账期", "45")


def test_a_row_added_by_hand_and_words_beside_a_row_stay_where_they_are(team):
    wang, li, master = team
    merge([wang, li], master, OPTIONS)
    book = openpyxl.load_workbook(master)
    sheet = book["客户档案"]
    sheet["A8"], sheet["B8"], sheet["E8"] = "Z1", "手工客户", "经理"
    far = sheet.max_column + 2
    sheet.cell(4, far, "经理批注")
    sheet.cell(6, far, "下周面谈")
    book.save(master)
    staff(wang, [["A001", "华东精工有限公司", "王芳", "A级", 310, 60]])

    merge([wang, li], master, OPTIONS)

    sheet = openpyxl.load_workbook(master)["客户档案"]
    assert [sheet[f"A{row}"].value for row in (5, 6, 7, 8)] == ["A001", "A003", "A002", "Z1"]
    assert (sheet["B8"].value, sheet.cell(6, far).value) == ("手工客户", "下周面谈")
    gone = [row for row in conflicts_of(master) if row["冲突"] == "来源中已删除"]
    assert [row["编号"] for row in gone] == ["A003"]


def test_one_id_for_two_customers_is_split_and_its_deals_follow(tmp_path):
    wang = staff(tmp_path / WANG, [["A001", "华东精工", "王芳", None, 300, 60]],
                 [["P1", "A001", "产线改造", "王芳", 100, "落实项目", "进行中"]])  # fmt: skip
    li = staff(tmp_path / LI, [["A001", "北方储能", "李强", None, 5, 30]],
               [["P1", "A001", "储能柜", "李强", 80, "我的项目", "进行中"]])  # fmt: skip
    master = tmp_path / "team.xlsx"

    merge([wang, li], master, OPTIONS)

    names = {row["客户编号"]: row["客户名称"] for row in rows_of(master, "客户档案")}
    deals = {row["商机编号"]: row["客户编号"] for row in rows_of(master, "商机")}
    assert names == {"A001": "华东精工", "A001@李强": "北方储能"}
    assert deals == {"P1": "A001", "P1@李强": "A001@李强"}
    assert {row["冲突"] for row in conflicts_of(master)} == {"同一编号、不同对象"}


def test_a_customer_under_two_ids_is_joined_by_name_unless_somebody_says_no(tmp_path):
    wang = staff(tmp_path / WANG, [["A001", "海川重工", "王芳", None, 300, 60]])
    li = staff(tmp_path / LI, [["B7", "海川重工有限公司", "王芳", None, 300, 60]],
               [["P1", "B7", "检测线", "王芳", 80, "我的项目", "进行中"]])  # fmt: skip
    master = tmp_path / "team.xlsx"

    merge([wang, li], master, OPTIONS)

    assert [row["客户编号"] for row in rows_of(master, "客户档案")] == ["A001"]
    assert [row["客户编号"] for row in rows_of(master, "商机")] == ["A001"]
    assert "同名已合并" in {row["冲突"] for row in conflicts_of(master)}

    type_into(master, "冲突清单", {("A001 / B7", "决定"): "否"})
    merge([wang, li], master, OPTIONS)

    assert [row["客户编号"] for row in rows_of(master, "客户档案")] == ["A001", "B7"]
    assert [row["客户编号"] for row in rows_of(master, "商机")] == ["B7"]


def test_alike_names_are_asked_about_and_merged_once_somebody_says_yes(tmp_path):
    wang = staff(tmp_path / WANG, [["A001", "苏州海川精密机械制造", "王芳", None, 300, 60]])
    li = staff(tmp_path / LI, [["B7", "苏州海川精密机械制作", "王芳", None, 300, 60]])
    master = tmp_path / "team.xlsx"

    merge([wang, li], master, OPTIONS)

    assert [row["客户编号"] for row in rows_of(master, "客户档案")] == ["A001", "B7"]
    (asked,) = conflicts_of(master)
    assert (asked["冲突"], asked["编号"]) == ("可能是同一客户", "A001 / B7")

    type_into(master, "冲突清单", {("A001 / B7", "决定"): "是"})
    merge([wang, li], master, OPTIONS)

    assert [row["客户编号"] for row in rows_of(master, "客户档案")] == ["A001"]


def test_three_branches_of_275_rows_make_245_customers_of_which_four_conflict(tmp_path):
    """`master-consolidation`, worked: 120 + 95 + 60 rows, 30 in exactly two files, 4 differ."""
    names = [f"{region}{trade}{kind}" for region in ("甲", "乙", "丙", "丁", "戊", "己", "庚")
             for trade in ("船舶", "食品", "轴承", "纺织", "医药", "电缆", "玻璃")
             for kind in ("进出口", "研究院", "批发行", "经营部", "加工厂")]  # fmt: skip
    known = [[f"A{n:03}", names[n], "王芳", "A级", 10, 30] for n in range(245)]
    shared = [[*row[:3], "B级" if n < 4 else "A级", 10, 30] for n, row in enumerate(known[:30])]
    files = [
        staff(tmp_path / "a.xlsx", known[:120]),
        staff(tmp_path / "b.xlsx", [*shared[:20], *known[120:195]]),
        staff(tmp_path / "c.xlsx", [*shared[20:], *known[195:]]),
    ]
    assert [len(rows_of(path, "客户档案", 1)) for path in files] == [120, 95, 60]

    done = merge(files, tmp_path / "team.xlsx", OPTIONS)

    differ = [conflict for conflict in done.conflicts if conflict.kind == "values"]
    assert done.accounts == 245
    assert len(differ) == 4


def test_the_master_is_scored_and_passes_validation_but_for_what_staff_left_out(team):
    wang, li, master = team
    done = xlcrm.rollup([wang, li], master, OPTIONS)

    checked = xlcrm.validate(master, replace(OPTIONS, dry_run=True))

    names = openpyxl.load_workbook(master).sheetnames
    assert {"漏斗", "预测", "客户价值"} <= set(names)
    assert names[0] == "冲突清单"
    assert len(openpyxl.load_workbook(master)["客户价值"]._charts) > 0
    assert done.deals == 2
    assert [f for f in checked.findings if f.severity is xlcrm.Severity.ERROR] == []


def test_a_cell_that_cannot_be_read_comes_along_as_it_was_typed(tmp_path):
    wang = staff(tmp_path / WANG, [["A001", "海川重工", "王芳", "特级", "三百", 60]])
    master = tmp_path / "team.xlsx"

    merge([wang], master, OPTIONS)

    (row,) = rows_of(master, "客户档案")
    assert (row["信用等级"], row["年销售额"]) == ("特级", "三百")


def test_a_workbook_that_cannot_be_read_keeps_its_rows_and_says_why(team):
    wang, li, master = team
    merge([wang, li], master, OPTIONS)
    li.write_bytes(b"no workbook")

    done = merge([wang, li], master, OPTIONS)

    assert [source.state for source in done.sources] == ["same", "failed"]
    assert "A002" in {row["客户编号"] for row in rows_of(master, "客户档案")}
    (told,) = [row for row in rows_of(master, "来源清单") if row["工作簿"] == LI]
    assert told["本次"] == "✖ 读不了"
    assert "不是 Excel 工作簿" in told["说明"]


def test_a_workbook_not_given_this_time_keeps_its_rows(team):
    wang, li, master = team
    merge([wang, li], master, OPTIONS)

    done = merge([wang], master, OPTIONS)

    assert [source.state for source in done.sources] == ["same", "absent"]
    assert len(rows_of(master, "客户档案")) == 3


def test_running_again_without_a_change_writes_nothing(team):
    wang, li, master = team
    for _ in range(2):
        xlcrm.rollup([wang, li], master, OPTIONS)
    before = master.read_bytes()

    done = xlcrm.rollup([wang, li], master, OPTIONS)

    assert not done.saved
    assert master.read_bytes() == before


def test_personal_notes_stay_out_unless_asked_for(sample, tmp_path):
    without, along = tmp_path / "without.xlsx", tmp_path / "along.xlsx"

    merge([sample], without, OPTIONS)
    merge([sample], along, replace(OPTIONS, private=True))

    notes = {"联系人私密", "Private contact notes"}
    assert not notes & set(openpyxl.load_workbook(without).sheetnames)
    (name,) = notes & set(openpyxl.load_workbook(along).sheetnames)
    assert len(rows_of(along, name)) == len(rows_of(sample, name))
    with ZipFile(without) as package:
        hobbies = [
            row["爱好" if name == "联系人私密" else "Hobbies"] for row in rows_of(sample, name)
        ]
        everything = b"".join(package.read(part) for part in package.namelist()).decode("utf-8")
    assert any(hobbies)
    assert [hobby for hobby in hobbies if hobby and str(hobby) in everything] == []


def test_the_master_in_the_folder_is_not_merged_into_itself(team):
    wang, li, master = team
    merge([wang, li], master, OPTIONS)

    done = merge([wang, li, master], master, OPTIONS)

    assert [source.name for source in done.sources] == [WANG, LI]


def test_two_workbooks_of_one_name_are_told_apart_by_their_folder(tmp_path):
    north = staff(tmp_path / "north" / "客户.xlsx", [["A001", "海川重工", "王芳", None, 3, 60]])
    south = staff(tmp_path / "south" / "客户.xlsx", [["B001", "远帆机电", "李强", None, 3, 60]])

    done = merge([north, south], tmp_path / "team.xlsx", OPTIONS)

    assert [source.name for source in done.sources] == ["north/客户.xlsx", "south/客户.xlsx"]


def test_amounts_in_another_currency_say_so_in_the_master(tmp_path):
    wang = staff(tmp_path / WANG, [["A001", "海川重工", "王芳", None, 3, 60]])
    book = openpyxl.load_workbook(staff(tmp_path / LI, [["B001", "远帆", "李强", None, 3, 60]]))
    book["客户档案"]["E1"] = "年销售额(美元)"
    book.save(tmp_path / LI)
    also = staff(tmp_path / "赵.xlsx", [["C001", "南湾船舶", "赵", None, 3, 60]])

    merge([wang, tmp_path / LI, also], tmp_path / "team.xlsx", OPTIONS)

    rows = {row["客户编号"]: row for row in rows_of(tmp_path / "team.xlsx", "客户档案")}
    assert (rows["A001"]["币种"], rows["B001"]["币种"]) == (None, "USD")
    assert rows["B001"]["年销售额"] == 3


def test_a_master_that_somebody_has_open_is_left_alone(team):
    wang, li, master = team
    merge([wang, li], master, OPTIONS)
    staff(li, [["A002", "北方储能", "李强", "C级", 9, 30]])
    before = master.read_bytes()
    master.with_name(f"~${master.name}").write_bytes(b"\x04Wang")

    with pytest.raises(xlcrm.BookError) as refused:
        merge([wang, li], master, OPTIONS)

    assert refused.value.code == "open-elsewhere"
    assert master.read_bytes() == before


def test_a_dry_run_says_what_would_come_and_writes_nothing(team):
    wang, li, master = team

    done = merge([wang, li], master, replace(OPTIONS, dry_run=True))

    assert (done.accounts, done.saved, master.exists()) == (3, False, False)
    assert all(isinstance(source, Source) for source in done.sources)
