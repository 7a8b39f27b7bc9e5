"""The computer as Excel's add-in and `xlcrm doctor` see it; tests pretend others."""

import locale
import os
import shutil
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from xlcrm.language import Language

System = Literal["windows", "macos", "linux"]
SYSTEMS: dict[str, System] = {"win32": "windows", "cygwin": "windows", "darwin": "macos"}

OFFICE_LANGUAGE = r"HKCU\Software\Microsoft\Office\16.0\Common\LanguageResources"
WINDOWS_LANGUAGE = r"HKCU\Control Panel\International"


def _nothing(key: str, name: str) -> str | int | None:
    """A registry without entries."""
    return None


def _version(package: str) -> str | None:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What is asked of a computer; every question is a plain value or a function."""

    system: System
    home: Path
    python: Path
    """The interpreter in use."""
    environment: Mapping[str, str] = field(default_factory=dict)
    registry: Callable[[str, str], str | int | None] = _nothing
    """Value of a name ("" for the default) under a key that starts with HKCU, HKLM or HKCR."""
    exists: Callable[[str], bool] = os.path.exists
    program: Callable[[str], str | None] = shutil.which
    version: Callable[[str], str | None] = _version
    """Version of an installed package, None where it is not installed."""
    python_version: tuple[int, int] = sys.version_info[:2]
    encoding: str = "utf-8"
    """How VBA reads text files here."""

    @property
    def language(self) -> Language:
        """Office's language, else the system's."""
        told = (
            self.registry(OFFICE_LANGUAGE, "UILanguageTag"),
            self.registry(WINDOWS_LANGUAGE, "LocaleName"),
            self.environment.get("LC_ALL"),
            self.environment.get("LANG"),
        )
        name = next((str(each) for each in told if each), "")
        return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def this_machine() -> Machine:
    """The computer xlcrm runs on."""
    windows = sys.platform == "win32"
    told = {"LANG": locale.getlocale()[0] or ""}
    return Machine(
        system=SYSTEMS.get(sys.platform, "linux"),
        home=Path.home(),
        python=Path(sys.executable),
        environment={**told, **os.environ},
        registry=_registry if windows else _nothing,
        encoding="mbcs" if windows else "utf-8",
    )


def xlwings_folder() -> Path | None:
    """Where xlwings is installed; it is not imported for that."""
    found = find_spec("xlwings")
    return Path(found.origin).parent if found and found.origin else None


def _registry(key: str, name: str) -> str | int | None:
    """A value of the Windows registry, None where there is none."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 - Windows alone has it

    roots = {
        "HKCU": winreg.HKEY_CURRENT_USER,
        "HKLM": winreg.HKEY_LOCAL_MACHINE,
        "HKCR": winreg.HKEY_CLASSES_ROOT,
    }
    root, _, path = key.partition("\\")
    try:
        with winreg.OpenKey(roots[root], path) as opened:
            value, _ = winreg.QueryValueEx(opened, name)
    except OSError:
        return None
    return value if isinstance(value, (str, int)) else None
