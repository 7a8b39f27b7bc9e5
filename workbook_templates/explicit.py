"""Says in a chart's XML what spreadsheet programs assume differently when it is left out.

A chart is read by the rules of the workbook it stands in: in one last saved by a newer program,
some readers take a missing flag for "yes", and labels name their series while lines are smoothed.
"""

import re
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

LABEL_FLAGS = "".join(
    f'<c:show{name} val="{int(name == "Val")}"/>'
    for name in ("LegendKey", "Val", "CatName", "SerName", "Percent", "BubbleSize")
)
REPLACED = (
    (re.compile(r'<c:showVal val="1"/>(?=</c:dLbls>)'), LABEL_FLAGS),
    (re.compile(r'(<c:lang val="[^"]*"/>)(?!<c:roundedCorners)'), r'\1<c:roundedCorners val="0"/>'),
    (re.compile(r"(<c:legend>(?:(?!c:overlay|</c:legend>).)*?)(<c:txPr>|</c:legend>)"),
     r'\1<c:overlay val="0"/>\2'),
)  # fmt: skip
LINES = re.compile(r"<c:(lineChart|scatterChart)>.*?</c:\1>")
SERIES_END = re.compile(r"(</c:(?:val|yVal)>)(</c:ser>)")


def spell_out(path: Path) -> None:
    """Completes every chart of a template workbook in place; other parts keep their bytes."""
    with ZipFile(path) as package:
        parts = [(info, package.read(info)) for info in package.infolist()]
    with ZipFile(path, "w", ZIP_DEFLATED) as package:
        for info, content in parts:
            chart = info.filename.startswith("xl/charts/chart")
            package.writestr(info, _complete(content.decode()).encode() if chart else content)


def _complete(chart: str) -> str:
    for pattern, text in REPLACED:
        chart = pattern.sub(text, chart)
    straight = r'\1<c:smooth val="0"/>\2'
    return LINES.sub(lambda found: SERIES_END.sub(straight, found[0]), chart)
