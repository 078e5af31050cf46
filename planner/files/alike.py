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
        """Return the values of a key that the tables have, one for each table."""
        return [table[key] for table in self.tables]

    def names(self, key: str) -> Iterator[str]:
        """Yield the elements of the lists, or the keys of the tables, of a key that the tables may lack."""
        return chain.from_iterable(self.values(key) if key in self.keys else ())


def alike(tables: object, expected: Shape) -> tuple[list[AlikeTables], list[int]]:
    """Return the tables of a list that are right, by their keys, and the indexes of the other elements.

    Some of the others may be right, too: they have to be checked one by one. No list has no elements.
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
