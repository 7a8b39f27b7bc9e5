"""The differences of two workbooks as a sheet, each with a link to its cell."""

from collections import Counter
from collections.abc import Sequence

from xlcrm.book.template import Linked, Record, Tab, Template
from xlcrm.language import Language, Text
from xlcrm.report.comparison import KINDS, SIGNS, Change
from xlcrm.report.finding_text import value_text
from xlcrm.shipped import template_path

IDENTITY = "differences"
LISTED = 20_000
"""Differences listed on the sheet (ours)."""
BETWEEN = Text("、", ", ")


def differences_tab(changes: Sequence[Change], *, old: str, new: str, language: Language) -> Tab:
    """The sheet of differences, filled."""
    template = Template(template_path("differences", language))
    count = Counter(each.kind for each in changes)
    return Tab(
        template=template,
        name=template.sheet,
        identity=IDENTITY,
        values={
            "differences.old": old,
            "differences.new": new,
            "differences.changed": count["changed"],
            "differences.added": count["added"] + count["sheet-added"],
            "differences.removed": count["removed"] + count["sheet-removed"],
        },
        tables={"differences_list": [_record(each, language) for each in changes[:LISTED]]},
        first=True,
    )


def change_text(value: object, language: Language) -> str:
    """What a cell or a whole row held, for reading."""
    if isinstance(value, tuple):
        return value_text(BETWEEN[language].join(value_text(v, language) for v in value), language)
    return value_text(value, language)


def _record(each: Change, language: Language) -> Record:
    target = "'" + each.sheet.replace("'", "''") + "'!" + each.cell
    return {
        "differences_list.kind": f"{SIGNS[each.kind]} {KINDS[each.kind][language]}",
        "differences_list.sheet": each.sheet,
        "differences_list.key": each.key,
        "differences_list.header": each.header,
        "differences_list.cell": Linked(each.cell, target) if each.cell else each.was_cell,
        "differences_list.before": change_text(each.before, language),
        "differences_list.after": change_text(each.after, language),
    }
