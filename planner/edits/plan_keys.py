"""Edits of the plan's own keys: product, policy and judge_from."""

from planner.dates import Day
from planner.plan import Plan


def edit(plan: Plan, *, product: str, policy: str, judge_from: Day | None) -> Plan:
    """Return the plan with another product, policy and `judge_from`; raise ValueError if a text is blank.

    Whether the policy exists and allows the plan is not checked here.
    """
    if not product.strip():
        raise ValueError("a product is needed")
    if not policy.strip():
        raise ValueError("a policy is needed: a preset's name, or a path")
    return plan._replace(product=product, policy=policy, judge_from=judge_from)
