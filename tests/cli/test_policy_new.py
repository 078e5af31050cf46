"""`planner policy new`: a commented starter that passes `policy check` and that plans can be made under."""

import io
from itertools import combinations
from pathlib import Path

import pytest
import tomli

from planner import policies
from planner.policy import ROLES

from .conftest import Outcome, ran


def new(capfd: pytest.CaptureFixture[str], *arguments: str) -> Outcome:
    return ran(capfd, "policy", "new", *arguments)


def assert_sound(capfd: pytest.CaptureFixture[str], name: str) -> None:
    assert ran(capfd, "policy", "check", name) == Outcome(0, "Nothing found in 1 policy\n", "")
    assert ran(capfd, "fmt", "--check", name).code == 0


@pytest.mark.parametrize(
    "roles",
    [("released", *more) for number in range(4) for more in combinations(ROLES[1:], number)],
    ids="-".join,
)
def test_every_choice_of_roles_is_a_sound_policy_for_a_legal_plan(
    folder: Path, capfd: pytest.CaptureFixture[str], roles: tuple[str, ...]
) -> None:
    told = new(capfd, "ours.toml", "--name", "acme", "--roles", ",".join(reversed(roles)))
    assert told == Outcome(0, "wrote ours.toml: planner policy check ours.toml\n", "")
    data = tomli.loads((folder / "ours.toml").read_text())
    assert [each["role"] for each in data["milestone"] if "of" not in each] == [*roles]
    assert data["name"] == "acme"
    assert_sound(capfd, "ours.toml")
    assert (
        ran(capfd, "new", "p.toml", "--product", "P", "--policy", "ours.toml", "--cadence", "1 month").code
        == 0
    )
    assert ran(capfd, "check", "p.toml", "--fail-on", "warning").code == 0


@pytest.mark.parametrize("name", policies.names())
def test_every_preset_can_be_extended(folder: Path, capfd: pytest.CaptureFixture[str], name: str) -> None:
    assert new(capfd, "ours.toml", "--extends", name).code == 0
    assert_sound(capfd, "ours.toml")
    text = (folder / "ours.toml").read_text()
    commented = text.replace("# [", "[").replace("# id", "id").replace("# at_least", "at_least")
    (folder / "changed.toml").write_text(commented.replace("# slack", "slack"))
    assert "error" not in ran(capfd, "policy", "check", "changed.toml").err
    assert tomli.loads((folder / "changed.toml").read_text())["extends"] == name


def test_the_comments_show_a_rule_to_change_and_how_to_use_the_file(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (folder / "our policies").mkdir()
    assert new(capfd, "our policies/a.toml", "--extends", "policy.toml").code == 0
    text = (folder / "our policies" / "a.toml").read_text()
    assert 'extends = "../policy.toml"' in text
    assert '# id       = "default-notice"\n# at_least = "90 days"\n' in text
    assert "`planner policy check 'our policies/a.toml'` checks it" in text
    assert_sound(capfd, "our policies/a.toml")


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("policy.toml",), "policy.toml is there already: nothing was written"),
        (("a.toml", "--extends", "clo"), "did you mean `clio`?"),
        (("a.toml", "--roles", "released,retird"), "did you mean `retired`?"),
        (("a.toml", "--roles", "retired"), "the role `released` is needed"),
        (("a.toml", "--extends", "clio", "--roles", "released"), "either --extends, or --roles"),
        ((), "FILE"),
    ],
)
def test_a_policy_that_cannot_be_begun_is_refused(
    folder: Path, capfd: pytest.CaptureFixture[str], arguments: tuple[str, ...], why: str
) -> None:
    told = new(capfd, *arguments)
    assert (told.code, told.out) == (2, "")
    assert why in told.err
    assert not (folder / "a.toml").exists()


def test_a_hostile_name_stays_a_name(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    name = '"\n[[rule]]\x1b[31m::error::'
    assert new(capfd, "a.toml", "--name", name).code == 0
    assert tomli.loads((folder / "a.toml").read_text())["name"] == name
    assert_sound(capfd, "a.toml")


def test_a_terminal_is_asked_for_the_roles_or_the_policy_to_extend(
    folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("planner.cli.policy_new.is_terminal", lambda stream, environment: True)
    monkeypatch.setattr("sys.stdin", io.StringIO("\nreleased, retird\nreleased, retired\n"))
    told = new(capfd, "a.toml")
    assert told.code == 0
    assert "`retird` is no role: did you mean `retired`?" in told.out
    assert tomli.loads((folder / "a.toml").read_text())["milestone"][1]["name"] == "retired"
    monkeypatch.setattr("sys.stdin", io.StringIO("clio\n"))
    assert new(capfd, "b.toml").code == 0
    assert tomli.loads((folder / "b.toml").read_text())["extends"] == "clio"
