"""Notes (the yellow ones): read on any sheet; put on a sheet of ours, with the shapes they need."""

from collections.abc import Mapping
from xml.sax.saxutils import quoteattr

from xlcrm.ooxml.a1 import parse_cell
from xlcrm.ooxml.cells import escaped_text, plain_text
from xlcrm.ooxml.errors import Refused
from xlcrm.ooxml.package import Package
from xlcrm.ooxml.relationships import STRICT, TRANSITIONAL
from xlcrm.ooxml.sheet_frame import SheetFrame

_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_SHAPE = (
    '<v:shape id="_x0000_s{id}" type="#_x0000_t202" style="position:absolute;visibility:hidden"'
    ' fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow color="black"'
    ' obscured="t"/><v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note">'
    "<x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 4, {right}, 15, {bottom}, 4"
    "</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column>"
    "</x:ClientData></v:shape>"
)
_DRAWING = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="{block}"/></o:shapelayout><v:shapetype id="_x0000_t202"'
    ' coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>'
    "</v:shapetype>{shapes}</xml>"
)


def read_notes(package: Package, part: str) -> dict[str, str]:
    """Cell to text of every note on a sheet; a thread of comments reads as its note does."""
    found = {}
    for item in package.relationships(part).of_type("comments"):
        for comment in package.xml(item.target).root.iter("{*}comment"):
            texts = [text.text or "" for text in comment.iter("{*}t")]
            found[comment.get("ref", "")] = plain_text("".join(texts))
    return found


def set_notes(
    package: Package, part: str, frame: SheetFrame, notes: Mapping[str, str], *, author: str
) -> None:
    """Put notes on cells of a sheet that has none. Raises Refused "has-notes" otherwise."""
    relationships = package.relationships(part)
    if relationships.of_type("comments") or frame.first("legacyDrawing"):
        raise Refused("has-notes", "the sheet already has notes", part=part)
    cells = sorted(notes, key=parse_cell)
    strict = b"purl.oclc.org" in frame.root
    namespace = (STRICT if strict else TRANSITIONAL).rstrip("/")
    main = namespace.replace("officeDocument/relationships", "spreadsheetml/main").replace(
        "officeDocument/2006/relationships", "spreadsheetml/2006/main"
    )
    entries = "".join(
        f'<comment ref="{cell}" authorId="0"><text><t xml:space="preserve">'
        f"{escaped_text(notes[cell])}</t></text></comment>"
        for cell in cells
    )
    comments = package.fresh_name("xl/comments{}.xml")
    package.add(comments, (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<comments xmlns="{main}">'
        f"<authors><author>{escaped_text(author)}</author></authors>"
        f"<commentList>{entries}</commentList></comments>"
    ).encode(), content_type=_COMMENTS_TYPE)  # fmt: skip
    drawing = package.fresh_name("xl/drawings/vmlDrawing{}.vml")
    block = 1 + sum("vmldrawing" in name.lower() for name in package.names)
    package.add(drawing, _shapes(cells, block).encode(), content_type=_VML_TYPE)
    relationships.add(type="comments", target=comments)
    id = relationships.add(type="vmlDrawing", target=drawing)
    frame.put(
        "legacyDrawing", frame.tag(f'<legacyDrawing xmlns:r={quoteattr(namespace)} r:id="{id}"/>')
    )


def _shapes(cells: list[str], block: int) -> str:
    shapes = []
    for number, (row, column) in enumerate(map(parse_cell, cells), start=1):
        shapes.append(_SHAPE.format(
            id=block * 1024 + number, row=row - 1, column=column - 1, left=column,
            right=column + 3, top=max(row - 2, 0), bottom=max(row - 2, 0) + 5,
        ))  # fmt: skip
    return _DRAWING.format(block=block, shapes="".join(shapes))
