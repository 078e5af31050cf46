"""Textual's search for the handlers of each message, without the work that comes to the same every time.

Which handlers are decorated, how many parameters one takes, and a log that nobody reads were a twelfth of the
time of the tests of the screen. Textual's private names for that stand only here.
"""

from collections.abc import Callable, Iterable, Iterator
from inspect import signature
from types import CodeType
from typing import Any

import pytest
import textual._callback
import textual.message_pump
from textual.message import Message
from textual.message_pump import MessagePump

_search = MessagePump._get_dispatch_methods
_chosen: dict[tuple[type, type], bool] = {}
_parameters: dict[CodeType, int] = {}


def _is_chosen(pump: type, message: type) -> bool:
    """Return True if a decorated handler of the pump may choose such messages."""
    if (pump, message) not in _chosen:
        decorated = [each.__dict__.get("_decorated_handlers") or {} for each in pump.__mro__]
        _chosen[pump, message] = any(kind in each for each in decorated for kind in message.__mro__)
    return _chosen[pump, message]


def _named(pump: MessagePump, name: str, message: Message) -> Iterator[tuple[type, Callable[..., Any]]]:
    """Yield the handlers that are found by their names alone."""
    private = f"_{name}"
    for owner in type(pump).__mro__:
        if message._no_default_action:
            break
        found = owner.__dict__
        handler = found.get(private) or found.get(name)
        if handler is not None and not getattr(handler, "_textual_on", None):
            yield owner, handler.__get__(pump, owner)


def _handlers(pump: MessagePump, name: str, message: Message) -> Iterable[tuple[type, Callable[..., Any]]]:
    find = _search if _is_chosen(type(pump), type(message)) else _named
    return find(pump, name, message)


def _count_parameters(function: Callable[..., Any]) -> int:
    code = getattr(function, "__code__", None)
    if code is None or hasattr(function, "__wrapped__"):
        return len(signature(function).parameters)
    if code not in _parameters:
        _parameters[code] = len(signature(function).parameters)
    return _parameters[code]


class _Silence:
    """A log of events that is not written."""

    event: "_Silence"

    def verbosity(self, _: bool) -> "_Silence":
        return self

    def __call__(self, *_: object) -> None:
        """Write nothing."""


_Silence.event = _Silence()


def find_handlers_quickly(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(MessagePump, "_get_dispatch_methods", _handlers)
    patch.setattr(textual._callback, "_count_parameters", _count_parameters)
    patch.setattr(textual.message_pump, "log", _Silence())
