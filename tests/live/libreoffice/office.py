"""LibreOffice as a process of our own, spoken to over UNO.

`soffice` is a wrapper around the program proper: what is ended is always the whole process group.
"""

import importlib.util
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

PROGRAMS = (Path("/usr/lib/libreoffice/program"), Path("/opt/libreoffice/program"))
PACKAGES = Path("/usr/lib/python3/dist-packages")
START_SECONDS = 60
LIFETIME_SECONDS = 900
"""After this a program that answers no more is ended, and the test with it."""
DOCUMENT = "com.sun.star.comp.Calc.SpreadsheetDocument"
FILTER = "Calc MS Excel 2007 XML"
RUN_NO_MACROS = 0


def load_uno() -> Any:
    """The `uno` module, also where only the system's own Python was given it."""
    sys.path += [str(each) for each in PROGRAMS if each.is_dir() and str(each) not in sys.path]
    if "uno" not in sys.modules and importlib.util.find_spec("uno") is None:
        spec = importlib.util.spec_from_file_location("uno", PACKAGES / "uno.py")
        if spec is None or spec.loader is None or not (PACKAGES / "uno.py").exists():
            raise ModuleNotFoundError("uno")
        sys.modules["uno"] = module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    return importlib.import_module("uno")


def properties(**values: object) -> tuple[Any, ...]:
    """Named arguments as UNO wants them."""
    uno = load_uno()
    made = []
    for name, value in values.items():
        each = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
        each.Name, each.Value = name, value
        made.append(each)
    return tuple(made)


class Office:
    """A running LibreOffice with a profile of its own."""

    def __init__(self, program: str) -> None:
        self._profile = Path(tempfile.mkdtemp(prefix="calc-profile-"))
        pipe = f"calc{os.getpid()}x{time.monotonic_ns()}"
        self._process = subprocess.Popen(
            [
                program,
                f"-env:UserInstallation={self._profile.as_uri()}",
                "--headless",
                "--norestore",
                "--nologo",
                "--nodefault",
                f"--accept=pipe,name={pipe};urp;StarOffice.ComponentContext",
            ],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self._end = threading.Timer(LIFETIME_SECONDS, self._stop)
        self._end.daemon = True
        self._end.start()
        try:
            self.context = self._connected(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except BaseException:
            self.kill()
            raise

    @property
    def pid(self) -> int:
        """Process id, and id of the process group."""
        return self._process.pid

    def _connected(self, address: str) -> Any:
        uno = load_uno()
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext(
            "com.sun.star.bridge.UnoUrlResolver", local
        )
        refused = uno.getClass("com.sun.star.connection.NoConnectException")
        end = time.monotonic() + START_SECONDS
        while True:
            try:
                return resolver.resolve(address)
            except refused:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise
                time.sleep(0.05)

    def new(self) -> Any:
        """A new spreadsheet."""
        document = self._document()
        document.initNew()
        return document

    def open(self, path: Path) -> Any:
        """The workbook at `path`; raises what UNO raises where it cannot be read."""
        url = load_uno().systemPathToFileUrl(str(path))
        document = self._document()
        document.load(properties(URL=url, FilterName=FILTER, MacroExecutionMode=RUN_NO_MACROS))
        return document

    def _document(self) -> Any:
        """A document without a window: windows nobody sees crash when sheets come and go."""
        services = self.context.ServiceManager
        return services.createInstanceWithContext(DOCUMENT, self.context)

    def kill(self) -> None:
        """End the program, wrapper and all, without a word."""
        self._end.cancel()
        self._stop()
        self._process.wait()
        shutil.rmtree(self._profile, ignore_errors=True)

    def _stop(self) -> None:
        if self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
