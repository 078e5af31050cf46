"""What a wheel needs beside its modules is in it."""

import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from .plans import PROJECT


@pytest.mark.slow
def test_an_installed_planner_has_its_templates(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    installed = tmp_path / "installed"
    with ZipFile(wheel) as archive:
        archive.extractall(installed)
    plan = str(PROJECT / "plans" / "clio.toml")
    formats = ("--to", "html", "--to", "announcement", "-o", "out")
    subprocess.run(
        [sys.executable, "-m", "planner", "export", plan, *formats],
        cwd=installed,
        env={"PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
    )
    assert {each.suffix for each in (installed / "out").iterdir()} == {".html", ".txt", ".md"}
