"""Writing what stands there already changes no byte, whoever deflated the file first."""

from io import BytesIO

from tests.ooxml.workbooks import built
from xlcrm.ooxml import Workbook
from xlcrm.ooxml.package import Package


def numbers(workbook, sheet):
    for row in range(300):
        sheet.write_row(row, 0, [row, row * 1.5])


def test_the_same_number_in_its_cell_leaves_another_programs_bytes():
    source = built(numbers)
    workbook = Workbook.open(source)

    workbook["Data"].write({"A5": 4, "B8": 10.5})

    assert workbook.to_bytes() == source


def test_another_number_beside_it_is_written(tmp_path):
    path = tmp_path / "numbers.xlsx"
    path.write_bytes(built(numbers))
    workbook = Workbook.open(path)

    workbook["Data"].write({"A5": 4, "B7": 10})

    assert workbook.save() is True
    assert Workbook.open(path)["Data"].read_cells(["A5", "B7"])["B7"].value == 10


def test_an_entry_longer_than_before_leaves_nothing_behind_when_it_is_taken_back():
    package = Package.open(built(numbers))
    (name,) = [each for each in package.names if each.endswith("sheet1.xml")]
    file = BytesIO()
    package.replace(name, package.read(name))

    package.write(file)

    assert Package.open(file.getvalue()).read(name) == package.read(name)
