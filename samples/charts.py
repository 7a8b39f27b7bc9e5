"""A salesperson's own sheet of charts, fed by formulas over the other sheets."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from samples.layout import ACCOUNTS, LEDGER, OPPORTUNITIES, Plan
from samples.look import ACCENT, FONT, GREY, LINE, TINT, Look
from samples.record import Rows
from xlcrm.language import Language, Text
from xlcrm.sheets.opportunity import FunnelLevel, OpportunityStatus

NAME = Text("我的图表", "My charts")
HEADING = Text("我的图表 · 数据来自各表，自动更新", "My charts · fed by the other sheets")
UNIT, UNIT_YUAN = Text("万元", "CNY thousand"), {"zh": 10_000, "en": 1_000}
MONTH, SALES = Text("月份", "Month"), Text("销售", "Sales")
RECEIPTS, OWED = Text("回款", "Receipts"), Text("应收", "Receivable")
CUSTOMER, LEVEL, DEALS = Text("客户", "Customer"), Text("层级", "Level"), Text("单数", "Deals")
AMOUNT = Text("金额", "Amount")
MONTHLY = Text("每月销售、回款与应收", "Sales, receipts and receivable by month")
LARGEST = Text("前12名客户", "The twelve largest customers")
FUNNEL = Text("在谈商机（按漏斗层级）", "Open deals by funnel level")
TOP = 12
A4_PAPER = 9
WIDTHS = {"A:D": 12, "E:E": 3, "F:F": 40, "G:G": 12, "H:H": 3, "I:K": 14}
FIRST = 36
"""Row above the first block of figures, counted from 0; the charts stand above."""


class ChartSheet:
    """The sheet, its figures and its three charts."""

    def __init__(self, workbook: Workbook, company: Rows, look: Look) -> None:
        self.workbook, self.company, self.look = workbook, company, look
        self.language: Language = look.language
        self.worksheet: Worksheet = workbook.add_worksheet(NAME[self.language])

    def write(self) -> None:
        """Figures below, charts above."""
        sheet, language = self.worksheet, self.language
        sheet.hide_gridlines(2)
        sheet.merge_range(0, 0, 0, 10, HEADING[language], self.look["banner"])
        sheet.set_row(0, 34)
        for columns, width in WIDTHS.items():
            sheet.set_column(columns, width)
        self._months()
        self._customers()
        self._levels()
        self._draw()
        sheet.set_paper(A4_PAPER)
        sheet.fit_to_pages(1, 1)

    def _block(self, left: int, headings: Sequence[Text]) -> None:
        for offset, heading in enumerate(headings):
            text = heading[self.language]
            self.worksheet.write_string(FIRST, left + offset, text, self.look["header"])

    def _range(self, plan: Plan, column: str) -> str:
        count = len(self.company[plan.model.SHEET.id])
        return plan.reference(column, count, self.language)

    def _formula(self, row: int, column: int, formula: str, value: Any, style: str) -> None:
        self.worksheet.write_formula(row, column, f"={formula}", self.look[style], value)

    def _months(self) -> None:
        self._block(0, (MONTH, SALES, RECEIPTS, OWED))
        totals: dict[date, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
        for record in self.company["ledger"]:
            sums = totals[cast(date, record["month"])]
            for place, column in enumerate(("sales", "receipts", "balance")):
                sums[place] += cast(float, record[column])
        for row, (month, sums) in enumerate(sorted(totals.items()), start=FIRST + 1):
            first_day = datetime(month.year, month.month, month.day)
            self.worksheet.write_datetime(row, 0, first_day, self.look["month"])
            for place, column in enumerate(("sales", "receipts", "balance"), start=1):
                months = self._range(LEDGER, "month")
                criteria = f"SUMIFS({self._range(LEDGER, column)},{months},$A{row + 1})"
                unit = UNIT_YUAN[self.language]
                self._formula(row, place, f"{criteria}/{unit}", sums[place - 1] / unit, "money")

    def _customers(self) -> None:
        self._block(5, (CUSTOMER, SALES))
        sales, names = self._range(ACCOUNTS, "sales"), self._range(ACCOUNTS, "name")
        scale = UNIT_YUAN[self.language] // ACCOUNTS.money[self.language].yuan
        ranked = sorted(
            self.company["accounts"], key=lambda row: -cast(float, row.get("sales") or 0)
        )
        for rank, account in enumerate(ranked[:TOP], start=1):
            row, yuan = FIRST + rank, cast(float, account["sales"])
            found = f"INDEX({names},MATCH(LARGE({sales},{rank}),{sales},0))"
            self._formula(row, 5, found, cast(Text, account["name"])[self.language], "text")
            largest = f"LARGE({sales},{rank})/{scale}"
            self._formula(row, 6, largest, yuan / UNIT_YUAN[self.language], "money")

    def _levels(self) -> None:
        self._block(8, (LEVEL, DEALS, AMOUNT))
        status = OpportunityStatus.OPEN.text(self.language)
        stages, states = self._range(OPPORTUNITIES, "stage"), self._range(OPPORTUNITIES, "status")
        scale = UNIT_YUAN[self.language] // OPPORTUNITIES.money[self.language].yuan
        for row, level in enumerate(FunnelLevel, start=FIRST + 1):
            amounts = [
                record["amount"]
                for record in self.company["opportunities"]
                if record["stage"] is level and record["status"] is OpportunityStatus.OPEN
            ]
            numbers = [amount for amount in amounts if isinstance(amount, int | float)]
            self.worksheet.write_string(row, 8, level.text(self.language), self.look["middle"])
            both = f'{stages},$I{row + 1},{states},"{status}"'
            self._formula(row, 9, f"COUNTIFS({both})", len(amounts), "days")
            total = f"SUMIFS({self._range(OPPORTUNITIES, 'amount')},{both})/{scale}"
            self._formula(row, 10, total, sum(numbers) / UNIT_YUAN[self.language], "money")

    def _draw(self) -> None:
        months = self._chart("column", MONTHLY)
        for column, colour in ((1, ACCENT), (2, "#A9C7D6")):
            months.add_series(self._series(0, column, 24, {"fill": {"color": colour}, "gap": 60}))
        owed = self.workbook.add_chart({"type": "line"})
        owed.add_series(self._series(0, 3, 24, {"line": {"color": "#C77B30", "width": 2.25}}))
        months.combine(owed)
        months.set_legend({"position": "bottom", "font": self._font(9)})
        months.set_x_axis({"num_format": "yyyy-mm", "num_font": self._font(8, rotation=-45),
                           "text_axis": True, "line": {"color": LINE}})  # fmt: skip
        self._place(months, "A3", width=1095, height=330)
        largest = self._bars(LARGEST, 5, 6, TOP)
        self._place(largest, "A20", width=650, height=330)
        self._place(
            self._bars(FUNNEL, 8, 10, len(FunnelLevel)), "G20", width=415, height=330, shift=14
        )

    def _bars(self, title: Text, names: int, values: int, count: int) -> Any:
        chart = self._chart("bar", title)
        label = {"value": True, "num_format": "#,##0", "font": self._font(9)}
        look = {"fill": {"color": ACCENT}, "gap": 45, "data_labels": label}
        chart.add_series(self._series(names, values, count, look))
        chart.set_legend({"none": True})
        wide = 0.36 if count == TOP else 0.18
        layout = {"x": wide, "y": 0.14, "width": 0.88 - wide, "height": 0.8}
        chart.set_plotarea({"layout": layout})
        chart.set_y_axis({"reverse": True, "num_font": self._font(9), "line": {"color": LINE},
                          "major_tick_mark": "none"})  # fmt: skip
        chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}})
        return chart

    def _chart(self, kind: str, title: Text) -> Any:
        chart = self.workbook.add_chart({"type": kind})
        text = f"{title[self.language]} ({UNIT[self.language]})"
        chart.set_title({"name": text, "name_font": self._font(12), "overlay": False})
        chart.set_chartarea({"border": {"color": LINE}, "fill": {"color": "#FFFFFF"}})
        chart.set_y_axis({"num_format": "#,##0", "num_font": self._font(9),
                          "major_gridlines": {"visible": True, "line": {"color": TINT}},
                          "line": {"none": True}})  # fmt: skip
        return chart

    def _series(self, names: int, values: int, count: int, look: dict[str, Any]) -> dict[str, Any]:
        name, top = NAME[self.language], FIRST + 1
        return {
            "name": [name, FIRST, values],
            "categories": [name, top, names, top + count - 1, names],
            "values": [name, top, values, top + count - 1, values],
        } | look

    def _font(self, size: int, **more: Any) -> dict[str, Any]:
        return {"name": FONT[self.language], "size": size, "color": GREY, "bold": False} | more

    def _place(self, chart: Any, cell: str, *, width: int, height: int, shift: int = 0) -> None:
        chart.set_size({"width": width, "height": height})
        self.worksheet.insert_chart(cell, chart, {"x_offset": shift})
