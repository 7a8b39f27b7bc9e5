"""Pretended computers: a home folder on this disk, and the answers a system would give."""

from pathlib import Path

from xlcrm.addin.install import places
from xlcrm.addin.machine import Machine

EXCEL_CLSID = "{00024500-0000-0000-C000-000000000046}"
EXCEL_EXE = r"C:\Program Files\Microsoft Office\Root\Office16\EXCEL.EXE"
WPS_EXE = r"C:\Program Files\Kingsoft\WPS Office\office6\et.exe"
VERSIONS = {
    **dict.fromkeys(["openpyxl", "lxml", "pandas", "pydantic", "python-calamine"], "1.0"),
    "rapidfuzz": "3.0",
    "xlwings": "0.37.8",
    "pywin32": "310",
}


def registered(server, name="Excel.Application"):
    """The registry entries of a program that answers to a name."""
    return {
        (rf"HKCR\{name}\CLSID", ""): EXCEL_CLSID,
        (rf"HKCR\CLSID\{EXCEL_CLSID}\LocalServer32", ""): server,
    }


def windows(home: Path, *, registry=None, files=(), **options) -> Machine:
    """Windows with Excel, unless its registry says otherwise."""
    python = options.pop("python", home / "venv" / "Scripts" / "python.exe")
    entries = registered(EXCEL_EXE) if registry is None else registry
    there = {str(python), str(python.parent.parent / "xlwings64-0.37.8.dll"), *files}
    return pretended(
        home,
        system="windows",
        python=python,
        registry=lambda key, name: entries.get((key, name)),
        exists=there.__contains__,
        **options,
    )


def macos(home: Path, *, files=("/Applications/Microsoft Excel.app",), **options) -> Machine:
    """macOS with Excel."""
    python = home / "venv" / "bin" / "python"
    there = {str(python), *files}
    return pretended(home, system="macos", python=python, exists=there.__contains__, **options)


def linux(home: Path, **options) -> Machine:
    """Linux without anything."""
    python = home / "venv" / "bin" / "python"
    return pretended(home, system="linux", python=python, exists=lambda path: False, **options)


def pretended(home, *, versions=VERSIONS, environment=None, **options):
    options.setdefault("program", lambda name: None)
    options.setdefault("python_version", (3, 12))
    return Machine(home=home, environment=environment or {}, version=versions.get, **options)


def settings(machine: Machine) -> dict[str, str]:
    """The add-in's settings file, read as VBA's Input # does."""
    lines = places(machine).settings.read_bytes().decode(machine.encoding).split("\r\n")
    pairs = [line.strip('"').split('","') for line in lines if line]
    return dict(pairs)
