"""A merge of texts: changes by others on disk carried over to the text from which a plan is edited."""

from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from planner.files.plan.file import PlanFile
from planner.toml.letting_go import let_go
from planner.toml.load import load
from planner.toml.values import same

_MOST_LINES = 5_000
"""The lines that are compared at most: a comparison of more takes too long."""


class _Hunk(NamedTuple):
    """A run of lines of a text, by their indexes, and the lines that replace it."""

    start: int
    end: int
    lines: list[str]


def with_changes(origin: PlanFile, mine: str, theirs: PlanFile) -> PlanFile:
    """Return the origin with the text changes that lead from `mine` to the file `theirs`.

    The plan of the origin stays the same. Return `theirs` itself if the changes collide with those
    between origin and `mine`, or would alter the data of the origin.
    """
    text = origin.source.text
    merged = theirs.source.text if text == mine else merge_texts(mine, text, theirs.source.text)
    if merged is None or not _have_same_data(merged, text):
        return theirs
    return origin._replace(source=theirs.source._replace(text=merged))


def merge_texts(base: str, one: str, other: str) -> str | None:
    """Return the base with the changes of both texts.

    Return None if they touch the same lines, or span too many lines to compare.
    """
    lines = base.split("\n")
    ours, others = _hunks(lines, one.split("\n")), _hunks(lines, other.split("\n"))
    if ours is None or others is None or _collide(ours, others):
        return None
    for hunk in sorted([*ours, *others], key=lambda each: each[:2], reverse=True):
        lines[hunk.start : hunk.end] = hunk.lines
    return "\n".join(lines)


def with_free_changes(base: str, one: str, other: str) -> str | None:
    """Return `one` with the changes that `other` made to lines that `one` has not changed since the base.

    Return None if the changes span too many lines to compare.
    """
    lines = base.split("\n")
    ours, others = _hunks(lines, one.split("\n")), _hunks(lines, other.split("\n"))
    if ours is None or others is None:
        return None
    free = [each for each in others if not _collide(ours, [each])]
    for hunk in sorted([*ours, *free], key=lambda each: each[:2], reverse=True):
        lines[hunk.start : hunk.end] = hunk.lines
    return "\n".join(lines)


def _hunks(base: list[str], changed: list[str]) -> list[_Hunk] | None:
    """Return the changes from the base to another text, in order.

    Return None if there are too many lines, in both texts together, from the first changed one to the
    last.
    """
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
    """Return True if a hunk of one side shares a line with one of the other, or begins at the same line."""
    hunks = sorted([*((*each[:2], 0) for each in ours), *((*each[:2], 1) for each in others)])
    for (start, end, side), (next_start, _, next_side) in pairwise(hunks):
        if side != next_side and (next_start < end or next_start == start):
            return True
    return False


def _have_same_data(text: str, other: str) -> bool:
    """Return True if two texts are both TOML and have the same data."""
    try:
        one, two = load(text), load(other)
    except (ValueError, RecursionError):
        return False
    alike = same(one, two)
    let_go(one, two)
    return alike
