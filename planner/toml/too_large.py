"""Texts that tomli gives up on, without a position: nested too deeply, or with too long a number."""

import re
from bisect import bisect_left

import tomli

MOST_BISECTED = 200_000
"""The characters of the longest text that is bisected for an error without a position."""
_LONG_NUMBER = re.compile(r"[0-9_]{4000}")
_MANY_BRACKETS = 100


def first_too_large(lines: list[str]) -> int:
    """Return the line, from 0, of an error without a position: a too deep nesting or too long a number.

    In a text that is too long to bisect, return the first line that looks like one, or else 0.
    """
    if sum(map(len, lines)) > MOST_BISECTED:
        suspects = (index for index, line in enumerate(lines) if _looks_too_large(line))
        return next(suspects, 0)
    return bisect_left(range(1, len(lines)), True, key=lambda end: _is_too_large("\n".join(lines[:end])))


def _looks_too_large(line: str) -> bool:
    """Return True if a line has very many brackets or a very long number."""
    return line.count("[") + line.count("{") > _MANY_BRACKETS or _LONG_NUMBER.search(line) is not None


def _is_too_large(text: str) -> bool:
    """Return True if tomli gives up on a text for its nesting or for a number in it."""
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError:
        return False
    except (ValueError, RecursionError):
        return True
    return False


def too_large(error: Exception) -> str:
    """Return the reason for which tomli gave up, from its error."""
    return "Nested too deeply" if isinstance(error, RecursionError) else "A number with too many digits"
