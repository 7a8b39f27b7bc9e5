"""Text as such: too long for its cell, or beginning with a sign meant for the spreadsheet."""

from collections.abc import Iterator

from annotated_types import MaxLen

from xlcrm.language import Text
from xlcrm.rules.finding import Mark, Severity
from xlcrm.rules.rule import Case, Rule
from xlcrm.sheets.column import Field

APOSTROPHES = "'‘’＇"


def text_too_long(case: Case) -> Iterator[Mark]:
    """A text is longer than its cell can hold, or than its column allows."""
    for sheet, field, written in case.written:
        most = _most(field, case.settings.longest_text)
        if written.longest <= most:
            continue
        for row, text in sheet.frame[field.name].dropna().items():
            if len(text) > most:
                yield Mark(
                    sheet=sheet.id,
                    row=int(str(row)),
                    field=field.name,
                    value=text,
                    expected=Text(f"最多 {most} 个字", f"at most {most} characters"),
                    hint=Text(
                        f"有 {len(text)} 个字,请删减到 {most} 个以内",
                        f"It has {len(text)} characters: cut it to {most}",
                    ),
                )


def stray_apostrophe(case: Case) -> Iterator[Mark]:
    """A text shows the apostrophe that should only have told the spreadsheet it is text."""
    hint = Text("请删去开头的撇号", "Delete the apostrophe in front")
    yield from _beginning_with(case, APOSTROPHES, hint)


def formula_as_text(case: Case) -> Iterator[Mark]:
    """A formula was stored as text, so it shows itself instead of its result."""
    hint = Text(
        "把单元格格式改为常规,再双击回车;本来就是文字时请去掉等号",
        "Set the cell to General, then edit and press Enter; or drop the = if it is plain text",
    )
    yield from _beginning_with(case, "=＝", hint)


def _most(field: Field, longest: int) -> int:
    bounds = [limit.max_length for limit in field.limits if isinstance(limit, MaxLen)]
    return min([longest, *bounds])


def _beginning_with(case: Case, signs: str, hint: Text) -> Iterator[Mark]:
    """Cells whose text begins with one of these signs and goes on."""
    for sheet, field, written in case.written:
        if not any(f"\n{sign}" in written.lines for sign in signs):
            continue
        for row, text in sheet.frame[field.name].dropna().items():
            if text[0] in signs and len(text) > 1:
                yield Mark(
                    sheet=sheet.id, row=int(str(row)), field=field.name, value=text, hint=hint
                )


TEXT_RULES = (
    Rule(
        code="text-too-long",
        severity=Severity.ERROR,
        message=Text("文字太长", "The text is too long"),
        check=text_too_long,
    ),
    Rule(
        code="stray-apostrophe",
        severity=Severity.WARNING,
        message=Text("开头多了撇号", "An apostrophe shows in front"),
        check=stray_apostrophe,
    ),
    Rule(
        code="formula-as-text",
        severity=Severity.WARNING,
        message=Text("公式被存成了文字", "A formula stands as text"),
        check=formula_as_text,
    ),
)
"""Every rule about text as such."""
