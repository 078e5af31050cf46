"""The command: where it writes, which policy it takes, and that imported text stays data."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import tomli

from planner.imports import IMPORTERS
from tests.cli.conftest import PROJECT, own_process, ran

from .importing import AS_OF, DATA, Run, versions

HOSTILE = [
    "[bold red]x[/] \\[a]",
    "\x1b[31mred\x1b[0m\x07",
    "a\nb\r\n[[version]]\nname = 1",
    '"""quotes\'\'\' \\" # no comment',
    "::error::pwned",
    "<script>alert(1)</script>",
    "=1+1",
    "\ud800",
    "\u202eevil",
    "\x00\x7f",
    "x" * 10_000,
]


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_imported_text_is_data_and_nothing_else(
    run: Run, folder: Path, capfd: pytest.CaptureFixture[str], name: str
) -> None:
    schedule = {name: {"start": "2027-01-01", "end": name, "codename": name, name: name}}
    (folder / "s.json").write_text(json.dumps(schedule))
    told = run("s.json", "--from", "nodejs", "--product", name.replace("\ud800", "?"), "-o", "p.toml", *AS_OF)
    assert told.code == 0
    assert "\x1b" not in told.err
    assert not any(line.lstrip().startswith("::") for line in told.err.splitlines())
    (version,) = tomli.loads((folder / "p.toml").read_text(encoding="utf-8"))["version"]
    assert version["name"] == name.replace("\ud800", "\ufffd")
    assert ran(capfd, "fmt", "--check", "p.toml").code == 0
    report = json.loads(ran(capfd, "check", "p.toml", "--output-format", "json", *AS_OF).out)
    assert report["plans"][0]["errors"] == []


def test_a_file_that_is_there_is_never_overwritten(run: Run, folder: Path) -> None:
    (folder / "p.toml").write_text("mine")
    told = run("nodejs-schedule.json", "--from", "nodejs", "-o", "p.toml")
    assert told.code == 2
    assert "p.toml is there already: nothing was written" in told.err
    assert (folder / "p.toml").read_text() == "mine"
    (folder / "link.toml").symlink_to("nowhere.toml")
    assert run("nodejs-schedule.json", "--from", "nodejs", "-o", "link.toml").code == 2
    assert not (folder / "nowhere.toml").exists()
    assert run("nodejs-schedule.json", "--from", "nodejs", "-o", "no/p.toml").code == 2


def test_what_was_written_is_said_and_the_first_check_is_about_the_future(
    run: Run, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = run("nodejs-schedule.json", "--from", "nodejs", "-o", "node.toml", *AS_OF)
    assert told.err == "planner import: wrote node.toml: 27 versions\n"
    text = (folder / "node.toml").read_text()
    assert text.startswith("# Imported from nodejs-schedule.json (--from nodejs) on 2026-11-21.\n")
    report = json.loads(ran(capfd, "check", "node.toml", "--output-format", "json", *AS_OF).out)
    dates = [each["date"] for each in report["plans"][0]["violations"] if each["date"] is not None]
    assert dates == [each for each in dates if each >= "2026-11-21"]


def test_the_policy_is_named_as_the_plan_finds_it(run: Run, folder: Path) -> None:
    (folder / "policies").mkdir()
    (folder / "plans").mkdir()
    (folder / "policies" / "ours.toml").write_text('format = 1\nname = "ours"\nextends = "nodejs"\n')
    arguments = ("nodejs-schedule.json", "--from", "nodejs", "--policy", "policies/ours.toml")
    assert run(*arguments, "-o", "plans/a.toml").code == 0
    assert 'policy     = "../policies/ours.toml"' in (folder / "plans" / "a.toml").read_text()
    assert 'policy     = "./policies/ours.toml"' in run(*arguments).out
    assert "is no preset" in run("nodejs-schedule.json", "--from", "nodejs", "--policy", "nodjs").err


@pytest.mark.parametrize(
    "importer", [name for name in IMPORTERS if name not in ("csv", "git", "plan", "openapi")]
)
def test_each_source_has_a_policy_of_its_own_that_there_is(run: Run, importer: str) -> None:
    from planner import policies

    assert IMPORTERS[importer].policy in policies.names()


def test_standard_input_is_a_file(folder: Path) -> None:
    done = own_process(
        "import",
        "-",
        "--from",
        "nodejs",
        *AS_OF,
        cwd=folder,
        stdin=(DATA / "nodejs-schedule.json").read_bytes(),
    )
    assert done.returncode == 0
    assert done.stdout.startswith(b"# Imported from standard input (--from nodejs)")
    done = own_process(
        "import", "-", "--from", "git", cwd=folder, stdin=(DATA / "git-tags-octokit-rest.txt").read_bytes()
    )
    assert done.returncode == 2
    assert done.stderr.endswith(b"standard input has no name: give the product with --product\n")


def test_a_field_that_the_policy_requires_is_asked_for(run: Run, folder: Path) -> None:
    (folder / "p.toml").write_text(
        'format = 1\nname = "p"\nextends = "base"\n[fields.stage]\none_of = ["beta", "ga"]\nrequired = true\n'
    )
    (folder / "v.csv").write_text("version,released,St\n1,2027-01-01,ga\n2,2027-02-01,gaga\n")
    arguments = ("v.csv", "--from", "csv", "--policy", "./p.toml", *AS_OF)
    assert "the policy requires `stage`: give its column with --map COLUMN=stage" in run(*arguments).err
    told = run(*arguments, "--map", "St=stage")
    assert versions(told) == [{"name": "1", "stage": "ga", "released": "2027-01-01"}]
    assert "v.csv:3: 2: stage `gaga` is none of `beta`, `ga`: left out\n" in told.err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('{"v1": {"start": "2027-01-01"}, "v1": {}}', "the key `v1` stands twice"),
        ('{"v1": ', "x:1:8: is not JSON"),
        ("[" * 100_000, "is nested too deeply"),
        ("[]", "is no schedule of Node.js"),
        ('{"v1": 3}', "is no schedule of Node.js"),
        ("{}", "there is nothing to import"),
    ],
)
def test_broken_json_is_refused_with_its_place(run: Run, folder: Path, text: str, why: str) -> None:
    (folder / "x").write_text(text)
    told = run("x", "--from", "nodejs")
    assert (told.code, told.out) == (2, "")
    assert why in told.err


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("versions:\n  a: b: c\n", "x:2:7: is not YAML"),
        ("versions:\n  a: {}\n  a: {}\n", "x:3:3: the key `a` stands twice"),
        ("versions: *a\n", "x:1:11: there is no anchor `a`"),
        ("a: &a [*a, *a]\nversions: *a\n", "is no table of GitHub's"),
        ("versions: &a {b: *a, <<: *a}\n", "b: the version's name `b` is not a date"),
        ("a" + "[" * 5000, "is no table"),
        ("- " * 5000, "is not YAML"),
        ("\x00", "is not YAML"),
        ("%TAG\n", "is not YAML"),
        ("versions: {2022-11-28: {end_of_support: !!python/object:os.system x}}", ""),
    ],
)
def test_broken_yaml_is_refused_with_its_place(run: Run, folder: Path, text: str, why: str) -> None:
    (folder / "x").write_text(text)
    told = run("x", "--from", "github")
    assert why in told.err
    assert "Traceback" not in told.err


def test_merged_and_quoted_yaml_is_what_it_says(run: Run, folder: Path) -> None:
    (folder / "x").write_text(
        "base: &b {end_of_support: 2028-01-01}\n"
        "versions:\n  '2022-11-28': {<<: *b}\n  2026-03-10: {<<: [*b], end_of_support: null}\n"
    )
    told = run("x", "--from", "github", *AS_OF)
    assert versions(told) == [
        {"name": "2022-11-28", "released": "2022-11-28", "retired": "2028-01-01"},
        {"name": "2026-03-10", "released": "2026-03-10"},
    ]


def test_files_that_cannot_be_read_are_errors(run: Run, folder: Path) -> None:
    (folder / "x").write_bytes(b"a\xff")
    assert "x:1:2: not UTF-8" in run("x", "--from", "csv").err
    assert "did you mean" in run("nodejs-schedul.json", "--from", "nodejs").err
    assert "is a folder" in run(".", "--from", "csv").err
    assert "did you mean `nodejs`?" in run("x", "--from", "node").err
    os.mkdir(folder / "empty")
    assert "git cannot be asked" in run("empty", "--from", "git").err


def test_check_does_not_load_the_importers() -> None:
    heavy = "('planner.imports', 'yaml')"
    program = f"import sys, planner.cli.check as c; sys.exit(any(m.startswith({heavy}) for m in sys.modules))"
    assert subprocess.run([sys.executable, "-c", program], cwd=PROJECT, check=False).returncode == 0
