"""The report over many workbooks: what it holds, its trend, and clicks in a real browser."""

import json
import re
import subprocess

import openpyxl
import pytest

from tests.conftest import program
from tests.report.test_findings_page import Links
from tests.rollup.team import staff

DAY = ("--as-of", "2026-11-30", "--lang", "zh")


@pytest.fixture
def team(tmp_path):
    """Two workbooks in folders: one with two unknown grades, one that is clean but for reminders;
    and one that is no workbook."""
    bad = [["A001", "海川重工", "王芳", "特级", 3, 60], ["A002", "远帆机电", "李强", "超级", 3, 60]]
    deals = [["P1", "A001", "检测线", "王芳", 80, "我的项目", "进行中"]]
    staff(tmp_path / "north" / "王 芳.xlsx", bad, deals)
    staff(tmp_path / "south" / "李强.xlsx", [["B001", "南湾船舶", "李强", "A级", 3, 60]])
    (tmp_path / "south" / "坏.xlsx").write_bytes(b"no workbook")
    return tmp_path


def report(xlcrm, team, verb="validate", name="out.html"):
    code, out, _ = xlcrm(verb, team, "-r", "--report", team / name, *DAY)
    read = json.loads((team / name).with_suffix(".json").read_text(encoding="utf-8"))
    return code, out, read


def test_the_worst_workbook_stands_first_and_what_failed_before_it(xlcrm, team):
    code, out, read = report(xlcrm, team)

    names = [each["workbook"] for each in read["files"]]
    assert code == 2
    assert names == ["south/坏.xlsx", "north/王 芳.xlsx", "south/李强.xlsx"]
    assert "不是 Excel 工作簿" in read["files"][0]["failed"]
    assert [each["errors"] for each in read["files"]] == [0, 2, 0]
    assert str(team / "out.html") in out.replace("\n", "")


def test_findings_are_counted_by_owner_and_rule(xlcrm, team):
    _, _, read = report(xlcrm, team)

    rules = {each["code"]: each["count"] for each in read["rules"]}
    errors = {each["owner"]: each["errors"] for each in read["owners"] if each["errors"]}
    assert rules["not-in-list"] == 2
    assert errors == {"王芳": 1, "李强": 1}
    assert {each["workbook"] for each in read["findings"]} >= {"north/王 芳.xlsx"}


def test_the_next_run_tells_what_became_better_and_worse(xlcrm, team):
    report(xlcrm, team)
    staff(team / "north" / "王 芳.xlsx", [["A001", "海川重工", "王芳", "A级", 3, 60]])

    report(xlcrm, team)

    page = (team / "out.html").read_text(encoding="utf-8")
    tile = re.search(r"✖ 错误</span><b>(\d+)</b><small>([^<]*)</small>", page)
    assert tile and tile.groups() == ("0", "▼ −2 · 与 2026-11-30 相比")


def test_a_previous_run_that_is_none_is_refused_before_anything_is_done(xlcrm, team):
    (team / "old.json").write_text("[]", encoding="utf-8")

    code, _, err = xlcrm(
        "validate", team, "-r", "--report", team / "o.html", "--previous", team / "old.json",
        "--lang", "en",
    )  # fmt: skip

    assert code == 2
    assert "not the report of an earlier run" in err
    assert not (team / "o.html").exists()


@pytest.mark.parametrize("name", ["out.pdf", "out"])
def test_a_report_of_another_kind_is_refused(xlcrm, team, name):
    code, _, err = xlcrm("validate", team, "-r", "--report", team / name, "--lang", "en")

    assert code == 2
    assert "must end in .html, .xlsx or .json" in err


def test_scoring_reports_deals_and_forecast_by_owner(xlcrm, team):
    _, _, read = report(xlcrm, team, verb="score")

    (wang,) = [each for each in read["owners"] if each["owner"] == "王芳"]
    assert (wang["accounts"], wang["deals"], wang["amount"]) == (1, 1, 800_000)
    assert wang["weighted"] == 400_000  # 我的项目 counts for half
    page = (team / "out.html").read_text(encoding="utf-8")
    assert "加权金额(万元)" in page
    assert "2 个工作簿已评分（未校验），1 个未能处理" in page
    assert "没有错误" not in page


def test_the_page_loads_nothing_and_leads_to_the_workbooks_from_where_it_lies(xlcrm, team):
    report(xlcrm, team)

    links = Links()
    links.feed((team / "out.html").read_text(encoding="utf-8"))
    north = "north/%E7%8E%8B%20%E8%8A%B3.xlsx"
    assert north in links.targets
    assert any(target.startswith(f"{north}#%27") for target in links.targets)
    assert not any("://" in target for target in links.targets)


def test_the_workbook_report_has_the_same_tables(xlcrm, team):
    report(xlcrm, team, name="out.xlsx")

    page = openpyxl.load_workbook(team / "out.xlsx").worksheets[0]
    tables = {t.displayName.rstrip("_0123456789"): t.ref for t in page.tables.values()}
    files = [cells[0].value for cells in page[tables["team_files"]]][1:]
    assert files == ["south/坏.xlsx", "north/王 芳.xlsx", "south/李强.xlsx"]
    assert set(tables) == {"team_files", "team_owners", "team_rules", "team_findings"}
    link = page[tables["team_files"]][2][0].hyperlink
    assert link.target == (team / "north" / "王 芳.xlsx").as_uri()


CLICK = "document.querySelector('{}').click()"


@pytest.mark.parametrize(
    ("click", "files"),
    [
        ("", {"north/王 芳.xlsx"}),
        (CLICK.format('tr[data-set=file][data-value="south/李强.xlsx"]'), set()),
        (CLICK.format("tr[data-set=owner][data-value=王芳]"), {"north/王 芳.xlsx"}),
        (CLICK.format("tr[data-set=code][data-value=not-in-list]"), {"north/王 芳.xlsx"}),
    ],
)
def test_a_click_on_a_row_of_a_table_leaves_its_findings(xlcrm, team, click, files):
    report(xlcrm, team)
    page = team / "out.html"
    script = (
        f"<script>{click}; document.title = 'SHOWN ' + JSON.stringify([...new Set("
        "[...document.querySelectorAll('#findings tbody tr')].filter(r => r.offsetHeight > 0)"
        ".map(r => r.dataset.file))])</script></body>"
    )
    clicked = page.with_name("clicked.html")
    text = page.read_text(encoding="utf-8").replace("</body>", script)
    clicked.write_text(text, encoding="utf-8")
    chromium = program("Chromium", "chromium", "chromium-browser", "google-chrome")

    done = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", clicked.as_uri()],
        capture_output=True, check=True, encoding="utf-8", timeout=120,
    )  # fmt: skip

    found = re.search(r"<title>SHOWN (.*?)</title>", done.stdout)
    assert found, done.stderr
    assert set(json.loads(found.group(1))) == files
