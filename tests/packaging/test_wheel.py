"""The wheel as users get it: built, installed into an empty environment, used."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

PROJECT = Path(__file__).resolve().parents[2]
USE = """
import sys
from datetime import date
import planner
result = planner.check(sys.argv[1], as_of=date(2026, 11, 21))
print(planner.__version__, result.summary.plans, [each.rule for each in result.plans[0].violations])
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    script = "import sys; from hatchling.build import build_wheel; build_wheel(sys.argv[1])"
    subprocess.run([sys.executable, "-c", script, str(folder)], cwd=PROJECT, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_types_license_presets_and_styles(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    wanted = (
        "planner/py.typed",
        "planner/policies/clio.toml",
        "planner/tui/planner.tcss",
        "planner/web/page.html",
        "planner/tui/tour/clio.toml",
        "planner/integrations/github.py",
        "planner/integrations/gitlab.py",
        "licenses/LICENSE",
    )
    assert [each for each in wanted if not any(name.endswith(each) for name in names)] == []
    assert [name for name in names if name.startswith(("tests/", "benchmarks/"))] == []
    metadata = zipfile.ZipFile(wheel).read(next(n for n in names if n.endswith("/METADATA"))).decode()
    assert "License-Expression: MIT" in metadata
    assert "Author: the release-planner authors" in metadata


def test_the_wheel_works_in_an_empty_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv")
    python = str(tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "--quiet", "--disable-pip-version-check"]
    subprocess.run([*pip, "install", "--no-compile", str(wheel)], check=True, capture_output=True)
    plan = str(PROJECT / "plans" / "clio.toml")
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    used = subprocess.run(
        [python, "-c", USE, plan], cwd=tmp_path, env=clean, check=True, capture_output=True, text=True
    )
    assert used.stdout.strip().endswith("1 ['default-notice']")
    note = [python, "-m", "planner.integrations.gitlab", "--dry-run", "--since", plan, plan]
    told = subprocess.run(note, cwd=tmp_path, env=clean, check=True, capture_output=True, text=True)
    assert told.stdout.startswith("<!-- release-planner: plans -->")
