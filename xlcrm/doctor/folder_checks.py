"""Folders that a service keeps in step with a server: Excel knows their files by web addresses."""

from collections.abc import Iterator
from pathlib import Path

from xlcrm.addin.install import SYNCED_FOLDERS, places
from xlcrm.addin.machine import Machine
from xlcrm.doctor.remark import Check, Remark, note, problem
from xlcrm.language import Text

VARIABLES = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")


def synced_folders(machine: Machine) -> Iterator[Remark]:
    """OneDrive and SharePoint folders on this disk."""
    told = (machine.environment.get(name) for name in VARIABLES)
    folders = sorted({folder for folder in told if folder})
    if folders:
        listed = ", ".join(folders)
        words = Text(
            f"有云同步文件夹:{listed}", f"these folders are kept in step with a server: {listed}"
        )
        remedy = Text(
            "里面的工作簿先关闭、等同步完成再用 xlcrm 命令处理;多人同时编辑时请用 Excel 里的按钮",
            "close a workbook there and let it finish before an xlcrm command; where several edit "
            "at once, use the buttons in Excel",
        )
        yield note("synced-folder", words, remedy)


def known_to_the_addin(machine: Machine) -> Iterator[Remark]:
    """Whether the add-in's settings name the folders, without which buttons find no file there."""
    if machine.system != "windows" or not places(machine).settings.is_file():
        return
    told = places(machine).settings.read_bytes().decode(machine.encoding, errors="replace")
    wanted = {machine.environment.get(variable) for variable in SYNCED_FOLDERS.values()}
    if missing := sorted(folder for folder in wanted if folder and folder not in told):
        listed = ", ".join(missing)
        words = Text(f"加载项不知道云文件夹 {listed}", f"the add-in does not know {listed}")
        yield problem(
            "synced-folder-unknown",
            words,
            Text("运行:xlcrm addin install", "run: xlcrm addin install"),
        )


def python_in_synced_folder(machine: Machine) -> Iterator[Remark]:
    """A Python inside such a folder: its files may not be on the disk when Excel needs them."""
    told = (machine.environment.get(name) for name in VARIABLES)
    if any(Path(folder) in machine.python.parents for folder in told if folder):
        words = Text("Python 装在云同步文件夹里", "Python lies in a folder kept by a server")
        remedy = Text(
            "把 Python 环境移到普通文件夹,再运行 xlcrm addin install",
            "move its environment to an ordinary folder and run xlcrm addin install",
        )
        yield problem("python-in-synced-folder", words, remedy)


folder_checks: tuple[Check, ...] = (
    synced_folders,
    known_to_the_addin,
    python_in_synced_folder,
)
