"""The policies of a session: an edit, or a step of undo, may name another one in the plan."""

from planner.files.plan.file import PlanFile
from planner.files.policy_on_disk import PolicyOnDisk, PolicyWatch
from planner.plan import Plan
from planner.policy import Policy


class Policies:
    """The policies that a plan named while it was open, by the name or path in it."""

    def __init__(self, plan: Plan, policy: Policy, given: str | None) -> None:
        self.current = policy
        """The policy by which the plan is evaluated."""
        self._named = {plan.policy: policy}
        self._watch = PolicyWatch(given)

    def learn(self, plan: Plan, policy: Policy) -> None:
        """Make a policy the current one, and remember it by the name that the plan has for it."""
        self._named[plan.policy] = self.current = policy

    def of(self, plan_file: PlanFile, plan: Plan, origin: PlanFile) -> PolicyOnDisk:
        """Read the policy that an edited plan names, with the errors that the plan would have under it.

        `origin` is the file with the places and comments of the plan's entries.
        """
        return self._watch.of(plan_file, plan, origin)

    def changed(self, plan_file: PlanFile, plan: Plan, origin: PlanFile) -> PolicyOnDisk | None:
        """Read the plan's policy if its files are not as `usable` last noted them; return None if they are.

        It may run in a thread.
        """
        return self._watch.look(plan_file, plan, origin, self.current)

    def usable(self, found: PolicyOnDisk) -> Policy | None:
        """Note the contents of a policy's files, and return the policy if it is to replace the current one.

        Return None if it has errors, if the plan has errors under it, or if it equals the current one.
        """
        self._watch.known = found.contents
        if found.diagnostics or found.policy == self.current:
            return None
        return found.policy

    def named_by(self, plan_file: PlanFile, plan: Plan, origin: PlanFile) -> Policy:
        """Return the policy that a plan names: one that is known by that name, or else read from disk.

        Return the current policy if it cannot be read.
        """
        known = self._named.get(plan.policy)
        if known is None:
            known = self.of(plan_file, plan, origin).policy
        return self.current if known is None else known
