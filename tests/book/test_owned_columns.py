"""Our columns stand beside people's, are found again whatever people do, and touch nothing else."""

import openpyxl
import pytest
from openpyxl.worksheet.formula import ArrayFormula
from openpyxl.worksheet.table import Table

from tests.only_changed import changed_parts
from xlcrm.book import BookError, FileBook, OwnedColumn

HEADER_ROW = 2


def grade(**values):
    rows = {int(name[1:]): value for name, value in values.items()}
    return OwnedColumn(owner="pareto.class", header="贡献等级", values=rows)


@pytest.fixture
def path(tmp_path):
    """A banner, a header row, three customers, and a remark further right and above."""
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "客户"
    for row in (
        ["客户清单", None, None, "2026年"],
        ["编号", "名称"],
        ["A1", "甲"],
        ["A2", "乙"],
        ["A3", "丙"],
    ):
        sheet.append(row)
    workbook.create_sheet("其它").append(["别动我"])
    workbook.save(tmp_path / "客户.xlsx")
    return tmp_path / "客户.xlsx"


def write(path, *columns, sheet="客户", header_row=HEADER_ROW, last_row=5):
    book = FileBook(path)
    written = book.write_columns(sheet, header_row=header_row, last_row=last_row, columns=columns)
    book.save()
    return [place.cells for place in written]


def sheet_of(path, name="客户"):
    return openpyxl.load_workbook(path)[name]


def test_a_new_column_stands_right_of_everything(path):
    assert write(path, grade(r3="A", r4="B", r5="C")) == ["E3:E5"]

    sheet = sheet_of(path)
    assert [sheet[f"E{row}"].value for row in range(1, 6)] == [None, "贡献等级", "A", "B", "C"]
    assert sheet["E2"].fill.fgColor.rgb == "FFE2EFDA"
    assert [cell.value for cell in sheet[1]][:4] == ["客户清单", None, None, "2026年"]


def test_only_the_sheet_and_the_registers_change(path):
    before = path.read_bytes()

    write(path, grade(r3="A"))

    assert changed_parts(before, path) == {
        "xl/worksheets/sheet1.xml",
        "xl/workbook.xml",
        "xl/styles.xml",
    }


def test_the_second_run_writes_into_the_same_column(path):
    write(path, grade(r3="A", r4="B", r5="C"))

    assert write(path, grade(r3="B", r5="C")) == ["E3:E5"]
    assert [sheet_of(path)[f"E{row}"].value for row in (3, 4, 5)] == ["B", None, "C"]


def test_the_same_results_leave_the_file_alone(path):
    write(path, grade(r3="A"))
    before = path.read_bytes()

    write(path, grade(r3="A"))

    assert path.read_bytes() == before


def test_the_column_is_found_after_people_inserted_one_before_it(path):
    write(path, grade(r3="A"))
    workbook = openpyxl.load_workbook(path)
    sheet = workbook["客户"]
    sheet.move_range("E2:E5", cols=1)
    workbook.defined_names["_xlcrm.pareto.class"].attr_text = "'客户'!$F$2"  # as Excel moves names
    workbook.save(path)

    assert write(path, grade(r3="C")) == ["F3:F5"]


def test_a_deleted_column_is_made_anew(path):
    write(path, grade(r3="A"))
    workbook = openpyxl.load_workbook(path)
    workbook["客户"].delete_cols(5)
    workbook.defined_names["_xlcrm.pareto.class"].attr_text = "'客户'!#REF!"
    workbook.save(path)

    assert write(path, grade(r3="B")) == ["E3:E5"]
    assert sheet_of(path)["E3"].value == "B"


def test_peoples_own_column_of_the_same_name_is_never_written(path):
    workbook = openpyxl.load_workbook(path)
    workbook["客户"]["C2"] = "贡献等级"
    workbook["客户"]["C3"] = "我自己定的"
    workbook.save(path)

    write(path, grade(r3="A"))

    sheet = sheet_of(path)
    assert sheet["C3"].value == "我自己定的"
    assert sheet["E2"].value == "贡献等级 (xlcrm)"


def test_text_results_are_text_whatever_they_start_with(path):
    write(path, grade(r3="=1+1"))

    cell = sheet_of(path)["E3"]
    assert (cell.value, cell.data_type) == ("=1+1", "s")


def test_beside_a_table_the_table_grows(tmp_path):
    path = tmp_path / "表.xlsx"
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    sheet.title = "客户"
    for row in (["编号", "名称"], ["A1", "甲"], ["A2", "乙"]):
        sheet.append(row)
    sheet.add_table(Table(displayName="customers", ref="A1:B3"))
    workbook.save(path)

    write(path, grade(r2="A", r3="B"), header_row=1, last_row=3)

    table = sheet_of(path).tables["customers"]
    assert table.ref == "A1:C3"
    assert table.autoFilter.ref == "A1:C3" if table.autoFilter else True
    assert [column.name for column in table.tableColumns] == ["编号", "名称", "贡献等级"]


def test_numbers_take_their_format_and_dates_stay_dates(path):
    share = OwnedColumn(owner="pareto.share", header="占比", values={3: 0.25}, number_format="0%")

    write(path, share)

    assert sheet_of(path)["E3"].number_format == "0%"
    assert sheet_of(path)["E3"].value == 0.25


def test_a_merged_area_beside_the_data_is_stepped_over(path):
    workbook = openpyxl.load_workbook(path)
    workbook["客户"].merge_cells("F2:G4")
    workbook["客户"].merge_cells("A1:Z1")
    workbook.save(path)

    assert write(path, grade(r3="A")) == ["H3:H5"]


def test_formulas_never_calculated_are_stepped_over(path):
    workbook = openpyxl.load_workbook(path)
    workbook["客户"]["F4"] = "=LEN(B4)"
    workbook.save(path)

    assert write(path, grade(r3="A")) == ["G3:G5"]
    assert sheet_of(path)["F4"].value == "=LEN(B4)"


def test_an_array_formula_is_stepped_over_with_all_it_fills(path):
    workbook = openpyxl.load_workbook(path)
    workbook["客户"]["F3"] = ArrayFormula("F3:H5", "=TRANSPOSE(A3:C5)")
    workbook.save(path)

    assert write(path, grade(r3="A")) == ["I3:I5"]


def test_a_formula_put_into_our_column_makes_it_theirs(path):
    write(path, grade(r3="A"))
    workbook = openpyxl.load_workbook(path)
    workbook["客户"]["E4"] = '=IF(B4="乙","A","B")'
    workbook.save(path)

    assert write(path, grade(r3="B")) == ["F3:F5"]
    assert write(path, grade(r3="C")) == ["F3:F5"]
    sheet = sheet_of(path)
    assert [sheet[f"E{row}"].value for row in (3, 4)] == ["A", '=IF(B4="乙","A","B")']
    assert [sheet[f"F{row}"].value for row in (2, 3)] == ["贡献等级 (xlcrm)", "C"]


def test_a_total_below_our_column_leaves_it_ours(path):
    write(path, grade(r3="A"))
    workbook = openpyxl.load_workbook(path)
    workbook["客户"]["E6"] = "=COUNTA(E3:E5)"
    workbook.save(path)

    assert write(path, grade(r3="B")) == ["E3:E5"]
    assert sheet_of(path)["E6"].value == "=COUNTA(E3:E5)"


def test_a_sheet_used_to_its_last_column_is_refused_with_what_to_do(path):
    workbook = openpyxl.load_workbook(path)
    workbook["客户"]["XFD2"] = "最后一列"
    workbook.save(path)

    with pytest.raises(BookError) as error:
        write(path, grade(r3="A"))

    assert error.value.code == "no-free-column"
    assert "客户" in error.value.text("zh")
