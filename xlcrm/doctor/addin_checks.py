"""The add-in: installed, up to date, starting this Python, and allowed to."""

from collections.abc import Iterator

from xlcrm.addin.install import interpreter_of, is_current, places, settings_of
from xlcrm.addin.machine import Machine
from xlcrm.book import BookError
from xlcrm.doctor.remark import Check, Remark, note, ok, problem
from xlcrm.language import Text

INSTALL = Text("运行:xlcrm addin install", "run: xlcrm addin install")


def installed(machine: Machine) -> Iterator[Remark]:
    """Whether Excel finds the add-in, and the one that belongs to this version."""
    if machine.system == "linux":
        return
    path = places(machine).addin
    if not path.is_file():
        yield note("addin", Text("没有安装 Excel 加载项", "the add-in is not installed"), INSTALL)
    elif is_current(machine):
        yield ok("addin", f"加载项:{path}", f"add-in: {path}")
    else:
        words = Text("加载项来自另一个版本", "the add-in belongs to another version")
        yield problem("addin-outdated", words, INSTALL)


def interpreter(machine: Machine) -> Iterator[Remark]:
    """Which Python the buttons start."""
    if machine.system == "linux" or not places(machine).addin.is_file():
        return
    told = interpreter_of(machine)
    if told is None:
        words = Text(
            "加载项不知道启动哪个 Python", "the add-in does not know which Python to start"
        )
        yield problem("interpreter", words, INSTALL)
    elif not machine.exists(str(told)):
        words = Text(f"加载项要启动的 Python 已不在:{told}", f"the add-in's Python is gone: {told}")
        yield problem("interpreter", words, INSTALL)
    elif told != machine.python:
        words = Text(f"加载项启动另一个 Python:{told}", f"the add-in starts another Python: {told}")
        yield note("interpreter", words, INSTALL)
    else:
        yield ok("interpreter", f"加载项启动:{told}", f"the add-in starts {told}")


def speakable(machine: Machine) -> Iterator[Remark]:
    """A path of Python that VBA can read."""
    if machine.system == "linux":
        return
    try:
        settings_of(machine)
    except BookError as error:
        remedy = Text("见上一句", "see there")
        yield problem(error.code, error.message, remedy)


def script(machine: Machine) -> Iterator[Remark]:
    """The script that Excel for Mac needs before it may start Python."""
    wanted = places(machine).script if machine.system == "macos" else None
    if wanted and not wanted.is_file():
        words = Text(f"缺少脚本 {wanted.name}", f"the script {wanted.name} is missing")
        yield problem("mac-script", words, INSTALL)


addin_checks: tuple[Check, ...] = (installed, interpreter, speakable, script)
