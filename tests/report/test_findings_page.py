"""The findings as a web page, looked at in a real browser."""

import re
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.conftest import program
from tests.sheet_text import findings
from xlcrm.report import Checked, findings_page
from xlcrm.report.completeness import SheetCompleteness

PAGE = """
    == 客户档案
    客户编号 | 客户名称              | 负责人 | 更新日期
    A001     |                       | 秦越川 | 2026-11-01
    A002     | 远帆机电              | 梁蔓   | 2020-01-01

    == 商机
    商机编号 | 客户编号 | 商机名称                  | 负责人 | 状态 | 金额(元)
    P1       | A009     | <script>alert(1)</script> | 梁蔓   | 进行中 | 二十
    P2       | A001     | 检测线                    |        | 丢单 | 20
"""


@pytest.fixture(scope="session")
def chromium() -> str:
    """The Chromium program."""
    return program("Chromium", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The page of two sheets: three errors and one info."""
    checked = Checked(
        path=Path("客户 一.xlsx"),
        findings=findings(PAGE),
        completeness=[SheetCompleteness(sheet="客户档案", rows=2, columns=4, share=0.875)],
    )
    path = tmp_path / "page.html"
    path.write_text(
        findings_page([checked], as_of=date(2026, 11, 30), language="zh"), encoding="utf-8"
    )
    return path


def shown_after(chromium: str, page: Path, clicks: str) -> list[str]:
    """The places still to be seen once the clicks are done, in the browser's own words."""
    script = (
        f"<script>{clicks}; document.title = 'SHOWN ' + "
        "[...document.querySelectorAll('#findings tbody tr')].filter(row => row.offsetHeight > 0)"
        ".map(row => row.cells[1].textContent).join(' ')</script></body>"
    )
    clicked = page.with_name("clicked.html")
    text = page.read_text(encoding="utf-8").replace("</body>", script)
    clicked.write_text(text, encoding="utf-8")
    done = subprocess.run(
        [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom", clicked.as_uri()],
        capture_output=True,
        check=True,
        encoding="utf-8",
        timeout=120,
    )
    found = re.search(r"<title>SHOWN ?(.*?)</title>", done.stdout)
    assert found, done.stderr
    return found.group(1).split()


CHOOSE = (
    "Object.assign(document.getElementById('{}'), {{value: '{}'}})"
    ".dispatchEvent(new Event('change'))"
)


@pytest.mark.parametrize(
    ("clicks", "places"),
    [
        ("", ["商机!B2", "商机!F2", "客户档案!B2", "客户档案!D3"]),
        ("document.querySelector('input[value=info]').click()",
         ["商机!B2", "商机!F2", "客户档案!B2"]),
        ("document.querySelector('input[value=error]').click()", ["客户档案!D3"]),
        (CHOOSE.format("sheet", "商机"), ["商机!B2", "商机!F2"]),
        (CHOOSE.format("owner", "梁蔓"), ["商机!B2", "商机!F2", "客户档案!D3"]),
        (CHOOSE.format("owner", "秦越川") + ";document.querySelector('input[value=error]').click()",
         []),
    ],
)  # fmt: skip
def test_a_click_on_a_filter_leaves_what_fits(chromium, page, clicks, places) -> None:
    assert shown_after(chromium, page, clicks) == places


class Links(HTMLParser):
    """Everything the page leads to or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.targets: list[str] = []
        self.scripts = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.targets += [value or "" for name, value in attrs if name in {"href", "src"}]
        self.scripts += tag == "script"


def test_the_page_needs_nothing_but_itself_and_its_links_name_sheet_and_cell(page) -> None:
    text = page.read_text(encoding="utf-8")
    links = Links()
    links.feed(text)

    assert links.targets[0] == ("%E5%AE%A2%E6%88%B7%20%E4%B8%80.xlsx#%27%E5%95%86%E6%9C%BA%27%21B2")
    assert all(".xlsx#" in target for target in links.targets)
    assert ">商机!B2</a>" in text
    assert "@import" not in text
    assert "url(" not in text


def test_text_from_a_workbook_is_never_markup() -> None:
    found = findings(
        """
        == 客户档案
        客户编号 | 客户名称 | 状态                      | 负责人
        A001     | 海川重工 | <script>alert(1)</script> | "><b>x
        """
    )
    checked = Checked(path=Path('a"><b>.xlsx'), findings=found)
    text = findings_page([checked], as_of=date(2026, 11, 30), language="en")
    links = Links()
    links.feed(text)

    assert links.scripts == 1
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text
    assert "<b>" not in text


def test_the_page_says_how_full_each_sheet_is(page) -> None:
    text = page.read_text(encoding="utf-8")

    assert '<td>客户档案</td><td class="number">2</td><td class="number">88%</td>' in text
