"""The spreadsheet programs: which are there, and which one answers when Excel is asked for."""

from collections.abc import Iterator

from xlcrm.addin.machine import Machine
from xlcrm.doctor.remark import Check, Remark, note, ok, problem
from xlcrm.language import Text

EXCEL, WPS = "Excel.Application", "Ket.Application"
"""Names under which Windows starts the programs."""
EXCEL_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"
WPS_SIGNS = ("kingsoft", "wps office", r"\wps", r"\et.exe")
"""What the path of a WPS program contains."""
MAC_EXCEL = "/Applications/Microsoft Excel.app"
MAC_WPS = "/Applications/wpsoffice.app"
OFFICES = (
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
SECURITY = (
    r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security",
    r"HKCU\Software\Microsoft\Office\16.0\Excel\Security",
)
NO_MACROS = 4
"""VBAWarnings: all macros off, without a word."""

ON_FILES = Text(
    "xlcrm validate、score、plan 可直接处理文件,不需要 Excel",
    "xlcrm validate, score and plan work on files and need no Excel",
)


def server_of(machine: Machine, name: str) -> str | None:
    """The program that Windows starts under a name."""
    identity = machine.registry(rf"HKCR\{name}\CLSID", "")
    found = identity and machine.registry(rf"HKCR\CLSID\{identity}\LocalServer32", "")
    return str(found) if found else None


def is_wps(path: str) -> bool:
    """Whether a program's path is that of WPS.

    >>> is_wps(r"C:\\Kingsoft\\WPS Office\\office6\\et.exe"), is_wps(r"C:\\Office16\\EXCEL.EXE")
    (True, False)
    """
    return any(sign in path.lower() for sign in WPS_SIGNS)


def excel_on_windows(machine: Machine) -> Iterator[Remark]:
    """Excel, WPS in its place, or Excel without its registration."""
    if machine.system != "windows":
        return
    server, installed = server_of(machine, EXCEL), machine.registry(EXCEL_PATH, "")
    if server and is_wps(server):
        yield _wps_answers(server)
    elif server:
        yield ok("excel", f"Excel:{server}", f"Excel: {server}")
    elif installed and not is_wps(str(installed)):
        yield _unregistered(str(installed))
    else:
        yield problem("excel", Text("没有找到 Excel", "Excel was not found"), ON_FILES)


def _wps_answers(server: str) -> Remark:
    words = Text(
        f"WPS 以 Excel 的名义应答({server}),按钮和函数可能出错",
        f"WPS answers in Excel's name ({server}); buttons and functions may fail",
    )
    remedy = Text(
        "在 WPS 的“配置工具 › 高级 › 兼容设置”中取消“兼容第三方系统和软件”,再修复 Office;"
        "或直接用 xlcrm 命令处理文件",
        "in WPS's configuration tool, Advanced, Compatibility, take the tick from third-party "
        "systems and repair Office; or use the xlcrm commands on files",
    )
    return problem("wps-as-excel", words, remedy)


def _unregistered(path: str) -> Remark:
    words = Text(
        f"Excel 已安装({path}),但没有向 Windows 登记,Python 找不到它",
        f"Excel is installed ({path}) but not registered with Windows, so Python cannot find it",
    )
    remedy = Text(
        "关闭 Excel,以管理员身份运行 excel.exe /regserver;无效时在“应用和功能”中快速修复 Office",
        "close Excel and run excel.exe /regserver as administrator; failing that, quick-repair "
        "Office in Apps & features",
    )
    return problem("com-registration", words, remedy)


def excel_on_macos(machine: Machine) -> Iterator[Remark]:
    """Excel for Mac, and the permission nobody but its user can give."""
    if machine.system != "macos":
        return
    if not machine.exists(MAC_EXCEL):
        yield problem("excel", Text("没有找到 Excel", "Excel was not found"), ON_FILES)
        return
    yield ok("excel", f"Excel:{MAC_EXCEL}", f"Excel: {MAC_EXCEL}")
    words = Text(
        "首次点按钮时 macOS 会询问是否允许控制 Excel",
        "on the first click macOS asks whether Excel may be controlled",
    )
    remedy = Text(
        "选“允许”;拒绝过时在“系统设置 › 隐私与安全性 › 自动化”中打开 Microsoft Excel;"
        "工作表函数只能在 Windows 上用",
        "allow it; once refused, switch Microsoft Excel on in System Settings, Privacy & Security, "
        "Automation; worksheet functions are for Windows alone",
    )
    yield note("mac-permission", words, remedy)


def excel_elsewhere(machine: Machine) -> Iterator[Remark]:
    """No Excel on Linux."""
    if machine.system == "linux":
        words = Text("这个系统没有 Excel", "there is no Excel for this system")
        yield note("excel", words, ON_FILES)


def wps(machine: Machine) -> Iterator[Remark]:
    """WPS beside Excel."""
    server = server_of(machine, WPS) if machine.system == "windows" else None
    found = server or (MAC_WPS if machine.exists(MAC_WPS) else None)
    if found:
        words = Text(f"WPS:{found}", f"WPS: {found}")
        remedy = Text(
            "WPS 里没有这些按钮;先在 WPS 中保存并关闭工作簿,再用 xlcrm 命令处理",
            "the buttons are not for WPS: save and close the workbook there and use the xlcrm "
            "commands",
        )
        yield note("wps", words, remedy)


def libreoffice(machine: Machine) -> Iterator[Remark]:
    """LibreOffice, which opens what xlcrm writes."""
    installed = filter(machine.exists, OFFICES)
    found = machine.program("soffice") or next(installed, None)
    if found:
        yield ok("libreoffice", f"LibreOffice:{found}", f"LibreOffice: {found}")


def macros_allowed(machine: Machine) -> Iterator[Remark]:
    """Whether Excel's security settings let the add-in run."""
    told = (machine.registry(key, "VBAWarnings") for key in SECURITY)
    if next((value for value in told if value is not None), None) == NO_MACROS:
        words = Text("Excel 禁用了所有宏", "Excel has all macros switched off")
        remedy = Text(
            "在“文件 › 选项 › 信任中心 › 宏设置”改为“禁用并通知”;由公司策略锁定时请找管理员",
            "choose 'disable with notification' in File, Options, Trust Center, Macro Settings; "
            "where a policy locks it, ask your administrator",
        )
        yield problem("macros-off", words, remedy)


host_checks: tuple[Check, ...] = (
    excel_on_windows,
    excel_on_macos,
    excel_elsewhere,
    wps,
    libreoffice,
    macros_allowed,
)
