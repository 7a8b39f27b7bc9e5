"""The VBA project (MS-OVBA): its directory, its modules' source, and the text that lists them.

The layout is the one that LibreOffice writes: source alone, version 0xFFFF, so that the host
compiles when it opens the file. Everything is derived from the sources: the same modules give the
same bytes.
"""

import re
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import NAMESPACE_URL, uuid5

from xlcrm.ooxml.vba.compound_file import compound_file
from xlcrm.ooxml.vba.compression import compress

ModuleKind = Literal["standard", "class", "document"]
"""document: the code behind the workbook or one of its sheets."""

CODE_PAGE = 1252
WORKBOOK_CLASS = "00020819-0000-0000-C000-000000000046"
SHEET_CLASS = "00020820-0000-0000-C000-000000000046"
CLASS_BASE = "FCFB3D2A-A0FA-1068-A738-08002B3371B5"

LIBRARIES = (
    ("stdole", r"*\G{00020430-0000-0000-C000-000000000046}#2.0#0#stdole2.tlb#OLE Automation"),
    (
        "Office",
        r"*\G{2DF8D04C-5BFA-101B-BDE5-00AA0044DE52}#2.0#0#MSO.DLL"
        r"#Microsoft Office 16.0 Object Library",
    ),
)
"""Type libraries the project refers to; Office knows IRibbonControl."""

EXPORT_HEAD = re.compile(r"\AVERSION 1\.0 CLASS\r?\nBEGIN\r?\n.*?^END\r?\n", re.S | re.M)
ATTRIBUTES = {
    "VB_GlobalNameSpace": False,
    "VB_Creatable": False,
    "VB_PredeclaredId": True,
    "VB_Exposed": True,
    "VB_TemplateDerived": False,
    "VB_Customizable": True,
}


@dataclass(frozen=True)
class Module:
    """A module's name and ASCII source, as the editor exports it or without any attributes."""

    name: str
    source: str
    kind: ModuleKind = "standard"

    def text(self) -> bytes:
        """The source as it stands in the project. Raises ValueError where it is not ASCII."""
        source = EXPORT_HEAD.sub("", self.source).replace("\r\n", "\n")
        if not source.startswith("Attribute VB_Name"):
            source = f'Attribute VB_Name = "{self.name}"\n' + self._attributes() + source
        return source.replace("\n", "\r\n").encode("ascii")

    def _attributes(self) -> str:
        if self.kind != "document":
            return ""
        base = WORKBOOK_CLASS if self.name == "ThisWorkbook" else SHEET_CLASS
        lines = [f'Attribute VB_Base = "0{{{base}}}"']
        lines += [f"Attribute {name} = {value}" for name, value in ATTRIBUTES.items()]
        return "\n".join(lines) + "\n"


def vba_project(modules: Sequence[Module], *, name: str) -> bytes:
    """The content of vbaProject.bin. Document modules come first, the workbook before its sheets.

    Raises ValueError where a source is not ASCII, TooLarge beyond about 7 MB.
    """
    streams = {module.name: compress(module.text()) for module in modules}
    names = b"".join(_narrow(m.name) + b"\0" + _wide(m.name) + b"\0\0" for m in modules)
    return compound_file(
        {
            "PROJECT": _narrow(_listing(modules, name)),
            "PROJECTwm": names + b"\0\0",
            "VBA": {
                "_VBA_PROJECT": b"\xcc\x61\xff\xff\x00\x00\x00",
                "dir": compress(_directory(modules, name)),
                **streams,
            },
        }
    )


def _directory(modules: Sequence[Module], name: str) -> bytes:
    """The `dir` stream: project, references, modules (MS-OVBA 2.3.4.2)."""
    parts = [
        _record(0x01, struct.pack("<I", 3)),  # 64-bit Windows
        _record(0x02, struct.pack("<I", 0x409)),
        _record(0x14, struct.pack("<I", 0x409)),
        _record(0x03, struct.pack("<H", CODE_PAGE)),
        _record(0x04, _narrow(name)),
        *(_record(each) for each in (0x05, 0x40, 0x06, 0x3D)),  # description, help: none
        _record(0x07, bytes(4)),
        _record(0x08, bytes(4)),
        struct.pack("<HIIH", 0x09, 4, 0x5F, 4),
        _record(0x0C),
        _record(0x3C),
    ]
    for library, path in LIBRARIES:
        found = _narrow(path)
        parts += [_record(0x16, _narrow(library)), _record(0x3E, _wide(library))]
        parts.append(_record(0x0D, struct.pack("<I", len(found)) + found + bytes(6)))
    parts += [_record(0x0F, struct.pack("<H", len(modules))), _record(0x13, b"\xff\xff")]
    return b"".join([*parts, *map(_module_records, modules), _record(0x10)])


def _module_records(module: Module) -> bytes:
    kind = 0x21 if module.kind == "standard" else 0x22
    records = [
        (0x19, _narrow(module.name)),
        (0x47, _wide(module.name)),
        (0x1A, _narrow(module.name)),
        (0x32, _wide(module.name)),
        (0x1C, b""),
        (0x48, b""),
        (0x31, bytes(4)),  # the source starts at once: no compiled code before it
        (0x1E, bytes(4)),
        (0x2C, b"\xff\xff"),
        (kind, b""),
        (0x2B, b""),
    ]
    return b"".join(_record(number, data) for number, data in records)


def _listing(modules: Sequence[Module], name: str) -> str:
    """The PROJECT stream: what is in the project and that nothing of it is locked."""
    identity = "{" + str(uuid5(NAMESPACE_URL, f"vba:{name}")).upper() + "}"
    kinds = {"document": "Document={}/&H00000000", "class": "Class={}", "standard": "Module={}"}
    lines = [
        f'ID="{identity}"',
        *(kinds[module.kind].format(module.name) for module in modules),
        f'Name="{name}"',
        'HelpContextID="0"',
        'VersionCompatible32="393222000"',
        f'CMG="{_obscured(bytes(4), identity, seed=0x2A)}"',
        f'DPB="{_obscured(bytes(1), identity, seed=0x3C)}"',
        f'GC="{_obscured(bytes([255]), identity, seed=0x50)}"',
        "",
        "[Host Extender Info]",
        "&H00000001={3832D640-CF90-11CF-8E43-00A0C911005A};VBE;&H00000000",
        "",
        "[Workspace]",
        *(f"{module.name}=0, 0, 0, 0, C" for module in modules),
        "",
    ]
    return "\r\n".join(lines)


def _obscured(data: bytes, identity: str, *, seed: int) -> str:
    """How the project's locks are written (MS-OVBA 2.4.3.2)."""
    key = sum(identity.encode()) & 255
    out = [seed, seed ^ 2, seed ^ key]
    clear, last, before = key, seed ^ key, seed ^ 2
    for byte in b"\x07" * ((seed & 6) // 2) + struct.pack("<I", len(data)) + data:
        coded = byte ^ ((before + clear) & 255)
        out.append(coded)
        before, last, clear = last, coded, byte
    return bytes(out).hex().upper()


def _record(number: int, data: bytes = b"") -> bytes:
    return struct.pack("<HI", number, len(data)) + data


def _narrow(text: str) -> bytes:
    return text.encode("ascii")


def _wide(text: str) -> bytes:
    return text.encode("utf-16-le")
