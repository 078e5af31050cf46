"""Edits of the plan's own keys: product, policy and judge_from."""

from planner.dates import Day
from planner.plan import Plan


def edit(plan: Plan, *, product: str, policy: str, judge_from: Day | None) -> Plan:
    """Return the plan with other keys of its own.

    Raise ValueError if product or policy is blank. Reading files decides whether the policy exists and
    allows the plan.
    """
    if not product.strip():
        raise ValueError("a product is needed")
    if not policy.strip():
        raise ValueError("a policy is needed: a preset's name, or a path")
    return plan._replace(product=product, policy=policy, judge_from=judge_from)
