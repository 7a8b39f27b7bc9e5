"""The methods as a table and as pages: labels for machines, docstrings for readers."""

import difflib
import inspect

from xlcrm.book.errors import BookError
from xlcrm.language import Text
from xlcrm.methods import METHODS
from xlcrm.methods.label import Method


def method_rows(name: str | None = None) -> list[dict[str, object]]:
    """One row of plain data per method, or for the one named.

    Raises BookError "unknown-method", with the nearest name.
    """
    chosen = METHODS if name is None else (find(name),)
    return [
        {
            "name": method.LABEL.name,
            "ids": list(method.LABEL.ids),
            "zh": method.LABEL.zh,
            "en": method.LABEL.en,
            "sheet": method.LABEL.sheet,
            "shape": method.LABEL.shape,
            "results": [
                {"name": r.name, "zh": r.zh, "en": r.en, "kind": r.kind}
                for r in method.LABEL.results
            ],
            "parameters": method.Params().model_dump(mode="json"),
        }
        for method in chosen
    ]


def page(name: str) -> str:
    """A method's page: its docstring, then its parameters with their defaults."""
    method = find(name)
    defaults = method.Params().model_dump(mode="json")
    lines = [f"  {method.LABEL.name}.{key} = {value}" for key, value in defaults.items()]
    return "\n".join([inspect.cleandoc(method.__doc__ or ""), "", "Parameters:", *lines])


def find(name: str) -> Method:
    """The method of this name or inventory id."""
    for method in METHODS:
        if name == method.LABEL.name or name in method.LABEL.ids:
            return method
    known = [method.LABEL.name for method in METHODS]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.4) or known
    message = Text(
        f"没有方法 {name};是否想用 {', '.join(near)}?",
        f"no method {name}; did you mean {', '.join(near)}?",
    )
    raise BookError("unknown-method", message)
