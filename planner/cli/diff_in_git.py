"""`planner diff --git`: the arguments that git gives to an external diff."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from difflib import unified_diff

from planner.disk.source import Unreadable, read_bytes
from planner.revisions.pairs import PlanBlob, PlanPair, State
from planner.terminal_text import shown, shown_path

_CHANGED, _RENAMED = 7, 9
"""The numbers of arguments: path, then file, hash and mode of both states, then new path and likeness."""


def pair_of(parser: ArgumentParser, words: Sequence[str]) -> PlanPair:
    """Return a plan in two states from the arguments that git gives to an external diff.

    Exit with code 2 if their number is wrong.
    """
    if len(words) not in (_CHANGED, _RENAMED):
        parser.error("--git is for git: set `diff.planner.command` to `planner diff --git`")
    path, old, new = words[0], words[1], words[4]
    new_path = words[7] if len(words) == _RENAMED else path
    return PlanPair(_state(path, old), _state(new_path, new), was_renamed=new_path != path)


def _state(path: str, contents: str) -> PlanBlob | None:
    """Return the state of a path whose text is in the file `contents`; None for the null device."""
    return None if contents in (os.devnull, "/dev/null") else PlanBlob(path, contents)


def line_diff(pair: PlanPair) -> Iterator[str]:
    """Yield the lines of a unified diff of the plan's texts, without line ends and safe to print."""
    old, new = _lines(pair.old), _lines(pair.new)
    names = [os.devnull if each is None else shown_path(each.title) for each in (pair.old, pair.new)]
    for line in unified_diff(old, new, names[0], names[1], lineterm=""):
        yield line[:1] + shown(line[1:], len(line))


def _lines(state: State | None) -> list[str]:
    """Return the lines of a state; none for None, the error as the only line if it cannot be read."""
    if not isinstance(state, PlanBlob):
        return []
    try:
        return read_bytes(state.contents).decode("utf-8", "replace").splitlines()
    except Unreadable as unreadable:
        return [str(unreadable)]
