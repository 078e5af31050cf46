"""Tables of one list by their keys, so that all tables with the same keys are checked at once."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from planner.files.table import Shape, Table, layout
from planner.named_tuple import NamedTuple


class AlikeTables(NamedTuple):
    """Tables with the same keys, of which none is wrong or missing, and right values."""

    keys: tuple[str, ...]
    indexes: list[int]
    """The place of each table in its list."""
    tables: list[Table]

    def values(self, key: str) -> list[Any]:
        """Return the value of a key in each table; all of them have it."""
        return [table[key] for table in self.tables]

    def names(self, key: str) -> Iterator[str]:
        """Yield the elements of a list, or the keys of a table, under a key: of one table after the other.

        Yield nothing if the tables do not have the key.
        """
        return chain.from_iterable(self.values(key) if key in self.keys else ())


def alike(tables: object, expected: Shape) -> tuple[list[AlikeTables], list[int]]:
    """Return groups of the tables of a list that are right and have the same keys, and the other indexes.

    Every table of a group is right, in whatever its shape can check at once. The elements at the other
    indexes, in order, may be right or wrong: they have to be checked one by one. A value that is no list
    has no elements.
    """
    by_keys: dict[tuple[str, ...], list[int]] = {}
    for index, table in enumerate(tables if isinstance(tables, list) else ()):
        keys = tuple(table) if isinstance(table, dict) else ()
        if keys in by_keys:
            by_keys[keys].append(index)
        else:
            by_keys[keys] = [index]
    right: list[AlikeTables] = []
    others: list[int] = []
    for keys, indexes in by_keys.items():
        known = layout(keys, expected) if keys else None
        if known is not None and isinstance(tables, list):
            group = AlikeTables(keys, indexes, [tables[index] for index in indexes])
            if known.fits(group.tables):
                right.append(group)
                continue
        others += indexes
    return right, sorted(others)
