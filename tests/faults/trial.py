"""A verb run on many files in a process of its own, with bounded memory and time for each.

    python -m tests.faults.trial VERB FILE...

prints a line of JSON for each file: what came of it and how long it took. A file that brings the
process down is the one after the last line.
"""

import json
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import NoReturn

MEMORY_BYTES = 3 << 30
SECONDS_EACH = 60
AS_OF = date(2026, 11, 30)
ROOT = Path(__file__).parents[2]


def tried(verb: str, paths: Iterable[Path]) -> Iterator[dict[str, str]]:
    """What came of each file: "path", "outcome" ("saved", "unchanged" or a code), "said"."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults.trial", verb, *map(str, paths)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    yield from map(json.loads, done.stdout.splitlines())
    if done.returncode:
        yield {"path": "the next", "outcome": "crash", "said": done.stderr[-2000:]}


def main(verb: str, *paths: str) -> None:
    """Try every file."""
    import xlcrm

    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    signal.signal(signal.SIGALRM, _too_long)
    options = xlcrm.Options(as_of=AS_OF, language="en")
    for path in paths:
        signal.alarm(SECONDS_EACH)
        started = time.monotonic()
        said = ""
        try:
            done = getattr(xlcrm, verb)(Path(path), options)
            outcome = "saved" if done.saved else "unchanged"
        except xlcrm.BookError as error:
            outcome, said = error.code, str(error)
        except BaseException:  # that nothing else comes is what is tried
            outcome, said = "traceback", traceback.format_exc()
        signal.alarm(0)
        took = f"{time.monotonic() - started:.2f}"
        print(
            json.dumps({"path": path, "outcome": outcome, "said": said, "took": took}), flush=True
        )


def _too_long(*_: object) -> NoReturn:
    raise TimeoutError(f"more than {SECONDS_EACH} seconds")


if __name__ == "__main__":
    main(*sys.argv[1:])
