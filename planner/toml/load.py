"""Reading the data of a long text in pieces: tomli holds up all threads for as long as it reads a text.

A screen that reads a file in a thread waits for no more than one piece.
"""

import re
from collections.abc import Iterator
from typing import Any

import tomli

PIECE = 60_000
"""Characters from which on a text is cut: 5 ms of work."""
HEADER = r"\[\[[\w-]+\]\]"
"""The header of an entry in an array of the top level."""


def load(text: str) -> dict[str, Any]:
    """Return the data of a text as `tomli.loads` does, a long text read piece by piece.

    Raise the errors that `tomli.loads` raises.
    """
    if len(text) < PIECE:
        return tomli.loads(text)
    try:
        data = _joined(_pieces(text))
    except (ValueError, RecursionError):  # cut within a value, or an error that all of the text has to tell
        data = None
    return _whole(text) if data is None else data


def _pieces(text: str) -> Iterator[str]:
    """Yield the text before the first header, then pieces from a header on, of `PIECE` characters or more.

    A cut within a value of several lines leaves the piece before it without an end, which is an error.
    """
    header = re.compile(HEADER)
    start = end = 0
    while (found := text.find("\n[[", end)) >= 0:
        end = found + 1
        if header.match(text, end):
            yield text[start:end]
            start, end = end, end + PIECE
    yield text[start:]


def _joined(pieces: Iterator[str]) -> dict[str, Any] | None:
    """Return the data of all pieces together; arrays of entries with one name become one array.

    Return None if a key of another kind is in two pieces.
    """
    data = tomli.loads(next(pieces))
    arrays: dict[str, list[Any]] = {}
    for piece in pieces:
        for name, value in tomli.loads(piece).items():
            if isinstance(value, list) and name in arrays:
                arrays[name] += value
            elif name in data:
                return None
            else:
                data[name] = value
                if isinstance(value, list):
                    arrays[name] = value
    return data


def _whole(text: str) -> dict[str, Any]:
    """Return the data of a text that cannot be read in pieces, or raise as `tomli.loads` does.

    On the main thread tomli reads it. On another thread `tomllib` reads it if it can: it takes longer,
    but lets the other threads go on.
    """
    from threading import current_thread, main_thread  # rarely needed

    if current_thread() is not main_thread():
        import tomllib

        try:
            return tomllib.loads(text)
        except (ValueError, RecursionError):
            pass  # newer TOML, or an error, which tomli tells in its own words
    return tomli.loads(text)
