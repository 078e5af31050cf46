"""A policy's files on disk, watched for changes while a plan is open."""

import os

import tomli

from planner.diagnostics import Diagnostic
from planner.disk.source import Unreadable, read_bytes
from planner.files.plan.file import PlanFile, read_plan_bytes
from planner.files.policy.layers import BrokenPolicy, UnknownPolicy, is_preset, locate
from planner.files.policy.read import load_policy
from planner.named_tuple import NamedTuple
from planner.plan import Plan
from planner.policy import Policy

Contents = tuple[tuple[str, bytes | None], ...]
"""The path and the bytes (None: unreadable) of the policy's file and of each that it extends."""


class PolicyOnDisk(NamedTuple):
    """A policy as it is on disk now."""

    contents: Contents
    policy: Policy | None
    """The policy; None if it has errors."""
    diagnostics: tuple[Diagnostic, ...] = ()


def policy_contents(where: str, folder: str | None) -> Contents:
    """Return path and contents of a policy's file and of the files that it extends, one after the other.

    `where` is the policy's name or path, and a path is relative to `folder`. A preset ends the list, as
    does a file that is missing, unreadable, or in the list already.
    """
    found: dict[str, bytes | None] = {}
    while not is_preset(where):
        try:
            path = locate(where, folder)
        except UnknownPolicy:
            found[os.path.join(folder or "", where)] = None
            break
        if path in found:
            break
        try:
            found[path] = read_bytes(path)
            extended = tomli.loads((found[path] or b"").decode("utf-8-sig")).get("extends")
        except Unreadable:
            found[path] = None
            break
        except (ValueError, RecursionError):
            break
        if not isinstance(extended, str):
            break
        where, folder = extended, os.path.dirname(path)
    return tuple(found.items())


class PolicyWatch:
    """The contents of a plan's policy files when they were last seen."""

    def __init__(self, given: str | None) -> None:
        self.given = given
        """The policy that is used instead of the plan's own, if any."""
        self.known: Contents | None = None

    def look(
        self, plan_file: PlanFile, plan: Plan, origin: PlanFile | None, policy: Policy
    ) -> PolicyOnDisk | None:
        """Read the policy of an edited plan: the given one, or else the one that the plan names.

        Return None, and read nothing more, if its files still have the known contents; these stay known. If
        it is not equal to `policy`, its diagnostics are the errors that the plan would have under it.
        """
        where, folder = self._where(plan_file, plan)
        contents = policy_contents(where, folder)
        if contents == self.known:
            return None
        found = self._read(where, folder, contents)
        if found.policy is None or found.policy == policy:
            return found
        return found._replace(diagnostics=self._errors(plan_file, plan, origin))

    def of(self, plan_file: PlanFile, plan: Plan, origin: PlanFile | None) -> PolicyOnDisk:
        """Read the policy of an edited plan, the given one or the one that it names.

        Its diagnostics are its own errors, or else those that the plan would have under it. `origin` is the
        file with the places and comments of the plan's entries.
        """
        where, folder = self._where(plan_file, plan)
        found = self._read(where, folder, policy_contents(where, folder))
        if found.policy is None:
            return found
        return found._replace(diagnostics=self._errors(plan_file, plan, origin))

    def _where(self, plan_file: PlanFile, plan: Plan) -> tuple[str, str | None]:
        """Return the name or path of the given policy, or else of the plan's own, and the folder of its path.

        The folder is None for the given one, whose path is relative to the current folder.
        """
        if self.given is not None:
            return self.given, None
        return plan.policy, os.path.dirname(plan_file.source.path)

    def _read(self, where: str, folder: str | None, contents: Contents) -> PolicyOnDisk:
        """Read a policy whose files' contents are known; its errors become diagnostics."""
        try:
            return PolicyOnDisk(contents, load_policy(where, folder))
        except BrokenPolicy as broken:
            return PolicyOnDisk(contents, None, broken.diagnostics)
        except UnknownPolicy as unknown:
            return PolicyOnDisk(
                contents,
                None,
                (Diagnostic(code="unknown-policy", message=str(unknown), line=1, column=1, path=where),),
            )

    def _errors(self, plan_file: PlanFile, plan: Plan, origin: PlanFile | None) -> tuple[Diagnostic, ...]:
        """Return the errors, of the plan and its policy, that an edited plan would have once it is saved."""
        from planner.files.saving.save import rewritten_file

        text = rewritten_file(plan_file, plan, origin).text
        file = read_plan_bytes(plan_file.source.path, text.encode(errors="surrogatepass"), self.given)
        return (*file.diagnostics, *file.policy_diagnostics)
