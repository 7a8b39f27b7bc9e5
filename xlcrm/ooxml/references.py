"""Who refers to what: formulas at all, and references to a sheet by its name."""

import re
from collections.abc import Collection, Iterator
from xml.sax.saxutils import escape

from xlcrm.ooxml.a1 import Area
from xlcrm.ooxml.package import Package

_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s>]")
_FORMULA_AREA = re.compile(rb"""<(?:[\w.-]+:)?f\s[^<>]*?\bref\s*=\s*["']([A-Z0-9:]{2,40})["']""")
_READABLE = ("xml", "vml")


def has_formulas(blocks: Iterator[bytes]) -> bool:
    """Whether a sheet holds any formula."""
    return any(_FORMULA.search(block) for block in overlapping(blocks, 64))


def formula_areas(blocks: Iterator[bytes]) -> Iterator[Area]:
    """The areas that array formulas, data tables and shared formulas of a sheet fill."""
    for block in overlapping(blocks, 256):
        if b"ref" in block:
            yield from (Area.parse(found[1].decode()) for found in _FORMULA_AREA.finditer(block))


def first_reference(package: Package, sheet: str, *, ignore: Collection[str]) -> str | None:
    """A part whose text refers to the sheet (`Sheet!`); the parts in `ignore` are not searched."""
    names_it = naming(sheet)
    ignored = {name.lower() for name in ignore}
    for name in package.names:
        folder, _, _ = name.lower().partition("/")
        if name.lower() in ignored or folder == "docprops" or not name.endswith(_READABLE):
            continue
        if any(names_it.search(block) for block in overlapping(package.stream(name), 512)):
            return name
    return None


def naming(sheet: str) -> re.Pattern[bytes]:
    """What finds references to a sheet in a formula or in the markup that holds one."""
    plain, quoted = escape(sheet) + "!", escape(sheet.replace("'", "''")) + "'!"
    if_alone = [plain.encode(), plain.encode("ascii", "xmlcharrefreplace")]
    in_quotes = [quoted, quoted.replace("'", "&apos;")]
    in_quotes += [each.encode("ascii", "xmlcharrefreplace").decode() for each in in_quotes]
    forms = [rb"(?<![\w.])" + re.escape(form) for form in if_alone]
    forms += [re.escape(form.encode()) for form in in_quotes]
    return re.compile(b"|".join(forms), re.IGNORECASE)


def overlapping(blocks: Iterator[bytes], overlap: int) -> Iterator[bytes]:
    """The blocks, each with the end of the one before, so that nothing is cut in two."""
    end = b""
    for block in blocks:
        yield end + block
        end = block[-overlap:]
