import json
import re
from pathlib import Path

import pytest

from planner.cli.diff import MOST_ROWS
from tests.repository import commit_all

from .conftest import EARLY_PLAN, LEGAL_PLAN, POLICY, Outcome, Run, ran
from .test_hostile_plan import HOSTILE, hostile_plan

CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
COMMAND = re.compile(r"^\s*::|##(?:\[|vso)", re.MULTILINE)
DIFFERENCE = """\
legal.toml → shop.toml · Shop · as of 2026-11-21

Dates
  ~ 1 default  2027-02-15 → 2027-02-03, 12 days earlier

Violations gained
  + error[default-notice]  1 default 2027-02-03 is 12 days short: """


@pytest.fixture
def diff(folder: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs `planner diff` in a folder with one plan that breaks its policy, and one that does not."""
    (folder / "legal.toml").write_text(LEGAL_PLAN)

    def run(*arguments: str) -> Outcome:
        return ran(capfd, "diff", "--as-of", "2026-11-21", *arguments)

    return run


def test_two_files(diff: Run) -> None:
    told = diff("legal.toml", "shop.toml")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(DIFFERENCE)
    assert told.out.endswith("\n\n1 date; violations: 1 gained\n")


def test_no_difference_is_said(folder: Path, diff: Run) -> None:
    (folder / "same.toml").write_text(f"# a comment\n{LEGAL_PLAN}")
    assert diff("legal.toml", "same.toml", "--exit-code") == (0, "No difference\n", "")
    assert diff("legal.toml", "same.toml", "-q") == (0, "", "")


def test_the_exit_code_tells_of_a_difference_where_that_is_asked_for(diff: Run) -> None:
    assert diff("legal.toml", "shop.toml", "--exit-code").code == 1
    assert diff("legal.toml", "legal.toml", "--exit-code").code == 0


def test_a_revision_is_of_the_other_states_path(folder: Path, diff: Run) -> None:
    commit_all(folder)
    (folder / "shop.toml").write_text(LEGAL_PLAN)
    there, back = diff("git:HEAD", "shop.toml"), diff("shop.toml", "git:HEAD")
    assert "2027-02-03 → 2027-02-15, 12 days later" in there.out
    assert "2027-02-15 → 2027-02-03, 12 days earlier" in back.out
    assert there.out.startswith("git:HEAD:shop.toml → shop.toml · ")


def test_a_revision_with_a_path_and_two_revisions(folder: Path, diff: Run) -> None:
    first = commit_all(folder)
    (folder / "shop.toml").rename(folder / "store.toml")
    commit_all(folder)
    assert diff(f"git:{first}:shop.toml", "git:HEAD:store.toml") == (0, "No difference\n", "")
    assert diff(f"git:{first}:shop.toml", "store.toml").out == "No difference\n"
    assert "there is no such file in this revision" in diff(f"git:{first}", "git:HEAD:store.toml").err


def test_both_are_judged_by_another_policy(folder: Path, diff: Run) -> None:
    (folder / "lenient.toml").write_text(POLICY.replace("90 days", "30 days"))
    told = diff("legal.toml", "shop.toml", "--policy", "lenient.toml")
    assert told.out.endswith("1 date; no violation gained or lost\n")


def test_json(diff: Run) -> None:
    told = json.loads(diff("legal.toml", "shop.toml", "--output-format", "json").out)
    assert told["dates"] == [
        {
            "entry": "version",
            "name": "1",
            "key": "default",
            "old": "2027-02-15",
            "new": "2027-02-03",
            "days": -12,
        }
    ]
    (gained,) = told["violations"]["gained"]
    assert (gained["rule"], gained["days"], gained["earliest"]) == ("default-notice", 12, "2027-02-15")
    assert told["differs"] is True
    assert list(told) == [
        "format_version", "old", "new", "product", "as_of", "status", "differs",
        "dates", "added", "removed", "renamed", "edited", "promises", "violations",
    ]  # fmt: skip


def test_markdown(diff: Run) -> None:
    told = diff("legal.toml", "shop.toml", "--output-format", "markdown").out
    assert "| 1 default | 2027-02-15 | 2027-02-03 | 12 days earlier |" in told
    assert "- `error[default-notice]`: 1 default 2027-02-03 is 12 days short: " in told
    assert "```mermaid\n---\ndisplayMode: compact\n" in told
    assert "    default was 2027-02-15 :milestone, done, 2027-02-15, 0d\n" in told
    assert told.endswith("```\n")


def test_the_picture_of_a_large_plan_shows_the_items_that_differ(diff: Run, folder: Path) -> None:
    more = "".join(f'[[version]]\nname = "1.{each}"\nreleased = 2027-05-01\n' for each in range(MOST_ROWS))
    (folder / "old.toml").write_text(LEGAL_PLAN + more)
    (folder / "new.toml").write_text(EARLY_PLAN + more)
    told = diff("old.toml", "new.toml", "--output-format", "markdown").out
    assert [line.split()[-1] for line in told.splitlines() if line.startswith("    section ")] == ["1"]
    freeze = "[[freeze]]\nfrom = 2027-08-01\nto = 2027-08-02\n"
    (folder / "freeze.toml").write_text(LEGAL_PLAN + more + freeze)
    assert "```" not in diff("old.toml", "freeze.toml", "--output-format", "markdown").out


@pytest.mark.parametrize(
    ("arguments", "path_diagnostic"),
    [
        (("gone.toml", "shop.toml"), "gone.toml: there is no such file"),
        (("git:HEAD", "shop.toml"), "git cannot be asked: not a git repository"),
        (("git:HEAD", "git:HEAD"), "git cannot be asked: not a git repository"),
        (("shop.toml", "shop.toml", "legal.toml"), "one state is compared with one other"),
        (("git:", "shop.toml"), "names no revision"),
        ((".", "shop.toml"), "is a folder"),
        (("shop.toml",), "the following arguments are required: NEW"),
        (("shop.toml", "shop.toml", "--output-format", "sarif"), "`sarif` is none of text, markdown, json"),
    ],
)
def test_what_cannot_be_compared_exits_2_and_says_why(
    diff: Run, monkeypatch: pytest.MonkeyPatch, folder: Path, arguments: tuple[str, ...], path_diagnostic: str
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(folder.parent))
    told = diff(*arguments)
    assert (told.code, told.out) == (2, "")
    assert path_diagnostic in told.err
    assert told.err.startswith(("planner diff: error: ", "usage: "))


def test_errors_of_either_state_are_told_with_their_places(folder: Path, diff: Run) -> None:
    commit_all(folder)
    (folder / "shop.toml").write_text(EARLY_PLAN.replace("released", "relaesed"))
    told = diff("git:HEAD", "shop.toml")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("shop.toml:7:1: error[unknown-key] `relaesed`: did you mean `released`?")
    commit_all(folder)
    (folder / "shop.toml").write_text(LEGAL_PLAN)
    assert diff("git:HEAD", "shop.toml").err.startswith("git:HEAD:shop.toml:7:1: error[unknown-key]")


def test_the_difference_goes_to_a_file(folder: Path, diff: Run) -> None:
    assert diff("legal.toml", "shop.toml", "-o", "difference.txt") == (0, "", "")
    assert (folder / "difference.txt").read_text().startswith(DIFFERENCE)
    assert diff("legal.toml", "shop.toml", "-o", "no/such/folder").code == 2


@pytest.mark.parametrize("output_format", ["text", "markdown", "json"])
@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_a_plan_is_interpreted(folder: Path, diff: Run, output_format: str, name: str) -> None:
    (folder / "shop.toml").write_text(hostile_plan(HOSTILE[name]), encoding="utf-8")
    for states in (("legal.toml", "shop.toml"), ("shop.toml", "legal.toml")):
        told = diff(*states, "--output-format", output_format)
        assert (told.code, told.err) == (0, "")
        assert not CONTROL.search(told.out)
        assert not COMMAND.search(told.out)
        if output_format == "json":
            assert HOSTILE[name] in (
                json.loads(told.out)["product"],
                json.loads(told.out)["edited"][0]["old"],
            )
        else:
            assert max(map(len, told.out.splitlines())) < 1500
