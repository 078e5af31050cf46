"""`planner check --since`: a product with a history is held to what is new."""

import json
from pathlib import Path

import pytest

from planner.reports import FORMATS
from tests.repository import commit_all

from .conftest import EARLY_PLAN, LEGAL_PLAN, POLICY, Run, own_process

SECOND = LEGAL_PLAN.split("\n\n", 1)[1].replace('"1"', '"2"').replace("2027-02-15", "2027-02-01")
"""A second version, fourteen days short."""


@pytest.fixture
def repository(folder: Path) -> Path:
    """One commit with a plan that breaks its policy by twelve days."""
    commit_all(folder)
    return folder


def test_what_that_state_has_too_is_not_told_but_counted(repository: Path, check: Run) -> None:
    assert check("shop.toml").code == 1
    assert check("shop.toml", "--since", "git:HEAD") == (
        0,
        "Nothing new in 1 plan as of 2026-11-21, since git:HEAD; 1 known before\n",
        "",
    )


def test_what_is_new_is_told_in_every_format(repository: Path, check: Run) -> None:
    (repository / "shop.toml").write_text(f"{EARLY_PLAN}\n{SECOND}")
    for output_format in FORMATS:
        told = check("shop.toml", "--since", "git:HEAD", "--output-format", output_format)
        assert told.code == 1
        assert "2 default 2027-02-01" in told.out
        assert "1 default 2027-02-03" not in told.out


def test_json_says_since_when_and_how_many_are_known(repository: Path, check: Run) -> None:
    told = json.loads(check("shop.toml", "--since", "git:HEAD", "--output-format", "json").out)
    assert told["since"] == {"base": "git:HEAD", "known": 1}
    assert told["summary"]["error"] == 0
    assert "since" not in json.loads(check("shop.toml", "--output-format", "json").out)


def test_more_days_are_new_and_fewer_are_not(repository: Path, check: Run) -> None:
    (repository / "shop.toml").write_text(EARLY_PLAN.replace("2027-02-03", "2027-02-10"))
    assert check("--since", "git:HEAD").code == 0
    (repository / "shop.toml").write_text(EARLY_PLAN.replace("2027-02-03", "2027-02-02"))
    told = check("--since", "git:HEAD")
    assert told.code == 1
    assert "13 days short" in told.out


def test_time_alone_makes_nothing_new(repository: Path, check: Run) -> None:
    (repository / "shop.toml").write_text(EARLY_PLAN.replace("told ", "# "))
    commit_all(repository)
    assert check("--since", "git:HEAD", "--as-of", "2026-12-24").code == 0


def test_a_stricter_policy_is_new_unless_both_are_judged_by_it(repository: Path, check: Run) -> None:
    (repository / "policy.toml").write_text(POLICY.replace("90 days", "100 days"))
    assert check("shop.toml", "--since", "git:HEAD").code == 1
    assert check("shop.toml", "--since", "git:HEAD", "--policy", "policy.toml").code == 0


def test_a_plan_that_is_not_in_that_state_is_all_new_and_that_is_said(repository: Path, check: Run) -> None:
    (repository / "more.toml").write_text(EARLY_PLAN)
    told = check("--since", "git:HEAD", "--output-format", "concise")
    assert told.code == 1
    assert told.err == "more.toml: note: it is not in git:HEAD: all its violations are new\n"
    assert told.out.splitlines()[0].startswith("more.toml:8:1: error[default-notice]")
    assert told.out.endswith(
        "1 error in 2 plans, since git:HEAD; 1 known before; 1 other TOML file passed over\n"
    )


def test_a_state_that_cannot_be_judged_excuses_nothing_and_that_is_said(repository: Path, check: Run) -> None:
    (repository / "shop.toml").write_text(EARLY_PLAN.replace("released", "relaesed"))
    commit_all(repository)
    (repository / "shop.toml").write_text(EARLY_PLAN)
    told = check("shop.toml", "--since", "git:HEAD")
    assert told.code == 1
    assert "git:HEAD:shop.toml cannot be judged, so all violations count as new: " in told.err
    assert "git:HEAD:shop.toml:7:1: `relaesed`: did you mean `released`?" in told.err


def test_errors_of_the_plan_now_are_told_whatever_was_before(repository: Path, check: Run) -> None:
    (repository / "shop.toml").write_text(EARLY_PLAN.replace("released", "relaesed"))
    commit_all(repository)
    told = check("shop.toml", "--since", "git:HEAD")
    assert told.code == 1
    assert "error[unknown-key]" in told.out


def test_a_file_is_the_state_of_one_plan(folder: Path, check: Run) -> None:
    (folder / "before").mkdir()
    (folder / "before" / "shop.toml").write_text(EARLY_PLAN.replace("./", "../"))
    assert check("shop.toml", "--since", "before/shop.toml").code == 0
    told = check(".", "--since", "before/shop.toml")
    assert (told.code, told.out) == (2, "")
    assert "before/shop.toml is one plan, and there are 2: give git:REV" in told.err


def test_standard_input_against_a_revision_with_a_path(repository: Path) -> None:
    for base, code in (("git:HEAD:shop.toml", 0), ("git:HEAD", 2)):
        told = own_process(
            "check", "-", "--as-of", "2026-11-21", "--since", base, stdin=EARLY_PLAN.encode(), cwd=repository
        )
        assert told.returncode == code, told.stderr


@pytest.mark.parametrize("base", ["git:nope", "git:--help", "git:", "gone.toml", "git:HEAD:gone.toml"])
def test_a_state_that_is_not_there_exits_2_and_never_looks_clean(
    repository: Path, check: Run, base: str
) -> None:
    told = check("shop.toml", "--since", base, "--exit-zero")
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("planner check: error: argument --since: ")


def test_what_is_waived_excuses_nothing(repository: Path, check: Run) -> None:
    waiver = '[[waiver]]\nrule = "default-notice"\nversion = "1"\nreason = "security"\nnote = "A hole"\n'
    (repository / "shop.toml").write_text(EARLY_PLAN + waiver)
    granted = check("shop.toml", "--since", "git:HEAD")
    assert granted.code == 0
    assert "waived[default-notice]" in granted.out
    commit_all(repository)
    (repository / "shop.toml").write_text(EARLY_PLAN)
    assert check("shop.toml", "--since", "git:HEAD").code == 1
