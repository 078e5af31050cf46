import json
from pathlib import Path

import pytest

from .conftest import EARLY_PLAN, LEGAL_PLAN, POLICY, Run, own_process


def test_a_plan_that_keeps_its_policy_exits_0(folder: Path, check: Run) -> None:
    (folder / "shop.toml").write_text(LEGAL_PLAN)
    assert check("shop.toml") == (0, "Nothing found in 1 plan as of 2026-11-21\n", "")


def test_a_violation_exits_1_and_shows_the_whole_story(check: Run) -> None:
    told = check("shop.toml")
    assert told.code == 1
    for part in (
        "error[default-notice]",
        "shop.toml:8:1",
        "8 | default  = 2027-02-03  # the day it takes over",
        "^ earliest legal date 2027-02-15",
        "2026-11-17 + 90 days = 2027-02-15",
        "default-notice (Notice): People know 90 days ahead.",
        "1 error in 1 plan",
    ):
        assert part in told.out


def test_without_a_path_the_plans_below_this_folder_are_judged(folder: Path, check: Run) -> None:
    (folder / "plans").mkdir()
    (folder / "plans" / "more.toml").write_text(EARLY_PLAN.replace("./", "../"))
    told = check("--output-format", "concise")
    assert [line.split(" ")[0] for line in told.out.splitlines()] == [
        "plans/more.toml:8:1:",
        "shop.toml:8:1:",
        "2",
    ]
    assert told.out.endswith("2 errors in 2 plans; 1 other TOML file passed over\n")


def test_a_plan_given_twice_is_judged_once(check: Run) -> None:
    assert check("shop.toml", ".", "shop.toml").out.endswith(
        "1 error in 1 plan; 1 other TOML file passed over\n"
    )


def test_standard_input_is_a_plan_in_this_folder(folder: Path) -> None:
    told = own_process("check", "-", "--as-of", "2026-11-21", stdin=EARLY_PLAN.encode(), cwd=folder)
    assert told.returncode == 1
    assert b"--> -:8:1" in told.stdout


def test_the_as_of_date_decides_what_a_notice_not_sent_can_do(folder: Path, check: Run) -> None:
    (folder / "shop.toml").write_text(EARLY_PLAN.replace("told ", "# "))
    assert "2026-11-17 + 90 days" in check("shop.toml", "--as-of", "2026-11-01").out
    assert "2026-12-24 + 90 days" in check("shop.toml", "--as-of", "2026-12-24").out


def test_another_policy_than_the_plans_own(folder: Path, check: Run) -> None:
    (folder / "lenient.toml").write_text(POLICY.replace("90 days", "30 days"))
    assert check("shop.toml", "--policy", "lenient.toml").code == 0


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_the_threshold_decides_the_exit_code_and_not_the_report(
    folder: Path, check: Run, severity: str
) -> None:
    (folder / "policy.toml").write_text(POLICY.replace('clause = "Notice"', f'severity = "{severity}"'))
    default, strict = check("shop.toml"), check("shop.toml", "--fail-on", severity)
    assert (default.code, strict.code) == (0, 1)
    assert default.out == strict.out
    assert f"{severity}[default-notice]" in default.out
    assert check("shop.toml", "--fail-on", severity, "--exit-zero").code == 0


def test_a_waived_violation_never_fails(folder: Path, check: Run) -> None:
    waiver = '[[waiver]]\nrule = "default-notice"\nversion = "1"\nreason = "security"\nnote = "A hole"\n'
    with (folder / "shop.toml").open("a") as plan:
        plan.write(waiver)
    told = check("shop.toml", "--fail-on", "info")
    assert told.code == 0
    assert "waived[default-notice]: 1 default 2027-02-03: security: A hole (shop.toml:8:1)" in told.out


def test_errors_of_a_plan_are_findings_and_other_plans_are_still_judged(folder: Path, check: Run) -> None:
    (folder / "bad.toml").write_text(
        EARLY_PLAN.replace("2027-02-03", "2027-02").replace("released", "relaesed")
    )
    told = check("bad.toml", "shop.toml")
    assert told.code == 1
    assert "error[unknown-key]: `relaesed`: did you mean `released`?\n --> bad.toml:7:1" in told.out
    assert "error[not-a-date]" in told.out
    assert "error[default-notice]" in told.out


@pytest.mark.parametrize("missing", ["gone.toml", "empty"])
def test_what_cannot_be_had_exits_2_and_the_others_are_still_judged(
    folder: Path, check: Run, missing: str
) -> None:
    (folder / "empty").mkdir()
    told = check(missing, "shop.toml", "--exit-zero")
    assert told.code == 2
    assert f" --> {missing}\n" in told.out
    assert "error[default-notice]" in told.out
    assert "Nothing found" not in check(missing).out


def test_a_broken_policy_exits_2_with_its_position(folder: Path, check: Run) -> None:
    (folder / "policy.toml").write_text(POLICY.replace("at_least", "at_leest"))
    told = check("shop.toml")
    assert told.code == 2
    assert "did you mean `at_least`?\n --> policy.toml:22:1\n  = not judged: shop.toml" in told.out
    plan = json.loads(check("shop.toml", "--output-format", "json").out)["plans"][0]
    assert plan["judged"] is False
    assert plan["errors"][0]["message"].startswith("policy.toml:22:1: ")


def test_json_orders_violations_by_line_and_gives_the_blamed_keys_place(folder: Path, check: Run) -> None:
    text = EARLY_PLAN + EARLY_PLAN.split("\n\n", 1)[1].replace('"1"', '"2"')
    (folder / "shop.toml").write_text(text.replace("default  =", "  default  ="))
    told = json.loads(check("shop.toml", "--output-format", "json").out)
    found = told["plans"][0]["violations"]
    assert [(each["item"], each["line"], each["column"]) for each in found] == [("1", 8, 3), ("2", 19, 3)]
    assert found[0]["related"] == [{"item": "1", "what": "notice", "date": "2026-11-17", "line": 13}]
    assert told["plans"][0]["policy"] == "house"


def test_the_report_goes_to_the_file_and_nowhere_else(folder: Path, check: Run) -> None:
    told = check("shop.toml", "-o", "report.txt")
    assert (told.code, told.out) == (1, "")
    assert (folder / "report.txt").read_text() == check("shop.toml").out


def test_a_report_that_cannot_be_written_exits_2(check: Run) -> None:
    told = check("shop.toml", "-o", "no/such/folder/report.txt")
    assert told.code == 2
    assert "cannot write the report" in told.err


def test_quiet_tells_findings_only(folder: Path, check: Run) -> None:
    assert "1 error in 1 plan" not in check("shop.toml", "-q").out
    (folder / "shop.toml").write_text(LEGAL_PLAN)
    assert check("shop.toml", "-q") == (0, "", "")


def test_a_byte_order_mark_is_remarked_on_but_no_finding(folder: Path, check: Run) -> None:
    (folder / "shop.toml").write_text("\ufeff" + LEGAL_PLAN)
    told = check("shop.toml")
    assert told.code == 0
    assert told.err.startswith("shop.toml:1:1: note: ")
    assert check("shop.toml", "-q").err == ""


def test_the_github_report_adds_to_the_page_of_the_run(
    folder: Path, check: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = folder / "page.md"
    page.write_text("before\n")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    told = check("shop.toml", "--output-format", "github")
    assert told.out.startswith("::error title=default-notice,file=shop.toml,line=8,col=1::1 default ")
    assert page.read_text().startswith("before\n\n### Release plan\n\n**1 error in 1 plan**\n")
    assert "- ❌ error `default-notice`, line 8: 1 default " in page.read_text()


@pytest.mark.parametrize(
    ("arguments", "path_diagnostic"),
    [
        (["--as-of", "2027-02"], "argument --as-of: `2027-02` is not a full date, as in 2027-02-15"),
        (["--as-of", "20270215"], "is not a full date"),
        (["--as-of", "2027-02-30"], "`2027-02-30`: there is no such day"),
        (["--fail-on", "eror"], "`eror` is none of error, warning, info: did you mean `error`?"),
        (["--output-format", "jsno"], "did you mean `json`?"),
        (["--polcy", "clio"], "`--polcy` is not an option: did you mean `--policy`?"),
        (["--policy", "cliio"], "did you mean `clio`?"),
        (["--policy", "./gone.toml"], "there is no such file"),
        (["--color", "\x1b[31m"], "`\\x1b[31m` is none of auto, always, never"),
    ],
)
def test_a_bad_option_exits_2_and_says_what_was_expected(
    check: Run, arguments: list[str], path_diagnostic: str
) -> None:
    told = check("shop.toml", *arguments)
    assert (told.code, told.out) == (2, "")
    assert path_diagnostic in told.err
    assert told.err.startswith("planner check: error: ")
    assert "\x1b" not in told.err


def test_options_may_stand_between_paths(folder: Path, check: Run) -> None:
    (folder / "b.toml").write_text(EARLY_PLAN)
    assert check("shop.toml", "--fail-on", "error", "b.toml").out.endswith("2 errors in 2 plans\n")


def test_one_broken_plan_among_many_does_not_end_the_run(folder: Path, check: Run) -> None:
    (folder / "no-utf8.toml").write_bytes(b'product = "\xff"\n')
    (folder / "not-toml.toml").write_text('product = "x"\n[[version\n')
    (folder / "conflict.toml").write_text(f"<<<<<<< ours\n{EARLY_PLAN}=======\n>>>>>>> theirs\n")
    (folder / "empty.toml").write_text("")
    (folder / "dangling.toml").symlink_to("nowhere.toml")
    told = check(".", "empty.toml")
    assert told.code == 2
    for name in ("no-utf8.toml:1:12", "not-toml.toml:2:", "conflict.toml:1:1", "empty.toml", "dangling.toml"):
        assert f" --> {name}" in told.out
    assert " --> shop.toml:8:1" in told.out


def test_a_plan_with_errors_still_says_what_it_is_of(folder: Path, check: Run) -> None:
    (folder / "bad.toml").write_text('format = 1\nproduct = "Shop"\npolicy = "clio"\nextra = 1\n')
    (plan,) = json.loads(check("bad.toml", "--output-format", "json").out)["plans"]
    assert (plan["product"], plan["policy"], plan["judged"]) == ("Shop", "clio", False)
