"""`planner serve` on the command line: what it refuses, and the command that it starts for a page."""

import builtins
import shlex
import socket
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

import pytest

from planner.cli import main
from planner.cli.serve import child

PLANS = Path(__file__).parents[2] / "plans"


def refused(capfd: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        main(["serve", *arguments])
    assert ended.value.code == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


@pytest.mark.parametrize("missing", ["aiohttp", "textual_serve"])
def test_without_the_extra_the_cure_is_told(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    imported = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == missing:
            raise ModuleNotFoundError(name, name=name)
        return imported(name, *rest, **more)

    for name in [each for each in sys.modules if each.startswith("planner.web")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", without)
    assert "pip install 'release-planner[web]'" in refused(capfd, str(PLANS / "clio.toml"))


def test_a_port_in_use_is_told(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        err = refused(capfd, str(PLANS / "clio.toml"), "--port", str(port))
    assert f"cannot listen on 127.0.0.1, port {port}: it is in use; --port 0 takes one that is free" in err


@pytest.mark.parametrize("host", ["256.1.1.1", "no such host", "a" * 70, "-1"])
def test_a_host_that_is_none_is_told(capfd: pytest.CaptureFixture[str], host: str) -> None:
    assert f"cannot listen on {host}, port " in refused(
        capfd, str(PLANS / "clio.toml"), "--port", "0", f"--host={host}"
    )


@pytest.mark.parametrize("port", ["-1", "65536", "http", "８０"])
def test_a_port_that_is_none_is_told(capfd: pytest.CaptureFixture[str], port: str) -> None:
    assert "is no port" in refused(capfd, f"--port={port}")


def test_a_missing_plan_is_told_before_a_page_is_opened(
    capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert "there is no such file" in refused(capfd, str(tmp_path / "absent.toml"))
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert "there is no plan" in refused(capfd, str(tmp_path / "a"), str(tmp_path / "b"))


def test_the_command_of_a_page_is_one_word_a_path_for_the_shell() -> None:
    hostile = ["a; touch pwned", "$(touch pwned)", "`touch pwned`", "it's", "--as-of", "a\nb", "-x.toml"]
    words = shlex.split(child(Namespace(paths=hostile, exclude=["$HOME/*"], as_of=None, ascii=True)))
    assert words[:2] == ["exec", sys.executable]
    assert words[words.index("--") + 1 :] == hostile
    assert "--exclude=$HOME/*" in words
