"""Charts of a template: ranges follow the rows, stored values are those of the tab."""

from datetime import date
from typing import Any

import pytest
from lxml import etree
from openpyxl.chart.data_source import NumRef

from tests.ooxml.clone_workbooks import built, deals, parts, plain_target, read, template
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


def stored(reference: Any) -> list[str | float | None] | None:
    """The values stored behind a reference as openpyxl reads them, None for a gap."""
    cache = reference.numCache if isinstance(reference, NumRef) else reference.strCache
    if cache is None:
        return None
    found = {point.idx: point.v for point in cache.pt}
    return [found.get(number) for number in range(cache.ptCount)]


def charts_of(build: Any, **options: Any) -> list[Any]:
    """The charts of a stamped tab, through openpyxl."""
    workbook = Workbook.open(plain_target())
    template(build).stamp(workbook, "Acme", **options)
    return read(workbook.to_bytes(), "Acme")._charts  # type: ignore[attr-defined, no-any-return]


def test_the_values_stored_behind_a_chart_are_those_of_the_tab() -> None:
    column, pie = charts_of(charted, tables={"Deals": ROWS}, cells={(12, 1): "Result & more"})
    first, second, third = column.series
    assert stored(first.tx.strRef) == ["Amount"]
    assert stored(first.cat.numRef or first.cat.strRef) == ["a", "b", "c", "d"]
    assert stored(first.val.numRef) == [10, 2.5, None, 40]
    assert stored(third.tx.strRef) == ["Result & more"]
    assert stored(third.val.numRef) == [10, 2.5, None, 40]
    assert stored(pie.series[0].cat.numRef or pie.series[0].cat.strRef) == [
        None, None, "Result & more",
    ]  # fmt: skip
    # These stand for formulas, which nobody has calculated yet.
    assert stored(second.val.numRef) is None
    assert stored(pie.series[0].val.numRef) is None


def test_samples_that_stay_are_what_a_chart_stores() -> None:
    column, _ = charts_of(charted)
    assert stored(column.series[0].val.numRef) == [100, 100, 100]


def test_tables_side_by_side_store_each_its_own_values() -> None:
    def build(workbook: Any, sheet: Any) -> None:
        sheet.add_table("A1:B3", {"name": "Left", "data": [[1, 2], [3, 4]]})
        sheet.add_table("D1:E3", {"name": "Right", "data": [[5, 6], [7, 8]]})
        sheet.write_row("A5", [91, 92, 93])
        chart = workbook.add_chart({"type": "line"})
        for area in ("$B$2:$B$3", "$E$2", "$A$5:$C$5", "$A$1:$B$3"):
            chart.add_series({"values": f"=Template!{area}"})
        sheet.insert_chart("G1", chart)

    days = [[1, date(2026, 11, 29)], [2, date(2026, 11, 30)]]
    (chart,) = charts_of(build, tables={"Left": days, "Right": [[0, n] for n in (7, 8, 9)]})
    assert [stored(series.val.numRef) for series in chart.series] == [
        [46355, 46356],
        [7, 8, 9],
        [91, 92, 93],
        None,  # an area, not a row or a column
    ]


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
