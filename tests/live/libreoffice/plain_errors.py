"""Errors of LibreOffice as plain Python errors.

An exception that comes over UNO lets nobody set its traceback, so that `with` and pytest fail over
it instead of showing it.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from tests.live.libreoffice.office import load_uno

Class = TypeVar("Class", bound=type)


class CalcError(OSError):
    """LibreOffice refused, or is gone."""


def plain_errors(own: Class) -> Class:
    """Let every method and property of a class raise CalcError for what comes over UNO."""
    for name, member in list(vars(own).items()):
        if isinstance(member, property):
            parts = (member.fget, member.fset, member.fdel)
            setattr(own, name, property(*(part and _plain(part) for part in parts)))
        elif inspect.isfunction(member) and not inspect.isgeneratorfunction(member):
            setattr(own, name, _plain(member))
    return own


def _plain(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def called(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except load_uno().getClass("com.sun.star.uno.Exception") as error:
            message = f"{type(error).__name__}: {error}"
        raise CalcError(message)

    return called
