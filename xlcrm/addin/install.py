"""Where Excel looks for the add-in, and putting it there.

On Windows the add-in lies in XLSTART, which Excel opens and trusts; on macOS in Office's startup
folder. A settings file tells it which Python to start; on macOS Excel also needs xlwings' script
before it may start anything.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path
from shutil import copyfile

from xlcrm.addin.build import FILE_NAME, build
from xlcrm.addin.machine import Machine, xlwings_folder
from xlcrm.book import BookError
from xlcrm.book.errors import told
from xlcrm.language import Language, Text

MAC_OFFICE = Path("Library/Group Containers/UBF8T346G9.Office/User Content.localized")
MAC_EXCEL = "com.microsoft.Excel"

SYNCED_FOLDERS = {
    "ONEDRIVE_CONSUMER_WIN": "OneDriveConsumer",
    "ONEDRIVE_COMMERCIAL_WIN": "OneDriveCommercial",
    "SHAREPOINT_WIN": "OneDriveCommercial",
}
"""Setting of xlwings to the variable that names the folder on this disk: workbooks from there are
known to Excel by a web address."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """The files of an installation; no script where none is needed."""

    addin: Path
    settings: Path
    script: Path | None = None

    @property
    def all(self) -> list[Path]:
        """Every file there should be."""
        return [path for path in (self.addin, self.settings, self.script) if path]


def places(machine: Machine) -> Places:
    """Where the files go. Raises BookError "no-excel-here" on other systems."""
    home = machine.home
    if machine.system == "windows":
        roaming = Path(machine.environment.get("APPDATA") or home / "AppData/Roaming")
        profile = Path(machine.environment.get("USERPROFILE") or home)
        return Places(
            addin=roaming / "Microsoft/Excel/XLSTART" / FILE_NAME,
            settings=profile / ".xlcrm/xlcrm.conf",
        )
    if machine.system == "macos":
        return Places(
            addin=home / MAC_OFFICE / "Startup.localized/Excel" / FILE_NAME,
            settings=home / "Library/Containers" / MAC_EXCEL / "Data/xlcrm.conf",
            script=home / "Library/Application Scripts" / MAC_EXCEL / _script_name(machine),
        )
    message = Text(
        "这里没有 Excel;加载项只用于 Windows 和 macOS,请直接用 xlcrm validate 等命令处理文件",
        "there is no Excel here: the add-in is for Windows and macOS; xlcrm validate and the other "
        "commands work on the files",
    )
    raise BookError("no-excel-here", message)


def install(machine: Machine, *, language: Language, dry_run: bool = False) -> list[Path]:
    """Put the add-in, its settings and its script where Excel looks; returns the files.

    Raises BookError where a folder cannot be written, or the path of Python cannot be told to VBA.
    """
    wanted = places(machine)
    content = settings_of(machine)
    if dry_run:
        return wanted.all
    build(wanted.addin, language=language)
    with told(wanted.settings):
        wanted.settings.parent.mkdir(parents=True, exist_ok=True)
        wanted.settings.write_bytes(content)
    source = xlwings_folder()
    if wanted.script and source:
        with told(wanted.script):
            wanted.script.parent.mkdir(parents=True, exist_ok=True)
            copyfile(source / wanted.script.name, wanted.script)
    return wanted.all


def remove(machine: Machine, *, dry_run: bool = False) -> list[Path]:
    """Take add-in and settings away again; returns those that were there.

    The script stays: other add-ins made with xlwings may need it.
    """
    wanted = places(machine)
    found = [path for path in (wanted.addin, wanted.settings) if path.exists()]
    for path in found if not dry_run else ():
        with told(path):
            path.unlink()
    return found


def settings_of(machine: Machine) -> bytes:
    """The settings file: which Python to start, and that a workbook's folder holds no modules."""
    key = "INTERPRETER_WIN" if machine.system == "windows" else "INTERPRETER_MAC"
    entries = {
        key: str(machine.python),
        "ADD_WORKBOOK_TO_PYTHONPATH": "False",
        "SHOW CONSOLE": "False",
    }
    for name, variable in SYNCED_FOLDERS.items() if machine.system == "windows" else ():
        if folder := machine.environment.get(variable):
            entries[name] = folder
    text = "".join(f'"{name}","{value}"\r\n' for name, value in entries.items())
    try:
        return text.encode(machine.encoding)
    except UnicodeEncodeError as error:
        message = Text(
            f"Excel 的宏读不懂这个路径:{machine.python};请把 Python 装到英文路径下",
            f"Excel's macros cannot read this path: {machine.python}; install Python in a folder "
            "with a plain name",
        )
        raise BookError("unspeakable-path", message) from error


def is_current(machine: Machine) -> bool:
    """Whether the installed add-in is what would be built now, in either language."""
    installed = places(machine).addin
    if not installed.is_file():
        return False
    content = installed.read_bytes()
    with tempfile.TemporaryDirectory() as folder:
        built = [build(Path(folder) / f"{lang}.xlam", language=lang) for lang in ("zh", "en")]
        return content in [path.read_bytes() for path in built]


def interpreter_of(machine: Machine) -> Path | None:
    """The Python that the settings file names; None without one."""
    path = places(machine).settings
    if not path.is_file():
        return None
    for line in path.read_bytes().decode(machine.encoding, errors="replace").splitlines():
        name, _, value = line.partition(",")
        if name.strip('"').startswith("INTERPRETER"):
            return Path(value.strip('"'))
    return None


def _script_name(machine: Machine) -> str:
    """The script of the installed xlwings: it carries the version in its name."""
    return f"xlwings-{machine.version('xlwings') or ''}.applescript"
