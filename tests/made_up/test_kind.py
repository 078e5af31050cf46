"""A new kind of rule is one file and one line: every command takes it as it takes the others."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path

import jsonschema
import pytest
import tomli

from planner.cli.commands import COMMANDS
from planner.compare.keys import edited_rules
from planner.dates import Duration
from planner.engine.rules import KINDS, MODULES
from planner.engine.rules.kind import Origin, ParameterType
from planner.exports import FORMATS as EXPORTS
from planner.files.policy.read import load_policy
from planner.reports import FORMATS as REPORTS
from tests.cli.conftest import PROJECT, Outcome, ran
from tests.tui.desk import at_work

Run = Callable[..., Outcome]

POLICY = """\
format = 1
name   = "house"

[[milestone]]
name = "released"
role = "released"

[[milestone]]
name = "default"
role = "default"

[channels]
email = "Email"

[reasons]
legal = "The law wants it"

[[rule]]
id          = "default-grown"
kind        = "grown"
milestone   = "default"
after_today = "90 days"
channels    = ["email"]
clause      = "Growing"

[[rule]]
id       = "no-names"
kind     = "nameless"
severity = "info"
"""
PLAN = """\
format  = 1
product = "Shop"
policy  = "./policy.toml"

[[version]]
name     = "1"
released = 2026-12-01
default  = 2027-01-15

[[waiver]]
version = "1"
rule    = "no-names"
reason  = "legal"
note    = "It has to be called something"
"""
AS_OF = ("--as-of", "2026-11-21")
GROWN_BY = "2027-02-19"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("NO_COLOR", "CLICOLOR_FORCE", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setitem(MODULES, "grown", "tests.made_up.grown")
    monkeypatch.setitem(MODULES, "nameless", "tests.made_up.nameless")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "policy.toml").write_text(POLICY)
    (tmp_path / "plan.toml").write_text(PLAN)
    return tmp_path


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    return lambda *arguments: ran(capfd, *arguments)


@pytest.mark.parametrize("output_format", REPORTS)
def test_check_reports_it_in_every_format(run: Run, output_format: str) -> None:
    told = run("check", "plan.toml", *AS_OF, "--output-format", output_format)
    assert (told.code, told.err) == (1, "")
    assert "default-grown" in told.out


def test_check_finds_and_waives_it(run: Run) -> None:
    report = json.loads(run("check", "plan.toml", *AS_OF, "--output-format", "json").out)
    nameless, grown = report["plans"][0]["violations"]
    assert (grown["rule"], grown["kind"], grown["earliest"], grown["days"]) == (
        "default-grown",
        "grown",
        GROWN_BY,
        35,
    )
    assert (nameless["rule"], nameless["kind"], nameless["waived"]["reason"]) == (
        "no-names",
        "nameless",
        "legal",
    )


def test_rule_says_what_it_demands_with_an_example_and_its_dates(run: Run) -> None:
    told = run("rule", "default-grown", "--plan", "plan.toml", *AS_OF)
    assert (told.code, told.err) == (0, "")
    assert "default-grown · grown · error" in told.out
    assert "A version's default date is grown for 90 days." in told.out
    assert "example  1.0 default 2027-01-14 is not grown; on 2027-04-14 it holds" in told.out
    assert "broken   1 default 2027-01-15 is not grown" in told.out
    assert "A version is best without a name." in run("rule", "no-names", "--policy", "./policy.toml").out


@pytest.mark.parametrize("year", [2020, 2027, 2030])
def test_a_rule_with_a_fixed_day_has_an_example_however_early_that_is(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    monkeypatch.setitem(MODULES, "not-before", "tests.made_up.not_before")
    rule = f'[[rule]]\nid = "r"\nkind = "not-before"\nmilestone = "default"\nyear = {year}\n'
    (folder / "fixed.toml").write_text(f"{POLICY}\n{rule}")
    told = run("rule", "r", "--policy", "./fixed.toml").out
    assert f"example  1.0 default {year - 1}-12-31 is 1 day short: not before {year}" in told


def test_when_gives_the_reason_of_a_rule_without_a_floor(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(MODULES, "not-before", "tests.made_up.not_before")
    rule = '[[rule]]\nid = "law"\nkind = "not-before"\nmilestone = "default"\nyear = 2028\n'
    (folder / "policy.toml").write_text(f"{POLICY}\n{rule}")
    told = run("when", "plan.toml", "1", "default", *AS_OF)
    assert told.out.startswith("1 can be default on 2028-01-01")
    assert "  law: 1 default 2027-12-31 is 1 day short: not before 2028" in told.out


@pytest.mark.parametrize("markdown", [(), ("--markdown",)])
def test_policy_show_has_its_sentence(run: Run, markdown: tuple[str, ...]) -> None:
    told = run("policy", "show", "./policy.toml", *markdown)
    assert told.code == 0
    assert "A version's default date is grown for 90 days." in told.out


def test_policy_check_knows_its_parameters(run: Run, folder: Path) -> None:
    assert run("policy", "check", "policy.toml").code == 0
    text = POLICY.replace("after_today = ", "after_tody = ")
    (folder / "policy.toml").write_text(text)
    assert "did you mean `after_today`?" in run("policy", "check", "policy.toml").out


def test_an_unknown_kind_lists_it_among_those_that_there_are(run: Run, folder: Path) -> None:
    (folder / "policy.toml").write_text(POLICY.replace('"nameless"', '"zzz"'))
    assert "`grown`" in run("policy", "check", "policy.toml").out


def test_the_schemas_take_it_and_its_parameters_only(run: Run) -> None:
    schema = json.loads(run("schema", "policy").out)
    jsonschema.validate(tomli.loads(POLICY), schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(tomli.loads(POLICY.replace("after_today", "at_least")), schema)
    assert "default-grown" in run("schema", "plan", "--policy", "./policy.toml").out


def test_fmt_puts_its_parameters_in_their_order(run: Run, folder: Path) -> None:
    lines = POLICY.splitlines(keepends=True)
    first = lines.index('milestone   = "default"\n')
    lines[first : first + 2] = lines[first + 1], lines[first]
    (folder / "policy.toml").write_text("".join(lines))
    assert run("fmt", "policy.toml").code == 0
    assert (folder / "policy.toml").read_text() == POLICY


def test_when_counts_from_its_floor(run: Run) -> None:
    told = run("when", "plan.toml", "1", "default", *AS_OF)
    assert told.code == 0
    assert told.out.startswith(f"1 can be default on {GROWN_BY}")
    assert f"default-grown: not before {GROWN_BY}" in told.out


def test_explain_gives_it_as_the_reason(run: Run) -> None:
    assert f"{GROWN_BY} because default-grown" in run("explain", "plan.toml", "1", "default", *AS_OF).out


def test_the_agenda_lists_the_notice_that_it_asks_for(run: Run) -> None:
    told = json.loads(run("agenda", "plan.toml", *AS_OF, "--output-format", "json").out)
    missing = next(each for each in told["due"] if each["missing"])
    assert missing["about"] == [{"item": "1", "milestones": ["default"], "withdraws": []}]
    assert missing["channels"] == ["email"]


def test_fix_moves_the_date_and_adds_the_notice(run: Run, folder: Path) -> None:
    told = run("fix", "plan.toml", *AS_OF, "--write")
    assert told.err == ""
    text = (folder / "plan.toml").read_text()
    assert f"default  = {GROWN_BY}" in text
    assert 'announces = ["default"]' in text
    assert run("check", "plan.toml", *AS_OF).code == 0


def test_status_and_diff_take_a_plan_under_it(run: Run, folder: Path) -> None:
    assert run("status", "plan.toml", "--on", "2027-02-01").code == 0
    (folder / "later.toml").write_text(PLAN.replace("2027-01-15", "2027-03-15"))
    for output_format in ("text", "markdown", "json"):
        told = run("diff", "plan.toml", "later.toml", *AS_OF, "--output-format", output_format)
        assert "default-grown" in told.out, output_format


DRIVEN: Mapping[str, tuple[tuple[str, ...], str]] = {
    "check": (("check", "plan.toml", "--since", "theirs.toml"), "error[default-grown]"),
    "new": (("new", "new.toml", "--product", "P", "--policy", "./policy.toml"), f"default {GROWN_BY}"),
    "simulate": (("simulate", "plan.toml", "--cadence", "3 months", "--years", "1"), "info[no-names]: 2"),
    "import": (("import", "rows.csv", "--from", "csv", "--policy", "./policy.toml"), GROWN_BY),
    "merge": (("merge", "plan.toml", "ours.toml", "theirs.toml"), ""),
    "sent": (("sent", "announced.toml", "1", "--on", "2026-11-21"), "told default"),
    "completions": (
        ("completions", "--words", "settings", "--", "policy", "try", "./policy.toml"),
        "default-grown.after_today=",
    ),
    "policy": (
        ("policy", "try", "./policy.toml", "--set", "default-grown.after_today=10 days", "plan.toml"),
        "1 lost",
    ),
}
"""Arguments of commands that no test above drives, and words that they print."""
ABOVE = {"rule", "fmt", "schema", "when", "explain", "agenda", "fix", "status", "diff", "export"}
NO_KIND = {"open", "serve", "recover", "keys", "help"}
"""Commands that read no policy themselves."""


WITHOUT_DAY = ("merge", "completions")


@pytest.mark.parametrize("command", [each for each in COMMANDS if each not in ABOVE | NO_KIND])
def test_every_other_command_takes_it(run: Run, folder: Path, command: str) -> None:
    (folder / "ours.toml").write_text(PLAN.replace("2026-12-01", "2026-12-02"))
    (folder / "theirs.toml").write_text(PLAN.replace("2027-01-15", "2027-03-15"))
    (folder / "rows.csv").write_text(f"name,released,default\n1,2026-12-01,{GROWN_BY}\n")
    notice = 'version = "1"\nannounces = ["default"]\ndate = 2026-11-21\nchannels = ["email"]\n'
    (folder / "announced.toml").write_text(f"{PLAN}\n[[notice]]\n{notice}")
    arguments, words = DRIVEN.get(command, ((command, "plan.toml"), ""))
    as_of = () if command in WITHOUT_DAY or command not in DRIVEN else AS_OF
    told = run(*arguments, *as_of)
    assert command not in DRIVEN or told.code == (1 if command == "check" else 0), told.err
    assert words in told.out + told.err
    if command == "merge":
        merged = (folder / "ours.toml").read_text()
        assert "2026-12-02" in merged
        assert "2027-03-15" in merged


OF_TYPE: Mapping[ParameterType, object] = {
    "milestone": "a",
    "milestones": ("b",),
    "origin": Origin("a"),
    "duration": Duration(1, "day"),
    "spans": (Duration(1, "day"),),
    "channels": ("email",),
    "fields": ("b",),
    "flag": True,
    "severity": "info",
    "whole": 2027,
    "weekdays": ("mon",),
    "days": ("15 jan",),
    "months": ("jan",),
    "country": "US",
    "roll": "next",
    "period": "year",
    "versions": {"track": ("A",)},
}
"""A value of each type of parameter."""


@pytest.mark.parametrize("name", MODULES)
def test_every_parameter_can_be_told_by_its_key_in_the_file(name: str) -> None:
    kind = KINDS[name]
    for each in kind.parameters:
        assert each.name.isidentifier()
    values = {each.name: OF_TYPE[each.type] for each in kind.parameters if each.required}
    written = kind.written(kind.make(values))
    assert written.keys() == {each.name for each in kind.parameters}
    assert values.items() <= written.items()


def test_a_difference_of_policies_names_the_keys_of_the_file(folder: Path) -> None:
    old = load_policy("./policy.toml", None)
    (folder / "policy.toml").write_text(POLICY.replace("90 days", "91 days"))
    (edit,) = edited_rules(old, load_policy("./policy.toml", None))
    assert (edit.what, edit.old, edit.new) == ("after_today", "90 days", "91 days")


@pytest.mark.parametrize("export_format", EXPORTS)
def test_every_export_takes_a_plan_under_it(run: Run, folder: Path, export_format: str) -> None:
    told = run("export", "plan.toml", *AS_OF, "--to", export_format, "-o", "out")
    assert told.code == 0
    # Drafts of announcements say what keeps them from being sent.
    assert ("breaks default-grown: " in told.err) == EXPORTS[export_format].in_parts
    assert (folder / "out").exists()


def test_no_code_outside_the_rules_knows_a_kind() -> None:
    kinds = {name: module for name, module in MODULES.items() if module.startswith("planner.")}
    tested = re.compile(r"rule\.kind\s*(==|!=|in\b|not in\b)|match .*rule\.kind")
    for path in sorted((PROJECT / "planner").rglob("*.py")):
        if path.is_relative_to(PROJECT / "planner" / "engine" / "rules"):
            continue
        text = path.read_text(encoding="utf-8")
        assert not tested.search(text), path
        for name, module in kinds.items():
            known = re.findall(rf"^\s*from {module} import (.*)$", text, re.MULTILINE)
            assert set(known) <= ({"RULE", "RULE as ORDER"} if name == "order" else set()), path


async def test_the_screen_shows_explains_and_fixes_it(folder: Path) -> None:
    async with at_work(folder / "plan.toml") as desk:
        assert "default-grown" in desk.panel
        await desk.select("1", "default")
        assert "is not grown" in desk.inspector
        assert "90 days" in desk.inspector
        await desk.press("A")
        await desk.until(lambda: desk.screen.side_panels.name == "agenda")
        await desk.press("A", "r")
        await desk.press("r")
        await desk.select("1", "default")
        await desk.press("left_curly_bracket")
        assert desk.date("1", "default") == GROWN_BY
        assert "default-grown" not in desk.panel
