"""Calls functions of a macro workbook in a headless LibreOffice: for a Python that knows UNO.

    python3 vba_in_libreoffice.py SOFFICE WORKBOOK MODULE FUNCTION…

Prints, as JSON, what each function returned, by its name. LibreOffice is silent about errors in
VBA: the function itself has to tell of them.
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUN_ANY_MACRO = 4


def main(soffice, workbook, module, *functions):
    with tempfile.TemporaryDirectory() as folder:
        pipe = f"pipe,name=xlcrm{os.getpid()}"
        office = subprocess.Popen(
            [
                soffice,
                f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
                "--headless",
                "--norestore",
                f"--accept={pipe};urp;",
            ],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            print(json.dumps(recorded(connected(pipe), workbook, module, functions)))
        finally:
            os.killpg(office.pid, signal.SIGKILL)  # soffice is a wrapper: its whole group
            office.wait()


def connected(pipe, seconds=60):
    import uno
    from com.sun.star.connection import NoConnectException

    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext(
        "com.sun.star.bridge.UnoUrlResolver", local
    )
    end = time.monotonic() + seconds
    while True:
        try:
            context = resolver.resolve(f"uno:{pipe};urp;StarOffice.ComponentContext")
        except NoConnectException:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)
        else:
            return context.ServiceManager.createInstanceWithContext(
                "com.sun.star.frame.Desktop", context
            )


def recorded(desktop, workbook, module, functions):
    from com.sun.star.beans import PropertyValue

    options = (
        PropertyValue("Hidden", 0, True, 0),
        PropertyValue("MacroExecutionMode", 0, RUN_ANY_MACRO, 0),
    )
    document = desktop.loadComponentFromURL(Path(workbook).as_uri(), "_blank", 0, options)

    def call(name):
        address = f"vnd.sun.star.script:xlcrm.{module}.{name}?language=Basic&location=document"
        return document.ScriptProvider.getScript(address).invoke((), (), ())[0]

    return {name: call(name) for name in functions}


if __name__ == "__main__":
    main(*sys.argv[1:])
