"""Variables of the environment that would keep the screen from starting."""

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module

from planner.diagnostics import quoted

_COLOUR_SYSTEMS = ("auto", "standard", "256", "truecolor", "windows")


def unusable(environment: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (name, sentence for the person) for each variable that would keep Textual from starting.

    Textual reads the variables while it is imported, so the caller has to remove them before.
    """
    for name, why in _CHECKS.items():
        value = environment.get(name)
        if value is not None and (reason := why(value)):
            yield name, f"{name}={quoted(value)} is passed over: {reason}"


def _driver(value: str) -> str | None:
    """Return why Textual cannot use a driver, or None if it can or the value is empty."""
    if not value:
        return None
    module, _, symbol = value.partition(":")
    try:
        driver = getattr(import_module(module), symbol, None)
    except (ImportError, ValueError, TypeError):
        return "there is no such module"
    is_driver = isinstance(driver, type) and hasattr(driver, "start_application_mode")
    return None if is_driver else "that is no driver of Textual"


def _colours(value: str) -> str | None:
    """Return why Textual cannot use a colour system, or None if it can."""
    return None if value in _COLOUR_SYSTEMS else f"it is one of {', '.join(_COLOUR_SYSTEMS)}"


def _log(value: str) -> str | None:
    """Return why Textual cannot write to a log file, or None if it can; the file is created if need be."""
    try:
        with open(value, "a", encoding="utf-8"):
            return None
    except (OSError, ValueError):
        return "the file cannot be written"


_CHECKS: Mapping[str, Callable[[str], str | None]] = {
    "TEXTUAL_DRIVER": _driver,
    "TEXTUAL_COLOR_SYSTEM": _colours,
    "TEXTUAL_LOG": _log,
}
