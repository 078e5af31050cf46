import json
from pathlib import Path

import pytest

from planner.files.policy.read import load_policy
from planner.files.schema.plan import plan_schema
from planner.files.schema.policy import policy_schema

from .conftest import ran


def test_the_schema_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "schema", "plan")
    assert (told.code, json.loads(told.out), told.err) == (0, plan_schema(), "")
    assert json.loads(ran(capfd, "schema", "policy").out) == policy_schema()


def test_a_policy_brings_its_names(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "schema", "plan", "--policy", "./policy.toml", "-o", "plan.schema.json")
    assert told == (0, "", "")
    written = json.loads((folder / "plan.schema.json").read_text())
    assert written == plan_schema(load_policy("./policy.toml", None))
    assert "default" in written["$defs"]["version"]["properties"]


def test_what_is_wrong_is_said_and_no_schema_printed(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "broken.toml").write_text('format = 1\nname = "b"\n[[rule]]\nid = "a"\nkind = "gapp"\n')
    for arguments, why in (
        (["--policy", "cilo"], "`cilo` is no preset: did you mean `clio`? A file is given by its path"),
        (["--policy", "./broken.toml"], "broken.toml:5:8: error[unknown-kind] `gapp`: did you mean `gap`?"),
        (["-o", "no/such/folder.json"], "cannot write"),
    ):
        told = ran(capfd, "schema", "plan", *arguments)
        assert (told.code, told.out) == (2, "")
        assert why in told.err
    assert "did you mean `plan`" in ran(capfd, "schema", "plans").err
