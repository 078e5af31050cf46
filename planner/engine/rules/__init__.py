"""The kinds of rule: a module each, announced here and nowhere else.

A module is imported when a policy first uses its kind, so that `check` loads no more than it needs.
"""

from collections.abc import Iterator, Mapping
from importlib import import_module

from planner.engine.rules.kind import RuleKind

_MODULES = {
    "order": "order",
    "gap": "gap",
    "notice": "notice",
    "mentions": "mentions",
    "require": "require",
    "forbid": "forbid",
    "promise": "promise",
    "overdue": "overdue",
    "count": "count",
    "calendar": "calendar",
    "new-version": "new_version",
    "everywhere": "everywhere",
}


class _Kinds(Mapping[str, RuleKind]):
    def __getitem__(self, name: str) -> RuleKind:
        kind: RuleKind = import_module(f"{__name__}.{_MODULES[name]}").KIND
        return kind

    def __iter__(self) -> Iterator[str]:
        return iter(_MODULES)

    def __len__(self) -> int:
        return len(_MODULES)


KINDS: Mapping[str, RuleKind] = _Kinds()
