"""200 tabs from one template against openpyxl's copy_worksheet, in the same run.

Run with `python -m tests.benchmarks.bench_clone [tabs]`. Prints medians of alternating runs and
their ratio. openpyxl copies inside one workbook and loses the chart, the image, the validation
and the table; stamping keeps them and writes values into 24 cells and a table of 12 rows.
"""

import statistics
import sys
import time
import warnings
from collections.abc import Callable
from io import BytesIO
from typing import Any

import openpyxl

from tests.ooxml.clone_workbooks import built, plain_target, png
from xlcrm.ooxml import Workbook
from xlcrm.ooxml.clone import KEEP, SheetTemplate

RUNS = 3


def plan(workbook: Any, sheet: Any) -> None:
    """A page of labels and inputs, a table of 12 rows, a chart, an image, rules, print set-up."""
    head = workbook.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "white"})
    body = workbook.add_format({"border": 1, "text_wrap": True, "locked": False})
    money = workbook.add_format({"border": 1, "num_format": "#,##0.00"})
    sheet.merge_range("A1:H1", "{{title}}", head)
    for row in range(3, 15):
        sheet.write(row, 0, f"label {row}", head)
        sheet.write(row, 1, "{{a}}", body)
        sheet.write(row, 3, f"label {row}", head)
        sheet.write(row, 4, "{{b}}", money)
    names = ["Month", "Target", "Actual", "Gap"]
    sheet.add_table("A18:D30", {"name": "Sales", "columns": [{"header": name} for name in names]})
    for row in range(18, 30):
        sheet.write_row(row, 0, [f"M{row}", row, row + 5], money)
        sheet.write_formula(row, 3, f"=C{row + 1}-B{row + 1}", money)
    sheet.data_validation("B19:B30", {"validate": "decimal", "criteria": ">", "value": 0})
    sheet.conditional_format("C19:C30", {"type": "3_color_scale"})
    chart = workbook.add_chart({"type": "column"})
    for letter in "BC":
        chart.add_series(
            {
                "categories": "=Template!$A$19:$A$30",
                "values": f"=Template!${letter}$19:${letter}$30",
            }
        )
    sheet.insert_chart("J6", chart)
    sheet.insert_image("J1", "logo.png", {"image_data": BytesIO(png(160, 60))})
    sheet.print_area("A1:H31")
    sheet.freeze_panes(2, 0)


def stamp(source: bytes, target: bytes, tabs: int) -> bytes:
    """All tabs through SheetTemplate, opening and saving included."""
    workbook = Workbook.open(target)
    cut = SheetTemplate(Workbook.open(source), "Template")
    for number in range(tabs):
        cells: dict[tuple[int, int], str | float] = {(1, 1): f"Account {number}"}
        for row in range(4, 16):
            cells |= {(row, 2): f"value {number}-{row}", (row, 5): number * 1.5 + row}
        rows = [[f"M{month}", month + number, month * 2, KEEP] for month in range(12)]
        cut.stamp(workbook, f"Account {number:03d}", cells=cells, tables={"Sales": rows})
    return workbook.to_bytes()


def copy(source: bytes, tabs: int) -> bytes:
    """All tabs through copy_worksheet, opening and saving included."""
    workbook = openpyxl.load_workbook(BytesIO(source))
    for number in range(tabs):
        sheet = workbook.copy_worksheet(workbook["Template"])
        sheet.title = f"Account {number:03d}"
        sheet["A1"] = f"Account {number}"
        for row in range(4, 16):
            sheet.cell(row, 2, f"value {number}-{row}")
            sheet.cell(row, 5, number * 1.5 + row)
    file = BytesIO()
    workbook.save(file)
    return file.getvalue()


def seconds(work: Callable[[], object]) -> float:
    """Wall time of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def main(tabs: int) -> None:
    """Alternate the two and print medians."""
    warnings.simplefilter("ignore")
    source, target = built(plan), plain_target()
    ours, theirs = [], []
    for _ in range(RUNS):
        ours.append(seconds(lambda: stamp(source, target, tabs)))
        theirs.append(seconds(lambda: copy(source, tabs)))
    half = statistics.median(seconds(lambda: stamp(source, target, tabs // 2)) for _ in range(RUNS))
    own, other = statistics.median(ours), statistics.median(theirs)
    print(f"stamp            {own:7.3f} s  ({own / tabs * 1000:.2f} ms a tab)")
    print(f"copy_worksheet   {other:7.3f} s")
    print(f"ratio            {other / own:7.1f}")
    print(f"growth           {own / half:7.2f} for twice the tabs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
