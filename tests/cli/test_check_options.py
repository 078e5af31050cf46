"""`planner check`: reports for services, statistics, watching."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import IO

import pytest

from planner.cli import main
from tests.patience import PATIENCE

from .conftest import EARLY_PLAN, LEGAL_PLAN, PROJECT, Run


def test_services_get_paths_from_the_top_of_the_repository(
    folder: Path, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".git").mkdir()
    (folder / "plans").mkdir()
    (folder / "plans" / "shop.toml").write_text(EARLY_PLAN.replace("./", "../"))
    monkeypatch.chdir(folder / "plans")
    assert '"path": "plans/shop.toml"' in check("--output-format", "gitlab").out
    assert '"path": "plans/shop.toml"' in check("--output-format", "rdjson").out
    assert '"uri": "plans/shop.toml"' in check("--output-format", "sarif").out
    assert ",file=plans/shop.toml," in check("--output-format", "github").out
    assert '"path": "shop.toml"' in check("--output-format", "json").out


def test_statistics(folder: Path, check: Run) -> None:
    (folder / "more.toml").write_text(EARLY_PLAN)
    assert check(".", "--statistics").out.splitlines()[0] == "2  error    default-notice"
    told = json.loads(check(".", "--statistics", "--output-format", "json").out)
    assert told["statistics"] == [{"rule": "default-notice", "severity": "error", "open": 2, "waived": 0}]
    assert check(".", "--statistics").code == 1


@pytest.mark.parametrize(
    ("arguments", "path_diagnostic"),
    [
        (
            ("--statistics", "--output-format", "sarif"),
            "argument --statistics: works with full, concise and json",
        ),
        (("-", "--watch"), "argument --watch: standard input cannot be watched"),
    ],
)
def test_options_that_do_not_go_together(
    check: Run, arguments: tuple[str, ...], path_diagnostic: str
) -> None:
    told = check(*arguments)
    assert (told.code, told.out) == (2, "")
    assert path_diagnostic in told.err


def test_watching_judges_again_on_every_change_and_ends_with_the_last_code(folder: Path) -> None:
    with (folder / "told.txt").open("wb") as told:
        watching = _watch(folder, told)
        try:
            _until(lambda: "1 error in 1 plan" in _read(folder))
            assert "\x1b" not in _read(folder)
            _until(lambda: _changes("shop.toml", LEGAL_PLAN, folder, "Nothing found in 1 plan"))
            policy = (folder / "policy.toml").read_text().replace("90 days", "100 days")
            _until(lambda: _changes("policy.toml", policy, folder, "earliest 2027-02-25"))
            # A report is written before its code counts: only after the next one is it sure to.
            _until(lambda: _changes("policy.toml", policy, folder, "1 error in 1 plan", times=3))
        finally:
            watching.send_signal(signal.SIGINT)
            code = watching.wait(PATIENCE)
    assert code == 1
    assert b"Traceback" not in (watching.stderr.read() if watching.stderr else b"")


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (("plans/shop.toml",), ["base", "own", "plans"]),
        (("plans",), ["base", "own", "plans"]),
        (("plans/shop.toml", "--policy", "other/policy.toml"), ["base", "other", "plans"]),
    ],
)
def test_the_folders_of_all_files_of_a_policy_are_watched(
    arguments: tuple[str, ...], expected: list[str], folder: Path, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("base", "other", "own", "plans"):
        (folder / name).mkdir()
    (folder / "policy.toml").rename(folder / "base" / "policy.toml")
    for name in ("own", "other"):
        text = f'format = 1\nname = "{name}"\nextends = "../base/policy.toml"\n'
        (folder / name / "policy.toml").write_text(text)
    plan = EARLY_PLAN.replace("./policy.toml", "../own/policy.toml")
    (folder / "plans" / "shop.toml").write_text(plan)
    watched: list[str] = []

    def until_ctrl_c(*folders: str, **_: object) -> None:
        watched.extend(folders)
        raise KeyboardInterrupt

    monkeypatch.setattr("watchfiles.watch", until_ctrl_c)
    assert check(*arguments, "--watch").code == 1
    assert sorted(watched) == expected


_LOADED = """
import sys
from planner.cli import main
main(sys.argv[1:])
print(*sys.modules, file=sys.stderr)
"""
SLOW = {"watchfiles", "textual", "jinja2", "subprocess", "planner.compare", "planner.revisions"}


def test_what_watching_needs_is_loaded_by_nothing_else(folder: Path) -> None:
    for output_format in ("full", "gitlab", "junit", "sarif", "rdjson", "markdown"):
        told = subprocess.run(
            [sys.executable, "-c", _LOADED, "check", "shop.toml", "--output-format", output_format],
            capture_output=True,
            check=True,
            cwd=folder,
            env={"PYTHONPATH": str(PROJECT)},
        )
        loaded = set(told.stderr.decode().split())
        assert "planner.cli.check" in loaded
        cures = {"planner.compare"} if output_format == "rdjson" else set()  # it suggests edits
        assert not loaded & SLOW - cures
        assert ("xml" in loaded) == (output_format == "junit")


def _watch(folder: Path, told: IO[bytes]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "planner", "check", "shop.toml", "--watch", "--as-of", "2026-11-21"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(PROJECT)},
        stdout=told,
        stderr=subprocess.PIPE,
    )


def _changes(name: str, text: str, folder: Path, expected: str, times: int = 1) -> bool:
    """Write a text again until it is noticed: what is written before the watch begins is not."""
    (folder / name).write_text(text)
    end = time.monotonic() + 1
    while _read(folder).count(expected) < times and time.monotonic() < end:
        time.sleep(0.02)
    return _read(folder).count(expected) >= times


def _read(folder: Path) -> str:
    return (folder / "told.txt").read_text()


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_what_follows_two_dashes_is_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--", "--output-file=x"]) == 2
    assert list(tmp_path.iterdir()) == []


def test_excluded_plans_are_left_out_and_nothing_left_is_exit_2(folder: Path, check: Run) -> None:
    (folder / "drafts").mkdir()
    (folder / "drafts" / "next.toml").write_text("[[version]]\n")
    assert check("--exclude", "shop.toml", "--exclude", "drafts").code == 2
    told = check("--exclude", "drafts", "--output-format", "json")
    assert json.loads(told.out)["summary"]["plans"] == 1
    assert check("shop.toml", "--exclude", "*.toml").code == 2


def test_a_plan_given_twice_is_counted_once(folder: Path, check: Run) -> None:
    told = check("shop.toml", "./shop.toml", ".", str(folder / "shop.toml"), "--output-format", "json")
    assert [each["path"] for each in json.loads(told.out)["plans"]] == ["shop.toml"]


def test_a_foreign_file_does_not_fail_the_gate_and_one_that_is_not_utf_8_does(
    folder: Path, check: Run
) -> None:
    (folder / "shop.toml").write_text(LEGAL_PLAN)
    (folder / "foreign.toml").write_text('product = "shop"\nversion = "1.2"\n')
    told = check()
    assert (told.code, told.err) == (0, "")
    assert told.out.endswith("2 other TOML files passed over\n")
    (folder / "wide.toml").write_bytes(LEGAL_PLAN.encode("utf-16"))
    told = check()
    assert told.code == 1
    assert "error[not-utf-8]" in told.out
