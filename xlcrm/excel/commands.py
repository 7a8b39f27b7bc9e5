"""The buttons: what each does with the workbook that people have in front of them.

Every function takes the calling book, an `xlwings.Book`. It tells how far it is in the status bar
and what came of it, or what is in the way, in a message box; in Chinese or English, as Office
itself speaks. The workbook is changed in the program and saved by nobody but its owner.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlcrm import api
from xlcrm.addin.machine import this_machine
from xlcrm.book import BookError
from xlcrm.book.live import LiveBook
from xlcrm.book.live_host import forgiving, office_language, told_by_host
from xlcrm.excel.explain import account_at, explanation
from xlcrm.language import Language, Text
from xlcrm.rules import Severity
from xlcrm.settings import is_settings_sheet
from xlcrm.work import Options, Outcome, Work

if TYPE_CHECKING:
    import xlwings

TITLE = "xlcrm"

CLEARED = Text("标记和校验结果表都已去掉。", "All marks and the findings sheet are gone.")
NO_SETTINGS = Text(
    "这个工作簿没有参数表,各方法用默认参数。\n要改参数:新建名为“参数”的工作表,"
    "第一行写 方法、参数、值,下面每行一项,例如 dso_countback、window_days、90。",
    "This workbook has no settings sheet; every method uses its defaults.\nTo change them, add a "
    "sheet named Settings with method, parameter and value in its first row and one setting per "
    "row below, such as dso_countback, window_days, 90.",
)
HELP = Text(
    "校验:逐格检查,问题列在校验结果表,并在原处标色。\n"
    "清除标记:去掉标色和校验结果表。\n"
    "评分:在您的数据右侧写入各项结果,并更新看板。\n"
    "快照:记录本周的在谈商机。\n"
    "计划此客户 / 全部重新生成:生成计划页,手填内容保留。\n"
    "解释得分:先选中一个单元格,再看它由什么得来。\n"
    "所有改动都在打开的工作簿里,由您决定是否保存;不保存就关闭即可全部放弃。\n",
    "Validate: checks every cell, lists what it finds on a sheet and colours the cells.\n"
    "Clear marks: takes colours and findings sheet out again.\n"
    "Score: writes results beside your data and updates the dashboards.\n"
    "Snapshot: records this week's open deals.\n"
    "Plan this account / Regenerate all plans: planning tabs, with what you typed kept.\n"
    "Explain this score: select a cell first, then see where it comes from.\n"
    "Everything happens in the open workbook; close it without saving to drop it all.\n",
)


@dataclass(frozen=True)
class Desk:
    """The program in front of somebody, and the language it speaks."""

    book: LiveBook
    app: "xlwings.App"
    language: Language

    @property
    def options(self) -> Options:
        """What verbs are told: to show in the status bar how far they are."""
        return Options(progress=self._progress)

    def _progress(self, what: Text, done: int, of: int) -> None:
        self.app.status_bar = f"{TITLE}: {what[self.language]} {done}/{of}"

    def say(self, text: Text, *, mode: str = "info") -> None:
        """Show a message box."""
        self.app.alert(text[self.language], title=TITLE, mode=mode)

    def selected(self) -> tuple[str, int, int]:
        """Sheet, row and column of the selected cell; raises BookError "no-cell"."""
        cell = self.app.selection
        if cell is None:
            message = Text(
                "请先选中一个单元格,再按按钮", "select a cell first, then press the button"
            )
            raise BookError("no-cell", message)
        return cell.sheet.name, cell.row, cell.column


@contextmanager
def at_desk(book: "xlwings.Book") -> Iterator[Desk]:
    """The desk of a calling book; what goes wrong is said there, and the status bar given back."""
    app = book.app
    language = office_language(app) or this_machine().language
    try:
        live = LiveBook(book)
        with told_by_host(live.path):
            yield Desk(live, app, language)
    except BookError as error:
        forgiving(app.alert, error.message[language], TITLE, "ok", "critical")
    finally:
        forgiving(setattr, app, "status_bar", False)


def validate(book: "xlwings.Book") -> None:
    """Check every cell; say how many findings there are."""
    with at_desk(book) as desk:
        outcome = api.validate(desk.book, desk.options)
        desk.say(_found(outcome))


def clear(book: "xlwings.Book") -> None:
    """Take marks and findings sheet out again."""
    with at_desk(book) as desk:
        api.clear(desk.book, desk.options)
        desk.say(CLEARED)


def score(book: "xlwings.Book") -> None:
    """Write results beside people's data, and the dashboards."""
    with at_desk(book) as desk:
        desk.say(_written(api.score(desk.book, desk.options)))


def snapshot(book: "xlwings.Book") -> None:
    """Record the week's open deals."""
    with at_desk(book) as desk:
        desk.say(_written(api.snapshot(desk.book, desk.options)))


def plan_account(book: "xlwings.Book") -> None:
    """Make the planning tab of the customer whose row, or whose tab, is selected."""
    with at_desk(book) as desk:
        sheet, row, _ = desk.selected()
        account = account_at(Work(desk.book, desk.options), sheet, row)
        desk.say(_written(api.plan(desk.book, desk.options, accounts=[account])))


def plan_all(book: "xlwings.Book") -> None:
    """Make the planning tabs of all key accounts anew."""
    with at_desk(book) as desk:
        desk.say(_written(api.plan(desk.book, desk.options)))


def explain_score(book: "xlwings.Book") -> None:
    """Say where the result in the selected cell, or the main score of its row, comes from."""
    with at_desk(book) as desk:
        sheet, row, column = desk.selected()
        work = Work(desk.book, desk.options)
        columns = desk.book.our_columns(sheet)
        owner = next((each for each, at in columns.items() if at == column), None)
        desk.say(explanation(work, sheet, row, owner=owner, language=desk.language))


def settings(book: "xlwings.Book") -> None:
    """Go to the settings sheet, or say how to make one."""
    with at_desk(book) as desk:
        found = next(filter(is_settings_sheet, desk.book.sheet_names()), None)
        if found:
            book.sheets[found].activate()
        else:
            desk.say(NO_SETTINGS)


def help(book: "xlwings.Book") -> None:
    """Say what each button does."""
    with at_desk(book) as desk:
        desk.say(HELP)


def _found(outcome: Outcome) -> Text:
    """How many findings of each severity."""
    counts = Counter(finding.severity for finding in outcome.findings)
    parts = [(each, counts[each]) for each in sorted(Severity, reverse=True) if counts[each]]
    if not parts:
        return Text("没有发现问题。", "Nothing was found.")
    zh = "、".join(f"{each.text('zh')} {number}" for each, number in parts)
    en = ", ".join(f"{number} x {each.text('en')}" for each, number in parts)
    sheet = outcome.written[-1].sheet
    return Text(f"{zh}。详见“{sheet}”表。", f"{en}. See the sheet {sheet}.")


def _written(outcome: Outcome) -> Text:
    """What was written where, and what was left alone."""
    tabs = [each.sheet for each in outcome.written if not each.cells]
    columns = len(outcome.written) - len(tabs)
    zh = [f"写入 {columns} 列。"] if columns else []
    en = [f"{columns} columns were written."] if columns else []
    if tabs:
        zh.append(f"更新的页:{'、'.join(tabs)}。")
        en.append(f"Sheets brought up to date: {', '.join(tabs)}.")
    zh += [remark.zh for remark in outcome.remarks]
    en += [remark.en for remark in outcome.remarks]
    return Text("\n".join(zh), "\n".join(en))
