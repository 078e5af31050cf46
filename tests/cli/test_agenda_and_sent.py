"""`agenda` and `sent`: what is due, and the record that it was done."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import Outcome, ran

Ask = Callable[..., Outcome]
PLAN = """\
format  = 1
product = "Shop"
policy  = "./policy.toml"

[[version]]
name     = "1"
released = 2026-12-01
default  = 2027-03-15

[[notice]]
version   = "1"
announces = ["released", "default"]
date      = 2026-12-10   # not sent yet
channels  = ["email"]

[[version]]
name    = "2"
default = 2027-06-01

[[notice]]
version   = "2"
announces = ["default"]
date      = 2027-01-10
channels  = ["email"]
name      = "January mail"

[[notice]]
version   = "1"
announces = []
date      = 2027-01-10
channels  = ["email"]
name      = "January mail"
"""


@pytest.fixture
def ask(folder: Path, capfd: pytest.CaptureFixture[str]) -> Ask:
    (folder / "shop.toml").write_text(PLAN)
    return lambda *arguments: ran(capfd, *arguments, "--as-of", "2026-11-21")


def test_the_agenda_lists_what_is_due_in_order_with_the_last_day_that_counts(ask: Ask) -> None:
    told = ask("agenda", "shop.toml")
    assert told == (
        0,
        "2026-12-01  in 10 days  release  1 released\n"
        "2026-12-10  in 19 days  send     1 released and default by email"
        "       counts until 2026-12-15\n"
        "2027-01-10  in 50 days  send     2 default; 1 by email (January mail)"
        "  counts until 2027-03-03\n"
        "\n"
        "3 due from 2026-11-21 to 2027-01-20\n",
        "",
    )


def test_the_span_is_as_long_as_asked(ask: Ask) -> None:
    assert ask("agenda", "shop.toml", "--within", "1 week").out == (
        "Nothing is due from 2026-11-21 to 2026-11-28\n"
    )
    assert "5 due" in ask("agenda", "shop.toml", "--within", "P1Y").out


def test_exit_code_1_is_for_something_due(ask: Ask) -> None:
    assert ask("agenda", "shop.toml", "--exit-code").code == 1
    assert ask("agenda", "shop.toml", "--exit-code", "--within", "1 week").code == 0


def test_a_correction_is_listed_even_where_it_is_due_after_the_span(folder: Path, ask: Ask) -> None:
    told = 'channels = ["email"]\ntold = { released = 2026-12-01, default = 2027-03-01 }\n'
    notice = f'[[notice]]\nversion = "1"\nannounces = ["default"]\ndate = 2026-11-17\n{told}'
    version = '[[version]]\nname = "1"\nreleased = 2026-12-01\ndefault = 2027-04-01\n'
    (folder / "moved.toml").write_text(f'format = 1\nproduct = "Moved"\npolicy = "clio"\n{version}{notice}')
    listed = ask("agenda", "moved.toml", "--within", "1 week", "--exit-code")
    assert (listed.code, listed.out) == (
        0,
        "2027-03-01  in 100 days  send  1 default by email  a correction, due 2027-03-01\n"
        "\n"
        "Nothing is due from 2026-11-21 to 2026-11-28; 1 correction owed by a later day\n",
    )
    assert ask("agenda", "moved.toml", "--within", "100 days", "--exit-code").code == 1


def test_the_agenda_of_a_folder_names_the_products(folder: Path, ask: Ask) -> None:
    (folder / "other.toml").write_text(PLAN.replace('"Shop"', '"Other"'))
    out = ask("agenda", ".", "--within", "2 weeks").out
    assert "in 10 days  Other  release" in out
    assert "in 10 days  Shop   release" in out


def test_the_agenda_in_json(ask: Ask) -> None:
    told = json.loads(ask("agenda", "shop.toml", "--output-format", "json").out)
    assert told["until"] == "2027-01-20"
    assert told["due"][1] == {
        "path": "shop.toml",
        "product": "Shop",
        "date": "2026-12-10",
        "overdue": False,
        "action": "send",
        "about": [{"item": "1", "milestones": ["released", "default"], "withdraws": []}],
        "channels": ["email"],
        "name": None,
        "missing": False,
        "correction": False,
        "earliest": None,
        "latest": "2026-12-15",
    }


def test_a_bad_span_or_folder_exits_2(folder: Path, ask: Ask) -> None:
    assert "expected a duration" in ask("agenda", "shop.toml", "--within", "soon").err
    (folder / "empty").mkdir()
    told = ask("agenda", "empty")
    assert (told.code, told.out) == (2, "")
    assert "there is no plan here" in told.err


def test_sent_records_the_dates_of_the_plan_and_keeps_the_rest_of_the_file(folder: Path, ask: Ask) -> None:
    told = ask("sent", "shop.toml", "1:2026-12-10", "--on", "2026-11-20")
    assert told == (0, "1: sent 2026-11-20 by email, told released 2026-12-01 and default 2027-03-15\n", "")
    before, after = PLAN.splitlines(), (folder / "shop.toml").read_text().splitlines()
    assert [line for line in after if line not in before] == [
        "date      = 2026-11-20   # not sent yet",
        "told      = { released = 2026-12-01, default = 2027-03-15 }",
    ]
    assert [line for line in before if line not in after] == ["date      = 2026-12-10   # not sent yet"]


def test_a_notice_that_is_sent_before_its_day_went_out_on_the_as_of_date(ask: Ask) -> None:
    assert ask("sent", "shop.toml", "2").out.startswith(
        "2: sent 2026-11-21 by email, told default 2027-06-01"
    )


def test_notices_of_one_name_are_sent_together(folder: Path, ask: Ask) -> None:
    told = ask("sent", "shop.toml", "January mail", "--on", "2026-11-20")
    assert told.out.splitlines() == [
        "2: sent 2026-11-20 by email, told default 2027-06-01",
        "1: sent 2026-11-20 by email, told no date",
    ]
    assert (folder / "shop.toml").read_text().count("told ") == 2


def test_an_item_with_several_notices_is_ambiguous_and_they_are_listed(folder: Path, ask: Ask) -> None:
    told = ask("sent", "shop.toml", "1")
    assert (told.code, (folder / "shop.toml").read_text()) == (2, PLAN)
    assert "`1` matches several notices: `1:2026-12-10`, `January mail`" in told.err


def test_a_notice_that_went_out_is_not_recorded_again(folder: Path, ask: Ask) -> None:
    ask("sent", "shop.toml", "2")
    written = (folder / "shop.toml").read_text()
    told = ask("sent", "shop.toml", "January mail")
    assert (told.code, (folder / "shop.toml").read_text()) == (2, written)
    assert "`January mail` was recorded as sent on 2026-11-21" in told.err


def test_a_mistyped_notice_gets_the_nearest_name(ask: Ask) -> None:
    told = ask("sent", "shop.toml", "Januray mail")
    assert told.code == 2
    assert "did you mean `January mail`?" in told.err


def test_a_day_to_come_is_no_day_on_which_it_went_out(folder: Path, ask: Ask) -> None:
    told = ask("sent", "shop.toml", "2", "--on", "2026-11-22")
    assert (told.code, (folder / "shop.toml").read_text()) == (2, PLAN)
    assert "lies after the as-of date 2026-11-21" in told.err


def test_a_notice_that_is_planned_too_late_is_not_called_overdue(folder: Path, ask: Ask) -> None:
    by = 'channels = ["email", "docs"]\n'
    notice = f'[[notice]]\nversion = "1"\nannounces = ["default"]\ndate = 2027-03-15\n{by}'
    version = '[[version]]\nname = "1"\nreleased = 2026-12-01\ndefault = 2027-04-01\n'
    (folder / "late.toml").write_text(f'format = 1\nproduct = "Late"\npolicy = "clio"\n{version}{notice}')
    first = ask("agenda", "late.toml", "--within", "1 year").out.splitlines()[0]
    assert first.startswith("2027-03-15  too late     send")
    assert first.endswith("too late on that day: counts until 2027-01-01")
    assert ", 1 late" in ask("agenda", "late.toml", "--within", "1 year").out
