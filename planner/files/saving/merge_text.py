"""Changes that somebody else made to the text of a file, carried over to another state of that file."""

from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

import tomli

from planner.files.plan.file import PlanFile
from planner.toml.values import same

_MOST_LINES = 5_000
"""A comparison of more lines takes too long."""


class _Hunk(NamedTuple):
    """Lines of a text, by their indexes, and the lines that take their place."""

    start: int
    end: int
    lines: list[str]


def with_changes(origin: PlanFile, mine: str, theirs: PlanFile) -> PlanFile:
    """Return the origin with the changes of text that lead from mine to theirs.

    Its plan stays the same; where these changes would touch it, return their file.
    """
    text = origin.source.text
    merged = theirs.source.text if text == mine else merge_texts(mine, text, theirs.source.text)
    if merged is None or not _says_the_same(merged, text):
        return theirs
    return origin._replace(source=theirs.source._replace(text=merged))


def merge_texts(base: str, one: str, other: str) -> str | None:
    """Return the base with the changes of both texts; None where they touch the same lines."""
    lines = base.split("\n")
    ours, others = _hunks(lines, one.split("\n")), _hunks(lines, other.split("\n"))
    if ours is None or others is None or _collide(ours, others):
        return None
    for hunk in sorted([*ours, *others], key=lambda each: each[:2], reverse=True):
        lines[hunk.start : hunk.end] = hunk.lines
    return "\n".join(lines)


def _hunks(base: list[str], changed: list[str]) -> list[_Hunk] | None:
    start, shortest = 0, min(len(base), len(changed))
    while start < shortest and base[start] == changed[start]:
        start += 1
    end = 0
    while end < shortest - start and base[-1 - end] == changed[-1 - end]:
        end += 1
    before, after = base[start : len(base) - end], changed[start : len(changed) - end]
    if len(before) + len(after) > _MOST_LINES:
        return None
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [
        _Hunk(start + first, start + last, after[new_first:new_last])
        for tag, first, last, new_first, new_last in matcher.get_opcodes()
        if tag != "equal"
    ]


def _collide(ours: list[_Hunk], others: list[_Hunk]) -> bool:
    """Return True where two hunks share a line or stand at one place."""
    hunks = sorted([*((*each[:2], 0) for each in ours), *((*each[:2], 1) for each in others)])
    for (start, end, side), (next_start, _, next_side) in pairwise(hunks):
        if side != next_side and (next_start < end or next_start == start):
            return True
    return False


def _says_the_same(text: str, other: str) -> bool:
    try:
        return same(tomli.loads(text), tomli.loads(other))
    except (ValueError, RecursionError):
        return False
