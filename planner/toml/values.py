"""Values as TOML readers give them: finding one by its path, and comparing two."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from planner.toml.spans import Path

Data = dict[str, Any]
"""A table: values by key."""


def value_at(data: Any, path: "Path") -> Any:
    """Return the value at a path of keys and indices; raise KeyError or IndexError if there is none."""
    for part in path:
        data = data[part]
    return data


def same(one: object, other: object) -> bool:
    """Return True if two values are equal and of the same types throughout, whatever the order of keys.

    Unlike `==`, this tells `1` from `true` and `0.0` from `-0.0`, and takes two `nan` for the same.
    """
    if one is other:
        return True
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[name], other[name]) for name in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, float) and isinstance(other, float):
        return repr(one) == repr(other)
    return type(one) is type(other) and one == other
