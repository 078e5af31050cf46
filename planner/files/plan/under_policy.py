"""The plans whose policy is a given one, or extends it."""

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from planner.files.plan.file import PlanFile, read_plan_file
from planner.files.policy.chain import PolicyChain, policy_chain
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.schema.fields import PLAN
from planner.toml.parse import parse


class PlanUnderPolicy(NamedTuple):
    """A plan, the files of its policy, and which of them is the given one."""

    path: str
    file: PlanFile
    chain: PolicyChain
    place: int
    """The index of the given policy's file in the chain."""


def plans_under(paths: Iterable[str], policy: str) -> Iterator[PlanUnderPolicy]:
    """Yield each plan whose policy is the file at the path `policy`, or extends it; errors do not matter.

    Raise Unreadable if a plan cannot be read.
    """
    for path in paths:
        file = read_plan_file(path)
        chain = chain_of(file)
        place = None if chain is None else chain.place_of(policy)
        if chain is not None and place is not None:
            yield PlanUnderPolicy(path=path, file=file, chain=chain, place=place)


def chain_of(file: PlanFile) -> PolicyChain | None:
    """Return the files of a plan's policy, even if the plan or policy has errors.

    Return None if the plan names none, or its file is missing or cannot be read.
    """
    named = file.plan.policy if file.plan is not None else _named(file)
    if not isinstance(named, str) or not named.strip():
        return None
    try:
        return policy_chain(named, os.path.dirname(file.source.path))
    except (BrokenPolicy, UnknownPolicy):
        return None


def _named(file: PlanFile) -> object:
    """Return the value of `policy` in a plan with errors; None if it has none."""
    field_types = {key: field.type for key, field in PLAN.items()}
    return parse(file.source, field_types, "value").data.get("policy")
