import json
from datetime import date
from random import Random
from typing import Any

import pytest
import tomli_w

from planner.cli import main
from planner.engine.evaluate import check
from planner.exports import ExportedPlan, render
from planner.files.plan.read import read_plan
from planner.files.schema.fields import ENTRIES
from planner.plan import Plan
from planner.policy import Policy
from tests.engine.plans import AS_OF, day
from tests.files.opened import POLICY
from tests.files.random_plans import plan_data

from .plans import EXAMPLES, PROJECT, example, written


def _read_back(text: str, policy: Policy) -> Plan:
    """From the dates that the plan's format has, and all else as it stands."""
    data = json.loads(text)["plan"]
    milestones = {each.name for each in policy.milestones}
    head = {name: date.fromisoformat(each) if name == "judge_from" else each for name, each in data.items()}
    for kind, fields in ENTRIES.items():
        for entry in data.get(kind, ()):
            for name, value in entry.items():
                if name in milestones or (name in fields and fields[name].type == "date"):
                    entry[name] = date.fromisoformat(value)
                elif name == "told":
                    entry[name] = {each: date.fromisoformat(told) for each, told in value.items()}
    plan, path_diagnostics = read_plan(head, policy)
    assert plan is not None, path_diagnostics
    return plan


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_model_reads_back_into_the_same_plan(name: str) -> None:
    subject = example(name)
    assert _read_back(render(subject, "json").decode(), subject.policy) == subject.plan


@pytest.mark.parametrize("seed", range(60))
def test_any_plan_reads_back_into_the_same_plan(seed: int) -> None:
    data = plan_data(Random(seed))
    for each in (data, *(entry for kind in ENTRIES for entry in data.get(kind, ()))):
        each.pop("meta", None)  # its dates become texts
    plan, _ = read_plan(data, POLICY)
    assert plan is not None
    plan = plan._replace(waivers=())  # whose made-up rules are none of any kind that judges
    subject = ExportedPlan(plan, check(plan, POLICY._replace(rules=()), day(AS_OF)))
    read = _read_back(render(subject, "json").decode(), POLICY)
    assert tomli_w.dumps(_by_name(read)) == tomli_w.dumps(_by_name(plan))


def _by_name(plan: Plan) -> dict[str, Any]:
    """Without keys, which count the entries in the order in which they stand."""
    from planner.files.plan.data import plan_data as data

    return data(plan)


def test_what_json_cannot_say_is_said_as_text() -> None:
    plan = written(
        "[meta]\na = 2027-01-01\nb = 10:30:00\nc = inf\nd = [nan, 1.5, true]\ne = 2027-01-01T10:00:00Z"
    )
    assert json.loads(render(plan, "json"))["plan"]["meta"] == {
        "a": "2027-01-01",
        "b": "10:30:00",
        "c": "inf",
        "d": ["nan", 1.5, True],
        "e": "2027-01-01T10:00:00+00:00",
    }


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_findings_are_those_of_check(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    main(["check", str(PROJECT / "plans" / f"{name}.toml"), "--as-of", AS_OF, "--output-format", "json"])
    judged = json.loads(capfd.readouterr().out)["plans"][0]["violations"]
    exported = json.loads(render(example(name), "json"))["findings"]
    for each in judged:
        del each["line"], each["column"]
        for related in each["related"]:
            del related["line"]
    for each in exported:
        del each["sums"]
    assert len(judged) == len(exported)
    assert all(each in exported for each in judged)


def test_phases_tell_what_requests_get() -> None:
    phases = {each["item"]: each["phases"] for each in json.loads(render(example("clio"), "json"))["phases"]}
    assert phases["4.0.10"] == []
    assert phases["4.0.12"][-1] == {
        "from": "2027-04-06",
        "until": None,
        "phase": "Deprecated",
        "answers": "410 Gone",
        "milestone": "deprecated",
        "role": "retired",
        "superseded": False,
    }
