"""Words in an unexpected place, or mistyped, are understood or answered with the cure."""

import os
from pathlib import Path

import pytest

from planner.cli.commands import COMMANDS

from .conftest import own_process, ran

AS_OF = "2026-11-21"


@pytest.mark.parametrize("command", COMMANDS)
def test_help_before_a_command_shows_what_help_after_it_shows(
    command: str, capfd: pytest.CaptureFixture[str]
) -> None:
    after = ran(capfd, command, "--help")
    assert ran(capfd, "help", command) == after
    assert ran(capfd, "--help", command) == after


def test_help_alone_is_the_overview(capfd: pytest.CaptureFixture[str]) -> None:
    assert ran(capfd, "help") == ran(capfd, "--help")


def test_help_on_a_mistyped_command_suggests_the_command(capfd: pytest.CaptureFixture[str]) -> None:
    assert "`chekc` is no command: did you mean `check`?" in ran(capfd, "help", "chekc").err
    assert "`zzz` is no command: there are open, " in ran(capfd, "help", "zzz").err


@pytest.mark.parametrize(
    "arguments",
    [
        ("--as-of", AS_OF, "check", "shop.toml"),
        (f"--as-of={AS_OF}", "check", "shop.toml"),
        ("--as-of", AS_OF, "--policy", "./policy.toml", "check", "shop.toml"),
        ("--fail-on", "error", "check", "--as-of", AS_OF, "shop.toml"),
    ],
)
def test_options_may_stand_before_the_command(
    arguments: tuple[str, ...], folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert ran(capfd, *arguments) == ran(capfd, "check", "--as-of", AS_OF, "shop.toml")


def test_a_flag_may_stand_before_the_command(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "-q", "check", "--as-of", AS_OF, "shop.toml")
    assert told == ran(capfd, "check", "-q", "--as-of", AS_OF, "shop.toml")


def test_the_value_of_a_leading_option_is_not_taken_for_the_command(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "argument --policy: `check` is no preset" in ran(capfd, "--policy", "check", "check").err


def test_a_mistyped_option_before_the_command_is_guessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)  # a folder with a similar name would be guessed first
    told = ran(capfd, "--asof", AS_OF, "check")
    assert "planner check: error: `--asof` is not an option: did you mean `--as-of`?" in told.err
    assert "`--versoin` is not an option: did you mean `--version`?" in ran(capfd, "--versoin").err
    assert "did you mean `--version`?" in ran(capfd, "version").err


@pytest.mark.parametrize(
    ("arguments", "wrote"),
    [
        (("check", "--as-of", AS_OF, "shop.toml"), b"shop.toml"),
        (("schema", "plan"), b"A release plan"),
        (("export", "shop.toml", "--as-of", AS_OF, "--to", "md"), b"# Release plan"),
        (("export", "shop.toml", "--as-of", AS_OF, "--to", "png"), b"\x89PNG"),
        (("diff", "shop.toml", "later.toml", "--as-of", AS_OF), b"default"),
    ],
)
def test_a_dash_as_output_file_is_standard_output(
    arguments: tuple[str, ...], wrote: bytes, folder: Path
) -> None:
    later = (folder / "shop.toml").read_text().replace("2027-02-03", "2027-02-15")
    (folder / "later.toml").write_text(later)
    told = own_process(*arguments, "-o", "-", cwd=folder)
    assert wrote in told.stdout
    assert not (folder / "-").exists()


def test_several_formats_do_not_go_to_standard_output(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = ran(capfd, "export", "shop.toml", "--to", "md", "--to", "svg", "-o", "-")
    assert (told.code, told.out) == (2, "")
    assert "several formats need a folder" in told.err


@pytest.fixture
def plans(folder: Path) -> Path:
    """A folder `plans` with the plan and a second one; the policy stays where it is."""
    (folder / "plans").mkdir()
    plan = (folder / "shop.toml").read_text().replace("./policy.toml", "../policy.toml")
    (folder / "shop.toml").unlink()
    for name in ("clio.toml", "copper.toml"):
        (folder / "plans" / name).write_text(plan)
    return folder


@pytest.mark.parametrize(
    ("mistyped", "meant"),
    [
        ("plans/cilo.toml", "plans/clio.toml"),
        ("plans/clio", "plans/clio.toml"),
        ("plans/clio.tml", "plans/clio.toml"),
        ("plan/clio.toml", "plans/clio.toml"),
        ("plnas/coper.toml", "plans/copper.toml"),
        ("clio.toml", "plans/clio.toml"),
        ("cilo.toml", "plans/clio.toml"),
        ("plnas", "plans"),
    ],
)
@pytest.mark.parametrize("command", ["check", "open", "fix", "agenda", "fmt"])
def test_a_mistyped_path_suggests_the_nearest_existing_one(
    command: str, mistyped: str, meant: str, plans: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = ran(capfd, command, mistyped)
    assert told.code == 2
    assert f"did you mean `{meant}`?" in told.out + told.err


def test_a_path_that_is_near_nothing_gets_no_suggestion(
    plans: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert "did you mean" not in ran(capfd, "fix", "plans/webhooks.toml").err
    assert "did you mean" not in ran(capfd, "fix", "").err


def test_a_mistyped_policy_path_suggests_the_nearest_as_the_option_and_the_plan_write_it(
    plans: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = ran(capfd, "check", "--policy", "./polcy.toml", "plans")
    assert "`./polcy.toml`: there is no such file: did you mean `./policy.toml`?" in told.err
    plan = plans / "plans" / "clio.toml"
    plan.write_text(plan.read_text().replace("../policy", "../polcy"))
    told = ran(capfd, "check", os.path.join("plans", "clio.toml"))
    assert "did you mean `../policy.toml`?" in told.out


def test_a_command_about_one_plan_names_the_plans_of_a_folder(
    plans: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = ran(capfd, "fix", "plans")
    assert told.code == 2
    assert "give one of its plans: `plans/clio.toml`, `plans/copper.toml`" in told.err


@pytest.mark.parametrize("command", ["check", "fix", "agenda"])
def test_a_folder_without_plans_is_told_what_makes_a_plan(
    command: str, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "empty").mkdir()
    told = ran(capfd, command, "empty")
    assert told.code == 2
    assert "there is no plan here: a plan is a *.toml file with a top-level `product`" in (
        told.out + told.err
    )


def test_a_name_near_nothing_is_told_the_names_there_are(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert (
        "is no version or change of the plan: there are `1`" in ran(capfd, "when", "shop.toml", "z", "d").err
    )
    assert "there are `released`, `default`" in ran(capfd, "when", "shop.toml", "1", "zz").err
    assert "there are `order`, `default-notice`" in ran(capfd, "fix", "shop.toml", "--rule", "zz").err
    assert "say what to do: list, show, check, new or try" in ran(capfd, "policy").err
