"""What is wrong with a template, before anybody runs it: unknown tokens, tables and subjects."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from xlcrm.book.errors import BookError
from xlcrm.book.template import TOKEN, Template
from xlcrm.language import Text
from xlcrm.methods import METHODS
from xlcrm.ooxml.a1 import cell_name
from xlcrm.planning.carry import UNPLACED
from xlcrm.planning.plan import TAB_NAME
from xlcrm.planning.subject import kind_of
from xlcrm.planning.tables import SHEET_IDS, source_of
from xlcrm.planning.tokens import KNOWN

OF_THE_RUN = frozenset({"plan.month", "plan.as_of"})
"""Tokens that no sheet or method answers."""

OF_STRAYS = frozenset(f"{UNPLACED}.{name}" for name in ("label", "cell", "text"))


@dataclass(frozen=True)
class Fault:
    """One thing wrong with a template, and where."""

    cell: str
    words: Text


def faults(template: Template) -> list[Fault]:
    """What is wrong, top to bottom; empty for a template that is ready to use."""
    try:
        kind_of(template)
    except BookError as error:
        return [Fault("", error.message)]
    return [*_tables(template), *_tokens(template), *_room(template)]


def known_words() -> set[str]:
    """Every token a template may hold."""
    return {*KNOWN, *OF_THE_RUN, *OF_STRAYS}


def _tokens(template: Template) -> Iterator[Fault]:
    """Tokens nobody knows, each with the nearest that somebody does."""
    places = list(template.texts.items())
    for table in template.tables.values():
        row = table.first_row
        places += [((row, table.first_column + at), s.text) for at, s in enumerate(table.slots)]
    named = [(cell_name(*place), text) for place, text in sorted(places)]
    for cell, text in [*named, (TAB_NAME, template.notes.get(TAB_NAME, ""))]:
        for token in TOKEN.findall(text):
            if token not in known_words():
                yield Fault(cell, _unknown("{{" + token + "}}", token, known_words()))


def _tables(template: Template) -> Iterator[Fault]:
    """Tables with tokens that are named after no sheet and no method."""
    known = SHEET_IDS | {m.LABEL.name for m in METHODS if m.LABEL.shape == "table"} | {UNPLACED}
    for name, table in template.tables.items():
        if not table.typed and source_of(name) not in known:
            cell = cell_name(table.first_row - 1, table.first_column)
            yield Fault(cell, _unknown(name, source_of(name), known))


def _room(template: Template) -> Iterator[Fault]:
    if UNPLACED not in template.tables:
        words = Text(
            f"没有 {UNPLACED} 表;失去位置的手填内容将无处安放",
            f"there is no table {UNPLACED}: what people typed and lost its place has nowhere to go",
        )
        yield Fault("", words)


def _unknown(shown: str, word: str, known: set[str] | frozenset[str]) -> Text:
    near = difflib.get_close_matches(word, known, n=3, cutoff=0.6)
    zh = f";是否想写 {'、'.join(near)}?" if near else ""
    en = f"; did you mean {' or '.join(near)}?" if near else ""
    return Text(f"没有 {shown}{zh}", f"nothing is called {shown}{en}")
