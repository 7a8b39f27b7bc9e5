"""The promise, as an assertion: nothing changed in a workbook but what is named.

Built on zipfile and lxml alone, so that it shares no code with what it judges.
"""

import io
import re
import zipfile
from collections.abc import Collection, Mapping
from pathlib import Path

from lxml import etree

Source = Path | str | bytes
Cells = Collection[str] | str
_REGISTERS = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")


def only_changed(
    before: Source, after: Source, allowed: Mapping[str, Cells], *, parts: Collection[str] = ()
) -> None:
    """Assert that two workbooks differ in the named cells and parts alone.

    `allowed`: sheet name -> cells ("C7"), or "*" for a sheet that may differ in any way; a key
    holding a "/" or "[" names a part instead. `parts`: further parts that may differ, appear or go.
    Of a sheet's surroundings (`<cols>`, links...) everything must be equal, except the used range.
    """
    old, new = _parts(before), _parts(after)
    sheets = {**_sheet_parts(new), **_sheet_parts(old)}
    free = {*parts, *(name for name in allowed if "/" in name or name.startswith("["))}
    named = {sheets[name]: cells for name, cells in allowed.items() if name not in free}
    for name in sorted(old.keys() | new.keys()):
        if name in free or named.get(name) == "*" or old.get(name) == new.get(name):
            continue
        assert name in old, f"{name} appeared"
        assert name in new, f"{name} is gone"
        assert name in named, f"{name} changed"
        _same_but(name, old[name], new[name], named[name])


def changed_parts(before: Source, after: Source) -> set[str]:
    """The names of the parts that differ, appeared or went."""
    old, new = _parts(before), _parts(after)
    return {name for name in old.keys() | new.keys() if old.get(name) != new.get(name)}


def part(source: Source, name: str) -> bytes:
    """One part's content."""
    return _parts(source)[name]


def _parts(source: Source) -> dict[str, bytes]:
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    with zipfile.ZipFile(file) as archive:
        return {
            name.replace("\\", "/"): archive.read(name)
            for name in archive.namelist()
            if not name.endswith("/")
        }


def _sheet_parts(parts: Mapping[str, bytes]) -> dict[str, str]:
    """Sheet name -> part name, for workbooks with the usual place for their workbook part."""
    workbook = next(name for name in parts if re.fullmatch(r"(?:.*/)?workbook\d*\.xml", name))
    folder, _, base = workbook.rpartition("/")
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in etree.fromstring(parts[f"{folder}/_rels/{base}.rels".lstrip("/")])
    }
    found = {}
    for element in etree.fromstring(parts[workbook]).iter("{*}sheet"):
        id = next(v for k, v in element.attrib.items() if str(k).endswith("}id"))
        target = targets.get(id, "").replace("\\", "/")
        found[element.get("name", "")] = (
            target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        )
    return found


def _same_but(name: str, old: bytes, new: bytes, cells: Cells) -> None:
    """Two sheet parts, cell by cell and element by element."""
    old_cells, old_rest = _taken_apart(old)
    new_cells, new_rest = _taken_apart(new)
    for cell in sorted(old_cells.keys() | new_cells.keys()):
        if cell not in cells:
            assert old_cells.get(cell) == new_cells.get(cell), f"{name}: {cell} changed"
    for place in sorted(old_rest.keys() | new_rest.keys()):
        if place.startswith("row ") and place not in old_rest:
            assert any(re.sub(r"\D", "", cell) == place[4:] for cell in cells), (
                f"{name}: new {place}"
            )
        else:
            assert old_rest.get(place) == new_rest.get(place), f"{name}: {place} changed"


def _taken_apart(content: bytes) -> tuple[dict[str, bytes], dict[str, object]]:
    """Cells by address, and everything else by a description of its place."""
    cells: dict[str, bytes] = {}
    rest: dict[str, object] = {}
    root = etree.fromstring(content)
    for position, element in enumerate(root):
        if not isinstance(element.tag, str):
            continue
        name = etree.QName(element).localname
        if name == "sheetData":
            _rows(element, cells, rest)
        elif name != "dimension":
            rest[f"{name} ({position})"] = etree.tostring(element, method="c14n")
    return cells, rest


def _rows(data: etree._Element, cells: dict[str, bytes], rest: dict[str, object]) -> None:
    row = 0
    for element in data.iterchildren("{*}row"):
        row = int(element.get("r", row + 1))
        rest[f"row {row}"] = {k: v for k, v in element.attrib.items() if k not in ("r", "spans")}
        column = 0
        for cell in element.iterchildren("{*}c"):
            address = cell.get("r") or f"{_letters(column + 1)}{row}"
            column = _number(re.sub(r"\d", "", address))
            cell.tail = None
            cells[address] = etree.tostring(cell, method="c14n")


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
