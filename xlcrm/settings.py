"""Parameters of the methods: defaults < xlcrm.toml < the workbook's settings sheet < --set.

xlcrm.toml stands beside the workbook, one table per method:

    [dso_countback]
    days_in_month = "30"

The rules have a table of their own: [rules] phone_region = "US", or a rule's code with the
severity it should have: phone-invalid = "off".

Planning has one too: [planning] templates = "our-templates" (a folder beside the workbook).

What people call their sheets, columns and the entries of lists stands in three more: [sheets]
"My deals" = "opportunities", [headers.accounts] Acct = "name" (or ["account_id", "name"], where
one column fills several) and [choices.opportunities.status] Engaging = "Open" ("" for no entry).

The settings sheet (参数 / Settings) has three columns: method (or 规则 / rules, 表头.客户档案 /
headers.accounts, 选项.商机.状态 / choices.opportunities.status, 工作表 / sheets), parameter, value.
"""

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from xlcrm.book.errors import BookError
from xlcrm.language import Text
from xlcrm.methods import METHODS
from xlcrm.methods.label import Method, MethodParams
from xlcrm.rules import RULES, RuleSettings
from xlcrm.sheets import SHEETS, Choice, Row, fields_of
from xlcrm.sheets import Field as Column
from xlcrm.sheets.coerce import spellings_of
from xlcrm.sheets.frame import Grid
from xlcrm.sheets.header_text import read_header
from xlcrm.sheets.headers import OwnNames, names_of
from xlcrm.sheets.text import fold

FILE_NAME = "xlcrm.toml"
SHEET_NAMES = frozenset({"参数", "settings"})

RULES_TABLE = "rules"
RULES_WORDS = frozenset({RULES_TABLE, "规则"})
"""What the settings sheet calls the rules in its first column."""
SEVERITY_WORDS = {"错误": "error", "警告": "warning", "提示": "info", "关闭": "off", "关": "off"}

PLANNING_TABLE = "planning"
PLANNING_WORDS = frozenset({PLANNING_TABLE, "计划"})
HEADERS_TABLE, SHEETS_TABLE, CHOICES_TABLE = "headers", "sheets", "choices"
SHEETS_WORDS = frozenset({SHEETS_TABLE, "工作表", "表名"})
TABLE_WORDS = {
    SHEETS_TABLE: SHEETS_WORDS,
    RULES_TABLE: RULES_WORDS,
    PLANNING_TABLE: PLANNING_WORDS,
}
"""Table to what the settings sheet calls it."""
HEADERS_OF = re.compile(r"(?:headers|表头|列名)\s*[.:\s]\s*(\S.*)")
"""What the settings sheet calls the headers of a sheet: headers.accounts, 表头.客户档案."""
CHOICES_OF = re.compile(r"(?:choices|选项)\s*[.:\s]\s*(\S.*?)\s*\.\s*(\S.*)")
"""What it calls the list of a column: choices.opportunities.status, 选项.商机.状态."""
NO_ENTRY = frozenset({"", "-", "空", "blank", "empty", "none"})
"""What a text may be said to mean that means no entry of its list."""

Choices = Mapping[str, Mapping[str, object]]
"""Method name to parameter to value, as somebody chose them."""


class PlanningSettings(BaseModel):
    """What staff may choose about planning tabs; frozen, and an unknown name is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    templates: str = ""
    """Folder of templates of their own, beside the workbook or a full path; "" for none."""
    fresh_days: int = Field(default=31, ge=1)
    """A tab in which something was typed within so many days is fresh (ours)."""
    stale_days: int = Field(default=62, ge=1)
    """One in which nothing was typed for more than so many days is stale (ours)."""


def planning_settings_of(sources: Iterable[Choices]) -> PlanningSettings:
    """What staff have chosen about planning tabs; later sources win.

    Raises BookError "unknown-setting", with the nearest name, or "bad-setting".
    """
    known = list(PlanningSettings.model_fields)
    chosen: dict[str, object] = {}
    for source in sources:
        for name, value in source.get(PLANNING_TABLE, {}).items():
            if name not in known:
                places = [f"{PLANNING_TABLE}.{each}" for each in known]
                raise _unknown(f"{PLANNING_TABLE}.{name}", places)
            chosen[name] = _plain(value)
    try:
        return PlanningSettings.model_validate(chosen)
    except ValidationError as error:
        raise _bad_setting(PLANNING_TABLE, error) from error


def params_of(sources: Iterable[Choices]) -> dict[str, MethodParams]:
    """Every method's parameters; later sources win.

    Raises BookError "unknown-setting", with the nearest name, or "bad-setting".
    """
    chosen: dict[str, dict[str, object]] = {method.LABEL.name: {} for method in METHODS}
    for source in sources:
        for name, values in source.items():
            if name in (RULES_TABLE, PLANNING_TABLE, HEADERS_TABLE, SHEETS_TABLE, CHOICES_TABLE):
                continue
            if name not in chosen:
                raise _unknown(name, list(chosen))
            chosen[name].update(values)
    return {method.LABEL.name: _params(method, _inherited(method, chosen)) for method in METHODS}


def rule_settings_of(sources: Iterable[Choices]) -> RuleSettings:
    """What staff have settled of the rules; later sources win.

    Raises BookError "unknown-setting", with the nearest name, or "bad-setting".
    """
    chosen: dict[str, object] = {}
    for source in sources:
        for name, value in source.get(RULES_TABLE, {}).items():
            _settle(chosen, name, value)
    try:
        return RuleSettings.model_validate(chosen)
    except ValidationError as error:
        raise _bad_setting(RULES_TABLE, error) from error


def own_names_of(sources: Iterable[Choices]) -> OwnNames:
    """What people call their sheets, columns and entries of lists; later sources win.

    A sheet may be given by its id or any of its names, a column by its field or any header, an
    entry in any of its spellings. Raises BookError "unknown-setting", with the nearest name.
    """
    headers: dict[str, dict[str, tuple[str, ...]]] = {}
    sheets: dict[str, str] = {}
    entries: dict[tuple[str, str], dict[str, Choice | None]] = {}
    for source in sources:
        for name, value in source.get(SHEETS_TABLE, {}).items():
            sheets[name] = _model_named(str(value), f"{SHEETS_TABLE}.{name}").SHEET.id
        for name, value in source.get(HEADERS_TABLE, {}).items():
            place, _, header = name.partition(".")
            columns = value if isinstance(value, Mapping) else {header: value}
            model = _model_named(place, HEADERS_TABLE)
            fields = headers.setdefault(model.SHEET.id, {})
            fields.update({text: _fields_named(model, v) for text, v in columns.items()})
        for place, column, text, meant in _told_of_choices(source.get(CHOICES_TABLE, {})):
            model = _model_named(place, CHOICES_TABLE)
            field = _list_named(model, column)
            of_field = entries.setdefault((model.SHEET.id, field.name), {})
            of_field[text] = _entry_named(model, field, str(meant))
    return OwnNames(headers=headers, sheets=sheets, entries=entries)


def _told_of_choices(table: Mapping[str, object]) -> Iterator[tuple[str, str, str, object]]:
    """Sheet, column, text and what it means, as the file nests them or the sheet joins them."""
    for name, value in table.items():
        place, _, rest = name.partition(".")
        columns = value if isinstance(value, Mapping) else {rest: value}
        for told, meant in columns.items():
            column, _, text = told.partition(".")
            texts = meant if isinstance(meant, Mapping) else {text: meant}
            yield from ((place, column, each, means) for each, means in texts.items())


def _fields_named(model: type[Row], told: object) -> tuple[str, ...]:
    """The fields that one column fills: a list of names, or a text with commas between."""
    if isinstance(told, list | tuple):
        return tuple(_field_named(model, str(name)) for name in told)
    text = str(told)
    names = [part.strip() for part in re.split(r"[,，、;；]", text) if part.strip()]
    whole = len(names) < 2 or read_header(text).name in names_of(model)
    return tuple(_field_named(model, name) for name in ([text] if whole else names))


def _list_named(model: type[Row], name: str) -> Column:
    """The column of that name, which must have a closed list."""
    lists = {field.name: field for field in fields_of(model) if field.choices}
    known = _field_named(model, name)
    if known not in lists:
        place = f"{CHOICES_TABLE}.{model.SHEET.id}."
        raise _unknown(place + name, [place + each for each in lists])
    return lists[known]


def _entry_named(model: type[Row], field: Column, word: str) -> Choice | None:
    """The entry of a list that a word means; None for the words that mean no entry."""
    known = spellings_of(field.choices) if field.choices else {}
    if fold(word) in known or fold(word) in NO_ENTRY:
        return known.get(fold(word))
    place = f"{CHOICES_TABLE}.{model.SHEET.id}.{field.name}: "
    raise _unknown(place + word, [place + text for text in known])


def _model_named(name: str, place: str) -> type[Row]:
    """The sheet model with this id or name."""
    labels = {model: (model.SHEET.id, model.SHEET.zh, model.SHEET.en) for model in SHEETS}
    for model, texts in labels.items():
        if fold(name) in map(fold, (*texts, *model.SHEET.also)):
            return model
    known = [f"{place}: {text}" for texts in labels.values() for text in texts]
    raise _unknown(f"{place}: {name}", known)


def _field_named(model: type[Row], name: str) -> str:
    """The field of a sheet with this name or header."""
    known = {**names_of(model), **{field: field for field in model.model_fields}}
    field = known.get(name.strip()) or known.get(read_header(name).name)
    if field is None:
        place = f"{HEADERS_TABLE}.{model.SHEET.id}: "
        raise _unknown(place + name, [place + each for each in model.model_fields])
    return field


def _settle(chosen: dict[str, object], name: str, value: object) -> None:
    """One choice about the rules: a setting by either name, an entry of one, or a severity."""
    fields = RuleSettings.model_fields
    names = {each: each for each in fields} | {str(f.title): each for each, f in fields.items()}
    codes = {rule.code for rule in RULES}
    first, dot, entry = name.partition(".")
    if name in codes:
        first, dot, entry = "severity", ".", name
    setting = names.get(first)
    if setting is None:
        raise _unknown(f"{RULES_TABLE}.{name}", [f"{RULES_TABLE}.{n}" for n in [*names, *codes]])
    if not dot and not isinstance(value, Mapping):
        chosen[setting] = _plain(value)
        return
    default = fields[setting].default
    if not isinstance(default, Mapping):
        raise _unknown(f"{RULES_TABLE}.{name}", [f"{RULES_TABLE}.{n}" for n in names])
    entries = value if isinstance(value, Mapping) else {entry: value}
    known = chosen.get(setting, default)
    chosen[setting] = {
        **(known if isinstance(known, Mapping) else {}),
        **_entries(setting, entries),
    }
    if setting == "severity" and (unknown := [code for code in entries if code not in codes]):
        raise _unknown(f"{RULES_TABLE}.{unknown[0]}", [f"{RULES_TABLE}.{code}" for code in codes])


def _entries(setting: str, entries: Mapping[Any, object]) -> dict[str, object]:
    """Entries of a setting that has several, with severities in plain words."""
    plain = {str(name): _plain(value) for name, value in entries.items()}
    if setting == "severity":
        return {name: SEVERITY_WORDS.get(fold(str(word)), word) for name, word in plain.items()}
    return {name.upper() if setting == "stale_days" else name: v for name, v in plain.items()}


def from_file(folder: Path) -> Choices:
    """The choices in a folder's xlcrm.toml; none when there is no such file."""
    path = folder / FILE_NAME
    if not path.is_file():
        return {}
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = Text(f"不是有效的 TOML:{error}", f"not valid TOML: {error}")
        raise BookError("bad-settings-file", message, path=path) from error
    for name, values in read.items():
        if not isinstance(values, dict):
            message = Text(
                f"{name}:应写在方法的表中,例如 [dso_countback]",
                f"{name} stands outside a method's table, such as [dso_countback]",
            )
            raise BookError("bad-settings-file", message, path=path)
    return read


def is_settings_sheet(name: str) -> bool:
    """Whether a sheet of this name holds settings."""
    return fold(name) in SHEET_NAMES


def from_sheet(grid: Grid) -> Choices:
    """The choices on a settings sheet: rows of method, parameter, value.

    Rows about anything else are people's own, but a name that is nearly a method's is passed on,
    so that `params_of` objects to the misspelling.
    """
    chosen: dict[str, dict[str, object]] = {}
    for row in grid:
        first, second, value = (*row, "", "", "")[:3]
        place = _place_of(fold(str(first)), str(second).strip())
        if place and value not in ("", None):
            chosen.setdefault(place[0], {})[place[1]] = value
    return chosen


def _place_of(subject: str, told: str) -> tuple[str, str] | None:
    """Table and name that a row of the settings sheet is about; None for people's own rows."""
    if not told:
        return None
    if headers := HEADERS_OF.fullmatch(subject):
        return HEADERS_TABLE, f"{headers.group(1)}.{told}"
    if choices := CHOICES_OF.fullmatch(subject):
        return CHOICES_TABLE, f"{choices.group(1)}.{choices.group(2)}.{told}"
    if table := next((table for table, words in TABLE_WORDS.items() if subject in words), None):
        return table, told
    names = [*(method.LABEL.name for method in METHODS), RULES_TABLE, PLANNING_TABLE]
    near = difflib.get_close_matches(subject, names, n=1, cutoff=0.8)
    return (subject, fold(told)) if near else None


def from_words(words: Iterable[str]) -> Choices:
    """The choices of --set method.parameter=value."""
    chosen: dict[str, dict[str, object]] = {}
    for word in words:
        name, equals, value = word.partition("=")
        method, dot, parameter = name.partition(".")
        if not (equals and dot and parameter):
            message = Text(
                f"--set {word}:应写成 方法.参数=值,例如 dso_countback.days_in_month=30",
                f"--set {word}: write method.parameter=value, such as "
                "dso_countback.days_in_month=30",
            )
            raise BookError("bad-setting", message)
        chosen.setdefault(method.strip(), {})[parameter.strip()] = value.strip()
    return chosen


def _inherited(method: Method, chosen: Mapping[str, Mapping[str, object]]) -> dict[str, object]:
    """A method that builds on another's parameters follows what was chosen for the other."""
    values: dict[str, object] = {}
    for base in reversed(method.Params.__mro__):
        for other in METHODS:
            if other.Params is base:
                values.update(chosen[other.LABEL.name])
    return values


def _params(method: Method, chosen: Mapping[str, object]) -> MethodParams:
    known = list(method.Params.model_fields)
    for name in chosen:
        if name not in known:
            raise _unknown(
                f"{method.LABEL.name}.{name}", [f"{method.LABEL.name}.{n}" for n in known]
            )
    try:
        return method.Params.model_validate({name: _plain(chosen[name]) for name in chosen})
    except ValidationError as error:
        raise _bad_setting(method.LABEL.name, error) from error


def _bad_setting(table: str, error: ValidationError) -> BookError:
    first = error.errors()[0]
    where = ".".join([table, *map(str, first["loc"])])
    message = Text(f"参数 {where}:{first['msg']}", f"setting {where}: {first['msg']}")
    return BookError("bad-setting", message)


def _plain(value: object) -> Any:
    """A whole number from a cell loses its decimal point, so that "30" and 30.0 are one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _unknown(name: str, known: list[str]) -> BookError:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    zh = f";是否想写 {near[0]}?" if near else f";可用:{', '.join(known)}"
    en = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(known)}"
    return BookError("unknown-setting", Text(f"没有参数 {name}{zh}", f"no setting {name}{en}"))
