"""200 tabs from one template against openpyxl's copy_worksheet, in the same run.

Run with `python -m tests.benchmarks.bench_clone [tabs]`. Prints medians of alternating runs and
their ratio. openpyxl copies inside one workbook and loses the chart, the image, the
validation and the table; stamping keeps them. Both write 24 values into every tab.
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
from xlcrm.ooxml.clone import SheetTemplate

RUNS = 3


def plan(workbook: Any, sheet: Any) -> None:
    """24 cells to fill, a styled body of 20 rows, and what a designed template has around it."""
    head = workbook.add_format({"bold": True, "bg_color": "#1F3864", "font_color": "white"})
    title = workbook.add_format({"bold": True, "font_size": 16, "bg_color": "#DDEBF7"})
    text = workbook.add_format({"border": 1, "text_wrap": True})
    sheet.set_column("A:A", 22)
    sheet.set_column("B:H", 14)
    sheet.merge_range("A1:H1", "{{f00}}", title)
    sheet.merge_range("A2:H2", "Account plan - {{f01}}", text)
    money = workbook.add_format({"border": 1, "num_format": "#,##0.00"})
    for row in range(3, 14):
        sheet.write_row(row, 0, [f"Label {row}"], head)
        sheet.write(row, 1, "{{a}}", text)
        sheet.write(row, 3, f"Label {row + 20}", head)
        sheet.write(row, 4, "{{b}}", money)
    body(workbook, sheet, head, text, money)
    rules(workbook, sheet)
    pictures(workbook, sheet)
    sheet.write_comment("A1", "Filled by the planner", {"author": "planner"})
    sheet.print_area("A1:H36")
    sheet.repeat_rows(15)
    sheet.set_header("&C&A")
    sheet.set_footer("&P / &N")
    sheet.freeze_panes(2, 0)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def body(workbook: Any, sheet: Any, head: Any, text: Any, money: Any) -> None:
    """Twenty rows of eight styled cells with a formula and a sparkline each, and a table."""
    day = workbook.add_format({"border": 1, "num_format": "yyyy-mm-dd"})
    names = ["Month", "Target", "Actual", "Visits", "Status", "Due", "Gap", "Trend"]
    sheet.write_row(15, 0, names, head)
    for row in range(16, 36):
        sheet.write(row, 0, f"M{row - 15}", text)
        sheet.write_row(row, 1, [100 + row, 90 + row], money)
        sheet.write_row(row, 3, [row, "plan"], text)
        sheet.write(row, 5, 45000 + row, day)
        sheet.write_formula(row, 6, f"=C{row + 1}-B{row + 1}", money, -10)
        sheet.add_sparkline(row, 7, {"range": f"Template!B{row + 1}:D{row + 1}"})
    columns = [{"header": name} for name in ("Name", "Role", "Mail")]
    sheet.add_table("L30:N33", {"name": "Contacts", "columns": columns})


def rules(workbook: Any, sheet: Any) -> None:
    """Validations and conditional formats, one of them in the x14 form."""
    red = workbook.add_format({"font_color": "red"})
    states = {"validate": "list", "source": ["plan", "meet", "offer", "won", "lost"]}
    sheet.data_validation("E17:E36", states)
    visits = {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 99}
    sheet.data_validation("D17:D36", visits)
    sheet.conditional_format("C17:C36", {"type": "3_color_scale"})
    sheet.conditional_format("D17:D36", {"type": "data_bar", "data_bar_2010": True})
    behind = {"type": "formula", "criteria": "=$G17<-5", "format": red}
    sheet.conditional_format("A17:H36", behind)


def pictures(workbook: Any, sheet: Any) -> None:
    """A link, an image and a chart of two series."""
    sheet.write_url("G4", "https://example.com/", string="site")
    sheet.insert_image("J1", "logo.png", {"image_data": BytesIO(png(160, 60))})
    chart = workbook.add_chart({"type": "column"})
    for letter in "BC":
        chart.add_series(
            {
                "name": f"=Template!${letter}$16",
                "categories": "=Template!$A$17:$A$36",
                "values": f"=Template!${letter}$17:${letter}$36",
            }
        )
    sheet.insert_chart("J6", chart)


def values(number: int) -> dict[tuple[int, int], str | float]:
    """What the tab of one account holds, by row and column: 24 cells."""
    cells: dict[tuple[int, int], str | float] = {(1, 1): f"Account {number}", (2, 1): "Plan"}
    for row in range(4, 15):
        cells |= {(row, 2): f"value {number}-{row}", (row, 5): number * 1.5 + row}
    return cells


def stamp(source: bytes, target: bytes, tabs: int, *, grow: bool = False) -> bytes:
    """All tabs through SheetTemplate, opening and saving included.

    `grow`: the table of every tab gets a number of rows of its own, so that everything below and
    beside it is laid out anew for nearly every tab.
    """
    workbook = Workbook.open(target)
    cut = SheetTemplate(Workbook.open(source), "Template")
    for number in range(tabs):
        rows = [[f"N{row}", "buyer", None] for row in range(number % 40)]
        tables = {"Contacts": rows} if grow else {}
        cut.stamp(workbook, f"Account {number:03d}", cells=values(number), tables=tables)
    return workbook.to_bytes()


def copy(source: bytes, tabs: int) -> bytes:
    """All tabs through copy_worksheet, opening and saving included."""
    workbook = openpyxl.load_workbook(BytesIO(source))
    for number in range(tabs):
        sheet = workbook.copy_worksheet(workbook["Template"])
        sheet.title = f"Account {number:03d}"
        for place, value in values(number).items():
            sheet.cell(*place, value)
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
    ours, theirs, uneven, half = [], [], [], []
    for _ in range(RUNS):
        ours.append(seconds(lambda: stamp(source, target, tabs)))
        theirs.append(seconds(lambda: copy(source, tabs)))
        uneven.append(seconds(lambda: stamp(source, target, tabs, grow=True)))
        half.append(seconds(lambda: stamp(source, target, tabs // 2)))
    own, other = statistics.median(ours), statistics.median(theirs)
    print(f"stamp            {own:7.3f} s  ({own / tabs * 1000:.2f} ms a tab)")
    print(f"stamp, uneven    {statistics.median(uneven):7.3f} s  (40 different numbers of rows)")
    print(f"copy_worksheet   {other:7.3f} s")
    print(f"ratio            {other / own:7.1f}")
    print(f"growth           {own / statistics.median(half):7.2f} for twice the tabs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
