"""The schemas held against the reader, and against a TOML tool that editors use."""

import json
import subprocess
import sysconfig
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import jsonschema
import pytest
import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from planner import policies
from planner.dates import parse_duration
from planner.engine.rules import KINDS
from planner.files.fields import ENTRIES, PLAN, POLICY, RULE
from planner.files.policy_schema import COUNTRY, DURATION, MILESTONE_NAME, RULE_ID, TOLERANCE, policy_schema
from planner.files.read_policy import load_policy
from planner.files.schema import Schema, plan_schema
from tests.files.opened import POLICY as HOUSE
from tests.files.random_plans import plan_data

PROJECT = Path(__file__).parents[2]
PLANS = sorted((PROJECT / "plans").glob("*.toml"))
OWN_POLICIES = sorted((PROJECT / "plans" / "policies").glob("*.toml"))
TOMBI = Path(sysconfig.get_path("scripts")) / "tombi"

randoms = st.integers(0, 2**32).map(Random)


def refused(schema: Schema, data: dict[str, Any]) -> list[str]:
    """What the schema says is wrong, of data as TOML tools see it."""
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(as_json(data))]


def as_json(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: as_json(each) for name, each in value.items()}
    if isinstance(value, list):
        return [as_json(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def read(path: Path) -> dict[str, Any]:
    return tomli.loads(path.read_text(encoding="utf-8"))


def all_policies() -> list[str]:
    return [*policies.names(), *map(str, OWN_POLICIES)]


@pytest.mark.parametrize("name", [None, *all_policies()])
@pytest.mark.parametrize("of", [plan_schema, policy_schema])
def test_schemas_are_schemas(of: Callable[..., Schema], name: str | None) -> None:
    schema = of() if name is None else of(load_policy(name, None))
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads(json.dumps(schema)) == schema


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_the_example_plans_are_taken(path: Path) -> None:
    data = read(path)
    assert refused(plan_schema(), data) == []
    assert refused(plan_schema(load_policy(data["policy"], str(path.parent))), data) == []


@pytest.mark.parametrize("name", all_policies())
def test_the_policies_are_taken_by_the_schema_of_all_and_by_their_own(name: str) -> None:
    data = read(Path(name if "/" in name else policies.path(name)))
    assert refused(policy_schema(), data) == []
    assert refused(policy_schema(load_policy(name, None)), data) == []


@settings(deadline=None)
@given(randoms)
def test_any_plan_that_the_reader_takes_is_taken(random: Random) -> None:
    data = plan_data(random)
    assert refused(plan_schema(HOUSE), data) == []
    assert refused(plan_schema(), data) == []


def test_every_field_that_the_reader_knows_is_in_the_schema_with_its_description() -> None:
    schema = plan_schema()
    for fields, table in ((PLAN, schema), *((ENTRIES[kind], schema["$defs"][kind]) for kind in ENTRIES)):
        assert table["properties"].keys() == fields.keys()
        assert all(table["properties"][key]["description"] == field.says for key, field in fields.items())
    assert policy_schema()["properties"].keys() == POLICY.keys()
    rule = policy_schema()["$defs"]["rule"]
    parameters = {each.name for kind in KINDS.values() for each in kind.parameters}
    assert rule["properties"].keys() == RULE.keys() | parameters
