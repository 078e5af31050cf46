"""The presets as a list to choose from: the group of each, its promise, and how much of its page it holds."""

from typing import NamedTuple

from planner import policies
from planner.files.policy.read import read_policy
from planner.policy import Policy

GROUPS = (
    "Neutral",
    "Founding",
    "REST APIs",
    "Ads",
    "Platforms",
    "AI",
    "Runtimes and frameworks",
)
"""The groups in the order of the list; other groups follow, by name."""


class Preset(NamedTuple):
    """A preset and the words of its `meta` table."""

    policy: Policy
    group: str
    promise: str
    """The promise of the provider, in a line."""
    coverage: str
    """How much of the published page the rules hold, in a line."""


def presets() -> tuple[Preset, ...]:
    """Return all presets, group by group in the order of `GROUPS`, each group sorted by name.

    Other groups follow, by name.
    """
    found = [_preset(name) for name in policies.names()]
    return tuple(sorted(found, key=lambda each: (_place(each.group), each.group, each.policy.name)))


def _place(group: str) -> int:
    """Return the place of a group in the list; groups that are not listed come last."""
    return GROUPS.index(group) if group in GROUPS else len(GROUPS)


def _preset(name: str) -> Preset:
    """Return a preset with the words of its `meta` table."""
    read = read_policy(name, None)
    meta = read.merged.layers[-1].table["meta"]
    return Preset(policy=read.policy, group=meta["group"], promise=meta["promise"], coverage=meta["coverage"])
