"""The drawn cases are of use: they survive TOML, and rules of every kind are broken in them."""

import tomllib
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from .kinds import KINDS
from .reading import evaluate
from .strategies import Case, cases, cases_at_large, dump, moved, moves

QUICK = settings(max_examples=60, derandomize=True, suppress_health_check=list(HealthCheck))
FINDING = settings(max_examples=2_000, phases=[Phase.generate], database=None, parent=QUICK)


@QUICK
@given(cases().flatmap(lambda case: st.tuples(st.just(case), moves(case))))
def test_drawn_cases_survive_toml_and_can_be_judged_after_moves(drawn: tuple[Case, list[Any]]) -> None:
    case, sequence = drawn
    plan = case.plan
    for move in sequence:
        plan = moved(plan, move)
    for one in (case.plan, plan):
        assert tomllib.loads(dump(one)) == one
        known = [(type_, entry["name"]) for type_ in ("version", "change") for entry in one.get(type_, [])]
        assert all((f["item_type"], f["item"]) in known for f in evaluate(one, case.policy, case.as_of))
    assert tomllib.loads(dump(case.policy)) == case.policy


@pytest.mark.parametrize("kind", KINDS)
def test_rules_of_every_kind_are_broken_in_drawn_cases(kind: str) -> None:
    drawn = cases() if kind == "order" else cases_at_large(kind)
    assert find(drawn, lambda case: any(f["kind"] == kind for f in evaluate(*case)), settings=FINDING)


@pytest.mark.parametrize("rule", ["waiver-reason", "waiver-expired", "waiver-unused"])
def test_waivers_are_wrong_in_drawn_cases(rule: str) -> None:
    assert find(cases(), lambda case: any(f["rule"] == rule for f in evaluate(*case)), settings=FINDING)


def test_violations_are_waived_in_drawn_cases() -> None:
    assert find(cases(), lambda case: any(f["waived"] for f in evaluate(*case)), settings=FINDING)
