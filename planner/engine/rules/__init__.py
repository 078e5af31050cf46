"""The kinds of rule: a module each, announced by one line here and nowhere else.

A module has a `KIND`. It is imported when a policy first uses the kind, so that `check` loads
no more than it needs.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from planner.engine.rules.kind import RuleKind

MODULES = {
    "order": "planner.engine.rules.order",
    "gap": "planner.engine.rules.gap",
    "notice": "planner.engine.rules.notice",
    "mentions": "planner.engine.rules.mentions",
    "require": "planner.engine.rules.require",
    "forbid": "planner.engine.rules.forbid",
    "promise": "planner.engine.rules.promise",
    "overdue": "planner.engine.rules.overdue",
    "count": "planner.engine.rules.count",
    "rate": "planner.engine.rules.rate",
    "served": "planner.engine.rules.served",
    "calendar": "planner.engine.rules.calendar",
    "new-version": "planner.engine.rules.new_version",
    "everywhere": "planner.engine.rules.everywhere",
}


class _Kinds(Mapping[str, RuleKind]):
    """The kinds of rule by name; a kind's module is imported when it is first looked up."""

    def __getitem__(self, name: str) -> RuleKind:
        return _kind(MODULES[name])

    def __iter__(self) -> Iterator[str]:
        return iter(MODULES)

    def __len__(self) -> int:
        return len(MODULES)


@cache
def _kind(module: str) -> RuleKind:
    """Import the module of a kind and return its `KIND`."""
    kind: RuleKind = import_module(module).KIND
    return kind


KINDS: Mapping[str, RuleKind] = _Kinds()
