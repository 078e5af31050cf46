"""The schemas held against the reader, and against a TOML tool that editors use."""

import json
import re
import subprocess
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Literal

import jsonschema
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from planner import policies
from planner.dates import parse_duration
from planner.engine.rules import KINDS
from planner.files.format import formatted
from planner.files.patterns import DURATION, whole
from planner.files.policy.read import load_policy
from planner.files.schema.fields import ENTRIES, PLAN, POLICY, RULE
from planner.files.schema.plan import Schema, plan_schema
from planner.files.schema.policy import policy_schema
from tests.files.editor import TOMBI, completions
from tests.files.opened import POLICY as HOUSE
from tests.files.opened import opened
from tests.files.random_plans import plan_data
from tests.patience import PATIENCE

PROJECT = Path(__file__).parents[2]
PLANS = sorted((PROJECT / "plans").glob("*.toml"))
OWN_POLICIES = sorted((PROJECT / "plans" / "policies").glob("*.toml"))

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


MAPS = {"properties", "$defs"}
LISTS = {"allOf", "anyOf", "oneOf"}
WORDS = {"title", "description"}
SINGLE = {"items", "additionalProperties", "if", "then", "else", "not", "contains", "propertyNames"}


@cache
def is_schema(text: str) -> Literal[True]:
    """Raise SchemaError if a schema is none; the schemas within it, of which most recur, are checked first.

    They are left out then, and all its words count as the same one.
    """
    schema = json.loads(text)
    for name, value in [*schema.items()] if isinstance(schema, dict) else ():
        if name in MAPS:
            schema[name] = {}
            assert all(is_schema(json.dumps(each)) for each in value.values())
        elif name in LISTS:
            schema[name] = [is_schema(json.dumps(each)) for each in value][:1]
        elif name in SINGLE:
            schema[name] = is_schema(json.dumps(value))
        elif name in WORDS and isinstance(value, str):
            schema[name] = ""
    jsonschema.Draft202012Validator.check_schema(schema)
    return True


@pytest.mark.parametrize("name", [None, *all_policies()])
@pytest.mark.parametrize("of", [plan_schema, policy_schema])
def test_schemas_are_schemas(of: Callable[..., Schema], name: str | None) -> None:
    schema = of() if name is None else of(load_policy(name, None))
    assert is_schema(json.dumps(schema))
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


@given(randoms)
def test_any_plan_that_the_reader_takes_is_taken(random: Random) -> None:
    data = plan_data(random)
    assert refused(plan_schema(HOUSE), data) == []
    assert refused(plan_schema(), data) == []


def test_every_field_that_the_reader_knows_is_in_the_schema_with_its_description() -> None:
    schema = plan_schema()
    for fields, table in ((PLAN, schema), *((ENTRIES[kind], schema["$defs"][kind]) for kind in ENTRIES)):
        properties = {
            key: each for one in table.get("anyOf", (table,)) for key, each in one["properties"].items()
        }
        assert properties.keys() == fields.keys()
        assert all(properties[key]["description"] == field.description for key, field in fields.items())
    assert policy_schema()["properties"].keys() == POLICY.keys()
    for name in ("rule", "wholeRule"):
        for table in policy_schema()["$defs"][name]["anyOf"]:
            kind = table["properties"].get("kind", {}).get("const")
            kinds = KINDS.values() if kind is None else (KINDS[kind],)
            parameters = {each.name for one in kinds for each in one.parameters}
            own = RULE.keys() if kind else RULE.keys() - {"kind"}
            assert table["properties"].keys() == own | parameters


HEAD = 'format = 1\nproduct = "P"\npolicy = "clio"\n'
ONE = '[[version]]\nname = "1"\n'
NOTICE = f'{ONE}[[notice]]\nversion = "1"\ndate = 2027-01-01\n'
BAD_PLANS = {
    "a mistyped key": f"{ONE}depreciated = 2027-03-01\n",
    "a quoted date": f'{ONE}released = "2027-03-01"\n',
    "a date that is none": f'{ONE}released = "TBD"\n',
    "a date with a time": f"{ONE}released = 2027-03-01T00:00:00\n",
    "an unknown channel": f'{NOTICE}channels = ["mail"]\n',
    "a milestone of changes told of a version": f'{NOTICE}announces = ["backfilled"]\n',
    "a told date of no milestone": f"{NOTICE}told = {{ relesed = 2027-01-01 }}\n",
    "a notice of two items": f'{NOTICE}change = "c"\n',
    "a notice of no item": "[[notice]]\ndate = 2027-01-01\n",
    "a notice without a date": f'{ONE}[[notice]]\nversion = "1"\n',
    "a waiver of no rule": f'{ONE}[[waiver]]\nrule = "nope"\nversion = "1"\nnote = "n"\n',
    "a reason that does not count": (
        f'{ONE}[[waiver]]\nrule = "promise"\nversion = "1"\nnote = "n"\nreason = "fun"\n'
    ),
    "a blank name": '[[version]]\nname = " "\n',
    "a table that is none of a plan": '[owner]\nname = "me"\n',
}
"""What the schema of plans under clio refuses."""


@pytest.mark.parametrize(
    ("entry", "right"),
    [
        ('[[version]]\nname = "1"\n', False),
        ('[[version]]\nname = "1"\ntrack = "SDK"\n', True),
        ('[[change]]\nname = "c"\nkind = "fix-bug"\n', False),
        ('[[change]]\nname = "c"\nkind = "fix-bug"\ntrack = "SDK"\n', True),
        (f'{ONE}track = "SDK"\n[[change]]\nname = "c"\nkind = "fix-bug"\nversion = "1"\n', True),
    ],
)
def test_a_track_is_needed_where_the_policy_has_several(entry: str, right: bool) -> None:
    data = tomli.loads(f'format = 1\nproduct = "P"\npolicy = "copper"\n{entry}')
    assert (refused(plan_schema(load_policy("copper", None)), data) == []) is right
    assert refused(plan_schema(), data) == []


def lint(folder: Path, schema: Schema, **files: str) -> subprocess.CompletedProcess[str]:
    """By a tool that editors use; each file names the schema in its first line."""
    (folder / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    # Notices stand between versions.
    (folder / "tombi.toml").write_text('[lint.rules]\ntables-out-of-order = "off"\n', encoding="utf-8")
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(f"#:schema ./schema.json\n\n{text}", encoding="utf-8")
    return subprocess.run(
        [TOMBI, "lint", "--offline", "--no-cache", *(f"{name}.toml" for name in files)],
        capture_output=True,
        check=False,
        text=True,
        cwd=folder,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("text", BAD_PLANS.values(), ids=BAD_PLANS)
def test_a_toml_tool_refuses_what_is_wrong_in_a_plan(text: str, tmp_path: Path) -> None:
    told = lint(tmp_path, plan_schema(load_policy("clio", None)), plan=HEAD + text)
    assert told.returncode == 1
    assert "Error" in told.stderr


@pytest.mark.slow
def test_a_toml_tool_takes_the_example_plans(tmp_path: Path) -> None:
    for path in PLANS:
        text = path.read_text(encoding="utf-8")
        policy = load_policy(tomli.loads(text)["policy"], str(path.parent))
        for schema in (plan_schema(policy), plan_schema()):
            told = lint(tmp_path, schema, plan=text)
            assert (told.returncode, told.stderr) == (0, "1 file linted successfully\n")


GAP = '[[rule]]\nid = "a"\nkind = "gap"\nfrom = "released"\nto = "default"\n'
POLICY_HEAD = """\
format = 1
name = "p"
[[milestone]]
name = "released"
role = "released"
[[milestone]]
name = "default"
"""
BAD_RULES = {
    "no kind": '[[rule]]\nid = "a"\n',
    "an unknown kind": '[[rule]]\nid = "a"\nkind = "gapp"\n',
    "a missing parameter": '[[rule]]\nid = "a"\nkind = "gap"\nfrom = "released"\nat_least = "1 day"\n',
    "a parameter of another kind": f'{GAP}at_least = "1 day"\nweekdays = ["mon"]\n',
    "no duration": f'{GAP}at_least = "90 dayz"\n',
    "releases where days are needed": (
        '[[rule]]\nid = "a"\nkind = "notice"\nmilestone = "default"\nat_least = "3 releases"\n'
    ),
    "changes where versions are counted": (
        '[[rule]]\nid = "a"\nkind = "count"\nfrom = "released"\nof = "change"\nat_most = 3\n'
    ),
    "an id that is none": GAP.replace('"a"', '"A b"') + 'at_least = "1 day"\n',
    "a tolerance in months": f'{GAP}at_least = "1 day"\ntolerance = "1 month"\n',
    "a milestone in capitals": '[[milestone]]\nname = "Gone"\n',
}


@pytest.mark.parametrize("text", BAD_RULES.values(), ids=BAD_RULES)
def test_a_toml_tool_refuses_what_is_wrong_in_a_policy(text: str, tmp_path: Path) -> None:
    told = lint(tmp_path, policy_schema(), policy=POLICY_HEAD + text)
    assert told.returncode == 1
    assert "Error" in told.stderr


@pytest.mark.slow
def test_a_toml_tool_takes_the_policies(tmp_path: Path) -> None:
    for name in all_policies():
        path = Path(name if "/" in name else policies.path(name))
        for schema in (policy_schema(load_policy(name, None)), policy_schema()):
            told = lint(tmp_path, schema, policy=path.read_text(encoding="utf-8"))
            assert (told.returncode, told.stderr) == (0, "1 file linted successfully\n")


@pytest.mark.parametrize("kind", [name for name, each in KINDS.items() if not each.built_in])
def test_an_editor_offers_the_parameters_of_a_rules_own_kind_only(kind: str, tmp_path: Path) -> None:
    (tmp_path / "schema.json").write_text(json.dumps(policy_schema()), encoding="utf-8")
    policy = tmp_path / "policy.toml"
    head = f"#:schema ./schema.json\n\n{POLICY_HEAD}"
    policy.write_text(
        f'{head}\n[[rule]]\nid = "a"\nkind = "{kind}"\n\n\n[[rule]]\nid = "b"\n', encoding="utf-8"
    )
    labels = completions(policy, head.count("\n") + 4, 0)
    offered = {each.partition(" = ")[0] for each in labels}  # a key of one value comes with it
    assert offered & {each.name for one in KINDS.values() for each in one.parameters} == {
        each.name for each in KINDS[kind].parameters
    }


def test_a_toml_tool_names_the_milestone_that_a_policy_has_not(tmp_path: Path) -> None:
    rule = f'{GAP.replace("default", "removed")}at_least = "1 day"\n'
    told = lint(tmp_path, policy_schema(load_policy("clio", None)), policy=POLICY_HEAD + rule)
    assert 'found "removed"' in told.stderr


def test_a_policy_that_extends_may_say_of_a_rule_only_what_is_other() -> None:
    rule = {"id": "support-minimum", "at_least": "2 years"}
    policy = {"format": 1, "name": "p", "extends": "clio", "rule": [rule]}
    assert refused(policy_schema(), policy) == []
    del policy["extends"]
    assert refused(policy_schema(), policy) != []


def test_the_schema_of_a_policy_of_ones_own_knows_its_milestones() -> None:
    schema = policy_schema(load_policy("clio", None))
    rule = {"id": "a", "kind": "gap", "from": "next.default", "to": "removed", "at_least": "1 day"}
    policy = {"format": 1, "name": "p", "rule": [rule]}
    assert refused(schema, policy) != []
    assert refused(schema, {**policy, "rule": [{**rule, "to": "deprecated"}]}) == []


@given(st.from_regex(DURATION, fullmatch=True).filter(str.isascii))
def test_what_the_schema_takes_for_a_duration_is_one(text: str) -> None:
    parse_duration(text.removesuffix("\n"))


@pytest.mark.parametrize(
    "text", ["90 days", "1 year", "20 weeks", "6 months", "P6M", "P90D", "0 days", "1 day"]
)
def test_what_is_a_duration_the_schema_takes(text: str) -> None:
    assert re.search(whole(DURATION), text)
    assert parse_duration(text)


def test_the_line_that_names_the_schema_outlives_saving_and_formatting() -> None:
    line = "#:schema ./plan.schema.json\n\n"
    before = opened(f'{line}product = "P"\nformat = 1\npolicy = "policy"\n[[version]]\nname = "1"\n')
    (version,) = before.plan.versions
    renamed = before.plan._replace(versions=(version._replace(name="2"),))
    assert before.rewritten(renamed).text == before.text.replace('"1"', '"2"')
    assert formatted(before.text, "plan").startswith(f"{line}format ")
