"""A plan file as a whole: its text, its plan and policy, and all that is wrong with them."""

import os
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

import tomli

from planner.files.complaints import Complaint, Spot, located
from planner.files.fields import ENTRIES, PLAN
from planner.files.layers import BrokenPolicy, UnknownPolicy
from planner.files.problem import Problem
from planner.files.read_plan import entry_paths, read_plan
from planner.files.read_policy import load_policy
from planner.files.source import Source, Unreadable, decode, read_bytes
from planner.files.syntax import Data, parse
from planner.plan import NOTHING, Plan
from planner.policy import Policy

if TYPE_CHECKING:
    from planner.files.spans import Path

_TAKES = {key: field.takes for fields in (*ENTRIES.values(), PLAN) for key, field in fields.items()}
_LOOKS_LIKE_A_PLAN = re.compile(r"^[ \t]*(?:product[ \t]*=|\[\[[ \t]*version[ \t]*\]\])", re.MULTILINE)

NO_PLAN = "there is no plan in this folder: a plan is a *.toml file with a top-level `product`"


class PlanFile(NamedTuple):
    source: Source
    plan: Plan | None
    """None where there are errors."""
    policy: Policy | None
    problems: tuple[Problem, ...]
    """Of this file, by line."""
    policy_problems: tuple[Problem, ...] = ()
    """Of the policy's files, each with its path."""
    paths: "Mapping[int, Path]" = NOTHING
    """Where each entry stands, by its key."""
    remarks: tuple[Problem, ...] = ()
    product: str | None = None
    """As far as the file says it, with errors or without."""


class FoundPlans(NamedTuple):
    plans: tuple[str, ...]
    passed_over: int
    """TOML files that are no plans."""
    unreadable: tuple[Unreadable, ...] = ()
    """Files and folders of which nothing can be said."""


def read_plan_file(path: str, policy: str | None = None, *, pipes: bool = True) -> PlanFile:
    """`policy` is used instead of the plan's own: a preset's name or a path. May raise Unreadable.

    A plan that is to be saved again is read without `pipes`.
    """
    return read_plan_bytes(path, read_bytes(path, pipes=pipes), policy)


def read_plan_bytes(path: str, data: bytes, policy: str | None = None) -> PlanFile:
    source = decode(path, data)
    if isinstance(source, Problem):
        text = data.decode("utf-8", "replace")
        return PlanFile(Source(path, text), None, None, (source,))
    document = parse(source, _TAKES, "value")
    found, problems, policy_problems = _policy(document.data, path, policy)
    plan, complaints = read_plan(document.data, found, policy_given=policy is not None)
    complaints.extend(problems)
    if complaints or document.problems:
        plan = None
    product = document.data.get("product")
    return PlanFile(
        source,
        plan,
        found,
        located(document, complaints),
        policy_problems,
        entry_paths(document.data) if plan else {},
        source.remarks,
        product if isinstance(product, str) else None,
    )


def _policy(
    data: Data, path: str, given: str | None
) -> tuple[Policy | None, list[Complaint], tuple[Problem, ...]]:
    """The plan's policy; what is wrong with naming it; what is wrong with it."""
    top = Spot((), [])
    named = data.get("policy") if given is None else given
    if not isinstance(named, str) or not named.strip():
        return None, top.complaints, ()
    try:
        return load_policy(named, os.path.dirname(path) if given is None else None), top.complaints, ()
    except BrokenPolicy as broken:
        return None, top.complaints, broken.problems
    except UnknownPolicy as unknown:
        if given is not None:
            return None, top.complaints, (Problem("unknown-policy", str(unknown), 1, 1, given),)
        top.at("policy").of_value("unknown-policy", str(unknown))
        return None, top.complaints, ()


def find_plans(folder: str) -> FoundPlans:
    """Every plan below a folder, hidden folders excepted."""
    plans: list[str] = []
    unreadable: list[Unreadable] = []
    passed_over = 0

    def cannot_list(error: OSError) -> None:
        unreadable.append(Unreadable(str(error.filename), (error.strerror or "cannot be read").lower()))

    for parent, folders, files in os.walk(folder, onerror=cannot_list):
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        for name in sorted(files):
            path = os.path.join(parent, name)
            if not name.endswith(".toml"):
                continue
            try:
                data = read_bytes(path)
            except Unreadable as error:
                unreadable.append(error)
                continue
            if _is_plan(data.decode("utf-8", "replace")):
                plans.append(path)
            else:
                passed_over += 1
    return FoundPlans(tuple(sorted(plans)), passed_over, tuple(unreadable))


def _is_plan(text: str) -> bool:
    """By its data: a `product`, or [[version]] without one; where it is not TOML, by its looks."""
    try:
        data = tomli.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError):
        return bool(_LOOKS_LIKE_A_PLAN.search(text))
    versions = data.get("version")
    return "product" in data or (
        isinstance(versions, list) and any(isinstance(each, dict) for each in versions)
    )
