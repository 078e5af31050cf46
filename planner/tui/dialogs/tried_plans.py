"""The plans of a policy that is tried, and their evaluation, a slice at a time."""

import os
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from time import perf_counter

from planner import policies
from planner.compare import Comparison
from planner.dates import Day
from planner.engine.evaluate import Evaluation, check
from planner.files.policy.chain import PolicyChain
from planner.plan import Plan
from planner.policy import Policy
from planner.trial import Setting, changed_policy, compare_policies

SLICE = 0.05
"""Seconds of work, in a thread, after which finished plans are shown."""

MOST_KEPT = 64
"""Changed policies that are kept: plans of one policy share it."""


@dataclass(slots=True)
class PlanOnTrial:
    """A plan with its policy as it is, and the files that this policy is read from."""

    path: str
    plan: Plan
    policy: Policy
    chain: PolicyChain
    before: Evaluation | None = None
    """The evaluation by `policy`; None until `Trial.work_out` needs it."""


@dataclass(slots=True)
class Trial:
    """A policy to try other numbers in, with the plans that name it or a policy that extends it."""

    path: str
    """The path of the policy's file."""
    as_of: Day
    plans: Sequence[PlanOnTrial]
    unsaved: bool = False
    """True if a plan has edits that are not in its file."""
    _changed: dict[tuple[PolicyChain, str], Policy] = field(default_factory=dict)
    """The latest policies by their files and their settings."""

    @property
    def name(self) -> str:
        """The policy as a command line gives it: the name of a preset, or a path from the current folder."""
        name = os.path.splitext(os.path.basename(self.path))[0]
        if name in policies.names() and os.path.samefile(policies.path(name), self.path):
            return name
        relative = os.path.relpath(self.path)
        return relative if os.sep in relative else f".{os.sep}{relative}"

    def policy(self, settings: Sequence[Setting]) -> Policy:
        """Return the tried policy with other settings; raise CannotTry if it cannot have them."""
        chain, place = self._chain_of(self.plans[0])
        return self._with(PolicyChain(chain.sources[: place + 1]), place, settings)

    def work_out(self, settings: Sequence[Setting], start: int) -> list[Comparison]:
        """Return the violations that plans gain and lose by the settings, from the index `start` on.

        It stops after `SLICE` seconds, but returns one plan at least. Raise CannotTry if the policy of a plan
        cannot have the settings.
        """
        end = perf_counter() + SLICE
        found = []
        for each in self.plans[start:]:
            if each.before is None:
                each.before = check(each.plan, each.policy, self.as_of)
            after = each.before
            if settings:
                after = check(each.plan, self._with(*self._chain_of(each), settings), self.as_of)
            found.append(compare_policies(each.before, after))
            if perf_counter() >= end:
                break
        return found

    def command(self, settings: Sequence[Setting]) -> str:
        """Return the `planner policy try` command line that compares the same plans, quoted for a shell."""
        options = [word for each in settings for word in ("--set", str(each))]
        paths = [os.path.relpath(each.path) for each in self.plans]
        return shlex.join(("planner", "policy", "try", self.name, *options, *paths))

    def _chain_of(self, plan: PlanOnTrial) -> tuple[PolicyChain, int]:
        """Return the files of a plan's policy, and the index of the tried policy's file among them."""
        place = plan.chain.place_of(self.path)
        assert place is not None
        return plan.chain, place

    def _with(self, chain: PolicyChain, place: int, settings: Sequence[Setting]) -> Policy:
        """Return the policy of a chain of files, with settings in the file at index `place`.

        Policies are kept: plans of one policy share them.
        """
        key = chain, "\n".join(map(str, settings))
        known = self._changed.get(key)
        if known is None:
            if len(self._changed) >= MOST_KEPT:
                self._changed.clear()
            known = self._changed[key] = changed_policy(chain, place, settings)
        return known


def totals(found: Sequence[Comparison | None]) -> Mapping[str, int]:
    """Return the numbers of violations `gained`, `grew`, `lost`, `shrank` and `waived` over all plans.

    Words with a number of 0 are left out; so are plans that are not evaluated yet (None).
    """
    counts = {
        word: sum(len(getattr(each, word)) for each in found if each is not None)
        for word in ("gained", "grew", "lost", "shrank", "waived")
    }
    return {word: number for word, number in counts.items() if number}
