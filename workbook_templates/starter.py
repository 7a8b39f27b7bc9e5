"""The empty CRM workbook that `xlcrm new` copies: one sheet per model, ready to be typed into.

Headers, lists and limits come from the field lines. Row 1 is the title, row 3 says how each
column is filled, row 4 holds the headers; the table below it grows as people type.
"""

from datetime import date
from enum import Enum
from math import ceil
from pathlib import Path
from typing import Any

from xlsxwriter.worksheet import Worksheet

from workbook_templates.look import ACCENT, PAPER, QUIET, Draft, print_setup
from xlcrm.language import Language, Text
from xlcrm.sheets import SHEETS, Field, Row, fields_of, sheet_model

TYPED = tuple(model for model in SHEETS if not model.SHEET.ours)
"""The sheets that people fill."""

LAST_ROW = 2000
"""Drop-downs and checks are laid down to this row, beyond the table that will grow."""
HEADER_ROW = 3
LISTS = Text("下拉列表", "Lists")
PAGE_CHARACTERS = 230
"""Characters that stay legible on one A4 page across; wider sheets print on several."""
UNBOUNDED = 1e15
"""Limit of a column that has none: Excel keeps fifteen digits."""
INLINE_LIMIT = 255
"""Excel refuses a longer list written into the cell rule itself."""
REQUIRED = "#16365C"
OPTIONAL = "#5B7FA6"
YES_NO = (Text("是", "Yes"), Text("否", "No"))
SENTENCE = Text(
    "带 * 的列必填；可自行加列、换序、改格式，请保留表头文字。",
    "* required. Add columns, reorder, restyle as you like; keep the headers.",
)


def build(path: Path, language: Language) -> None:
    """Writes the starter workbook."""
    draft = Draft.begin(path, language, Text("客户工作簿", "CRM workbook"))
    sheets = [draft.workbook.add_worksheet(model.SHEET.title(language)) for model in TYPED]
    lists = Lists(draft)
    for sheet, model in zip(sheets, TYPED, strict=True):
        _fill(draft, sheet, model, lists)
    draft.workbook.close()


class Lists:
    """Drop-down lists: written into the rule while they fit, else on a hidden sheet."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.sheet: Worksheet | None = None
        self.columns = 0

    def source(self, texts: list[str]) -> list[str] | str:
        """What a drop-down of these texts refers to."""
        if len(",".join(texts)) <= INLINE_LIMIT:
            return texts
        if self.sheet is None:
            self.sheet = self.draft.workbook.add_worksheet(LISTS[self.draft.language])
            self.sheet.hide()
        column = self.columns
        self.columns += 1
        self.sheet.write_column(0, column, texts, self.draft.style("plain"))
        letter = chr(ord("A") + column)
        return f"='{LISTS[self.draft.language]}'!${letter}$1:${letter}${len(texts)}"


def _fill(draft: Draft, sheet: Worksheet, model: type[Row], lists: Lists) -> None:
    fields = fields_of(model)
    for column in range(len(fields)):
        sheet.write_blank(0, column, None, draft.style("banner"))
    title = draft.style("banner", text_wrap=False, font_size=14)
    sheet.write_string(0, 0, model.SHEET.title(draft.language), title)
    quiet = draft.style("subtitle", text_wrap=False, font_size=9)
    sheet.write_string(1, 0, SENTENCE[draft.language], quiet)
    for row, height in enumerate((30, 18, 34, 32)):
        sheet.set_row(row, height)
    _table(draft, sheet, model)
    widths = [_column(draft, sheet, at, field, lists) for at, field in enumerate(fields)]
    keys = sum(field.required for field in fields)
    sheet.freeze_panes(HEADER_ROW + 1, keys)
    sheet.repeat_columns(0, keys - 1)
    heading = range(HEADER_ROW, HEADER_ROW + 1)
    pages = ceil(sum(widths) / PAGE_CHARACTERS)
    print_setup(sheet, draft.language, landscape=True, heading=heading, pages_wide=pages)


def _table(draft: Draft, sheet: Worksheet, model: type[Row]) -> None:
    columns = [
        {"header": header_text(field, draft.language), "header_format": _header(draft, field)}
        for field in fields_of(model)
    ]
    options = {"name": model.SHEET.id, "columns": columns, "style": "Table Style Light 1"}
    sheet.add_table(HEADER_ROW, 0, HEADER_ROW + 1, len(columns) - 1, options)


def header_text(field: Field, language: Language) -> str:
    """The header of a column, starred when the column is required."""
    return field.column.header(language) + ("*" if field.required else "")


def _header(draft: Draft, field: Field) -> Any:
    fill = REQUIRED if field.required else OPTIONAL
    return draft.style("header", align="center", bg_color=fill, font_color=PAPER)


def _column(draft: Draft, sheet: Worksheet, column: int, field: Field, lists: Lists) -> float:
    """Hint, width, format and cell rule of one column; returns the width."""
    hint = hint_text(field, draft.language)
    quiet: dict[str, Any] = {"font_size": 8, "font_color": QUIET, "valign": "top", "bottom": 1,
             "bottom_color": ACCENT}  # fmt: skip
    sheet.write_string(2, column, hint, draft.style("plain", **quiet))
    width = _width(field, draft.language)
    sheet.set_column(column, column, width, _body(draft, field))
    sheet.write_blank(HEADER_ROW + 1, column, None, _body(draft, field))
    rule = _rule(field, draft.language, lists)
    if rule:
        title = field.column.header(draft.language)[:32]
        rule |= {"ignore_blank": True, "error_title": title, "error_message": hint}
        sheet.data_validation(HEADER_ROW + 1, column, LAST_ROW, column, rule)
    return width


def _body(draft: Draft, field: Field) -> Any:
    if field.type is date:
        return draft.style("plain", "date")
    if field.type in (int, float):
        number = {"money": "#,##0.00", "percent": "0%"}.get(field.column.unit, "0")
        return draft.style("plain", num_format=number, align="right", text_wrap=False)
    # Text cells keep leading zeros, long numbers and a lone + or - as they are typed.
    closed = field.choices is not None or field.type is bool
    return draft.style("plain", num_format="@", align="center" if closed else "left")


def _width(field: Field, language: Language) -> float:
    header = header_text(field, language)
    wide = max(sum(1 + (letter > "\u2e7f") for letter in part) for part in header.split(" "))
    widest = 0
    if field.choices:
        texts = [choice.text(language) for choice in field.choices]
        widest = max(sum(1 + (letter > "\u2e7f") for letter in text) for text in texts)
    long = {"name": 26, "note": 30, "address": 30, "evidence": 30, "development_plan": 30,
            "delivery": 24, "account_id": 16, "opportunity_id": 16, "month": 16, "sales": 16,
            "receipts": 16, "balance": 16, "credit_code": 22, "bank_account": 24, "email": 24,
            "next_step": 24, "need": 26, "in_their_words": 30, "objective": 30, "result": 26,
            "summary": 30, "description": 30, "explanation": 26, "solution": 26, "content": 30,
            "action": 24, "feedback": 26, "item": 22, "factor": 22, "comment": 30,
            "parameter": 24, "value": 24}  # fmt: skip
    return max(long.get(field.name, 12), min(wide, 16) + 2, widest + 4)


def hint_text(field: Field, language: Language) -> str:
    """How the column is filled, in a few words that no header could be mistaken for."""
    needed = Text("必填。", "Required. ")[language] if field.required else ""
    return (needed + _how(field)[language]).strip()


def _how(field: Field) -> Text:
    if field.column.link:
        target = sheet_model(field.column.link).SHEET
        return Text(f"填“{target.zh}”中已有的编号", f"An ID listed on {target.en}")
    if field.several:
        return Text(
            "从下拉列表选择，可选几项，用、隔开", "Pick from the list; commas between several"
        )
    if field.choices:
        return Text("从下拉列表选择", "Pick from the list")
    if field.type is bool:
        return Text("选 是 或 否", "Pick Yes or No")
    if field.type is date:
        return Text("填日期，如 2026-11-30", "A date such as 2026-11-30")
    return _how_number(field) if field.type in (int, float) else _how_text(field)


def _how_text(field: Field) -> Text:
    if field.required and field.name.endswith("_id"):
        return Text("简短编号，不重复、不更改", "A short code, unique, never changed")
    return Text("", "")


def _how_number(field: Field) -> Text:
    known = {
        "money": Text("填金额，单位元", "An amount in currency units"),
        "percent": Text("填 0% 到 100%", "0% to 100%"),
        "days": Text("填天数", "A number of days"),
    }
    if field.column.unit in known:
        return known[field.column.unit]
    whole = Text("整数", "A whole number") if field.type is int else Text("数字", "A number")
    low, high = _limits(field)
    if high < UNBOUNDED:
        return Text(f"填 {low:g} 到 {high:g} 的{whole.zh}", f"{whole.en} from {low:g} to {high:g}")
    if low > -UNBOUNDED:
        return Text(f"填{whole.zh}，不小于 {low:g}", f"{whole.en}, at least {low:g}")
    return Text(f"填{whole.zh}", whole.en)


def _limits(field: Field) -> tuple[float, float]:
    low = max((getattr(each, "ge", -UNBOUNDED) for each in field.limits), default=-UNBOUNDED)
    high = min((getattr(each, "le", UNBOUNDED) for each in field.limits), default=UNBOUNDED)
    return low, high


def _rule(field: Field, language: Language, lists: Lists) -> dict[str, Any]:
    """The cell rule of a column; empty where anything may be typed."""
    kind: type[Any] = field.type
    if kind is bool:
        return {"validate": "list", "source": [text[language] for text in YES_NO]}
    if issubclass(kind, Enum) and field.choices:
        texts = [choice.text(language) for choice in field.choices]
        rule = {"validate": "list", "source": lists.source(texts)}
        return rule | ({"error_type": "information"} if field.several else {})
    if kind is date:
        return {"validate": "date", "criteria": ">=", "value": date(1990, 1, 1)}
    if kind in (int, float):
        return _number_rule(field)
    return {}


def _number_rule(field: Field) -> dict[str, Any]:
    validate = "integer" if field.type is int else "decimal"
    if any(hasattr(each, "gt") for each in field.limits):
        return {"validate": validate, "criteria": ">", "value": 0}
    low, high = _limits(field)
    return {"validate": validate, "criteria": "between", "minimum": low, "maximum": high}
