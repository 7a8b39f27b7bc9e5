"""Python and its packages."""

from collections.abc import Iterator

from xlcrm.addin.machine import Machine
from xlcrm.doctor.remark import Check, Remark, note, ok, problem
from xlcrm.language import Text

LEAST = (3, 11)
STORE = ("windowsapps", "pythonsoftwarefoundation.python")
"""What the path of a Python from the Microsoft Store contains."""
LIBRARIES = ("openpyxl", "lxml", "pandas", "pydantic", "python-calamine", "rapidfuzz", "xlwings")

REINSTALL = Text("重新安装:pip install --upgrade xlcrm", "install again: pip install -U xlcrm")
FROM_PYTHON_ORG = Text(
    "从 python.org 安装 Python(不要用应用商店版),再运行 pip install xlcrm 和 xlcrm addin install",
    "install Python from python.org instead of the Store, then pip install xlcrm and xlcrm addin "
    "install",
)


def version(machine: Machine) -> Iterator[Remark]:
    """A Python new enough."""
    told = ".".join(map(str, machine.python_version))
    if machine.python_version >= LEAST:
        yield ok("python", f"Python {told}:{machine.python}", f"Python {told}: {machine.python}")
    else:
        words = Text(f"Python {told} 太旧,需要 3.11 或更新", f"Python {told} is older than 3.11")
        yield problem("python", words, FROM_PYTHON_ORG)


def store_python(machine: Machine) -> Iterator[Remark]:
    """A Python from the Store lives in a sandbox that Excel cannot start."""
    path = str(machine.python).lower()
    if machine.system == "windows" and any(sign in path for sign in STORE):
        words = Text(
            "这是应用商店版 Python,Excel 无法启动它", "Excel cannot start a Python from the Store"
        )
        yield problem("store-python", words, FROM_PYTHON_ORG)


def conda(machine: Machine) -> Iterator[Remark]:
    """A Conda environment needs to be activated, which Excel does not do."""
    if machine.environment.get("CONDA_PREFIX"):
        words = Text("Python 属于 Conda 环境", "Python belongs to a Conda environment")
        remedy = Text(
            "若按钮报错找不到 DLL,请改用 python -m venv 建的环境再安装",
            "should buttons miss a DLL, install into an environment made by python -m venv",
        )
        yield note("conda", words, remedy)


def libraries(machine: Machine) -> Iterator[Remark]:
    """The packages xlcrm works with."""
    found = {name: machine.version(name) for name in LIBRARIES}
    missing = ", ".join(name for name, known in found.items() if known is None)
    if missing:
        words = Text(f"缺少程序库:{missing}", f"libraries are missing: {missing}")
        yield problem("libraries", words, REINSTALL)
    else:
        listed = ", ".join(f"{name} {known}" for name, known in found.items())
        yield ok("libraries", f"程序库:{listed}", f"libraries: {listed}")


def windows_bridge(machine: Machine) -> Iterator[Remark]:
    """pywin32, through which Python speaks to Excel on Windows."""
    if machine.system == "windows" and machine.version("pywin32") is None:
        words = Text("缺少 pywin32,无法与 Excel 通话", "pywin32, which speaks to Excel, is missing")
        yield problem("pywin32", words, Text("运行:pip install pywin32", "pip install pywin32"))


def windows_library(machine: Machine) -> Iterator[Remark]:
    """The DLL for worksheet functions, which lies beside Python or above its Scripts."""
    installed = machine.version("xlwings")
    if machine.system != "windows" or installed is None:
        return
    folders = (machine.python.parent, machine.python.parent.parent)
    name = f"xlwings64-{installed}.dll"
    if not any(machine.exists(str(folder / name)) for folder in folders):
        words = Text(
            f"找不到 {name},工作表函数不能用", f"{name} is missing: no worksheet functions"
        )
        remedy = Text(
            "运行:pip install --force-reinstall xlwings,再 xlcrm addin install",
            "pip install --force-reinstall xlwings, then xlcrm addin install",
        )
        yield problem("function-library", words, remedy)


python_checks: tuple[Check, ...] = (
    version,
    store_python,
    conda,
    libraries,
    windows_bridge,
    windows_library,
)
