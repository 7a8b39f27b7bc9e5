"""What was run on a workbook with success: so that a later run can leave it out.

One small JSON file beside the workbook's backups. A run is known by verb, options, day, settings
file and version of xlcrm; the workbook by its content as the run left it.
"""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import fields
from datetime import date
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import xlcrm
from xlcrm.book.backup import fingerprint, own_folder
from xlcrm.book.errors import told
from xlcrm.book.placing import write_whole
from xlcrm.rules import Severity
from xlcrm.settings import FILE_NAME
from xlcrm.work import Options

NAME = "runs.json"
KEPT = 20
"""Kinds of run remembered for each workbook, the newest (ours)."""
UNTOLD = frozenset({"progress", "dry_run"})
"""Options that make no difference to what a run finds and writes."""


def run_key(verb: Callable[..., object], options: Options, *, folder: Path) -> str:
    """Sixteen hexadecimal digits that tell one kind of run from another.

    The day belongs to it: what is overdue today was not yesterday.
    """
    function = verb.func if isinstance(verb, partial) else verb
    words = sorted(verb.keywords.items()) if isinstance(verb, partial) else []
    told_of = {each.name: getattr(options, each.name) for each in fields(options)}
    told_of["as_of"] = options.as_of or date.today()
    told_of = {name: value for name, value in told_of.items() if name not in UNTOLD}
    settings = folder / FILE_NAME
    what = (
        xlcrm.__version__,
        function.__module__,
        function.__qualname__,
        words,
        sorted(told_of.items()),
        settings.read_bytes() if settings.is_file() else b"",
    )
    return sha256(repr(what).encode()).hexdigest()[:16]


def last_run(path: Path, key: str) -> Counter[Severity] | None:
    """How many findings the last good run of this kind had; None where the workbook has changed."""
    entry = _entries(path).get(key)
    with told(path):
        if entry is None or entry["content"] != fingerprint(path):
            return None
    return Counter({Severity[name]: count for name, count in entry["findings"].items()})


def note_run(path: Path, key: str, counts: Counter[Severity]) -> None:
    """Remember a good run, and how it left the workbook."""
    entries = _entries(path)
    entries.pop(key, None)
    with told(path):
        findings = {severity.name: count for severity, count in counts.items()}
        entries[key] = {"content": fingerprint(path), "findings": findings}
        newest = dict(list(entries.items())[-KEPT:])
        log = own_folder(path) / NAME
        log.parent.mkdir(parents=True, exist_ok=True)
        write_whole(log, json.dumps(newest, indent=1).encode())


def _entries(path: Path) -> dict[str, Any]:
    """Kinds of run, oldest first; a log that cannot be read is none."""
    with suppress(OSError, ValueError):
        read = json.loads((own_folder(path) / NAME).read_text(encoding="utf-8"))
        return read if isinstance(read, dict) else {}
    return {}
