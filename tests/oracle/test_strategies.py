"""The drawn cases are of use: they survive TOML, and rules of every kind are broken in them."""

import tomllib
from collections import Counter
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from .kinds import KINDS
from .reading import evaluate
from .strategies import Case, cases, dump, moved, moves

QUICK = settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


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


def test_rules_of_every_kind_are_broken_in_drawn_cases_and_some_are_waived() -> None:
    broken: Counter[str] = Counter()

    @settings(max_examples=400, phases=[Phase.generate], parent=QUICK)
    @given(cases())
    def tally(case: Case) -> None:
        for finding in evaluate(*case):
            broken[finding["rule"] if finding["kind"] == "waiver" else finding["kind"]] += 1
            broken["waived"] += finding["waived"] is not None

    tally()
    wanted = {*KINDS, "waived", "waiver-reason", "waiver-expired", "waiver-unused"}
    assert {what for what in wanted if not broken[what]} == set()
