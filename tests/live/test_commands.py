"""The buttons, pressed on a workbook open in Calc: what people read, and what the cells hold."""

import pytest

from tests.live.conftest import opened
from xlcrm.book.live import LiveBook
from xlcrm.excel import commands

ENGLISH, CHINESE = "en_US.UTF-8", "zh_CN.UTF-8"


@pytest.fixture(autouse=True)
def chinese(monkeypatch):
    """Office speaks Chinese where the machine does."""
    monkeypatch.setenv("LC_ALL", CHINESE)


@pytest.fixture
def said(app):
    """The message boxes shown in a test."""
    app.impl.said.clear()
    app.impl.shown.clear()
    return app.impl.said


def select(book, sheet, cells):
    book.sheets[sheet].activate()
    book.sheets[sheet].range(cells).select()


def headers(book, sheet):
    """Header to column number."""
    sheet = book.sheets[sheet]
    values = sheet.range((1, 1), (1, sheet.used_range.shape[1])).value
    return {value: number for number, value in enumerate(values, start=1)}


def test_validate_lists_marks_and_counts(small, said):
    small.sheets["客户档案"].range("A3").value = "A001"  # twice the same id

    commands.validate(small)

    assert small.sheets[0].name == "校验结果"
    assert "详见“校验结果”表" in said[0]
    rules = small.sheets["客户档案"].used_range.conditional_formats
    assert '=N("mark:error")=0' in [rule.formula for rule in rules]


def test_clear_takes_everything_out_again(small, said):
    before = [sheet.name for sheet in small.sheets]
    small.sheets["客户档案"].range("A3").value = "A001"
    commands.validate(small)
    commands.validate(small)

    commands.clear(small)

    assert [sheet.name for sheet in small.sheets] == before
    assert not any(len(sheet.used_range.conditional_formats) for sheet in small.sheets)
    assert said[-1] == "标记和校验结果表都已去掉。"


def test_score_writes_beside_the_data_and_twice_is_once(small, said):
    commands.score(small)
    once = {name: headers(small, name) for name in ("客户档案", "商机")}
    commands.score(small)

    assert {name: headers(small, name) for name in once} == once
    assert once["客户档案"]["客户编号"] == 1
    assert len(once["客户档案"]) > 6  # the width of the sheet as typed
    assert "漏斗" in said[0]


def test_snapshot_records_the_open_deals(small, said):
    commands.snapshot(small)

    sheet = next(s for s, what in LiveBook(small).owned_sheets().items() if what == "snapshots")
    ids = [value for row in small.sheets[sheet].used_range.options(ndim=2).value for value in row]
    assert [f"P{n:02}" for n in range(1, 9)] == sorted(v for v in ids if str(v).startswith("P0"))
    assert sheet in said[0]


def test_plan_account_plans_for_the_selected_row(small, said):
    select(small, "客户档案", "C3")

    commands.plan_account(small)

    assert [sheet.name for sheet in small.sheets][-2:] == ["计划目录", "江南电子"]
    assert "江南电子" in said[0]


def test_plan_account_keeps_what_was_typed_on_the_tab(small, said):
    select(small, "客户档案", "A2")
    commands.plan_account(small)
    tab = small.sheets["华东精工"]
    cell = tab.names["input_objective"].refers_to.rpartition("!")[2]
    tab.range(cell).value = "签下年度框架协议"
    select(small, "华东精工", "A1")

    commands.plan_account(small)

    again = small.sheets["华东精工"]
    assert again.range(cell).value == "签下年度框架协议"
    assert len(said) == 2


def test_formulas_that_speak_of_a_tab_survive_its_renewal(small, said):
    select(small, "客户档案", "A2")
    commands.plan_account(small)
    small.sheets["联系人"].range("H1").formula = "=华东精工!A1"
    shown = small.sheets["华东精工"].range("A1").value

    commands.plan_account(small)

    assert small.sheets["联系人"].range("H1").value == shown
    assert "华东精工" in small.sheets["联系人"].range("H1").formula


def test_plan_account_without_a_customer_in_the_row_says_what_to_select(small, said):
    select(small, "客户档案", "A1")

    commands.plan_account(small)

    assert said == ["选中的行没有客户编号;请选中客户表中某个客户所在的行"]


def test_explain_score_tells_the_parts_of_the_selected_result(small, said):
    commands.score(small)
    place = headers(small, "客户档案")
    select(small, "客户档案", small.sheets["客户档案"].range((2, len(place))).address)

    commands.explain_score(small)

    title, *lines = said[-1].splitlines()
    assert "客户档案 2, A001" in title
    assert len(lines) > 1


def test_explain_score_away_from_scores_says_where_they_stand(small, said):
    select(small, "联系人", "A9")

    commands.explain_score(small)

    assert said == ["这里没有得分可解释;请选中客户表或商机表中某一行的得分"]


def test_settings_goes_to_the_sheet_or_says_how_to_make_one(small, said, app):
    commands.settings(small)
    small.sheets["联系人"].name = "参数"
    commands.settings(small)

    assert said[0].startswith("这个工作簿没有参数表")
    assert len(said) == 1
    assert small.sheets.active.name == "参数"


def test_help_and_messages_speak_the_language_of_office(small, said, monkeypatch):
    commands.help(small)
    monkeypatch.setenv("LC_ALL", ENGLISH)
    commands.help(small)

    assert said[0].startswith("校验:逐格检查")
    assert said[1].startswith("Validate: checks every cell")


def test_a_workbook_without_crm_sheets_is_told_so_in_words(app, said, tmp_path):
    with opened(app, _odd_book(tmp_path)) as book:
        commands.score(book)

    assert "没有认出" in said[0]


def _odd_book(folder):
    import openpyxl

    path = folder / "预算.xlsx"
    openpyxl.Workbook().save(path)
    return path


@pytest.mark.parametrize("command", [commands.validate, commands.score, commands.plan_all])
def test_the_desk_is_left_as_it_was(small, said, app, command):
    select(small, "商机", "$C$4:$D$5")

    command(small)

    assert small.sheets.active.name == "商机"
    assert app.selection.address == "$C$4:$D$5"
    assert (app.screen_updating, app.calculation, app.status_bar) == (True, "automatic", False)
    assert any("xlcrm" in text for text in app.impl.shown)


def test_the_desk_is_left_as_it_was_after_an_error_too(small, said, app, monkeypatch):
    def refuse(*_):
        raise OSError("sheet is protected")

    monkeypatch.setattr("xlcrm.book.live_columns.write_block", refuse)
    select(small, "商机", "$C$4")

    commands.score(small)

    assert said[0].startswith("电子表格程序没有接受操作")
    assert app.selection.address == "$C$4"
    assert (app.screen_updating, app.enable_events, app.display_alerts) == (True, True, True)
    assert (app.calculation, app.status_bar) == ("automatic", False)


def test_nothing_goes_to_disk_until_people_save(small, said, tmp_path):
    path = tmp_path / "客户.xlsx"
    before = path.read_bytes()

    commands.score(small)

    assert path.read_bytes() == before
