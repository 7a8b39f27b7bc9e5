"""What a check says: a state, a sentence, and what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from xlcrm.addin.machine import Machine
from xlcrm.language import Text

State = Literal["ok", "note", "problem"]
"""note: works, but people meet trouble here; problem: something does not work as it is."""


@dataclass(frozen=True, kw_only=True)
class Remark:
    """One line of the examination; `code` is kebab-case and stable."""

    code: str
    state: State
    words: Text
    remedy: Text | None = None


Check = Callable[[Machine], Iterator[Remark]]


def ok(code: str, zh: str, en: str) -> Remark:
    """Something that is as it should be."""
    return Remark(code=code, state="ok", words=Text(zh, en))


def note(code: str, words: Text, remedy: Text) -> Remark:
    """Something that works but leads to trouble."""
    return Remark(code=code, state="note", words=words, remedy=remedy)


def problem(code: str, words: Text, remedy: Text) -> Remark:
    """Something that does not work, and what to do."""
    return Remark(code=code, state="problem", words=words, remedy=remedy)
