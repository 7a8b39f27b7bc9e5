"""The generated tables of the manual, from SHEETS, METHODS, RULES and the domain inventory.

`python -m xlcrm.report.doc_tables` writes them anew into docs/, between the generated marks; a
test fails as long as the pages lag behind the code.
"""

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, get_args

from xlcrm.addin.buttons import BUTTONS
from xlcrm.addin.signatures import signatures
from xlcrm.methods import METHODS
from xlcrm.methods.label import Method
from xlcrm.report.inventory import AREAS, carriers, entries
from xlcrm.rules import RULES
from xlcrm.rules.cell import LIMITS, TYPE_NAMES
from xlcrm.sheets import SHEETS, Field, Row, fields_of, sheet_model

DOCS = Path(__file__).parents[2] / "docs"
BEGIN, END = "<!-- generated -->", "<!-- /generated -->"

UNITS = {
    "money": "an amount of money",
    "percent": "a share, such as 60% or 0.6",
    "days": "a whole number of days",
}


def workbook_tables() -> str:
    """Every sheet with its columns and closed lists."""
    return "\n\n".join(_sheet(model) for model in SHEETS)


def method_tables() -> str:
    """The methods at a glance, then the page and parameters of each."""
    rows = [
        (
            f"[`{method.LABEL.name}`](#{method.LABEL.name})",
            method.LABEL.zh,
            method.LABEL.en,
            _title(sheet_model(method.LABEL.sheet)),
        )
        for method in METHODS
    ]
    glance = _table(("Method", "中文", "English", "Reads"), rows)
    return "\n\n".join([glance, *(_method(method) for method in METHODS)])


def finding_table() -> str:
    """Every rule: its code, how serious it is, what it says, when it speaks."""
    rows = [
        (
            f"`{rule.code}`",
            f"{rule.severity.text('zh')} · {rule.severity.text('en')}",
            *rule.message,
            inspect.cleandoc(rule.check.__doc__ or ""),
        )
        for rule in RULES
    ]
    return _table(("Code", "Severity", "中文", "English", "When"), rows)


def excel_tables() -> str:
    """The buttons of the ribbon, then the worksheet functions with their arguments."""
    buttons = [
        (f"`{button.command}`", f"{button.label.zh} · {button.label.en}", *button.tip)
        for button in BUTTONS
    ]
    functions = [
        (
            f"`{signature.name}({', '.join(each.name for each in signature.arguments)})`",
            f"[{signature.method.LABEL.zh} · {signature.method.LABEL.en}]"
            f"(methods.md#{signature.method.LABEL.name})",
            "; ".join(f"{result.zh} · {result.en}" for result in signature.method.LABEL.results),
        )
        for signature in signatures()
    ]
    return "\n\n".join(
        [
            "### Buttons · 按钮",
            _table(("Command", "Button", "中文", "English"), buttons),
            "### Functions · 函数",
            _table(("Function", "Method", "Results"), functions),
        ]
    )


def inventory_table() -> str:
    """Every item of the domain inventory with the methods, rules and pages that carry it."""
    carried = carriers()
    rows = [
        (
            AREAS[entry.area],
            f"`{entry.id}`",
            entry.zh,
            entry.en,
            ", ".join(f"[`{name}`](methods.md#{name})" for name in carried[entry.id].methods),
            ", ".join(f"`{code}`" for code in carried[entry.id].rules),
            ", ".join(carried[entry.id].places),
        )
        for entry in entries()
    ]
    head = ("Area", "Item", "中文", "English", "Methods", "Rules", "Where it is seen")
    return _table(head, rows)


TABLES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        "workbook.md": workbook_tables,
        "methods.md": method_tables,
        "excel.md": excel_tables,
        "findings.md": finding_table,
        "inventory.md": inventory_table,
    }
)
"""Page of the manual to what is generated in it."""


def rewritten(page: str, generated: str) -> str:
    """The page with what stands between its marks replaced; raises ValueError without marks."""
    before, begin, rest = page.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"the page has no {BEGIN} … {END}")
    return f"{before}{BEGIN}\n\n{generated}\n\n{END}{after}"


def main(docs: Path = DOCS) -> None:
    """Writes every page anew."""
    for name, generated in TABLES.items():
        path = docs / name
        path.write_text(
            rewritten(path.read_text(encoding="utf-8"), generated()), encoding="utf-8", newline="\n"
        )


def _sheet(model: type[Row]) -> str:
    label = model.SHEET
    fields = fields_of(model)
    others = [_title(other) for other in SHEETS if other.SHEET.required and other is not model]
    needed = f"Needed, unless the workbook has {' or '.join(others)}. " if label.required else ""
    key = " and ".join(_header(field) for field in fields if field.name in label.key)
    rows = [
        (
            field.column.zh + (" \\*" if field.required else ""),
            field.column.en,
            field.description,
            _content(field),
            ", ".join(field.column.also),
        )
        for field in fields
    ]
    head = ("中文", "English", "What it holds", "Content", "Other headers it goes by")
    return "\n\n".join(
        [
            f"## {_title(model)}",
            f"{needed}One row per {key}. Other names of the sheet: {', '.join(label.also)}.",
            _table(head, rows),
            *_lists(fields),
        ]
    )


def _content(field: Field) -> str:
    """What a cell of the column may hold, in words."""
    if field.choices:
        several = "one or more of a list, below, with commas between"
        return several if field.several else "one of a list, below"
    kind = UNITS.get(field.column.unit) or TYPE_NAMES[field.type].en
    link = f", found on {_title(sheet_model(field.column.link))}" if field.column.link else ""
    limits = _limits(field.limits)
    return kind + link + (f", {limits}" if limits else "")


def _lists(fields: Sequence[Field]) -> Iterator[str]:
    """Each closed list of a sheet once, under the columns that draw on it."""
    for choices in dict.fromkeys(field.choices for field in fields if field.choices):
        headers = [_header(field) for field in fields if field.choices is choices]
        columns = headers[0] if len(headers) == 1 else f"{headers[0]} to {headers[-1]}"
        entries = [
            f"{entry.zh} · {entry.en}" + (f" ({', '.join(entry.also)})" if entry.also else "")
            for entry in choices
        ]
        yield f"**{columns}**: {'; '.join(entries)}"


def _method(method: Method) -> str:
    label = method.LABEL
    rows = [
        (f"`{label.name}.{name}`", _plain(given.default), _allowed(given), given.description or "")
        for name, given in method.Params.model_fields.items()
    ]
    head = ("Parameter", "Default", "Allowed", "What it does")
    parameters = _table(head, rows) if rows else "No parameters."
    return "\n\n".join(
        [
            f'<a id="{label.name}"></a>',
            f"## {label.zh} · {label.en}",
            _prose(method.__doc__ or ""),
            "Results: " + "; ".join(f"{result.zh} · {result.en}" for result in label.results) + ".",
            parameters,
        ]
    )


def _prose(docstring: str) -> str:
    """A docstring's paragraphs without its title and without the lines meant for programs."""
    paragraphs = inspect.cleandoc(docstring).split("\n\n")[1:]
    told = [paragraph for paragraph in paragraphs if ">>>" not in paragraph]
    return "```text\n" + "\n\n".join(told) + "\n```"


def _allowed(given: Any) -> str:
    """The values a parameter takes, in words."""
    choices = get_args(given.annotation)
    if choices:
        return " or ".join(map(str, choices))
    kind = TYPE_NAMES[given.annotation].en
    limits = _limits(given.metadata)
    return f"{kind}, {limits}" if limits else kind


def _limits(limits: Sequence[object]) -> str:
    words = [(LIMITS[type(limit)], limit) for limit in limits if type(limit) in LIMITS]
    return ", ".join(f"{text.en} {getattr(limit, name):g}" for (name, text), limit in words)


def _title(model: type[Row]) -> str:
    return f"{model.SHEET.zh} · {model.SHEET.en}"


def _header(field: Field) -> str:
    return f"{field.column.zh} · {field.column.en}"


def _plain(default: object) -> str:
    """A default as one types it: a whole amount without its decimal point."""
    return f"{default:.0f}" if isinstance(default, float) and default.is_integer() else str(default)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    cells = [[" ".join(cell.split()).replace("|", "\\|") for cell in line] for line in lines]
    return "\n".join("| " + " | ".join(line) + " |" for line in cells)


if __name__ == "__main__":
    main()
