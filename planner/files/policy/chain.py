"""The files of a policy: its own and those that it extends, as texts."""

import os
from typing import NamedTuple

from planner.disk.source import Source
from planner.files.policy.layers import locate, read_layers


class PolicyChain(NamedTuple):
    """The texts of a policy's files, the base first."""

    sources: tuple[Source, ...]

    def place_of(self, path: str) -> int | None:
        """Return the index of the file at a path, in whatever spelling; None if it is not in the chain."""
        found = (place for place, each in enumerate(self.sources) if _is_same(each.path, path))
        return next(found, None)


def policy_chain(name_or_path: str, folder: str | None) -> PolicyChain:
    """Return the files of a policy, with errors or without, as far as `extends` can be followed.

    `folder` is the one that a path is relative to; None for the current one.

    Raises:
        BrokenPolicy: A file cannot be read.
        UnknownPolicy: There is no such policy.
    """
    layers, _ = read_layers(name_or_path, folder)
    return PolicyChain(tuple(each.document.source for each in layers))


def policy_path(name_or_path: str, folder: str | None) -> str:
    """Return the path of a policy's own file. Raise UnknownPolicy if there is none."""
    return locate(name_or_path, folder)


def _is_same(one: str, other: str) -> bool:
    return os.path.realpath(one) == os.path.realpath(other)
