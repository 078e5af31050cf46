"""`planner new`: a legal, commented plan, asked for in a terminal."""

import io
import json
from pathlib import Path

import pytest
import tomli

from planner import policies
from planner.dates import parse_duration, to_day
from planner.engine.evaluate import check
from planner.files.plan.file import read_plan_file
from planner.files.policy.presets import presets
from planner.files.policy.read import load_policy
from planner.starter.plan import NewPlan, new_plan

from .conftest import Outcome, ran

AS_OF = ("--as-of", "2026-11-21")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    found: list[list[str]] = []

    def run(arguments: list[str]) -> int:
        found.append(arguments)
        return 0

    monkeypatch.setattr("planner.cli.open.run", run)
    return found


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """What is typed into a terminal."""
    typed = io.StringIO()
    monkeypatch.setattr("sys.stdin", typed)
    monkeypatch.setattr("planner.cli.new.is_terminal", lambda stream, environment: True)
    return typed


def type_in(answers: io.StringIO, *lines: str) -> None:
    answers.write("".join(f"{each}\n" for each in lines))
    answers.seek(0)


@pytest.mark.parametrize("cadence", [None, "6 months"])
@pytest.mark.parametrize("name", policies.names())
def test_a_new_plan_is_legal_under_every_preset(name: str, cadence: str | None) -> None:
    if cadence and name in ("stripe", "linkedin", "shopify"):
        cadence = "1 month" if name != "shopify" else "3 months"
    policy = load_policy(name, None)
    for day in ("2026-11-21", "2028-02-29"):
        as_of = to_day(tomli.loads(f"d = {day}")["d"])
        wishes = NewPlan(
            product="Shop",
            policy=policy,
            policy_name=name,
            as_of=as_of,
            cadence=parse_duration(cadence) if cadence else None,
        )
        plan = new_plan(wishes)
        assert [each.reason.message for each in check(plan, policy, as_of).all] == []


def test_options_alone_write_a_plan_in_the_form_of_fmt(
    folder: Path, capfd: pytest.CaptureFixture[str], opened: list[list[str]]
) -> None:
    arguments = (
        "--product",
        "My Shop",
        "--policy",
        "clio",
        "--cadence",
        "6 months",
        "--first-version",
        "2.0",
    )
    told = ran(capfd, "new", "my shop.toml", *arguments, *AS_OF)
    assert told == Outcome(
        0,
        "wrote my shop.toml: 2.0 released 2026-11-21, default 2027-02-19, and 1 more version\n",
        "",
    )
    assert opened == []
    text = (folder / "my shop.toml").read_text()
    assert [each["name"] for each in tomli.loads(text)["version"]] == ["2.0", "2.1"]
    assert "`planner 'my shop.toml'` opens its timeline" in text
    assert "\n# Versions, the oldest first. Their dates: released, default, deprecated.\n" in text
    assert "Channels: email, docs, slack." in text
    assert ran(capfd, "fmt", "--check", "my shop.toml").code == 0
    assert ran(capfd, "check", "my shop.toml", *AS_OF) == Outcome(
        0, "Nothing found in 1 plan as of 2026-11-21\n", ""
    )


def test_the_options_that_are_missing_are_named_where_nobody_can_be_asked(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = ran(capfd, "new", "--product", "Shop")
    assert (told.code, told.out) == (2, "")
    assert "this is not a terminal: give FILE, --policy" in told.err


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--policy", "clo"), "did you mean `clio`?"),
        (("--policy", "clio", "--cadence", "3 moons"), "`3 moons`: expected a duration"),
        (("--policy", "clio", "--cadence", "0 days"), "a cadence is longer than 0 days"),
        (("--policy", "copper", "--track", "CLI"), "`CLI` is no track of the policy"),
        (("--policy", "clio", "--product", " "), "a product is needed"),
        (("--policy", "./bad.toml"), "error[unknown-key]"),
    ],
)
def test_wishes_that_cannot_be_met_write_nothing(
    folder: Path, capfd: pytest.CaptureFixture[str], options: tuple[str, ...], why: str
) -> None:
    (folder / "bad.toml").write_text('format = 1\nname = "bad"\nnme = 1\n')
    told = ran(capfd, "new", "p.toml", "--product", "P", *options)
    assert (told.code, told.out) == (2, "")
    assert why in told.err
    assert not (folder / "p.toml").exists()


def test_a_file_is_never_overwritten_but_an_empty_one_is_filled(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    arguments = ("--product", "P", "--policy", "base")
    told = ran(capfd, "new", "shop.toml", *arguments)
    assert told.code == 2
    assert "shop.toml is there already: nothing was written" in told.err
    (folder / "empty.toml").write_text("\n  \n")
    assert ran(capfd, "new", "empty.toml", *arguments).code == 0
    assert read_plan_file(str(folder / "empty.toml")).plan is not None
    assert ran(capfd, "new", "no/such.toml", *arguments).code == 2
    assert ran(capfd, "new", "a\0b.toml", *arguments).code == 2


def test_a_policy_by_path_is_named_from_the_plan(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (folder / "plans").mkdir()
    assert ran(capfd, "new", "plans/p.toml", "--product", "P", "--policy", "policy.toml", *AS_OF).code == 0
    text = (folder / "plans" / "p.toml").read_text()
    assert 'policy  = "../policy.toml"' in text
    assert "planner check plans/p.toml" in text
    assert (
        json.loads(ran(capfd, "check", "plans", "--output-format", "json", *AS_OF).out)["summary"]["error"]
        == 0
    )


def test_tracks_begin_with_a_version_each(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    arguments = ("--product", "P", "--policy", "copper", "--track", "SDK", "--track", "Webhooks")
    assert ran(capfd, "new", "p.toml", *arguments, *AS_OF).code == 0
    versions = tomli.loads((folder / "p.toml").read_text())["version"]
    assert [(each["name"], each["track"]) for each in versions] == [
        ("SDK v1", "SDK"),
        ("Webhooks v1", "Webhooks"),
    ]


def test_a_terminal_is_asked_for_everything_and_the_plan_opens(
    folder: Path, capfd: pytest.CaptureFixture[str], answers: io.StringIO, opened: list[list[str]]
) -> None:
    type_in(
        answers, "Widgets", "clo", "copper", "SDK, CLI", "SDK", "0.1", "2 moons", "1 year", "shop.toml", "w"
    )
    told = ran(capfd, "new", *AS_OF)
    assert told.code == 0
    assert opened == [[*AS_OF, "--", "w.toml"]]
    versions = tomli.loads((folder / "w.toml").read_text())["version"]
    assert [each["name"] for each in versions] == ["0.1", "0.2"]
    assert "90 days' notice of a default; a year after the next one." in told.out
    listed = told.out.split("Policy, by its number")[0].splitlines()
    assert max(map(len, listed)) <= 80, "no line of the list is broken in a terminal of 80 columns"
    assert "`clo` is not in the list: did you mean `clio`?" in told.out
    assert "CLI is no track of the policy" in told.out
    assert "expected" not in told.out.split("Cadence")[0]
    assert "shop.toml is there already" in told.out


def test_empty_answers_take_what_is_offered(
    folder: Path, capfd: pytest.CaptureFixture[str], answers: io.StringIO, opened: list[list[str]]
) -> None:
    type_in(answers, "", "4", "", "", "")
    assert ran(capfd, "new", "--no-open", *AS_OF).code == 0
    assert opened == []
    (written,) = set(folder.glob("*.toml")) - {folder / "policy.toml", folder / "shop.toml"}
    assert f'policy  = "{presets()[3].policy.name}"' in written.read_text()


def test_an_end_of_input_writes_nothing(
    folder: Path, capfd: pytest.CaptureFixture[str], answers: io.StringIO
) -> None:
    assert ran(capfd, "new", "w.toml").code == 2
    assert not (folder / "w.toml").exists()
