"""The pre-commit hook, installed from a local repository and run in another."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.conftest import EARLY_PLAN, LEGAL_PLAN, POLICY
from tests.patience import PATIENCE
from tests.repository import ENVIRONMENT, commit_all, git

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).parents[2]
PARTS = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "planner")
SITE_PACKAGES = os.pathsep.join(path for path in sys.path if path.endswith("site-packages"))
OFFLINE = {
    "PYTHONPATH": SITE_PACKAGES,
    "PIP_NO_BUILD_ISOLATION": "0",
    "PIP_NO_INDEX": "1",
    "PIP_COMPILE": "0",
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
}
"""What the hook needs is here already: nothing is fetched, and so nothing but the hook is tried."""


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """This project as it stands, as a repository of its own, and its commit."""
    copy = tmp_path_factory.mktemp("hooks")
    for part in PARTS:
        if (PROJECT / part).is_dir():
            shutil.copytree(PROJECT / part, copy / part, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(PROJECT / part, copy / part)
    return copy, commit_all(copy)


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installed, for all tests here."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def repository(tmp_path: Path, hooks: tuple[Path, str]) -> Path:
    """One that uses the hook."""
    where, commit = hooks
    hook = {"id": "planner-check", "args": ["--as-of", "2026-11-21"]}
    config = {"repos": [{"repo": str(where), "rev": commit, "hooks": [hook]}]}
    (tmp_path / ".pre-commit-config.yaml").write_text(yaml.safe_dump(config))
    (tmp_path / "policy.toml").write_text(POLICY)
    (tmp_path / "shop.toml").write_text(EARLY_PLAN)
    (tmp_path / "readme.txt").write_text("x")
    commit_all(tmp_path)
    return tmp_path


def pre_commit(repository: Path, cache: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    told = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--color=never", *arguments],
        cwd=repository,
        env={**ENVIRONMENT, **OFFLINE, "PRE_COMMIT_HOME": str(cache)},
        capture_output=True,
        text=True,
        check=False,
        timeout=5 * PATIENCE,
    )
    if told.returncode == 3 or "An unexpected error has occurred" in told.stdout:
        pytest.skip(f"pre-commit cannot install the hook here: {told.stdout[-500:]}")
    return told


def test_the_hook_judges_all_plans_when_any_toml_file_changes(repository: Path, cache: Path) -> None:
    told = pre_commit(repository, cache, "--all-files")
    assert told.returncode == 1
    assert "check release plans" in told.stdout
    assert "error[default-notice]: 1 default 2027-02-03 is 12 days short" in told.stdout
    (repository / "policy.toml").write_text(POLICY.replace("90 days", "91 days"))
    git(repository, "add", "policy.toml")
    changed = pre_commit(repository, cache)
    assert changed.returncode == 1
    assert "13 days short" in changed.stdout


def test_the_hook_passes_a_legal_plan_and_is_skipped_where_nothing_of_it_changed(
    repository: Path, cache: Path
) -> None:
    (repository / "readme.txt").write_text("y")
    git(repository, "add", "--all")
    skipped = pre_commit(repository, cache)
    assert (skipped.returncode, "Skipped" in skipped.stdout) == (0, True)
    (repository / "shop.toml").write_text(LEGAL_PLAN)
    git(repository, "add", "--all")
    passed = pre_commit(repository, cache)
    assert (passed.returncode, "Passed" in passed.stdout) == (0, True)
