"""Diagnostics: errors and remarks about a file, and the parts of their messages."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from planner.named_tuple import NamedTuple
from planner.terminal_text import spelled_out

LONGEST_QUOTE = 60
"""The characters of a quotation in a message, at most."""
MOST_LISTED = 50
"""The names of a list in a message, at most."""


class Diagnostic(NamedTuple):
    """An error or remark about a file. Lines and columns count from 1, columns in code points."""

    code: str
    """Its id, as in `planner.files.codes`."""
    message: str
    """One line of text, with the cure."""
    line: int
    column: int
    path: str | None = None
    """The file; None for the plan's own."""


def visible(text: str) -> str:
    """Return a text on one line, cut at LONGEST_QUOTE characters, its unprintable characters as codes."""
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1] + "…"
    return spelled_out(text)


def quoted(text: str) -> str:
    """Return a name, key or value of a file in backquotes, cut and on one line as `visible` makes it."""
    return f"`{visible(text)}`"


def quoted_list(names: Iterable[str]) -> str:
    """Return names in backquotes, separated by commas; after the first MOST_LISTED an ellipsis."""
    quotes = [quoted(name) for name in islice(names, MOST_LISTED + 1)]
    return ", ".join(quotes) if len(quotes) <= MOST_LISTED else f"{', '.join(quotes[:MOST_LISTED])}, …"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `: did you mean …?` with the known word that is nearest, or an empty text if none is near."""
    near = nearest(word, tuple(known))
    return suggestion(near) if near else ""


def suggestion(near: str) -> str:
    """Return `: did you mean …?` with the given word or path in backquotes."""
    return f": did you mean {quoted(near)}?"


@lru_cache(maxsize=1024)
def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """Return the known word nearest to a mistyped one, whatever the case.

    Return None if none is near, or if the mistyped word has more than LONGEST_QUOTE characters.
    """
    from difflib import get_close_matches  # only where something is wrong

    if len(word) > LONGEST_QUOTE:
        return None
    folded = {each.lower(): each for each in reversed(known) if len(each) <= LONGEST_QUOTE}
    cutoff = 0.5 if len(word) < 5 else 0.65  # one letter is a large part of a short word
    close = get_close_matches(word.lower(), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None
