"""Any number of rows in any tables: every label, formula and range is found where it belongs."""

from io import BytesIO
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from tests.ooxml.clone_workbooks import plain_target, read, template
from xlcrm.ooxml import Workbook
from xlcrm.ooxml.clone import KEEP

WIDTHS = (2, 3)
texts = st.text(alphabet="ab<&>\"'=客 _x0041\n", max_size=12)
numbers = st.integers(-(10**9), 10**9) | st.floats(-1e9, 1e9).map(lambda x: round(x, 3))
plain = texts.filter(lambda text: text.strip() == text and "_x" not in text)  # for openpyxl
values = st.none() | st.booleans() | numbers | plain


def stacked(workbook: Any, sheet: Any) -> None:
    """`Upper` in A3:C5 (a formula in C), a sum in B7, `Lower` in A10:D12, `Side` in F10:G11."""
    sheet.write("A1", "top")
    columns = [{"header": "a"}, {"header": "b"}, {"header": "c"}]
    sheet.add_table("A3:C5", {"name": "Upper", "columns": columns})
    for row in (4, 5):
        sheet.write_row(f"A{row}", ["sample", 1])
        sheet.write_formula(f"C{row}", f"=B{row}*2")
    sheet.write_formula("B7", "=SUM(B4:B5)")
    sheet.merge_range("A8:B8", "between")
    sheet.add_table("A10:D12", {"name": "Lower"})
    sheet.add_table("F10:G11", {"name": "Side"})
    sheet.write_formula("A14", "=B7&A8&COUNTA(F11:F11)")
    sheet.data_validation("A11:A12", {"validate": "list", "source": ["x"]})
    sheet.write("A15", "bottom")


TEMPLATE = template(stacked)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    upper=st.lists(st.tuples(values, numbers), max_size=6),
    lower=st.lists(st.tuples(values, values, values, values), max_size=6),
    side=st.lists(st.tuples(values, values), max_size=6),
)
def test_every_value_and_reference_arrives(
    upper: list[tuple[Any, ...]], lower: list[tuple[Any, ...]], side: list[tuple[Any, ...]]
) -> None:
    workbook = Workbook.open(plain_target())
    tables = {"Upper": [[*row, KEEP] for row in upper], "Lower": lower, "Side": side}
    TEMPLATE.stamp(workbook, "Acme", tables=tables)
    content = workbook.to_bytes()
    sheet = read(content, "Acme")
    # Two sample rows each in Upper and Lower, one in Side, give way to the given rows.
    more = max(1, len(upper)) - 2
    band = max(1, len(lower), len(side))
    top, lower_top, bottom = 4, 11 + more, 15 + more + band - 2
    assert (sheet["A1"].value, sheet[f"A{bottom}"].value) == ("top", "bottom")
    assert [str(area) for area in sheet.merged_cells.ranges] == [f"A{8 + more}:B{8 + more}"]
    end = top + max(1, len(upper)) - 1
    assert sheet[f"B{7 + more}"].value == f"=SUM(B4:B{end})"
    side_end = lower_top + max(1, len(side)) - 1
    counted = f"F{lower_top}:F{side_end}"
    assert sheet[f"A{bottom - 1}"].value == f"=B{7 + more}&A{8 + more}&COUNTA({counted})"
    for number, row in enumerate(upper):
        assert [cell.value for cell in sheet[top + number][:2]] == list(row)
        assert sheet.cell(top + number, 3).value == f"=B{top + number}*2"
    refs = {table.name.split("_")[0]: table.ref for table in sheet.tables.values()}
    assert refs == {
        "Upper": f"A3:C{end}",
        "Lower": f"A{lower_top - 1}:D{lower_top + max(1, len(lower)) - 1}",
        "Side": f"F{lower_top - 1}:G{side_end}",
    }
    found = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("Acme")
    rows = found.to_python(skip_empty_area=False)
    for number, row in enumerate(side):
        assert rows[lower_top - 1 + number][5:7] == ["" if v is None else v for v in row]
