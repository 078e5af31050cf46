"""Names of plans, policies and repositories complete in the shells themselves, typed on a terminal."""

import shutil
import sys
from pathlib import Path
from select import select
from shlex import quote

import pytest
from ptyprocess import PtyProcess

from planner.cli.completion_words import KINDS, words
from tests.patience import PATIENCE
from tests.repository import commit_all, git

from .conftest import POLICY, PROJECT, ran

PLAN = """\
format  = 1
product = "Shop"
policy  = "./house.toml"

[[version]]
name     = "1 (first); $(touch gone)"
track    = "API one"
released = 2026-12-01

[[version]]
name     = "2"
released = 2026-12-02

[[notice]]
version = "2"
date    = 2026-12-01

[[notice]]
name    = "Mail"
version = "2"
date    = 2026-12-01
"""
ODD = "1 (first); $(touch gone)"
LINES = {
    "planner explain shop.toml 1": ["explain", "shop.toml", ODD],
    "planner explain shop.toml 2 re": ["explain", "shop.toml", "2", "released"],
    "planner rule unkno": ["rule", "unknown-"],
    "planner rule --policy clio defa": ["rule", "--policy", "clio", "default-"],
    "planner sent shop.toml M": ["sent", "shop.toml", "Mail"],
    "planner fix shop.toml --rule def": ["fix", "shop.toml", "--rule", "default-notice"],
    "planner check --policy cli": ["check", "--policy", "clio"],
    "planner check --policy hou": ["check", "--policy", "house.toml"],
    "planner check --since git:rel": ["check", "--since", "git:release/1"],
    "planner diff git:rel": ["diff", "git:release/1"],
    "planner policy try clio --set support-minimum.at": ["policy", "try", "clio", "--set"],
    "planner policy show micr": ["policy", "show", "microsoft-graph"],
    "planner help compl": ["help", "completions"],
}
"""What is typed before Tab, and the arguments of the program (of the last, its beginning)."""
START = {
    "bash": ("bash", "--norc", "--noprofile", "-i"),
    "zsh": ("zsh", "-f", "-i"),
    "fish": ("fish", "--no-config", "-i"),
}
READY = {
    "bash": "PS1=; source ./script; echo rea''dy\n",
    "zsh": "PS1=; autoload -U compinit && compinit -D -u; eval \"$(cat ./script)\"; echo rea''dy\n",
    "fish": "function fish_prompt; end; source ./script; echo rea''dy\n",
}


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "house.toml").write_text(POLICY)
    (tmp_path / "shop.toml").write_text(PLAN)
    commit_all(tmp_path)
    git(tmp_path, "branch", "release/1")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize("shell", START)
def test_a_tab_completes_names_and_no_name_is_run(
    shell: str, shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    (shop / "script").write_text(ran(capfd, "completions", shell).out)
    (shop / "bin").mkdir()
    program = shop / "bin" / "planner"
    program.write_text(
        "#!/bin/sh\n"
        f"export PYTHONPATH={quote(str(PROJECT))}\n"
        f'[ "$1" != completions ] || exec {quote(sys.executable)} -m planner "$@"\n'
        'printf "<%s>" "$@"; echo "<end>"\n'
    )
    program.chmod(0o755)
    environment = {
        "PATH": f"{program.parent}:/usr/bin:/bin",
        "HOME": str(shop),
        "TERM": "dumb",
        "LANG": "C.UTF-8",
    }
    terminal = PtyProcess.spawn([*START[shell]], env=environment, dimensions=(24, 300))
    said = b""

    def until(text: str) -> str:
        nonlocal said
        while text.encode() not in said:
            assert select([terminal.fd], [], [], PATIENCE)[0], said
            said += terminal.read(4096)
        told, _, said = said.partition(text.encode())
        return told.decode()

    terminal.write(READY[shell].encode())
    until("ready")
    for line, arguments in LINES.items():
        terminal.write(f"{line}\t\n".encode())
        told = until("<end>")
        assert f"<{'><'.join(arguments)}" in told, line
    terminal.terminate(force=True)
    assert not (shop / "gone").exists()


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        ("items", ("explain", "shop.toml"), (ODD, "2")),
        ("items", ("explain", "--as-of", "2027-01-01", "shop.toml"), (ODD, "2")),
        ("items", ("explain", "gone.toml"), ()),
        ("items", ("explain",), ()),
        ("items", ("unknown", "shop.toml"), ()),
        ("milestones", ("when", "shop.toml", "2"), ("released", "default")),
        ("notices", ("sent", "shop.toml"), ("2:2026-12-01", "Mail", "2")),
        ("tracks", ("simulate", "shop.toml"), ("API one",)),
        ("rules", ("fix", "shop.toml"), ("order", "default-notice")),
        ("rules", ("fix", "shop.toml", "--policy=gone"), ("order",)),
        ("revisions", ("diff",), ("git:HEAD", "git:main", "git:release/1")),
        ("settings", ("policy", "try", "./house.toml"), ("default-notice.at_least=90 days",)),
    ],
)
def test_words_of_a_line_that_is_being_typed(
    shop: Path, kind: str, typed: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    assert words(kind, typed) == expected


@pytest.mark.parametrize("kind", KINDS)
def test_a_broken_plan_and_a_missing_repository_have_no_words_and_no_errors(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "broken.toml").write_text('product = "\n[[version]]\nname = 3\n')
    told = ran(capfd, "completions", "--words", kind, "--", "explain", "broken.toml")
    assert (told.code, told.err) == (0, "")


def test_names_with_control_characters_are_not_offered(shop: Path) -> None:
    (shop / "shop.toml").write_text(PLAN.replace('"Mail"', '"Mail\\u001b[31m"'))
    assert words("notices", ("sent", "shop.toml")) == ("2:2026-12-01", "2")
