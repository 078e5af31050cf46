import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import ran

from .importing import DATA, Run


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for each in DATA.iterdir():
        shutil.copy(each, tmp_path)
    return tmp_path


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    return lambda *arguments: ran(capfd, "import", *arguments)
