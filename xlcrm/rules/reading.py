"""What reading came across: headers a slip away, rows passed over, cells put right or lost."""

from collections.abc import Iterator

from xlcrm.language import Text
from xlcrm.rules.finding import UNSAID, Mark, Severity
from xlcrm.rules.rule import Case, Rule
from xlcrm.sheets import SHEETS
from xlcrm.sheets.body import SkipReason
from xlcrm.sheets.column import Field, fields_of
from xlcrm.sheets.frame import SheetFrame
from xlcrm.sheets.remarks import RepairKind

REPAIRS: dict[RepairKind, Text] = {
    "full-width": Text("全角字符按半角读取", "full-width characters read as half-width"),
    "stray-space": Text("多余空格已忽略", "stray spaces ignored"),
    "text-number": Text("文字形式的数字按数字读取", "a number typed as text"),
    "unit": Text("按所写单位换算", "its own unit taken into account"),
    "percent": Text("按百分比读取", "read as a percentage"),
    "text-date": Text("文字形式的日期按日期读取", "a date typed as text"),
    "serial-date": Text("数字按日期读取", "a number read as a date"),
    "number-phone": Text("号码按文字读取", "the number read as text"),
    "two-phones": Text("一格两个号码,已分开", "two numbers in one cell, told apart"),
    "extension": Text("分机号写法已统一", "the extension written the usual way"),
}
"""What each silent repair did."""

SKIPPED: dict[SkipReason, Text] = {
    "total": Text("合计行,不作为数据", "A row of totals is no data"),
    "example": Text("示例行,不作为数据", "An example row is no data"),
    "blank": Text("空行,已跳过", "A blank row was passed over"),
}


def sheet_near_miss(case: Case) -> Iterator[Mark]:
    """A sheet's name is a slip away from a known one, and so the sheet is not read."""
    for near in case.near:
        yield Mark(
            sheet=near.name,
            value=near.name,
            expected=Text(near.known, near.known),
            hint=Text(
                f"是否想写“{near.known}”?改名,或在 xlcrm.toml 的 [sheets] 里写明",
                f"Did you mean “{near.known}”? Rename it, or say so under [sheets] in xlcrm.toml",
            ),
        )


def sheet_missing(case: Case) -> Iterator[Mark]:
    """A sheet that every workbook should have, of customers or of deals, is not there."""
    if case.unread is None:
        return
    near = {each.id for each in case.near}
    zh, en = "、".join(case.unread), ", ".join(case.unread)
    which = Text(f"(未读取的表:{zh})", f" (not read: {en})") if case.unread else UNSAID
    for label in (model.SHEET for model in SHEETS):
        if label.required and label.id not in case.sheets and label.id not in near:
            also = Text(
                "、".join(name for name in label.also if not name.isascii()),
                ", ".join(name for name in label.also if name.isascii()),
            )
            yield Mark(
                sheet="",
                value=f"{label.zh} · {label.en}",
                expected=Text(label.zh, label.en),
                hint=Text(
                    f"请增加“{label.zh}”表(也可叫{also.zh}),或在 xlcrm.toml 的 "
                    f"[sheets] 里写明哪一张就是它{which.zh}",
                    f"Add a sheet “{label.en}” (or {also.en}), or say under [sheets] "
                    f"in xlcrm.toml which one it is{which.en}",
                ),
            )


def name_as_id(case: Case) -> Iterator[Mark]:
    """The customers have no ids, so their names serve as ids on every sheet."""
    sheet = case.sheet("accounts", "name")
    if sheet is None or "account_id" not in sheet.stand_ins:
        return
    yield Mark(
        sheet=sheet.id,
        row=sheet.header_row,
        field="name",
        value=" ".join(sheet.headers["name"].text.split()),
        expected=Text("客户编号", "Account ID"),
        hint=Text(
            "没有客户编号列,以名称代替;改名会断开各表的联系,有空请加一列编号",
            "There is no Account ID, so the name serves: renaming a customer breaks the links "
            "between sheets, so add ids when you can",
        ),
    )


def header_near_miss(case: Case) -> Iterator[Mark]:
    """A header is a slip away from a known one; it is proposed, not silently matched."""
    for sheet, fields in _sheets(case):
        for near in sheet.near:
            column = fields[near.field].column
            yield Mark(
                sheet=sheet.id,
                row=sheet.header_row,
                column=near.column,
                value=near.text,
                expected=Text(column.zh, column.en),
                hint=Text(
                    f"是否想写“{column.zh}”?改名后本列才会被读取",
                    f"Did you mean “{column.en}”? The column is read once it is renamed",
                ),
            )


def header_repeated(case: Case) -> Iterator[Mark]:
    """Two columns have the same header; only the first is read."""
    for sheet, fields in _sheets(case):
        for repeated in sheet.repeated:
            column = fields[repeated.field].column
            yield Mark(
                sheet=sheet.id,
                row=sheet.header_row,
                column=repeated.column,
                value=repeated.text,
                hint=Text(
                    f"“{column.zh}”已有一列,请合并或给本列改名",
                    f"There is a column “{column.en}” already: merge them, or rename this one",
                ),
            )


def row_skipped(case: Case) -> Iterator[Mark]:
    """A row of totals, an example or a blank row was passed over."""
    for sheet in case.sheets.values():
        for skipped in sheet.skipped:
            why = SKIPPED[skipped.why]
            yield Mark(sheet=sheet.id, row=skipped.row, column=1, hint=why)


def repaired(case: Case) -> Iterator[Mark]:
    """A cell was understood although it was not typed as its column wants it."""
    for sheet in case.sheets.values():
        for repair in sheet.repairs:
            what = REPAIRS[repair.kind]
            became = as_typed(repair.became)
            yield Mark(
                sheet=sheet.id,
                row=repair.row,
                field=repair.field,
                value=repair.value,
                expected=Text(became, became),
                hint=Text(
                    f"{what.zh}:{became};--fix 可改写", f"{what.en}: {became}; --fix writes it so"
                ),
            )


def ambiguous_date(case: Case) -> Iterator[Mark]:
    """A date may mean two days: 03/05/2026 is in March or in May."""
    hint = Text(
        "日和月分不清,请写成 2026-03-05 这样的形式",
        "Day or month first? Write it like 2026-03-05",
    )
    yield from _unreadable(case, "ambiguous-date", hint)


def error_value(case: Case) -> Iterator[Mark]:
    """A cell shows an error, such as #N/A or #REF!."""
    hint = Text("请修正公式,或改为数值", "Mend the formula, or type the value")
    yield from _unreadable(case, "error-value", hint)


def never_calculated(case: Case) -> Iterator[Mark]:
    """A formula has no result yet, because no spreadsheet program has calculated it."""
    hint = Text("请用 Excel 或 WPS 打开并保存一次", "Open it in Excel or WPS and save it once")
    yield from _unreadable(case, "never-calculated", hint)


def digits_lost(case: Case) -> Iterator[Mark]:
    """A long number was cut short by the spreadsheet: 1.38E+10."""
    hint = Text(
        "位数已丢失,请把单元格设为文本后重新输入",
        "Digits are lost: format the cell as text and type the number again",
    )
    yield from _unreadable(case, "digits-lost", hint)


def as_typed(value: object) -> str:
    """A repaired value as one would type it."""
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _sheets(case: Case) -> Iterator[tuple[SheetFrame, dict[str, Field]]]:
    for sheet in case.sheets.values():
        yield sheet, {field.name: field for field in fields_of(sheet.model)}


def _unreadable(case: Case, kind: str, hint: Text) -> Iterator[Mark]:
    for sheet, field, fault in case.faults(kind):
        yield Mark(sheet=sheet.id, row=fault.row, field=field.name, value=fault.value, hint=hint)


READING_RULES = (
    Rule(
        code="sheet-near-miss",
        severity=Severity.WARNING,
        message=Text("表名差一点,未读取", "The sheet's name is a slip away: not read"),
        check=sheet_near_miss,
    ),
    Rule(
        code="sheet-missing",
        severity=Severity.WARNING,
        message=Text("缺少应有的工作表", "A sheet that is needed is missing"),
        check=sheet_missing,
    ),
    Rule(
        code="name-as-id",
        severity=Severity.INFO,
        message=Text("客户名称代替了编号", "Names stand for ids"),
        check=name_as_id,
    ),
    Rule(
        code="header-near-miss",
        severity=Severity.WARNING,
        message=Text("表头可能写错", "The header may be misspelt"),
        check=header_near_miss,
    ),
    Rule(
        code="header-repeated",
        severity=Severity.WARNING,
        message=Text("表头重复", "The header stands twice"),
        check=header_repeated,
    ),
    Rule(
        code="ambiguous-date",
        severity=Severity.WARNING,
        message=Text("日期有两种读法", "The date can be read in two ways"),
        check=ambiguous_date,
    ),
    Rule(
        code="error-value",
        severity=Severity.ERROR,
        message=Text("单元格显示错误值", "The cell shows an error"),
        check=error_value,
    ),
    Rule(
        code="never-calculated",
        severity=Severity.WARNING,
        message=Text("公式从未计算", "The formula was never calculated"),
        check=never_calculated,
    ),
    Rule(
        code="digits-lost",
        severity=Severity.ERROR,
        message=Text("号码位数丢失", "Digits of the number are lost"),
        check=digits_lost,
    ),
    Rule(
        code="row-skipped",
        severity=Severity.INFO,
        message=Text("该行未作为数据", "The row is not read as data"),
        check=row_skipped,
    ),
    Rule(
        code="repaired",
        severity=Severity.INFO,
        message=Text("已自动理解的写法", "Understood, though typed unusually"),
        check=repaired,
    ),
)
"""Every rule about what reading came across."""
