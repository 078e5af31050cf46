"""The drawn cases are of use: they survive TOML, and rules of every kind are broken in them."""

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st

from .kinds import KINDS
from .reading import judge
from .strategies import Case, cases, dump, moved, moves


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(cases().flatmap(lambda case: st.tuples(st.just(case), moves(case))))
def test_drawn_cases_survive_toml_and_can_be_judged_after_moves(drawn: tuple[Case, list[Any]]) -> None:
    case, sequence = drawn
    plan = case.plan
    for move in sequence:
        plan = moved(plan, move)
    for one in (case.plan, plan):
        assert tomllib.loads(dump(one)) == one
        known = [(type_, entry["name"]) for type_ in ("version", "change") for entry in one.get(type_, [])]
        assert all((f["item_type"], f["item"]) in known for f in judge(one, case.policy, case.as_of))
    assert tomllib.loads(dump(case.policy)) == case.policy


@pytest.mark.parametrize("kind", [*KINDS, "waiver"])
def test_rules_of_every_kind_are_broken_and_waived_in_some_drawn_case(kind: str) -> None:
    def is_broken(case: Case) -> bool:
        return any(finding["kind"] == kind for finding in judge(*case))

    plan, policy, as_of = find(cases(), is_broken, settings=settings(max_examples=2000, database=None))
    assert isinstance(as_of, date)
