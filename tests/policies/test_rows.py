"""Each preset against its histories in tests/policies/histories."""

import pytest

from planner import policies
from planner.files.policy.presets import GROUPS, presets
from planner.files.policy.read import load_policy
from tests.engine.plans import judged
from tests.policies.rows import Row, broken, kept
from tests.policies.test_pages import SENTENCES

FOUNDING = ("clio", "copper")
"""The presets whose pages tests/policies/test_pages.py holds sentence by sentence."""
OTHERS = [name for name in policies.names() if name not in FOUNDING]
BASE = load_policy("base", None).rules


@pytest.mark.parametrize("name", OTHERS)
def test_a_history_that_keeps_the_preset_has_no_finding(name: str) -> None:
    plans = kept(name)
    assert plans
    for plan in plans:
        assert [each.reason.message for each in judged(plan, name).all] == []


BROKEN = [row for name in policies.names() for row in broken(name)]


@pytest.mark.parametrize("row", BROKEN, ids=[f"{row.policy}-{row.rule}" for row in BROKEN])
def test_a_history_that_is_a_day_off_breaks_its_rule_alone(row: Row) -> None:
    found = [each for each in judged(row.plan, row.policy).all if each.waived is None]
    assert [(each.rule.id, each.days) for each in found] == [(row.rule, row.days)]
    (rule,) = (each for each in load_policy(row.policy, None).rules if each.id == row.rule)
    assert row.days in (rule.tolerance + 1, None)


@pytest.mark.parametrize("name", policies.names())
def test_every_rule_of_a_preset_has_a_history_that_breaks_it(name: str) -> None:
    rules = {each.id for each in load_policy(name, None).rules if name == "base" or each not in BASE}
    on_pages = {each.rule for each in SENTENCES.values() if each.policy == name}
    assert rules == {each.rule for each in broken(name)} | on_pages


def test_every_preset_is_in_a_group_and_says_its_promise_and_coverage_in_a_line_of_the_list() -> None:
    for each in presets():
        assert each.group in GROUPS
        for line in (each.promise, each.coverage):
            assert line.endswith(".")
            assert len(line) <= 58
