"""Every rule's example is true: the engine finds what it shows, and nothing on the day it names."""

import pytest

from planner import policies
from planner.dates import iso
from planner.engine.questions.example import example
from planner.engine.rules import order
from planner.engine.rules.scene import START
from planner.files.policy.read import load_policy
from planner.policy import Policy, Rule

PARTNER = "plans/policies/partner.toml"


def rules() -> list[tuple[str, str]]:
    return [
        (name, rule.id)
        for name in (*policies.names(), PARTNER)
        for rule in (order.RULE, *load_policy(name, None).rules)
    ]


def found(policy: str, rule_id: str) -> tuple[Policy, Rule]:
    read = load_policy(policy, None)
    return read, next(each for each in (order.RULE, *read.rules) if each.id == rule_id)


@pytest.mark.parametrize(("policy", "rule"), rules())
def test_every_rule_has_an_example_that_breaks_it(policy: str, rule: str) -> None:
    shown = example(*found(policy, rule))
    assert shown is not None
    assert shown.breaks.rule.id == rule
    if shown.breaks.earliest is not None:
        assert shown.holds == shown.breaks.earliest


def test_an_example_is_made_of_the_rules_own_numbers() -> None:
    policy, rule = found("clio", "default-notice")
    shown = example(policy, rule)
    assert shown is not None
    assert shown.holds == START + 90
    assert shown.breaks.reason.message == (
        f"1.0 default {iso(START + 89)} is 1 day short: to be announced {iso(START)} by email and docs"
        f"; earliest {iso(START + 90)}"
    )
