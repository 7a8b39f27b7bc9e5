"""Verbs that do what tests of many workbooks need, in whatever process they are run."""

import os
from pathlib import Path

import pandas as pd

from xlcrm.book import BookError
from xlcrm.language import Text
from xlcrm.work import Options, Outcome


def stamp(path: Path, options: Options) -> Outcome:
    """Add the word done to the file."""
    path.write_bytes(path.read_bytes() + b" done")
    frame = pd.DataFrame({"score": range(100_000)})
    return Outcome(path=path, language="en", saved=True, results={"a_method": frame})


def look(path: Path, options: Options) -> Outcome:
    """Change nothing."""
    return Outcome(path=path, language=options.language or "en")


def refuse(path: Path, options: Options) -> Outcome:
    """Refuse files named bad, stamp the others."""
    if "bad" in path.name:
        raise BookError("damaged-part", Text("损坏", "damaged"), path=path)
    return stamp(path, options)


def stumble(path: Path, options: Options) -> Outcome:
    """Bring out a mistake over files named bad, stamp the others."""
    if "bad" in path.name:
        raise ZeroDivisionError("by nothing")
    return stamp(path, options)


def die(path: Path, options: Options) -> Outcome:
    """Take the process down over files named bad, stamp the others."""
    if "bad" in path.name:
        os._exit(9)
    return stamp(path, options)


def die_once(path: Path, options: Options) -> Outcome:
    """The same, but only the first time."""
    seen = path.with_suffix(".seen")
    if "bad" in path.name and not seen.exists():
        seen.touch()
        os._exit(9)
    return stamp(path, options)
