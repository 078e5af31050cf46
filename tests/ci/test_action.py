"""The GitHub action, as far as it goes without the service: its steps run in a shell."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.cli.conftest import EARLY_PLAN, LEGAL_PLAN, POLICY
from tests.patience import PATIENCE
from tests.repository import ENVIRONMENT, commit_all

from .service import serving

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
ACTION = yaml.safe_load((PROJECT / "action.yml").read_text())
STEPS: list[dict[str, Any]] = ACTION["runs"]["steps"]
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")
_ANY_INPUT = re.compile(r"inputs\.([a-z-]+)")


def step(name: str) -> dict[str, Any]:
    return next(each for each in STEPS if each.get("name") == name)


def run(
    folder: Path, which: dict[str, Any], environment: dict[str, str] | None = None, /, **inputs: str
) -> subprocess.CompletedProcess[str]:
    """As the runner does: inputs are replaced, then bash is given the script."""
    defaults = {name: each.get("default", "") for name, each in ACTION["inputs"].items()}
    given = defaults | {name.replace("_", "-"): value for name, value in inputs.items()}

    def replaced(text: str) -> str:
        return _INPUT.sub(lambda match: given[match[1]], text)

    script = folder / "step.sh"
    script.write_text(replaced(which["run"]))
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
        cwd=folder,
        env={
            **ENVIRONMENT,
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(PROJECT),
            "GITHUB_ACTION_PATH": str(PROJECT),
            **{name: replaced(value) for name, value in which.get("env", {}).items()},
            **(environment or {}),
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    (tmp_path / "policy.toml").write_text(POLICY)
    (tmp_path / "shop.toml").write_text(EARLY_PLAN)
    commands = tmp_path / "bin"
    commands.mkdir()
    planner = commands / "planner"
    planner.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m planner "$@"\n')
    planner.chmod(0o755)
    return tmp_path


def check(repository: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    path = f"{repository / 'bin'}{os.pathsep}{os.environ['PATH']}"
    summary = str(repository / "summary.md")
    return run(
        repository,
        step("Check"),
        {
            "PATH": path,
            "GITHUB_STEP_SUMMARY": summary,
            "GITHUB_OUTPUT": str(repository / "output"),
            "RUNNER_TEMP": str(repository),
        },
        **{"as_of": "2026-11-21", **inputs},
    )


def test_it_is_composite_and_every_input_is_described_and_used() -> None:
    assert ACTION["runs"]["using"] == "composite"
    used = set(_ANY_INPUT.findall((PROJECT / "action.yml").read_text()))
    assert used == set(ACTION["inputs"])
    assert all(each["description"] for each in ACTION["inputs"].values())
    assert all("uses" in each or each["shell"] == "bash" for each in STEPS)


def test_no_input_is_written_into_a_script() -> None:
    assert not any("${{" in each.get("run", "") for each in STEPS)


def test_findings_are_annotations_fail_the_step_and_are_on_the_page_of_the_run(repository: Path) -> None:
    told = check(repository)
    assert told.returncode == 1
    assert told.stdout.startswith("::error title=default-notice,file=shop.toml,line=8,col=1::")
    assert "**1 error in 1 plan" in (repository / "summary.md").read_text()


def test_findings_are_uploaded_though_the_check_fails(repository: Path) -> None:
    assert check(repository, upload_sarif="true").returncode == 1
    (line,) = (repository / "output").read_text().splitlines()
    sarif = Path(line.removeprefix("sarif="))
    assert json.loads(sarif.read_text())["runs"][0]["results"][0]["ruleId"] == "default-notice"
    upload = step("Upload SARIF")
    assert upload["with"]["sarif_file"] == "${{ steps.check.outputs.sarif }}"
    assert upload["if"].startswith("always() && steps.check.outputs.sarif != ''")


def test_no_sarif_is_written_unless_it_is_asked_for(repository: Path) -> None:
    check(repository)
    assert not (repository / "output").exists()
    assert list(repository.glob("*.sarif")) == []


def test_paths_are_trimmed_and_globs_are_matched(repository: Path) -> None:
    deep = repository / "plans" / "of a team"
    deep.mkdir(parents=True)
    (deep / "a.toml").write_text(EARLY_PLAN.replace("./", "../../"))
    (repository / "plans" / "[b].toml").write_text(EARLY_PLAN.replace("./", "../"))
    told = check(repository, paths="  plans/**/a*.toml\t\r\n\n   plans/[b].toml\n", exclude="  shop.toml  ")
    assert [line.partition(",line")[0].partition("file=")[2] for line in told.stdout.splitlines()] == [
        "plans/of a team/a.toml",
        "plans/[b].toml",
    ]
    assert "file=nothing*.toml" in check(repository, paths="nothing*.toml").stdout


def test_the_comment_is_made_of_the_same_inputs(repository: Path) -> None:
    comment = step("Comment")
    assert comment["continue-on-error"] is True
    assert comment["if"].startswith("always() && inputs.comment == 'true'")
    assert comment["if"].endswith("&& !github.event.pull_request.head.repo.fork")
    shown = comment | {"run": comment["run"].replace("--", "--dry-run --since=shop.toml --", 1)}
    told = run(repository, shown, paths="  sh*.toml ", as_of="2026-11-21")
    assert told.returncode == 0, told.stderr
    assert told.stdout.startswith("<!-- release-planner: plans -->\n## Release plans\n")


def test_the_step_posts_the_comment_with_the_token_that_it_is_given(repository: Path) -> None:
    (repository / "shop.toml").write_text(LEGAL_PLAN)
    commit_all(repository)
    subprocess.run(
        ["git", "update-ref", "refs/remotes/origin/main", "HEAD"], cwd=repository, env=ENVIRONMENT, check=True
    )
    (repository / "shop.toml").write_text(EARLY_PLAN)
    (repository / "event.json").write_text('{"pull_request": {"number": 5}}')
    with serving() as service:
        environment = {
            "GITHUB_API_URL": service.address,
            "GITHUB_REPOSITORY": "o/r",
            "GITHUB_BASE_REF": "main",
            "GITHUB_EVENT_PATH": str(repository / "event.json"),
        }
        told = run(
            repository, step("Comment"), environment, token="a-token", as_of="2026-11-21", paths="shop.toml"
        )
        assert told.returncode == 0, told.stderr
        (comment,) = service.bodies
    assert "12 days earlier" in comment
    assert service.headers[-1]["authorization"] == "Bearer a-token"


def test_a_legal_plan_passes(repository: Path) -> None:
    (repository / "shop.toml").write_text(LEGAL_PLAN)
    assert (check(repository).returncode, check(repository).stdout) == (0, "")


def test_every_input_reaches_the_check(repository: Path) -> None:
    (repository / "lenient.toml").write_text(POLICY.replace("90 days", "30 days"))
    assert check(repository, policy="lenient.toml").returncode == 0
    assert check(repository, fail_on="eror").returncode == 2
    assert check(repository, as_of="soon").returncode == 2
    commit_all(repository)
    assert check(repository, since="git:HEAD").returncode == 0
    (repository / "two plans").mkdir()
    (repository / "two plans" / "a.toml").write_text(EARLY_PLAN.replace("./", "../"))
    told = check(repository, paths="shop.toml\n\ntwo plans\n")
    assert [line.partition(",line")[0] for line in told.stdout.splitlines()] == [
        "::error title=default-notice,file=shop.toml",
        "::error title=default-notice,file=two plans/a.toml",
    ]


HOSTILE = ('"; touch pwned; "', "$(touch pwned)", "`touch pwned`", "--output-file=pwned")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_input_becomes_a_command_or_another_option(repository: Path, hostile: str) -> None:
    for name in ("paths", "policy", "as_of", "since", "fail_on"):
        assert check(repository, **{name: hostile}).returncode == 2
    assert check(repository, exclude=hostile).returncode == 1
    assert not (repository / "pwned").exists()


def test_the_install_step_installs_the_action_itself(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-m", "virtualenv", "--quiet", tmp_path / "venv"], check=True)
    told = run(
        tmp_path,
        step("Install"),
        {
            "PATH": f"{tmp_path / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "GITHUB_ACTION_PATH": str(PROJECT),
            # What it needs is here already: nothing is fetched, and so nothing but the step is tried.
            "PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("site-packages")),
            "PIP_NO_BUILD_ISOLATION": "0",
            "PIP_NO_INDEX": "1",
            "PIP_COMPILE": "0",
        },
    )
    assert told.returncode == 0, told.stderr
    planner = subprocess.run(
        [tmp_path / "venv" / "bin" / "planner", "--version"],
        env={"PYTHONPATH": os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))},
        capture_output=True,
        text=True,
        check=True,
        cwd=tmp_path,
    )
    assert planner.stdout.startswith("planner ")


def test_excluded_plans_are_left_out_and_removed_ones_fail(repository: Path) -> None:
    (repository / "plans").mkdir()
    (repository / "plans" / "old one.toml").write_text("[[version]]\n")
    assert check(repository, exclude="shop.toml\n\nplans/old *.toml").returncode == 2
    commit_all(repository)
    (repository / "shop.toml").unlink()
    told = check(repository, since="git:HEAD", exclude="plans")
    assert told.returncode == 1
    assert "::error title=plan-removed,file=shop.toml,line=1,col=1::" in told.stdout
