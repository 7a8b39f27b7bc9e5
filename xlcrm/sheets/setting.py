"""参数 · Settings: what staff set for this workbook, one row per parameter.

A row sets a parameter of a method (pareto, class_a_cut, 0.7), a rule (rules, phone_region, CN), or
says what a sheet or column is called here: see the manual.
"""

from typing import Annotated, ClassVar

from xlcrm.sheets.column import Column, Row, SheetLabel


class Setting(Row):
    """One parameter."""

    SHEET: ClassVar = SheetLabel(
        id="settings",
        zh="参数",
        en="Settings",
        also=("设置", "参数设置", "Parameters"),
        key=("subject", "parameter"),
    )

    subject: Annotated[str, Column("对象", "Subject", ("方法", "Method"))]
    """Method, rules, headers of a sheet, or sheets."""
    parameter: Annotated[str, Column("参数名", "Parameter", ("参数", "Setting"))]
    """Its parameter, or the header or sheet name as it stands here."""
    value: Annotated[str | None, Column("参数值", "Value", ("值", "取值"))] = None
    """What it is set to, or the column or sheet it stands for."""
    note: Annotated[str | None, Column("备注", "Notes", ("说明", "Remark"))] = None
    """Why."""
