import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import EARLY_PLAN, LEGAL_PLAN, Outcome, ran

Fix = Callable[..., Outcome]


@pytest.fixture
def fix(folder: Path, capfd: pytest.CaptureFixture[str]) -> Fix:
    return lambda *arguments: ran(capfd, "fix", "shop.toml", "--as-of", "2026-11-21", *arguments)


def test_the_moves_are_a_table_with_the_rule_and_its_sum(fix: Fix) -> None:
    told = fix()
    assert told.code == 1
    assert told.out.splitlines()[2:4] == [
        "item  milestone  from        to          days  because of",
        "1     default    2027-02-03  2027-02-15  +12   default-notice: 2026-11-17 + 90 days = 2027-02-15",
    ]
    assert "1 move proposed; --write saves them" in told.out


def test_nothing_is_written_without_write(folder: Path, fix: Fix) -> None:
    fix()
    assert (folder / "shop.toml").read_text() == EARLY_PLAN


def test_write_changes_the_one_date_and_exits_0(folder: Path, fix: Fix) -> None:
    told = fix("--write")
    assert told.code == 0
    assert (folder / "shop.toml").read_text() == LEGAL_PLAN


def test_a_second_run_has_nothing_to_fix(folder: Path, fix: Fix) -> None:
    fix("--write")
    before = (folder / "shop.toml").stat().st_mtime_ns
    told = fix("--write")
    assert (told.code, told.out.splitlines()[-1]) == (0, "Nothing to fix")
    assert (folder / "shop.toml").stat().st_mtime_ns == before


def test_what_cannot_be_kept_is_told_and_exits_1(folder: Path, fix: Fix) -> None:
    pinned = EARLY_PLAN.replace("[[notice]]", 'pinned = ["default"]\n[[notice]]')
    (folder / "shop.toml").write_text(pinned)
    told = fix("--write")
    assert told.code == 1
    assert (folder / "shop.toml").read_text() == pinned
    for part in (
        "conflict: default-notice of 1 cannot be kept by moving dates",
        "1 default 2027-02-03 cannot go later: it is pinned",
        "nothing that it compares can go earlier",
        "Nothing to fix by moving dates",
    ):
        assert part in told.out


def test_the_other_remedy_is_offered(folder: Path, fix: Fix) -> None:
    (folder / "shop.toml").write_text(
        EARLY_PLAN.replace("told      = {}\n", "")
        .replace("2026-11-17", "2026-12-01")
        .replace("2027-02-03", "2027-02-25")
    )
    assert "instead, with --prefer earlier: 1 notice 2026-12-01 → 2026-11-27" in fix().out
    assert "1     notice     2026-12-01  2026-11-27  -4" in fix("--prefer", "earlier").out


def test_json_has_the_moves_the_notices_and_what_remains(folder: Path, fix: Fix) -> None:
    (folder / "shop.toml").write_text(LEGAL_PLAN.partition("[[notice]]")[0])
    told = json.loads(fix("--output-format", "json").out)
    assert told["format_version"] == 1
    assert told["moves"] == [
        {
            "item": "1",
            "milestone": "default",
            "from": "2027-02-15",
            "to": "2027-02-19",
            "days": 4,
            "rule": "default-notice",
            "message": "1 default 2027-02-15 is 4 days short: to be announced 2026-11-21 by email;"
            " earliest 2027-02-19",
        }
    ]
    assert told["notices"] == [
        {
            "item": "1",
            "date": "2026-11-21",
            "announces": ["default"],
            "channels": ["email"],
            "rules": ["default-notice"],
            "latest": "2026-11-21",
        }
    ]
    assert (told["conflicts"], told["remaining"], told["written"]) == ([], [], False)


def test_a_mistyped_item_or_rule_is_an_error_with_the_nearest_name(fix: Fix) -> None:
    told = fix("--rule", "default-notce")
    assert (told.code, told.out) == (2, "")
    assert "did you mean `default-notice`?" in told.err
    assert fix("--item", "2").code == 2


def test_a_plan_with_errors_is_not_judged(folder: Path, fix: Fix) -> None:
    (folder / "shop.toml").write_text(EARLY_PLAN.replace("default  =", "defualt  ="))
    told = fix()
    assert (told.code, told.out) == (2, "")
    assert told.err.startswith("shop.toml:8:1: error[unknown-key] ")
    assert "shop.toml cannot be judged" in told.err


def test_a_plan_that_is_not_there_exits_2(folder: Path, capfd: pytest.CaptureFixture[str]) -> None:
    told = ran(capfd, "fix", "none.toml")
    assert (told.code, told.err) == (2, "planner fix: none.toml: there is no such file\n")


def test_what_a_hostile_plan_says_is_only_shown(folder: Path, fix: Fix) -> None:
    (folder / "shop.toml").write_text(EARLY_PLAN.replace('"1"', '"1\\u001b[31m\\n::error::##[x]"'))
    told = fix()
    assert told.code == 1
    assert "\x1b" not in told.out
    assert "##" not in told.out
    assert "1\\x1b[31m\\n::error::# #[x]" in told.out
    assert "##" not in fix("--output-format", "json").out


def test_a_warning_that_a_move_would_mend_is_told_the_move(folder: Path, fix: Fix) -> None:
    policy = folder / "policy.toml"
    policy.write_text(policy.read_text() + 'severity = "warning"\n')
    moved = "move its default date to 2027-02-15 or later (`--severity warning` proposes it)"
    assert f"    to fix it: {moved}; or record a waiver (reason: security)\n" in fix().out
    assert fix("--severity", "warning").out.splitlines()[-1] == "1 move proposed; --write saves them"
    policy.write_text(policy.read_text().replace('kind = "notice"', 'kind = "notice"\nwaivable = false'))
    (remaining,) = json.loads(fix("--output-format", "json").out)["remaining"]
    assert remaining["advice"] == [moved]


def test_what_no_move_mends_is_told_what_would(folder: Path, fix: Fix) -> None:
    policy = folder / "policy.toml"
    ended = '[[rule]]\nid = "end-planned"\nkind = "require"\nfields = ["migration"]\n'
    policy.write_text(policy.read_text() + ended)
    (folder / "shop.toml").write_text(LEGAL_PLAN)
    told = fix()
    assert told.code == 1
    assert "    to fix it: add a `migration` text; or record a waiver (reason: security)\n" in told.out
    assert told.out.splitlines()[-1] == "Nothing to fix by moving dates"
    remaining = json.loads(fix("--output-format", "json").out)["remaining"]
    assert [each["advice"] for each in remaining] == [
        ["add a `migration` text", "record a waiver (reason: security)"]
    ]
