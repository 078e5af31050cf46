"""What is wrong with a file: a code, one line of text, and where it stands."""

from collections.abc import Iterable
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from planner.terminal_text import spelled_out

LONGEST_QUOTE = 60
MOST_LISTED = 50


class Diagnostic(NamedTuple):
    code: str
    message: str
    line: int
    column: int
    path: str | None = None
    """The file, where it is not the plan's own."""


def visible(text: str) -> str:
    """On one line and of sensible length; control characters are shown, never sent."""
    if len(text) > LONGEST_QUOTE:
        text = text[: LONGEST_QUOTE - 1] + "…"
    return spelled_out(text)


def quoted(text: str) -> str:
    """A name or key of a file, to stand in a message."""
    return f"`{visible(text)}`"


def listed(names: Iterable[str]) -> str:
    """Return names for a message; of very many only the first."""
    quotes = [quoted(name) for name in islice(names, MOST_LISTED + 1)]
    return ", ".join(quotes) if len(quotes) <= MOST_LISTED else f"{', '.join(quotes[:MOST_LISTED])}, …"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`: did you mean …?` where one of the known words is near, else nothing."""
    near = nearest(word, tuple(known))
    return meaning(near) if near else ""


def meaning(near: str) -> str:
    return f": did you mean {quoted(near)}?"


def declare(key: str) -> str:
    """Return how a policy makes a key of its items known."""
    return f"; a policy declares it with [fields.{visible(key)}]"


@lru_cache(maxsize=1024)
def nearest(word: str, known: tuple[str, ...]) -> str | None:
    from difflib import get_close_matches  # only where something is wrong

    if len(word) > LONGEST_QUOTE:
        return None
    folded = {each.lower(): each for each in reversed(known) if len(each) <= LONGEST_QUOTE}
    cutoff = 0.5 if len(word) < 5 else 0.65  # of short words a letter is much
    close = get_close_matches(word.lower(), folded, n=1, cutoff=cutoff)
    return folded[close[0]] if close else None
