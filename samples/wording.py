"""From the company's values to what stands in a cell, in one language."""

from datetime import date
from typing import cast

from samples.layout import Plan
from samples.record import Value
from xlcrm.language import Language, Text
from xlcrm.sheets import Choice
from xlcrm.sheets.assessment import Answer

YES, NO = Text("是", "Yes"), Text("否", "No")

Cell = str | float | date | None


def worded(value: Value, plan: Plan, column: str, language: Language) -> Cell:
    """What stands in the cell: text in the language, money in the header's unit."""
    if isinstance(value, Text):
        return value[language]
    if isinstance(value, Choice):
        return choice_text(value, language)
    if isinstance(value, bool):
        return (YES if value else NO)[language]
    field = plan.fields().get(column)
    if value is not None and field is not None and field.column.unit == "money":
        return cast(float, value) / plan.money[language].yuan
    return value


def choice_text(choice: Choice, language: Language) -> str:
    """The wording people pick; the twenty answers are + - ? whatever the language."""
    return choice.zh if isinstance(choice, Answer) else choice.text(language)


def choices_of(plan: Plan, column: str, language: Language) -> list[str]:
    """The drop-down of a column; empty when anything may be typed."""
    field = plan.fields().get(column)
    if field is None:
        return []
    if field.type is bool:
        return [YES[language], NO[language]]
    return [choice_text(choice, language) for choice in field.choices or ()]
