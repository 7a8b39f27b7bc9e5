"""Parameters of the methods: defaults < xlcrm.toml < the workbook's settings sheet < --set.

xlcrm.toml stands beside the workbook, one table per method:

    [dso_countback]
    days_in_month = "30"

The settings sheet (参数 / Settings) has three columns: method, parameter, value.
"""

import difflib
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from xlcrm.book.errors import BookError
from xlcrm.language import Text
from xlcrm.methods import METHODS
from xlcrm.methods.label import Method, MethodParams
from xlcrm.sheets.coerce import fold
from xlcrm.sheets.frame import Grid

FILE_NAME = "xlcrm.toml"
SHEET_NAMES = frozenset({"参数", "settings"})

Choices = Mapping[str, Mapping[str, object]]
"""Method name to parameter to value, as somebody chose them."""


def params_of(sources: Iterable[Choices]) -> dict[str, MethodParams]:
    """Every method's parameters; later sources win.

    Raises BookError "unknown-setting", with the nearest name, or "bad-setting".
    """
    chosen: dict[str, dict[str, object]] = {method.LABEL.name: {} for method in METHODS}
    for source in sources:
        for name, values in source.items():
            if name not in chosen:
                raise _unknown(name, list(chosen))
            chosen[name].update(values)
    return {method.LABEL.name: _params(method, _inherited(method, chosen)) for method in METHODS}


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
    names = [method.LABEL.name for method in METHODS]
    for row in grid:
        first, second, value = (*row, "", "", "")[:3]
        method, parameter = fold(str(first)), fold(str(second))
        near = difflib.get_close_matches(method, names, n=1, cutoff=0.8)
        if near and parameter and value not in ("", None):
            chosen.setdefault(method, {})[parameter] = value
    return chosen


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
        first = error.errors()[0]
        where = ".".join([method.LABEL.name, *map(str, first["loc"])])
        message = Text(f"参数 {where}:{first['msg']}", f"setting {where}: {first['msg']}")
        raise BookError("bad-setting", message) from error


def _plain(value: object) -> Any:
    """A whole number from a cell loses its decimal point, so that "30" and 30.0 are one."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _unknown(name: str, known: list[str]) -> BookError:
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4)
    zh = f";是否想写 {near[0]}?" if near else f";可用:{', '.join(known)}"
    en = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(known)}"
    return BookError("unknown-setting", Text(f"没有参数 {name}{zh}", f"no setting {name}{en}"))
