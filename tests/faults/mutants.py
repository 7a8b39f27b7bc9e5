"""Damaged workbooks, seeded: the same number always gives the same mutant of a workbook."""

import io
import random
import re
import struct
import zipfile
from collections.abc import Callable

Mutation = Callable[[random.Random, bytes], bytes]

ODD_TEXTS = (
    b"", b"0", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"XFD1048576", b"ZZZZ99999999",
    b"A0", b"A1:B", b"\xff\xfe", b"\x00", b"&amp;", b"&#0;", b"&#xD800;", b"_xD800_", b"&unknown;",
    b"../../../etc/passwd", b"=1+1", b"x" * 40_000, "王芳".encode(), b"<", b"'", b"rId999",
)  # fmt: skip
_ATTRIBUTE = re.compile(rb'="([^"]*)"')
_TEXT = re.compile(rb">([^<>]+)<")
_TAG = re.compile(rb"<[^>]+>")


def mutant(source: bytes, number: int) -> bytes:
    """The mutant of this number: one or a few damages, of the file or inside its parts."""
    chance = random.Random(number)
    mutation = MUTATIONS[number % len(MUTATIONS)]
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        source = mutation(chance, source)
    return source


def cut_short(chance: random.Random, source: bytes) -> bytes:
    """Broken off anywhere."""
    return source[: chance.randrange(len(source) + 1)]


def bytes_changed(chance: random.Random, source: bytes) -> bytes:
    """A few bytes anywhere are others."""
    content = bytearray(source)
    for _ in range(chance.choice((1, 2, 8, 64))):
        if content:
            content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content)


def stretch_damaged(chance: random.Random, source: bytes) -> bytes:
    """A stretch is missing, zeroed, there twice, or full of noise."""
    start = chance.randrange(len(source) + 1)
    end = min(len(source), start + chance.choice((1, 16, 512, 4096)))
    stretch = source[start:end]
    instead = chance.choice((b"", bytes(len(stretch)), stretch * 2, chance.randbytes(len(stretch))))
    return source[:start] + instead + source[end:]


def directory_damaged(chance: random.Random, source: bytes) -> bytes:
    """A field of the zip's table of contents, or of its end, holds another number."""
    marks = [m.start() for m in re.finditer(rb"PK\x01\x02|PK\x05\x06", source)]
    if not marks:
        return cut_short(chance, source)
    at = chance.choice(marks) + chance.randrange(4, 46)
    number = chance.choice((0, 1, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, chance.randrange(1 << 32)))
    form = chance.choice(("<H", "<L"))
    field = struct.pack(form, number & (0xFFFF if form == "<H" else 0xFFFFFFFF))
    return source[:at] + field + source[at + len(field) :]


def _inside_a_part(edit: Mutation) -> Mutation:
    """A mutation of one part, packed again with the right sizes and checksums."""

    def mutated(chance: random.Random, source: bytes) -> bytes:
        try:
            content = _unpacked(source)
        except (zipfile.BadZipFile, KeyError, EOFError, OSError):
            return cut_short(chance, source)
        name = chance.choice(sorted(content) or [""])
        return _packed({**content, name: edit(chance, content.get(name, b""))})

    return mutated


def attribute_changed(chance: random.Random, part: bytes) -> bytes:
    """Some attribute holds something odd."""
    return _one_replaced(chance, part, _ATTRIBUTE, chance.choice(ODD_TEXTS))


def text_changed(chance: random.Random, part: bytes) -> bytes:
    """Some text between tags is something odd."""
    return _one_replaced(chance, part, _TEXT, chance.choice(ODD_TEXTS))


def tag_changed(chance: random.Random, part: bytes) -> bytes:
    """A tag is missing, there twice, closed at once, or another of the part's tags."""
    tags = list(_TAG.finditer(part))
    if not tags:
        return part
    tag, other = chance.choice(tags), chance.choice(tags)
    whole = tag[0]
    instead = chance.choice((b"", whole * 2, whole[:-1] + b"/>", other[0], whole[:-1]))
    return part[: tag.start()] + instead + part[tag.end() :]


def _one_replaced(
    chance: random.Random, part: bytes, pattern: re.Pattern[bytes], instead: bytes
) -> bytes:
    found = list(pattern.finditer(part))
    if not found:
        return part
    match = chance.choice(found)
    return part[: match.start(1)] + instead + part[match.end(1) :]


def part_dropped_or_swapped(chance: random.Random, source: bytes) -> bytes:
    """A part is missing, empty, or holds what belongs into another."""
    try:
        content = _unpacked(source)
    except (zipfile.BadZipFile, KeyError, EOFError, OSError):
        return cut_short(chance, source)
    names = sorted(content)
    name, other = chance.choice(names or [""]), chance.choice(names or [""])
    match chance.randrange(3):
        case 0:
            content.pop(name, None)
        case 1:
            content[name] = b""
        case _:
            content[name] = content.get(other, b"")
    return _packed(content)


def _unpacked(source: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _packed(content: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in content.items():
            archive.writestr(zipfile.ZipInfo(name or "x"), part, zipfile.ZIP_DEFLATED)
    return file.getvalue()


MUTATIONS: tuple[Mutation, ...] = (
    cut_short,
    bytes_changed,
    stretch_damaged,
    directory_damaged,
    part_dropped_or_swapped,
    *map(
        _inside_a_part,
        (attribute_changed, attribute_changed, text_changed, tag_changed, bytes_changed,
         stretch_damaged, cut_short),
    ),
)  # fmt: skip
