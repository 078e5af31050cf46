"""Rows of a source, and the meanings of their keys."""

from collections.abc import Mapping
from typing import NamedTuple

from planner.diagnostics import visible
from planner.policy import ItemType, Policy, Role


class Meaning(NamedTuple):
    """The meaning of a key in a source."""

    milestone: str | None = None
    """The milestone of this name, where the policy has it."""
    role: Role | None = None
    """Else the milestone of this role."""
    key: str | None = None
    """Else a text key of the item: `name`, `track`, `migration`, `note` or a declared field."""
    noted: bool = False
    """True if its text goes to the note where the policy has no milestone for it."""


Meanings = Mapping[str, Meaning]

RELEASED = Meaning(role="released")
DEPRECATED = Meaning(role="deprecated")
RETIRED = Meaning(role="retired")
NOTED = Meaning(noted=True)
NAME = Meaning(key="name")


class Row(NamedTuple):
    """A row of a source: the values of a version or change, by key."""

    name: str
    values: Mapping[str, object]
    label: str | None = None
    """The name by which remarks call the row, where that is not its name."""
    line: int | None = None
    kind: str | None = None
    """The kind of a change; None for a version."""
    fields: Mapping[str, str] = {}
    """Values of fields, for policies that declare them."""

    @property
    def called(self) -> str:
        """The name by which remarks call the row, safe to show."""
        return visible(self.label or self.name)


def milestone_for(policy: Policy, of: ItemType, meaning: Meaning) -> str | None:
    """Return the name of the policy's milestone that a meaning gives by name, or else by role.

    Return None if the policy has none for this type of item.
    """
    known = policy.milestones_of(of)
    named = next((each.name for each in known if each.name == meaning.milestone), None)
    by_role = (each.name for each in known if meaning.role is not None and each.role == meaning.role)
    return named or next(by_role, None)
