"""200 account tabs with chart, image, table and validation: xlcrm, copy_worksheet and xltpl.

Run with `python -m tests.benchmarks.bench_plan [tabs]` (needs the extra `bench`). All three fill
the same 24 cells of every tab in the same run; medians of alternating runs. openpyxl copies inside
one workbook and loses chart, image, validation and table; xltpl writes a workbook of its own.
"""

import statistics
import sys
import tempfile
import warnings
from pathlib import Path

from xltpl.writerx import BookWriter

from tests.benchmarks.bench_clone import RUNS, copy, plan, seconds, stamp, values
from tests.ooxml.clone_workbooks import built, plain_target


def render(template: Path, folder: Path, tabs: int) -> None:
    """All tabs through xltpl, opening and saving included."""
    writer = BookWriter(str(template))
    writer.render_book([
        {"sheet_name": f"Account {number:03d}", "tpl_name": "Template", **_named(number)}
        for number in range(tabs)
    ])  # fmt: skip
    writer.save(str(folder / "filled.xlsx"))


def _named(number: int) -> dict[str, str | float]:
    """The values of one tab under names, as xltpl's placeholders ask for them."""
    cells = values(number)
    return {"f00": cells[1, 1], "f01": cells[2, 1], "a": cells[4, 2], "b": cells[4, 5]}


def main(tabs: int) -> None:
    """Alternate the three and print medians."""
    warnings.simplefilter("ignore")
    source, target = built(plan), plain_target()
    times: dict[str, list[float]] = {"xlcrm": [], "copy_worksheet": [], "xltpl": [], "half": []}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        template = folder / "template.xlsx"
        template.write_bytes(source)
        for _ in range(RUNS):
            times["xlcrm"].append(seconds(lambda: stamp(source, target, tabs)))
            times["half"].append(seconds(lambda: stamp(source, target, tabs // 2)))
            times["copy_worksheet"].append(seconds(lambda: copy(source, tabs)))
            times["xltpl"].append(seconds(lambda: render(template, folder, tabs)))
    middle = {name: statistics.median(each) for name, each in times.items()}
    for name in ("xlcrm", "copy_worksheet", "xltpl"):
        ratio = middle[name] / middle["xlcrm"]
        print(f"{name:15} {middle[name]:8.3f} s  {ratio:6.1f} times xlcrm")
    print(f"growth          {middle['xlcrm'] / middle['half']:8.2f} for twice the tabs")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200)
