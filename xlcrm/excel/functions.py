"""The worksheet functions, one per signature, made when Excel first asks for it.

xlwings finds a function by its name in this module and reads arguments and help from it.
"""

import inspect
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from xlcrm.addin.machine import this_machine
from xlcrm.addin.signatures import Signature, signatures
from xlcrm.excel.answer import Cells, answer
from xlcrm.language import Language


def function(signature: Signature, language: Language) -> Callable[..., Cells]:
    """The Python function behind a worksheet function, with help in a language."""
    import xlwings  # noqa: PLC0415 - loaded when Excel asks, not when this is imported

    def call(*given: Any) -> Cells:
        """Answer one call."""
        named = {each.name: value for each, value in zip(signature.arguments, given, strict=False)}
        return answer(signature, named, language=language, today=date.today())

    call.__name__ = call.__qualname__ = signature.name
    call.__doc__ = signature.help[language]
    call.__annotations__ = {}
    call.__signature__ = _as_python(signature)  # type: ignore[attr-defined]
    made = call
    for each in signature.arguments:
        ndim = 2 if each.kind in ("column", "table") else None
        made = xlwings.arg(each.name, ndim=ndim, doc=each.help[language], err_to_str=True)(made)
    return xlwings.func(category="CRM")(made)


def _as_python(signature: Signature) -> inspect.Signature:
    kind = inspect.Parameter.POSITIONAL_OR_KEYWORD
    return inspect.Signature(
        [
            inspect.Parameter(
                each.name, kind, default=None if each.optional else inspect.Parameter.empty
            )
            for each in signature.arguments
        ]
    )


@cache
def _named() -> dict[str, Signature]:
    return {each.name: each for each in signatures()}


@cache
def _made(name: str) -> Callable[..., Cells]:
    return function(_named()[name], this_machine().language)


def __getattr__(name: str) -> Callable[..., Cells]:
    """A worksheet function by its name."""
    if name not in _named():
        raise AttributeError(f"there is no worksheet function {name}")
    return _made(name)


def __dir__() -> list[str]:
    """The names xlwings looks through."""
    return [*globals(), *_named()]
