"""The same person under two ids: one customer, one name, perhaps with the family name last."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import compress

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule, rows_where, said
from xlcrm.sheets.frame import SheetFrame

BETWEEN_NAMES = re.compile(r"[\s,.·・]+")
PROOFS = {
    "phone": Text("手机相同", "same mobile"),
    "office_phone": Text("座机相同", "same office phone"),
    "email": Text("邮箱相同", "same e-mail"),
    "title": Text("职务相同", "same job title"),
    "department": Text("部门相同", "same department"),
}
"""What makes it surer that two are one."""
PERSONAL = ("phone", "email")
"""What two entries of one person seldom both differ in: where both do, they are namesakes."""


def contact_likely_twice(case: Case) -> Iterator[Mark]:
    """Two people at one customer bear the same name, perhaps turned round: probably one person."""
    sheet = case.sheet("contacts", "account_id", "name")
    if sheet is None:
        return
    people = sheet.frame[["account_id", "name"]].dropna()
    keys = people["account_id"] + "\0" + people["name"].map(person)
    first: dict[str, int] = {}
    for row in rows_where(keys.duplicated(keep=False)):
        earlier = first.setdefault(str(keys.at[row]), row)
        if earlier != row and not _told_apart(sheet, earlier, row):
            reason = _reason(sheet, earlier, row)
            name = said(sheet, earlier, "name")
            yield Mark(
                sheet=sheet.id,
                row=row,
                field="name",
                value=said(sheet, row, "name"),
                expected=Text("每人一行", "one row per person"),
                hint=Text(
                    f"与第 {earlier} 行“{name}”可能是同一人({reason.zh}),请核对后合并",
                    f"Probably the same as row {earlier}, “{name}” ({reason.en}): check and merge",
                ),
            )


def person(name: str) -> str:
    """A person's name made comparable: the order of its words does not count.

    >>> person("Yang, Nan") == person("Nan YANG"), person("杨 楠") == person("杨楠")
    (True, True)
    """
    words = BETWEEN_NAMES.split(unicodedata.normalize("NFKC", name).casefold().strip())
    return " ".join(sorted(words)) if name.isascii() else "".join(words)


def _told_apart(sheet: SheetFrame, one: int, other: int) -> bool:
    """Whether the two share their id, or differ in all that is a person's own."""
    if _held(sheet, one, "contact_id") == _held(sheet, other, "contact_id") != "":
        return True
    pairs = [(_held(sheet, one, name), _held(sheet, other, name)) for name in PERSONAL]
    return all(first and second and first != second for first, second in pairs)


def _reason(sheet: SheetFrame, one: int, other: int) -> Text:
    """Why the two are probably one."""
    names = [said(sheet, row, "name").casefold().split() for row in (one, other)]
    turned = len(names[0]) > 1 and names[0] != names[1]
    name = Text("姓名词序不同", "names turned round") if turned else Text("同名", "same name")
    agree = [_held(sheet, one, proof) == _held(sheet, other, proof) != "" for proof in PROOFS]
    words = [name, *compress(PROOFS.values(), agree)]
    return Text("、".join(text.zh for text in words), ", ".join(text.en for text in words))


def _held(sheet: SheetFrame, row: int, name: str) -> str:
    """The text of a cell, "" where it has none."""
    value = sheet.frame.at[row, name]
    return value if isinstance(value, str) else ""


NAMESAKE_RULES = (
    Rule(
        code="contact-likely-twice",
        severity=Severity.WARNING,
        message=Text("可能是同一人重复登记", "Probably the same person twice"),
        check=contact_likely_twice,
    ),
)
"""Every rule about people who may be one."""
