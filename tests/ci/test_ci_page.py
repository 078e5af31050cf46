"""docs/ci.md: what it shows is what there is."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from planner.reports import FORMATS
from tests.cli.conftest import EARLY_PLAN, LEGAL_PLAN, POLICY
from tests.patience import PATIENCE
from tests.repository import ENVIRONMENT, commit_all

PROJECT = Path(__file__).parents[2]
PAGE = (PROJECT / "docs" / "ci.md").read_text()
SNIPPETS: list[Any] = [yaml.safe_load(each) for each in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)]
COMMANDS = [line for each in re.findall(r"```sh\n(.*?)```", PAGE, re.DOTALL) for line in each.splitlines()]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """With a branch `origin/main` on which the plan was legal, and planner as a command."""
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "policy.toml").write_text(POLICY)
    (plans / "clio.toml").write_text(LEGAL_PLAN)
    commit_all(tmp_path)
    subprocess.run(
        ["git", "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=tmp_path, env=ENVIRONMENT, check=True
    )
    (plans / "clio.toml").write_text(EARLY_PLAN)
    commit_all(tmp_path)
    commands = tmp_path / "bin"
    commands.mkdir()
    for name, arguments in (("planner", "-m planner "), ("python", "")):
        command = commands / name
        command.write_text(f'#!/bin/sh\nexec "{sys.executable}" {arguments}"$@"\n')
        command.chmod(0o755)
    return tmp_path


def run(repository: Path, command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-eo", "pipefail", "-c", command],
        cwd=repository,
        env={
            **ENVIRONMENT,
            "PATH": f"{repository / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(PROJECT),
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@pytest.mark.parametrize("command", [each for each in COMMANDS if each.startswith("planner")])
def test_commands_do_what_they_say(repository: Path, command: str) -> None:
    told = run(repository, command)
    assert told.returncode == (1 if "check" in command else 0), told.stderr
    assert "1 default 2027-02-03" in told.stdout or "2027-02-03 |" in told.stdout


def test_the_gitlab_job_leaves_its_reports_and_fails_by_what_is_new(repository: Path) -> None:
    (job,) = (each["plans"] for each in SNIPPETS if "plans" in each)
    assert {"plans": job} == yaml.safe_load((PROJECT / "integrations" / "gitlab.yml").read_text())
    script = [
        each.replace("-m planner.integrations.gitlab", "$INTEGRATIONS/gitlab.py") for each in job["script"]
    ]
    environment = {
        "PLANS": job["variables"]["PLANS"],
        "INTEGRATIONS": str(PROJECT / "integrations"),
        "CI_MERGE_REQUEST_IID": "5",
    }
    no_globs, *script = script
    assert no_globs == "set -f", "globs are the planner's: it matches them in the earlier state, too"
    told = [run(repository, each, **environment) for each in script]
    assert [each.returncode for each in told] == [0, 0, 0, 1]
    assert "GITLAB_TOKEN is not set" in told[2].stderr
    assert told[2].stdout == "The note could not be posted.\n"
    for report in job["artifacts"]["reports"].values():
        assert "default-notice" in (repository / report).read_text()
    since = run(repository, script[-1], **environment, CI_MERGE_REQUEST_DIFF_BASE_SHA="HEAD")
    assert since.returncode == 0


def test_the_comment_can_be_looked_at_before_it_is_posted(repository: Path) -> None:
    (command,) = (each for each in COMMANDS if each.startswith("python"))
    told = run(repository, command.replace("integrations/", f"{PROJECT}/integrations/"))
    assert told.returncode == 0, told.stderr
    assert "12 days earlier" in told.stdout


def test_the_github_job_uses_inputs_that_there_are() -> None:
    inputs = yaml.safe_load((PROJECT / "action.yml").read_text())["inputs"]
    (workflow,) = (each for each in SNIPPETS if "jobs" in each)
    used = [each for each in workflow["jobs"]["check"]["steps"] if "release-planner" in each["uses"]]
    assert set(used[0]["with"]) <= set(inputs)
    assert all(f"`{name}`" in PAGE for name in inputs)
    assert workflow["permissions"]["security-events"] == workflow["permissions"]["pull-requests"] == "write"


def test_the_sarif_step_writes_what_it_uploads(repository: Path) -> None:
    ((write, upload),) = (each for each in SNIPPETS if isinstance(each, list))
    assert run(repository, write["run"]).returncode == 1
    assert upload["if"] == "always()", "the step before it fails where there is something to upload"
    assert (repository / upload["with"]["sarif_file"]).exists()


def test_the_hook_is_one_that_there_is() -> None:
    (config,) = (each for each in SNIPPETS if "repos" in each)
    hooks = yaml.safe_load((PROJECT / ".pre-commit-hooks.yaml").read_text())
    assert [each["id"] for each in config["repos"][0]["hooks"]] == [each["id"] for each in hooks]


def test_every_format_is_on_the_page() -> None:
    assert all(f"| `{each}` |" in PAGE for each in FORMATS)
