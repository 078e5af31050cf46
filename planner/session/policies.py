"""The policies of a session: an edit, or a step of undo, may name another one in the plan."""

from planner.files.plan.file import PlanFile
from planner.files.policy.on_disk import PolicyOnDisk, PolicyWatch
from planner.plan import Plan
from planner.policy import Policy


class Policies:
    """The policies that a plan named while it was open, by the name or path in it."""

    def __init__(self, plan: Plan, policy: Policy, given: str | None) -> None:
        self.current = policy
        """The policy by which the plan is evaluated."""
        self._named = {plan.policy: policy}
        self._watch = PolicyWatch(given)

    def learn(self, plan: Plan, policy: Policy) -> Plan:
        """Take the policy that was read with a plan, and return the plan."""
        self._named[plan.policy] = policy
        return plan

    def of(self, plan_file: PlanFile, plan: Plan, origin: PlanFile) -> PolicyOnDisk:
        """Return the policy that an edited plan names, with the errors that it would have under it."""
        return self._watch.of(plan_file, plan, origin)

    def changed(self, plan_file: PlanFile, plan: Plan, origin: PlanFile) -> PolicyOnDisk | None:
        """Return the policy on disk unless it is known; may run in a thread."""
        return self._watch.look(plan_file, plan, origin, self.current)

    def use(self, plan: Plan, found: PolicyOnDisk) -> bool:
        """Take a policy as it is on disk now; return False if it is broken or the same."""
        self._watch.known = found.contents
        if found.policy is None or found.diagnostics or found.policy == self.current:
            return False
        self.learn(plan, found.policy)
        return True

    def follow(self, plan_file: PlanFile, plan: Plan, origin: PlanFile) -> Policy:
        """Make the policy that a plan names the current one, unless it cannot be read."""
        if plan.policy not in self._named:
            found = self.of(plan_file, plan, origin).policy
            self._named[plan.policy] = self.current if found is None else found
        self.current = self._named[plan.policy]
        return self.current
