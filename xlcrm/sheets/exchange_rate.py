"""汇率 · Exchange rates: what one unit of a currency is worth in the workbook's base currency.

A currency may have several rows: a rate holds from its date until the next one. The base currency
itself is a setting (rules, base_currency) and needs no row.
"""

from datetime import date
from typing import Annotated, ClassVar

from pydantic import Field

from xlcrm.sheets.column import Column, Row, SheetLabel


class ExchangeRate(Row):
    """One rate of one currency."""

    SHEET: ClassVar = SheetLabel(
        id="exchange_rates",
        zh="汇率",
        en="Exchange rates",
        also=("汇率表", "币种汇率", "Rates", "Currencies", "FX", "FX rates"),
        key=("currency", "day"),
    )

    currency: Annotated[str, Column("币种", "Currency", ("货币", "币别", "外币"))]
    """Code or name, such as USD or 美元."""
    rate: Annotated[
        float | None,
        Field(gt=0),
        Column("汇率", "Rate", ("折算汇率", "兑本位币汇率", "Exchange rate", "Rate to base")),
    ] = None
    """Base currency for one unit of the currency."""
    day: Annotated[date | None, Column("日期", "Date", ("汇率日期", "生效日期", "Valid from"))] = (
        None
    )
    """From when the rate holds; blank: always."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Where the rate comes from."""
