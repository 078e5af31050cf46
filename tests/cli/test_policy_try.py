"""`planner policy try`: what another number would do to the plans of a policy."""

import json
from pathlib import Path

import pytest

from .conftest import EARLY_PLAN, LEGAL_PLAN, POLICY, Outcome, Run, ran

STRICTER = 'format = 1\nname = "stricter"\nextends = "./policy.toml"\n'
OWN_NUMBER = f'{STRICTER}[[rule]]\nid = "default-notice"\nat_least = "100 days"\n'
RULE = "\n".join(
    (
        "[[rule]]",
        'id = "{id}"',
        'kind = "gap"',
        'from = "released"',
        'to = "default"',
        '{bound} = "{days} days"',
        "",
    )
)
BROKEN_PLAN = LEGAL_PLAN.replace("released = 2026-12-01", "releesed = 2026-12-01")


@pytest.fixture
def attempt(folder: Path, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `planner policy try` in a folder with a plan that keeps its policy, and one 12 days short of it."""
    (folder / "legal.toml").write_text(LEGAL_PLAN)

    def run(*arguments: str) -> Outcome:
        return ran(capfd, "policy", "try", *arguments, "--as-of", "2026-11-21")

    return run


def test_a_diff_per_plan_and_totals(attempt: Run) -> None:
    told = attempt("./policy.toml", "--set", "default-notice.at_least=91 days")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(
        "Tried in ./policy.toml\n  ~ rule default-notice at_least  90 days → 91 days\n"
    )
    assert (
        "\nlegal.toml · Shop · as of 2026-11-21\n\nViolations gained\n  + error[default-notice]" in told.out
    )
    assert "(was 12 days)" in told.out
    totals = (
        "2 plans under ./policy.toml: violations: 1 gained in 1 plan, 1 grew in 1 plan; as of 2026-11-21\n"
    )
    assert told.out.endswith(totals)


def test_nothing_is_written(folder: Path, attempt: Run) -> None:
    before = {each: each.read_bytes() for each in folder.glob("*.toml")}
    attempt("policy.toml", "--set", "default-notice.at_least=30 days")
    assert {each: each.read_bytes() for each in folder.glob("*.toml")} == before


def test_lost_violations_and_the_exit_code(attempt: Run) -> None:
    told = attempt("policy.toml", "--set", "default-notice.at_least=78 days", "--exit-code", "-q")
    assert told.code == 1
    assert "Violations lost\n  - error[default-notice]  1 default 2027-02-03" in told.out
    assert "plans under" not in told.out
    same = attempt("policy.toml", "--set", "default-notice.at_least=90 days", "--exit-code")
    assert same.code == 0
    assert "nothing  the policy is as it was" in same.out
    assert "no violation gained or lost" in same.out


def test_json_has_the_settings_and_the_totals(attempt: Run) -> None:
    told = attempt("policy.toml", "--set", "default-notice.severity=warning", "--output-format", "json")
    data = json.loads(told.out)
    assert data["set"] == [
        {"rule": "default-notice", "parameter": "severity", "old": "error", "new": "warning"}
    ]
    assert data["totals"] == {"gained": 0, "grew": 0, "lost": 0, "shrank": 1, "waived": 0}
    assert [(each["old"], each["differs"]) for each in data["plans"]] == [
        ("legal.toml", False),
        ("shop.toml", True),
    ]


def test_markdown(attempt: Run) -> None:
    told = attempt("policy.toml", "--set", "default-notice.at_least=91 days", "--output-format", "markdown")
    assert told.out.startswith("**2 plans under `policy.toml`: violations: 1 gained in 1 plan")
    assert "- `rule default-notice at_least`: 90 days → 91 days" in told.out


def test_plans_whose_policy_extends_it_are_compared_and_others_are_not(folder: Path, attempt: Run) -> None:
    (folder / "stricter.toml").write_text(STRICTER)
    (folder / "own.toml").write_text(OWN_NUMBER)
    for name, plan in (("heir", EARLY_PLAN), ("own-number", LEGAL_PLAN)):
        policy = "stricter" if name == "heir" else "own"
        (folder / f"{name}-plan.toml").write_text(plan.replace("./policy", f"./{policy}"))
    (folder / "clio-plan.toml").write_text('format = 1\nproduct = "C"\npolicy = "clio"\n')
    told = attempt("policy.toml", "--set", "default-notice.at_least=78 days")
    assert "heir-plan.toml · Shop" in told.out
    assert "own-number-plan.toml" not in told.out, "its policy overrides the number"
    assert told.out.endswith("; 1 plan of other policies\n")
    only = attempt("./stricter.toml", "--set", "default-notice.at_least=78 days")
    assert "1 plan under ./stricter.toml" in only.out
    assert "heir-plan.toml" in only.out


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        (
            "default-notce.at_least=1 day",
            "`default-notce` is no rule of the policy: did you mean `default-notice`?",
        ),
        ("x.at_least=1 day", "`x` is no rule of the policy: there are `default-notice`"),
        ("default-notice.at_lest=1 day", "no parameter of a rule of kind `notice`: did you mean `at_least`?"),
        ("default-notice.zzz=1", "it takes `milestone`, `announcing`, `at_least`, `at_most`, `channels`"),
        ("default-notice.at_least=90", 'expected a duration in quotes, as in "90 days", not `90`'),
        ("default-notice.at_least=soon", "expected a duration such as"),
        ("default-notice.channels=email", "expected a list"),
        ("default-notice.severity=warnin", "did you mean `warning`?"),
        ("default-notice.at_most=30 days", "no notice goes out at least 90 days and at most 30 days ahead"),
        ("default-notice.id=other", "`id` is no parameter"),
    ],
)
def test_a_wrong_setting_is_told_with_what_was_expected(attempt: Run, setting: str, expected: str) -> None:
    told = attempt("policy.toml", "--set", setting)
    assert (told.code, told.out) == (2, "")
    assert f"planner policy try: error: policy.toml: {setting}: " in told.err
    assert expected in told.err


def test_a_setting_has_a_form(attempt: Run) -> None:
    for text in ("default-notice", "default-notice.at_least", "at_least=3 days", ""):
        told = attempt("policy.toml", "--set", text)
        assert told.code == 2
        assert "expected RULE.PARAMETER=VALUE" in told.err


def test_a_policy_that_is_then_unsound_is_refused_with_its_mistakes(folder: Path, attempt: Run) -> None:
    rules = RULE.format(id="least", bound="at_least", days=30) + RULE.format(
        id="most", bound="at_most", days=60
    )
    (folder / "policy.toml").write_text(POLICY + rules)
    assert attempt("policy.toml", "--set", "least.at_least=60 days").code == 0
    told = attempt("policy.toml", "--set", "least.at_least=61 days")
    assert (told.code, told.out) == (2, "")
    assert "[no-common-date]" in told.err
    assert "`least`" in told.err
    assert "`most`" in told.err


def test_a_mistake_that_the_policy_has_anyway_does_not_keep_it_from_being_tried(
    folder: Path, attempt: Run
) -> None:
    rules = RULE.format(id="least", bound="at_least", days=90) + RULE.format(
        id="most", bound="at_most", days=60
    )
    (folder / "policy.toml").write_text(POLICY + rules)
    assert attempt("policy.toml", "--set", "default-notice.at_least=78 days").code == 0


def test_where_there_is_no_plan_to_compare(folder: Path, attempt: Run) -> None:
    other = attempt("clio", "--set", "default-notice.at_least=1 day")
    assert other.code == 2
    assert "no plan has the policy `clio` or one that extends it: 2 plans have others" in other.err
    (folder / "empty").mkdir()
    assert "there is no plan here" in attempt("clio", "empty").err
    assert "did you mean `clio`?" in attempt("clo").err
    assert "no such file" in attempt("clio", "nothing.toml").err


def test_a_plan_with_errors_is_told_and_the_others_are_compared(folder: Path, attempt: Run) -> None:
    (folder / "broken.toml").write_text(BROKEN_PLAN)
    (folder / "elsewhere.toml").write_text(BROKEN_PLAN.replace("./policy.toml", "clio"))
    told = attempt("policy.toml", "--set", "default-notice.at_least=91 days")
    assert told.code == 2
    assert "broken.toml:7:1: error[unknown-key]" in told.err
    assert "elsewhere.toml" not in told.err
    assert "1 gained in 1 plan" in told.out


def test_an_extending_policy_that_cannot_take_the_number_is_told(folder: Path, attempt: Run) -> None:
    heir = STRICTER + RULE.format(id="most", bound="at_most", days=60)
    (folder / "policy.toml").write_text(POLICY + RULE.format(id="least", bound="at_least", days=30))
    (folder / "stricter.toml").write_text(heir)
    (folder / "heir.toml").write_text(LEGAL_PLAN.replace("./policy", "./stricter"))
    told = attempt("policy.toml", "--set", "least.at_least=61 days")
    assert told.code == 2
    assert "planner policy try: error: heir.toml: [no-common-date]" in told.err
    assert "2 plans under policy.toml: " in told.out


def test_help_and_the_overview_name_it(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    assert "--set RULE.PARAMETER=VALUE" in ran(capfd, "policy", "try", "--help").out
    assert "planner policy try" in ran(capfd, "policy", "--help").out
    assert ran(capfd, "policy", "try").code == 2
    assert "`try` comes first" in ran(capfd, "policy", "--markdown", "try").err
