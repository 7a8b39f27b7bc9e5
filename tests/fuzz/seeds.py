"""Seeds for the fuzzer: python -m tests.fuzz.seeds FOLDER"""

import sys
from pathlib import Path

from tests.faults.books import small_book
from tests.ooxml.workbooks import tiny, unzipped

ROWS = (
    b'<row r="1" spans="1:2"><c r="A1" s="1" t="s"><v>0</v></c>'
    b'<c r="B1"><f>A1+1</f><v>2</v></c></row>',
    b'<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c></row><row r="4" ht="20"/>',
    b'<row><c><v>1</v></c><c t="b"><v>1</v></c></row><row><c t="e"><v>#N/A</v></c></row>',
    b'<row r="2"><c r="B2"><f t="shared" ref="B2:B9" si="0">A2*2</f><v>1</v></c></row>'
    b'<row r="3"><c r="B3"><f t="shared" si="0"/><v>1</v></c></row>',
    b'<row r="1"><c r="A1"><f t="array" ref="A1:B2">{1}</f><v>1</v></c></row>'
    b"<!-- x --><![CDATA[x]]>",
)
SURROUNDINGS = (
    b'<dimension ref="A1:B2"/><cols><col min="1" max="3" width="9" style="1"/></cols>\n'
    b'<mergeCells><mergeCell ref="A9:B9"/></mergeCells>',
    b'<sheetViews><sheetView workbookViewId="0"/></sheetViews>\n<sheetProtection sheet="1"/>'
    b'<conditionalFormatting sqref="A1"><cfRule type="expression" dxfId="0" priority="1"/>'
    b"</conditionalFormatting>",
)
BOOK = (
    b'<workbookPr date1904="1"/><definedNames><definedName name="x" localSheetId="0">Data!$A$1'
    b"</definedName></definedNames>",
)


def seeds() -> dict[str, bytes]:
    """Name to input: a byte that chooses the shape, then its bytes."""
    book = unzipped(small_book())
    sheets = [part for name, part in book.items() if "worksheets/" in name]
    shapes = {
        0: [tiny(), tiny(b"<worksheet><sheetData/></worksheet>")],
        1: ROWS,
        3: sheets,
        4: SURROUNDINGS,
        5: BOOK,
        6: [book["xl/_rels/workbook.xml.rels"]],
    }
    return {
        f"{shape}-{number}": bytes([shape]) + content
        for shape, contents in shapes.items()
        for number, content in enumerate(contents)
    }


if __name__ == "__main__":
    for name, content in seeds().items():
        (Path(sys.argv[1]) / name).write_bytes(content)
