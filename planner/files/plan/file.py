"""Plan files: text, plan, policy, and the diagnostics of both."""

import os
from collections.abc import Mapping
from typing import TYPE_CHECKING

from planner.diagnostics import Diagnostic
from planner.disk.source import Source, decode, read_bytes
from planner.files.locations import DataLocation, PathDiagnostic, PathDiagnostics, located
from planner.files.plan.read import entry_paths, read_plan
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy
from planner.files.policy.read import load_policy
from planner.files.schema.fields import ENTRIES, PLAN
from planner.named_tuple import NamedTuple
from planner.plan import NOTHING, Plan
from planner.policy import Policy
from planner.toml.parse import parse
from planner.toml.parsed import ParsedFile
from planner.toml.values import Data

if TYPE_CHECKING:
    from planner.toml.spans import Path

_FIELD_TYPES = {key: field.type for fields in (*ENTRIES.values(), PLAN) for key, field in fields.items()}


class PlanFile(NamedTuple):
    """A plan file as it was read."""

    source: Source
    plan: Plan | None
    """The plan; None if there are errors."""
    policy: Policy | None
    diagnostics: tuple[Diagnostic, ...]
    """The errors of this file, by line."""
    policy_diagnostics: tuple[Diagnostic, ...] = ()
    """The errors of the policy's files, each with its path."""
    paths: "Mapping[int, Path]" = NOTHING
    """The path of each entry in the data, by key."""
    remarks: tuple[Diagnostic, ...] = ()
    product: str | None = None
    """The product as the file gives it, even if the file has errors."""


def read_plan_file(path: str, policy: str | None = None, *, pipes: bool = True) -> PlanFile:
    """Return a plan file with its errors as data; raise Unreadable if it cannot be read.

    `policy`, a preset's name or a path, is used instead of the plan's own. A plan that will be
    saved again is read without `pipes`.
    """
    return read_plan_bytes(path, read_bytes(path, pipes=pipes), policy)


def read_plan_bytes(path: str, data: bytes, policy: str | None = None) -> PlanFile:
    """Return the plan file with these contents; nothing is read but its policy.

    `path` is that of the file, for messages and the policy's path. `policy`, a preset's name or a path,
    is used instead of the plan's own.
    """
    source = decode(path, data)
    if isinstance(source, Diagnostic):
        text = data.decode("utf-8", "replace")
        return PlanFile(source=Source(path, text), plan=None, policy=None, diagnostics=(source,))
    document = parse(source, _FIELD_TYPES, "value")
    found, diagnostics, policy_diagnostics = _policy(document.data, path, policy)
    plan, path_diagnostics = read_plan(document.data, found, policy_given=policy is not None)
    path_diagnostics.extend(diagnostics)
    if path_diagnostics or document.diagnostics:
        plan = None
    remarks = source.remarks if plan is None else (*source.remarks, *_empty_notices(document))
    product = document.data.get("product")
    return PlanFile(
        source=source,
        plan=plan,
        policy=found,
        diagnostics=located(document, path_diagnostics),
        policy_diagnostics=policy_diagnostics,
        paths=entry_paths(document.data) if plan else {},
        remarks=remarks,
        product=product if isinstance(product, str) else None,
    )


def _empty_notices(document: ParsedFile) -> tuple[Diagnostic, ...]:
    """Return a remark on each notice that neither announces nor withdraws, so that no rule counts it."""
    top = DataLocation((), PathDiagnostics())
    for index, notice in enumerate(document.data.get("notice", ())):
        if "announces" not in notice and "withdraws" not in notice:
            message = "the notice announces nothing: list milestones under `announces` or `withdraws`"
            top.at("notice", index).report_key("empty-notice", message)
    return located(document, top.path_diagnostics)


def _policy(
    data: Data, path: str, given: str | None
) -> tuple[Policy | None, list[PathDiagnostic], tuple[Diagnostic, ...]]:
    """Return the plan's policy, the errors of the key that names it, and the errors of the policy itself.

    The policy is None if it has errors, is not found or not named. `given` is used instead of the plan's
    own, and is relative to the current folder.
    """
    top = DataLocation((), PathDiagnostics())
    named = data.get("policy") if given is None else given
    if not isinstance(named, str) or not named.strip():
        return None, top.path_diagnostics, ()
    try:
        return load_policy(named, os.path.dirname(path) if given is None else None), top.path_diagnostics, ()
    except BrokenPolicy as broken:
        return None, top.path_diagnostics, broken.diagnostics
    except UnknownPolicy as unknown:
        if given is not None:
            return (
                None,
                top.path_diagnostics,
                (Diagnostic(code="unknown-policy", message=str(unknown), line=1, column=1, path=given),),
            )
        top.at("policy").report_value("unknown-policy", str(unknown))
        return None, top.path_diagnostics, ()
