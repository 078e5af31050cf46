"""The subject of a commit says what changed in the plan, in 72 characters."""

import pytest

from planner.compare import compare
from planner.wording.commit import LONGEST, drafted_subject
from tests.compare.states import PLAN, judged

NEW = '\n[[version]]\nname = "1.2"\nreleased = 2028-01-01\n'
NOTICE = '\n[[notice]]\nversion = "1.2"\nannounces = ["released"]\ndate = 2027-12-01\nchannels = ["email"]\n'
MOVED = PLAN.replace("2027-03-15", "2027-04-01")


@pytest.mark.parametrize(
    ("before", "after", "subject"),
    [
        (PLAN, MOVED, "Move 1.1 default to 2027-04-01"),
        (PLAN.replace("default = 2027-03-15", ""), PLAN, "Set 1.1 default to 2027-03-15"),
        (PLAN, PLAN.replace("default = 2027-03-15", ""), "Take 1.1 default out"),
        (PLAN, MOVED.replace("2026-12-01\ndefault", "2026-12-08\ndefault"), "Move 2 dates of 1.1"),
        (PLAN, MOVED.replace("2025-06-01", "2025-06-02"), "Move 2 dates"),
        (PLAN, PLAN + NEW, "Add version 1.2"),
        (PLAN, PLAN + NEW + NOTICE, "Add version 1.2"),
        (PLAN + NEW + NOTICE, PLAN, "Remove version 1.2"),
        (PLAN, PLAN.replace('"1.1"', '"2.0"'), "Rename 1.1 to 2.0"),
        (PLAN, MOVED + NEW, "Shop: 1 date, 1 added"),
        (PLAN, PLAN.replace("Read the guide.", "Ask."), "Shop: 1 edited"),
        (PLAN, PLAN, "Edit the text of plan.toml"),
    ],
)
def test_the_subject_says_what_changed(before: str, after: str, subject: str) -> None:
    assert drafted_subject(compare(judged(before), judged(after)), "Shop", "plan.toml") == subject


def test_a_plan_that_is_new_is_added() -> None:
    assert drafted_subject(None, "Shop", "plan.toml") == "Add the plan of Shop"


def test_no_subject_is_longer_than_tools_show_or_has_control_characters() -> None:
    assert len(drafted_subject(None, "Shop " * 40, "plan.toml")) == LONGEST
    name = r"a\u001b[31m\nb" + "x" * 100
    long = PLAN.replace('"1.1"', f'"{name}"')
    subject = drafted_subject(
        compare(judged(long), judged(long.replace("2027-03-15", "2027-04-01"))), "Shop", "plan.toml"
    )
    assert len(subject) <= LONGEST
    assert subject.isprintable()
