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
        """Take the policy by which a plan is evaluated from now on."""
        self._named[plan.policy] = self.current = policy

    def of(self, plan_file: PlanFile, plan: Plan, origin: PlanFile) -> PolicyOnDisk:
        """Return the policy that an edited plan names, with the errors that it would have under it."""
        return self._watch.of(plan_file, plan, origin)

    def changed(self, plan_file: PlanFile, plan: Plan, origin: PlanFile) -> PolicyOnDisk | None:
        """Return the policy on disk unless it is known; may run in a thread."""
        return self._watch.look(plan_file, plan, origin, self.current)

    def usable(self, found: PolicyOnDisk) -> Policy | None:
        """Return a policy as it is on disk now, to be taken; None if it is broken or the same."""
        self._watch.known = found.contents
        if found.diagnostics or found.policy == self.current:
            return None
        return found.policy

    def named_by(self, plan_file: PlanFile, plan: Plan, origin: PlanFile) -> Policy:
        """Return the policy that a plan names; the current one if it cannot be read."""
        known = self._named.get(plan.policy)
        if known is None:
            known = self.of(plan_file, plan, origin).policy
        return self.current if known is None else known
