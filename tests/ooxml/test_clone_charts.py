"""Charts of a template: ranges follow the rows, stored values are those of the tab."""

from typing import Any

import pytest
from lxml import etree

from tests.ooxml.clone_workbooks import built, deals, parts, plain_target, template
from xlcrm.ooxml import Refused, Workbook
from xlcrm.ooxml.clone import KEEP, SheetTemplate

ROWS = [["a", 10, 0.1, KEEP], ["b", 2.5, 0.2, KEEP], ["c", None, 0.3, KEEP], ["d", 40, 0.4, KEEP]]


def charted(workbook: Any, sheet: Any) -> None:
    deals(workbook, sheet)
    chart = workbook.add_chart({"type": "column"})
    chart.add_series(
        {
            "name": "=Template!$B$5",
            "categories": "=Template!$A$6:$A$8",
            "values": "=Template!$B$6:$B$8",
        }
    )
    chart.add_series({"name": "Value", "values": "=Template!$D$6:$D$8"})
    chart.add_series({"name": "=Template!$A$12", "values": "=Template!$B$6:$B$6"})
    sheet.insert_chart("F3", chart)
    pie = workbook.add_chart({"type": "pie"})
    pie.add_series({"categories": "=Template!$A$10:$A$12", "values": "=Template!$B$10:$B$12"})
    sheet.insert_chart("A15", pie)


def chart_parts(**options: Any) -> dict[str, etree._Element]:
    workbook = Workbook.open(plain_target())
    template(charted).stamp(workbook, "Acme & Co", **options)
    return {
        name: etree.fromstring(part)
        for name, part in parts(workbook.to_bytes()).items()
        if "/charts/chart" in name or "/drawings/drawing" in name
    }


def formulas(chart: etree._Element) -> list[str | None]:
    return [element.text for element in chart.iter("{*}f")]


def test_ranges_grow_with_their_table_and_name_the_new_tab() -> None:
    found = chart_parts(tables={"Deals": ROWS})
    assert formulas(found["xl/charts/chart1.xml"]) == [
        "'Acme & Co'!$B$5",
        "'Acme & Co'!$A$6:$A$9",
        "'Acme & Co'!$B$6:$B$9",
        "'Acme & Co'!$D$6:$D$9",
        "'Acme & Co'!$A$13",
        "'Acme & Co'!$B$6:$B$9",
    ]


def test_values_stored_for_the_template_do_not_come_along() -> None:
    chart = chart_parts(tables={"Deals": ROWS})["xl/charts/chart1.xml"]
    assert not list(chart.iter("{*}pt"))
    assert "sample" not in etree.tostring(chart, encoding="unicode")


def test_a_drawing_below_the_table_moves_and_keeps_its_size() -> None:
    before = chart_parts()["xl/drawings/drawing1.xml"]
    after = chart_parts(tables={"Deals": ROWS})["xl/drawings/drawing1.xml"]

    def rows(drawing: etree._Element) -> list[int]:
        return [int(row.text or 0) for row in drawing.iter("{*}row")]

    top, bottom, below_top, below_bottom = rows(before)
    assert rows(after) == [top, bottom, below_top + 1, below_bottom + 1]


def test_charts_look_the_same_under_another_theme() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        sheet.write_column("A1", [1, 2])
        chart = workbook.add_chart({"type": "line"})
        chart.add_series({"values": "=Template!$A$1:$A$2"})
        sheet.insert_chart("C1", chart)

    source = Workbook.open(built(build))
    part = next(name for name in source.package.names if "charts/chart1" in name)
    chart = source.package.read(part)
    line = (
        b'<c:spPr><a:ln><a:solidFill><a:schemeClr val="accent2"><a:lumMod val="75000"/>'
        b"</a:schemeClr></a:solidFill></a:ln></c:spPr><c:marker>"
    )
    source.package.replace(part, chart.replace(b"<c:marker>", line, 1))
    target = Workbook.open(plain_target())
    theme = next(name for name in target.package.names if "theme1" in name)
    target.package.replace(theme, target.package.read(theme).replace(b"C0504D", b"123456"))
    target = Workbook.open(target.to_bytes())
    SheetTemplate(source, "Template").stamp(target, "Acme")
    found = parts(target.to_bytes())
    chart = found["xl/charts/chart1.xml"]
    assert b'<a:srgbClr val="C0504D"><a:lumMod val="75000"/></a:srgbClr>' in chart
    assert b"schemeClr" not in chart
    # Lines without a colour of their own take the theme's: the chart brings the template's along.
    assert b"<c:clrMapOvr " in chart
    assert b"themeOverride1.xml" in found["xl/charts/_rels/chart1.xml.rels"]
    assert b"C0504D" in found["xl/theme/themeOverride1.xml"]


def test_a_chart_fed_by_another_workbook_is_refused() -> None:
    source = Workbook.open(built(charted))
    part = next(name for name in source.package.names if "charts/chart1" in name)
    chart = source.package.read(part)
    source.package.replace(
        part, chart.replace(b"<c:printSettings>", b'<c:externalData r:id="x"/><c:printSettings>')
    )
    with pytest.raises(Refused) as error:
        SheetTemplate(source, "Template")
    assert error.value.code == "unsupported-part"
