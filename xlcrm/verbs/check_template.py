"""Check a planning template before it is used."""

from pathlib import Path

from xlcrm.book.template import Template
from xlcrm.planning.check import Fault, faults


def check_template(path: Path) -> list[Fault]:
    """What is wrong with a template: unknown tokens, tables, subject. Raises BookError."""
    return faults(Template(path))
