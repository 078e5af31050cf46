"""A mistake of a policy, and the key of the policy file that it is about."""

from collections.abc import Callable, Iterator, Mapping
from typing import Literal, NamedTuple

from planner.policy import NOTHING, ItemType, Policy


class PolicyKey(NamedTuple):
    """A key of a policy: of its top, of a milestone or of a rule."""

    table: Literal["top", "milestone", "rule"]
    entry: str | tuple[ItemType, str]
    """A rule's id, or the `of` and `name` of a milestone; nothing for the top."""
    path: tuple[str | int, ...]
    """The key, and a key or index within its value."""


class Mistake(NamedTuple):
    """A mistake, with its cure, and the keys that make it together."""

    code: str
    message: str
    keys: tuple[PolicyKey, ...]
    """The key written in the last file of `extends` is shown; of one file, the first of these."""


class Examined(NamedTuple):
    """A policy, with what only its files tell."""

    policy: Policy
    first_layers: Mapping[tuple[ItemType, str], int] = NOTHING
    """The index of the file that each milestone was first written in, by (`of`, `name`); the base is 0."""


Finder = Callable[[Examined], Iterator[Mistake]]


def rule_key(rule_id: str, *path: str | int) -> PolicyKey:
    """Return the place of a key of a rule: its name, and then keys and indices within its value."""
    return PolicyKey("rule", rule_id, path)
