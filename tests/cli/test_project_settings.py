"""The project's settings: planner.toml, or [tool.planner] of pyproject.toml."""

import json
from pathlib import Path

import pytest

from tests.repository import commit_all, git

from .conftest import EARLY_PLAN, LEGAL_PLAN, Run, ran

FILES = ("planner.toml", "pyproject.toml")


def configure(folder: Path, name: str, settings: str) -> None:
    (folder / name).write_text(f"[tool.planner]\n{settings}" if name == "pyproject.toml" else settings)


def paths(told: str) -> list[str]:
    return [each["path"] for each in json.loads(told)["plans"]]


@pytest.mark.parametrize("name", FILES)
def test_settings_stand_in_for_options_and_options_win(folder: Path, check: Run, name: str) -> None:
    (folder / "live").mkdir()
    for each in ("draft", "shop"):
        (folder / "live" / f"{each}.toml").write_text(EARLY_PLAN.replace("./", "../"))
    configure(folder, name, 'paths = ["live"]\nexclude = ["draft.toml"]\n')
    as_json = ("--output-format", "json")
    assert paths(check(*as_json).out) == ["live/shop.toml"]
    assert paths(check(".", *as_json).out) == ["live/shop.toml", "shop.toml"]
    assert paths(check(*as_json, "--exclude", "shop.toml").out) == ["live/draft.toml"]
    assert paths(check(*as_json, "--isolated").out) == ["live/draft.toml", "live/shop.toml", "shop.toml"]


def test_the_severity_of_the_settings_decides_the_exit_code(folder: Path, check: Run) -> None:
    (folder / "policy.toml").write_text(
        (folder / "policy.toml")
        .read_text()
        .replace('kind = "notice"', 'kind = "notice"\nseverity = "warning"')
    )
    (folder / "shop.toml").write_text(EARLY_PLAN)
    assert check().code == 0
    configure(folder, "planner.toml", 'fail-on = "warning"\n')
    assert check().code == 1
    assert check("--fail-on", "error").code == 0
    assert check("--isolated").code == 0


def test_settings_are_found_above_and_read_from_their_own_folder(
    folder: Path, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "plans" / "old").mkdir(parents=True)
    for each in ("plans/a.toml", "plans/old/b.toml"):
        (folder / each).write_text(LEGAL_PLAN.replace("./policy.toml", "clio"))
    configure(folder, "pyproject.toml", 'paths = ["plans"]\nexclude = ["plans/old/*.toml"]\n')
    (folder / "elsewhere").mkdir()
    monkeypatch.chdir(folder / "elsewhere")
    assert paths(check("--output-format", "json").out) == ["../plans/a.toml"]
    monkeypatch.chdir(folder / "plans")
    assert paths(check("--output-format", "json").out) == ["a.toml"]


def test_settings_above_the_repository_do_not_count(
    folder: Path, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(folder, "planner.toml", "unknown = 1\n")
    (folder / "inner" / ".git").mkdir(parents=True)
    (folder / "inner" / "shop.toml").write_text(LEGAL_PLAN.replace("./", "../"))
    monkeypatch.chdir(folder / "inner")
    assert check().code == 0


def test_since_of_the_settings_reports_only_new_violations(folder: Path, check: Run) -> None:
    (folder / "shop.toml").write_text(EARLY_PLAN)
    configure(folder, "planner.toml", 'since = "git:main"\n')
    commit_all(folder)
    git(folder, "checkout", "--quiet", "-b", "branch")
    assert check().code == 0
    assert check("--isolated").code == 1
    (folder / "new.toml").write_text(EARLY_PLAN)
    assert check().code == 1
    configure(folder, "planner.toml", 'since = "git:gone"\n')
    told = check()
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("planner check: error: planner.toml: since: ")


@pytest.mark.parametrize(("name", "line"), [("planner.toml", 1), ("pyproject.toml", 2)])
def test_all_errors_of_the_settings_are_said_with_their_lines(
    folder: Path, check: Run, name: str, line: int
) -> None:
    configure(folder, name, 'excludes = ["drafts"]\nfail-on = "eror"\npaths = "plans"\n')
    told = check()
    assert (told.code, told.out) == (2, "")
    assert told.err.splitlines() == [
        f"{name}:{line}:1: error[unknown-key] `excludes`: did you mean `exclude`?",
        f"{name}:{line + 1}:11: error[unknown-value] `eror`: did you mean `error`?",
        f'{name}:{line + 2}:9: error[wrong-type] `paths`: expected a list of texts, as in ["…", "…"],'
        ' not `"plans"`',
        "planner check: the project's settings are broken",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('[tool]\nplanner.exclude = ["shop.toml"]\n', True),
        ('["tool"."planner"]\nexclude = ["shop.toml"]\n', True),
        ('tool.planner.exclude = ["shop.toml"]\n', True),
        ("[tool.other]\nplanner = 1\n", False),
        ("[tool.other\n", False),
        ('[tool.planner]\nexclude = ["shop.toml"]\n[tool.other\n', None),
    ],
)
def test_only_the_table_of_the_planner_counts_in_a_shared_file(
    folder: Path, check: Run, text: str, found: bool | None
) -> None:
    (folder / "pyproject.toml").write_text(text)
    told = check()
    if found is None:
        assert (told.code, told.err.splitlines()[0][:18]) == (2, "pyproject.toml:3:1")
    else:
        assert ("there is no plan" in told.out) is found


@pytest.mark.parametrize("command", ["open", "agenda", "fmt", "diff", "policy"])
def test_every_command_about_several_plans_knows_the_settings(
    folder: Path, capfd: pytest.CaptureFixture[str], command: str
) -> None:
    configure(folder, "planner.toml", "unknown = 1\n")
    more = {"diff": ("git:main",), "policy": ("try", "clio")}.get(command, ())
    told = ran(capfd, command, *more)
    assert told.code == 2
    assert "planner.toml:1:1: error[unknown-key] `unknown` is not a key of the settings" in told.err


def test_a_plan_with_the_name_of_the_settings_is_a_plan(folder: Path, check: Run) -> None:
    (folder / "shop.toml").rename(folder / "planner.toml")
    told = check("--output-format", "json")
    assert paths(told.out) == ["planner.toml"]
