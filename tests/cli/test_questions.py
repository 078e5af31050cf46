"""`when`, `explain`, `rule` and `status`: questions that change nothing."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from planner import policies
from planner.files.codes import CODES
from planner.files.policy.read import load_policy

from .conftest import POLICY, PROJECT, Outcome, ran

Ask = Callable[..., Outcome]
CLIO = "plans/clio.toml"
AS_OF = ("--as-of", "2026-11-21")


@pytest.fixture
def ask(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Any command, in this project's folder."""
    monkeypatch.chdir(PROJECT)
    return lambda *arguments: ran(capfd, *arguments)


def test_when_says_the_day_and_what_must_go_out_by_when(ask: Ask) -> None:
    told = ask("when", CLIO, "4.0.8", "deprecated", *AS_OF)
    assert told == (
        0,
        "4.0.8 can be deprecated on 2027-02-19 if email goes out today"
        "; its support minimum ended 2024-02-21\n"
        "  announce deprecated by email by 2026-11-21 at the latest (deprecation-notice)\n"
        "  announce deprecated by docs by 2027-02-18 at the latest (deprecation-documented)\n"
        "  support-minimum: not before 2024-02-21\n",
        "",
    )


def test_when_on_a_day_that_would_not_do_says_why_and_exits_1(ask: Ask) -> None:
    told = ask("when", CLIO, "4.0.8", "deprecated", "--on", "2027-01-01", *AS_OF)
    assert told.code == 1
    assert told.out.splitlines()[:3] == [
        "4.0.8 cannot be deprecated on 2027-01-01:",
        "  deprecation-notice: 4.0.8 deprecated 2027-01-01 is 49 days short:"
        " to be announced 2026-11-21 by email; earliest 2027-02-19",
        "4.0.8 can be deprecated on 2027-02-19 if email goes out today; its support minimum ended 2024-02-21",
    ]


def test_a_rule_of_severity_info_binds_from_that_severity_on(
    folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    lines = '[[rule]]\nid = "slow"\nkind = "gap"\nfrom = "released"\nto = "default"\n'
    policy = POLICY.partition("[[rule]]")[0]
    (folder / "policy.toml").write_text(f'{policy}{lines}at_least = "90 days"\nseverity = "info"\n')
    asked = ("when", "shop.toml", "1", "default", *AS_OF, "--severity")
    assert ran(capfd, *asked, "warning").out.startswith("1 can be default on 2026-12-01")
    assert ran(capfd, *asked, "info").out.startswith("1 can be default on 2027-03-01")


def test_when_on_a_day_that_would_do_exits_0(ask: Ask) -> None:
    assert ask("when", CLIO, "4.0.8", "deprecated", "--on", "2027-02-19", *AS_OF).code == 0


def test_when_no_day_is_legal_the_rules_are_told_and_it_exits_1(ask: Ask) -> None:
    told = ask("when", CLIO, "4.0.15", "deprecated", *AS_OF)
    assert told.code == 1
    assert told.out.startswith("4.0.15 can be deprecated on no day:\n  support-minimum: ")


def test_when_in_json(ask: Ask) -> None:
    told = json.loads(ask("when", CLIO, "4.0.8", "deprecated", "--output-format", "json", *AS_OF).out)
    assert (told["earliest"], told["set"], told["asked"], told["would_do"]) == (
        "2027-02-19",
        None,
        None,
        None,
    )
    assert told["sendings"][0] == {
        "announces": ["deprecated"],
        "channels": ["email"],
        "planned": None,
        "earliest": None,
        "latest": "2026-11-21",
        "rules": ["deprecation-notice"],
    }


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("4.0.81", "deprecated"), "`4.0.81` is no version or change of the plan: did you mean `4.0.8`?"),
        (("4.0.8", "depreciated"), "`depreciated` is no milestone of `4.0.8`: did you mean `deprecated`?"),
    ],
)
def test_a_mistyped_name_gets_the_nearest_one(ask: Ask, arguments: tuple[str, str], hint: str) -> None:
    for command in ("when", "explain"):
        told = ask(command, CLIO, *arguments)
        assert (told.code, told.out) == (2, "")
        assert hint in told.err


def test_explain_tells_both_ends_and_the_slack(ask: Ask) -> None:
    told = ask("explain", CLIO, "4.0.14", "default", *AS_OF)
    assert told == (
        0,
        "4.0.14 default 2027-02-03\n"
        "  earliest  2027-02-15 because default-notice: email and docs 2026-11-17 + 90 days"
        "; because 4.0.14 notice 2026-11-17 was sent\n"
        "  latest    2027-02-15 because support-minimum: 2027-02-16 + 1 year = 2028-02-16 is after"
        " 4.0.13 deprecated 2028-02-15; because 4.0.13 deprecated 2028-02-15 is where the plan puts it\n"
        "  slack     it may slip 12 days; a day more and support-minimum: 4.0.13 deprecated 2028-02-15 is"
        " 1 day short: 1 year from 4.0.14 default 2027-02-16; earliest 2028-02-16\n",
        "",
    )


def test_explain_without_a_milestone_tells_every_date_and_notice(ask: Ask) -> None:
    told = json.loads(ask("explain", CLIO, "4.0.14", "--output-format", "json", *AS_OF).out)
    assert [(each["milestone"], each["fact"]) for each in told["dates"]] == [
        ("released", None),
        ("default", None),
        ("notice", "sent"),
    ]
    assert told["dates"][1]["earliest"]["chain"][0]["rule"] == "default-notice"
    assert told["dates"][1]["slack"]["later"]["days"] == 12
    assert told["dates"][2]["slack"] is None


def test_explain_of_a_date_that_is_not_set_points_to_when(ask: Ask) -> None:
    told = ask("explain", CLIO, "4.0.8", "deprecated", *AS_OF)
    assert told.code == 2
    assert "4.0.8 has no deprecated date; planner when finds the earliest legal day" in told.err


def test_rule_shows_demand_clause_and_an_exact_example(ask: Ask) -> None:
    told = ask("rule", "default-notice", "--policy", "clio")
    assert told.code == 0
    for part in (
        "default-notice · notice · error · policy clio (Clio API versioning policy)",
        "clause   Default API Version",
        "at least 90 days ahead by email and docs",
        "1.0 default 2027-04-13 is 1 day short: to be announced 2027-01-14 by email and docs"
        "; earliest 2027-04-14; on 2027-04-14 it holds",
    ):
        assert part in told.out


def test_rule_without_a_policy_searches_every_preset(ask: Ask) -> None:
    out = ask("rule", "support-minimum").out
    assert "policy clio" in out
    assert "policy copper" in out


def test_rule_on_a_plan_tells_what_each_date_has_to_spare(ask: Ask) -> None:
    out = ask("rule", "support-minimum", "--plan", CLIO, *AS_OF).out
    assert "holds    4.0.13 deprecated 2028-02-15: 12 days to spare" in out
    broken = ask("rule", "default-notice", "--plan", CLIO, *AS_OF).out
    assert "broken   4.0.14 default 2027-02-03 is 12 days short" in broken


def test_rule_explains_every_id_that_check_prints(ask: Ask) -> None:
    for code, meaning in CODES.items():
        told = ask("rule", code)
        assert told.code == 0, code
        assert f"  cure     {meaning.cure}" in told.out


def test_rule_explains_a_built_in_finding_of_any_policy(ask: Ask) -> None:
    assert ask("rule", "waiver-unused", "--policy", "copper").out == (
        "waiver-unused · built-in finding about a waiver\n"
        "  means    A waiver covers no violation: the rule holds, or the date is worse than `allows`.\n"
        "  cure     Delete the waiver, or correct its rule, its item or `allows`.\n"
        "\n"
    )


def test_a_rule_that_many_presets_inherit_is_explained_once_with_their_names(ask: Ask) -> None:
    told = ask("rule", "promise")
    assert told.code == 0
    heads = [line for line in told.out.splitlines() if line.startswith("promise ·")]
    assert [each.split("policy ")[1].split(" (")[0] for each in heads] == ["base", "clio", "copper"]
    also = " ".join(told.out.split("  also in  ")[1].split("\n\n")[0].split())
    extending = [name for name in policies.names() if name not in ("base", "clio", "copper")]
    assert also == ", ".join(extending)
    assert max(map(len, told.out.split("  also in  ")[1].split("\n\n")[0].splitlines()[1:])) <= 88


def test_the_page_of_a_rule_is_the_one_of_its_policy(ask: Ask) -> None:
    url = load_policy("github-rest", None).url
    assert f"\n  page     {url}\n" in ask("rule", "support-24-months").out


def test_a_rule_that_no_preset_has_is_told_without_the_names_of_all_presets(ask: Ask) -> None:
    told = ask("rule", "zzz")
    assert (told.code, "`zzz` is no rule of the presets" in told.err) == (2, True)
    assert "is no preset: `planner policy list` lists them" in ask("rule", "promise", "--policy", "zzz").err


def test_rule_of_no_policy_exits_2_with_the_nearest(ask: Ask) -> None:
    told = ask("rule", "default-notce")
    assert (told.code, told.out) == (2, "")
    assert "did you mean `default-notice`?" in told.err
    assert ask("rule", "order", "--policy", "none").code == 2


def test_status_tells_each_version_and_requests_without_one(ask: Ask) -> None:
    lines = ask("status", CLIO, "--on", "2027-02-03", *AS_OF).out.splitlines()
    assert "  API v4  4.0.13             Supported     200 OK" in lines
    assert "  API v4  4.0.14             Default       200 OK" in lines
    assert "  API v4  without a version  4.0.14        200 OK" in lines
    assert lines[-1] == "  a version that does not exist: 410 Gone"


def test_status_over_a_span_tells_every_day_on_which_an_answer_changes(ask: Ask) -> None:
    told = json.loads(
        ask(
            "status", CLIO, "--from", "2026-12-01", "--to", "2027-02-03", "--output-format", "json", *AS_OF
        ).out
    )
    first, *others = told["days"]
    assert first["date"] == "2026-12-01"
    assert len(first["versions"]) == 9
    assert [
        (day["date"], [(each["version"], each["answer"]) for each in day["versions"]]) for day in others
    ] == [
        ("2026-12-31", [("4.0.9", "410 Gone"), ("4.0.11", "410 Gone")]),
        ("2027-02-03", [("4.0.13", "200 OK"), ("4.0.14", "200 OK")]),
    ]
    assert others[-1]["unversioned"] == [{"track": "API v4", "version": "4.0.14", "answer": "200 OK"}]


ENDPOINT = str(Path(__file__).parents[1] / "exports/data/endpoint.toml")


def test_status_tells_the_phase_of_a_change_that_has_roles(ask: Ask) -> None:
    lines = ask("status", ENDPOINT, "--on", "2026-02-01", *AS_OF).out.splitlines()
    assert "  changes:" in lines
    row = "    /members removed from v1 and v2  deprecated  since 2026-01-12  effective 2026-07-01"
    assert row in lines


def test_status_of_a_span_tells_the_days_on_which_a_change_takes_effect(ask: Ask) -> None:
    span = ("--from", "2026-01-01", "--to", "2026-12-31")
    told = json.loads(ask("status", ENDPOINT, *span, "--output-format", "json", *AS_OF).out)
    phases = {day["date"]: [each["phase"] for each in day["changes"]] for day in told["days"]}
    assert phases == {"2026-01-01": [None], "2026-01-12": ["deprecated"], "2026-07-01": ["effective"]}


def test_status_tells_since_when_a_change_is_released(ask: Ask) -> None:
    lines = ask("status", CLIO, *AS_OF).out.splitlines()
    assert "    API v4  bills: pay_link added         Released   since 2026-10-15" in [
        line.rstrip() for line in lines
    ]


@pytest.mark.parametrize(
    "options", [("--from", "2027-01-01"), ("--from", "2027-01-02", "--to", "2027-01-01")]
)
def test_status_needs_a_span_with_two_ends(ask: Ask, options: tuple[str, ...]) -> None:
    assert ask("status", CLIO, *options).code == 2


@pytest.mark.parametrize("command", ["fix", "when", "explain", "rule", "status", "agenda", "sent"])
def test_help_has_examples_and_exit_codes(ask: Ask, command: str) -> None:
    told = ask(command, "--help")
    assert told.code == 0
    assert "examples:\n" in told.out
    assert "exit codes" in told.out


@pytest.mark.parametrize("arguments", [("fix", CLIO), ("agenda", CLIO), ("explain", CLIO, "4.0.14")])
def test_no_question_loads_the_screen(arguments: tuple[str, ...]) -> None:
    asked = "import sys; from planner.cli import main; main(sys.argv[1:])"
    loaded = "print(sorted({'textual', 'jinja2', 'rich'} & set(sys.modules)), file=sys.stderr)"
    told = subprocess.run(
        [sys.executable, "-c", f"{asked}; {loaded}", *arguments], capture_output=True, check=True, cwd=PROJECT
    )
    assert told.stderr == b"[]\n"
